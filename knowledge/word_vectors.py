"""What the words of a language mean, as vectors that are near where words are used alike.

The lexicon knows the words of its subject; people use others too. A table of vectors, one a word,
says which of them are near each other ("venue" and "place"). Nothing is run to read it: a text is
the sum of its words, whatever their order. Only English has a table; made by
``tests/quality/distil_word_vectors.py`` from the sentence-embedding model all-MiniLM-L6-v2
(Apache licence 2.0).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis
from knowledge.feature_rows import Floats

FOLDER = Path(__file__).parent / "vectors"


class WordVectors(NamedTuple):
    """The vectors of a language's words: whole numbers, and what each is to be multiplied by,
    which is less the more often the word is used. The last is zero, and no word's."""

    locale: str
    numbers: Mapping[str, int]
    directions: NDArray[np.int8]
    factors: Floats

    def __reduce__(self) -> tuple[Callable[[str], WordVectors | None], tuple[str]]:
        """Pickle by name: a matcher that another process has built uses this process's table."""
        return word_vectors, (self.locale,)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.directions.shape[1])

    def of_words(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Return a row for each text, given as its words: a vector of length 1, or all zero where
        no word is known."""
        numbers: list[int] = []
        starts: list[int] = []
        for words in texts:
            starts.append(len(numbers))
            numbers += [self.numbers[word] for word in words if word in self.numbers]
            numbers.append(len(self.factors) - 1)
        parts = self.factors[numbers, np.newaxis] * self.directions[numbers]
        sums = np.add.reduceat(parts, starts) if texts else parts
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        rows: Floats = sums / lengths
        return rows

    def words_of(self, analysis: Analysis) -> list[str]:
        """Return the known words of a text, as their spelling was repaired."""
        words = [token.text for token in analysis.tokens]
        if analysis.repairs:
            repairs = dict(analysis.repairs)
            read = [repairs.get(token.marked, token.text) for token in analysis.tokens]
            words = " ".join(read).split()
        own = [word.partition("'")[0] if word[-2:] == "'s" else word for word in words]
        return [word for word in own if word in self.numbers]


@cache
def word_vectors(locale: str) -> WordVectors | None:
    """Return the vectors of a language's words, None where it has no table."""
    path = FOLDER / f"{locale}.npz"
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as table:
        words = table["words"].tobytes().decode("utf-8").split("\n")
        return WordVectors(
            locale,
            {word: number for number, word in enumerate(words)},
            np.pad(table["directions"], ((0, 1), (0, 0))),
            np.pad(table["factors"], (0, 1)),
        )
