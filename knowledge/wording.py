"""Dates, lists and titles as a reader of a locale expects them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.lists import format_list

from knowledge.schema import DateSpan

BABEL_LOCALES = {"en": "en_GB", "ja": "ja_JP", "vi": "vi_VN", "th": "th_TH"}
"""British English: day before month, as the documents' publishers write."""

_PATTERNS = {
    "en": {"day": "d MMMM y", "month": "MMMM y", "year": "y"},
    "ja": {"day": "y年M月d日", "month": "y年M月", "year": "y年"},
    "vi": {"day": "d 'tháng' M 'năm' y", "month": "'tháng' M 'năm' y", "year": "'năm' y"},
    "th": {"day": "d MMMM 'ค.ศ.' y", "month": "MMMM 'ค.ศ.' y", "year": "'ค.ศ.' y"},
}
_RANGES = {"en": "{} to {}", "ja": "{}から{}まで", "vi": "{} đến {}", "th": "{} ถึง {}"}
_LEADING = {"en": "d", "ja": "y年M月d日", "vi": "d", "th": "d"}
_TRAILING = {"ja": "d日"}


def word_date(span: DateSpan, locale: str) -> str:
    """Return the span in words, as exactly as it is known.

    >>> word_date(DateSpan(start="2024-08-14", end="2024-08-24"), "en")
    '14 to 24 August 2024'
    >>> word_date(DateSpan(start="2024-08-14", end="2024-08-24"), "ja")
    '2024年8月14日から24日まで'
    >>> word_date(DateSpan(start="2023-11", precision="month"), "en")
    'November 2023'
    """
    first, last = span.first_day, span.last_day
    pattern = _PATTERNS[locale][span.precision]
    if span.end is None:
        return _format(first, pattern, locale)
    if span.precision == "day" and (first.year, first.month) == (last.year, last.month):
        leading, trailing = _LEADING[locale], _TRAILING.get(locale, pattern)
        texts = _format(first, leading, locale), _format(last, trailing, locale)
    else:
        texts = _format(first, pattern, locale), _format(last, pattern, locale)
    return _RANGES[locale].format(*texts)


def _format(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, BABEL_LOCALES[locale])


def word_list(names: Sequence[str], locale: str) -> str:
    """Return names joined as the locale does: commas, and a last "and".

    >>> word_list(["Hanoi", "Tokyo", "Kanagawa"], "en")
    'Hanoi, Tokyo and Kanagawa'
    """
    return format_list(list(names), locale=BABEL_LOCALES[locale])


def sentence_case(text: str) -> str:
    """Return `text` with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
