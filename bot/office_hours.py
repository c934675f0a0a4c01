"""When the office is there: read from a setting, asked with an instant. Pure.

`Mon-Fri 09:00-12:00 13:00-17:30; Sat 10:00-12:00` means what it says, in the office's time zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIDNIGHT = time(0)
END_OF_DAY = "24:00"

_RULE = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?((?:\s+\d{1,2}:\d\d-\d{1,2}:\d\d)+)")


@dataclass(frozen=True, slots=True)
class Span:
    """A time of presence on a weekday, Monday being 0; an `end` of midnight is that of the day."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Every time of presence in a week, in a time zone; without any the office never closes."""

    spans: tuple[Span, ...]
    zone: ZoneInfo

    def is_open(self, now: datetime) -> bool:
        """Tell whether somebody is there at an instant.

        >>> hours = read_office_hours("Mon-Fri 09:00-17:00", "Asia/Tokyo")
        >>> hours.is_open(datetime.fromisoformat("2026-03-02T07:59:00+00:00"))
        True
        >>> hours.is_open(datetime.fromisoformat("2026-03-02T08:00:00+00:00"))
        False
        """
        if not self.spans:
            return True
        local = now.astimezone(self.zone)
        return any(
            span.weekday == local.weekday()
            and span.start <= local.time()
            and (span.end == MIDNIGHT or local.time() < span.end)
            for span in self.spans
        )

    def opens_at(self, now: datetime) -> datetime | None:
        """Return when somebody is there next, in the office's time; None where it is open now.

        >>> hours = read_office_hours("Mon-Fri 09:00-17:00", "Asia/Tokyo")
        >>> hours.opens_at(datetime.fromisoformat("2026-03-06T08:00:00+00:00")).isoformat()
        '2026-03-09T09:00:00+09:00'
        """
        if self.is_open(now):
            return None
        local = now.astimezone(self.zone)
        return min(self._next(span, local) for span in self.spans)

    def _next(self, span: Span, local: datetime) -> datetime:
        """Return the first beginning of a span that is not before an instant."""
        days = (span.weekday - local.weekday()) % 7
        date = local.date() + timedelta(days=days)
        begins = datetime.combine(date, span.start, self.zone)
        return begins if begins >= local else begins + timedelta(days=7)


def read_office_hours(text: str | None, zone: str) -> OfficeHours:
    """Return the hours that a setting names; ValueError, saying what is wrong, for no hours.

    >>> len(read_office_hours("Mon-Tue 09:00-12:00 13:00-17:00; Sun 00:00-24:00", "UTC").spans)
    5
    """
    spans: list[Span] = []
    for rule in (text or "").split(";"):
        if rule.strip():
            spans += _read_rule(rule.strip().lower())
    return OfficeHours(tuple(spans), read_zone(zone))


def read_zone(name: str) -> ZoneInfo:
    """Return a time zone by its name; ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"'{name}' is no time zone; write one such as Asia/Tokyo") from None


def _read_rule(rule: str) -> list[Span]:
    found = _RULE.fullmatch(rule)
    if found is None:
        raise ValueError(
            f"'{rule}' are no hours; write such as Mon-Fri 09:00-17:30; Sat 10:00-12:00"
        )
    first, last, times = found[1], found[2] or found[1], found[3]
    if first not in DAYS or last not in DAYS:
        raise ValueError(f"'{rule}' names a day that is none; days are {', '.join(DAYS)}")
    count = (DAYS.index(last) - DAYS.index(first)) % 7 + 1
    weekdays = [(DAYS.index(first) + number) % 7 for number in range(count)]
    pairs = [_read_times(each) for each in times.split()]
    return [Span(weekday, start, end) for weekday in weekdays for start, end in pairs]


def _read_times(text: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    try:
        begins = time.fromisoformat(start.zfill(5))
        ends = MIDNIGHT if end == END_OF_DAY else time.fromisoformat(end.zfill(5))
    except ValueError:
        raise ValueError(f"'{text}' are no times of a day") from None
    if end != END_OF_DAY and ends <= begins:
        raise ValueError(f"'{text}' ends before it begins")
    return begins, ends
