"""Entries that somebody has to look through again, because their date for it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.answering import Answering
from knowledge.schema import Entry

PERIODS = (3, 6, 12, 24)
"""After how many months somebody may let an entry come up again."""


@dataclass(frozen=True, slots=True)
class Due:
    """An entry to be looked through: when it last was, and until when that held."""

    entry: str
    title: str
    verified_on: date
    review_by: date


class Reviewing:
    """Finds what is due in the base that is live."""

    def __init__(self, answering: Answering, now: Callable[[], datetime]) -> None:
        """`now` is a clock in UTC."""
        self._answering = answering
        self._now = now

    def due(self, locale: str) -> tuple[Due, ...]:
        """Return the entries past their date, the most overdue first."""
        today = self._now().date()
        found = [each for each in self._answering.release.entries if each.review_by < today]
        found.sort(key=lambda each: (each.review_by, each.id))
        return tuple(_due(each, locale) for each in found)

    def next_on(self) -> date:
        """Return the first date on which another entry comes up."""
        today = self._now().date()
        dates = [each.review_by for each in self._answering.release.entries]
        return min((each for each in dates if each >= today), default=max(dates))

    def get(self, entry: str, locale: str) -> Due | None:
        """Return an entry, due or not; None where there is none."""
        found = self._answering.release.find(entry)
        return None if found is None else _due(found, locale)


def _due(entry: Entry, locale: str) -> Due:
    title = entry.title.get(locale) or entry.title.en
    return Due(entry.id, title, entry.verified_on, entry.review_by)
