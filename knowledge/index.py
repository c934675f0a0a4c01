"""Ranks facts by what a question shares with their phrasings and answers.

Three scores a fact: the nearest phrasing (cosine), the centroid of its phrasings (cosine),
and a linear model over all phrasings at once, kernel ridge regression, which learns which
words tell one fact from the others. It is trained when the index is built, from the base
alone, and deterministic.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Features = Mapping[str, float]

RIDGE = 0.3
"""The regularisation of the linear model; flat between 0.1 and 1 on CLINC150 (10 phrasings)."""

MAX_LANDMARKS = 1500
"""The linear model sees a question by its likeness to so many phrasings (Nyström's method).
Up to that number it is exact; the time to train grows with its square."""

MAX_TRAINED_FACTS = 3000
"""Larger bases rank by the other two scores: the model would need facts times landmarks
floats (18 MB at 3,000)."""

DENSE_FROM = 12
"""Features in at least so many phrasings are multiplied as a dense matrix: faster there."""


@dataclass(frozen=True, slots=True)
class RankScores:
    """Scores of all facts for one question; arrays of one float a fact."""

    nearest: Floats
    centroid: Floats
    linear: Floats
    cosines: Floats
    """One float a phrasing, in the order in which the phrasings were indexed."""


class RankIndex:
    """Phrasings as weighted sparse vectors, with an inverted list for each feature."""

    def __init__(self, rows: Sequence[Features], owners: Sequence[int], fact_count: int) -> None:
        """Index `rows` of features; `owners` gives the fact of each row, in ascending order."""
        self.fact_count = fact_count
        self._owners = np.asarray(owners, dtype=np.int32)
        self._starts = np.searchsorted(self._owners, np.arange(fact_count)).astype(np.int32)
        self._idf = _idf(rows)
        lists: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, features in enumerate(rows):
            for name, value in self.weigh(features).items():
                lists[name].append((row, value))
        self._lists: dict[str, tuple[Integers, Floats]] = {
            name: (
                np.fromiter((row for row, _ in pairs), np.int32, len(pairs)),
                np.fromiter((value for _, value in pairs), np.float32, len(pairs)),
            )
            for name, pairs in lists.items()
        }
        self._row_count = len(rows)
        self._centroid_factors = self._measure_centroids()
        self._landmarks, self._model = self._train()

    def weigh(self, features: Features) -> dict[str, float]:
        """Return the features by tf-idf, of length 1; unknown ones count as rare."""
        weighted = {
            name: value * self._idf.get(name, self._idf[""]) for name, value in features.items()
        }
        norm = math.sqrt(sum(value * value for value in weighted.values()))
        return {name: value / norm for name, value in weighted.items()} if norm else {}

    def score(self, features: Features) -> RankScores:
        """Return the scores of every fact for a question's features."""
        cosines = self._cosines(self.weigh(features))
        linear = _kernel(cosines[self._landmarks]) @ self._model
        return RankScores(
            nearest=np.maximum.reduceat(cosines, self._starts),
            centroid=np.add.reduceat(cosines, self._starts) * self._centroid_factors,
            linear=linear,
            cosines=cosines,
        )

    def nearest_row(self, scores: RankScores, fact: int) -> int:
        """Return which phrasing of a fact, counted over the whole index, is nearest."""
        start = int(self._starts[fact])
        is_last = fact + 1 == self.fact_count
        end = self._row_count if is_last else int(self._starts[fact + 1])
        return start + int(np.argmax(scores.cosines[start:end]))

    def _cosines(self, weighted: Mapping[str, float]) -> Floats:
        total = np.zeros(self._row_count, np.float32)
        for name, value in weighted.items():
            found = self._lists.get(name)
            if found is not None:
                rows, values = found
                total[rows] += np.float32(value) * values
        return total

    def _measure_centroids(self) -> Floats:
        """Return the factor that turns a fact's summed cosines into that of its centroid."""
        squares = np.zeros(self.fact_count, np.float64)
        for rows, values in self._lists.values():
            facts, starts = np.unique(self._owners[rows], return_index=True)
            squares[facts] += np.add.reduceat(values.astype(np.float64), starts) ** 2
        return (1.0 / np.sqrt(np.maximum(squares, 1e-12))).astype(np.float32)

    def _train(self) -> tuple[Integers, Floats]:
        """Return the landmark rows and the model's weights: one row each, one column a fact."""
        if self.fact_count > MAX_TRAINED_FACTS:
            return np.zeros(0, np.int32), np.zeros((0, self.fact_count), np.float32)
        landmarks = self._choose_landmarks()
        likeness = _kernel(self._compare(landmarks))
        targets = np.full((self._row_count, self.fact_count), -1.0 / self.fact_count, np.float32)
        targets[np.arange(self._row_count), self._owners] = 1.0
        normal = likeness.T @ likeness + np.float32(RIDGE) * likeness[landmarks]
        normal[np.diag_indices_from(normal)] += np.float32(1e-3)  # keeps it regular
        return landmarks, np.linalg.solve(normal, likeness.T @ targets)

    def _choose_landmarks(self) -> Integers:
        """Return rows spread evenly over the facts: the first of each, then the second, …"""
        place_in_fact = np.arange(self._row_count) - self._starts[self._owners]
        order = np.lexsort((self._owners, place_in_fact))
        return np.sort(order[:MAX_LANDMARKS]).astype(np.int32)

    def _compare(self, landmarks: Integers) -> Floats:
        """Return the cosine of every row with every landmark."""
        column = np.full(self._row_count, -1, np.int32)
        column[landmarks] = np.arange(len(landmarks), dtype=np.int32)
        frequent = [each for each in self._lists.values() if len(each[0]) >= DENSE_FROM]
        dense = np.zeros((self._row_count, len(frequent)), np.float32)
        for number, (rows, values) in enumerate(frequent):
            dense[rows, number] = values
        cosines = dense @ dense[landmarks].T
        for rows, values in self._lists.values():
            if len(rows) < DENSE_FROM:
                columns = column[rows]
                known = columns >= 0
                if known.any():
                    cosines[np.ix_(rows, columns[known])] += np.outer(values, values[known])
        return cosines


def _kernel(cosines: Floats) -> Floats:
    """Return (x + x²) / 2: a little of what pairs of features say together."""
    return (cosines + cosines * cosines) * np.float32(0.5)


def _idf(rows: Sequence[Features]) -> dict[str, float]:
    counts: dict[str, int] = defaultdict(int)
    for features in rows:
        for name in features:
            counts[name] += 1
    total = len(rows) + 1
    idf = {name: math.log(total / (count + 1)) + 1.0 for name, count in counts.items()}
    idf[""] = math.log(total) + 1.0
    return idf
