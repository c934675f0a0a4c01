"""Whom an hour would wake."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.quiet_hours import READER_ZONES, nights
from bot.texts import LANGUAGE_NAMES

LOCALES = tuple(LANGUAGE_NAMES)


def told(hour: int, officer: str | None = "Asia/Tokyo") -> dict[str, str]:
    """Where it would be night at an hour of UTC, and what the clocks show there."""
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)
    zone = ZoneInfo(officer) if officer else None
    return {each.locale: f"{each.local:%H:%M}" for each in nights(at, LOCALES, zone)}


def test_noon_in_asia_wakes_nobody() -> None:
    assert told(4) == {}


def test_readers_sleep_where_their_language_is_spoken() -> None:
    assert told(13) == {"en": "22:00", "ja": "22:00"}
    assert told(13, "Europe/Paris") == {"ja": "22:00"}
    assert told(0) == {"vi": "07:00", "th": "07:00"}


def test_the_limits_are_nine_in_the_evening_and_eight_in_the_morning() -> None:
    assert told(12)["ja"] == "21:00"
    assert "ja" not in told(11)
    assert "ja" not in told(23)
    assert told(22)["ja"] == "07:00"


def test_without_a_zone_nothing_is_said_of_those_who_may_be_anywhere() -> None:
    assert "en" not in told(13, None)


def test_zones_of_readers_exist() -> None:
    assert {ZoneInfo(name).key for name in READER_ZONES.values()} == set(READER_ZONES.values())
