"""Why nothing is sent just now: Telegram said to wait, or cannot be reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.broadcasts import Delivery
from bot.outcomes import (
    DeliveryError,
    HaltedError,
    NotSentError,
    UnknownOutcomeError,
    backoff,
)
from bot.storage.personal import chat_halt

BULK = "bulk"
"""The name of the halt that concerns all broadcasts."""

OUTAGE_COUNT = 5
"""So many recipients in a row whom nothing gets through to are no longer their own bad luck."""


class Pauses:
    """What the last outcomes say about when to go on."""

    def __init__(self) -> None:
        self._halted_until: datetime | None = None
        self._quiet_until: datetime | None = None
        self._failures = 0
        self._failing: set[tuple[int, int]] = set()

    @property
    def is_outage(self) -> bool:
        """Whether nothing has got through of late, whomever it was for."""
        return len(self._failing) >= OUTAGE_COUNT

    def remember(self, halts: Mapping[str, datetime]) -> None:
        """Take over what was written down before, by this process or another."""
        if BULK in halts:
            self._halt(halts[BULK])

    def note(
        self, delivery: Delivery, error: DeliveryError | None, now: datetime
    ) -> tuple[str, datetime] | None:
        """Learn from an outcome, None being a success; return the halt to write down, if any."""
        if isinstance(error, (NotSentError, UnknownOutcomeError)):
            self._failures += 1
            if len(self._failing) < OUTAGE_COUNT:
                self._failing.add((delivery.broadcast_id, delivery.position))
            self._quiet_until = now + backoff(self._failures, OUTAGE_COUNT)
            return None
        if isinstance(error, HaltedError):
            if error.chat_id is not None:
                return chat_halt(error.chat_id), error.until
            self._halt(error.until)
            return BULK, error.until
        self._failures = 0
        self._failing.clear()
        return None

    def room(self, free: int, flying: int, now: datetime) -> int:
        """Return how many of `free` places may be used; in an outage one at a time tries."""
        if self.until(now) > now:
            return 0
        if self.is_outage:
            return 1 if flying == 0 else 0
        return free

    def until(self, now: datetime) -> datetime:
        """Return when to go on: `now` where there is no pause."""
        return max(now, self._halted_until or now, self._quiet_until or now)

    def _halt(self, until: datetime) -> None:
        self._halted_until = max(until, self._halted_until or until)
