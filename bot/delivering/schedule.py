"""When a confirmed broadcast begins, and what if that moment has passed: pure policy."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.broadcasts import Broadcast, BroadcastState

NOTICEABLY_LATE = timedelta(minutes=1)
TOO_LATE = timedelta(hours=1)
"""Later than this, what was written for its hour may do harm: somebody must confirm it anew."""

LATE_NOTE = "late"
HELD_NOTE = "too_late"


class Start(StrEnum):
    """What to do with a scheduled broadcast now."""

    WAIT = "wait"
    BEGIN = "begin"
    BEGIN_LATE = "begin_late"
    HOLD = "hold"


def start_of(broadcast: Broadcast, now: datetime) -> Start:
    """Return what to do with a broadcast that is scheduled; one without a time begins at once."""
    if broadcast.send_at is None:
        return Start.BEGIN
    lateness = now - broadcast.send_at
    if lateness < timedelta():
        return Start.WAIT
    if lateness > TOO_LATE:
        return Start.HOLD
    return Start.BEGIN_LATE if lateness > NOTICEABLY_LATE else Start.BEGIN


def has_work(broadcast: Broadcast, now: datetime) -> bool:
    """Tell whether a broadcast is to be sent, begun or held now."""
    if broadcast.state is BroadcastState.RUNNING:
        return True
    is_scheduled = broadcast.state is BroadcastState.SCHEDULED
    return is_scheduled and start_of(broadcast, now) is not Start.WAIT
