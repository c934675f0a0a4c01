"""Rows come back as they were put in, however many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.feature_rows import FeatureRows, NameRows

NAMES = st.lists(st.text("abc", min_size=1, max_size=2), max_size=4, unique=True)
VALUES = st.sampled_from([0.25, 0.5, 2.0])


@given(st.lists(NAMES, max_size=6))
def test_rows_of_names_come_back_in_order(rows: list[list[str]]) -> None:
    kept = NameRows()
    for number, row in enumerate(rows):
        kept.add(row)
        assert kept[number] == row
    assert [kept[number] for number in range(len(kept))] == rows


@given(st.lists(st.dictionaries(st.text("abc", max_size=2), VALUES, max_size=4), max_size=6))
def test_rows_of_features_come_back_in_order(rows: list[dict[str, float]]) -> None:
    kept = FeatureRows(rows)
    for start in range(len(rows) + 1):
        for end in range(start, len(rows) + 1):
            assert list(kept.between(start, end)) == rows[start:end]
    row_of, feature_of, values = kept.flat()
    names = list(kept.numbers)
    flat = zip(row_of.tolist(), feature_of.tolist(), values.tolist(), strict=True)
    found = [(row, names[number], value) for row, number, value in flat]
    assert found == [(n, *each) for n, row in enumerate(rows) for each in row.items()]
