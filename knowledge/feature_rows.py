"""Rows of named features, kept compactly."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Features = Mapping[str, float]


class Numbering(dict[str, int]):
    """Numbers names from 0 in the order in which they are first asked for."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


class FeatureRows:
    """Rows of features in a tenth of the memory that as many mappings take."""

    def __init__(self, rows: Iterable[Features] = ()) -> None:
        self.numbers = Numbering()
        """The number of each feature, in the order in which they came."""
        self._names: list[str] = []
        self._ends = array("l", [0])
        self._features = array("i")
        self._values = array("f")
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, row: Features) -> None:
        """Append a row."""
        self._features.extend(map(self.numbers.__getitem__, row))
        self._values.extend(row.values())
        self._ends.append(len(self._features))

    def between(self, start: int, end: int) -> Iterator[Features]:
        """Yield the rows from `start` to `end` (exclusive) as mappings."""
        if len(self._names) < len(self.numbers):
            self._names = list(self.numbers)
        names = self._names
        for first, last in pairwise(self._ends[start : end + 1]):
            part = slice(first, last)
            named = (names[number] for number in self._features[part])
            yield dict(zip(named, self._values[part], strict=True))

    def flat(self) -> tuple[Integers, Integers, Floats]:
        """Return all features of all rows as three arrays: row, number of feature, value."""
        lengths = np.diff(np.array(self._ends))
        row_of = np.repeat(np.arange(len(self), dtype=np.int32), lengths)
        return row_of, np.array(self._features, np.int32), np.array(self._values, np.float32)
