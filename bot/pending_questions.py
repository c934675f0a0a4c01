"""Questions that wait for an answer in messages which otherwise change by themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

PATIENCE = timedelta(seconds=30)
"""Whoever has not answered by then will not; the message then goes on as before."""


class PendingQuestions:
    """Which broadcasts somebody is being asked about: in memory, since a restart may forget it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` is a clock in UTC."""
        self._now = now
        self._asked: dict[int, datetime] = {}

    def ask(self, broadcast_id: int) -> None:
        """Note that a question about a broadcast waits from now on."""
        self._asked[broadcast_id] = self._now()

    def end(self, broadcast_id: int) -> None:
        """Note that it was answered."""
        self._asked.pop(broadcast_id, None)

    def is_open(self, broadcast_id: int) -> bool:
        """Return whether a question about a broadcast waits still."""
        asked_at = self._asked.get(broadcast_id)
        if asked_at is None:
            return False
        if self._now() - asked_at < PATIENCE:
            return True
        del self._asked[broadcast_id]
        return False
