"""Finds known phrases in a sequence of stems: names, concepts, cues, fillers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
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
        # Few phrases begin with the same two stems: what else there is need not be looked for.
        self._lengths: dict[tuple[str, ...], tuple[int, ...]] = defaultdict(tuple)
        self._singles: dict[str, tuple[str, ...]] = {}
        # Tens of thousands of phrases have a few hundred different values.
        self._same_symbols: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._same_lengths: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._symbols)

    def add(self, stems: Sequence[str], symbol: str) -> None:
        """Let the phrase stand for `symbol`, beside what it stands for already."""
        key = tuple(stems)
        known = self._symbols.get(key, ())
        if key and symbol not in known:
            symbols = (*known, symbol)
            self._symbols[key] = self._same_symbols.setdefault(symbols, symbols)
            if len(key) == 1:
                self._singles[key[0]] = self._symbols[key]
            else:
                lengths = tuple(sorted({*self._lengths[key[:2]], len(key)}, reverse=True))
                self._lengths[key[:2]] = self._same_lengths.setdefault(lengths, lengths)

    def symbols_of(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return what exactly this phrase stands for, empty where it is unknown."""
        return self._symbols.get(tuple(stems), ())

    def find_all(self, stems: Sequence[str]) -> list[Span]:
        """Return every phrase in `stems`, overlapping ones too, by start, longest first."""
        found: list[Span] = []
        lengths, singles = self._lengths, self._singles
        pairs = zip_longest(stems, stems[1:])
        for start, pair in enumerate(pairs):
            if pair in lengths:
                for length in lengths[pair]:
                    symbols = self._symbols.get(tuple(stems[start : start + length]))
                    if symbols and start + length <= len(stems):
                        found.append(Span(start, start + length, symbols))
            if pair[0] in singles:
                found.append(Span(start, start + 1, singles[pair[0]]))
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
