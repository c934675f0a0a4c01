"""Multiplies phrasings with sums of phrasings, both held as inverted lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from knowledge.feature_rows import Floats, Integers
from knowledge.postings import Postings

FREQUENT_FEATURES = 1024
"""So many features are multiplied as full matrices, the others as lists."""

ROWS_AT_A_TIME = 1024


def products(rows: Postings, sums: Postings) -> Iterator[Floats]:
    """Yield the products of all rows with all sums, a row a line, some rows at a time.

    Both list what holds the same features: `rows` the phrasings, `sums` phrasings added up.
    """
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
        yield found


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


def add_by_owner(sums: Floats, rows: Floats, owners: Integers) -> None:
    """Add each row to that of its owner; `owners` ascend."""
    if len(rows):
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        sums[owners[firsts]] += np.add.reduceat(rows, firsts, axis=0)
