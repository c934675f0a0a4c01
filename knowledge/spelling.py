"""Repairs misspelt words against the words of the base, and splits or joins them.

A word that the base or the language knows is left alone: a rare right word is no typo.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wordfreq import get_frequency_dict, get_frequency_list

from knowledge.normalising import fold_normalised

MIN_REPAIR_LENGTH = 4
"""Words of three letters have too many neighbours at distance 1; only swapped letters count."""

MAX_READINGS = 3
"""So many words that are equally near are all considered."""

FREQUENT_TYPO = 1000.0
"""A short word that is used so many times less than its neighbour is a typo of that: "teh"."""

SOUND_CERTAINTY = 0.8
"""How sure a word is that only sounds like the one typed ("foto", "Kuroiva")."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What was probably meant, and how sure that is, in (0, 1].

    `words` are in sequence, more than one where a space was missing; `others` are single
    words that are just as near as the only one in `words`.
    """

    words: tuple[str, ...]
    certainty: float
    others: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def background(locale: str) -> Mapping[str, float]:
    """Return how often folded words are used in the language: about 1e-6 to 0.05; none for Thai.

    Words that differ in their marks only count as one. Source: wordfreq's small lists, words
    used at least once in a million.
    """
    use: dict[str, float] = {}
    with contextlib.suppress(LookupError):
        for word, frequency in get_frequency_dict(locale, wordlist="small").items():
            folded = fold_normalised(word)
            use[folded] = use.get(folded, 0.0) + frequency
    for cached in (get_frequency_dict, get_frequency_list):
        cached.cache_clear()  # wordfreq would keep it all once more
    return use


class Speller:
    """Repairs words against `vocabulary`, which maps each word of the base to its count."""

    def __init__(self, vocabulary: Mapping[str, int], locale: str = "en") -> None:
        self._counts = vocabulary
        self._locale = locale
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if word.isalpha() and len(word) >= MIN_REPAIR_LENGTH - 1:
                self._by_length[len(word)].append(word)
                self._by_sound[sound_of(word)].append(word)
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
        if word in self._counts or not word.isalpha():
            return None
        if len(word) < MIN_REPAIR_LENGTH:
            return self._swapped(word)
        genuine = self.is_language(word)
        near = self._nearest(word, 1 if genuine else _allowed_distance(len(word)))
        if genuine:
            if near and len(word) >= MIN_REPAIR_LENGTH + 1:
                return Repair(near.words, near.certainty * 0.5, near.others)
            return None
        alike = self._alike(word)
        if near and not alike and OSA.distance(word, near.words[0]) > 1:
            whole = self._split(word)
            if whole and all(map(self.knows, whole.words)):
                return whole
        if near and alike:
            readings = dict.fromkeys((*near.words, *near.others, *alike.words, *alike.others))
            first, *others = readings
            return Repair((first,), near.certainty, tuple(others))
        return near or alike or self._split(word)

    def _swapped(self, word: str) -> Repair | None:
        """Return the one short word with the same letters in another order: "teh"."""
        if len(word) < MIN_REPAIR_LENGTH - 1:
            return None
        letters, use = sorted(word), background(self._locale)
        found = [
            each
            for each in self._by_length[len(word)]
            if sorted(each) == letters and use.get(each, 0.0) >= FREQUENT_TYPO * use.get(word, 0.0)
        ]
        return Repair((found[0],), SOUND_CERTAINTY) if len(found) == 1 else None

    def _nearest(self, word: str, allowed: int) -> Repair | None:
        candidates = self._candidates(len(word), allowed)
        found = process.extract(
            word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=12
        )
        if not found:
            return None
        costs = {each[0]: each[1] + 0.5 * (each[0][0] != word[0]) for each in found}
        least = min(costs.values())
        best = [each for each, cost in costs.items() if cost == least]
        best.sort(key=lambda each: (-self._counts[each], each))
        distance = OSA.distance(word, best[0])
        certainty = 1.0 - distance / (len(word) + 1)
        return Repair((best[0],), certainty, tuple(best[1:MAX_READINGS]))

    def _candidates(self, length: int, allowed: int) -> list[str]:
        lengths = range(length - allowed, length + allowed + 1)
        return [word for each in lengths for word in self._by_length.get(each, ())]

    def _alike(self, word: str) -> Repair | None:
        """Return the words that sound the same."""
        found = sorted(
            self._by_sound.get(sound_of(word), ()), key=lambda each: (-self._counts[each], each)
        )
        if not found:
            return None
        return Repair((found[0],), SOUND_CERTAINTY, tuple(found[1:MAX_READINGS]))

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


_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q|c(?=[aou]|[^aeiouyh]|$)"), "k"),
    (re.compile(r"th"), "t"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<=[^aeiou])h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound_of(word: str) -> str:
    """Return a rough key of how a Latin word sounds.

    >>> sound_of("foto") == sound_of("photo"), sound_of("kuroiva") == sound_of("kuroiwa")
    (True, True)
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def join_neighbours(words: Iterable[str], knows: Mapping[str, int]) -> dict[int, str]:
    """Return, by position of the first of two words, the base's word that they make up.

    >>> join_neighbours(["kana", "gawa", "mou"], {"kanagawa": 3, "mou": 2})
    {0: 'kanagawa'}
    """
    joined: dict[int, str] = {}
    for position, (left, right) in enumerate(pairwise(words)):
        whole = left + right
        unknown = left not in knows or right not in knows
        if left and right and whole in knows and unknown and position - 1 not in joined:
            joined[position] = whole
    return joined
