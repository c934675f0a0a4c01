"""Finds figures in an English sentence: a number, what it counts, and how exact it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.drafting.word_sets import word_set
from knowledge.schema import Figure

# fmt: off
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}
_NOT_COUNTED = word_set(
    "a about across after against also among an and are as at be been before between but by can "
    "did do during for from had has have he her his if in inside into is it its may more near not "
    "of on only or out over per she since so some such than that the their them then there these "
    "they this those to under until up was we were when where which while who whom will with "
    "within without would ago later old long"
)
# fmt: on
_CURRENCIES = {
    "$": "US dollars",
    "us$": "US dollars",
    "usd": "US dollars",
    "dollars": "US dollars",
    "€": "euros",
    "eur": "euros",
    "euros": "euros",
    "£": "pounds",
    "gbp": "pounds",
    "pounds": "pounds",
    "¥": "yen",
    "jpy": "yen",
    "yen": "yen",
    "vnd": "dong",
    "dong": "dong",
    "thb": "baht",
    "baht": "baht",
}  # fmt: skip
_PATTERN = re.compile(
    r"(?P<money>US\$|[$€£¥])?\s?"
    r"(?<![\w.,/:-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|"
    rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"
    r"(?P<scale>\s?(?:hundred|thousand|million|billion|trillion)\b|[kKmM]\b)?"
    r"(?P<percent>\s?(?:%|per ?cent\b))?"
    r"(?P<hyphen>-)?(?![\d/:]|s\b|st\b|nd\b|rd\b|th\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|roughly|some|nearly|almost|circa|an estimated|up to)\s+$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|more than|at least|exceeding|exceeds|upwards of|above)\s+$", re.IGNORECASE
)
_NO = re.compile(r"\b(?:with|are|were|was|is|had|has|have)\s+(no)\s+(?=[A-Za-z])")
_NUMBERED = re.compile(r"(?:\bno\.?|\bnumber|\bchapter|\bpage|\bsection|#|№)\s*$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|these|those|both|all|its|their|other)\s+$", re.IGNORECASE)
_WORD = re.compile(r"[ ]?([^\W\d_](?:[\w’'&-]*\w)?)")
MAX_COUNTED_WORDS = 5


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure, the words that it counts, and where number and words stand in the sentence."""

    figure: Figure
    counted: str
    start: int
    end: int


def counts_in(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[FoundFigure]:
    """Return the figures of a sentence in their order, but those inside the spans of `taken`.

    `taken` are the places of dates and of numbers inside names. "one", and small numbers of
    what is known already ("the two cities"), are no figures.

    >>> [(each.figure.value, each.counted) for each in counts_in("about 35,000 guests came")]
    [(35000, 'guests')]
    >>> counts_in("over $12.5 billion")[0].figure.unit
    'billion US dollars'
    >>> counts_in("the two cities and one of them")
    []
    """
    spans = list(taken)
    found = []
    for match in _PATTERN.finditer(text):
        start, end = match.start("number"), match.end()
        if any(start < last and first < end for first, last in spans):
            continue
        figure = _read(text, match)
        if figure is not None:
            found.append(figure)
    for match in _NO.finditer(text):
        counted, end = _counted(text, match.end())
        if counted.endswith("s"):
            found.append(FoundFigure(Figure(value=0), counted, match.start(1), end))
    return sorted(found, key=lambda each: each.start)


def _read(text: str, match: re.Match[str]) -> FoundFigure | None:
    before = text[: match.start()].rstrip("(~") if match["money"] else text[: match.start("number")]
    is_word = not match["number"][0].isdecimal()
    if is_word and (match["number"].lower() in {"one", "zero"} or _DEFINITE.search(before)):
        return None
    if _NUMBERED.search(before):
        return None
    counted, end = _counted(text, match.end())
    unit, counted, end = _unit(match, counted, end)
    if unit is None and not counted:
        return None
    figure = Figure(
        value=_value(match, is_in_unit=bool(unit)),
        unit=unit,
        about=bool(_ABOUT.search(before)),
        over=bool(_OVER.search(before)),
    )
    return FoundFigure(figure, counted, match.start(), end)


def _unit(match: re.Match[str], counted: str, end: int) -> tuple[str | None, str, int]:
    """Return the unit, what is counted, and where both end."""
    first = counted.split(" ", 1)[0].lower() if counted else ""
    scale = (match["scale"] or "").strip().lower()
    if match["percent"]:
        return "percent", "", match.end()
    currency = _CURRENCIES.get((match["money"] or "").lower()) or _CURRENCIES.get(first)
    if currency:
        return f"{scale} {currency}".strip(), "", end if first in _CURRENCIES else match.end()
    if match["hyphen"] and counted:  # "three-day", "12-bed": the unit stands in the singular
        return f"{first}s", "", end
    return None, counted, end


_SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6,
           "billion": 10**9, "trillion": 10**12}  # fmt: skip


def _value(match: re.Match[str], *, is_in_unit: bool) -> int | float:
    """Return the number, with its scale unless the unit holds that: "million euros"."""
    written = match["number"].replace(",", "").lower()
    value: int | float = _WORDS.get(written) or float(written if written[0].isdecimal() else 0)
    scale = (match["scale"] or "").strip().lower()
    if scale and not is_in_unit:
        value *= _SCALES[scale]
    return int(value) if float(value).is_integer() else value


def _counted(text: str, at: int) -> tuple[str, int]:
    """Return the words after a number up to the thing counted, and where they end."""
    words: list[str] = []
    end = at
    while len(words) < MAX_COUNTED_WORDS and (match := _WORD.match(text, end)):
        word = match[1]
        is_plural = re.search(r"[^s]s$", word) is not None
        if word.lower() in _NOT_COUNTED or (words and re.search(r"(?:ing|ed)$", word)):
            break
        words.append(word)
        end = match.end()
        if is_plural and word[0].islower():
            break
    return " ".join(words), end
