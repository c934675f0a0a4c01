"""Topics and countries in words: every language, any order, with and without marks."""

import pytest

from bot.choices import read_choice
from bot.subscribers import (
    ALL_COUNTRIES,
    ALL_TOPICS,
    Choice,
    Country,
    Topic,
    key_of,
)
from bot.texts import LANGUAGE_NAMES
from tests.bot import delivered

TEXTS = delivered.texts()


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
@pytest.mark.parametrize("topic", Topic)
def test_a_topic_is_read_in_every_language(locale: str, topic: Topic) -> None:
    name = TEXTS.get(f"topic-{key_of(topic)}", locale)
    assert read_choice(name, TEXTS) == Choice(topics=topic)


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
@pytest.mark.parametrize("country", Country)
def test_a_country_is_read_in_every_language(locale: str, country: Country) -> None:
    name = TEXTS.get(f"country-{key_of(country)}", locale)
    assert read_choice(name, TEXTS) == Choice(countries=country)


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
def test_the_word_for_all_means_all_topics(locale: str) -> None:
    assert read_choice(TEXTS.get("word-all", locale), TEXTS) == Choice(ALL_TOPICS, ALL_COUNTRIES)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("visits vietnam", Choice(Topic.VISITS, Country.VIETNAM)),
        ("Vietnam, visits", Choice(Topic.VISITS, Country.VIETNAM)),
        ("-visits-vietnam", Choice(Topic.VISITS, Country.VIETNAM)),
        ("VISIT and EVENT", Choice(Topic.VISITS | Topic.EVENTS)),
        ("programs", Choice(Topic.PROGRAMMES)),
        ("chuyen tham viet nam", Choice(Topic.VISITS, Country.VIETNAM)),
        ("訪問 タイ", Choice(Topic.VISITS, Country.THAILAND)),
        ("all japan", Choice(ALL_TOPICS, Country.JAPAN)),
        ("visits Laos", Choice(Topic.VISITS)),
    ],
)
def test_words_are_read_in_any_order_and_spelling(text: str, choice: Choice) -> None:
    assert read_choice(text, TEXTS) == choice


@pytest.mark.parametrize("text", ["", "  ", "football", "-", "<b>", "x" * 4000])
def test_what_names_nothing_is_no_choice(text: str) -> None:
    assert read_choice(text, TEXTS) is None
