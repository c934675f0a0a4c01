"""Phrases are found wherever they stand, and the longest win: held against a naive search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrases import PhraseTable, Span, longest

STEMS = st.sampled_from("abc")
PHRASES = st.lists(st.tuples(st.lists(STEMS, max_size=4), st.sampled_from("XYZ")), max_size=10)
TEXTS = st.lists(STEMS, max_size=12)


def table_of(phrases: list[tuple[list[str], str]]) -> PhraseTable:
    table = PhraseTable()
    for stems, symbol in phrases:
        table.add(stems, symbol)
    return table


def test_phrase_is_found_at_every_place() -> None:
    table = table_of([(["new", "york"], "NY")])
    assert table.find_all(["in", "new", "york", "or", "new", "york"]) == [
        Span(1, 3, ("NY",)),
        Span(4, 6, ("NY",)),
    ]


def test_phrase_at_the_end_is_found_whole_or_not_at_all() -> None:
    table = table_of([(["new", "york"], "NY")])
    assert table.find_all(["new"]) == []
    assert table.find_all(["york", "new"]) == []


def test_phrase_may_stand_for_several_symbols_and_each_once() -> None:
    table = table_of([(["mou"], "X"), (["mou"], "Y"), (["mou"], "X")])
    assert table.symbols_of(["mou"]) == ("X", "Y")
    assert len(table) == 1


def test_empty_phrase_is_nothing() -> None:
    table = table_of([([], "X")])
    assert len(table) == 0
    assert table.find_all(["a"]) == []
    assert table.symbols_of([]) == ()


@given(PHRASES, TEXTS)
def test_all_phrases_are_found_as_a_naive_search_finds_them(
    phrases: list[tuple[list[str], str]], text: list[str]
) -> None:
    symbols: dict[tuple[str, ...], list[str]] = {}
    for stems, symbol in phrases:
        if stems and symbol not in symbols.setdefault(tuple(stems), []):
            symbols[tuple(stems)].append(symbol)
    expected = [
        Span(start, end, tuple(symbols[tuple(text[start:end])]))
        for start in range(len(text))
        for end in range(len(text), start, -1)
        if tuple(text[start:end]) in symbols
    ]
    assert table_of(phrases).find_all(text) == expected


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=12))
def test_longest_are_chosen_as_a_naive_choice_chooses_them(places: set[tuple[int, int]]) -> None:
    spans = [Span(start, start + length, ("X",)) for start, length in sorted(places)]
    chosen: list[Span] = []
    for length in range(4, 0, -1):
        for start in range(10):
            span = Span(start, start + length, ("X",))
            free = all(span.end <= other.start or other.end <= span.start for other in chosen)
            if span in spans and free:
                chosen.append(span)
    assert longest(spans) == sorted(chosen)


@given(PHRASES, TEXTS)
def test_every_span_that_lost_overlaps_one_as_long_that_won(
    phrases: list[tuple[list[str], str]], text: list[str]
) -> None:
    found = table_of(phrases).find_all(text)
    won = longest(found)
    for span in found:
        assert any(
            winner.start < span.end and span.start < winner.end and winner.length >= span.length
            for winner in won
        )
