"""The bot's own words: what is missing, what is filled in, and the catalogues delivered."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ExchangeBotError
from bot.texts import FALLBACK, BrokenCatalogueError, Texts
from tests.bot import delivered

ENGLISH = """\
hello = Hello, { $name }!
plain = Just text
pages = Page { $page } of { $pages }
marked =
    .title = only an attribute
broken = { $one } and { -nothing }
lines =
    one
    two
"""
VIETNAMESE = """\
hello = Chào { $name }!
marked = Có
"""
LONGEST = {"command-": 256, "bot-description": 512, "bot-short-description": 120}
"""How long Telegram lets texts be that it shows itself."""

LOCALES = delivered.texts().locales


class Variables(Visitor):
    """Collects the placeholders of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def source(locale: str) -> str:
    """A delivered catalogue, from all its files."""
    folder = resources.files("bot") / "locales" / locale
    files = sorted(folder.iterdir(), key=lambda each: each.name)
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def placeholders(locale: str) -> dict[str, set[str]]:
    """The placeholders of each message of a delivered catalogue."""
    found = {}
    for item in FluentParser().parse(source(locale)).body:
        if isinstance(item, Message):
            visitor = Variables()
            visitor.visit(item)
            assert item.id.name not in found, f"{item.id.name} stands twice in {locale}"
            found[item.id.name] = visitor.names
    return found


@pytest.fixture
def texts() -> Texts:
    """Two small catalogues."""
    return Texts({"en": ENGLISH, "vi": VIETNAMESE})


def test_a_message_is_given_in_the_locale(texts: Texts) -> None:
    assert texts.locales == ("en", "vi")
    assert texts.get("hello", "en", name="An") == "Hello, An!"
    assert texts.get("hello", "vi", name="An") == "Chào An!"
    assert texts.get("lines", "en") == "one\ntwo"


@pytest.mark.parametrize("locale", ["vi", "th", "", "EN", "../en", "en-GB"])
def test_what_a_locale_lacks_is_taken_from_english(texts: Texts, locale: str) -> None:
    assert texts.get("plain", locale) == "Just text"


@pytest.mark.parametrize("locale", ["en", "vi", "th"])
@pytest.mark.parametrize("message", ["nothing", "", "hello.title", "-term"])
def test_a_message_that_english_lacks_is_an_error(texts: Texts, message: str, locale: str) -> None:
    with pytest.raises(BrokenCatalogueError, match=re.escape(f"'{message}'")):
        texts.get(message, locale)


def test_a_message_without_text_is_an_error(texts: Texts) -> None:
    with pytest.raises(BrokenCatalogueError, match="'marked' has no text"):
        texts.get("marked", "en")
    assert texts.get("marked", "vi") == "Có"


@pytest.mark.parametrize(
    ("message", "values"),
    [("hello", {}), ("hello", {"nome": "An"}), ("pages", {"page": 1}), ("broken", {"one": 1})],
)
def test_a_placeholder_without_a_value_is_an_error(
    texts: Texts, message: str, values: dict[str, str | int]
) -> None:
    with pytest.raises(BrokenCatalogueError, match=f"'{message}' cannot be formatted"):
        texts.get(message, "en", **values)
    assert issubclass(BrokenCatalogueError, ExchangeBotError)


def test_values_that_nobody_asks_for_are_left_out(texts: Texts) -> None:
    assert texts.get("plain", "en", name="An") == "Just text"


def test_no_english_at_all_is_an_error_only_when_it_is_needed() -> None:
    texts = Texts({"vi": VIETNAMESE})
    assert texts.get("hello", "vi", name="An") == "Chào An!"
    with pytest.raises(BrokenCatalogueError):
        texts.get("plain", "vi")


@given(st.text())
def test_values_are_never_parsed_or_marked(value: str) -> None:
    filled = Texts({"en": ENGLISH}).get("hello", "en", name=value)
    assert filled == f"Hello, {value}!"


# The catalogues that are delivered


def test_english_is_the_fallback_and_there() -> None:
    assert FALLBACK in LOCALES
    assert {"ja", "vi"} <= set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_of_a_catalogue_is_understood(locale: str) -> None:
    junk = [item for item in FluentParser().parse(source(locale)).body if isinstance(item, Junk)]
    assert not junk


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_have_the_messages_and_placeholders_of_english(locale: str) -> None:
    assert placeholders(locale) == placeholders("en")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_can_be_given(locale: str) -> None:
    for message, names in placeholders("en").items():
        values = {name: f"«{name}»" for name in names}
        text = delivered.texts().get(message, locale, **values)
        assert text.strip() == text
        assert text
        if message != "start":  # it chooses by the value
            assert all(value in text for value in values.values()), message


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_are_filled_in_as_numbers(locale: str) -> None:
    text = delivered.texts().get("browse-page", locale, page=2, pages=11)
    assert re.findall(r"\d+", text) == ["2", "11"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_greeting_goes_without_a_name(locale: str) -> None:
    with_name = delivered.texts().get("start", locale, name="Robin")
    without = delivered.texts().get("start", locale, name="none")
    assert "Robin" in with_name
    assert "none" not in without
    assert len(without) < len(with_name)


@pytest.mark.parametrize("locale", LOCALES)
def test_texts_that_telegram_shows_are_within_its_limits(locale: str) -> None:
    for message in placeholders("en"):
        for start, limit in LONGEST.items():
            if message.startswith(start):
                assert 1 <= len(delivered.texts().get(message, locale)) <= limit


@pytest.mark.parametrize("locale", sorted(set(LOCALES) - {FALLBACK}))
def test_translations_are_none_of_english(locale: str) -> None:
    texts = delivered.texts()
    same = [
        message
        for message, names in placeholders(locale).items()
        if not names
        and len(texts.get(message, "en")) > 20
        and texts.get(message, locale) == texts.get(message, "en")
    ]
    assert not same
