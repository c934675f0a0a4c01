"""Features are weighed by how rare they are among the rows; vectors have length 1."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knowledge.feature_rows import FeatureRows
from knowledge.term_weights import WeighedRows

ROWS = FeatureRows([{"pact": 1.0, "river": 1.0}, {"pact": 2.0}, {"pact": 1.0, "town": 0.5}])


def test_rows_have_length_one() -> None:
    _, row_of, feature_of, shares = WeighedRows.of(ROWS)
    assert np.bincount(row_of, shares**2) == pytest.approx([1.0, 1.0, 1.0])
    assert feature_of.tolist() == [0, 1, 0, 0, 2]


def test_rare_features_weigh_more() -> None:
    terms = WeighedRows.of(ROWS).terms
    numbers, (pact, river) = terms.weigh({"pact": 1.0, "river": 1.0})
    assert numbers == [0, 1]
    assert river / pact == pytest.approx((math.log(4 / 2) + 1) / (math.log(4 / 4) + 1))
    assert math.hypot(pact, river) == pytest.approx(1.0)


def test_unknown_features_leave_less_to_the_others() -> None:
    terms = WeighedRows.of(ROWS).terms
    numbers, (pact,) = terms.weigh({"pact": 1.0, "bitcoin": 1.0})
    assert numbers == [0]
    assert pact == pytest.approx(1 / math.hypot(1, math.log(4) + 1))
    assert terms.weigh({"bitcoin": 1.0}) == ([], [])
    assert terms.weigh({}) == ([], [])


def test_nothing_is_known_of_no_rows() -> None:
    assert WeighedRows.of(FeatureRows()).terms.weigh({"pact": 1.0}) == ([], [])
