"""Text with formatting, cut into messages that Telegram takes.

Text from the base and from people is never parsed: it is escaped piece by piece. Lengths are
counted as Telegram counts them, in UTF-16 units after entities are parsed.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from telegram.constants import MessageLimit

MAX_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)


class Style(StrEnum):
    """How a piece of text looks; the value is its HTML tag."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"


@dataclass(slots=True)
class RichText:
    """Pieces of text, each in one style."""

    pieces: list[tuple[str, Style]] = field(default_factory=list)

    def add(self, text: str, style: Style = Style.PLAIN) -> RichText:
        """Append text and return self."""
        if text:
            self.pieces.append((text, style))
        return self

    def line(self, text: str = "", style: Style = Style.PLAIN) -> RichText:
        """Append text and a line break and return self."""
        return self.add(text, style).add("\n")

    @property
    def plain(self) -> str:
        """The text without formatting."""
        return "".join(text for text, _ in self.pieces)

    def messages(self, limit: int = MAX_UNITS) -> list[str]:
        """Return the text as HTML, in as many messages as it takes, cut at line ends or spaces.

        Each message is well formed by itself and at most `limit` UTF-16 units long.
        """
        messages: list[str] = []
        current: list[str] = []
        used = 0
        for text, style in self._fragments(limit):
            size = utf16_length(text)
            if used + size > limit:
                messages.append("".join(current))
                current, used = [], 0
            current.append(_tagged(text, style))
            used += size
        messages.append("".join(current))
        stripped = (message.strip() for message in messages)
        return [message for message in stripped if message]

    def _fragments(self, limit: int) -> Iterator[tuple[str, Style]]:
        """Yield lines, and parts of lines that are longer than a message."""
        for text, style in self.pieces:
            for each in text.splitlines(keepends=True):
                rest = each
                while utf16_length(rest) > limit:
                    cut = _cut(rest, limit)
                    yield rest[:cut], style
                    rest = rest[cut:]
                yield rest, style


def _tagged(text: str, style: Style) -> str:
    escaped = html.escape(text, quote=False)
    return f"<{style}>{escaped}</{style}>" if style and text.strip() else escaped


def _cut(text: str, limit: int) -> int:
    """Return where to cut so that the first part is within `limit`, at a space if there is one."""
    used = 0
    for position, char in enumerate(text):
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit:
            space = text.rfind(" ", position // 2, position)
            return space + 1 if space > 0 else position
    return len(text)


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 units.

    >>> utf16_length("a👍")
    3
    """
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def shorten(text: str, limit: int) -> str:
    """Return `text` within `limit` UTF-16 units, with an ellipsis where it was cut.

    >>> shorten("A question that is long", 10)
    'A questio…'
    """
    if utf16_length(text) <= limit:
        return text
    kept = ""
    used = 0
    for char in text:
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit - 1:
            break
        kept += char
    return kept.rstrip() + "…"
