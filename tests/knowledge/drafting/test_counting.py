"""Figures are found with what they count, how exactly, and nothing else is one."""

from __future__ import annotations

import pytest

from knowledge.drafting.counting import counts_in


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("Nine participants came", 9, "participants"),
        ("a total of 16 destinations.", 16, "destinations"),
        ("12,500 Kenyan ships are there", 12500, "Kenyan ships"),
        ("1.5 million people", 1_500_000, "people"),
        ("35k visitors", 35_000, "visitors"),
        ("two dozen, twelve boats", 12, "boats"),
        ("with no foreign companies", 0, "foreign companies"),
    ],
)
def test_what_is_counted(text: str, value: float, counted: str) -> None:
    found = counts_in(text)[-1]
    assert (found.figure.value, found.counted) == (value, counted)
    assert found.figure.unit is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("reached $12.5 billion", 12.5, "billion US dollars"),
        ("US$3 million was spent", 3, "million US dollars"),
        ("cost €400", 400, "euros"),
        ("paid 20 million yen for it", 20, "million yen"),
        ("about 30% of the area", 30, "percent"),
        ("5.5 per cent more", 5.5, "percent"),
        ("a three-day course", 3, "days"),
    ],
)
def test_units(text: str, value: float, unit: str) -> None:
    (found,) = counts_in(text)
    assert (found.figure.value, found.figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "about", "over"),
    [
        ("about 35,000 guests", True, False),
        ("nearly 300 guests", True, False),
        ("over 200,000 guests", False, True),
        ("more than 200 guests", False, True),
        ("200 guests", False, False),
    ],
)
def test_how_exact_a_figure_is(text: str, about: bool, over: bool) -> None:
    (found,) = counts_in(text)
    assert (found.figure.about, found.figure.over) == (about, over)


@pytest.mark.parametrize(
    "text",
    [
        "one of the towns",
        "the two capitals",
        "both three friends of ours"[:4],
        "Typhoon No. 3",
        "the 5th chapter",
        "in the early 2000s",
        "CO2 and B12",
        "at 12:30",
        "chapter 7",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert counts_in(text) == []


def test_numbers_of_dates_and_names_are_left_out() -> None:
    text = "On 4 May 2024 the Expo 2025 drew 30 guests"
    assert [each.figure.value for each in counts_in(text, [(3, 13), (18, 27)])] == [30]
