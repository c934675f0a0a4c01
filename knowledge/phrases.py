"""Finds known phrases in a sequence of stems: names, concepts, cues, fillers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A phrase found at tokens `start` to `end` (exclusive), and what it stands for."""

    start: int
    end: int
    symbols: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many tokens the phrase has."""
        return self.end - self.start


class PhraseTable:
    """Maps sequences of stems to symbols."""

    def __init__(self) -> None:
        self._symbols: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = defaultdict(tuple)

    def __len__(self) -> int:
        return len(self._symbols)

    def add(self, stems: Sequence[str], symbol: str) -> None:
        """Let the phrase stand for `symbol`, beside what it stands for already."""
        key = tuple(stems)
        known = self._symbols.get(key, ())
        if key and symbol not in known:
            self._symbols[key] = (*known, symbol)
            lengths = {*self._lengths[key[0]], len(key)}
            self._lengths[key[0]] = tuple(sorted(lengths, reverse=True))

    def symbols_of(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return what exactly this phrase stands for, empty where it is unknown."""
        return self._symbols.get(tuple(stems), ())

    def find_all(self, stems: Sequence[str]) -> list[Span]:
        """Return every phrase in `stems`, overlapping ones too, by start, longest first."""
        found: list[Span] = []
        known = self._lengths
        for start, first in enumerate(stems):
            if first in known:
                for length in known[first]:
                    symbols = self._symbols.get(tuple(stems[start : start + length]))
                    if symbols and start + length <= len(stems):
                        found.append(Span(start, start + length, symbols))
        return found


def longest(spans: Iterable[Span]) -> list[Span]:
    """Return spans that do not overlap, by start: the longest win, then the leftmost."""
    spans = list(spans)
    if all(span.end - span.start == 1 for span in spans):
        return spans  # one at most begins at each token, so none overlap
    chosen: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=_by_length):
        positions = range(span.start, span.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            chosen.append(span)
    chosen.sort()
    return chosen


def _by_length(span: Span) -> tuple[int, int]:
    return span.start - span.end, span.start
