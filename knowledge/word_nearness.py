"""How near in meaning the words of a question are to those of a fact, by word vectors.

"Venue" explains itself where a fact speaks of a place, "duty" where none speaks of anything like
it does not: what is left unexplained tells a paraphrase from a question that no fact answers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.analysis import Analysis
from knowledge.feature_rows import Floats, Numbering
from knowledge.word_vectors import WordVectors

NO_WORD = ""
"""Stands first among the words of every fact, so that there are some: it is like nothing."""


class Nearness(NamedTuple):
    """How near each unit of a question is to the nearest word of a fact, in [0, 1]."""

    to_phrasings: list[float]
    to_all: list[float]
    """To the words of the answer too."""


class WordNearness:
    """The words of all facts, with their vectors."""

    def __init__(self, vectors: WordVectors) -> None:
        """Begin with no facts."""
        self._vectors = vectors
        self._numbers = Numbering()
        self._parts: list[array[int]] = []
        """For each fact the words of its phrasings, then those that only its answer has."""
        self._words: Floats | None = None

    def add(self, phrasings: Iterable[Sequence[str]], answer: Sequence[str]) -> None:
        """Append a fact, by the words of its phrasings and its answer that have vectors."""
        phrased = {word for each in phrasings for word in each}
        answered = set(answer) - phrased
        for words in (phrased, answered):
            self._parts.append(
                array("i", [self._numbers[each] for each in (NO_WORD, *sorted(words))])
            )
        self._words = None

    def ask(self, question: Analysis, facts: Sequence[int]) -> list[Nearness]:
        """Return how near a question is to each of some facts, given by number."""
        if self._words is None:
            self._words = self._vectors.of_words([[word] for word in self._numbers])
        units = self._vectors.of_words([unit.surface.split() for unit in question.units])
        cosines = np.minimum(self._words @ units.T, np.float32(1))
        parts = [part for fact in facts for part in self._parts[2 * fact : 2 * fact + 2]]
        starts = np.cumsum([0, *map(len, parts[:-1])])
        nearest = np.maximum.reduceat(cosines[np.concatenate(parts)], starts)
        phrased = nearest[::2]
        held = np.maximum(phrased, nearest[1::2])
        return [Nearness(*each) for each in zip(phrased.tolist(), held.tolist(), strict=True)]
