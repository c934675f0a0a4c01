"""Tells what a name is the name of: by its words, or by the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.drafting.abbreviations import is_acronym
from knowledge.drafting.heads import (
    country,
    is_demonym,
    kind_in_front,
    kind_of_head,
    singular,
)
from knowledge.drafting.naming import Run
from knowledge.normalising import fold
from knowledge.schema import Kind

_BODIES = (
    r"(?:institut(?:e|ion)s|compan(?:y|ies)|organi[sz]ations?|firms|agenc(?:y|ies)|bod(?:y|ies)|"
    r"associations|businesses|corporations|enterprises|universities|schools|partners|operators)"
)
_LISTED = re.compile(
    rf"\b{_BODIES}\b,?\s+(?:such as|including|like|namely|as well as)\b", re.IGNORECASE
)
_IN = re.compile(
    r"\b(?:in|at|from|near|across|around|throughout|outside|visit(?:ed|s|ing)?|"
    r"(?:went|came|flew|moved|sent|travel(?:l?ed|s)?|trips?|tours?|visits?|return(?:ed|s)?)\s+to)\s+$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:area|areas|capital|centre|center|city|citizens|east|governor|mayor|north|outskirts|"
    r"part|people|prefecture|province|residents|south|state|streets|suburbs|town|west)\s+of\s+$",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['’]s\s+(?:capital|government|governor|mayor|citizens|residents|streets)\b")
_AREAS = frozenset({"city", "prefecture", "province", "state", "county", "metropolis", "region"})
_MIN_ACRONYM = 3

NEAR = 400
"""So many characters around a name are looked at."""


def kind_by_words(words: Sequence[str]) -> Kind | None:
    """Return what the words of a name tell that it is, None where they tell nothing.

    >>> kind_by_words(["Ministry", "of", "Health"]), kind_by_words(["Expo", "2025"])
    (<Kind.ORGANISATION: 'organisation'>, <Kind.EVENT: 'event'>)
    """
    plain = [word for word in words if not word.isdecimal()] or list(words)
    if country(" ".join(plain)):
        return Kind.PLACE
    for link in ("of", "for"):
        if link in plain[1:]:
            return kind_of_head(plain[plain.index(link, 1) - 1])
    front = kind_in_front(plain[0])
    return front if front and len(words) > 1 else kind_of_head(plain[-1])


def up_to_head(words: Sequence[str]) -> Sequence[str]:
    """Return a name that nothing is told of, cut behind the last word that tells something."""
    heads = [
        at
        for at, word in enumerate(words)
        if at and kind_of_head(word) and fold(word) == singular(word)
    ]
    return words[: heads[-1] + 1] if heads else words


def is_no_name(words: Sequence[str]) -> bool:
    """Return whether the words name nothing themselves: "Kenyan", "France-Italy", "City"."""
    if len(words) > 1:
        return all(is_demonym(word) for word in words)
    word = words[0]
    if kind_of_head(word) is not None and not is_acronym(word):
        return True
    joined = re.split(r"[-–&]", word)
    if len(joined) > 1 and all(
        country(part) or is_demonym(part) or len(part) < 2 for part in joined
    ):
        return True
    is_formula = word.isupper() and not word.isalpha() and len(word) <= _MIN_ACRONYM
    return is_demonym(word) or is_formula or (word.isupper() and len(word) < _MIN_ACRONYM)


def is_body_by_shape(words: Sequence[str]) -> bool:
    """Return whether a name is an acronym, perhaps with a place: "OECD", "Kenya UNICEF"."""
    acronyms = [word for word in words if _is_long_acronym(word)]
    return len(acronyms) == 1 and (len(words) == 1 or words[-1] == acronyms[0] or "." in words[0])


def _is_long_acronym(word: str) -> bool:
    plain = word.replace(".", "")
    is_long = len(plain) >= _MIN_ACRONYM and plain.isalpha()
    return is_long and plain.isupper() and is_acronym(plain)


class Surroundings:
    """Counts how names are used, to tell places and bodies that their words do not tell."""

    def __init__(self) -> None:
        self._places: Counter[str] = Counter()
        self._bodies: Counter[str] = Counter()
        self._seen: set[str] = set()

    def note(self, text: str, run: Run) -> None:
        """Note how a name is used in a sentence."""
        before = re.sub(r"\bthe\s+$", "", text[max(0, run.start - NEAR) : run.start])
        rest = text[run.start + len(run.text) :][:NEAR]
        if _IN.search(before) or _PART_OF.search(before) or _OWNS.match(rest):
            self._places[run.text] += 1
        self._seen.add(run.text)
        area = short_area(run.words)
        if area:
            self._places[area] += 1
        if _LISTED.search(before):
            self._bodies[run.text] += 1

    def is_place_alone(self, name: str) -> bool:
        """Return whether a place's name also stands alone: "Chiba" beside "Chiba Prefecture"."""
        return name in self._seen and bool(self._places[name])

    def note_office(self, title: str, of: str) -> None:
        """Note that somebody heads `of`: mayors head places, presidents bodies."""
        if title.lower().split()[-1] in {"governor", "mayor", "premier", "ambassador"}:
            self._places[of] += 1
        else:
            self._bodies[of] += 1

    def kind_of(self, name: str) -> Kind | None:
        """Return what the uses tell; a place that also acts as a body is a place."""
        if self._places[name]:
            return Kind.PLACE
        return Kind.ORGANISATION if self._bodies[name] else None


def short_area(words: Sequence[str]) -> str | None:
    """Return "Chiba" for "Chiba Prefecture", None for other names."""
    if len(words) > 1 and singular(words[-1]) in _AREAS and kind_of_head(words[-2]) is None:
        return " ".join(words[:-1])
    return None
