"""The index's scores are those of a plain dense computation, in every corner."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge import index as index_module
from knowledge import products, ridge
from knowledge.bayes import SMOOTHING
from knowledge.feature_rows import FeatureRows
from knowledge.index import RankIndex
from knowledge.ridge import RIDGE

Rows = list[dict[str, float]]

FEATURES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.5, 1.0, 2.0]))
BASES = st.lists(st.lists(FEATURES, min_size=1, max_size=4), min_size=1, max_size=5)
"""For each fact its rows of features."""


def index_of(base: list[Rows]) -> RankIndex:
    rows = [row for fact in base for row in fact]
    owners = [number for number, fact in enumerate(base) for _ in fact]
    return RankIndex(FeatureRows(rows), owners, len(base))


class Dense:
    """The same scores, computed with dense matrices as the module's words describe them."""

    def __init__(self, base: list[Rows]) -> None:
        rows = [row for fact in base for row in fact]
        self.owners = np.array([number for number, fact in enumerate(base) for _ in fact])
        self.names = sorted({name for row in rows for name in row})
        counts = {name: sum(name in row for row in rows) for name in self.names}
        self.idf = {name: math.log((len(rows) + 1) / (counts[name] + 1)) + 1 for name in counts}
        self.unknown = math.log(len(rows) + 1) + 1
        self.rows = np.array([self.vector(row) for row in rows]).reshape(len(rows), -1)
        self.fact_count = len(base)
        self.weights = self._train(self.rows)
        self.centroids = np.array([self._unit(fact) for fact in range(len(base))])

    def vector(self, features: dict[str, float]) -> NDArray[np.float64]:
        weighted = {
            name: value * self.idf.get(name, self.unknown) for name, value in features.items()
        }
        norm = math.sqrt(sum(value**2 for value in weighted.values())) or 1.0
        return np.array([weighted.get(name, 0.0) / norm for name in self.names])

    def cosines(self, features: dict[str, float]) -> NDArray[np.float64]:
        return np.asarray(self.rows @ self.vector(features))

    def nearest(self, features: dict[str, float]) -> list[float]:
        cosines = self.cosines(features)
        return [cosines[self.owners == fact].max() for fact in range(self.fact_count)]

    def centroid(self, features: dict[str, float]) -> NDArray[np.float64]:
        return np.asarray(self.centroids @ self.vector(features))

    def linear(self, features: dict[str, float]) -> NDArray[np.float64]:
        return np.asarray(_kernel(self.cosines(features)) @ self.weights)

    def linear_on_centroids(self, features: dict[str, float]) -> NDArray[np.float64]:
        weights = self._train(self.centroids)
        return np.asarray(_kernel(self.centroids @ self.vector(features)) @ weights)

    def bayes(self, features: dict[str, float]) -> NDArray[np.float64]:
        sums = np.array([self._sum(fact) for fact in range(self.fact_count)])
        chances = (sums + SMOOTHING) / (sums + SMOOTHING).sum(axis=1, keepdims=True)
        return np.asarray(np.log(chances) @ self.vector(features))

    def _sum(self, fact: int) -> NDArray[np.float64]:
        return np.asarray(self.rows[self.owners == fact].sum(axis=0))

    def _unit(self, fact: int) -> NDArray[np.float64]:
        total = self._sum(fact)
        norm = math.sqrt(total @ total)
        return total / norm if norm > 1e-6 else total

    def _train(self, landmarks: NDArray[np.float64]) -> NDArray[np.float64]:
        """Kernel ridge regression on the likeness to landmarks, in its Nyström form."""
        likeness = _kernel(self.rows @ landmarks.T)
        targets = np.full((len(self.rows), self.fact_count), -1.0 / self.fact_count)
        targets[np.arange(len(self.rows)), self.owners] = 1.0
        normal = likeness.T @ likeness + RIDGE * _kernel(landmarks @ landmarks.T)
        normal += 1e-3 * np.eye(len(landmarks))
        return np.linalg.solve(normal, likeness.T @ targets)


