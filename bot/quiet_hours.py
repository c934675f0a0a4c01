"""The hours in which readers are left alone: pure policy.

Where a reader is, is taken from the language that they read; for English, which is read
everywhere, it is taken to be where the officer is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

EVENING = time(21)
MORNING = time(8)
"""Nobody wants to be woken between the two."""

READER_ZONES = {"ja": "Asia/Tokyo", "vi": "Asia/Ho_Chi_Minh", "th": "Asia/Bangkok"}


@dataclass(frozen=True, slots=True)
class Night:
    """Readers of a locale for whom it would be night, and what their clocks show then."""

    locale: str
    local: datetime


def is_quiet(at: time) -> bool:
    """Return whether a time of day is in the quiet hours.

    >>> [is_quiet(time(hour)) for hour in (7, 8, 20, 21)]
    [True, False, False, True]
    """
    return at >= EVENING or at < MORNING


def nights(at: datetime, locales: Iterable[str], officer_zone: ZoneInfo | None) -> list[Night]:
    """Return the locales whose readers an instant would disturb, in order.

    Of a locale without a place of its own nothing is said where the officer's is not known.
    """
    found = []
    for locale in locales:
        name = READER_ZONES.get(locale)
        zone = ZoneInfo(name) if name else officer_zone
        if zone is not None and is_quiet(at.astimezone(zone).time()):
            found.append(Night(locale, at.astimezone(zone)))
    return found
