"""Rows of names, and of named features, kept compactly."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

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


class NameRows:
    """Rows of names in a tenth of the memory that as many sequences take."""

    def __init__(self) -> None:
        self.numbers = Numbering()
        """The number of each name, in the order in which they came."""
        self._names: list[str] = []
        self._ends = array("l", [0])
        self._named = array("i")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, row: Iterable[str]) -> None:
        """Append a row."""
        self._named.extend(map(self.numbers.__getitem__, row))
        self._ends.append(len(self._named))

    def __getitem__(self, row: int) -> list[str]:
        """Return the names of a row."""
        if len(self._names) < len(self.numbers):
            self._names = list(self.numbers)
        start, end = self._ends[row : row + 2]
        return [self._names[number] for number in self._named[start:end]]

    def start_of(self, row: int) -> int:
        """Return how many names stand in the rows before this one."""
        return self._ends[row]

    def flat(self) -> tuple[Integers, Integers]:
        """Return all names of all rows as two arrays: row, number of name."""
        lengths = np.diff(np.array(self._ends))
        row_of = np.repeat(np.arange(len(self), dtype=np.int32), lengths)
        return row_of, np.array(self._named, np.int32)


class FeatureRows:
    """Rows of features: names with a value each."""

    def __init__(self, rows: Iterable[Features] = ()) -> None:
        self._names = NameRows()
        self._values = array("f")
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def numbers(self) -> Numbering:
        """The number of each feature, in the order in which they came."""
        return self._names.numbers

    def add(self, row: Features) -> None:
        """Append a row."""
        self._names.add(row)
        self._values.extend(row.values())

    def between(self, start: int, end: int) -> Iterator[Features]:
        """Yield the rows from `start` to `end` (exclusive) as mappings."""
        first = self._names.start_of(start)
        for row in range(start, end):
            names = self._names[row]
            yield dict(zip(names, self._values[first : first + len(names)], strict=True))
            first += len(names)

    def flat(self) -> tuple[Integers, Integers, Floats]:
        """Return all features of all rows as three arrays: row, number of feature, value."""
        return *self._names.flat(), np.array(self._values, np.float32)
