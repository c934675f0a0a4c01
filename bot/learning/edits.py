"""What a lesson changes in the files of the base. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.learning.gate import Files
from bot.learning.lessons import Lesson, Way
from knowledge.amending import Amending, Citing, NewEntry, NewFact, NewSource

REVIEW_MONTHS = 12
"""After so long what was taught or changed is to be looked through again."""


@dataclass(frozen=True, slots=True)
class Taught:
    """Which fact a lesson is about, once its edit was made; empty ids where it is about none."""

    entry: str = ""
    fact: str = ""


def edit_of(lesson: Lesson, today: date) -> tuple[Callable[[Files], Files], Callable[[], Taught]]:
    """Return the edit of the base's files, and what tells which fact it was about afterwards.

    The edit may be made again, on other files, and then tells of those.
    """
    made = Taught(lesson.entry, lesson.fact)

    def edit(files: Files) -> Files:
        nonlocal made
        base = Amending(dict(files))
        made = _EDITS[lesson.way](lesson, base, today)
        if lesson.text and made.fact and lesson.taught:
            base.expect(lesson.taught[0], lesson.locale, made.entry, made.fact)
        return base.done()

    return edit, lambda: made


def _phrasing(lesson: Lesson, base: Amending, today: date) -> Taught:
    del today
    base.add_phrasings(lesson.entry, lesson.fact, lesson.locale, lesson.taught)
    return Taught(lesson.entry, lesson.fact)


def _fact(lesson: Lesson, base: Amending, today: date) -> Taught:
    del today
    return Taught(lesson.entry, base.add_fact(lesson.entry, _new_fact(lesson)))


def _entry(lesson: Lesson, base: Amending, today: date) -> Taught:
    entry = NewEntry(lesson.kind, lesson.titles)
    review_by = months_after(today, REVIEW_MONTHS)
    return Taught(base.add_entry(entry, _new_fact(lesson), today, review_by), "overview")


def _confirm(lesson: Lesson, base: Amending, today: date) -> Taught:
    base.confirm(lesson.entry, today, months_after(today, lesson.months))
    return Taught(lesson.entry)


def _change(lesson: Lesson, base: Amending, today: date) -> Taught:
    for locale, text in lesson.answers.items():
        base.change_answer(lesson.entry, lesson.fact, locale, text)
    base.confirm(lesson.entry, today, months_after(today, REVIEW_MONTHS))
    return Taught(lesson.entry, lesson.fact)


_EDITS = {
    Way.PHRASING: _phrasing,
    Way.FACT: _fact,
    Way.ENTRY: _entry,
    Way.CONFIRM: _confirm,
    Way.CHANGE: _change,
}


def _new_fact(lesson: Lesson) -> NewFact:
    """Return the fact; in each locale the written question comes first, because it is the title."""
    phrasings = {locale: [text] for locale, text in lesson.phrases.items()}
    own = phrasings.setdefault(lesson.locale, [])
    own += [each for each in lesson.taught if each not in own]
    source = Citing(lesson.document, lesson.section)
    if lesson.new_source:
        source = Citing(new=NewSource(*lesson.new_source))
    return NewFact(lesson.answers, phrasings, lesson.asks, source)


def months_after(day: date, months: int) -> date:
    """Return the day so many months later, the last one of a month that is too short.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
