"""The linear model of `knowledge.close_index`: a support vector machine, each fact for itself.

Its loss, the squared hinge, lets a phrasing be as much on its own fact's side as it likes, where
ridge regression pulls it back: in cross-validation over eight sets 78.6 % right against 77.4 %,
from the same features. It takes some dozens of rounds, each of which is a ridge regression with
the same matrix.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from knowledge.feature_rows import Floats, Integers

LOSS = 0.2
"""The regularisation, the inverse of twice the usual C. Of 0.02 to 0.5, about equally good; on
landmarks it is 0.5 % better than a quarter of it."""

BIAS = np.float32(0.5)
"""Added to every likeness: what a fact is worth before anything is asked."""

ROUNDS = 40
"""With 30 and the plain method it is 78.7 %, with 100 rounds of it 78.8 %; hastened, 30 do."""

LANDMARK_ROUNDS = 12

LEAST = 1e-2
"""Added to a landmark's likeness to itself, which is about 2, so that all are told apart."""


def train(likeness: Floats, owners: Integers, fact_count: int) -> Floats:
    """Return the weights, a row a phrasing and a column a fact.

    `likeness` is that of all phrasings with each other, `owners` their facts.
    """
    matrix = likeness + BIAS
    matrix[np.diag_indices_from(matrix)] += np.float32(LOSS)
    inverse: Floats = np.linalg.inv(matrix)
    fitted = np.float32(-LOSS) * inverse  # targets to what the model says
    fitted[np.diag_indices_from(fitted)] += np.float32(1)
    targets = _targets(fitted.__matmul__, owners, fact_count, ROUNDS)
    weights: Floats = inverse @ targets
    return weights


def train_on_landmarks(
    likeness: Floats, among: Floats, owners: Integers, fact_count: int
) -> Floats:
    """Return the weights, a row a landmark and a column a fact (Nyström's method).

    `likeness` is that of all phrasings, a row each, with the landmarks; `among` that of the
    landmarks with each other; `owners` the facts of the phrasings.
    """
    # The landmarks' own space: products of vectors there are the likenesses. What is nearly no
    # direction in it (two landmarks alike) would be noise.
    factor = np.linalg.cholesky((among + BIAS).astype(np.float64) + LEAST * np.eye(len(among)))
    to_space: Floats = np.linalg.inv(factor).T.astype(np.float32)
    vectors = (likeness + BIAS) @ to_space
    matrix = vectors.T @ vectors
    matrix[np.diag_indices_from(matrix)] += np.float32(LOSS)
    solver: Floats = np.linalg.solve(matrix, vectors.T)

    def fit(targets: Floats) -> Floats:
        fitted: Floats = vectors @ (solver @ targets)
        return fitted

    targets = _targets(fit, owners, fact_count, LANDMARK_ROUNDS)
    weights: Floats = to_space @ (solver @ targets)
    return weights


def score(likeness: Floats, weights: Floats) -> Floats:
    """Return what the model says of every fact, from a question's likeness to the phrasings or
    landmarks."""
    result: Floats = likeness @ weights + BIAS * weights.sum(axis=0)
    return result


def _targets(
    fit: Callable[[Floats], Floats], owners: Integers, fact_count: int, rounds: int
) -> Floats:
    """Return the targets for which ridge regression has the least squared hinge.

    `fit` returns what ridge regression says of the phrasings where it is given their targets. A
    phrasing that is further on its side than its target has what it has as the next round's
    target. Nesterov's momentum hastens it.
    """
    sides = np.full((len(owners), fact_count), -1, np.float32)
    sides[np.arange(len(owners)), owners] = 1
    targets = ahead = sides
    speed = 1.0
    for _ in range(rounds):
        following = sides * np.maximum(1, sides * fit(ahead))
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead = following + np.float32((speed - 1) / faster) * (following - targets)
        targets, speed = following, faster
    return targets
