"""Reads what a text asks for: who, when, how many ..., and the sort of thing asked for.

Cues ("who", "how many", "ไหน") tell most of it. The word that "which" or "what" stands with
tells the rest: "which department" asks who, "what year" when.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from knowledge.analysis import Unit
from knowledge.phrases import Span
from knowledge.schema import Asks

_ASKS: Final = {asks.value: asks for asks in Asks}

HEADED: Final = frozenset({Asks.WHICH, Asks.WHAT, Asks.HOW_MANY})
"""Kinds of question that stand with a word for what is asked for, the head."""

HEAD_UNITS: Final = 2
"""How many units after the cue are looked at: "which young START-UPS"."""

HEAD_FIRST: Final = frozenset({"vi", "th"})
"""Languages where the head comes before "which" and "what": "sở nào", "หน่วยงานไหน"."""

NAME_UNITS: Final = 2
"""How many units away from "name" the person or body stands: "name of the new GOVERNOR"."""

_PEOPLE: Final = frozenset(
    f"c:{each}"
    for each in (
        *("leader", "deputy", "chairman", "governor", "mayor", "ambassador", "official", "person"),
        *("representative", "counterpart", "partner", "author", "coordinator"),
    )
)
_BODIES: Final = frozenset(
    f"c:{each}"
    for each in (
        *("institution", "organisation", "agency", "authority", "department", "office"),
        *("committee", "association", "government"),
    )
)
_HEAD_ASKS: Final = {
    Asks.WHEN: frozenset({"c:date", "c:day", "c:month", "c:year", "c:clock-time"}),
    Asks.HOW_MANY: frozenset({"c:number", "c:amount", "c:percentage", "c:total"}),
    Asks.WHERE: frozenset({"c:place", "c:venue", "c:building"}),
}
"""The kinds of question that heads stand for. People and bodies stand for "who", and may also be
meant by "which"."""


class Asked(NamedTuple):
    """What a text asks: the kinds of question, that of its first word, and the meanings of the
    heads, concepts and names only."""

    asks: frozenset[Asks]
    opening: Asks | None
    heads: frozenset[str]


def read_asked(cues: Sequence[Span], units: Sequence[Unit], locale: str) -> Asked:
    """Return what a text asks that has these cues and units.

    A text with no cue but one for an overview asks by its first or last word: "agreement year".
    """
    opening = [_ASKS[symbol] for span in cues if span.start == 0 for symbol in span.symbols]
    asks = {_ASKS[symbol] for span in cues for symbol in span.symbols} - {Asks.WHETHER}
    heads: set[str] = set()
    for cue in cues:
        kinds = {_ASKS[symbol] for symbol in cue.symbols}
        if kinds & HEADED:
            found = _heads_of(cue, kinds, units, locale)
            heads.update(meaning for unit in found for meaning in unit.meanings)
            asks = _with_head(asks, kinds, _adjacent(cue, found, locale))
    if asks <= {Asks.WHAT, Asks.OVERVIEW, Asks.LIST} and _names_somebody(units):
        asks.add(Asks.WHO)
    if asks <= {Asks.OVERVIEW} and len(units) > 1:
        asks = _asked_by_keyword(asks, units)
    if opening == [Asks.WHETHER]:
        asks.add(Asks.WHETHER)
    meant = frozenset(each for each in heads if each[0] != "s")
    return Asked(frozenset(asks), opening[0] if opening else None, meant)


def _heads_of(cue: Span, kinds: set[Asks], units: Sequence[Unit], locale: str) -> Sequence[Unit]:
    """Return the units that say what is asked for: those that follow the cue; where heads come
    first, or none follows, the one before."""
    if locale in HEAD_FIRST and Asks.HOW_MANY in kinds:
        return _counted(cue, units)
    following = [unit for unit in units if unit.position >= cue.end - 1]
    if following and locale not in HEAD_FIRST:
        return following[:HEAD_UNITS]
    return [unit for unit in units if unit.position < cue.end][-1:]


def _counted(cue: Span, units: Sequence[Unit]) -> list[Unit]:
    """Return what is counted where a word for its sort may follow the cue, or be part of it:
    "บริษัท ... กี่แห่ง", "mấy công ty"."""
    before = [each for each in units if each.position < cue.start and each.primary[0] != "e"]
    following = [each for each in units if each.position >= cue.start]
    return [*following[:1], *before[-1:]]


def _adjacent(cue: Span, heads: Sequence[Unit], locale: str) -> Unit | None:
    """Return the head that nothing but a name parts from the cue: "what DAY", "which Hanoi
    DEPARTMENT", not "what did the GOVERNOR"."""
    first = next(iter(heads), None)
    if first is None or first.position < cue.end - 1:
        return first if locale in HEAD_FIRST else None
    if first.position > cue.end:
        return None
    return next((each for each in heads if each.primary[0] != "e"), None)


def _with_head(asks: set[Asks], kinds: set[Asks], head: Unit | None) -> set[Asks]:
    """Return the kinds of question with those that a head stands for."""
    if head is None or Asks.HOW_MANY in kinds:
        return asks
    meant = _meant_by(head)
    if meant is not None:
        return asks - {Asks.WHICH, Asks.WHAT} | {meant}
    if Asks.WHICH in kinds and head.meanings & (_PEOPLE | _BODIES):
        return asks | {Asks.WHO}
    return asks


def _asked_by_keyword(asks: set[Asks], units: Sequence[Unit]) -> set[Asks]:
    for unit in (units[-1], units[0]):
        meant = _meant_by(unit) or (Asks.WHO if unit.meanings & _PEOPLE else None)
        if meant is not None:
            return asks | {meant}
    return asks


def _meant_by(unit: Unit) -> Asks | None:
    return next((each for each, heads in _HEAD_ASKS.items() if unit.meanings & heads), None)


def _names_somebody(units: Sequence[Unit]) -> bool:
    """Whether somebody's name is spoken of: "name of the governor"."""
    roles = _PEOPLE | _BODIES
    for at, unit in enumerate(units):
        near = units[max(0, at - NAME_UNITS) : at + NAME_UNITS + 1]
        if "c:name" in unit.meanings and any(each.meanings & roles for each in near):
            return True
    return False
