"""Office hours: read, open or not, and when it opens next, also across changes of the clock."""

from datetime import UTC, datetime

import pytest

from bot.office_hours import OfficeHours, read_office_hours

WEEK = "Mon-Fri 09:00-12:00 13:00-17:30; Sat 10:00-12:00"


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text)


@pytest.fixture
def tokyo() -> OfficeHours:
    """A week in Tokyo."""
    return read_office_hours(WEEK, "Asia/Tokyo")


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-03-02T09:00:00+09:00", True),
        ("2026-03-02T08:59:59+09:00", False),
        ("2026-03-02T12:00:00+09:00", False),
        ("2026-03-02T13:00:00+09:00", True),
        ("2026-03-07T11:59:59+09:00", True),
        ("2026-03-08T11:00:00+09:00", False),
        ("2026-03-02T00:30:00+00:00", True),
    ],
)
def test_it_is_open_from_the_beginning_to_before_the_end(
    tokyo: OfficeHours, instant: str, is_open: bool
) -> None:
    assert tokyo.is_open(at(instant)) is is_open


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        ("2026-03-02T12:30:00+09:00", "2026-03-02T13:00:00+09:00"),
        ("2026-03-02T18:00:00+09:00", "2026-03-03T09:00:00+09:00"),
        ("2026-03-07T12:00:00+09:00", "2026-03-09T09:00:00+09:00"),
        ("2026-03-08T23:59:00+09:00", "2026-03-09T09:00:00+09:00"),
    ],
)
def test_it_opens_next_at_the_nearest_beginning(
    tokyo: OfficeHours, instant: str, opens: str
) -> None:
    assert tokyo.opens_at(at(instant)) == at(opens)


def test_one_day_a_week_opens_again_after_a_week() -> None:
    hours = read_office_hours("Wed 09:00-10:00", "UTC")
    assert hours.opens_at(at("2026-03-04T10:00:00+00:00")) == at("2026-03-11T09:00:00+00:00")


def test_hours_follow_the_clock_of_the_office_when_that_is_changed() -> None:
    hours = read_office_hours("Sun 09:00-17:00", "Europe/Berlin")
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert hours.opens_at(before) == at("2026-03-29T09:00:00+02:00")


def test_without_hours_it_is_always_open() -> None:
    for text in (None, "", " ; "):
        hours = read_office_hours(text, "UTC")
        assert hours.is_open(at("2026-03-08T03:00:00+00:00"))
        assert hours.opens_at(at("2026-03-08T03:00:00+00:00")) is None


def test_a_day_may_last_until_midnight_and_a_week_may_begin_on_any_day() -> None:
    hours = read_office_hours("fri-mon 00:00-24:00", "UTC")
    assert [hours.is_open(datetime(2026, 3, day, 23, 59, tzinfo=UTC)) for day in range(2, 9)] == [
        True, False, False, False, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weekdays 9 to 5", "write such as"),
        ("Mon-Xyz 09:00-10:00", "days are mon, tue"),
        ("Mon 10:00-09:00", "ends before it begins"),
        ("Mon 09:00-09:00", "ends before it begins"),
        ("Mon 09:00-26:00", "no times of a day"),
    ],
)
def test_what_are_no_hours_is_said(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_office_hours(text, "UTC")
