"""What the cards of lessons share: whose card it is, what its buttons do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton

from handlers.buttons import ButtonData, Press
from handlers.context import Context
from handlers.replying import MAX_LABEL_UNITS
from handlers.rich_text import shorten

MAX_SHOWN_UNITS = 700
"""So much of a text is shown where several stand on one card."""


class Do(StrEnum):
    """What a button of a card does; an argument may follow."""

    BACK = "b"
    CANCEL = "x"
    SHOW = "i"
    """Nothing but show the card again."""
    ONWARDS = "o"
    BROWSE = "w"
    LIST = "l"
    PAGE = "g"
    NEW = "n"
    KIND = "k"
    LANGUAGE = "t"
    ASKS = "a"
    DOCUMENT = "d"
    SECTION = "s"
    OTHER = "e"
    WORDING = "v"
    MONTHS = "m"
    CHECK = "c"
    APPLY = "y"


@dataclass(frozen=True, slots=True)
class View:
    """Whose card it is, in which language, and what they were just told, if anything.

    The card stands in the person's private chat, which has their id.
    """

    user_id: int
    locale: str
    context: Context
    notice: str = ""

    def say(self, message: str, **values: str | int) -> str:
        """Return one of the bot's own texts."""
        return self.context.services.texts.get(message, self.locale, **values)

    def button(self, label: str, do: Do, *arguments: str) -> InlineKeyboardButton:
        """Return a button of the card."""
        return button(label, ButtonData(Press.TEACH, (do.value, *arguments)))


def button(label: str, data: ButtonData) -> InlineKeyboardButton:
    """Return a button whose label is not too long."""
    return InlineKeyboardButton(shorten(label, MAX_LABEL_UNITS), callback_data=str(data))


def ticked(label: str, is_on: bool) -> str:
    """Return the label of a button that switches something, as it is now."""
    return f"✓ {label}" if is_on else f"– {label}"
