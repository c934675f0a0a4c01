"""What Telegram takes of a message that a bot sends: checked while it is written. Pure functions.

The limits are those of https://core.telegram.org/bots/api; lengths are in UTF-16 units, the
stricter of the two ways in which Telegram counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.broadcasts import Button, Content

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
LEAVE_LINE_LENGTH = 80
"""An album's caption must leave room for the line by which readers leave."""

ALBUM_SIZES = range(2, 11)
POLL_QUESTION_LENGTH = 300
POLL_OPTION_LENGTH = 100
POLL_OPTIONS = range(1, 13)
BUTTON_LENGTH = 64
BUTTON_COUNT = 12
"""Telegram takes a hundred; more than a dozen is a mistake or a list, which belongs in the text."""


class ContentProblem(StrEnum):
    """Why a message cannot be sent."""

    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    TEXT_TOO_LONG = "text-too-long"
    CAPTION_TOO_LONG = "caption-too-long"
    ALBUM_SIZE = "album-size"
    POLL = "poll"
    QUIZ = "quiz"
    """Telegram told no right answer, as of a quiz that was forwarded."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem, with the length or count that there is and the one that there may be."""

    problem: ContentProblem
    found: int = 0
    most: int = 0


def problem_of(content: Content) -> Refusal | None:
    """Return why a content cannot be sent, None where it can."""
    if content.poll is not None:
        return _poll_problem(content.poll)
    if content.place is not None:
        return None
    if content.media is None:
        return _text_problem(content.text)
    return _album_problem(content) if content.more else _caption_problem(content.text)


def _text_problem(text: str) -> Refusal | None:
    if not text.strip():
        return Refusal(ContentProblem.EMPTY)
    if units(text) > TEXT_LENGTH:
        return Refusal(ContentProblem.TEXT_TOO_LONG, units(text), TEXT_LENGTH)
    return None


def _caption_problem(text: str, most: int = CAPTION_LENGTH) -> Refusal | None:
    if units(text) > most:
        return Refusal(ContentProblem.CAPTION_TOO_LONG, units(text), most)
    return None


def _album_problem(content: Content) -> Refusal | None:
    count = 1 + len(content.more)
    if count not in ALBUM_SIZES:
        return Refusal(ContentProblem.ALBUM_SIZE, count, ALBUM_SIZES[-1])
    most = CAPTION_LENGTH - LEAVE_LINE_LENGTH
    longest = max((content.text, *(each.text for each in content.more)), key=units)
    return _caption_problem(longest, most)


def _poll_problem(poll: dict[str, object]) -> Refusal | None:
    options = poll.get("options")
    assert isinstance(options, list)  # noqa: S101 - Telegram gives it so
    texts = [str(option["text"]) for option in options]
    if (
        units(str(poll["question"])) > POLL_QUESTION_LENGTH
        or len(options) not in POLL_OPTIONS
        or any(units(text) > POLL_OPTION_LENGTH for text in texts)
    ):
        return Refusal(ContentProblem.POLL, len(options), POLL_OPTIONS[-1])
    is_quiz = poll.get("type") == "quiz"
    if is_quiz and not poll.get("correct_option_ids"):
        return Refusal(ContentProblem.QUIZ)
    return None


def can_correct(old: Content, new: Content) -> bool:
    """Tell whether a copy of one can be made to show the other.

    Telegram edits texts, and files for files; a poll or a place stays as it is, and an album
    keeps the number of its files.
    """
    if "poll" in {old.kind, new.kind} or "place" in {old.kind, new.kind}:
        return False
    if "voice" in {old.kind, new.kind}:  # no InputMedia holds one
        return old.kind == new.kind and old.file_id == new.file_id
    return (old.media is None) == (new.media is None) and len(old.more) == len(new.more)


def read_buttons(text: str) -> tuple[tuple[Button, ...], ...] | str:
    """Return link buttons, a row each, of lines such as “Apply - https://example.org”.

    Else the line that is none, cut short; or an empty text where there are too many.

    >>> read_buttons("Apply - https://example.org")
    ((('Apply', 'https://example.org'),),)
    """
    rows = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = re.fullmatch(r"\s*(?P<label>.*?\S)\s*(?:[-–—:|：]|\s)\s*(?P<link>\S+)\s*", line)
        if found is None or not is_link(found["link"]) or units(found["label"]) > BUTTON_LENGTH:
            return line.strip()[:BUTTON_LENGTH]
        rows.append(((found["label"], found["link"]),))
    return tuple(rows) if 0 < len(rows) <= BUTTON_COUNT else ""


def is_link(link: str) -> bool:
    """Return whether a button can open a link: a whole address of the web, or of Telegram.

    >>> is_link("https://example.org/a?b=c"), is_link("https://"), is_link("example.org")
    (True, False, False)
    """
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:  # such as a bracket that is not closed
        return False
    if parts.scheme == "tg":
        return bool(host)
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and len(link) <= 2048


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units.

    >>> units("a👍")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
