"""The scores of small bases are those of a plain dense computation, in every corner."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge import close_index, hinge
from knowledge.close_index import (
    CERTAIN_COSINE_SHARE,
    COSINE_SHARE,
    LEAD_SHARE,
    TOGETHER_SHARE,
    CloseIndex,
    CloseScores,
    is_small,
)
from knowledge.feature_rows import FeatureRows

Row = tuple[dict[str, float], dict[str, float]]
"""The features of a phrasing, in two groups."""

FEATURES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.5, 1.0, 2.0]))
ROWS = st.tuples(FEATURES, FEATURES)
BASES = st.lists(st.lists(ROWS, min_size=1, max_size=4), min_size=1, max_size=5)
SHARES = (0.75, 0.25)


def index_of(base: list[list[Row]]) -> CloseIndex:
    rows = [row for fact in base for row in fact]
    owners = [number for number, fact in enumerate(base) for _ in fact]
    groups = [FeatureRows(row[group] for row in rows) for group in range(2)]
    return CloseIndex(groups, SHARES, owners, len(base))


def dense_cosines(rows: list[dict[str, float]], asked: dict[str, float]) -> NDArray[np.float64]:
    counts = {name: sum(name in row for row in rows) for row in rows for name in row}
    idf = {name: math.log((len(rows) + 1) / (count + 1)) + 1 for name, count in counts.items()}
    unknown = math.log(len(rows) + 1) + 1

    def unit(row: dict[str, float]) -> dict[str, float]:
        weighted = {name: value * idf.get(name, unknown) for name, value in row.items()}
        norm = math.sqrt(sum(value**2 for value in weighted.values())) or 1.0
        return {name: value / norm for name, value in weighted.items()}

    question = unit(asked)
    return np.array(
        [sum(each * question.get(name, 0.0) for name, each in unit(row).items()) for row in rows]
    )


def _together(likeness: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(likeness + TOGETHER_SHARE * likeness**2)


@given(BASES, ROWS, st.sampled_from([1, 2, 50]))
@settings(deadline=None)
def test_score_is_that_of_dense_matrices(base: list[list[Row]], asked: Row, frequent: int) -> None:
    rows = [row for fact in base for row in fact]
    owners = np.array([number for number, fact in enumerate(base) for _ in fact])

    def likeness(question: Row) -> NDArray[np.float64]:
        groups = (
            share * dense_cosines([row[group] for row in rows], question[group])
            for group, share in enumerate(SHARES)
        )
        return np.asarray(np.sum(list(groups), axis=0))

    matrix = np.array([likeness(row) for row in rows], np.float32)
    weights = hinge.train(_together(matrix), owners.astype(np.int32), len(base))
    found = likeness(asked)
    expected = _together(found) @ weights + hinge.BIAS * weights.sum(axis=0)
    for fact in range(len(base)):
        own = owners == fact
        norm = math.sqrt(max(matrix[np.ix_(own, own)].sum(), 1e-9))
        expected[fact] += COSINE_SHARE * (found[own].max() + found[own].sum() / norm)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(close_index, "FREQUENT", frequent)
        index = index_of(base)
    assert index.score(asked).total == pytest.approx(expected, abs=5e-3)


def test_group_of_few_features_is_not_drowned_by_one_of_many() -> None:
    many = {f"m{number}": 1.0 for number in range(50)}
    base: list[list[Row]] = [[(many, {"left": 1.0})], [(many, {"right": 1.0})]]
    assert index_of(base).score((many, {"left": 1.0})).total.argmax() == 0
    assert index_of(base).score((many, {"right": 1.0})).total.argmax() == 1


def test_rows_without_features_are_like_nothing() -> None:
    base: list[list[Row]] = [[({}, {})], [({"a": 1.0}, {}), ({}, {})]]
    scores = index_of(base).score(({"a": 1.0}, {}))
    assert np.isfinite(scores.total).all()
    assert scores.total.argmax() == 1


def test_the_same_rows_give_the_same_scores_bit_for_bit() -> None:
    rng = np.random.default_rng(1)
    base: list[list[Row]] = [
        [
            ({f"w{number}": 1.0 for number in rng.integers(0, 30, 5)}, {f"p{fact % 7}": 1.0})
            for _ in range(3)
        ]
        for fact in range(20)
    ]
    one, other = index_of(base), index_of(base)
    for fact in base:
        assert (one.score(fact[0]).total == other.score(fact[0]).total).all()


def sure(total: list[float], alike: list[float]) -> float:
    return CloseScores(np.array(total, np.float32), np.array(alike, np.float32)).certainty


def test_certainty_grows_with_the_score_the_lead_and_the_likeness() -> None:
    certain = sure([1.0, 0.9], [0.5, 0.5])
    assert sure([1.1, 1.0], [0.5, 0.5]) - certain == pytest.approx(0.1, abs=1e-5)
    assert sure([1.0, 0.1], [0.5, 0.5]) - certain == pytest.approx(0.8 * LEAD_SHARE, abs=1e-5)
    more = sure([1.0, 0.9], [0.7, 0.5]) - certain
    assert more == pytest.approx(0.2 * CERTAIN_COSINE_SHARE, abs=1e-5)
    assert sure([1.0, 0.9], [0.5, 0.9]) == pytest.approx(certain)


def test_single_fact_has_no_lead() -> None:
    assert sure([0.7], [0.0]) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("rows", "facts", "small"), [(0, 0, False), (1800, 150, True), (1800, 600, False), (9000, 2, 0)]
)
def test_only_what_takes_little_time_to_train_is_small(rows: int, facts: int, small: bool) -> None:
    assert is_small(rows, facts) is bool(small)
