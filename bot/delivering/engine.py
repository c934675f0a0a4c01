"""The engine: holds the lease, claims, sends, records, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.broadcasts import BroadcastState, Sender
from bot.delivering.reign import Reign
from bot.delivering.schedule import has_work
from bot.errors import StorageError
from bot.storage.leases import Lease, LeaseLostError
from bot.storage.stores import Stores

LEASE_NAME = "sender"
LEASE = timedelta(seconds=10)
"""After so long without a word from its sender, another process takes a broadcast over."""

POLL_SECONDS = 1.0
"""How often a process that does not send looks whether it should."""

STOP_SECONDS = 4.0
"""How long a stop waits for copies on their way: within the time that the bot gives itself."""

logger = logging.getLogger(__name__)


class Engine:
    """One process's part in sending broadcasts; run `run` for as long as the process lives."""

    def __init__(
        self,
        stores: Stores,
        sender: Sender,
        now: Callable[[], datetime],
        holder: str,
        window: Callable[[], int],
        lease: timedelta = LEASE,
    ) -> None:
        """Have at most `window()` copies on their way; `holder` names this process, and no other.

        That many are unknown if the process dies, so a window should be no wider than the pace
        needs.

        `now` is a clock in UTC. Those of all processes should agree within a second or two: a
        clock that is wrong can delay a take-over or cause one, but no copy is sent twice by it.
        """
        self._stores = stores
        self._sender = sender
        self._now = now
        self._holder = holder
        self._window = window
        self._length = lease
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look at once for what there is to do, rather than within a second."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` return once copies on their way are recorded, within some seconds."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send what is to be sent until `stop`; survives failures of database and network."""
        is_first = True
        while not self._stopping:
            try:
                # The first time without a look: what a dead sender left must be settled.
                if is_first or await self._has_work():
                    is_first = not await self._reign()
            except LeaseLostError:
                logger.warning("another process sends broadcasts now")
            except StorageError as error:
                logger.warning("broadcasts wait for the database: %s", error)
            except Exception:
                # Whatever it was, the ledger knows where to go on.
                logger.exception("sending broadcasts failed; it goes on shortly")
            await self._sleep(POLL_SECONDS)

    async def _has_work(self) -> bool:
        found = await self._stores.broadcasts.in_states(
            BroadcastState.SCHEDULED, BroadcastState.RUNNING
        )
        if any(has_work(each, self._now()) for each in found):
            return True
        return bool(await self._stores.broadcasts.unfrozen())

    async def _reign(self) -> bool:
        """Be the sender for as long as there is work; False where another is."""
        lease = await self._stores.leases.take(LEASE_NAME, self._holder, self._now(), self._length)
        if lease is None:
            return False
        reign = Reign(self._stores, self._sender, self._now, lease, self._length, self._window)
        try:
            await reign.begin()
            while not self._stopping and await reign.turn():
                await reign.wait(self._woken)
            await reign.end(STOP_SECONDS)
        finally:
            await reign.abandon()
        await self._give_up(lease)
        return True

    async def _give_up(self, lease: Lease) -> None:
        try:
            await self._stores.leases.give_up(lease, self._now())
        except StorageError as error:  # it runs out by itself
            logger.warning("the sender's lease could not be given up: %s", error)

    async def _sleep(self, seconds: float) -> None:
        if self._stopping:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()
