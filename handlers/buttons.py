"""The data behind buttons: short, stable and readable after any restart.

The first letters say which handler a press goes to; ids of entries and facts follow. Ids are
stable, so a button under an old message works as long as what it shows is still known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from telegram.constants import InlineKeyboardButtonLimit

MAX_BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)


class Press(StrEnum):
    """What a button does; the values are the prefixes of its data."""

    FACT = "f"
    ENTRY = "e"
    BROWSE = "k"
    MENU = "m"
    RIGHT = "y"
    WRONG = "n"
    LANGUAGE = "l"
    SETTINGS = "s"
    LEAVE = "u"
    JOIN = "j"
    PAST = "w"
    ERASE = "d"
    AUDIT = "a"
    COMPOSE = "c"
    MISSED = "x"
    TEACH = "t"
    PICK = "p"
    REVIEW = "v"
    COUNTS = "i"
    TELL = "q"
    BROADCAST = "b"
    RELEASE = "r"
    HANDOFF = "h"
    DESK = "g"


@dataclass(frozen=True, slots=True)
class ButtonData:
    """A press and its arguments."""

    press: Press
    arguments: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = ":".join((self.press, *self.arguments))
        if len(text.encode()) > MAX_BYTES:
            raise ValueError(f"button data '{text}' is longer than {MAX_BYTES} bytes")
        return text


def parse(data: object) -> ButtonData | None:
    """Return what a button's data means; None for anything that we did not make."""
    if not isinstance(data, str):
        return None
    press, *arguments = data.split(":")
    try:
        return ButtonData(Press(press), tuple(arguments))
    except ValueError:
        return None


def page_of(arguments: tuple[str, ...], place: int) -> int:
    """Return the page number at `place` of the arguments, 0 where there is no sound one."""
    if place < len(arguments) and arguments[place].isascii() and arguments[place].isdigit():
        return int(arguments[place][:4])
    return 0


def pattern(*presses: Press) -> str:
    """Return the regular expression that a callback handler for these presses needs."""
    return rf"^(?:{'|'.join(presses)})(?::|$)"
