"""Finds what is written like a name: runs of capitalised words, with "of …" where it belongs.

What a run is the name of is told by `knowledge.drafting.kinds`; here only its bounds are found.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.drafting.heads import (
    LOWER_TAILS,
    STATIONED,
    TAKES_OF,
    country,
    is_title,
    kind_in_front,
    kind_of_head,
    singular,
)
from knowledge.drafting.word_sets import word_set
from knowledge.spelling import background

_TOKEN = re.compile(
    r"\d[\d,.]*(?<![,.])(?:st|nd|rd|th)?|[^\W\d_](?:[\w&’'-]|\.(?=[A-Z][\w]))*|[^\w\s]"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|~[^~]*~")
_CALENDAR = word_set(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep "
    "sept oct nov dec"
)
_FUNCTION = word_set(
    "a according after all also although among an and any as at based because before both but by "
    "currently despite during each every finally first following for from given had has have he "
    "her here his however i if in initially it its last later many meanwhile most moreover my new "
    "no not now of on one our over overall she similar since so some such that the their then "
    "there therefore these they this those through to today together two under until upon we what "
    "when where which while who with within you your"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a part of a name."""
        return self.text[0].isupper() and self.text.lower().rstrip(".") not in _CALENDAR


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are written like one name; `possessive` where "'s" follows."""

    words: tuple[str, ...]
    start: int
    end: int
    possessive: bool = False

    @property
    def text(self) -> str:
        """The name as it is written."""
        return " ".join(self.words)


def tokens_of(text: str) -> list[Token]:
    """Return the words and marks of a sentence; what is quoted counts as blank."""
    blank = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    return [Token(each.group(), each.start(), each.end()) for each in _TOKEN.finditer(blank)]


def capitals_within(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are written with a capital where no sentence begins."""
    found: set[str] = set()
    for text in texts:
        tokens = tokens_of(text)
        for before, token in itertools.pairwise(tokens):
            if token.is_capital and before.text not in {".", ":", "•", "?", "!"}:
                found.add(_bare(token.text))
    return frozenset(found)


def runs_in(text: str, known: frozenset[str]) -> list[Run]:
    """Return the names in a sentence; `known` are words that are capitalised elsewhere too.

    >>> [run.text for run in runs_in("The Ministry of Health met Mr Li.", frozenset())]
    ['Ministry of Health', 'Mr Li']
    """
    tokens = tokens_of(text)
    found: list[Run] = []
    at = 0
    while at < len(tokens):
        end = _end_of_run(tokens, at)
        if end == at:
            at += 1
            continue
        run = _trimmed(tokens, at, end, known)
        if run is not None:
            found.append(run)
        at = end
    return found


def _end_of_run(tokens: list[Token], at: int) -> int:
    """Return the position after the run that begins at `at`; `at` where none begins."""
    end = _end_of_capitals(tokens, at)
    if end == at:
        return at
    while (longer := _with_of(tokens, at, end)) > end:
        end = longer
    return _with_tail(tokens, end)


def _end_of_capitals(tokens: list[Token], at: int) -> int:
    end = at
    while end < len(tokens):
        if tokens[end].is_capital:
            end += 1
            if _is_possessive(tokens[end - 1]) and not _capital_at(tokens, end):
                break
        elif end > at and _goes_on_after_stop(tokens, end):
            end += 2
        elif end > at and tokens[end].text.isdecimal() and _capital_at(tokens, end + 1):
            end += 1  # a year inside: "Expo 2025 Osaka"
        else:
            break
    return end


def _goes_on_after_stop(tokens: list[Token], at: int) -> bool:
    """Return whether the full stop at `at` is one inside a name: "No. 3", "Ann B. Cole"."""
    if _word(tokens, at) != "." or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1].text, tokens[at + 1]
    if before == "No":
        return after.text.isdecimal()
    is_short = len(before) == 1 or (is_title(before) and len(before) <= len("Prof"))
    return is_short and after.is_capital


def _capital_at(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].is_capital


def _word(tokens: list[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _with_of(tokens: list[Token], begin: int, end: int) -> int:
    """Return the end with "of …", and "and …" or "in …" after that, where they belong."""
    last = singular(tokens[end - 1].text)
    words = {singular(token.text) for token in tokens[begin:end]}
    link = _word(tokens, end)
    after = end + (2 if _word(tokens, end + 1) == "the" else 1)
    if link in {"of", "for"} and last in TAKES_OF and _capital_at(tokens, after):
        if is_title(_word(tokens, after)):
            return end
        return _with_and(tokens, _end_of_capitals(tokens, after))
    is_place = _capital_at(tokens, end + 1) and not is_title(_word(tokens, end + 1))
    if link in {"in", "to"} and words & STATIONED and is_place:
        return _end_of_capitals(tokens, end + 1)
    return end


def _with_and(tokens: list[Token], end: int) -> int:
    """Return the end with "and X" after "of Y", where both are fields: "Trade and Industry"."""
    one, other = _word(tokens, end - 1), _word(tokens, end + 1)
    if _word(tokens, end) not in {"and", "&"} or not _capital_at(tokens, end + 1):
        return end
    stop = _end_of_capitals(tokens, end + 1)
    everyday = background("en")
    is_field = stop == end + 2 and other.lower() in everyday and one.lower() in everyday
    known = any(country(each) or kind_of_head(each) for each in (one, other))
    return stop if is_field and not known and not other.isupper() else end


def _with_tail(tokens: list[Token], end: int) -> int:
    """Return the end with what follows in small letters: "headquarters", "forum"."""
    if _word(tokens, end) in LOWER_TAILS:
        return end + 1
    if _word(tokens, end) == "government" and _word(tokens, end + 1) == "headquarters":
        return end + 2
    return end


def _trimmed(tokens: list[Token], at: int, end: int, known: frozenset[str]) -> Run | None:
    """Return the run without what only begins the sentence."""
    starts = at == 0 or tokens[at - 1].text in {".", ":", "•", "?", "!"}
    while starts and at < end and not _stands(tokens, at, end, known):
        at += 1
    while at < end and tokens[at].text.lower() in _FUNCTION:
        at += 1
    if at >= end:
        return None
    words: list[str] = []
    for token in tokens[at:end]:
        if token.text == "." and words:
            words[-1] += "."
        else:
            words.append(token.text)
    possessive = bool(re.search(r"['’]s?$", words[-1]))
    words[-1] = _bare(words[-1])
    if not words[-1] or (len(words) == 1 and len(words[0]) < 2):
        return None
    return Run(tuple(words), tokens[at].start, tokens[end - 1].end, possessive)


def _stands(tokens: list[Token], at: int, end: int, known: frozenset[str]) -> bool:
    """Return whether the first word of a sentence belongs to a name."""
    word = _bare(tokens[at].text)
    folded = word.lower()
    if folded in _FUNCTION:
        return False
    if word in known or is_title(word) or country(word) or kind_in_front(word):
        return True
    return folded not in background("en") or (end - at > 1 and not folded.endswith(("ing", "ed")))


def _is_possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s", "s'", "s’"))


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).rstrip("’'-")


def parenthesised(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what stands in round brackets, and where."""
    for match in re.finditer(r"\(([^()]{2,160})\)", text):
        yield match[1].strip(), match.start(), match.end()
