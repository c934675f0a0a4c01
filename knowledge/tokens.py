"""Cuts a folded text into words, and words into stems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from knowledge.numerals import read_number_words, spell_out_dates

_WORD = re.compile(r"\d+(?:[.,]\d+)?%?|[^\W\d_]+(?:'[^\W\d_]+)?\d*", re.UNICODE)
_ENGLISH = snowballstemmer.stemmer("english")
_POSSESSIVE = re.compile(r"'s?$|'s$")


@dataclass(frozen=True, slots=True)
class Token:
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
    found = (match.group() for match in _WORD.finditer(spell_out_dates(folded)))
    words = [word for each in found if (word := _POSSESSIVE.sub("", each).rstrip("%"))]
    return [Token(word, stem(word)) for word in read_number_words(words, locale)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the English stem of a Latin word; other words as they are.

    >>> stem("signing"), stem("companies")
    ('sign', 'compani')
    """
    if not word.isascii() or not word.isalpha():
        return word
    return str(_ENGLISH.stemWord(word))
