"""How near in meaning a question is to a fact's phrasings, by word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.feature_rows import Floats


class Meant(NamedTuple):
    """Cosines of a question's word vector; 0 where there is none."""

    nearest: float = 0.0
    """With the nearest phrasing's."""
    centroid: float = 0.0
    """With that of all phrasings of the fact added up."""


NOT_MEANT = Meant()


class MeaningIndex:
    """The word vectors of phrasings, fact by fact; in half precision, for there are many."""

    def __init__(self, rows: NDArray[np.float16], owners: Sequence[int]) -> None:
        """Index vectors of length 1 or 0; `owners` gives the fact of each, in ascending order."""
        self._rows = rows
        self._owners = np.asarray(owners, np.int32)

    def score(self, fact: int, meaning: Floats) -> Meant:
        """Return how near fact number `fact` is to a question whose word vector is `meaning`."""
        start, end = np.searchsorted(self._owners, (fact, fact + 1))
        rows = self._rows[start:end].astype(np.float32)
        if not len(rows):
            return NOT_MEANT
        total = rows.sum(axis=0)
        length = float(np.linalg.norm(total))
        nearest = float((rows @ meaning).max())
        return Meant(nearest, float(total @ meaning) / length if length else 0.0)
