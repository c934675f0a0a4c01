"""Ranks the facts of a small base by all that a question shares with their phrasings.

Several groups of features, each with a length of its own, so that none drowns another; a support
vector machine over their joint likeness, the nearest phrasing and the centroid. For small
bases only: the features are five times as many, and learning takes the square of the phrasings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge import hinge
from knowledge.feature_rows import FeatureRows, Features, Floats
from knowledge.postings import Postings
from knowledge.term_weights import TermWeights, WeighedRows

MAX_ROWS = 3000
"""Larger bases rank by `knowledge.index` alone: the time to train grows with the cube."""

MAX_WORK = 1.2e9
"""The square of the rows times the facts, of which the rest of the time is made."""

TOGETHER_SHARE = np.float32(0.3)
"""What the square of the likeness counts: a little of what pairs of features say together. Right
at 1 % wrong are 32.1 % with it, 31.5 % without; it finds as many."""

COSINE_SHARE = np.float32(0.1)
"""What the nearest phrasing and the centroid count beside the model, for the choice of a fact."""

CERTAIN_COSINE_SHARE = 0.5
"""What they count for how sure it is, which is not the same: the model tells facts apart, and they
tell how much like the fact a question is at all. Apart they make 80.5 % right and an AUROC of
79.7 %, together at 0.25 each 80.4 % and 79.6 %."""

LEAD_SHARE = 0.5
"""What the lead of the first fact over the second adds to how sure it is: 31.5 % right at 1 %
wrong, 31.2 % at a half of it; with twice as much the AUROC falls."""


FREQUENT = 50
"""What more than one row in so many has is multiplied as a full matrix, the rest as lists."""


def is_small(row_count: int, fact_count: int) -> bool:
    """Whether a base can be ranked so."""
    return 0 < row_count <= MAX_ROWS and row_count * row_count * fact_count <= MAX_WORK


class CloseIndex:
    """Phrasings in several groups of features."""

    def __init__(
        self,
        groups: Sequence[FeatureRows],
        shares: Sequence[float],
        owners: Sequence[int],
        fact_count: int,
    ) -> None:
        """Index the rows of each group, which weighs its share of 1.

        `owners` gives the fact of each row, in ascending order; every fact has a row.
        """
        self._shares = tuple(shares)
        self._groups = [_Group.of(rows) for rows in groups]
        owned = np.asarray(owners, dtype=np.int32)
        self._starts = np.searchsorted(owned, np.arange(fact_count)).astype(np.int32)
        likeness = np.zeros((len(owned), len(owned)), np.float32)
        for group, share in zip(self._groups, self._shares, strict=True):
            group.add_likeness(likeness, share)
        by_fact = np.add.reduceat(likeness, self._starts, axis=1)
        squares = np.add.reduceat(by_fact, self._starts, axis=0).diagonal()
        self._centroid_factors = (1 / np.sqrt(np.maximum(squares, 1e-9))).astype(np.float32)
        self._model = hinge.train(_together(likeness), owned, fact_count)

    def score(self, groups: Sequence[Features]) -> CloseScores:
        """Return the scores of every fact, from a question's features in each group."""
        likeness = np.zeros(len(self._model), np.float32)
        for group, share, features in zip(self._groups, self._shares, groups, strict=True):
            likeness += np.float32(share) * group.cosines(features)
        nearest = np.maximum.reduceat(likeness, self._starts)
        centroid = np.add.reduceat(likeness, self._starts) * self._centroid_factors
        alike = nearest + centroid
        linear = hinge.score(_together(likeness), self._model)
        return CloseScores(linear + COSINE_SHARE * alike, alike)


class CloseScores(NamedTuple):
    """Scores of all facts for one question; arrays of one float a fact."""

    total: Floats
    """By which they are ranked."""
    alike: Floats
    """The likeness to the nearest phrasing and to the centroid, added up."""

    @property
    def certainty(self) -> float:
        """How sure it is that the first fact answers: to be compared within one base only."""
        first = int(self.total.argmax())
        second, best = np.partition(self.total, -2)[-2:] if len(self.total) > 1 else (0, 0)
        lead = float(best - second)
        return (
            float(self.total[first])
            + LEAD_SHARE * lead
            + (CERTAIN_COSINE_SHARE * float(self.alike[first]))
        )


def _together(likeness: Floats) -> Floats:
    result: Floats = likeness + TOGETHER_SHARE * likeness * likeness
    return result


class _Group(NamedTuple):
    """One group of features of all rows, as tf-idf vectors of length 1."""

    terms: TermWeights
    rows: Postings

    @classmethod
    def of(cls, rows: FeatureRows) -> _Group:
        terms, row_of, feature_of, shares = WeighedRows.of(rows)
        order = np.argsort(feature_of, kind="stable")
        listed = Postings.of(feature_of[order], row_of[order], shares[order], len(terms), len(rows))
        return cls(terms, listed)

    def add_likeness(self, likeness: Floats, share: float) -> None:
        """Add the cosines of all rows with each other, times `share`."""
        numbers = np.repeat(np.arange(len(self.terms), dtype=np.int32), self.rows.lengths)
        is_frequent = self.rows.lengths * FREQUENT > len(likeness)
        column = np.cumsum(is_frequent) - 1
        often = is_frequent[numbers]
        whole = np.zeros((len(likeness), int(is_frequent.sum())), np.float32)
        whole[self.rows.holders[often], column[numbers[often]]] = self.rows.values[often]
        likeness += np.float32(share) * (whole @ whole.T)
        holders, numbers = self.rows.holders[~often], numbers[~often]
        values = self.rows.values[~often] * np.float32(share)
        order = np.argsort(holders, kind="stable")
        bounds = np.searchsorted(holders[order], np.arange(len(likeness) + 1)).tolist()
        for row, part in enumerate(map(slice, bounds[:-1], bounds[1:])):
            chosen = order[part]
            likeness[row] += self.rows.dot(numbers[chosen].tolist(), values[chosen].tolist())

    def cosines(self, features: Features) -> Floats:
        """Return the cosine with each row; features that no row has count in the length."""
        return self.rows.dot(*self.terms.weigh(features))
