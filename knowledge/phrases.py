"""Finds known phrases in a sequence of stems: names, concepts, cues, fillers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
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
        self._symbols: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._longest: dict[str, int] = defaultdict(int)

    def __len__(self) -> int:
        return len(self._symbols)

    def add(self, stems: Sequence[str], symbol: str) -> None:
        """Let the phrase stand for `symbol`, beside what it stands for already."""
        key = tuple(stems)
        if key and symbol not in self._symbols[key]:
            self._symbols[key].append(symbol)
            self._longest[key[0]] = max(self._longest[key[0]], len(key))

    def symbols_of(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return what exactly this phrase stands for, empty where it is unknown."""
        return tuple(self._symbols.get(tuple(stems), ()))

    def find_all(self, stems: Sequence[str]) -> Iterator[Span]:
        """Yield every phrase in `stems`, overlapping ones too, by start, longest first."""
        for start, first in enumerate(stems):
            for length in range(min(self._longest.get(first, 0), len(stems) - start), 0, -1):
                symbols = self._symbols.get(tuple(stems[start : start + length]))
                if symbols:
                    yield Span(start, start + length, tuple(symbols))

    def find_longest(self, stems: Sequence[str]) -> list[Span]:
        """Return phrases that do not overlap: the longest first, then the leftmost."""
        chosen: list[Span] = []
        taken: set[int] = set()
        for span in sorted(self.find_all(stems), key=lambda each: (-each.length, each.start)):
            positions = range(span.start, span.end)
            if taken.isdisjoint(positions):
                taken.update(positions)
                chosen.append(span)
        return sorted(chosen, key=lambda each: each.start)
