"""Maps texts to numbers in twelve bytes a text, a tenth of what a dict of them takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from knowledge.feature_rows import Integers

UNKNOWN = -1

_DIGEST_BYTES = 8
"""Of a million texts two have the same digest by a chance of 1 to 30 million."""


class TextNumbers:
    """A mapping that keeps digests instead of the texts; so it cannot list them."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Keep `numbers`, each in [0, 2**31)."""
        digests = _digests(numbers)
        order = np.argsort(digests)
        self._digests = digests[order]
        self._numbers = np.fromiter(numbers.values(), np.int32, len(numbers))[order]

    def __len__(self) -> int:
        return len(self._digests)

    def __contains__(self, text: str) -> bool:
        return self.get(text) != UNKNOWN

    def get(self, text: str) -> int:
        """Return the number of a text, `UNKNOWN` where it has none."""
        return int(self.find((text,))[0])

    def find(self, texts: Collection[str]) -> Integers:
        """Return the number of each text, `UNKNOWN` where it has none."""
        if not len(self):
            return np.full(len(texts), UNKNOWN, np.int32)
        wanted = _digests(texts)
        places = np.minimum(np.searchsorted(self._digests, wanted), len(self) - 1)
        found: Integers = np.where(self._digests[places] == wanted, self._numbers[places], UNKNOWN)
        return found


def _digests(texts: Collection[str]) -> NDArray[np.uint64]:
    digests = (blake2b(_bytes_of(text), digest_size=_DIGEST_BYTES).digest() for text in texts)
    return np.frombuffer(b"".join(digests), np.uint64)


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # what people send may hold half a pair
