"""A clock of the event loop that tests set, so that no time-out takes time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import TimedOut

if TYPE_CHECKING:
    from collections.abc import Awaitable


async def settle() -> None:
    """Let everything that can happen without the passing of time happen."""
    for _ in range(30):
        await asyncio.sleep(0)


class Clock:
    """Stops the time of the event loop, and so of every time-out in it, but for `advance`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loop = asyncio.get_running_loop()
        self._now = loop.time()
        monkeypatch.setattr(loop, "time", lambda: self._now)

    async def advance(self, seconds: float) -> None:
        await settle()
        self._now += seconds
        await settle()


async def hang_forever(*_: object, **__: object) -> None:
    """Stand for a name server that is out of reach."""
    await asyncio.get_running_loop().create_future()


async def assert_ends_after(seconds: float, clock: Clock, call: Awaitable[object]) -> TimedOut:
    """Return the error with which `call` ends after `seconds`, and not much before."""
    task = asyncio.ensure_future(call)
    await clock.advance(seconds - 0.5)
    assert not task.done()
    await clock.advance(1)
    assert task.done()
    with pytest.raises(TimedOut) as failed:
        await task
    return failed.value
