"""Ranks facts by all that a question shares with their phrasings, meaning and looks.

Several groups of features, each with a length of its own, so that none drowns another, and word
vectors where the language has them; a support vector machine over their joint likeness, naive
Bayes, the nearest phrasing and the centroid. The features are several times those of
`knowledge.index`, and in a small base learning takes the square of the phrasings: it is for bases
that are small, or that no lexicon explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge import hinge
from knowledge.bayes import NaiveBayes
from knowledge.feature_rows import FeatureRows, Features, Floats, Integers
from knowledge.postings import Postings
from knowledge.products import add_by_owner, products
from knowledge.term_weights import TermWeights, WeighedRows

MAX_ROWS = 3000
"""Larger bases learn from landmarks: the time to train grows with the cube."""

MAX_WORK = 2.5e9
"""The square of the rows times the facts, of which the rest of the time is made."""

LANDMARKS = 32
"""Into so many parts the phrasings of a fact are divided: the centroid of each is a landmark."""

MAX_LANDMARKS = 2000
"""In all: the time to learn grows with the cube."""

MAX_LANDMARK_WORK = 4e9
"""Rows times landmarks times facts. Where one landmark a fact is more, there is no linear model."""

TOGETHER_SHARE = np.float32(0.3)
"""What the square of the likeness counts: a little of what pairs of features say together. Right
at 1 % wrong are 32.1 % with it, 31.5 % without; it finds as many."""

MEANING_SHARE = np.float32(0.2)
"""What word vectors count in the likeness, where there are any. In cross-validation over the three
public English sets 90.4 % are right with it, 89.0 % without; 0.15 and 0.25 do as well."""

COSINE_SHARE = np.float32(0.1)
"""What the nearest phrasing and the centroid count beside the model, for the choice of a fact."""

BAYES_SHARE = np.float32(0.1)
"""The same for naive Bayes, whose numbers are the larger. In cross-validation on public sets it
takes away 0.4 % of 83.5; where other people ask than wrote the phrasings it adds 2 % and more."""

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
    """Whether learning from all rows at once takes little time."""
    return 0 < row_count <= MAX_ROWS and row_count * row_count * fact_count <= MAX_WORK


class CloseIndex:
    """Phrasings in several groups of features."""

    def __init__(
        self,
        groups: Sequence[FeatureRows],
        shares: Sequence[float],
        owners: Sequence[int],
        fact_count: int,
        meanings: NDArray[np.float16] | None = None,
    ) -> None:
        """Index the rows of each group, which weighs its share of 1.

        `owners` gives the fact of each row, in ascending order; every fact has a row. `meanings`
        are the word vectors of the rows, where there are any.
        """
        left = np.float32(1) if meanings is None else np.float32(1) - MEANING_SHARE
        self._shares = tuple(left * np.float32(share) for share in shares)
        self._meanings: Floats | None = None
        if meanings is not None:
            self._meanings = meanings.astype(np.float32)
        self._groups = [_Group.of(rows) for rows in groups]
        self._row_count = len(owners)
        owned = np.asarray(owners, dtype=np.int32)
        self._starts = np.searchsorted(owned, np.arange(fact_count)).astype(np.int32)
        sums = [group.rows.summed(owned, fact_count) for group in self._groups]
        self._centroid_factors = self._factors(sums, self._meant_sums(self._starts))
        self._bayes = [NaiveBayes(each) for each in sums]
        self._model = self._learn(owned)

    def score(self, groups: Sequence[Features], meaning: Floats | None = None) -> CloseScores:
        """Return the scores of every fact, from a question's features in each group and its word
        vector."""
        likeness = np.zeros(self._row_count, np.float32)
        counted = np.zeros(len(self._starts), np.float32)
        parts = zip(self._shares, self._groups, self._bayes, groups, strict=True)
        for share, group, bayes, features in parts:
            numbers, weights = group.terms.weigh(features)
            likeness += share * group.rows.dot(numbers, weights)
            counted += share * bayes.score(numbers, weights)
        if self._meanings is not None and meaning is not None:
            likeness += MEANING_SHARE * (self._meanings @ meaning)
        nearest = np.maximum.reduceat(likeness, self._starts)
        alike = nearest + np.add.reduceat(likeness, self._starts) * self._centroid_factors
        total = COSINE_SHARE * alike + BAYES_SHARE * (counted - counted.max())
        return CloseScores(total + self._model.score(likeness), alike)

    def _learn(self, owned: Integers) -> _Model:
        row_count, fact_count = len(owned), len(self._starts)
        if is_small(row_count, fact_count):
            likeness = np.zeros((row_count, row_count), np.float32)
            for share, group in zip(self._shares, self._groups, strict=True):
                group.add_likeness(likeness, share)
            if self._meanings is not None:
                likeness += MEANING_SHARE * (self._meanings @ self._meanings.T)
            weights = hinge.train(_together(likeness), owned, fact_count)
            return _Model(
                np.arange(row_count, dtype=np.int32), np.ones(row_count, np.float32), weights
            )
        starts = _landmarks(self._starts, row_count)
        if not len(starts):
            nothing = np.zeros(0, np.float32)
            return _Model(starts, nothing, np.zeros((0, fact_count), np.float32))
        parts = np.searchsorted(starts, np.arange(row_count), side="right").astype(np.int32) - 1
        sums = [group.rows.summed(parts, len(starts)) for group in self._groups]
        meant = self._meant_sums(starts)
        factors = self._factors(sums, meant)
        likeness = np.zeros((row_count, len(starts)), np.float32)
        for share, group, each in zip(self._shares, self._groups, sums, strict=True):
            start = 0
            for found in products(group.rows, each):
                likeness[start : start + len(found)] += share * factors * found
                start += len(found)
        if self._meanings is not None and meant is not None:
            likeness += MEANING_SHARE * factors * (self._meanings @ meant.T)
        among = np.zeros((len(starts), len(starts)), np.float32)
        add_by_owner(among, likeness, parts)
        among *= factors[:, np.newaxis]
        weights = hinge.train_on_landmarks(_together(likeness), _together(among), owned, fact_count)
        return _Model(starts, factors, weights)

    def _meant_sums(self, starts: Integers) -> Floats | None:
        """Return the sums of the word vectors of parts that begin at the rows `starts`."""
        if self._meanings is None:
            return None
        sums: Floats = np.add.reduceat(self._meanings, starts)
        return sums

    def _factors(self, sums: Sequence[Postings], meant: Floats | None) -> Floats:
        """Return what makes centroids of sums: the inverse of their length over all groups."""
        squares = [
            share * each.squared_lengths() for share, each in zip(self._shares, sums, strict=True)
        ]
        if meant is not None:
            squares.append(MEANING_SHARE * np.sum(meant * meant, axis=1))
        lengths = np.sqrt(np.maximum(np.sum(squares, axis=0), 1e-9))
        factors: Floats = (1.0 / lengths).astype(np.float32)
        return factors


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


class _Model(NamedTuple):
    """The linear model: weights of landmarks, which are phrasings or centroids of some."""

    starts: Integers
    """The first row of each landmark's."""
    factors: Floats
    weights: Floats
    """A row a landmark, a column a fact."""

    def score(self, likeness: Floats) -> Floats:
        """Return what it says of every fact, from a question's likeness to all rows."""
        if not len(self.starts):
            return np.zeros(self.weights.shape[1], np.float32)
        to_landmarks = np.add.reduceat(likeness, self.starts) * self.factors
        return hinge.score(_together(to_landmarks), self.weights)


