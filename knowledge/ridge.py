"""The linear model: kernel ridge regression on the likeness of phrasings to landmarks.

In a small base every phrasing is a landmark, and the model is exact. In a larger one the
landmarks are the facts' centroids (Nyström's method): trained in a fraction of the time, and on
our base righter than with as many phrasings.
"""

from __future__ import annotations

import numpy as np

from knowledge.feature_rows import Floats, Integers
from knowledge.postings import Postings
from knowledge.products import add_by_owner, products

RIDGE = np.float32(0.3)
"""The regularisation; flat between 0.1 and 1 on CLINC150 (10 phrasings)."""

MAX_EXACT_ROWS = 2000
"""Up to so many phrasings the model is exact; the time to train grows with the cube."""

MAX_FACTS = 1500
"""Larger bases rank by the other scores: the time to train grows with the square."""


def train_exactly(likeness: Floats, owners: Integers, fact_count: int) -> Floats:
    """Return the weights, a row a phrasing and a column a fact.

    `likeness` are the cosines of all phrasings with each other, `owners` their facts.
    """
    kernel = expand(likeness)
    sums = np.zeros((fact_count, len(kernel)), np.float32)
    add_by_owner(sums, kernel, owners)
    return _solve(kernel.T @ kernel, kernel, sums)


def train_on_centroids(rows: Postings, sums: Postings, factors: Floats, owners: Integers) -> Floats:
    """Return the weights, a row a centroid and a column a fact.

    `rows` and `sums` are the features of the phrasings and of the facts, whose centroids they
    are when multiplied by `factors`; `owners` the facts of the phrasings.
    """
    count = sums.holder_count
    normal = np.zeros((count, count), np.float32)
    likeness, kernels = np.zeros_like(normal), np.zeros_like(normal)
    start = 0
    for found in products(rows, sums):
        cosines = found * factors
        part = owners[start : start + len(cosines)]
        start += len(cosines)
        add_by_owner(likeness, cosines, part)
        kernel = expand(cosines)
        add_by_owner(kernels, kernel, part)
        normal += kernel.T @ kernel
    return _solve(normal, expand(likeness * factors[:, np.newaxis]), kernels)


def expand(cosines: Floats) -> Floats:
    """Return (x + x²) / 2: a little of what pairs of features say together."""
    result: Floats = (cosines + cosines * cosines) * np.float32(0.5)
    return result


def _solve(normal: Floats, likeness: Floats, sums: Floats) -> Floats:
    """Return the weights; `sums` has for each fact the likeness of its phrasings, summed.

    Targets are 1 for a phrasing's own fact and a little below 0 for all others.
    """
    rest = np.float32(-1.0 / len(sums))
    right = sums.T * (1 - rest) + sums.sum(axis=0)[:, np.newaxis] * rest
    matrix = normal + RIDGE * likeness
    matrix[np.diag_indices_from(matrix)] += np.float32(1e-3)  # keeps it regular
    weights: Floats = np.linalg.solve(matrix, right)
    return weights
