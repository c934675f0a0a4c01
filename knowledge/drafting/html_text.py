"""Reads simple HTML without any library: headings, paragraphs, lists and tables as lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from knowledge.drafting.word_sets import word_set

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = word_set(
    "address article aside blockquote br dd div dl dt figcaption figure footer form header hr li "
    "main nav ol p pre section table tbody td th thead tr ul"
)
_SILENT = word_set(
    "head script style noscript template svg nav footer button select textarea iframe object"
)


def text_of_html(html: str) -> str:
    """Return the text of a page with a line for each paragraph and ``#`` before headings.

    >>> text_of_html("<h1>A &amp; B</h1><script>x</script><p>One <b>two</b>.</p>")
    '# A & B\\n\\nOne two.\\n'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._words: list[str] = []
        self._level = 0
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
        elif tag in _SILENT:
            self._end_line()
            self._silent.append(tag)
        elif tag in _HEADINGS:
            self._end_line()
            self._level = _HEADINGS[tag]
        elif tag in _BLOCKS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def _end_line(self) -> None:
        line = re.sub(r"\s+", " ", "".join(self._words)).strip()
        self._words.clear()
        if line:
            marks = f"{'#' * self._level} " if self._level else ""
            self._lines.append(f"{marks}{line}")
        self._level = 0

    def text(self) -> str:
        """Return the lines read so far, an empty one between each two."""
        self._end_line()
        return "\n\n".join(self._lines) + "\n" if self._lines else ""
