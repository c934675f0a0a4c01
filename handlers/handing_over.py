"""The button with which a person hands a question over to the office; see `handlers.desk`."""

from __future__ import annotations

from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatType

from bot.texts import Texts
from handlers.buttons import ButtonData, Press
from handlers.context import Context
from handlers.replying import Screen


class Wish(StrEnum):
    """What a person's button does: the first argument of its data."""

    ASK = "a"
    YES = "y"
    NO = "n"
    END = "e"


def ask_button(locale: str, texts: Texts) -> InlineKeyboardButton:
    """Return the button with which a person hands a question over."""
    return wish_button(texts.get("button-ask-a-person", locale), Wish.ASK)


def wish_button(label: str, wish: Wish, *ids: int) -> InlineKeyboardButton:
    """Return a person's button."""
    data = ButtonData(Press.HANDOFF, (wish, *map(str, ids)))
    return InlineKeyboardButton(label, callback_data=str(data))


def can_hand_over(chat_type: str, context: Context) -> bool:
    """Tell whether questions can be handed over in a chat: in private, where there is a desk."""
    return chat_type == ChatType.PRIVATE and context.services.desk.is_on


def with_ask_button(screen: Screen, locale: str, texts: Texts) -> Screen:
    """Return a screen with the button in a last row of its own."""
    rows = list(screen.markup.inline_keyboard) if screen.markup is not None else []
    return Screen(screen.text, InlineKeyboardMarkup([*rows, [ask_button(locale, texts)]]))
