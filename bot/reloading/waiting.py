"""Waits until every other process can serve a release, and tells meanwhile what it waits for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.releases import OnWait, Server, Unready, tell_nobody
from bot.reloading.serving import ALIVE, Serving

READY_SECONDS = 120.0
"""How long going live waits for the other processes to be ready."""

LOOK_SECONDS = 0.3
TELL_SECONDS = 3.0
"""How often whoever waits is told how it stands; the first time after the first second."""


async def others_ready(
    serving: Serving,
    release_id: int,
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]],
    on_wait: OnWait = tell_nobody,
) -> bool:
    """Wait until every other process is ready; False where one cannot be, or takes too long.

    A process that is not heard of counts as ended after `ALIVE`, and is waited for no more.
    """
    waited, tells_at = 0.0, 1.0
    while waited <= READY_SECONDS:
        others = await serving.others()
        if any(each.failed_id == release_id for each in others):
            return False
        unready = [each for each in others if release_id not in {each.ready_id, each.serving_id}]
        if not unready:
            return True
        if waited >= tells_at:
            on_wait([_unready(each, now()) for each in unready])
            tells_at = waited + TELL_SECONDS
        await sleep(LOOK_SECONDS)
        waited += LOOK_SECONDS
    return False


def _unready(server: Server, now: datetime) -> Unready:
    silent = max(0, round((now - server.seen_at).total_seconds()))
    left = max(1, round(ALIVE.total_seconds()) - silent)
    return Unready(server.place, silent, left)
