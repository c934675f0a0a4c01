"""Cuts a text into tokens: words where a script has spaces, characters where it has none.

Latin words, numbers and katakana runs are a token each; kanji, hiragana and Thai letters are
one token each, and phrases are found as sequences of them: no dictionary decides where a word
ends.
"""

from __future__ import annotations

import re
import threading
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from knowledge.normalising import fold_normalised, normalise
from knowledge.numerals import read_number_words, spell_out_numbers

_THAI = "\u0e01-\u0e3a\u0e40-\u0e46\u0e4d"  # without tone and silencing marks
_HIRAGANA = "\u3041-\u3096\u309d\u309e"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe"
_HAN = "\u3005\u3006\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LATIN = "a-z\u00df-\u024f\u1e00-\u1eff\u0300-\u036f"

_WORD = re.compile(r"\d+(?:[.,]\d+)?%?|[^\W\d_]+(?:'[^\W\d_]+)?\d*", re.UNICODE)
_PIECE = re.compile(
    rf"month\d+|\d+(?:[.,]\d+)?%?|[{_LATIN}]+(?:'[{_LATIN}]+)?\d*|[{_KATAKANA}]+"
    rf"|[{_HAN}]|[{_HIRAGANA}]|[{_THAI}]|[^\W\d_]+"
)
_STEMMERS = threading.local()
"""A stemmer for each thread: it keeps the word that it works on in itself."""
_POSSESSIVE = re.compile(r"'s?$|'s$")
_DIGIT = re.compile(r"\d")


class Script(Enum):
    """How a token is written, as far as it matters for finding words."""

    WORD = "word"
    """A word or number between spaces, or a katakana run."""
    HAN = "han"
    HIRAGANA = "hiragana"
    THAI = "thai"


class Token(NamedTuple):
    """A word or character of a text.

    `text` is folded; `marked` keeps diacritics and tone marks as they were typed.
    """

    text: str
    stem: str
    marked: str
    script: Script = Script.WORD

    @property
    def is_number(self) -> bool:
        """Whether the token begins with a digit."""
        return self.text[0].isdecimal()


def tokenise(text: str, locale: str = "en") -> list[Token]:
    """Return the tokens of a text in order; punctuation is dropped.

    >>> [token.text for token in tokenise("Hanoi's start-ups: 12.5 billion (30%)?")]
    ['hanoi', 'start', 'ups', '12.5', 'billion', '30']
    >>> [token.text for token in tokenise("Kanagawaの知事は?", "ja")]
    ['kanagawa', 'の', '知', '事', 'は']
    """
    normalised = normalise(text)
    has_digits = _DIGIT.search(normalised) is not None
    if not normalised.isascii():
        return _tokenise_any(spell_out_numbers(normalised, locale), locale)
    words = _WORD.findall(spell_out_numbers(normalised, locale) if has_digits else normalised)
    if has_digits or "'" in normalised:
        words = [trimmed for word in words if (trimmed := _trimmed(word))]
    return [token_of(word) for word in read_number_words(words, locale)]


def _tokenise_any(normalised: str, locale: str) -> list[Token]:
    pieces = (_trimmed(piece) for piece in _PIECE.findall(normalised))
    return [token_of(piece) for piece in read_number_words([p for p in pieces if p], locale)]


def _trimmed(word: str) -> str:
    return _POSSESSIVE.sub("", word) if "'" in word else word.rstrip("%")


@lru_cache(maxsize=16384)
def token_of(word: str) -> Token:
    """Return the token for a single normalised word or character."""
    folded = fold_normalised(word)
    return Token(folded or word, stem(folded or word), word, _script_of(word))


def _script_of(word: str) -> Script:
    first = word[0]
    if first.isascii() or len(word) > 1:
        return Script.WORD
    if "\u3041" <= first <= "\u309f":
        return Script.HIRAGANA
    if "\u0e01" <= first <= "\u0e4e":
        return Script.THAI
    return Script.HAN if re.match(f"[{_HAN}]", first) else Script.WORD


def stem(word: str) -> str:
    """Return the English stem of a Latin word; other words as they are.

    >>> stem("signing"), stem("companies")
    ('sign', 'compani')
    """
    if not word.isascii() or not word.isalpha():
        return word
    if not hasattr(_STEMMERS, "english"):
        _STEMMERS.english = snowballstemmer.stemmer("english")
    return str(_STEMMERS.english.stemWord(word))
