"""Numbers, days and months in one form, however and in whichever language they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.normalising import normalise
from knowledge.numerals import figures_in, read_number_words, spell_out_numbers
from knowledge.schema import LOCALES


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("on 17/10", "on 17 month10"),
        ("on 17.10", "on 17 month10"),
        ("31/1?", "31 month1?"),
        ("the 1st, 2nd, 3rd", "the first, second, third"),
        ("the 5th floor", "the fifth floor"),
        ("the 21st century", "the 21st century"),
        ("3/4 of it", "3/4 of it"),
        ("12/10", "12/10"),
        ("1.5 billion", "1.5 billion"),
        ("32/10", "32/10"),
        ("17/13", "17/13"),
        ("17/10/2024", "17/10/2024"),
        ("17/10%", "17/10%"),
        ("24/7", "24 month7"),
    ],
)
def test_day_and_month_are_spelt_out_where_nothing_else_can_be_meant(text: str, read: str) -> None:
    assert spell_out_numbers(text, "en") == read


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("ja", "10月17日", "month10 17日"),
        ("ja", "12月", "month12"),
        ("ja", "十月十七日", "month10 17日"),
        ("ja", "二〇一五年", "2015年"),
        ("ja", "3か月間", "3か月間"),
        ("ja", "2月間", "2月間"),
        ("ja", "13月", "13月"),
        ("ja", "3万5千人", "35000人"),
        ("ja", "3万5000人", "35000人"),
        ("ja", "125億ドル", "12500000000ドル"),
        ("ja", "九人", "9人"),
        ("ja", "二十四日", "24日"),
        ("ja", "一般", "一般"),
        ("vi", "ngày 17 tháng 10", "ngày 17 month10"),
        ("vi", "thang 10", "month10"),
        ("vi", "tháng 13", "tháng 13"),
        ("vi", "17/10", "17 month10"),
        ("th", "17 ตุลาคม 2567", "17 month10 2024"),
        ("th", "ปี 2567", "ปี 2024"),
        ("th", "12567", "12567"),
        ("th", "2024", "2024"),
        ("th", "ต.ค.", "month10"),
    ],
)
def test_dates_and_large_numbers_of_each_language_are_spelt_out(
    locale: str, text: str, words: str
) -> None:
    assert " ".join(spell_out_numbers(normalise(text), locale).split()) == words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("nine", "9"),
        ("one twenty zero", "1 20 0"),
        ("twenty-one", "twenty-one"),
        ("35 thousand", "35000"),
        ("thirty thousand", "thirty thousand"),
        ("five thousand people", "5000 people"),
        ("35 k", "35000"),
        ("200k", "200000"),
        ("k 5", "k 5"),
        ("thousand", "thousand"),
        ("12.5 thousand", "12.5 thousand"),
        ("october oct sept dec december", "month10 month10 month9 month12 month12"),
        ("sep", "month9"),
        ("may mar jun", "may mar jun"),
        ("march june", "month3 month6"),
        ("nineties ninety", "nineties ninety"),
        ("", ""),
    ],
)
def test_english_numbers_and_months_are_read(text: str, read: str) -> None:
    assert " ".join(read_number_words(text.split(), "en")) == read


def test_number_words_of_english_are_words_elsewhere() -> None:
    assert read_number_words(["ten", "9"], "vi") == ["ten", "9"]


@given(st.lists(st.sampled_from(["9", "k", "thousand", "12.5", "30", "7k", "two", "x", "0"])))
def test_reading_changes_words_but_loses_none_except_scales(words: list[str]) -> None:
    read = read_number_words(words, "en")
    scales = sum(word in {"k", "thousand"} for word in words)
    assert len(words) - scales <= len(read) <= len(words)


@pytest.mark.parametrize("digit", ["፩", "፪7", "𐩀"])
def test_digits_that_are_no_decimals_are_words(digit: str) -> None:
    assert read_number_words([digit, "thousand"], "en")[0] == digit


# --- Figures, to compare translations


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("", set()),
        ("about 35,000 people", {"35000"}),
        ("35 thousand", {"35000"}),
        ("約3万5,000人", {"35000"}),
        ("3万5千人", {"35000"}),
        ("35.000 người", {"35000"}),
        ("35 nghìn người", {"35000"}),
        ("3.5 หมื่น", {"35000"}),
        ("$12.5 billion", {"12500000000"}),
        ("12,5 tỷ USD", {"12500000000"}),
        ("125億ドル", {"12500000000"}),
        ("1.25 หมื่นล้าน", {"12500000000"}),
        ("๑๗ ตุลาคม ๒๕๖๗", {"17", "2567"}),
        ("30.5%", {"30.5"}),
        ("2015 and 2024", {"2015", "2024"}),
    ],
)
def test_figures_are_the_same_in_every_language(text: str, figures: set[str]) -> None:
    assert figures_in(text) == figures


@given(st.text(max_size=50), st.sampled_from(LOCALES))
@settings(deadline=None)
def test_any_text_has_figures_and_can_be_spelt_out(text: str, locale: str) -> None:
    assert all(float(figure) >= 0 for figure in figures_in(text))
    assert isinstance(spell_out_numbers(normalise(text), locale), str)
