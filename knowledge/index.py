"""Ranks facts by what a question shares with their phrasings and answers.

Five scores a fact: the nearest phrasing (cosine), the centroid of its phrasings (cosine), a
linear model over all phrasings at once, kernel ridge regression, which learns which words tell
one fact from the others, naive Bayes, which counts how often the phrasings of a fact use each
feature (where a fact has many phrasings it says most), and the fact's share of the phrasings
that are nearest to the question. All is learnt when the index is built, from the base alone,
and deterministic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from knowledge.bayes import NaiveBayes
from knowledge.feature_rows import FeatureRows, Features, Floats, Integers
from knowledge.postings import Postings
from knowledge.ridge import MAX_EXACT_ROWS, MAX_FACTS, expand, train_exactly, train_on_centroids
from knowledge.term_weights import WeighedRows

VOTERS = 12
"""So many phrasings, those nearest to a question, vote."""


@dataclass(frozen=True, slots=True)
class RankScores:
    """Scores of all facts for one question; arrays of one float a fact."""

    nearest: Floats
    centroid: Floats
    linear: Floats
    bayes: Floats
    """The logarithm of how likely the fact's phrasings have the question's features."""
    votes: Floats
    """The fact's share of the nearest phrasings, by the squares of their cosines."""
    cosines: Floats
    """One float a phrasing, in the order in which the phrasings were indexed."""


class RankIndex:
    """Phrasings as weighted sparse vectors, with an inverted list for each feature."""

    def __init__(self, rows: FeatureRows, owners: Sequence[int], fact_count: int) -> None:
        """Index `rows` of features; `owners` gives the fact of each row, in ascending order."""
        self.fact_count = fact_count
        self._row_count = len(rows)
        self._owners = np.asarray(owners, dtype=np.int32)
        self._starts = np.searchsorted(self._owners, np.arange(fact_count)).astype(np.int32)
        self._terms, row_of, feature_of, shares = WeighedRows.of(rows)
        order = np.argsort(feature_of, kind="stable")
        listed, holders = feature_of[order], row_of[order]
        self._rows = Postings.of(listed, holders, shares[order], len(self._terms), len(rows))
        sums = self._rows.summed(self._owners, fact_count)
        lengths = np.sqrt(np.maximum(sums.squared_lengths(), 1e-12))
        self._centroid_factors = (1.0 / lengths).astype(np.float32)
        self._bayes = NaiveBayes(sums)
        self._is_exact = len(rows) <= MAX_EXACT_ROWS
        self._model = self._train(row_of, feature_of, shares, sums)
        self._rows = self._rows.compact()

    def score(self, features: Features) -> RankScores:
        """Return the scores of every fact for a question's features."""
        numbers, weights = self._terms.weigh(features)
        cosines = self._rows.dot(numbers, weights)
        if not self.fact_count:
            return RankScores(*[cosines] * len(fields(RankScores)))
        centroid = np.add.reduceat(cosines, self._starts) * self._centroid_factors
        return RankScores(
            nearest=np.maximum.reduceat(cosines, self._starts),
            centroid=centroid,
            linear=self._linear(cosines if self._is_exact else centroid),
            bayes=self._bayes.score(numbers, weights),
            votes=self._vote(cosines),
            cosines=cosines,
        )

    def _vote(self, cosines: Floats) -> Floats:
        count = min(VOTERS, len(cosines))
        nearest = np.argpartition(-cosines, count - 1)[:count]
        weights = cosines[nearest] ** 2
        votes = np.bincount(self._owners[nearest], weights, self.fact_count)
        return (votes / max(float(weights.sum()), 1e-9)).astype(np.float32)

    def nearest_row(self, scores: RankScores, fact: int) -> int:
        """Return which phrasing of a fact, counted over the whole index, is nearest."""
        start = int(self._starts[fact])
        is_last = fact + 1 == self.fact_count
        end = self._row_count if is_last else int(self._starts[fact + 1])
        return start + int(np.argmax(scores.cosines[start:end]))

    def _linear(self, cosines: Floats) -> Floats:
        if self._model is None:
            return np.zeros(self.fact_count, np.float32)
        return expand(cosines) @ self._model

    def _train(
        self, row_of: Integers, feature_of: Integers, shares: Floats, sums: Postings
    ) -> Floats | None:
        """Return the weights of the linear model, None for a base of none or too many facts."""
        if not 0 < self.fact_count <= MAX_FACTS:
            return None
        if self._is_exact:
            bounds = np.searchsorted(row_of, np.arange(self._row_count + 1)).tolist()
            likeness = np.empty((self._row_count, self._row_count), np.float32)
            for row, part in enumerate(map(slice, bounds[:-1], bounds[1:])):
                likeness[row] = self._rows.dot(feature_of[part].tolist(), shares[part].tolist())
            return train_exactly(likeness, self._owners, self.fact_count)
        return train_on_centroids(self._rows, sums, self._centroid_factors, self._owners)
