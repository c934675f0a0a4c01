"""Numbers and months, however they are written: "nine", "35k", "35 thousand", "17/10"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from babel.dates import get_month_names

from knowledge.normalising import normalise
from knowledge.wording import BABEL_LOCALES

# fmt: off
_ENGLISH_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)
# fmt: on
_ENGLISH = {word: str(value) for value, word in enumerate(_ENGLISH_WORDS)}
_ORDINALS = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth",
}  # fmt: skip
_ORDINAL = re.compile(r"\b(?:1st|2nd|3rd|4th|5th)\b")
_SCALES = {"k": 1_000, "thousand": 1_000, "nghin": 1_000, "ngan": 1_000}
_WITH_SCALE = re.compile(r"(\d+)k")
_AMBIGUOUS_MONTHS = frozenset({"may", "mar", "jun", "sun"})
_DAY_AND_MONTH = re.compile(r"(?<![\d/.])([0-3]?\d)[/.]([01]?\d)(?![\d/.%])")


_MYRIADS = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "千": 1e3, "万": 1e4, "億": 1e8,
    "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9,
    "พันล้าน": 1e9, "หมื่นล้าน": 1e10, "พัน": 1e3, "หมื่น": 1e4, "แสน": 1e5, "ล้าน": 1e6,
}  # fmt: skip
_FIGURE = re.compile(
    rf"(\d+(?:\.\d+)?)\s*({'|'.join(sorted(_MYRIADS, key=len, reverse=True))})?"
    r"(?:(?<=[万億])(\d+)(千)?)?"
)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")


def figures_in(text: str) -> set[str]:
    """Return the numbers in a text of any locale, in plain digits.

    >>> sorted(figures_in("約3万5,000人、125億ドル"))
    ['12500000000', '35000']
    >>> figures_in("$12.5 billion") == figures_in("12,5 tỷ USD") == figures_in("1.25 หมื่นล้าน")
    True
    """
    figures: set[str] = set()
    for number, scale, rest, thousand in _FIGURE.findall(_DECIMAL_COMMA.sub(".", normalise(text))):
        value = float(number) * (_MYRIADS[scale] if scale else 1.0)
        if rest:
            value += float(rest) * (1e3 if thousand else 1.0)
        figures.add(f"{value:g}" if value % 1 else f"{value:.0f}")
    return figures


def spell_out_dates(folded: str) -> str:
    """Return the text with days such as 17/10 written as ``17 month10``, 1st as first.

    >>> spell_out_dates("what happened on 17/10?")
    'what happened on 17 month10?'
    """
    folded = _ORDINAL.sub(lambda match: _ORDINALS[match.group()], folded)
    return _DAY_AND_MONTH.sub(_spell_out, folded) if "/" in folded or "." in folded else folded


def _spell_out(match: re.Match[str]) -> str:
    day, month = int(match[1]), int(match[2])
    if not (13 <= day <= 31 and 1 <= month <= 12):
        return match.group()  # 1.5 is a number, 3/4 a fraction
    return f"{day} month{month}"


def read_number_words(words: Sequence[str], locale: str) -> list[str]:
    """Return the words with numbers in digits and months as ``month8``.

    >>> read_number_words("nine officials in august".split(), "en")
    ['9', 'officials', 'in', 'month8']
    >>> read_number_words("35 thousand or 200k".split(), "en")
    ['35000', 'or', '200000']
    """
    known = _number_words(locale)
    if not any(word in known or word[0].isdigit() for word in words):
        return list(words)
    result: list[str] = []
    for word in words:
        if word in _SCALES and result and result[-1].isdigit():
            result[-1] = str(int(result[-1]) * _SCALES[word])
        elif word[0].isdigit() and _WITH_SCALE.fullmatch(word):
            result.append(str(int(word[:-1]) * 1_000))
        else:
            result.append(known.get(word, word))
    return result


@lru_cache(maxsize=8)
def _number_words(locale: str) -> dict[str, str]:
    return _months(locale) | (_ENGLISH if locale == "en" else {})


def _months(locale: str) -> dict[str, str]:
    names: dict[str, str] = {"sept": "month9"}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=BABEL_LOCALES[locale]).items():
            word = name.casefold().rstrip(".")
            if word.isalpha() and word not in _AMBIGUOUS_MONTHS:
                names[word] = f"month{number}"
    return names
