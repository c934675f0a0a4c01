"""A release: the knowledge base as loaded, immutable, with a hash of its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from knowledge.lexicon import Lexicon
from knowledge.schema import LOCALES, Document, Entry, Kind, Source
from knowledge.templates import Templates


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that answers are made of.

    Two releases with the same `content_hash` (64 hex digits) answer alike. `lexicons` and
    `templates` are keyed by locale.
    """

    entries: tuple[Entry, ...]
    documents: tuple[Document, ...]
    lexicons: Mapping[str, Lexicon]
    templates: Mapping[str, Templates]
    content_hash: str
    _by_id: Mapping[str, Entry] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_id = MappingProxyType({entry.id: entry for entry in self.entries})
        object.__setattr__(self, "_by_id", by_id)

    @property
    def short_hash(self) -> str:
        """The first 8 digits of the content hash, for people."""
        return self.content_hash[:8]

    @property
    def fact_count(self) -> int:
        """How many facts editors wrote; derived ones not counted."""
        return sum(len(entry.facts) for entry in self.entries)

    @property
    def phrasing_count(self) -> int:
        """How many phrasings editors wrote, in all locales."""
        return sum(
            len(each.get(locale))
            for entry in self.entries
            for each in entry.all_phrasings
            for locale in LOCALES
        )

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry with this id, or None."""
        return self._by_id.get(entry_id)

    def entry(self, entry_id: str) -> Entry:
        """Return the entry with this id; KeyError where there is none."""
        return self._by_id[entry_id]

    def of_kind(self, *kinds: Kind) -> tuple[Entry, ...]:
        """Return the entries of these kinds, in the base's order."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    def cite(self, source: Source) -> Citation:
        """Return the titles behind a source's ids."""
        document = next(each for each in self.documents if each.id == source.document)
        titles = [each.title for each in document.sections if each.id in source.section]
        return Citation(document.title, document.publisher, "; ".join(titles))


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a person reads it."""

    document: str
    publisher: str
    section: str
