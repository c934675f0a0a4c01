"""Text with formatting: escaped, counted as Telegram counts, cut without loss."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.simulator.formatting import formatted_text
from handlers.rich_text import RichText, Style, shorten, utf16_length

TEXT = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/ab \n\r\t👍\u2028\x0b;#"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=120,
)
PIECES = st.lists(st.tuples(TEXT, st.sampled_from(Style)), max_size=8)
LIMIT = st.integers(2, 80)


class Reader(HTMLParser):
    """Reads HTML as Telegram does: every tag closed, in order, and nothing but our tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in {"b", "i"}
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(message: str) -> str:
    """The text of a message in HTML, which must be well formed."""
    reader = Reader()
    reader.feed(message)
    reader.close()
    assert not reader.open
    return reader.text


def rich(pieces: list[tuple[str, Style]]) -> RichText:
    text = RichText()
    for piece, style in pieces:
        text.add(piece, style)
    return text


def without_space(text: str) -> str:
    return "".join(text.split())


FOUND_BY_TELEGRAM = frozenset(
    {"bot_command", "cashtag", "email", "hashtag", "mention", "phone_number", "url"}
)
"""Entities that Telegram makes of plain words by itself."""


@settings(deadline=None)
@given(PIECES, LIMIT)
@example([("<b>" * 20, Style.BOLD)], 5)
@example([("👍" * 9, Style.PLAIN)], 3)
@example([("a\u2028b", Style.ITALIC)], 2)
def test_every_part_is_within_the_limit_and_well_formed(
    pieces: list[tuple[str, Style]], limit: int
) -> None:
    for message in rich(pieces).messages(limit):
        shown = read(message)
        assert shown.strip()
        assert utf16_length(shown) <= limit


@settings(deadline=None)
@given(PIECES, LIMIT)
def test_nothing_is_lost_but_space_where_it_is_cut(
    pieces: list[tuple[str, Style]], limit: int
) -> None:
    text = rich(pieces)
    shown = "".join(read(message) for message in text.messages(limit))
    assert without_space(shown) == without_space(text.plain)


@settings(deadline=None)
@given(PIECES)
def test_a_text_that_fits_is_one_message_with_its_text_whole(
    pieces: list[tuple[str, Style]],
) -> None:
    text = rich(pieces)
    messages = text.messages()
    if text.plain.strip():
        assert [read(each).strip() for each in messages] == [text.plain.strip()]
    else:
        assert messages == []


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, st.integers(1, 2000)), max_size=3))
def test_long_texts_stay_within_what_telegram_takes(lines: list[tuple[str, int]]) -> None:
    text = RichText()
    for line, count in lines:
        text.line((line * count)[:9000], Style.BOLD)
    for message in text.messages():
        assert utf16_length(read(message)) <= 4096


@settings(deadline=None)
@given(PIECES)
def test_the_simulator_reads_the_same_text(pieces: list[tuple[str, Style]]) -> None:
    for message in rich(pieces).messages():
        parsed = formatted_text(message, "HTML", None)
        assert without_space(parsed.text) in {without_space(read(message)), ""}
        found = {entity.type for entity in parsed.entities} - FOUND_BY_TELEGRAM
        assert found <= {"bold", "italic"}


def test_a_line_is_cut_at_a_space_where_there_is_one() -> None:
    assert RichText().add("one two three").messages(9) == ["one two", "three"]
    assert RichText().add("onetwothree").messages(9) == ["onetwothr", "ee"]


def test_lines_are_kept_together() -> None:
    text = RichText().line("first", Style.BOLD).line("second")
    assert text.messages(10) == ["<b>first</b>", "second"]
    assert text.messages() == ["<b>first</b>\nsecond"]


def test_an_empty_text_is_no_message() -> None:
    assert RichText().line().line("  ").messages() == []


@settings(deadline=None)
@given(TEXT, st.integers(1, 40))
def test_a_shortened_text_is_within_its_limit_and_begins_like_the_whole(
    text: str, limit: int
) -> None:
    short = shorten(text, limit)
    assert utf16_length(short) <= limit
    if short != text:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


@pytest.mark.parametrize(("text", "units"), [("", 0), ("a", 1), ("👍", 2), ("ก่", 2), ("👩‍👩‍👧", 8)])
def test_length_is_counted_in_utf_16(text: str, units: int) -> None:
    assert utf16_length(text) == units == len(text.encode("utf-16-le")) // 2
