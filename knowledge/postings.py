"""Inverted lists: for each feature, what has it and how much of it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.feature_rows import Floats, Integers

MAX_SMALL = 2**16
"""So many holders have numbers of two bytes."""


class Postings(NamedTuple):
    """Holders (rows or facts, by number) of each feature, with values.

    Those of feature n stand from `starts[n]` to `starts[n + 1]` (exclusive).
    """

    starts: array[int]
    holders: Integers
    values: Floats
    holder_count: int

    @classmethod
    def of(
        cls,
        features: Integers,
        holders: Integers,
        values: Floats,
        feature_count: int,
        holder_count: int,
    ) -> Postings:
        """Return the lists of three arrays of one length, whose `features` ascend."""
        starts = np.searchsorted(features, np.arange(feature_count + 1))
        return cls(array("q", starts.tolist()), holders, values, holder_count)

    def compact(self) -> Postings:
        """Return the same in half of the memory: values to three digits, short numbers.

        Good to `dot` with; what is trained takes the whole ones.
        """
        small = np.uint16 if self.holder_count <= MAX_SMALL else np.int32
        return self._replace(
            holders=self.holders.astype(small),
            values=self.values.astype(np.float16),
        )

    @property
    def lengths(self) -> Integers:
        """How many hold each feature."""
        return np.diff(np.array(self.starts)).astype(np.int32)

    def dot(self, features: Sequence[int], weights: Sequence[float]) -> Floats:
        """Return for every holder the sum of its values of `features`, times `weights`."""
        if not features:
            return np.zeros(self.holder_count, np.float32)
        parts = [slice(self.starts[each], self.starts[each + 1]) for each in features]
        holders = np.concatenate([self.holders[part] for part in parts])
        values = np.concatenate([self.values[part] for part in parts]).astype(np.float32)
        lengths = [part.stop - part.start for part in parts]
        values *= np.repeat(np.array(weights, np.float32), lengths)
        return np.bincount(holders, values, self.holder_count).astype(np.float32)

    def summed(self, owners: Integers, owner_count: int) -> Postings:
        """Return the values of each feature summed over the holders of each owner.

        `owners` gives that of each holder, in ascending order.
        """
        features = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), self.lengths)
        owned = owners[self.holders]
        # Both ascend, the owners within each list: those of one owner stand side by side.
        firsts = np.flatnonzero(np.diff(features, prepend=-1) | np.diff(owned, prepend=-1))
        values = np.add.reduceat(self.values, firsts, dtype=np.float64)
        return Postings.of(
            features[firsts],
            owned[firsts],
            values.astype(np.float32),
            len(self.starts) - 1,
            owner_count,
        )

    def squared_lengths(self) -> NDArray[np.float64]:
        """Return for every holder the sum of the squares of its values."""
        squares = np.bincount(self.holders, self.values * self.values, self.holder_count)
        return squares.astype(np.float64)
