"""The linear model: kernel ridge regression on the likeness of phrasings to landmarks.

In a small base every phrasing is a landmark, and the model is exact. In a larger one the
landmarks are the facts' centroids (Nyström's method): trained in a fraction of the time, and on
our base righter than with as many phrasings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from knowledge.feature_rows import Floats, Integers
from knowledge.postings import Postings

RIDGE = np.float32(0.3)
"""The regularisation; flat between 0.1 and 1 on CLINC150 (10 phrasings)."""

MAX_EXACT_ROWS = 2000
"""Up to so many phrasings the model is exact; the time to train grows with the cube."""

MAX_FACTS = 1500
"""Larger bases rank by the other scores: the time to train grows with the square."""

FREQUENT_FEATURES = 1024
"""So many features are multiplied as full matrices, the others as lists."""

ROWS_AT_A_TIME = 1024


def train_exactly(likeness: Floats, owners: Integers, fact_count: int) -> Floats:
    """Return the weights, a row a phrasing and a column a fact.

    `likeness` are the cosines of all phrasings with each other, `owners` their facts.
    """
    kernel = expand(likeness)
    sums = np.zeros((fact_count, len(kernel)), np.float32)
    _add_by_owner(sums, kernel, owners)
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
    for cosines in _to_centroids(rows, sums, factors):
        part = owners[start : start + len(cosines)]
        start += len(cosines)
        _add_by_owner(likeness, cosines, part)
        kernel = expand(cosines)
        _add_by_owner(kernels, kernel, part)
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


def _add_by_owner(sums: Floats, rows: Floats, owners: Integers) -> None:
    """Add each row to that of its owner; `owners` ascend."""
    if len(rows):
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        sums[owners[firsts]] += np.add.reduceat(rows, firsts, axis=0)


def _to_centroids(rows: Postings, sums: Postings, factors: Floats) -> Iterator[Floats]:
    """Yield the cosines of all phrasings with all centroids, some phrasings at a time."""
    cost = rows.lengths.astype(np.int64) * sums.lengths
    frequent = np.argsort(-cost, kind="stable")[:FREQUENT_FEATURES].astype(np.int32)
    column = np.full(len(cost), -1, np.int32)
    column[frequent] = np.arange(len(frequent))
    features = np.repeat(np.arange(len(cost), dtype=np.int32), rows.lengths)
    order = np.argsort(rows.holders, kind="stable")
    holders, features, values = rows.holders[order], features[order], rows.values[order]
    of_facts = _dense(
        column[np.repeat(np.arange(len(cost)), sums.lengths)],
        sums.holders,
        sums.values,
        (len(frequent), sums.holder_count),
    )
    for start in range(0, rows.holder_count, ROWS_AT_A_TIME):
        end = min(start + ROWS_AT_A_TIME, rows.holder_count)
        part = slice(*np.searchsorted(holders, (start, end)).tolist())
        places = holders[part] - start
        columns = column[features[part]]
        of_rows = _dense(columns, places, values[part], (len(frequent), end - start))
        rare = columns < 0
        found = of_rows.T @ of_facts
        found += _multiply(
            places[rare], features[part][rare], values[part][rare], sums, found.shape
        )
        yield found * factors


def _dense(rows: Integers, columns: Integers, values: Floats, shape: tuple[int, int]) -> Floats:
    """Return a matrix with `values` at `rows` and `columns`, those in negative rows left out."""
    matrix = np.zeros(shape, np.float32)
    kept = rows >= 0
    matrix[rows[kept], columns[kept]] = values[kept]
    return matrix


def _multiply(
    places: Integers, features: Integers, values: Floats, sums: Postings, shape: Iterable[int]
) -> Floats:
    """Return, for the phrasings at `places`, the sum over features of value times sum."""
    row_count, fact_count = shape
    lengths = sums.lengths[features]
    ends = np.cumsum(lengths)
    firsts = np.array(sums.starts, np.int64)[features] - (ends - lengths)
    at = np.repeat(firsts, lengths) + np.arange(ends[-1] if len(ends) else 0)
    cells = np.repeat(places.astype(np.int64) * fact_count, lengths) + sums.holders[at]
    products = np.repeat(values, lengths) * sums.values[at]
    found = np.bincount(cells, products, row_count * fact_count)
    return found.reshape(row_count, fact_count).astype(np.float32)
