"""Screens: what of a reply, a card and a list is shown, and that all of it is escaped."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.answering import BROWSED
from bot.model import EntryCard, EntryLink, Reply, ReplyStatus, SourceLine, Suggestion
from handlers.buttons import Press, parse
from handlers.replying import (
    MAX_LABEL_UNITS,
    PAGE_SIZE,
    Screen,
    menu_buttons,
    show_card,
    show_list,
    show_reply,
)
from handlers.rich_text import utf16_length
from tests.bot import delivered
from tests.handlers.test_rich_text import read

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
SOURCES = st.builds(SourceLine, WORDS, WORDS)
SUGGESTIONS = st.lists(st.builds(Suggestion, IDS, IDS, WORDS), max_size=15).map(tuple)
LINKS = st.lists(st.builds(EntryLink, IDS, WORDS), max_size=15).map(tuple)
REPLIES = st.builds(
    Reply,
    st.sampled_from(ReplyStatus),
    WORDS,
    st.sampled_from(["en", "ja", "vi", "th", "xx"]),
    st.floats(0, 100),
    entry=IDS | st.none(),
    fact=IDS | st.none(),
    source=SOURCES | st.none(),
    suggestions=SUGGESTIONS,
    note=WORDS | st.just(""),
)
CARDS = st.builds(
    EntryCard, IDS, IDS, WORDS, WORDS | st.just(""), SOURCES, SUGGESTIONS, LINKS, WORDS
)


def labels(screen: Screen) -> list[str]:
    """The labels of a screen's buttons, each of which Telegram must take."""
    markup = screen.markup or InlineKeyboardMarkup([])
    shown = [button for row in markup.inline_keyboard for button in row]
    for button in shown:
        assert parse(button.callback_data) is not None
        assert utf16_length(button.text) <= MAX_LABEL_UNITS
    return [button.text for button in shown]


def presses(screen: Screen) -> list[Press]:
    markup = screen.markup or InlineKeyboardMarkup([])
    parsed = [parse(button.callback_data) for row in markup.inline_keyboard for button in row]
    return [each.press for each in parsed if each is not None]


def text_of(screen: Screen) -> str:
    return "\n".join(read(message) for message in screen.text.messages())


def holds(screen: Screen, *texts: str) -> bool:
    shown = "".join(text_of(screen).split())
    return all("".join(text.split()) in shown for text in texts)


@settings(deadline=None)
@given(REPLIES, CARDS | st.none())
def test_a_reply_shows_all_of_its_text_escaped(reply: Reply, card: EntryCard | None) -> None:
    screen = show_reply(reply, card, delivered.texts())
    source = (reply.source.document, reply.source.section) if reply.source else ()
    assert holds(screen, reply.text, reply.note, *source)
    found = presses(screen)
    if reply.status is ReplyStatus.ANSWER:
        votes = {Press.RIGHT, Press.WRONG} if reply.entry and reply.fact else set()
        assert {Press.RIGHT, Press.WRONG} & set(found) == votes
        assert Press.FACT not in found
    else:
        assert found == [Press.FACT] * len(reply.suggestions)
    labels(screen)


@settings(deadline=None)
@given(CARDS, st.integers(0, 9999))
def test_a_card_shows_all_of_its_text_escaped_on_every_page(card: EntryCard, page: int) -> None:
    screen = show_card(card, page, "en", delivered.texts())
    assert holds(screen, card.title)
    if card.text:
        assert holds(screen, card.text, card.source.document, card.source.section)
    assert presses(screen)[-2:] == [Press.BROWSE, Press.MENU]
    labels(screen)


def test_the_longest_id_fits_with_both_pages() -> None:
    facts = tuple(Suggestion("a", "b", str(number)) for number in range(3 * PAGE_SIZE))
    card = EntryCard("x" * 48, "visit", "T", "", SourceLine("d", "s"), facts, ())
    screen = show_card(card, 1, "en", delivered.texts(), 9999)
    assert screen.markup is not None
    *_, (previous, following), (back, _) = screen.markup.inline_keyboard
    assert previous.callback_data == f"e:{card.entry}:0:9999"
    assert following.callback_data == f"e:{card.entry}:2:9999"
    assert back.callback_data == "k:visit:9999"


@settings(deadline=None)
@given(LINKS)
def test_the_pages_of_a_list_hold_every_entry_once_and_in_order(
    links: tuple[EntryLink, ...],
) -> None:
    seen: list[str] = []
    for page in range(max(1, -(-len(links) // PAGE_SIZE))):
        screen = show_list("visit", links, page, "en", delivered.texts())
        markup = screen.markup
        assert markup is not None
        parsed = [parse(button.callback_data) for row in markup.inline_keyboard for button in row]
        seen += [each.arguments[0] for each in parsed if each and each.press is Press.ENTRY]
        labels(screen)
    assert seen == [link.entry for link in links]


def test_an_empty_list_says_so() -> None:
    screen = show_list("visit", (), 0, "en", delivered.texts())
    assert delivered.texts().get("browse-empty", "en") in text_of(screen)
    assert presses(screen) == [Press.MENU]


def test_the_menu_has_a_button_for_every_list() -> None:
    rows = menu_buttons(tuple(BROWSED), "en", delivered.texts())
    assert [str(button.callback_data) for row in rows for button in row] == [
        f"k:{what}" for what in BROWSED
    ]
    assert all(len(row) <= 2 for row in rows)


def test_a_hostile_title_stays_a_title() -> None:
    hostile = '<a href="x">&lt;'
    card = EntryCard("a", "visit", hostile, "", SourceLine("d", "s"), (), ())
    message = show_card(card, 0, "en", delivered.texts()).text.messages()[0]
    assert html.escape(hostile, quote=False) in message


@pytest.mark.parametrize("entry", delivered.matcher().release.entries, ids=lambda each: each.id)
def test_every_card_of_the_base_is_one_message(entry: object) -> None:
    card = delivered.answering().show_entry(entry.id, "en")  # type: ignore[attr-defined]
    assert card is not None
    screen = show_card(card, 0, "en", delivered.texts())
    assert len(screen.text.messages()) == 1
    assert labels(screen)


def test_every_answer_of_the_base_is_one_message_within_the_contract() -> None:
    for fact in delivered.matcher().facts:
        reply = delivered.answering().show_fact(*fact.key, "en")
        if reply is None:
            continue
        card = delivered.answering().show_entry(fact.entry, "en")
        screen = show_reply(reply, card, delivered.texts())
        assert len(screen.text.messages()) == 1, fact.key
        assert presses(screen)[-2:] == [Press.RIGHT, Press.WRONG], fact.key
