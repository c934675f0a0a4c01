"""Names that stand for each other: "Japan External Trade Organization (JETRO)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.drafting.naming import Run, parenthesised

_CALLED = re.compile(
    r"(?:(?:also|better|internationally|locally|officially|commonly|formerly|since)\s+)*"
    r"(?:called|known as|named|a\.?k\.?a\.?|or|dubbed|nicknamed)\s+[“\"']?(?P<name>[A-Z][\w -]*)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]{1,11}")


@dataclass(frozen=True, slots=True)
class OtherName:
    """What the brackets behind a name hold: `alias` of the name, or a `detail` of it."""

    run: Run
    alias: str | None
    detail: str | None
    start: int
    end: int


def other_names(text: str, runs: Sequence[Run]) -> list[OtherName]:
    """Return what stands in brackets right behind the names of a sentence.

    >>> run = Run(("World", "Food", "Programme"), 4, 24)
    >>> other_names("The World Food Programme (WFP) came.", [run])[0].alias
    'WFP'
    """
    found = []
    for inner, start, end in parenthesised(text):
        before = [run for run in runs if run.end <= start and not text[run.end : start].strip()]
        if not before:
            continue
        run, alias = before[-1], _alias(inner, before[-1])
        is_name = inner[:1].isupper() and len(inner.split()) <= 4
        found.append(OtherName(run, alias, inner if is_name and not alias else None, start, end))
    return found


def is_acronym(word: str) -> bool:
    """Return whether a word is written like the short form of a name: "OECD", "MoU"."""
    capitals = sum(char.isupper() for char in word)
    return bool(_ACRONYM.fullmatch(word)) and capitals >= max(2, 0.6 * len(word))


def _alias(inner: str, run: Run) -> str | None:
    called = _CALLED.match(inner)
    if called:
        return called["name"].strip()
    if is_acronym(inner) and _stands_for(inner, run.text):
        return inner
    plain = re.sub(r"^[Tt]he\s+", "", inner)
    if is_acronym(run.words[-1]) and _stands_for(run.words[-1], plain):
        return plain
    return None


def _stands_for(acronym: str, name: str) -> bool:
    """Return whether the letters of `acronym` begin words of `name`, in their order."""
    letters = [char for char in acronym.lower() if char.isalpha()]
    initials = [word[0].lower() for word in re.findall(r"[^\W_]+", name)]
    if len(initials) < 2 or not letters or letters[0] != initials[0]:
        return False
    rest = iter(re.sub(r"[^a-z]", "", name.lower()))
    in_order = all(letter in rest for letter in letters)
    matching = sum(1 for letter in letters if letter in initials)
    return in_order and matching >= max(2, len(letters) - 2)
