"""The scores of small bases are those of a plain dense computation, in every corner."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge import close_index, hinge, products
from knowledge.bayes import SMOOTHING
from knowledge.close_index import (
    BAYES_SHARE,
    CERTAIN_COSINE_SHARE,
    COSINE_SHARE,
    LEAD_SHARE,
    MEANING_SHARE,
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


def index_of(base: list[list[Row]], *, has_meanings: bool = False) -> CloseIndex:
    rows = [row for fact in base for row in fact]
    owners = [number for number, fact in enumerate(base) for _ in fact]
    groups = [FeatureRows(row[group] for row in rows) for group in range(2)]
    meanings = np.array([meaning_of(row) for row in rows], np.float16) if has_meanings else None
    return CloseIndex(groups, SHARES, owners, len(base), meanings)


def meaning_of(row: Row) -> NDArray[np.float32]:
    """A word vector that has to do with the features, but is not the same for each of them."""
    found = np.zeros(3, np.float32)
    for name, value in row[0].items():
        found[ord(name) % 3] += np.float32(value if name < "f" else -value)
    return found / np.float32(np.linalg.norm(found) or 1)


def dense_cosines(rows: list[dict[str, float]], asked: dict[str, float]) -> NDArray[np.float64]:
    return np.array(
        [
            math.fsum(dense_share(rows, row, name) * dense_share(rows, asked, name) for name in row)
            for row in rows
        ]
    )


def dense_share(rows: list[dict[str, float]], asked: dict[str, float], name: str) -> float:
    """The value of one feature in a question's vector of length 1."""
    counts = {each: sum(each in row for row in rows) for row in rows for each in row}
    unknown = math.log(len(rows) + 1) + 1

    def weight(each: str) -> float:
        known = each in counts
        return asked.get(each, 0.0) * (
            math.log((len(rows) + 1) / (counts[each] + 1)) + 1 if known else unknown
        )

    return weight(name) / (math.sqrt(sum(weight(each) ** 2 for each in asked)) or 1.0)


