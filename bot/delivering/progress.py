"""How far a broadcast has come, and how fast: read from the ledger, so by any process."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.broadcasts import BroadcastState, DeliveryState, Progress
from bot.storage.stores import Stores

WINDOW = timedelta(seconds=30)
"""The rate is that of the last half minute: long enough to be steady, short enough to be true."""

FRESH = timedelta(seconds=1)
"""A count that is younger is given again: whoever asks often does not burden the database."""

MAX_WATCHED = 100


class ProgressReader:
    """Counts deliveries and remembers earlier counts for the rate."""

    def __init__(self, stores: Stores, now: Callable[[], datetime]) -> None:
        self._stores = stores
        self._now = now
        self._seen: OrderedDict[int, deque[tuple[datetime, Progress]]] = OrderedDict()

    async def of(self, broadcast_id: int) -> Progress | None:
        """Return how far a broadcast has come, None where there is none of this id."""
        broadcast = await self._stores.broadcasts.get(broadcast_id)
        if broadcast is None:
            return None
        now = self._now()
        seen = self._seen_of(broadcast_id)
        if seen and now - seen[-1][0] < FRESH and seen[-1][1].state is broadcast.state:
            return seen[-1][1]
        counts = await self._stores.ledger.counts(broadcast_id)
        counted = Progress(broadcast_id, broadcast.state, broadcast.is_frozen, counts)
        while seen and now - seen[0][0] > WINDOW:
            seen.popleft()
        rate = _rate(seen[0] if seen else None, counted, now)
        left = counted.count(DeliveryState.PENDING) + counted.count(DeliveryState.CLAIMED)
        is_moving = broadcast.state is BroadcastState.RUNNING and rate > 0
        progress = Progress(
            broadcast_id,
            broadcast.state,
            broadcast.is_frozen,
            counts,
            rate=rate,
            left_seconds=left / rate if is_moving else None,
        )
        seen.append((now, progress))
        return progress

    def forget(self, broadcast_id: int) -> None:
        """Count a broadcast's deliveries anew next time: they changed by other means than time."""
        self._seen.pop(broadcast_id, None)

    def _seen_of(self, broadcast_id: int) -> deque[tuple[datetime, Progress]]:
        seen = self._seen.setdefault(broadcast_id, deque())
        self._seen.move_to_end(broadcast_id)
        while len(self._seen) > MAX_WATCHED:
            self._seen.popitem(last=False)
        return seen


def _rate(first: tuple[datetime, Progress] | None, last: Progress, now: datetime) -> float:
    """Return deliveries a second since `first`, 0 where that is not known."""
    if first is None or now <= first[0]:
        return 0.0
    return (last.done_count - first[1].done_count) / (now - first[0]).total_seconds()
