"""Cuts paragraphs into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_SENTENCE_CHARACTERS = 2_000
"""Longer ones are cut: the work grows with the square of what a sentence holds."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Vol|Fig|Inc|Ltd|Co|Corp|approx|vs|etc|cf|al|Gov|Gen|"
    r"Sen|Rep|Rev|Hon|[A-Z])|\b(?:e\.g|i\.e|a\.m|p\.m))\.$"
)
"""Words that a full stop belongs to; what follows them goes on."""
_END = re.compile(r"[.!?…]['\"”’)\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])|[。！？]")


def sentences_of(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph.

    >>> sentences_of("Typhoon No. 3 hit the U.S. It was over by noon.")
    ['Typhoon No. 3 hit the U.S. It was over by noon.']
    >>> sentences_of("Mr. Li came. He left.")
    ['Mr. Li came.', 'He left.']
    """
    found: list[str] = []
    begin = 0
    for match in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph[max(begin, match.start() - 12) : match.start() + 1]):
            continue
        found.append(paragraph[begin : match.end()].strip())
        begin = match.end()
    found.append(paragraph[begin:].strip())
    return [part for each in found if each for part in _cut(each)]


def _cut(sentence: str) -> Iterator[str]:
    """Yield a sentence in parts that are not too long, cut between words where there are any."""
    while len(sentence) > MAX_SENTENCE_CHARACTERS:
        end = sentence.rfind(" ", 1, MAX_SENTENCE_CHARACTERS)
        end = end if end > 0 else MAX_SENTENCE_CHARACTERS
        yield sentence[:end].strip()
        sentence = sentence[end:].strip()
    if sentence:
        yield sentence
