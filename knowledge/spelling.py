"""Repairs misspelt words against the words of the base, and splits or joins them.

A word that the base or the language knows is left alone: a rare right word is no typo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wordfreq import get_frequency_dict

MIN_REPAIR_LENGTH = 4
"""Words of three letters have too many neighbours at distance 1."""


@dataclass(frozen=True, slots=True)
class Repair:
    """The words that were probably meant, and how sure that is, in (0, 1]."""

    words: tuple[str, ...]
    certainty: float


@lru_cache(maxsize=8)
def background(locale: str) -> Mapping[str, float]:
    """Return how often words are used in the language: about 1e-6 to 0.05; empty for Thai.

    Source: wordfreq's small lists, words used at least once in a million.
    """
    try:
        return get_frequency_dict(locale, wordlist="small")
    except LookupError:
        return {}


class Speller:
    """Repairs words against `vocabulary`, which maps each word of the base to its count."""

    def __init__(self, vocabulary: Mapping[str, int], locale: str = "en") -> None:
        self._counts = vocabulary
        self._locale = locale
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(vocabulary):
            if len(word) >= MIN_REPAIR_LENGTH - 1 and not word[0].isdigit():
                self._by_length.setdefault(len(word), []).append(word)
        self._repair = lru_cache(maxsize=4096)(self._find_repair)

    def knows(self, word: str) -> bool:
        """Whether the base has this very word."""
        return word in self._counts

    def is_language(self, word: str) -> bool:
        """Whether the word is an ordinary one of the language."""
        return word in background(self._locale)

    def repair(self, word: str) -> Repair | None:
        """Return what was probably meant by an unknown word, None where nothing is near."""
        return self._repair(word)

    def _find_repair(self, word: str) -> Repair | None:
        if word in self._counts or word[0].isdigit() or len(word) < MIN_REPAIR_LENGTH:
            return None
        genuine = self.is_language(word)
        near = self._nearest(word, 1 if genuine else _allowed_distance(len(word)))
        if near and not genuine:
            return near
        split = self._split(word)
        if split and not genuine:
            return split
        if near and len(word) >= 5:
            return Repair(near.words, near.certainty * 0.5)
        return None

    def _nearest(self, word: str, allowed: int) -> Repair | None:
        candidates = self._candidates(len(word), allowed)
        found = process.extract(
            word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=8
        )
        if not found:
            return None
        best = min(found, key=lambda each: self._cost(word, each[0], each[1]))
        certainty = 1.0 - best[1] / (len(word) + 1)
        return Repair((best[0],), certainty)

    def _cost(self, word: str, candidate: str, distance: float) -> tuple[float, int, str]:
        """Rank candidates: fewer edits, the same first letter, then the more frequent."""
        return distance + 0.5 * (word[0] != candidate[0]), -self._counts[candidate], candidate

    def _candidates(self, length: int, allowed: int) -> list[str]:
        lengths = range(length - allowed, length + allowed + 1)
        return [word for each in lengths for word in self._by_length.get(each, ())]

    def _split(self, word: str) -> Repair | None:
        """Return the words that were typed without a space between them."""
        best: tuple[int, tuple[str, ...]] | None = None
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            if self._is_part(left) and self._is_part(right):
                score = min(len(left), len(right))
                if best is None or score > best[0]:
                    best = score, (left, right)
        return Repair(best[1], 0.9) if best else None

    def _is_part(self, word: str) -> bool:
        frequent = background(self._locale).get(word, 0.0) > 1e-4
        return (len(word) > 2 and word in self._counts) or frequent


def _allowed_distance(length: int) -> int:
    """Return how many edits a word of this length may have: one in four letters."""
    return 1 if length < 7 else 2 if length < 11 else 3


def join_neighbours(words: Iterable[str], knows: Mapping[str, int]) -> dict[int, str]:
    """Return, by position of the first of two words, the base's word that they make up.

    >>> join_neighbours(["kana", "gawa", "mou"], {"kanagawa": 3, "mou": 2})
    {0: 'kanagawa'}
    """
    listed = list(words)
    joined: dict[int, str] = {}
    for position, (left, right) in enumerate(pairwise(listed)):
        whole = left + right
        unknown = left not in knows or right not in knows
        if whole in knows and unknown and position - 1 not in joined:
            joined[position] = whole
    return joined