def _together(likeness: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(likeness + TOGETHER_SHARE * likeness**2)


class Dense:
    """What the index is to say, from full matrices."""

    def __init__(self, base: list[list[Row]], *, has_meanings: bool = False) -> None:
        self.meaning_share = float(MEANING_SHARE) if has_meanings else 0.0
        self.shares = [(1 - self.meaning_share) * share for share in SHARES]
        self.rows = [row for fact in base for row in fact]
        self.owners = np.array([number for number, fact in enumerate(base) for _ in fact], np.int32)
        self.fact_count = len(base)
        self.matrix = np.array([self.likeness(row) for row in self.rows], np.float32)

    def likeness(self, asked: Row) -> NDArray[np.float64]:
        groups = (
            share * dense_cosines([row[group] for row in self.rows], asked[group])
            for group, share in enumerate(self.shares)
        )
        meanings = np.array([meaning_of(row) for row in self.rows]) @ meaning_of(asked)
        return np.asarray(np.sum(list(groups), axis=0) + self.meaning_share * meanings)

    def to_centroids(self, likeness: NDArray[Any], parts: NDArray[np.int32]) -> NDArray[np.float64]:
        columns = []
        for part in range(parts.max() + 1):
            own = parts == part
            norm = math.sqrt(max(self.matrix[np.ix_(own, own)].sum(), 1e-9))
            columns.append(likeness[..., own].sum(axis=-1) / norm)
        return np.stack(columns, axis=-1)

    def alike(self, asked: Row) -> NDArray[np.float64]:
        found = self.likeness(asked)
        nearest = [found[self.owners == fact].max() for fact in range(self.fact_count)]
        return np.array(nearest) + self.to_centroids(found, self.owners)

    def bayes(self, asked: Row) -> NDArray[np.float64]:
        counted = np.zeros(self.fact_count)
        for group, share in enumerate(self.shares):
            rows = [row[group] for row in self.rows]
            names = sorted({name for row in rows for name in row})
            units = np.array([[dense_share(rows, row, name) for name in names] for row in rows])
            for fact in range(self.fact_count):
                sums = units[self.owners == fact].sum(axis=0)
                likely = np.log(sums + SMOOTHING) - np.log(
                    sums.sum() + SMOOTHING * len(names) + 1e-12
                )
                asked_shares = [dense_share(rows, asked[group], name) for name in names]
                counted[fact] += share * (np.array(asked_shares) @ likely)
        return np.asarray(counted - counted.max())

    def exactly(self, asked: Row) -> NDArray[np.float64]:
        weights = hinge.train(_together(self.matrix), self.owners, self.fact_count)
        return np.asarray(hinge.score(_together(self.likeness(asked)), weights))

    def on_landmarks(self, asked: Row, parts: NDArray[np.int32]) -> NDArray[np.float64]:
        likeness = self.to_centroids(self.matrix, parts)
        among = self.to_centroids(likeness.T, parts)
        weights = hinge.train_on_landmarks(
            _together(likeness).astype(np.float32),
            _together(among).astype(np.float32),
            self.owners,
            self.fact_count,
        )
        return np.asarray(
            hinge.score(_together(self.to_centroids(self.likeness(asked), parts)), weights)
        )

    def total(self, asked: Row, linear: NDArray[np.float64] | float) -> NDArray[np.float64]:
        bayes = self.bayes(asked) if any(map(any, self.rows)) else 0.0
        return np.asarray(linear + COSINE_SHARE * self.alike(asked) + BAYES_SHARE * bayes)


@given(BASES, ROWS, st.sampled_from([1, 2, 50]), st.booleans())
@settings(deadline=None)
def test_score_is_that_of_dense_matrices(
    base: list[list[Row]], asked: Row, frequent: int, has_meanings: bool
) -> None:
    dense = Dense(base, has_meanings=has_meanings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(close_index, "FREQUENT", frequent)
        index = index_of(base, has_meanings=has_meanings)
    expected = dense.total(asked, dense.exactly(asked))
    assert index.score(asked, meaning_of(asked)).total == pytest.approx(expected, abs=5e-3)


@given(BASES, ROWS, st.sampled_from([1, 2, 4]), st.sampled_from([1, 1024]), st.booleans())
@settings(deadline=None)
def test_score_of_a_large_base_is_that_of_dense_matrices_with_landmarks(
    base: list[list[Row]], asked: Row, landmarks: int, rows_at_a_time: int, has_meanings: bool
) -> None:
    parts: list[int] = []
    for fact in base:
        cuts = sorted({len(fact) * part // landmarks for part in range(landmarks)})
        for start, end in pairwise([*cuts, len(fact)]):
            parts += [parts[-1] + 1 if parts else 0] * (end - start)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(close_index, "MAX_ROWS", 0)
        patch.setattr(close_index, "LANDMARKS", landmarks)
        patch.setattr(products, "ROWS_AT_A_TIME", rows_at_a_time)
        index = index_of(base, has_meanings=has_meanings)
    dense = Dense(base, has_meanings=has_meanings)
    expected = dense.total(asked, dense.on_landmarks(asked, np.array(parts, np.int32)))
    assert index.score(asked, meaning_of(asked)).total == pytest.approx(expected, abs=5e-3)


@given(BASES, ROWS)
@settings(deadline=None)
def test_base_too_large_for_a_linear_model_has_the_other_scores(
    base: list[list[Row]], asked: Row
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(close_index, "MAX_ROWS", 0)
        patch.setattr(close_index, "MAX_LANDMARK_WORK", 0)
        index = index_of(base)
    assert index.score(asked).total == pytest.approx(Dense(base).total(asked, 0.0), abs=5e-3)


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
    ("rows", "facts", "small"),
    [(0, 0, False), (1800, 150, True), (2900, 290, True), (2900, 400, False), (9000, 2, False)],
)
def test_only_what_takes_little_time_to_train_is_small(rows: int, facts: int, small: bool) -> None:
    assert is_small(rows, facts) is small
