"""What an editor may write in a field, and what it means."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from knowledge.schema import (
    LOCALES,
    MAX_ANSWER_CHARACTERS,
    DateSpan,
    Document,
    Entry,
    Fact,
    FactKey,
    Id,
    LocalisedAnswer,
    LocalisedNames,
    Source,
)
from tests.knowledge.small_bases import entry, validated

AN_ID = TypeAdapter(Id)


# --- Ids


@pytest.mark.parametrize("text", ["a", "7", "hanoi", "g-nets-2024", "a-b-c", "x" * 48])
def test_ids_are_lower_case_words_joined_by_hyphens(text: str) -> None:
    assert AN_ID.validate_python(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "-a",
        "a-",
        "a--b",
        "Hanoi",
        "a_b",
        "a b",
        "a:b",
        "a/b",
        "a\n",
        "hà-nội",
        "٣",
        "x" * 49,
    ],
)
def test_other_ids_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        AN_ID.validate_python(text)


@pytest.mark.parametrize("text", ["a", "a/", "/b", "a/b/c", "A/b", "a/b_c", "a b/c", "a/b\n"])
def test_key_of_a_fact_is_an_entry_a_slash_and_a_fact(text: str) -> None:
    adapter = TypeAdapter[str](FactKey)
    assert adapter.validate_python("river-pact/signed") == "river-pact/signed"
    with pytest.raises(ValidationError):
        adapter.validate_python(text)


# --- Dates


def span(start: object, **fields: object) -> DateSpan:
    return DateSpan.model_validate({"start": start, **fields})


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({"start": "2024-10-17"}, "2024-10-17", "2024-10-17"),
        ({"start": "2024-08-14", "end": "2024-08-24"}, "2024-08-14", "2024-08-24"),
        ({"start": "2022-12-30", "end": "2023-01-02"}, "2022-12-30", "2023-01-02"),
        ({"start": "2023-11", "precision": "month"}, "2023-11-01", "2023-11-30"),
        ({"start": "2024-02", "precision": "month"}, "2024-02-01", "2024-02-29"),
        ({"start": "2023-11", "end": "2024-02", "precision": "month"}, "2023-11-01", "2024-02-29"),
        ({"start": "2013", "precision": "year"}, "2013-01-01", "2013-12-31"),
        ({"start": 2013, "precision": "year"}, "2013-01-01", "2013-12-31"),
        ({"start": 2013, "end": 2015, "precision": "year"}, "2013-01-01", "2015-12-31"),
    ],
)
def test_span_reaches_from_the_first_to_the_last_day_it_may_mean(
    fields: dict[str, object], first: str, last: str
) -> None:
    read = DateSpan.model_validate(fields)
    assert (read.first_day.isoformat(), read.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "2024-02-30"}, "not in the calendar"),
        ({"start": "2023-02-29"}, "not in the calendar"),
        ({"start": "2024-13-01"}, "not in the calendar"),
        ({"start": "2024-00-10"}, "not in the calendar"),
        ({"start": "0000-01-01"}, "not in the calendar"),
        ({"start": "2024-13", "precision": "month"}, "not in the calendar"),
        ({"start": "2024-00", "precision": "month"}, "not in the calendar"),
        ({"start": "0000", "precision": "year"}, "not in the calendar"),
        ({"start": "17 October 2024"}, "write it like 2024-10-17"),
        ({"start": "2024-10"}, "write it like 2024-10-17"),
        ({"start": 2024}, "write it like 2024-10-17"),
        ({"start": True}, "write it like 2024-10-17"),
        ({"start": "2024-1-1"}, "write it like 2024-10-17"),
        ({"start": "2024-10-17T10:00"}, "write it like 2024-10-17"),
        ({"start": ""}, "write it like 2024-10-17"),
        ({"start": "2024-10-17", "precision": "month"}, "write it like 2024-10"),
        ({"start": "2024-10", "precision": "year"}, "write it like 2024"),
        ({"start": "24", "precision": "year"}, "write it like 2024"),
        ({"start": "2024-10-17", "end": "2024-10"}, "write it like 2024-10-17"),
        ({"start": "2024-10-17", "end": "2024-10-16"}, "the end lies before the start"),
        ({"start": "2024", "end": "2023", "precision": "year"}, "the end lies before the start"),
    ],
)
def test_what_is_no_date_is_refused_and_the_right_form_shown(
    fields: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        DateSpan.model_validate(fields)
    assert said in str(refused.value)


@given(st.dates(), st.integers(0, 5_000))
def test_every_span_of_days_is_read_as_it_stands(first: date, length: int) -> None:
    last = min(first, date.max - timedelta(days=length)) + timedelta(days=length)
    first = min(first, last)
    read = span(first.isoformat(), end=last.isoformat())
    assert (read.first_day, read.last_day) == (first, last)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_every_month_ends_on_its_last_day(year: int, month: int) -> None:
    read = span(f"{year:04}-{month:02}", precision="month")
    assert read.first_day == date(year, month, 1)
    assert read.last_day == date(year, month, calendar.monthrange(year, month)[1])


@pytest.mark.parametrize("text", ["2026-11-22"])
def test_entry_is_verified_on_a_day(text: str) -> None:
    assert validated("a", verified_on=text, review_by="2027-01-01").verified_on == date(
        2026, 11, 22
    )


@pytest.mark.parametrize("value", ["22.11.2026", "2026-02-30", "soon", "", None, 1.5, 20261122])
def test_entry_is_not_verified_on_what_is_no_day(value: object) -> None:
    with pytest.raises(ValidationError):
        validated("a", verified_on=value)


@pytest.mark.parametrize("value", [0, 86_400, "86400", 1_764_633_600])
def test_number_is_no_day(value: object) -> None:
    with pytest.raises(ValidationError):
        validated("a", verified_on=value, review_by="2027-01-01")


@pytest.mark.parametrize("review_by", ["2026-01-31", "2026-01-30"])
def test_review_must_come_after_the_verification(review_by: str) -> None:
    with pytest.raises(ValidationError, match="give a later review_by"):
        validated("a", review_by=review_by)


# --- Texts


def test_answer_may_be_as_long_as_a_screen_and_no_longer() -> None:
    assert LocalisedAnswer(en="x" * MAX_ANSWER_CHARACTERS).en == "x" * 900
    with pytest.raises(ValidationError):
        LocalisedAnswer(en="x" * (MAX_ANSWER_CHARACTERS + 1))


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\t"])
def test_answer_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        LocalisedAnswer(en=text)


@pytest.mark.parametrize("char", ["\x00", "\x07", "\t", "\r", "\x1b"])
def test_answer_holds_no_control_character_but_line_ends(char: str) -> None:
    assert LocalisedAnswer(en="one\ntwo").en == "one\ntwo"
    with pytest.raises(ValidationError, match="control character"):
        LocalisedAnswer(en=f"one{char}two")


def test_every_text_is_there_in_english_at_least() -> None:
    with pytest.raises(ValidationError):
        LocalisedAnswer.model_validate({"ja": "神奈川"})
    answer = LocalisedAnswer(en="Kanagawa", ja="神奈川")
    assert [answer.get(locale) for locale in LOCALES] == ["Kanagawa", "神奈川", None, None]
    assert LocalisedNames(en=("a",)).get("th") == ()


def test_space_around_texts_is_dropped() -> None:
    assert LocalisedAnswer(en="  Hanoi \n").en == "Hanoi"
    assert LocalisedNames(en=(" a ", "b\n")).en == ("a", "b")


# --- Shapes


def test_one_source_may_stand_without_a_list() -> None:
    one = validated("a", source={"document": "gazette", "section": "pact"})
    many = validated("a", source=[{"document": "gazette", "section": ["pact"]}])
    assert one.source == many.source == (Source(document="gazette", section=("pact",)),)


@pytest.mark.parametrize("source", [[], {"document": "gazette", "section": []}, "gazette", None])
def test_no_entry_is_without_a_source(source: object) -> None:
    with pytest.raises(ValidationError):
        validated("a", source=source)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "festival"),
        ("tittle", {"en": "A"}),
        ("dates", {"Signed On": {"start": "2024"}}),
        ("people", {"leader": "anna"}),
        ("figures", {"n": {"value": "many"}}),
        ("links", "b"),
        ("offices", [{"of": "b"}]),
        ("facts", {"a": 1}),
        ("draft", "perhaps"),
    ],
)
def test_fields_of_another_shape_are_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Entry.model_validate(entry("a") | {field: value})
    assert str(refused.value.errors()[0]["loc"][0]) == field


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"asks": []}, "asks"),
        ({"asks": ["what-if"]}, "asks"),
        ({"answer": {}}, "answer"),
        ({"field": "Dates.Signed"}, "field"),
        ({"said": {"by": "a", "act": "shout"}}, "said"),
        ({"id": "A"}, "id"),
        ({"anwser": {"en": "x"}}, "anwser"),
    ],
)
def test_facts_of_another_shape_are_refused(change: dict[str, Any], where: str) -> None:
    sound = {"id": "a", "asks": ["what"], "answer": {"en": "x"}}
    assert Fact.model_validate(sound).id == "a"
    with pytest.raises(ValidationError) as refused:
        Fact.model_validate(sound | change)
    assert refused.value.errors()[0]["loc"][0] == where


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "a/b.txt", ".hidden", "", "a\n"])
def test_file_of_a_document_stays_in_its_folder(file: str) -> None:
    sound = {
        "id": "a",
        "title": "A",
        "publisher": "B",
        "file": "a-1.txt",
        "sections": [{"id": "s", "title": "S", "begins": "S"}],
    }
    assert Document.model_validate(sound).file == "a-1.txt"
    with pytest.raises(ValidationError):
        Document.model_validate(sound | {"file": file})


def test_models_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        validated("a").draft = True  # type: ignore[misc]


def test_entry_knows_its_facts_and_gaps_together() -> None:
    texts = {"en": ["x"]}
    read = validated(
        "a",
        facts=[{"id": "f", "asks": ["what"], "answer": {"en": "x"}, "phrasings": texts}],
        gaps=[{"id": "g", "answer": {"en": "y"}, "phrasings": {"en": ["y"]}}],
    )
    assert [each.id for each in read.items] == ["f", "g"]
    assert [each.en for each in read.all_phrasings] == [("x",), ("y",)]
