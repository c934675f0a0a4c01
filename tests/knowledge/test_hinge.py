"""The support vector machine finds the least of its loss, and is the same in every build."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from knowledge import hinge


def phrasings(seed: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Vectors of length 1 of four facts, that overlap."""
    rng = np.random.default_rng(seed)
    owners = np.repeat(np.arange(4), 6).astype(np.int32)
    vectors = rng.random((24, 30)) + 0.8 * rng.random((4, 30))[owners]
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), owners


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_says_what_a_usual_implementation_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hinge, "ROUNDS", 400)
    vectors, owners = phrasings(seed)
    bias = float(np.sqrt(hinge.BIAS))
    usual = LinearSVC(C=1 / (2 * hinge.LOSS), intercept_scaling=bias, tol=1e-8, max_iter=100_000)
    expected = usual.fit(vectors, owners).decision_function(vectors)
    likeness = vectors @ vectors.T
    weights = hinge.train(likeness, owners, 4)
    found = [hinge.score(row, weights) for row in likeness]
    assert np.array(found) == pytest.approx(expected, abs=0.01)


def test_few_rounds_come_near_to_what_many_say(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, owners = phrasings(4)
    likeness = vectors @ vectors.T
    few = likeness @ hinge.train(likeness, owners, 4)
    monkeypatch.setattr(hinge, "ROUNDS", 1000)
    many = likeness @ hinge.train(likeness, owners, 4)
    assert few == pytest.approx(many, abs=0.05)


def test_two_rows_that_are_the_same_do_no_harm() -> None:
    likeness = np.ones((2, 2), np.float32)
    weights = hinge.train(likeness, np.array([0, 1], np.int32), 2)
    assert np.isfinite(weights).all()
    assert hinge.score(likeness[0], weights) == pytest.approx([0.0, 0.0], abs=1e-3)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_all_phrasings_as_landmarks_it_says_what_it_says_without(seed: int) -> None:
    vectors, owners = phrasings(seed)
    likeness = vectors @ vectors.T
    exact = hinge.score(likeness, hinge.train(likeness, owners, 4))
    weights = hinge.train_on_landmarks(likeness, likeness, owners, 4)
    assert hinge.score(likeness, weights) == pytest.approx(exact, abs=0.05)


def test_landmarks_that_are_the_same_do_no_harm() -> None:
    vectors, owners = phrasings(5)
    twice = np.vstack([vectors, vectors])
    weights = hinge.train_on_landmarks(vectors @ twice.T, twice @ twice.T, owners, 4)
    said = hinge.score(vectors @ twice.T, weights)
    assert (said.argmax(axis=1) == owners).all()
    assert np.abs(said).max() < 3
