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
"""Names of months that are other words too, or parts of names."""
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


def spell_out_numbers(normalised: str, locale: str) -> str:
    """Return the text with days and months, ordinals and large numbers in one form each.

    >>> spell_out_numbers("what happened on 17/10?", "en")
    'what happened on 17 month10?'
    >>> spell_out_numbers("10月17日に3万5千人", "ja")
    ' month10 17日に35000人'
    >>> spell_out_numbers("ngày 17 tháng 10", "vi")
    'ngày 17  month10 '
    >>> spell_out_numbers("17 ตุลาคม 2567", "th")
    '17  month10  2024'
    >>> spell_out_numbers("17 ตุลา", "th"), spell_out_numbers("คุยกันยาก", "th")
    ('17  month10 ', 'คุยกันยาก')
    """
    text = _ORDINAL.sub(lambda match: _ORDINALS[match.group()], normalised)
    if locale == "ja":
        text = _KANJI_NUMBER.sub(_in_arabic, text)
        text = _MYRIAD.sub(_out_of_myriads, text)
        text = _JAPANESE_MONTH.sub(r" month\1 ", text)
    elif locale == "vi":
        text = _VIETNAMESE_MONTH.sub(r" month\1 ", text)
    elif locale == "th":
        text = _BUDDHIST_YEAR.sub(lambda match: str(int(match.group()) - BUDDHIST_ERA), text)
        text = _thai_months().sub(lambda match: f" month{_months('th')[match.group()]} ", text)
    return _DAY_AND_MONTH.sub(_spell_out, text) if "/" in text or "." in text else text


_THAI_ENDINGS = ("คม", "ยน", "พันธ์")
_THAI_WORDS = frozenset({"มีนา"})
"""Short names of months that begin other words: มีนาย, "there is a Mr."."""
_JAPANESE_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?!間)")
_VIETNAMESE_MONTH = re.compile(r"\bth(?:á|a)ng (1[0-2]|[1-9])\b")
BUDDHIST_ERA = 543
"""Thai years count from 543 BC: 2567 is 2024."""
_BUDDHIST_YEAR = re.compile(r"(?<!\d)25[5-8]\d(?!\d)")
_MYRIAD = re.compile(r"(\d+(?:\.\d+)?)(万|億)(?:(\d+)(千)?)?")
_KANJI_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")}
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十]+(?=[人名日年月社回件校都万億つカか]|ヶ)")


def _in_arabic(match: re.Match[str]) -> str:
    """Return 十七 as 17 and 二〇一五 as 2015."""
    text = match.group()
    if "十" not in text:
        return "".join(_KANJI_DIGITS[char] for char in text)
    tens, _, ones = text.partition("十")
    left = "".join(_KANJI_DIGITS[char] for char in tens) or "1"
    right = "".join(_KANJI_DIGITS.get(char, "") for char in ones) or "0"
    return str(int(left) * 10 + int(right))


def _out_of_myriads(match: re.Match[str]) -> str:
    value = float(match[1]) * _MYRIADS[match[2]]
    if match[3]:
        value += float(match[3]) * (1e3 if match[4] else 1.0)
    return f"{value:.0f}"


@lru_cache(maxsize=1)
def _thai_months() -> re.Pattern[str]:
    names = sorted(_months("th"), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) + _not_of_a_word(name) for name in names))


def _not_of_a_word(month: str) -> str:
    """Return what must not follow the short name of a month: กันยา stands in กันยาก too."""
    return "" if month.endswith((*_THAI_ENDINGS, ".")) else "(?![กวย])"


def _short_thai_months(names: dict[str, int]) -> dict[str, int]:
    """Return the months as they are spoken, without the ending that tells their length."""
    short = {
        name.removesuffix(ending): number
        for name, number in names.items()
        for ending in _THAI_ENDINGS
        if name.endswith(ending)
    }
    return {name: number for name, number in short.items() if name not in _THAI_WORDS}


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
    if not any(word in known or word[0].isdecimal() for word in words):
        return list(words)
    result: list[str] = []
    for position, word in enumerate(words):
        if word in _SCALES and result and result[-1].isdecimal():
            result[-1] = str(int(result[-1]) * _SCALES[word])
        elif word[0].isdecimal() and _WITH_SCALE.fullmatch(word):
            result.append(str(int(word[:-1]) * 1_000))
        elif word in _AMBIGUOUS_MONTHS and _is_beside_a_number(words, position):
            result.append(_ambiguous_months(locale).get(word, word))
        else:
            result.append(known.get(word, word))
    return result


def _is_beside_a_number(words: Sequence[str], position: int) -> bool:
    """Return whether a day or a year stands next to it: "4 May", "May 2021"."""
    beside = (*words[max(0, position - 1) : position], *words[position + 1 : position + 2])
    return any(word[0].isdecimal() for word in beside)


@lru_cache(maxsize=8)
def _ambiguous_months(locale: str) -> dict[str, str]:
    """Return the months whose names are other words too, as ``month5``."""
    if locale != "en":
        return {}
    numbers = get_month_names("abbreviated", locale=BABEL_LOCALES[locale])
    names = {normalise(name): f"month{number}" for number, name in numbers.items()}
    return {name: month for name, month in names.items() if name in _AMBIGUOUS_MONTHS}


@lru_cache(maxsize=8)
def _number_words(locale: str) -> dict[str, str]:
    """Return words for months, as ``month8``, and for small numbers, as digits."""
    months = {name: f"month{number}" for name, number in _months(locale).items()}
    return months | (_ENGLISH if locale == "en" else {})


@lru_cache(maxsize=8)
def _months(locale: str) -> dict[str, int]:
    """Return the numbers of months by name and abbreviation; names of one letter left out."""
    names: dict[str, int] = {"sep": 9, "sept": 9} if locale == "en" else {}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=BABEL_LOCALES[locale]).items():
            word = normalise(name) if locale == "th" else normalise(name).rstrip(".")
            usual = word not in _AMBIGUOUS_MONTHS and len(word) > 2
            if usual and (locale == "th" or word.isalpha()):
                names[word] = number
    return names | _short_thai_months(names) if locale == "th" else names
