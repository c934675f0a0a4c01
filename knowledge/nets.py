"""A small feed-forward network: one hidden layer beside a linear part. NumPy only.

Big enough to see that two signs together mean more than each alone, small enough to read:
some hundred weights, learnt beforehand and kept as numbers in a file.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from knowledge.schema import Model

Matrix = NDArray[np.float64]
Row = tuple[float, ...]


class NetWeights(Model):
    """The numbers of a network, as they are kept in the weights file."""

    inputs: tuple[str, ...] = Field(min_length=1)
    mean: Row
    scale: Row
    hidden: tuple[Row, ...]
    bias: Row
    output: Row
    direct: Row
    offset: float = 0.0

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        width, depth = len(self.mean), len(self.bias)
        rows = all(len(row) == depth for row in self.hidden)
        named = width % len(self.inputs) == 0  # see `beside_the_rest`: three columns an input
        fits = len(self.scale) == len(self.direct) == len(self.hidden) == width and named
        numbers = (*self.mean, *self.scale, *self.bias, *self.output, *self.direct, self.offset)
        finite = all(map(math.isfinite, (*numbers, *(each for row in self.hidden for each in row))))
        positive = all(each > 0 for each in self.scale)
        if not (fits and rows and finite and positive and len(self.output) == depth):
            raise ValueError("the weights do not fit together; learn them anew")
        return self


class Net:
    """Maps rows of inputs to one number each."""

    def __init__(self, weights: NetWeights) -> None:
        self.inputs = weights.inputs
        self._mean = np.array(weights.mean)
        self._scale = np.array(weights.scale)
        self._hidden = np.array(weights.hidden)
        self._bias = np.array(weights.bias)
        self._output = np.array(weights.output)
        self._direct = np.array(weights.direct)
        self._offset = weights.offset

    def __call__(self, rows: Matrix) -> Matrix:
        """Return one number a row; `rows` has a column for each weight of the input layer."""
        scaled = (rows - self._mean) / self._scale
        hidden = np.tanh(scaled @ self._hidden + self._bias)
        result: Matrix = hidden @ self._output + scaled @ self._direct + self._offset
        return result


def beside_the_rest(rows: Matrix) -> Matrix:
    """Return `rows` with, for each column, how far it is below the best and off the mean."""
    return np.hstack([rows, rows - rows.max(axis=0), rows - rows.mean(axis=0)])


def log_share(scores: Matrix, chosen: Sequence[int]) -> float:
    """Return the logarithm of the share of `chosen` in the softmax of `scores`; at most 0."""
    shifted = np.exp(scores - scores.max())
    return float(np.log(shifted[list(chosen)].sum() / shifted.sum()))
