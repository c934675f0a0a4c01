"""Times as people write them, in four languages, and what is none."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.send_times import ZONES, TimeProblem, read_send_time, read_zone

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""21:00 on a Sunday in Tokyo."""


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("tomorrow 9:00", "2026-11-23 09:00"),
        ("Tomorrow 9am", "2026-11-23 09:00"),
        ("tomorrow 12 pm", "2026-11-23 12:00"),
        ("tomorrow, 12:30 a.m.", "2026-11-23 00:30"),
        ("today 22:00", "2026-11-22 22:00"),
        ("the day after tomorrow 8:05", "2026-11-24 08:05"),
        ("24 Nov 9:30", "2026-11-24 09:30"),
        ("Nov 24 9:30", "2026-11-24 09:30"),
        ("24 November 2026 9:30", "2026-11-24 09:30"),
        ("5 Jan 10:00", "2027-01-05 10:00"),
        ("2026-11-24 09:30", "2026-11-24 09:30"),
        ("2026-11-24T09:30", "2026-11-24 09:30"),
        ("2026-11-24T00:30Z", "2026-11-24 09:30"),
        ("2026-11-24T07:30+07:00", "2026-11-24 09:30"),
        ("2026-11-24 9:30", "2026-11-24 09:30"),
        ("22:30", "2026-11-22 22:30"),
        ("9:30", "2026-11-23 09:30"),
        ("明日 9:00", "2026-11-23 09:00"),
        ("明日9時", "2026-11-23 09:00"),
        ("11月24日9時30分", "2026-11-24 09:30"),
        ("2026年11月24日 9:30", "2026-11-24 09:30"),
        ("１１月２４日　９：３０", "2026-11-24 09:30"),
        ("ngày mai 9:00", "2026-11-23 09:00"),
        ("ngay mai 9h30", "2026-11-23 09:30"),
        ("24 tháng 11 9:30", "2026-11-24 09:30"),
        ("ngày 24 tháng 11 năm 2026 9:30", "2026-11-24 09:30"),
        ("พรุ่งนี้ 9:00", "2026-11-23 09:00"),
        ("24 พ.ย. 9:30", "2026-11-24 09:30"),
        ("24 พฤศจิกายน 9.30 น.", "2026-11-24 09:30"),
    ],
)
def test_a_time_is_read_in_the_officers_zone(text: str, local: str) -> None:
    at = read_send_time(text, TOKYO, NOW)
    assert isinstance(at, datetime)
    assert f"{at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    "text",
    ["", "soon", "9", "24 Nov", "2026-11-24", "31 Apr 9:00", "tomorrow 25:00", "13 pm", "0 am",
     "tomorrow 9:61", "Foo 24 9:00", "2026-02-30 09:00", "9:00 tomorrow maybe", "¯\\_(ツ)_/¯"],
)  # fmt: skip
def test_what_is_no_time_is_told_from_one(text: str) -> None:
    assert read_send_time(text, TOKYO, NOW) is TimeProblem.UNREADABLE


@pytest.mark.parametrize(
    "text", ["today 20:59", "21 Nov 9:00", "2026-11-22T12:00Z", "2020-01-01 9:00"]
)
def test_a_time_that_has_passed_is_told(text: str) -> None:
    assert read_send_time(text, TOKYO, NOW) is TimeProblem.PASSED


def test_more_than_a_year_ahead_is_a_slip_of_the_pen() -> None:
    assert read_send_time("2028-01-01 09:00", TOKYO, NOW) is TimeProblem.TOO_FAR


def test_an_hour_that_the_clock_skips_is_an_hour_later() -> None:
    paris = ZoneInfo("Europe/Paris")
    at = read_send_time("2027-03-28 02:30", paris, NOW)
    assert isinstance(at, datetime)
    assert f"{at.astimezone(paris):%H:%M}" == "03:30"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("tokyo", "Asia/Tokyo"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
        ("hanoi", "Asia/Ho_Chi_Minh"),
        ("Bangkok", "Asia/Bangkok"),
        ("new_york", "America/New_York"),
        ("UTC", "UTC"),
        ("../etc/passwd", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_its_name_or_city(text: str, name: str | None) -> None:
    zone = read_zone(text)
    assert (zone.key if zone else None) == name


@pytest.mark.parametrize("name", ZONES)
def test_zones_that_are_offered_exist(name: str) -> None:
    assert ZoneInfo(name).key == name
