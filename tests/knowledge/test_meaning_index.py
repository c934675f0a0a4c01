"""Nearness in meaning is that of plain cosines, fact by fact."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.meaning_index import NOT_MEANT, MeaningIndex

ANGLES = st.floats(0, 2 * math.pi)
BASES = st.lists(st.lists(ANGLES, max_size=5), min_size=1, max_size=5)
"""For each fact its phrasings, as directions in a plane."""


@given(BASES, ANGLES)
def test_cosines_are_those_with_the_nearest_and_with_the_sum(
    base: list[list[float]], asked: float
) -> None:
    owners = [number for number, fact in enumerate(base) for _ in fact]
    rows = [[math.cos(each), math.sin(each)] for fact in base for each in fact]
    index = MeaningIndex(np.array(rows, np.float16).reshape(-1, 2), owners)
    meaning = np.array([math.cos(asked), math.sin(asked)], np.float32)
    for number, fact in enumerate(base):
        found = index.score(number, meaning)
        if not fact:
            assert found == NOT_MEANT
            continue
        assert found.nearest == pytest.approx(max(math.cos(asked - e) for e in fact), abs=2e-3)
        across, along = sum(map(math.cos, fact)), sum(map(math.sin, fact))
        if (length := math.hypot(across, along)) > 0.1:
            expected = (across * math.cos(asked) + along * math.sin(asked)) / length
            assert found.centroid == pytest.approx(expected, abs=0.02)


def test_phrasings_without_a_known_word_are_near_nothing() -> None:
    index = MeaningIndex(np.zeros((2, 3), np.float16), [0, 0])
    assert index.score(0, np.ones(3, np.float32)) == NOT_MEANT
