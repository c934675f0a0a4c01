"""From a report to proposed entries, in the shape that `knowledge.schema` describes.

A proposal is what an editor begins with: fields that the report fills, and facts whose answers
and phrasings are empty, so that `exchange-bot check` names each until somebody has written it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.drafting.document import Report, id_of, unused
from knowledge.drafting.filling import Filler
from knowledge.drafting.happenings import add_happenings
from knowledge.drafting.recognising import recognise
from knowledge.drafting.subjects import Subject, Subjects
from knowledge.normalising import fold
from knowledge.schema import DateSpan, Document, Figure, Kind, Section

MAX_NAME_CHARACTERS = 200
"""As `knowledge.schema.Name` has it."""

MAX_SOURCES = 4
"""So many sections are named as the source of an entry; more would hide the right one."""

MAX_FACT_ID_CHARACTERS = 20
"""Prefix, colons, an entry's id of 40 characters and this fit the 64 bytes of a button."""

MAX_ENTRY_ID_CHARACTERS = 40
_ORDER = (
    Kind.PROGRAMME,
    Kind.VISIT,
    Kind.MEETING,
    Kind.AGREEMENT,
    Kind.EVENT,
    Kind.TOPIC,
    Kind.ORGANISATION,
    Kind.PERSON,
    Kind.PLACE,
)
UNKNOWN_PUBLISHER = "unknown"


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """A fact to be written: what it is about, and the sentence it may rest on."""

    id: str
    asks: tuple[str, ...]
    field: str | None
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """An entry to be written. References are ids of other proposed entries."""

    id: str
    kind: Kind
    title: str
    aliases: tuple[str, ...]
    sections: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[str, ...]
    part_of: str | None
    parties: tuple[str, ...]
    people: dict[str, tuple[str, ...]]
    offices: tuple[tuple[str, str], ...]
    dates: dict[str, DateSpan]
    figures: dict[str, Figure]
    facts: tuple[ProposedFact, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A report and the entries that are proposed from it."""

    report: Report
    entries: tuple[ProposedEntry, ...]

    @property
    def document(self) -> Document:
        """The report as an item of ``documents.yaml``."""
        return Document(
            id=self.report.id,
            title=self.report.title[:MAX_NAME_CHARACTERS],
            publisher=self.report.publisher or self.report.author or UNKNOWN_PUBLISHER,
            file=self.report.file,
            sections=tuple(
                Section(id=part.id, title=part.title, begins=part.begins)
                for part in self.report.parts
            ),
        )


def propose(report: Report, latest_year: int) -> Proposal:
    """Return the entries that a report suggests, programmes and visits first.

    `latest_year` is the present one: dates without a year never get a later.
    """
    subjects = recognise(report)
    add_happenings(report, subjects)
    Filler(report, subjects, latest_year).fill()
    kept = [each for each in subjects if each.sections or _is_a_signer(report, each)]
    kept.sort(key=lambda each: _ORDER.index(each.kind))
    writer = _Writer(report, subjects, kept)
    return Proposal(report, tuple(map(writer.entry, kept)))


def _is_a_signer(report: Report, subject: Subject) -> bool:
    return subject.title in {report.publisher, report.author}


class _Writer:
    def __init__(self, report: Report, subjects: Subjects, kept: Sequence[Subject]) -> None:
        self._report = report
        self._subjects = subjects
        used: set[str] = set()
        self._ids = {
            id(each): unused(id_of(each.title, each.kind.value, MAX_ENTRY_ID_CHARACTERS), used)
            for each in kept
        }
        self._names = {fold(each.title) for each in kept}

    def entry(self, subject: Subject) -> ProposedEntry:
        sections = subject.sections or [self._signed_section(subject)]
        return ProposedEntry(
            id=self._ids[id(subject)],
            kind=subject.kind,
            title=subject.title[:MAX_NAME_CHARACTERS],
            aliases=tuple(self._own_names(subject)),
            sections=tuple(sections[:MAX_SOURCES]),
            countries=self._references(subject, subject.countries),
            places=self._references(subject, _of_kind(subject.places, Kind.PLACE)),
            part_of=next(iter(self._references(subject, [subject.part_of])), None),
            parties=self._references(subject, subject.parties),
            people={
                role: self._references(subject, _of_kind(persons, Kind.PERSON))
                for role, persons in subject.people.items()
            },
            offices=tuple(
                (self._ids[id(of)], _office(title, of))
                for of, title in subject.offices
                if id(of) in self._ids and of is not subject
            ),
            dates=subject.dates,
            figures={
                name: _with_unit(found.figure, found.counted)
                for name, (found, _) in subject.figures.items()
            },
            facts=tuple(self._facts(subject, sections[0])),
        )

    def _signed_section(self, subject: Subject) -> str:
        parts = self._report.parts
        return parts[-1].id if subject.title == self._report.author else parts[0].id

    def _own_names(self, subject: Subject) -> Iterable[str]:
        """Yield the aliases that no other entry has."""
        for alias in subject.aliases:
            name = alias[:MAX_NAME_CHARACTERS]
            if fold(name) not in self._names:
                self._names.add(fold(name))
                yield name

    def _references(self, subject: Subject, others: Iterable[Subject | None]) -> tuple[str, ...]:
        found = [
            self._ids[id(each)]
            for each in others
            if each is not None and each is not subject and id(each) in self._ids
        ]
        return tuple(dict.fromkeys(found))

    def _facts(self, subject: Subject, section: str) -> Iterable[ProposedFact]:
        quote = next((each for each in subject.sentences if each.paragraph >= 0), None) or next(
            (each for each in self._report.sentences if each.section == section), None
        )
        yield ProposedFact(
            "overview",
            ("overview", "who" if subject.kind is Kind.PERSON else "what"),
            None,
            quote.text if quote else subject.title,
            quote.section if quote else section,
        )
        used = {"overview"}
        for name, (_, sentence) in subject.figures.items():
            short = id_of(name, limit=MAX_FACT_ID_CHARACTERS)
            yield ProposedFact(
                unused(short, used),
                ("how_many",),
                f"figures.{name}",
                sentence.text,
                sentence.section,
            )


def _of_kind(subjects: Iterable[Subject], kind: Kind) -> list[Subject]:
    return [each for each in subjects if each.kind is kind]


def _office(title: str, of: Subject) -> str:
    link = "to" if title.lower().endswith(("ambassador", "consul")) else "of"
    return f"{title} {link} {of.title}"[:MAX_NAME_CHARACTERS]


def _with_unit(figure: Figure, counted: str) -> Figure:
    """Return the figure with what it counts as its unit."""
    return figure if figure.unit or not counted else figure.model_copy(update={"unit": counted})
