from __future__ import annotations

import pytest

from knowledge.analysis import Unit
from knowledge.asking import read_asked
from knowledge.phrases import Span
from knowledge.schema import Asks


def cue(start: int, end: int, *kinds: Asks) -> Span:
    return Span(start, end, tuple(each.value for each in kinds))


def unit(position: int, meaning: str) -> Unit:
    return Unit(meaning[2:], frozenset({meaning, f"s:{meaning[2:]}"}), meaning, position)


WHICH_FIRST = cue(0, 1, Asks.WHICH)


@pytest.mark.parametrize(
    ("cues", "units", "asks"),
    [
        pytest.param(
            [WHICH_FIRST],
            [unit(1, "c:department"), unit(2, "c:briefing")],
            {Asks.WHICH, Asks.WHO},
            id="which department gave the briefing",
        ),
        pytest.param(
            [WHICH_FIRST],
            [unit(1, "e:hanoi"), unit(2, "c:department")],
            {Asks.WHICH, Asks.WHO},
            id="which Hanoi department",
        ),
        pytest.param([WHICH_FIRST], [unit(1, "c:festival")], {Asks.WHICH}, id="which festival"),
        pytest.param([cue(0, 1, Asks.WHAT)], [unit(1, "c:year")], {Asks.WHEN}, id="what year"),
        pytest.param(
            [cue(0, 1, Asks.WHAT)], [unit(1, "c:percentage")], {Asks.HOW_MANY}, id="what share"
        ),
        pytest.param(
            [cue(0, 2, Asks.WHAT)],
            [unit(3, "c:governor"), unit(4, "c:say")],
            {Asks.WHAT},
            id="what did the governor say",
        ),
        pytest.param(
            [cue(0, 2, Asks.HOW_MANY)],
            [unit(2, "c:official")],
            {Asks.HOW_MANY},
            id="how many officials",
        ),
        pytest.param(
            [cue(0, 1, Asks.WHAT)],
            [unit(1, "c:name"), unit(4, "c:governor")],
            {Asks.WHAT, Asks.WHO},
            id="what name has the governor",
        ),
        pytest.param(
            [cue(0, 1, Asks.WHAT)],
            [unit(1, "c:name"), unit(4, "c:festival")],
            {Asks.WHAT},
            id="what name has the festival",
        ),
        pytest.param([], [unit(0, "c:agreement"), unit(1, "c:year")], {Asks.WHEN}, id="pact year"),
        pytest.param([], [unit(0, "c:governor"), unit(2, "e:tokyo")], {Asks.WHO}, id="governor"),
        pytest.param([], [unit(0, "c:agreement"), unit(1, "e:tokyo")], set(), id="Tokyo pact"),
        pytest.param([], [unit(0, "c:year")], set(), id="a single word asks nothing"),
    ],
)
def test_the_word_asked_for_tells_the_kind_of_question(
    cues: list[Span], units: list[Unit], asks: set[Asks]
) -> None:
    assert read_asked(cues, units, "en").asks == asks


def test_whether_counts_only_at_the_beginning() -> None:
    whether = cue(0, 1, Asks.WHETHER)
    assert read_asked([whether], [unit(1, "c:visit")], "en").asks == {Asks.WHETHER}
    assert read_asked([whether], [unit(1, "c:visit")], "en").opening == Asks.WHETHER
    later = cue(3, 4, Asks.WHETHER)
    assert read_asked([cue(0, 1, Asks.WHO), later], [unit(1, "c:visit")], "en").asks == {Asks.WHO}


@pytest.mark.parametrize(
    ("locale", "heads"), [("vi", {"c:department"}), ("th", {"c:department"}), ("en", {"c:economy"})]
)
def test_head_stands_before_which_in_vietnamese_and_thai(locale: str, heads: set[str]) -> None:
    units = [unit(0, "c:department"), unit(2, "c:economy")]
    assert read_asked([cue(1, 2, Asks.WHICH)], units, locale).heads == heads


def test_what_is_counted_follows_how_many() -> None:
    units = [unit(0, "c:visit"), unit(2, "c:company")]
    assert read_asked([cue(1, 2, Asks.HOW_MANY)], units, "en").heads == {"c:company"}


@pytest.mark.parametrize("locale", ["vi", "th"])
def test_what_is_counted_may_stand_before_how_many_or_in_it(locale: str) -> None:
    units = [unit(0, "c:company"), unit(1, "e:kanagawa"), unit(3, "c:place")]
    assert read_asked([cue(2, 4, Asks.HOW_MANY)], units, locale).heads == {"c:company", "c:place"}


def test_head_is_what_comes_before_where_nothing_follows() -> None:
    units = [unit(0, "e:tokyo"), unit(1, "c:theme")]
    assert read_asked([cue(3, 4, Asks.WHAT)], units, "ja").heads == {"c:theme"}
