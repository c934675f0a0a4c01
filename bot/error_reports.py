"""Decides when administrators are told of an error: once for each kind in a given time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

MAX_KINDS = 200
"""Kinds of error are counted for so many; an endless variety must not fill memory."""


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """What administrators are told: the kind, how often since the last report, a reference."""

    kind: str
    count: int
    reference: str


class ErrorReports:
    """Counts errors by kind and lets one report through in each period."""

    def __init__(self, period_seconds: float, now: Callable[[], float]) -> None:
        self._period = period_seconds
        self._now = now
        self._last: dict[str, float] = {}
        self._counts: dict[str, int] = {}

    def add(self, kind: str, reference: str) -> ErrorReport | None:
        """Count an error; return the report to send now, or None where one was sent lately."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        last = self._last.get(kind)
        now = self._now()
        if last is not None and now - last < self._period:
            return None
        if kind not in self._last and len(self._last) >= MAX_KINDS:
            oldest = min(self._last, key=self._last.__getitem__)
            del self._last[oldest]
            self._counts.pop(oldest, None)
        self._last[kind] = now
        return ErrorReport(kind, self._counts.pop(kind), reference)


def new_reference() -> str:
    """Return eight letters and digits that name one error in reply and log alike."""
    return secrets.token_hex(4).upper()
