"""Templates and lexicons: every locale's say the same things as English."""

import string
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.deriving import derive_facts
from knowledge.lexicon import Lexicon
from knowledge.loading import load_base
from knowledge.normalising import fold
from knowledge.schema import LOCALES, Act, Asks, Kind
from knowledge.templates import Templates
from knowledge.yaml_reader import YamlFile, read_yaml
from tests.structure.repository import ROOT

TEMPLATES = sorted(path.stem for path in (ROOT / "knowledge" / "templates").iterdir())
LEXICONS = sorted(path.stem for path in (ROOT / "knowledge" / "lexicon").iterdir())
MAX_CONCEPTS_OF_A_WORD = 3


def read_file(path: Path) -> Any:
    """What stands in a YAML file, read as the bot reads it."""
    file = read_yaml(path)
    assert isinstance(file, YamlFile), file
    return file.data


@cache
def template_data(locale: str) -> Any:
    """What stands in a locale's file of templates."""
    return read_file(ROOT / "knowledge" / "templates" / f"{locale}.yaml")


@cache
def lexicon(locale: str) -> Lexicon:
    """A locale's lexicon."""
    data = read_file(ROOT / "knowledge" / "lexicon" / f"{locale}.yaml")
    return Lexicon.model_validate(data)


def test_there_is_english_and_only_locales_that_are_known() -> None:
    for locales in (TEMPLATES, LEXICONS):
        assert "en" in locales
        assert set(locales) <= set(LOCALES)


# --- Phrasings ---


def test_no_button_shows_a_question_as_somebody_typed_it() -> None:
    files = sorted((ROOT / "knowledge" / "phrasings").glob("*/typed-*.yaml"))
    typed: dict[str, set[str]] = {}
    for file in files:
        for texts in read_file(file).values():
            typed.setdefault(file.parent.name, set()).update(map(fold, texts))
    assert set(typed) == set(LOCALES)
    for fact in derive_facts(load_base()):
        for locale, title in fact.titles.items():
            assert fold(title) not in typed[locale], fact.key


# --- Templates ---


def patterns(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in the templates with the keys that lead to it; places in a list do not count."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from patterns(value, (*path, key))
    elif isinstance(data, list):
        for value in data:
            yield from patterns(value, path)
    else:
        yield path, str(data)


def keys(locale: str) -> set[tuple[str, ...]]:
    """Every sequence of keys that leads to a text."""
    return {path for path, _ in patterns(template_data(locale))}


def fields(pattern: str) -> frozenset[str]:
    """The placeholders of a pattern."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(pattern) if name)


def placeholders(locale: str) -> dict[tuple[str, ...], frozenset[str]]:
    """The placeholders that are used under each sequence of keys, whatever the pattern."""
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for path, pattern in patterns(template_data(locale)):
        found[path] = found.get(path, frozenset()) | fields(pattern)
    return found


@pytest.mark.parametrize("locale", TEMPLATES)
def test_templates_are_named_by_their_locale_and_valid(locale: str) -> None:
    assert Templates.model_validate(template_data(locale)).locale == locale


@pytest.mark.parametrize("locale", TEMPLATES)
def test_templates_have_the_keys_of_english(locale: str) -> None:
    assert keys(locale) ^ keys("en") == set()


@pytest.mark.parametrize("locale", TEMPLATES)
def test_templates_have_the_placeholders_of_english(locale: str) -> None:
    own, english = placeholders(locale), placeholders("en")
    different = {path: (own[path], english[path]) for path in own.keys() & english.keys()}
    assert {path: pair for path, pair in different.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("locale", TEMPLATES)
def test_templates_are_asked_as_in_english(locale: str) -> None:
    def asks(of: str) -> set[tuple[tuple[str, ...], str]]:
        return {each for each in patterns(template_data(of)) if each[0][-1] == "asks"}

    assert asks(locale) == asks("en")


@pytest.mark.parametrize("locale", TEMPLATES)
def test_every_kind_and_every_act_has_words(locale: str) -> None:
    templates = Templates.model_validate(template_data(locale))
    assert set(templates.kinds) == set(Kind)
    assert set(templates.said) == set(Act)


@pytest.mark.parametrize("locale", TEMPLATES)
def test_no_pattern_stands_twice_under_one_key(locale: str) -> None:
    counts = Counter(patterns(template_data(locale)))
    assert [each for each, count in counts.items() if count > 1] == []


# --- Lexicons ---


@pytest.mark.parametrize("locale", LEXICONS)
def test_a_lexicon_is_named_by_its_locale(locale: str) -> None:
    assert lexicon(locale).locale == locale


@pytest.mark.parametrize("locale", LEXICONS)
def test_a_lexicons_concepts_are_those_of_english(locale: str) -> None:
    assert set(lexicon(locale).concepts) - set(lexicon("en").concepts) == set()


@pytest.mark.parametrize("locale", LEXICONS)
def test_no_concept_is_without_words(locale: str) -> None:
    assert [name for name, words in lexicon(locale).concepts.items() if not words] == []


@pytest.mark.parametrize("locale", LEXICONS)
def test_every_kind_of_question_that_words_ask_has_cues(locale: str) -> None:
    by_words = set(Asks) - {Asks.WHETHER, Asks.OVERVIEW, Asks.LIST}
    assert by_words <= set(lexicon(locale).cues)
    assert all(lexicon(locale).cues.values())


@pytest.mark.parametrize("locale", LEXICONS)
def test_no_word_is_in_more_than_three_concepts(locale: str) -> None:
    counts = Counter(
        word
        for words in lexicon(locale).concepts.values()
        for word in {fold(each) for each in words}
    )
    assert {word: count for word, count in counts.items() if count > MAX_CONCEPTS_OF_A_WORD} == {}


@pytest.mark.parametrize("locale", LEXICONS)
def test_no_word_stands_twice_in_a_concept(locale: str) -> None:
    twice = {
        (name, word)
        for name, words in lexicon(locale).concepts.items()
        for word, count in Counter(words).items()
        if count > 1
    }
    assert twice == set()


@pytest.mark.parametrize("locale", LEXICONS)
def test_no_filler_stands_twice(locale: str) -> None:
    counts = Counter(lexicon(locale).fillers)
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("locale", LEXICONS)
@pytest.mark.parametrize("part", ["off_topic", "elsewhere", "not_held"])
def test_no_word_stands_twice_in_another_list(locale: str, part: str) -> None:
    counts = Counter(getattr(lexicon(locale), part))
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("locale", LEXICONS)
def test_what_is_not_held_are_concepts(locale: str) -> None:
    assert set(lexicon(locale).not_held) <= set(lexicon("en").concepts)


# --- Phrasings


@pytest.mark.parametrize("locale", LOCALES)
def test_first_phrasing_of_a_fact_is_no_casual_one(locale: str) -> None:
    """It stands on buttons; the files are read in the order of their names."""
    names = sorted(path.name for path in (ROOT / "knowledge" / "phrasings" / locale).iterdir())
    casual = [name.startswith(("told-", "typed-")) for name in names]
    assert any(casual)
    assert casual == sorted(casual)