def _landmarks(starts: Integers, row_count: int) -> Integers:
    """Return the first row of each landmark: at most `LANDMARKS` a fact, of equally many rows."""
    fact_count = len(starts)
    affordable = int(MAX_LANDMARK_WORK / max(row_count * fact_count * fact_count, 1))
    count = min(LANDMARKS, affordable, MAX_LANDMARKS // max(fact_count, 1))
    lengths = np.diff(starts, append=row_count)
    firsts = starts[:, np.newaxis] + lengths[:, np.newaxis] * np.arange(count) // max(count, 1)
    return np.unique(firsts).astype(np.int32)


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

    def add_likeness(self, likeness: Floats, share: np.float32) -> None:
        """Add the cosines of all rows with each other, times `share`."""
        numbers = np.repeat(np.arange(len(self.terms), dtype=np.int32), self.rows.lengths)
        is_frequent = self.rows.lengths * FREQUENT > len(likeness)
        column = np.cumsum(is_frequent) - 1
        often = is_frequent[numbers]
        whole = np.zeros((len(likeness), int(is_frequent.sum())), np.float32)
        whole[self.rows.holders[often], column[numbers[often]]] = self.rows.values[often]
        likeness += share * (whole @ whole.T)
        holders, numbers = self.rows.holders[~often], numbers[~often]
        values = self.rows.values[~often] * share
        order = np.argsort(holders, kind="stable")
        bounds = np.searchsorted(holders[order], np.arange(len(likeness) + 1)).tolist()
        for row, part in enumerate(map(slice, bounds[:-1], bounds[1:])):
            chosen = order[part]
            likeness[row] += self.rows.dot(numbers[chosen].tolist(), values[chosen].tolist())
