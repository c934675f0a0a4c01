"""What a report speaks of: each subject once, under all its names, with where it is mentioned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.drafting.counting import FoundFigure
from knowledge.drafting.document import Sentence
from knowledge.drafting.heads import singular
from knowledge.normalising import fold
from knowledge.schema import DateSpan, Kind

HAPPENINGS = frozenset({Kind.AGREEMENT, Kind.EVENT, Kind.MEETING, Kind.PROGRAMME, Kind.VISIT})
"""Kinds of what takes place, and so has dates."""


@dataclass(eq=False, slots=True)
class Subject:
    """Something that an entry may be about, filled while the report is read."""

    title: str
    kind: Kind
    aliases: list[str] = field(default_factory=list)
    sentences: dict[Sentence, None] = field(default_factory=dict)
    dates: dict[str, DateSpan] = field(default_factory=dict)
    figures: dict[str, tuple[FoundFigure, Sentence]] = field(default_factory=dict)
    countries: list[Subject] = field(default_factory=list)
    places: list[Subject] = field(default_factory=list)
    within: Subject | None = None
    part_of: Subject | None = None
    parties: list[Subject] = field(default_factory=list)
    people: dict[str, list[Subject]] = field(default_factory=dict)
    offices: list[tuple[Subject, str]] = field(default_factory=list)

    @property
    def sections(self) -> list[str]:
        """The ids of the sections that speak of it, in their order."""
        return list(dict.fromkeys(sentence.section for sentence in self.sentences))

    def add_alias(self, name: str) -> None:
        """Add another name, unless it has that already."""
        if fold(name) not in {fold(each) for each in (self.title, *self.aliases)}:
            self.aliases.append(name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject in a sentence, and where its name stands there."""

    subject: Subject
    sentence: Sentence
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Where the name begins and ends."""
        return self.start, self.end


class Subjects:
    """All subjects of a report, found by any of their names."""

    def __init__(self) -> None:
        self._by_name: dict[str, Subject] = {}
        self._all: list[Subject] = []
        self._mentions: dict[Sentence, list[Mention]] = {}

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._all)

    def of_kind(self, *kinds: Kind) -> list[Subject]:
        """Return the subjects of these kinds, in the order of the report."""
        return [each for each in self._all if each.kind in kinds]

    def find(self, name: str) -> Subject | None:
        """Return the subject that is called so, None where there is none."""
        return self._by_name.get(_key(name))

    def add(self, title: str, kind: Kind) -> Subject:
        """Return the subject of that name, a new one where there is none."""
        subject = self._by_name.get(_key(title))
        if subject is None:
            subject = Subject(title, kind)
            self._all.append(subject)
            self._by_name[_key(title)] = subject
        return subject

    def name(self, subject: Subject, alias: str) -> None:
        """Give a subject another name; one that names a subject already stays with that."""
        if self._by_name.setdefault(_key(alias), subject) is subject:
            subject.add_alias(alias)

    def mention(self, subject: Subject, sentence: Sentence, start: int, end: int) -> None:
        """Note that a sentence speaks of a subject."""
        self._mentions.setdefault(sentence, []).append(Mention(subject, sentence, start, end))
        subject.sentences[sentence] = None

    def join(self, kept: Subject, gone: Subject) -> None:
        """Make one subject of two; the names of the second become aliases of the first."""
        for name, subject in list(self._by_name.items()):
            if subject is gone:
                self._by_name[name] = kept
        for alias in (gone.title, *gone.aliases):
            kept.add_alias(alias)
        self._all.remove(gone)
        for sentence, mentions in self._mentions.items():
            if any(each.subject is gone for each in mentions):
                self._mentions[sentence] = [
                    Mention(kept if each.subject is gone else each.subject, sentence, *each.place)
                    for each in mentions
                ]
                kept.sentences[sentence] = None

    def in_sentence(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions in a sentence, as they stand."""
        return sorted(self._mentions.get(sentence, ()), key=lambda each: each.start)


def _key(name: str) -> str:
    """Return the form in which names are compared: folded, the last word in the singular."""
    words = fold(name).replace("'", "").removeprefix("the ").split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""
