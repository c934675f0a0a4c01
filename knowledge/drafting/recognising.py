"""Recognises the named subjects of a report: persons, bodies, places, events, programmes.

In two passes: the first learns full names and how names are used in the whole report, the
second notes who and what each sentence speaks of.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from knowledge.drafting.abbreviations import OtherName, other_names
from knowledge.drafting.document import Report, Sentence
from knowledge.drafting.heads import country, kind_in_front, singular
from knowledge.drafting.kinds import (
    Surroundings,
    is_body_by_shape,
    is_no_name,
    kind_by_words,
    short_area,
    up_to_head,
)
from knowledge.drafting.naming import Run, capitals_within, runs_in
from knowledge.drafting.people import Person, fold_title, full_names, persons_in
from knowledge.drafting.subjects import Subject, Subjects
from knowledge.normalising import fold
from knowledge.schema import Kind

_OF_TOWNS = frozenset({"mayor", "governor", "councillor", "councilor"})
"""No country has one: "Lima, Peru Mayor" is the mayor of Lima."""

MAX_SENTENCES = 20_000
"""About 1,000 pages; what follows is not searched for names."""


def recognise(report: Report) -> Subjects:
    """Return the subjects that the report names, with every mention of them."""
    return _Recogniser(report).read()


def headings_of(report: Report) -> list[Sentence]:
    """Return the headings of a report as sentences, without their numbers."""
    return [
        Sentence(re.sub(r"^[\dIVX.)\s]+(?=[A-Z“])", "", part.title), part.id, -1)
        for part in report.parts
        if part.has_heading
    ]


class _Recogniser:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._headings = headings_of(report)
        self._texts = report.sentences[:MAX_SENTENCES]
        self._sentences = [*self._headings, *self._texts]
        known = capitals_within(each.text for each in report.sentences)
        self._runs = {each: runs_in(each.text, known) for each in self._sentences}
        self._full_names = full_names((each.text, self._runs_of(each)) for each in self._sentences)
        if report.author and _is_person(report.author):
            self._full_names |= {report.author}
        self._by_word = _by_word(self._full_names)
        self._surroundings = Surroundings()
        self._subjects = Subjects()

    def _runs_of(self, sentence: Sentence) -> list[Run]:
        return self._runs[sentence]

    def read(self) -> Subjects:
        for sentence in self._sentences:
            self._learn(sentence)
        self._add_signers()
        for sentence in (*self._texts, *self._headings):
            self._note(sentence)
        self._join_acronyms()
        return self._subjects

    def _learn(self, sentence: Sentence) -> None:
        persons, rest = persons_in(sentence.text, self._runs_of(sentence), self._full_names)
        for person in persons:
            if person.of:
                self._surroundings.note_office(person.title, person.of)
            elif person.title and " " not in person.name:
                continue
        for run in rest:
            self._surroundings.note(sentence.text, run)

    def _add_signers(self) -> None:
        """Add who wrote and who published the report."""
        for name in (self._report.publisher, self._report.author):
            if name is None:
                continue
            self._subjects.add(name, Kind.PERSON if _is_person(name) else Kind.ORGANISATION)

    def _note(self, sentence: Sentence) -> None:
        text, runs = sentence.text, self._runs_of(sentence)
        persons, rest = persons_in(text, runs, self._full_names)
        brackets = other_names(text, rest)
        inside = [(each.start, each.end) for each in brackets if _belongs(each)]
        rest = [run for run in rest if not any(a < run.start and run.end < b for a, b in inside)]
        for run in _distributed(text, rest):
            self._note_run(sentence, run, [each for each in brackets if each.run.end == run.end])
        for person in persons:
            self._note_person(sentence, person)

    def _note_run(self, sentence: Sentence, run: Run, brackets: Sequence[OtherName]) -> None:
        words: Sequence[str] = run.words
        if is_no_name(words):
            return
        kind = kind_by_words(words)
        if kind is None and not is_body_by_shape(words):
            words = up_to_head(words)
            kind = kind_by_words(words)
        name = Run(tuple(words), run.start, run.end).text
        kind = kind or self._kind_otherwise(words, name)
        if kind is None:
            return
        subject = self._add(words, name, kind)
        self._subjects.mention(subject, sentence, run.start, run.end)
        for each in brackets:
            self._name_otherwise(sentence, subject, each)

    def _kind_otherwise(self, words: Sequence[str], name: str) -> Kind | None:
        known = self._subjects.find(name)
        if known is not None:
            return known.kind
        if is_body_by_shape(words):
            return Kind.ORGANISATION
        return self._surroundings.kind_of(name)

    def _add(self, words: Sequence[str], name: str, kind: Kind) -> Subject:
        area = short_area(words)
        if kind is Kind.PLACE and area and self._surroundings.is_place_alone(area):
            subject = self._subjects.add(area, Kind.PLACE)
            self._subjects.name(subject, name)
            return subject
        return self._subjects.add(country(name) or name, kind)

    def _name_otherwise(self, sentence: Sentence, subject: Subject, other: OtherName) -> None:
        if other.alias:
            self._subjects.name(subject, other.alias)
            front = subject.title.split()[0]
            if kind_in_front(front):
                self._subjects.name(subject, f"{front} {other.alias}")
        elif other.detail and country(other.detail):
            place = self._subjects.add(country(other.detail) or other.detail, Kind.PLACE)
            self._subjects.mention(place, sentence, other.start + 1, other.end - 1)
            if place is not subject and place not in subject.countries:
                subject.countries.append(place)
        elif other.detail and subject.kind is Kind.ORGANISATION:
            self._subjects.name(subject, f"{subject.title} ({other.detail})")

    def _note_person(self, sentence: Sentence, person: Person) -> None:
        if not person.name:
            return
        candidates = self._by_word.get(person.name.split()[-1], ())
        full = next((each for each in candidates if _is_part(person.name, each)), None)
        name = full or person.name
        if full is None and not person.title:
            return
        subject = self._subjects.add(name, Kind.PERSON)
        self._subjects.mention(subject, sentence, person.start, person.end)
        if person.title:
            self._name_by_title(subject, person)
        body = self._body(person.of) if person.of else None
        if body and country(body.title) and fold_title(person.title.split()) in _OF_TOWNS:
            body = None
        titles = {fold(title) for _, title in subject.offices}
        if body and not any(of is body for of, _ in subject.offices):
            subject.offices.append((body, person.title))
        elif person.title and body is None and fold(person.title) not in titles:
            self._subjects.name(subject, f"{person.title} {name}")

    def _name_by_title(self, subject: Subject, person: Person) -> None:
        title = person.title.split()[-1]
        if title[0].isupper():
            self._subjects.name(subject, f"{title} {person.name}")

    def _body(self, name: str) -> Subject | None:
        known = self._subjects.find(name)
        if known is not None:
            return known
        words = name.split()
        kind = kind_by_words(words) or self._kind_otherwise(words, name)
        return self._add(words, name, kind) if kind else None

    def _join_acronyms(self) -> None:
        """Join "UNICEF" to the only subject whose name ends so: "Kenya UNICEF"."""
        for subject in self._subjects.of_kind(Kind.ORGANISATION):
            words = subject.title.split()
            if len(words) > 1 or not is_body_by_shape(words) or subject.aliases:
                continue
            longer = [
                each
                for each in self._subjects.of_kind(Kind.ORGANISATION)
                if each is not subject and each.title.split()[-1] == words[0]
            ]
            if len(longer) == 1:
                self._subjects.join(longer[0], subject)


def _belongs(other: OtherName) -> bool:
    """Return whether what stands in brackets is no subject of its own: not "Peru (Lima City)"."""
    return bool(other.alias or (other.detail and kind_by_words(other.run.words) is not Kind.PLACE))


def _is_person(name: str) -> bool:
    """Return whether a name that stands alone in a line may be a person's."""
    words = name.split()
    if not 2 <= len(words) <= 4 or kind_by_words(words):
        return False
    return not any(country(word) or is_body_by_shape([word]) for word in words)


def _by_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names that hold each word, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        for word in dict.fromkeys(name.split()):
            found.setdefault(word, []).append(name)
    return found


def _is_part(name: str, full: str) -> bool:
    return f" {name} " in f" {full} "


def _distributed(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs with "UNDP and UNHCR Kenya Offices" read as the two offices there."""
    found = list(runs)
    for at, (run, following) in enumerate(itertools.pairwise(runs)):
        last = following.words[-1]
        is_plural = singular(last) != fold(last) and kind_by_words(following.words) is not None
        alone = kind_by_words(run.words) is None and len(run.words) == 1
        if is_plural and alone and text[run.end : following.start] == " and ":
            one = (*following.words[:-1], last[: len(singular(last))])
            shared = one[1:] if len(one) > 2 else one[-1:]
            found[at] = Run((*run.words, *shared), run.start, run.end)
            found[at + 1] = Run(one, following.start, following.end)
    return found
