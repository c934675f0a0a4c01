"""Finds dates in an English sentence: days, spans of days, months, years.

Where no year is written the report's own is taken, and `inferred` of the date says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from babel.dates import get_month_names
from pydantic import ValidationError

from knowledge.schema import DateSpan

_MONTHS = {
    name.lower().rstrip("."): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="en").items()
} | {"sept": 9}
_M = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_M2 = _M.replace("<m>", "<m2>")
_D = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.%])"
_D2 = _D.replace("<d>", "<d2>")
_Y = r"(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d|s\b))"
_Y1 = _Y.replace("<y>", "<y1>")
_TO = r"\s*(?:-|–|—|to|until|till|through|and)\s*"
_FORMS = tuple(
    re.compile(rf"(?<![\w.,$€£¥]){form}", re.IGNORECASE)
    for form in (
        r"(?P<y>(?:19|20)\d\d)-(?P<mm>[01]\d)-(?P<d>[0-3]\d)(?!\d)",
        r"(?P<y>(?:19|20)\d\d)/(?P<mm>[01]?\d)/(?P<d>[0-3]?\d)(?!\d)",
        r"(?P<d>1[3-9]|2\d|3[01])[/.](?P<mm>0?[1-9]|1[0-2])[/.](?P<y>(?:19|20)\d\d)(?!\d)",
        rf"{_D}\s+{_M}{_Y1}?{_TO}{_D2}\s+{_M2}{_Y}?",
        rf"{_D}{_TO}{_D2}\s+(?:of\s+)?{_M}{_Y}?",
        rf"{_M}\s+{_D}{_Y1}?{_TO}{_M2}\s+{_D2}{_Y}?",
        rf"{_M}\s+{_D}{_TO}{_D2}{_Y}?",
        rf"{_D}\s+(?:of\s+)?{_M}{_Y}?",
        rf"{_M}\s+{_D}{_Y}?",
        rf"{_M}(?:\s+of)?{_Y}",
        rf"(?:in|of|last|this|next|past|since|until|early|late|during)\s+{_M}",
        r"(?P<y>(?:19|20)\d\d)(?![\d%/-]|s\b|,\d)",
    )
)
"""From the longest form to the shortest: what one has taken no later one reads again."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in the sentence."""

    span: DateSpan
    start: int
    end: int


def dates_in(text: str, year: int | None) -> list[FoundDate]:
    """Return the dates in their order; `year` is that of dates which write none.

    A date without a year is left out where `year` is None.

    >>> [each.span.start for each in dates_in("from 14 August to 24 August 2024", None)]
    ['2024-08-14']
    >>> dates_in("on November 16-17", 2024)[0].span.end
    '2024-11-17'
    >>> dates_in("in March", 2024)[0].span.inferred
    ('year',)
    """
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span()
            if _is_no_date(text, match) or any(start < last and at < end for at, last in taken):
                continue
            taken.append((start, end))
            span = _span(match.groupdict(), year)
            if span is not None:
                found.append(FoundDate(span, start, end))
    return sorted(found, key=lambda each: each.start)


def year_of(texts: Iterable[str], latest: int) -> int | None:
    """Return the latest year that the texts write, none after `latest`; None where none is."""
    years = {
        int(each.span.start[:4])
        for text in texts
        for each in dates_in(text, None)
        if int(each.span.start[:4]) <= latest
    }
    return max(years, default=None)


def _is_no_date(text: str, match: re.Match[str]) -> bool:
    """Return whether it is no date: "2000 people", "he may"."""
    groups = match.groupdict()
    if groups.get("m"):
        return not match["m"][0].isupper()  # "may" and "march" are words
    if groups.get("mm"):
        return False
    before = text[max(0, match.start() - 24) : match.start()].lower()
    if re.search(
        r"(?:\b(?:in|since|by|of|from|until|to|for|and|during|early|late)\s+|\()$", before
    ):
        return False
    return bool(re.match(r"\s+(?:[a-z]+s\b(?<!\bwas)|people\b|children\b)", text[match.end() :]))


def _span(groups: dict[str, str | None], year: int | None) -> DateSpan | None:
    get: Callable[[str], str | None] = groups.get
    written = get("y") or get("y1")
    if written is None and year is None:
        return None
    last_year = int(get("y") or written or year or 0)
    first_year = int(get("y1") or last_year)
    month = _month(get("m") or get("mm"))
    last_month = _month(get("m2")) or month
    inferred = () if written else ("year",)
    day, last_day = get("d"), get("d2")
    precision = "day" if day else "month" if month else "year"
    data = {
        "start": _written(first_year, month, day),
        "end": _written(last_year, last_month, last_day) if last_day else None,
        "precision": precision,
        "inferred": inferred,
    }
    try:
        return DateSpan.model_validate(data)
    except ValidationError:  # such as 31 April: a slip of the report, or no date at all
        return None


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdecimal() else _MONTHS[text.lower().rstrip(".")]


def _written(year: int, month: int | None, day: str | None) -> str:
    parts = [f"{year:04}"]
    if month is not None:
        parts.append(f"{month:02}")
        if day is not None:
            parts.append(f"{int(day):02}")
    return "-".join(parts)
