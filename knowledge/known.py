"""One thing that the bot can say: a fact as an editor wrote it, a derived one, or a gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.schema import Asks, Said, Source

CATALOGUE = "catalogue"
"""The id under which lists over the whole base stand; no entry has it."""


class Origin(StrEnum):
    """How a known fact came about."""

    WRITTEN = "written"
    """An editor wrote it."""
    DERIVED = "derived"
    """Put in words from the typed fields of one entry."""
    LIST = "list"
    """Collected from the typed fields of several entries."""
    GAP = "gap"
    """Something that the documents do not say: its answer declines."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """An answer with all that is needed to find it, whatever its origin.

    `answers`, `titles` and `phrasings` are keyed by locale; English answers and titles are
    always there. `involves` are the ids of the entries that it speaks of; `surroundings`
    those of its entry's fields, which a question may name without being about them.
    """

    entry: str
    fact: str
    origin: Origin
    asks: frozenset[Asks]
    answers: Mapping[str, str]
    titles: Mapping[str, str]
    phrasings: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    involves: frozenset[str]
    surroundings: frozenset[str] = frozenset()
    said: Said | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Entry id and fact id: together unique in a release."""
        return self.entry, self.fact
