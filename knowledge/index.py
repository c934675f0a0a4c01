"""Ranks facts by what a question shares with their phrasings and answers.

Three scores a fact: the nearest phrasing (cosine), the centroid of its phrasings (cosine),
and a linear model over all phrasings at once, kernel ridge regression, which learns which
words tell one fact from the others. It is trained when the index is built, from the base
alone, and deterministic.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Features = Mapping[str, float]

RIDGE = 0.3
"""The regularisation of the linear model; flat between 0.1 and 1 on CLINC150 (10 phrasings)."""

MAX_LANDMARKS = 1000
"""The linear model sees a question by its likeness to so many phrasings (Nyström's method).
Up to that number it is exact; the time to train grows with its square."""

MAX_TRAINED_FACTS = 3000
"""Larger bases rank by the other two scores: the model would need facts times landmarks
floats (12 MB at 3,000)."""


@dataclass(frozen=True, slots=True)
class RankScores:
    """Scores of all facts for one question; arrays of one float a fact."""

    nearest: Floats
    centroid: Floats
    linear: Floats
    cosines: Floats
    """One float a phrasing, in the order in which the phrasings were indexed."""


class FeatureRows:
    """Rows of features in a tenth of the memory that as many mappings take."""

    def __init__(self, rows: Iterable[Features] = ()) -> None:
        self.numbers: dict[str, int] = {}
        """The number of each feature, in the order in which they came."""
        self._names: list[str] = []
        self._ends = array("l", [0])
        self._features = array("i")
        self._values = array("f")
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, row: Features) -> None:
        """Append a row."""
        numbers = self.numbers
        self._features.extend([numbers.setdefault(name, len(numbers)) for name in row])
        self._values.extend(row.values())
        self._ends.append(len(self._features))

    def between(self, start: int, end: int) -> Iterator[Features]:
        """Yield the rows from `start` to `end` (exclusive) as mappings."""
        if len(self._names) < len(self.numbers):
            self._names = list(self.numbers)
        names = self._names
        for first, last in pairwise(self._ends[start : end + 1]):
            part = slice(first, last)
            named = (names[number] for number in self._features[part])
            yield dict(zip(named, self._values[part], strict=True))

    def flat(self) -> tuple[Integers, Integers, Floats]:
        """Return all features of all rows as three arrays: row, number of feature, value."""
        lengths = np.diff(np.array(self._ends))
        row_of = np.repeat(np.arange(len(self), dtype=np.int32), lengths)
        return row_of, np.array(self._features, np.int32), np.array(self._values, np.float32)


class RankIndex:
    """Phrasings as weighted sparse vectors, with an inverted list for each feature."""

    def __init__(self, rows: FeatureRows, owners: Sequence[int], fact_count: int) -> None:
        """Index `rows` of features; `owners` gives the fact of each row, in ascending order."""
        self.fact_count = fact_count
        self._row_count = len(rows)
        self._owners = np.asarray(owners, dtype=np.int32)
        self._starts = np.searchsorted(self._owners, np.arange(fact_count)).astype(np.int32)
        self._numbers = rows.numbers
        row_of, feature_of, values = rows.flat()
        counts = np.bincount(feature_of, minlength=len(self._numbers))
        self._idf = np.log((len(rows) + 1) / (counts + 1.0)) + 1.0
        self._unknown_idf = math.log(len(rows) + 1) + 1.0
        weights = values * self._idf[feature_of]
        norms = np.sqrt(np.bincount(row_of, weights * weights, minlength=len(rows)))
        shares = (weights / np.maximum(norms, 1e-12)[row_of]).astype(np.float32)
        order = np.argsort(feature_of, kind="stable")
        self._list_rows = row_of[order]
        self._list_values = shares[order]
        self._list_starts = np.concatenate(([0], np.cumsum(counts))).tolist()
        self._centroid_factors = self._measure_centroids(feature_of[order])
        self._landmarks, self._model = self._train(row_of, feature_of, shares)

    def score(self, features: Features) -> RankScores:
        """Return the scores of every fact for a question's features."""
        cosines = self._cosines(*self._weigh(features))
        if not self.fact_count:
            return RankScores(cosines, cosines, cosines, cosines)
        return RankScores(
            nearest=np.maximum.reduceat(cosines, self._starts),
            centroid=np.add.reduceat(cosines, self._starts) * self._centroid_factors,
            linear=_kernel(cosines[self._landmarks]) @ self._model,
            cosines=cosines,
        )

    def nearest_row(self, scores: RankScores, fact: int) -> int:
        """Return which phrasing of a fact, counted over the whole index, is nearest."""
        start = int(self._starts[fact])
        is_last = fact + 1 == self.fact_count
        end = self._row_count if is_last else int(self._starts[fact + 1])
        return start + int(np.argmax(scores.cosines[start:end]))

    def _weigh(self, features: Features) -> tuple[list[int], list[float]]:
        """Return the features that the index has, by tf-idf; unknown ones count in the length."""
        numbers: list[int] = []
        weights: list[float] = []
        squares = 0.0
        for name, value in features.items():
            number = self._numbers.get(name)
            weight = value * (self._unknown_idf if number is None else float(self._idf[number]))
            squares += weight * weight
            if number is not None:
                numbers.append(number)
                weights.append(weight)
        norm = math.sqrt(squares) or 1.0
        return numbers, [weight / norm for weight in weights]

    def _cosines(self, numbers: Sequence[int], weights: Sequence[float]) -> Floats:
        if not numbers:
            return np.zeros(self._row_count, np.float32)
        starts = self._list_starts
        parts = [slice(starts[number], starts[number + 1]) for number in numbers]
        rows = np.concatenate([self._list_rows[part] for part in parts])
        values = np.concatenate([self._list_values[part] for part in parts])
        values *= np.repeat(
            np.array(weights, np.float32), [part.stop - part.start for part in parts]
        )
        return np.bincount(rows, values, self._row_count).astype(np.float32)

    def _measure_centroids(self, sorted_features: Integers) -> Floats:
        """Return the factor that turns a fact's summed cosines into that of its centroid."""
        cell = sorted_features.astype(np.int64) * self.fact_count + self._owners[self._list_rows]
        cells, cell_of = np.unique(cell, return_inverse=True)
        sums = np.bincount(cell_of, self._list_values)
        squares = np.bincount(cells % self.fact_count, sums * sums, minlength=self.fact_count)
        return (1.0 / np.sqrt(np.maximum(squares, 1e-12))).astype(np.float32)

    def _train(
        self, row_of: Integers, feature_of: Integers, weights: Floats
    ) -> tuple[Integers, Floats]:
        """Return the landmark rows and the model's weights: one row each, one column a fact."""
        if not 0 < self.fact_count <= MAX_TRAINED_FACTS:
            return np.zeros(0, np.int32), np.zeros((0, self.fact_count), np.float32)
        landmarks = self._choose_landmarks()
        bounds = np.searchsorted(row_of, np.arange(self._row_count + 1)).tolist()
        likeness = np.empty((len(landmarks), self._row_count), np.float32)
        for place, row in enumerate(landmarks.tolist()):
            part = slice(bounds[row], bounds[row + 1])
            cosines = self._cosines(feature_of[part].tolist(), weights[part].tolist())
            likeness[place] = _kernel(cosines)
        normal = likeness @ likeness.T + np.float32(RIDGE) * likeness[:, landmarks]
        normal[np.diag_indices_from(normal)] += np.float32(1e-3)  # keeps it regular
        # Targets are 1 for the row's own fact and a little below 0 for all others.
        rest = np.float32(-1.0 / self.fact_count)
        own = np.add.reduceat(likeness, self._starts, axis=1)
        right = own * (1 - rest) + likeness.sum(axis=1, keepdims=True) * rest
        return landmarks, np.linalg.solve(normal, right)

    def _choose_landmarks(self) -> Integers:
        """Return rows spread evenly over the facts: the first of each, then the second, …"""
        place_in_fact = np.arange(self._row_count) - self._starts[self._owners]
        order = np.lexsort((self._owners, place_in_fact))
        return np.sort(order[:MAX_LANDMARKS]).astype(np.int32)


def _kernel(cosines: Floats) -> Floats:
    """Return (x + x²) / 2: a little of what pairs of features say together."""
    result: Floats = (cosines + cosines * cosines) * np.float32(0.5)
    return result
