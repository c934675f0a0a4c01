"""Weighs features by how rare they are among indexed rows: tf-idf vectors of length 1."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from knowledge.feature_rows import FeatureRows, Features, Floats, Integers
from knowledge.text_numbers import UNKNOWN, TextNumbers


class TermWeights:
    """The number of each feature, and its inverse frequency among rows."""

    def __init__(self, rows: FeatureRows, feature_of: Integers) -> None:
        """Weigh the features of `rows`; `feature_of` is the second of `rows.flat()`."""
        counts = np.bincount(feature_of, minlength=len(rows.numbers))
        self.idf = np.log((len(rows) + 1) / (counts + 1.0)) + 1.0
        self._unknown = math.log(len(rows) + 1) + 1.0
        self._numbers = TextNumbers(rows.numbers)

    def __len__(self) -> int:
        return len(self.idf)

    def weigh(self, features: Features) -> tuple[list[int], list[float]]:
        """Return the numbers of the features that rows have, and their weights.

        The weights of all features together have length 1; so unknown ones leave less to the rest.
        """
        numbers = self._numbers.find(features)
        known = numbers != UNKNOWN
        idf = np.full(len(numbers), self._unknown)
        idf[known] = self.idf[numbers[known]]
        weights = np.fromiter(features.values(), np.float64, len(numbers)) * idf
        length = math.sqrt(float(weights @ weights)) or 1.0
        return numbers[known].tolist(), (weights[known] / length).tolist()


class WeighedRows(NamedTuple):
    """Rows as vectors of length 1: for each value its row, the number of its feature, its share."""

    terms: TermWeights
    row_of: Integers
    feature_of: Integers
    shares: Floats

    @classmethod
    def of(cls, rows: FeatureRows) -> WeighedRows:
        """Return the features of `rows`, weighed."""
        row_of, feature_of, values = rows.flat()
        terms = TermWeights(rows, feature_of)
        weights = values * terms.idf[feature_of]
        norms = np.sqrt(np.bincount(row_of, weights * weights, minlength=len(rows)))
        shares = (weights / np.maximum(norms, 1e-12)[row_of]).astype(np.float32)
        return cls(terms, row_of, feature_of, shares)
