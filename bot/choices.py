"""Topics and countries that somebody wrote behind a command, in any of our languages."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TypeVar

from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Choice, Country, Topic, key_of
from bot.texts import Texts
from knowledge.normalising import fold

Flag = TypeVar("Flag", Topic, Country)


def read_choice(text: str, texts: Texts) -> Choice | None:
    """Return the topics and countries that a text names, None where it names none.

    Names count in every language whatever the reader's, with or without tone marks, and in any
    order; what is none of them is passed over. The word for all means all topics.
    """
    written = fold(text)
    topics = _named(
        written,
        {
            each: {texts.get(f"topic-{key_of(each)}", locale) for locale in texts.locales}
            for each in Topic
        },
    )
    countries = _named(
        written,
        {
            each: {texts.get(f"country-{key_of(each)}", locale) for locale in texts.locales}
            for each in Country
        },
    )
    if topics is None and any(_stands(word, written) for word in _words_for_all(texts)):
        topics = ALL_TOPICS
        countries = countries or ALL_COUNTRIES
    if topics is None and countries is None:
        return None
    return Choice(topics, countries)


def _named(written: str, names: dict[Flag, set[str]]) -> Flag | None:
    found = [
        flag
        for flag, called in names.items()
        if any(_stands(name, written) for name in _spellings(key_of(flag), called))
    ]
    return reduce(or_, found) if found else None


def _spellings(key: str, names: set[str]) -> set[str]:
    # A link's payload has the key itself, and many type the singular or "programs".
    american = key.replace("mme", "m")
    return {*names, key, key.removesuffix("s"), american, american.removesuffix("s")}


def _words_for_all(texts: Texts) -> set[str]:
    return {texts.get("word-all", locale) for locale in texts.locales}


def _stands(name: str, written: str) -> bool:
    """Whether a name stands in a folded text, with spaces or none inside.

    In Latin letters it must be whole words; other scripts have no spaces between theirs.
    """
    letters = "".join(fold(name).split())
    pattern = r"\s*".join(re.escape(letter) for letter in letters)
    if letters.isascii():
        pattern = rf"(?<![a-z]){pattern}(?![a-z])"
    return re.search(pattern, written) is not None
