"""Cuts a folded text into words, and words into stems."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from knowledge.numerals import read_number_words, spell_out_dates

_WORD = re.compile(r"\d+(?:[.,]\d+)?%?|[^\W\d_]+(?:'[^\W\d_]+)?\d*", re.UNICODE)
_ENGLISH = snowballstemmer.stemmer("english")
_POSSESSIVE = re.compile(r"'s?$|'s$")
_DIGIT = re.compile(r"\d")


class Token(NamedTuple):
    """A word of a text: as folded, and its stem."""

    text: str
    stem: str

    @property
    def is_number(self) -> bool:
        """Whether the token begins with a digit."""
        return self.text[0].isdigit()


def tokenise(folded: str, locale: str = "en") -> list[Token]:
    """Return the words of a folded text in order; punctuation is dropped.

    >>> [token.text for token in tokenise("hanoi's start-ups: 12.5 billion (30%)?")]
    ['hanoi', 'start', 'ups', '12.5', 'billion', '30']
    """
    has_digits = _DIGIT.search(folded) is not None
    words = _WORD.findall(spell_out_dates(folded) if has_digits else folded)
    if has_digits or "'" in folded:
        words = [trimmed for word in words if (trimmed := _trimmed(word))]
    return [token_of(word) for word in read_number_words(words, locale)]


def _trimmed(word: str) -> str:
    return _POSSESSIVE.sub("", word) if "'" in word else word.rstrip("%")


@lru_cache(maxsize=65536)
def token_of(word: str) -> Token:
    """Return the token for a single word."""
    return Token(word, stem(word))


def stem(word: str) -> str:
    """Return the English stem of a Latin word; other words as they are.

    >>> stem("signing"), stem("companies")
    ('sign', 'compani')
    """
    if not word.isascii() or not word.isalpha():
        return word
    return str(_ENGLISH.stemWord(word))
