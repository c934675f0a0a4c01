"""What was asked in a day, a week or a month: counts, and a table of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol

from bot.asked import Counts, EntryCount

MAX_ENTRIES = 8
"""So many of the best and of the worst entries are shown; the table holds all."""

OUTCOMES = ("answer", "suggest", "none")
"""In the order in which they are shown; the values of `bot.model.ReplyStatus`."""


class Period(StrEnum):
    """How far back is counted; the values stand in buttons."""

    DAY = "day"
    """The last 24 hours, by the hour."""
    WEEK = "week"
    """The last 7 days, by the day, today included."""
    MONTH = "month"
    """The last 30 days, by the day, today included."""


class QuestionStore(Protocol):
    """What is needed of the storage of questions."""

    async def counts(self, parts: Sequence[datetime], until: datetime) -> Counts:
        """Return what was asked from the first of `parts` until an instant."""


class Counting:
    """Counts questions."""

    def __init__(self, questions: QuestionStore, now: Callable[[], datetime]) -> None:
        """`now` is a clock in UTC."""
        self._questions = questions
        self._now = now

    async def counts(self, period: Period, zone: tzinfo) -> Counts:
        """Return what was asked in a period; its days are those of a time zone."""
        now = self._now()
        return await self._questions.counts(parts_of(period, now, zone), now)


def parts_of(period: Period, now: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Return when the hours or days of a period begin, the earliest first.

    >>> from datetime import UTC
    >>> parts = parts_of(Period.WEEK, datetime(2026, 3, 8, 15, 30, tzinfo=UTC), UTC)
    >>> len(parts), parts[0].isoformat(), parts[-1].isoformat()
    (7, '2026-03-02T00:00:00+00:00', '2026-03-08T00:00:00+00:00')
    """
    local = now.astimezone(zone)
    if period is Period.DAY:
        begun = local.replace(minute=0, second=0, microsecond=0)
        return tuple(begun - timedelta(hours=hours) for hours in range(23, -1, -1))
    days = 7 if period is Period.WEEK else 30
    # Midnights are found by the calendar: with summer time not every day has 24 hours.
    first = local.date() - timedelta(days=days - 1)
    return tuple(
        datetime(day.year, day.month, day.day, tzinfo=zone)
        for day in (first + timedelta(days=number) for number in range(days))
    )


def top_entries(counts: Counts) -> tuple[EntryCount, ...]:
    """Return the entries that answered most, the first one most."""
    answered = [each for each in counts.entries if each.answers]
    return tuple(sorted(answered, key=lambda each: (-each.answers, each.entry))[:MAX_ENTRIES])


def worst_entries(counts: Counts) -> tuple[EntryCount, ...]:
    """Return the entries whose answers were said to be wrong most often, the first one most."""
    wrong = [each for each in counts.entries if each.wrong]
    return tuple(
        sorted(wrong, key=lambda each: (-each.wrong, each.right, each.entry))[:MAX_ENTRIES]
    )


def table_of(counts: Counts) -> bytes:
    """Return all counts as CSV in UTF-8 with a mark that spreadsheets know it by.

    Columns are the sort of count, what it counts, and its numbers. A name that a spreadsheet would
    take for a formula gets an apostrophe.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["count", "of", "questions", "right", "wrong"])
    for begin, number in zip(counts.parts, counts.questions, strict=True):
        writer.writerow(["questions", begin.isoformat(timespec="minutes"), number, "", ""])
    for name in OUTCOMES:
        writer.writerow(["outcome", name, counts.outcomes.get(name, 0), "", ""])
    for name in sorted(counts.locales):
        writer.writerow(["locale", _harmless(name), counts.locales[name], "", ""])
    for each in counts.entries:
        writer.writerow(["entry", _harmless(each.entry), each.answers, each.right, each.wrong])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _harmless(name: str) -> str:
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name
