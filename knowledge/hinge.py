"""The linear model of small bases: a support vector machine, one fact against the others.

Its loss, the squared hinge, lets a phrasing be as much on its own fact's side as it likes, where
ridge regression pulls it back: in cross-validation over eight sets 78.6 % right against 77.4 %,
from the same features. It takes some dozens of rounds, which is too long for large bases.
"""

from __future__ import annotations

import math

import numpy as np

from knowledge.feature_rows import Floats, Integers

LOSS = 0.05
"""The regularisation, the inverse of twice the usual C. Of 0.02 to 0.25, about equally good."""

BIAS = np.float32(0.5)
"""Added to every likeness: what a fact is worth before anything is asked."""

ROUNDS = 40
"""With 30 and the plain method it is 78.7 %, with 100 rounds of it 78.8 %; hastened, 30 do."""


def train(likeness: Floats, owners: Integers, fact_count: int) -> Floats:
    """Return the weights, a row a phrasing and a column a fact.

    `likeness` is that of all phrasings with each other, `owners` their facts.

    The squared hinge is ridge regression with targets that give way: a phrasing that is further
    on its side than its target has what it has as the next round's target. So one inverse serves
    all facts and all rounds. Nesterov's momentum hastens it.
    """
    count = len(likeness)
    matrix = likeness + BIAS
    matrix[np.diag_indices(count)] += np.float32(LOSS)
    inverse: Floats = np.linalg.inv(matrix)
    fitted = np.float32(-LOSS) * inverse  # targets to what the model says
    fitted[np.diag_indices(count)] += np.float32(1)
    sides = np.full((count, fact_count), -1, np.float32)
    sides[np.arange(count), owners] = 1
    targets = ahead = sides
    speed = 1.0
    for _ in range(ROUNDS):
        following = sides * np.maximum(1, sides * (fitted @ ahead))
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead = following + np.float32((speed - 1) / faster) * (following - targets)
        targets, speed = following, faster
    weights: Floats = inverse @ targets
    return weights


def score(likeness: Floats, weights: Floats) -> Floats:
    """Return what the model says of every fact, from a question's likeness to the phrasings."""
    result: Floats = likeness @ weights + BIAS * weights.sum(axis=0)
    return result
