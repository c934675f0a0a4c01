"""Topics and countries in a reader's words."""

from __future__ import annotations

from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Country, Topic, keys_of
from handlers.context import Context


def name_topics(topics: Topic, locale: str, context: Context) -> str:
    """Return the names of topics in a row, or the word for all of them."""
    if topics == ALL_TOPICS:
        return context.say("all-topics", locale)
    return _in_a_row([context.say(f"topic-{key}", locale) for key in keys_of(topics)], locale)


def name_countries(countries: Country, locale: str, context: Context) -> str:
    """Return the names of countries in a row, or the word for all of them."""
    if countries == ALL_COUNTRIES:
        return context.say("all-countries", locale)
    return _in_a_row([context.say(f"country-{key}", locale) for key in keys_of(countries)], locale)


def _in_a_row(names: list[str], locale: str) -> str:
    return ("、" if locale == "ja" else ", ").join(names)
