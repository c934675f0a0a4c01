"""The small network computes what it says, and refuses weights that do not fit together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pydantic import ValidationError

from knowledge.nets import Net, NetWeights, beside_the_rest, log_share

SOUND = {
    "inputs": ["a", "b"],
    "mean": [1.0, 0.0],
    "scale": [2.0, 1.0],
    "hidden": [[1.0, 0.0, -1.0], [0.5, 1.0, 0.0]],
    "bias": [0.0, 0.1, 0.2],
    "output": [1.0, -2.0, 3.0],
    "direct": [0.5, -0.5],
    "offset": 0.25,
}


def test_network_adds_a_hidden_layer_and_a_linear_part() -> None:
    net = Net(NetWeights.model_validate(SOUND))
    a, b = (3.0 - 1.0) / 2.0, 4.0
    hidden = [math.tanh(a + 0.5 * b), math.tanh(b + 0.1), math.tanh(-a + 0.2)]
    expected = hidden[0] - 2 * hidden[1] + 3 * hidden[2] + 0.5 * a - 0.5 * b + 0.25
    assert net(np.array([[3.0, 4.0]])) == pytest.approx([expected])
    assert net.inputs == ("a", "b")


def test_each_row_is_computed_for_itself() -> None:
    net = Net(NetWeights.model_validate(SOUND))
    rows = np.array([[0.0, 1.0], [3.0, 4.0], [-1.0, 0.5]])
    assert net(rows) == pytest.approx([float(net(row[np.newaxis])[0]) for row in rows])


@pytest.mark.parametrize(
    "change",
    [
        {"mean": [1.0]},
        {"scale": [2.0, 1.0, 1.0]},
        {"scale": [2.0, 0.0]},
        {"scale": [2.0, -1.0]},
        {"scale": [2.0, math.inf]},
        {"scale": [2.0, math.nan]},
        {"hidden": [[1.0, 0.0, -1.0]]},
        {"hidden": [[1.0, 0.0, -1.0], [0.5, 1.0]]},
        {"bias": [0.0, 0.1]},
        {"output": [1.0]},
        {"direct": [0.5]},
        {"inputs": []},
        {"mean": ["much", 0.0]},
        {"extra": 1},
    ],
)
def test_weights_that_do_not_fit_together_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        NetWeights.model_validate(SOUND | change)


def test_weights_with_another_number_of_names_than_inputs_are_refused() -> None:
    with pytest.raises(ValidationError):
        NetWeights.model_validate(SOUND | {"inputs": ["a", "b", "c"]})


@pytest.mark.parametrize("name", ["mean", "direct"])
def test_weights_that_are_no_numbers_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        NetWeights.model_validate(SOUND | {name: [math.nan, 0.0]})


def test_rows_are_held_beside_the_best_and_the_mean() -> None:
    rows = np.array([[1.0, 5.0], [3.0, 1.0]])
    assert beside_the_rest(rows).tolist() == [
        [1.0, 5.0, -2.0, 0.0, -1.0, 2.0],
        [3.0, 1.0, 0.0, -4.0, 1.0, -2.0],
    ]


def test_share_is_that_of_the_softmax() -> None:
    scores = np.array([1.0, 2.0, 4.0])
    total = math.exp(1) + math.exp(2) + math.exp(4)
    assert log_share(scores, [1]) == pytest.approx(math.log(math.exp(2) / total))
    assert log_share(scores, [0, 2]) == pytest.approx(math.log((math.exp(1) + math.exp(4)) / total))
    assert log_share(scores, [0, 1, 2]) == pytest.approx(0.0, abs=1e-12)


def test_share_of_great_scores_does_not_overflow() -> None:
    assert log_share(np.array([1e4, 1e4]), [0]) == pytest.approx(math.log(0.5))