def _kernel(cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    return (cosines + cosines**2) / 2


# --- Against the dense computation


@given(BASES, FEATURES)
@settings(deadline=None)
def test_nearest_and_centroid_are_those_of_dense_matrices(
    base: list[Rows], question: dict[str, float]
) -> None:
    dense, scores = Dense(base), index_of(base).score(question)
    assert scores.cosines == pytest.approx(dense.cosines(question), abs=1e-3)
    assert scores.nearest == pytest.approx(dense.nearest(question), abs=1e-3)
    assert scores.centroid == pytest.approx(dense.centroid(question), abs=2e-3)


@given(BASES, FEATURES)
@settings(deadline=None)
def test_linear_model_is_that_of_dense_matrices(
    base: list[Rows], question: dict[str, float]
) -> None:
    linear = index_of(base).score(question).linear
    assert linear == pytest.approx(Dense(base).linear(question), abs=5e-3)


@given(BASES, FEATURES, st.sampled_from([1, 2, 1024]), st.sampled_from([0, 3, 1024]))
@settings(deadline=None)
def test_linear_model_on_centroids_is_that_of_dense_matrices(
    base: list[Rows], question: dict[str, float], rows_at_a_time: int, frequent: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "MAX_EXACT_ROWS", 0)
        patch.setattr(products, "ROWS_AT_A_TIME", rows_at_a_time)
        patch.setattr(products, "FREQUENT_FEATURES", frequent)
        linear = index_of(base).score(question).linear
    assert linear == pytest.approx(Dense(base).linear_on_centroids(question), abs=5e-3)


@given(BASES, FEATURES)
@settings(deadline=None)
def test_naive_bayes_is_that_of_dense_matrices(
    base: list[Rows], question: dict[str, float]
) -> None:
    bayes = index_of(base).score(question).bayes
    if any(row for fact in base for row in fact):
        assert bayes == pytest.approx(Dense(base).bayes(question), abs=1e-2)


@given(BASES, st.dictionaries(st.sampled_from("xyz"), st.just(1.0), min_size=1))
@settings(deadline=None)
def test_words_that_the_index_lacks_make_a_question_less_like_everything(
    base: list[Rows], unknown: dict[str, float]
) -> None:
    index, row = index_of(base), base[0][0]
    alone = index.score(row).nearest
    with_unknown = index.score({**row, **unknown}).nearest
    assert (with_unknown <= alone + 1e-6).all()
    if row:
        assert alone[0] == pytest.approx(1.0, abs=1e-3)
        assert with_unknown[0] < alone[0]


@given(BASES, FEATURES)
@settings(deadline=None)
def test_nearest_row_is_a_row_of_the_fact_with_its_highest_cosine(
    base: list[Rows], question: dict[str, float]
) -> None:
    index = index_of(base)
    scores = index.score(question)
    owners = [number for number, fact in enumerate(base) for _ in fact]
    for fact in range(len(base)):
        row = index.nearest_row(scores, fact)
        assert owners[row] == fact
        assert scores.cosines[row] == scores.nearest[fact]


@given(BASES, FEATURES)
@settings(deadline=None)
def test_the_nearest_phrasings_vote_by_their_squares(
    base: list[Rows], question: dict[str, float]
) -> None:
    scores = index_of(base).score(question)
    cosines, owners = Dense(base).cosines(question), Dense(base).owners
    if len(cosines) <= index_module.VOTERS and cosines.any():
        squares = np.array([(cosines[owners == fact] ** 2).sum() for fact in range(len(base))])
        assert scores.votes == pytest.approx(squares / squares.sum(), abs=5e-3)


def test_only_so_many_phrasings_vote() -> None:
    near: Rows = [{"a": 1.0}] * index_module.VOTERS
    far: Rows = [{"a": 1.0, "b": 1.0}] * 50
    assert index_of([near, far]).score({"a": 1.0}).votes == pytest.approx([1.0, 0.0])


# --- Large bases


def random_base(facts: int, rows_each: int, seed: int, own: str = "own") -> list[Rows]:
    rng = np.random.default_rng(seed)
    return [
        [
            {f"{own}{fact}": 1.0, **{f"w{number}": 1.0 for number in rng.integers(0, 40, 4)}}
            for _ in range(rows_each)
        ]
        for fact in range(facts)
    ]


def test_base_too_large_to_train_exactly_tells_the_facts_apart() -> None:
    base = random_base(450, 5, seed=1)
    assert ridge.MAX_EXACT_ROWS < 450 * 5
    index = index_of(base)
    for fact, rows in enumerate(base):
        scores = index.score(rows[-1])
        assert scores.linear.argmax() == fact
        assert scores.bayes.argmax() == fact
        assert scores.nearest.argmax() == fact


def test_fact_with_many_phrasings_leaves_those_with_one_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = random_base(10, 1, seed=3) + random_base(1, 30, seed=4, own="other")
    monkeypatch.setattr(index_module, "MAX_EXACT_ROWS", 0)
    index = index_of(base)
    for fact, rows in enumerate(base[:10]):
        assert index.score(rows[0]).linear.argmax() == fact


def test_base_too_large_to_train_ranks_by_the_other_scores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = random_base(12, 3, seed=5)
    monkeypatch.setattr(index_module, "MAX_EXACT_ROWS", 0)
    trained = index_of(base).score(base[4][0])
    monkeypatch.setattr(index_module, "MAX_FACTS", 11)
    untrained = index_of(base).score(base[4][0])
    assert untrained.linear.shape == trained.linear.shape
    assert not untrained.linear.any()
    assert trained.linear.any()
    assert (untrained.bayes == trained.bayes).all()
    assert (untrained.nearest == trained.nearest).all()
    assert (untrained.centroid == trained.centroid).all()


# --- Corners


def test_single_fact_has_its_scores() -> None:
    scores = index_of([[{"a": 1.0}]]).score({"a": 1.0})
    assert scores.nearest == pytest.approx([1.0])
    assert scores.centroid == pytest.approx([1.0])
    assert scores.linear.shape == (1,)


@pytest.mark.parametrize("question", [{}, {"unknown": 1.0}])
def test_question_with_nothing_known_is_like_nothing(question: dict[str, float]) -> None:
    scores = index_of([[{"a": 1.0}], [{"b": 1.0}, {"c": 1.0}]]).score(question)
    for each in (scores.nearest, scores.centroid, scores.linear, scores.votes, scores.cosines):
        assert not each.any()


def test_row_without_features_is_like_nothing() -> None:
    scores = index_of([[{}], [{"a": 1.0}, {}]]).score({"a": 1.0})
    assert scores.nearest.tolist() == pytest.approx([0.0, 1.0])
    assert np.isfinite(scores.linear).all()
    assert np.isfinite(scores.centroid).all()


def test_index_of_nothing_scores_nothing() -> None:
    assert RankIndex(FeatureRows(), [], 0).score({"a": 1.0}).nearest.shape == (0,)


def test_the_same_rows_give_the_same_scores_bit_for_bit() -> None:
    base = random_base(40, 4, seed=6)
    one, other = index_of(base), index_of(base)
    for rows in base:
        first, second = one.score(rows[0]), other.score(rows[0])
        assert (first.linear == second.linear).all()
        assert (first.nearest == second.nearest).all()
        assert (first.centroid == second.centroid).all()
        assert (first.votes == second.votes).all()


def test_rare_features_count_more_than_common_ones() -> None:
    base: list[Rows] = [[{"common": 1.0, "rare": 1.0}], [{"common": 1.0, "other": 1.0}]]
    base += [[{"common": 1.0, f"x{number}": 1.0}] for number in range(8)]
    scores = index_of(base).score({"rare": 1.0, "common": 1.0, "x3": 0.2})
    assert scores.nearest.argmax() == 0
    assert scores.nearest[0] > 0.9
    assert scores.nearest[1] < 0.3
