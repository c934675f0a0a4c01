"""The data behind buttons: short, readable after a restart, and safe to read from anybody."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answering import BROWSED
from handlers.buttons import MAX_BYTES, ButtonData, Press, page_of, parse, pattern
from knowledge.known import Origin
from tests.bot import delivered

ARGUMENT = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), max_size=10)


@settings(deadline=None)
@given(st.one_of(st.text(), st.none(), st.integers(), st.binary(), st.lists(st.text())))
@example("f")
@example("f:")
@example("::::")
@example("y:" + "x" * 100)
def test_reading_never_fails(data: object) -> None:
    parsed = parse(data)
    assert parsed is None or isinstance(parsed.press, Press)


@settings(deadline=None)
@given(st.sampled_from(Press), st.lists(ARGUMENT, max_size=3))
def test_what_was_written_is_read_back(press: Press, arguments: list[str]) -> None:
    written = ButtonData(press, tuple(arguments))
    if len(":".join((press, *arguments)).encode()) > MAX_BYTES:
        with pytest.raises(ValueError, match="64 bytes"):
            str(written)
    else:
        assert parse(str(written)) == written


@settings(deadline=None)
@given(st.lists(st.text(max_size=50), max_size=3), st.integers(-3, 5))
def test_a_page_is_a_number_of_at_most_four_digits(arguments: list[str], place: int) -> None:
    assert 0 <= page_of(tuple(arguments), abs(place)) <= 9999


@pytest.mark.parametrize(
    ("text", "page"), [("3", 3), ("0", 0), ("-1", 0), ("²", 0), ("٣", 0), ("", 0), ("1" * 50, 1111)]
)
def test_a_page_is_read_from_plain_digits_only(text: str, page: int) -> None:
    assert page_of(("x", text), 1) == page


def test_a_button_for_every_fact_fits_and_is_read_back() -> None:
    for fact in delivered.matcher().facts:
        for press in (Press.FACT, Press.RIGHT, Press.WRONG):
            data = ButtonData(press, fact.key)
            assert parse(str(data)) == data


def test_a_button_for_every_entry_and_page_fits_and_is_read_back() -> None:
    for entry in delivered.matcher().release.entries:
        data = ButtonData(Press.ENTRY, (entry.id, "9999"))
        assert parse(str(data)) == data


def test_a_button_for_every_list_fits() -> None:
    for what in BROWSED:
        assert len(str(ButtonData(Press.BROWSE, (what, "9999"))).encode()) <= MAX_BYTES


def test_every_fact_but_a_gap_can_be_shown_by_its_button() -> None:
    for fact in delivered.matcher().facts:
        shown = delivered.answering().show_fact(*fact.key, "en")
        assert (shown is None) is (fact.origin is Origin.GAP), fact.key


def test_a_pattern_takes_its_own_presses_only() -> None:
    votes = re.compile(pattern(Press.RIGHT, Press.WRONG))
    assert votes.match("y:a:b")
    assert votes.match("n")
    assert not votes.match("yes:a")
    assert not votes.match("f:a:b")
    assert not votes.match(" y:a")
