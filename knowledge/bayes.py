"""Naive Bayes: how likely the phrasings of each fact have what a question has."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from knowledge.feature_rows import Floats
from knowledge.postings import Postings

SMOOTHING = 0.05
"""What is added to every count; flat between 0.03 and 0.1 on the questions for tuning."""


class NaiveBayes:
    """Multinomial naive Bayes over weighted features, all facts equally likely before.

    Rennie et al. 2003, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", with
    the sums of tf-idf of phrasings of length 1 for counts.
    """

    def __init__(self, sums: Postings) -> None:
        """Learn from the summed weights of each feature in each fact."""
        feature_count = len(sums.starts) - 1
        totals = np.bincount(sums.holders, sums.values, sums.holder_count)
        gains = np.log1p(sums.values / np.float32(SMOOTHING))
        self._gains = sums._replace(values=gains).compact()
        self._base = np.log(SMOOTHING) - np.log(totals + SMOOTHING * feature_count + 1e-12)

    def score(self, features: Sequence[int], weights: Sequence[float]) -> Floats:
        """Return for every fact the logarithm of how likely it has the weighted features."""
        base: Floats = (self._base * math.fsum(weights)).astype(np.float32)
        return base + self._gains.dot(features, weights)
