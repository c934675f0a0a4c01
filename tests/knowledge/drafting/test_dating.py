"""Dates are found in the ways that English texts write them, and nothing else is one."""

from __future__ import annotations

import pytest

from knowledge.drafting.dating import dates_in, year_of

YEAR = 2024


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 17 October 2023", "2023-10-17", None),
        ("on October 17, 2023", "2023-10-17", None),
        ("on the 2nd of May 2021", "2021-05-02", None),
        ("on Oct. 7, 2023", "2023-10-07", None),
        ("from 14 August to 24 August 2022", "2022-08-14", "2022-08-24"),
        ("from 30 December 2022 to 2 January 2023", "2022-12-30", "2023-01-02"),
        ("14–24 August 2022", "2022-08-14", "2022-08-24"),
        ("October 15 to 18, 2023", "2023-10-15", "2023-10-18"),
        ("May 30 - June 2, 2023", "2023-05-30", "2023-06-02"),
        ("in November 2023", "2023-11", None),
        ("in 2013", "2013", None),
        ("(2013)", "2013", None),
        ("2024-02-29", "2024-02-29", None),
        ("2023/4/5", "2023-04-05", None),
        ("17/10/2023", "2023-10-17", None),
        ("the Expo 2025", "2025", None),
    ],
)
def test_dates_with_a_year(text: str, start: str, end: str | None) -> None:
    (found,) = dates_in(text, YEAR)
    assert (found.span.start, found.span.end) == (start, end)
    assert found.span.inferred == ()
    assert dates_in(text, None) == [found]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on October 17", "2024-10-17", None),
        ("on November 16-17 there", "2024-11-16", "2024-11-17"),
        ("this past September it rained", "2024-09", None),
        ("in May they came", "2024-05", None),
    ],
)
def test_a_year_that_is_not_written_is_inferred(text: str, start: str, end: str | None) -> None:
    (found,) = dates_in(text, YEAR)
    assert (found.span.start, found.span.end) == (start, end)
    assert found.span.inferred == ("year",)
    assert dates_in(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "they may come",
        "on the march to freedom",
        "2000 people",
        "1,995 ships",
        "in the 1990s",
        "$2013",
        "31 April 2023",
        "2023-13-41",
        "version 2.2013.4",
        "3/4 of them",
        "12/11/2023 is unclear",
        "12024",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates_in(text, YEAR) == []


def test_several_dates_come_in_their_order() -> None:
    text = "In 2013 and again on 4 May 2015 and in June 2017"
    assert [each.span.start for each in dates_in(text, YEAR)] == ["2013", "2015-05-04", "2017-06"]
    assert all(text[each.start : each.end] for each in dates_in(text, YEAR))


def test_the_year_of_a_report_is_its_latest_that_is_not_to_come() -> None:
    texts = ["In 2013", "on 4 May 2022", "a plan for 2040"]
    assert year_of(texts, 2026) == 2022
    assert year_of(["no date"], 2026) is None
