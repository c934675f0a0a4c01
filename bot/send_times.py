"""When to send, as a person writes it: “tomorrow 9:00”, “24 Nov 9:30”, ISO 8601. Pure functions.

Words and names of months count in every language of the bot, whatever the writer's.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_month_names

from bot.texts import LANGUAGE_TAGS

FARTHEST = timedelta(days=366)
"""What is written for later than in a year is a slip of the pen."""

ZONES = ("Asia/Tokyo", "Asia/Ho_Chi_Minh", "Asia/Bangkok")
"""The time zones that officers are offered: those of the countries that the bot speaks of."""

_CITIES = {"hanoi": "Asia/Ho_Chi_Minh", "saigon": "Asia/Ho_Chi_Minh", "osaka": "Asia/Tokyo"}
"""Cities that the time zone database has no entry of their own for."""

_DAYS = {
    0: ("today", "今日", "本日", "hom nay", "วันนี้"),
    1: ("tomorrow", "明日", "ngay mai", "mai", "พรุ่งนี้"),
    2: ("the day after tomorrow", "day after tomorrow", "明後日", "ngay kia", "มะรืนนี้", "มะรืน"),
}
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h時](?P<minute>\d{2})?)?(?:\s*(?:分|น\.?))?"
    r"(?:\s*(?P<half>[ap]\.?m\.?))?"
)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2}(?::\d{2})?)"
    r"(?P<offset>Z|[+-]\d{2}:?\d{2})?"
)
_DATE_IN_NUMBERS = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
)
_VIETNAMESE = re.compile(
    r"(?:ngay\s+)?(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})(?:\s+(?:nam\s+)?(?P<year>\d{4}))?"
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s+(?P<name>[^\W\d]\S*)(?:\s+(?P<year>\d{4}))?")
_MONTH_FIRST = re.compile(r"(?P<name>[^\W\d]\S*)\s+(?P<day>\d{1,2})(?:\s+(?P<year>\d{4}))?")


class TimeProblem(StrEnum):
    """Why a text is no time to send at."""

    UNREADABLE = "unreadable"
    PASSED = "passed"
    TOO_FAR = "too_far"


def read_send_time(text: str, zone: ZoneInfo, now: datetime) -> datetime | TimeProblem:
    """Return the instant, in UTC, that `text` names in `zone`, or why it is none.

    A day without a year is the next there is; a time alone is today's or, once that has passed,
    tomorrow's. What the clock skips in spring is an hour later.

    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> read_send_time("tomorrow 9:00", ZoneInfo("Asia/Tokyo"), noon).isoformat()
    '2026-11-23T00:00:00+00:00'
    """
    written = _folded(text)
    iso = _ISO.fullmatch(written.upper())
    try:
        at = _of_iso(iso, zone) if iso else _of_words(written, zone, now)
    except ValueError:  # such as 31 April, or 25:00
        return TimeProblem.UNREADABLE
    if at is None:
        return TimeProblem.UNREADABLE
    if at <= now:
        return TimeProblem.PASSED
    return TimeProblem.TOO_FAR if at - now > FARTHEST else at


def read_zone(text: str) -> ZoneInfo | None:
    """Return the time zone that a name means, None for none: Asia/Tokyo, tokyo, Ho Chi Minh.

    >>> read_zone("hanoi").key, read_zone("new york").key, read_zone("nowhere")
    ('Asia/Ho_Chi_Minh', 'America/New_York', None)
    """
    wanted = re.sub(r"[\s_]+", "_", _folded(text))
    if wanted in _CITIES:
        return ZoneInfo(_CITIES[wanted])
    name = _zones().get(wanted)
    return ZoneInfo(name) if name is not None else None


@cache
def _zones() -> dict[str, str]:
    """Return the names of all zones by themselves and by their city, in lower case."""
    names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    cities = {name.rpartition("/")[2].lower(): name for name in reversed(names)}
    return cities | {name.lower(): name for name in names}


def _of_iso(found: re.Match[str], zone: ZoneInfo) -> datetime:
    local = datetime.fromisoformat(f"{found['day']}T{found['time']}")
    if found["offset"]:
        return datetime.fromisoformat(f"{local.isoformat()}{found['offset']}").astimezone(UTC)
    return _instant(local, zone)


def _of_words(written: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    found = re.search(rf"(?:^|[\s,日月年]){_TIME}$", written) or re.fullmatch(_TIME, written)
    if found is None:
        return None
    at = _time_of(found)
    before = written[: found.start("hour")].strip(" ,")
    today = now.astimezone(zone).date()
    if not before:
        is_over = _instant(datetime.combine(today, at), zone) <= now
        day: date | None = today + timedelta(days=1) if is_over else today
    else:
        day = _day_of(before, at, zone, now)
    return None if day is None else _instant(datetime.combine(day, at), zone)


def _time_of(found: re.Match[str]) -> time:
    """Return the time of day; ValueError where there is none such, or it is a bare number."""
    hour, half = int(found["hour"]), (found["half"] or "").replace(".", "")
    if found["minute"] is None and not half and found.group().strip() == found["hour"]:
        raise ValueError("a number alone is no time")
    if half and not 1 <= hour <= 12:
        raise ValueError("no such hour")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found["minute"] or 0))


def _day_of(written: str, at: time, zone: ZoneInfo, now: datetime) -> date | None:
    today = now.astimezone(zone).date()
    for distance, words in _DAYS.items():
        if written in words:
            return today + timedelta(days=distance)
    try:
        return date.fromisoformat(written)
    except ValueError:
        pass
    found = next(
        (
            match
            for pattern in (_DATE_IN_NUMBERS, _VIETNAMESE, _DAY_FIRST, _MONTH_FIRST)
            if (match := pattern.fullmatch(written))
        ),
        None,
    )
    if found is None:
        return None
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _months().get(_bare(parts["name"]))
    if month is None:
        return None
    if parts["year"]:
        return date(int(parts["year"]), month, int(parts["day"]))
    day = date(today.year, month, int(parts["day"]))
    if _instant(datetime.combine(day, at), zone) <= now and (today - day).days > 31:
        # "5 Jan" in November is the next; "21 Nov" on the 22nd has passed.
        return day.replace(year=today.year + 1)
    return day


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names in all languages, long and short."""
    return {
        _bare(_folded(name)): number
        for tag in LANGUAGE_TAGS.values()
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(
            width, context=context, locale=tag.replace("-", "_")
        ).items()
    } | {"sep": 9}


def _bare(name: str) -> str:
    return name.strip(".,")


def _folded(text: str) -> str:
    """Return a text in lower case, without tone marks and with single spaces.

    Thai vowels are marks too, so only those of Latin letters go.
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().strip()).replace("đ", "d")
    without = re.sub(r"[\u0300-\u036f]", "", decomposed)
    return " ".join(unicodedata.normalize("NFC", without).split())


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)
