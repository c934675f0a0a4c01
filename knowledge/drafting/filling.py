"""Gives subjects their dates, figures and places, sentence by sentence.

A date goes to the happenings of its sentence: to the nearest where the sentence holds several
dates.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.drafting.dating import FoundDate, dates_in, year_of
from knowledge.drafting.document import Report, Sentence
from knowledge.drafting.figure_giving import FigureGiver
from knowledge.drafting.subjects import HAPPENINGS, Mention, Subject, Subjects
from knowledge.schema import DateSpan, Kind

_SIGNED = re.compile(r"\b(?:sign|conclud|ink|adopt|reach|enter)", re.IGNORECASE)
_FOUNDED = re.compile(
    r"\b(?:established|founded|set up|inaugurated|opened|launched|created)\b", re.IGNORECASE
)
_PLANNED = re.compile(
    r"\b(?:will|upcoming|planned|plans? to|scheduled|is to|are to|to be held|next)\b", re.IGNORECASE
)
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth")
_WHERE = re.compile(r"\b(?:in|to|within)\s+(?:the\s+)?$")


class Filler:
    """Fills the subjects of one report; `latest_year` bounds the year that is inferred."""

    def __init__(self, report: Report, subjects: Subjects, latest_year: int) -> None:
        self._report = report
        self._subjects = subjects
        self._year = year_of((each.text for each in report.sentences), latest_year)
        self._figures = FigureGiver(report, subjects)
        self._main: Subject | None = None

    def fill(self) -> None:
        """Read every sentence of the report once, then say what is a part of what."""
        for sentence in self._report.sentences:
            dates = dates_in(sentence.text, self._year)
            self._give_dates(sentence, dates)
            self._figures.give(sentence, dates, self._main)
            self._give_places(sentence)
        for subject in self._subjects.of_kind(Kind.VISIT, Kind.MEETING):
            self._give_whole(subject)

    def _give_whole(self, subject: Subject) -> None:
        """Make a visit or meeting part of the programme or visit of the report."""
        main = self._main
        if main is None or main is subject:
            return
        has_section = any(sentence.paragraph < 0 for sentence in subject.sentences)
        is_inside = any(
            each.first_day <= own.first_day and own.last_day <= each.last_day
            for own in subject.dates.values()
            for each in main.dates.values()
        )
        if has_section or is_inside:
            subject.part_of = main

    def _give_dates(self, sentence: Sentence, dates: Sequence[FoundDate]) -> None:
        mentions = self._subjects.in_sentence(sentence)
        happened = [each for each in mentions if each.subject.kind in HAPPENINGS]
        for date in dates:
            inside = [m for m in mentions if m.start <= date.start and date.end <= m.end]
            takers = [m for m in inside if m.subject.kind in HAPPENINGS]
            takers = takers or (happened if len(dates) == 1 else _nearest(happened, date))
            takers = [m for m in takers if _may_be_of(date.span, m.subject, sentence.text)]
            for each in takers:
                self._give_date(sentence, each, date)
            founded = _FOUNDED.search(sentence.text[: date.start])
            if founded and not takers:
                bodies = [
                    each
                    for each in mentions
                    if each.subject.kind is Kind.ORGANISATION and each.end <= founded.start()
                ]
                for each in bodies[:1]:
                    each.subject.dates.setdefault("founded", date.span)

    def _give_date(self, sentence: Sentence, mention: Mention, date: FoundDate) -> None:
        subject = mention.subject
        name = _name_of_date(sentence.text, mention, date)
        if date.span in subject.dates.values():
            return
        if self._main is None and subject.kind in {Kind.PROGRAMME, Kind.VISIT}:
            self._main = subject
        for free in (name, *(f"{name}_{each}" for each in _ORDINALS)):
            if free not in subject.dates:
                subject.dates[free] = date.span
                return

    def _give_places(self, sentence: Sentence) -> None:
        """Note where events are: "held in X", "the festival in X"."""
        mentions = self._subjects.in_sentence(sentence)
        for each, following in itertools.pairwise(mentions):
            if each.subject.kind is not Kind.EVENT or following.subject.kind is not Kind.PLACE:
                continue
            between = sentence.text[each.end : following.start]
            is_near = len(between) <= 40 and "." not in between
            is_new = following.subject not in each.subject.places
            if is_near and is_new and _WHERE.search(between):
                each.subject.places.append(following.subject)


def _nearest(mentions: Sequence[Mention], date: FoundDate) -> list[Mention]:
    def distance(mention: Mention) -> int:
        after = mention.start - date.end
        return 2 * after if after >= 0 else max(0, date.start - mention.end)

    return sorted(mentions, key=distance)[:1]


def _may_be_of(span: DateSpan, subject: Subject, text: str) -> bool:
    """Return whether a date may be a subject's: agreements are signed, and no date of theirs or
    of a visit's that is known already says it more roughly or as a part."""
    if subject.kind is Kind.AGREEMENT and not _SIGNED.search(text):
        return False
    return not any(
        each.first_day <= span.first_day and span.last_day <= each.last_day
        for each in subject.dates.values()
    )


def _name_of_date(text: str, mention: Mention, date: FoundDate) -> str:
    """Return "signed", "planned", "first_held" or "held", by the words around."""
    kind = mention.subject.kind
    near = text[max(0, min(mention.start, date.start) - 40) : max(mention.end, date.end)]
    if kind is Kind.AGREEMENT:
        return "signed"
    if kind is Kind.EVENT and re.search(r"\bsince\s+$", text[: date.start]):
        return "first_held"
    if kind is Kind.EVENT and re.search(r"\b(?:first|inaugural)\s+$", text[: mention.start]):
        return "first_held"
    return "planned" if _PLANNED.search(near) else "held"
