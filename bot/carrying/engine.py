"""The engine: holds the lease, claims, carries, records, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.carrying.outcomes import done, failed
from bot.errors import StorageError
from bot.handoffs import Carrier, Job, Outcome
from bot.outcomes import DeliveryError, UnknownOutcomeError
from bot.storage.leases import Lease, LeaseLostError
from bot.storage.stores import Stores

LEASE_NAME = "desk"
LEASE = timedelta(seconds=5)
"""After so long without a word from its carrier, another process takes over."""

POLL_SECONDS = 0.5
"""How often the outbox is looked at where nobody says that there is something in it."""

STOP_SECONDS = 4.0
"""How long a stop waits for what is on its way: within the time that the bot gives itself."""

MOST_AT_ONCE = 8
"""So many handoffs are served at once; the messages of each go one after the other."""

IDLE_TURNS = 6
"""So many looks at an empty outbox, and the lease is given up."""

PURGE_EVERY = timedelta(hours=1)
KEEP_OFFERED = timedelta(days=1)
KEEP_CLOSED = timedelta(days=90)
"""A handoff that has ended is erased after so long, with all that was asked."""

KEEP_TAKEN = timedelta(days=2)
"""Telegram hands an update out for a day (https://core.telegram.org/bots/api#getting-updates)."""

logger = logging.getLogger(__name__)


class Carrying:
    """One process's part in carrying; run `run` for as long as the process lives."""

    def __init__(
        self, stores: Stores, carrier: Carrier, now: Callable[[], datetime], holder: str
    ) -> None:
        """`holder` names this process, and no other; `now` is a clock in UTC."""
        self._stores = stores
        self._carrier = carrier
        self._now = now
        self._holder = holder
        self._lease: Lease | None = None
        self._flying: dict[asyncio.Task[None], Job] = {}
        self._ended: list[tuple[Job, Outcome]] = []
        self._woken = asyncio.Event()
        self._stopping = False
        self._is_first = True
        self._is_unsure = False
        self._idle_turns = 0
        self._purged_at: datetime | None = None

    def wake(self) -> None:
        """Look at once for what there is to carry."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` return once what is on its way is recorded, within some seconds."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Carry what is in the outbox until `stop`; survives failures of database and network."""
        while not self._stopping:
            try:
                await self._turn()
            except LeaseLostError:
                logger.warning("another process carries for the desk now")
                await self._abandon()
            except StorageError as error:
                # Outcomes wait in memory; whether the last commit was carried out is not known.
                logger.warning("the desk waits for the database: %s", error)
                self._is_unsure = True
                await self._wait()
            except Exception:
                # Whatever it was, the outbox knows where to go on.
                logger.exception("carrying for the desk failed; it goes on shortly")
                await self._abandon()
            if not self._ended:
                await self._wait()
        await self._end()

    async def _turn(self) -> None:
        if self._lease is None and not await self._begin():
            return
        lease = self._lease
        assert lease is not None  # noqa: S101 - for the type checker
        while self._ended:
            job, outcome = self._ended[0]
            await self._stores.outbox.record(lease, self._until(), self._now(), job, outcome)
            self._ended.pop(0)
        if self._is_unsure:
            known = [job.carriage.id for job in self._flying.values()]
            await self._stores.outbox.give_back(lease, self._until(), self._now(), known)
            self._is_unsure = False
        await self._purge()
        free = MOST_AT_ONCE - len(self._flying)
        jobs = await self._stores.outbox.claim(lease, self._until(), self._now(), free)
        for job in jobs:
            self._flying[asyncio.create_task(self._carry(job))] = job
        self._idle_turns = 0 if self._flying or self._ended else self._idle_turns + 1
        if self._idle_turns >= IDLE_TURNS:
            await self._give_up()

    async def _begin(self) -> bool:
        """Be the carrier, if there is something to carry and nobody else is."""
        # The first time without a look: what a dead carrier left must be settled.
        if not self._is_first and not await self._stores.outbox.has_work(self._now()):
            return False
        lease = await self._stores.leases.take(LEASE_NAME, self._holder, self._now(), LEASE)
        if lease is None:
            return False
        left = await self._stores.outbox.take_over(lease, self._until(), self._now())
        if left:
            logger.warning("%d messages may have been carried by a process that ended", left)
        self._lease, self._is_first, self._idle_turns = lease, False, 0
        return True

    async def _carry(self, job: Job) -> None:
        try:
            outcome = done(job, await self._carrier.carry(job))
        except DeliveryError as error:
            logger.info("%s %d: %s", job.carriage.what.value, job.carriage.id, error)
            outcome = failed(job, error, self._now())
        except asyncio.CancelledError:
            raise
        except Exception as error:
            logger.exception("%s %d failed", job.carriage.what.value, job.carriage.id)
            outcome = failed(job, UnknownOutcomeError(type(error).__name__), self._now())
        self._ended.append((job, outcome))
        self._flying.pop(asyncio.current_task(), None)  # type: ignore[arg-type]
        self._woken.set()

    async def _wait(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                await self._woken.wait()
        self._woken.clear()

    async def _purge(self) -> None:
        now = self._now()
        if self._purged_at is None or now - self._purged_at >= PURGE_EVERY:
            await self._stores.handoffs.purge(
                now - KEEP_OFFERED, now - KEEP_CLOSED, now - KEEP_TAKEN
            )
            self._purged_at = now

    async def _end(self) -> None:
        """Carry no more; record what is on its way, as far as it ends in time."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=STOP_SECONDS)
        try:
            for job, outcome in self._ended:
                if self._lease is not None:
                    await self._stores.outbox.record(
                        self._lease, self._until(), self._now(), job, outcome
                    )
            if not self._flying:
                await self._give_up()
        except (StorageError, LeaseLostError) as error:
            logger.warning("what was carried last could not be recorded: %s", error)
        await self._abandon()

    async def _give_up(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None:
            await self._stores.leases.give_up(lease, self._now())

    async def _abandon(self) -> None:
        """Let go of what is on its way; the next carrier settles it."""
        flying = list(self._flying)
        for task in flying:
            task.cancel()
        if flying:
            await asyncio.wait(flying)
        self._flying.clear()
        self._ended.clear()
        self._lease, self._is_first = None, True

    def _until(self) -> datetime:
        return self._now() + LEASE
