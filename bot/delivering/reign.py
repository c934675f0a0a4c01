"""A sender's time in office: from taking the lease to giving it up or losing it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.broadcasts import (
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Delivery,
    DeliveryState,
    Result,
    Sender,
)
from bot.delivering.pauses import Pauses
from bot.delivering.rounds import Round
from bot.delivering.schedule import HELD_NOTE, LATE_NOTE, Start, start_of
from bot.errors import StorageError
from bot.outcomes import DeliveryError, RejectedError, UnknownOutcomeError, result_of
from bot.storage.leases import Lease
from bot.storage.ledger import Claim, Turn
from bot.storage.stores import Stores

FIRST_PAGE = 500
"""So many recipients are written down before the first copy is sent, to begin soon."""

PAGE = 5_000
"""So many at a time afterwards: a few hundredths of a second in which nobody else writes."""

LOOK_SECONDS = 0.5
"""How often the states of broadcasts are looked at: how soon a pause is heeded."""

TURN_SECONDS = 0.1
"""How long results wait for others to be recorded with, unless they are a quarter of a window."""

STORAGE_RETRY_SECONDS = 0.5

ALL_FAILED_NOTE = "all_failed"
IDLE_SECONDS = 5.0
"""How long the lease is kept where nothing is left to do."""

logger = logging.getLogger(__name__)


class Reign:
    """Sends under one lease. LeaseLostError from any method: another sends now; `abandon`."""

    def __init__(
        self,
        stores: Stores,
        sender: Sender,
        now: Callable[[], datetime],
        lease: Lease,
        length: timedelta,
        window: Callable[[], int],
    ) -> None:
        self._stores = stores
        self._sender = sender
        self._now = now
        self._lease = lease
        self._length = length
        self._window = window
        self._enough = asyncio.Event()
        self._pauses = Pauses()
        self._rounds: dict[int, Round] = {}
        self._waiting: list[Broadcast] = []
        self._begun: set[int] = set()
        self._flying: dict[asyncio.Task[None], Delivery] = {}
        self._results: list[Result] = []
        self._halts: dict[str, datetime] = {}
        self._renewed_at = now()
        self._looked_at: datetime | None = None
        self._worked_at = now()
        self._is_unsure = False

    async def begin(self) -> None:
        """Settle what the last sender left, and heed the halts that it was told."""
        orphans = await self._stores.ledger.take_over(self._lease, self._until(), self._now())
        if orphans:
            logger.warning("%d deliveries may have been sent by a sender that ended", orphans)
        self._pauses.remember(await self._stores.halts.all(self._now()))

    async def turn(self) -> bool:
        """Record what has ended, claim and send more; False where nothing is left to do."""
        try:
            await self._look()
            await self._freeze()
            await self._exchange()
            await self._conclude()
        except StorageError as error:
            # Results wait in memory; whether the last commit was carried out is not known.
            logger.warning("broadcasts wait for the database: %s", error)
            self._is_unsure = True
            await asyncio.sleep(STORAGE_RETRY_SECONDS)
        now = self._now()
        if self._rounds or self._flying or self._results or self._waiting:
            self._worked_at = now
        return now - self._worked_at < timedelta(seconds=IDLE_SECONDS)

    async def wait(self, woken: asyncio.Event) -> None:
        """Return when there may be something to do: something ended, or some time has passed."""
        if self._waiting:  # recipients are still being written down
            await asyncio.sleep(0)
            return
        seconds = TURN_SECONDS if self._flying or self._results else LOOK_SECONDS
        await _any(seconds, woken, self._enough)
        self._enough.clear()
        if woken.is_set():
            woken.clear()
            self._looked_at = None

    async def end(self, seconds: float) -> None:
        """Send no more; record what is on its way, as far as it ends in time."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=seconds)
        if self._results or self._halts:
            await self._commit([])

    async def abandon(self) -> None:
        """Let go of what is on its way still; the next sender calls it unknown."""
        flying = list(self._flying)
        for task in flying:
            task.cancel()
        if flying:
            await asyncio.wait(flying)

    def _until(self) -> datetime:
        self._renewed_at = self._now()
        return self._renewed_at + self._length

    # Which broadcasts there are

    async def _look(self) -> None:
        now = self._now()
        if self._looked_at is not None and now - self._looked_at < timedelta(seconds=LOOK_SECONDS):
            return
        self._looked_at = now
        found = await self._stores.broadcasts.in_states(
            BroadcastState.SCHEDULED, BroadcastState.RUNNING
        )
        self._waiting = list(await self._stores.broadcasts.unfrozen())
        running = [each for each in found if each.state is BroadcastState.RUNNING]
        for each in found:
            if each.state is BroadcastState.SCHEDULED:
                begun = await self._begin_broadcast(each, now)
                running += [begun] if begun is not None else []
        self._rounds = {each.id: await self._round(each) for each in running}

    async def _begin_broadcast(self, broadcast: Broadcast, now: datetime) -> Broadcast | None:
        """Return a scheduled broadcast if it runs from now on."""
        start = start_of(broadcast, now)
        if start is Start.WAIT:
            return None
        is_held = start is Start.HOLD
        note = {Start.HOLD: HELD_NOTE, Start.BEGIN_LATE: LATE_NOTE}.get(start)
        to_state = BroadcastState.HELD if is_held else BroadcastState.RUNNING
        begun = await self._stores.ledger.begin(
            self._lease, self._until(), now, broadcast.id, to_state, note
        )
        if begun is not None:
            logger.info("broadcast %d is %s", broadcast.id, to_state.value)
        return None if is_held else begun

    async def _round(self, broadcast: Broadcast) -> Round:
        known = self._rounds.get(broadcast.id)
        if known is not None:
            known.broadcast = broadcast
            return known
        counts = await self._stores.ledger.counts(broadcast.id)
        is_new = not set(counts) - {DeliveryState.PENDING}
        versions = await self._stores.broadcasts.versions(broadcast.id)
        return Round(broadcast, versions, is_new=is_new)

    async def _freeze(self) -> None:
        """Write down a page of the recipients of each broadcast that has not all of them yet."""
        for broadcast in self._waiting:
            size = PAGE if broadcast.id in self._begun else FIRST_PAGE
            self._begun.add(broadcast.id)
            frozen = await self._stores.ledger.freeze(
                self._lease, self._until(), self._now(), broadcast.id, size
            )
            self._replace(frozen)

    def _replace(self, broadcast: Broadcast) -> None:
        if broadcast.is_frozen:
            self._begun.discard(broadcast.id)
            self._waiting = [each for each in self._waiting if each.id != broadcast.id]
        else:
            self._waiting = [
                broadcast if each.id == broadcast.id else each for each in self._waiting
            ]
        if broadcast.id in self._rounds:
            self._rounds[broadcast.id].broadcast = broadcast

    # Claims and results

    async def _exchange(self) -> None:
        """Record results and claim what there is room for, in one transaction."""
        if self._is_unsure:
            await self._stores.ledger.give_back(
                self._lease, self._until(), self._now(), self._held_deliveries()
            )
            self._is_unsure = False
        claims = self._claims()
        is_due = self._now() - self._renewed_at > self._length / 3
        if not (claims or self._results or self._halts or is_due):
            return
        deliveries = await self._commit(claims)
        now = self._now()
        for claim in claims:
            mine = [each for each in deliveries if each.broadcast_id == claim.broadcast_id]
            round_ = self._rounds[claim.broadcast_id]
            if round_.claimed(mine, claim.limit, now) and not round_.flying:
                await self._finish(claim.broadcast_id)
            for delivery in mine:
                self._send(round_, delivery)

    def _held_deliveries(self) -> list[Delivery]:
        return list(self._flying.values()) + [
            Delivery(each.broadcast_id, each.position, each.chat_id, 0, "", DeliveryState.CLAIMED)
            for each in self._results
        ]

    def _claims(self) -> list[Claim]:
        now = self._now()
        flying = len(self._flying)
        room = self._pauses.room(max(0, self._window() - flying), flying, now)
        ready = [each for each in self._rounds.values() if not each.is_resting(now)]
        claims = []
        for left, round_ in zip(range(len(ready), 0, -1), ready, strict=True):
            share = -(-room // left)
            if share > 0:
                claims.append(Claim(round_.broadcast.id, round_.after, share))
                room -= share
        return claims

    async def _commit(self, claims: list[Claim]) -> list[Delivery]:
        results, halts = self._results[:], dict(self._halts)
        deliveries = await self._stores.ledger.turn(
            self._lease, self._until(), self._now(), Turn(results, halts), claims
        )
        # Only now: had the commit failed, they would be recorded with the next.
        del self._results[: len(results)]
        for name, until in halts.items():
            if self._halts.get(name) == until:
                del self._halts[name]
        return deliveries

    async def _finish(self, broadcast_id: int) -> None:
        finished = await self._stores.ledger.finish(
            self._lease, self._until(), self._now(), broadcast_id
        )
        if finished is not None:
            logger.info("broadcast %d is finished", broadcast_id)
            del self._rounds[broadcast_id]

    async def _conclude(self) -> None:
        """Stop the broadcasts whose content nobody can get."""
        for round_ in list(self._rounds.values()):
            if round_.fails_alike:
                broadcast_id = round_.broadcast.id
                logger.warning("broadcast %d is stopped: all fail alike", broadcast_id)
                await self._stores.broadcasts.move(
                    broadcast_id,
                    (BroadcastState.RUNNING,),
                    BroadcastState.STOPPED,
                    self._now(),
                    ALL_FAILED_NOTE,
                )
                del self._rounds[broadcast_id]

    # Sending

    def _send(self, round_: Round, delivery: Delivery) -> None:
        task = asyncio.create_task(self._attempt(round_, delivery))
        self._flying[task] = delivery
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._flying[task]
        if not task.cancelled() and task.exception() is not None:
            logger.error("a delivery failed unexpectedly", exc_info=task.exception())

    async def _attempt(self, round_: Round, delivery: Delivery) -> None:
        error: DeliveryError | None = None
        message_ids = delivery.message_ids
        try:
            message_ids = await self._carry_out(round_, delivery)
        except DeliveryError as failed:
            error = failed
        except Exception as unexpected:
            # A mistake of ours: that nothing was sent cannot be known.
            logger.exception(
                "delivery %d of broadcast %d", delivery.position, delivery.broadcast_id
            )
            error = UnknownOutcomeError(f"error of the bot: {type(unexpected).__name__}")
        halt = self._pauses.note(delivery, error, self._now())
        if halt is not None:
            self._halts[halt[0]] = halt[1]
        round_.ended(error)
        self._results.append(self._result(delivery, message_ids, error))
        if 4 * len(self._results) >= self._window():
            self._enough.set()

    def _result(
        self, delivery: Delivery, message_ids: tuple[int, ...], error: DeliveryError | None
    ) -> Result:
        if error is not None:
            return result_of(delivery, error, is_outage=self._pauses.is_outage)
        assert delivery.chat_id is not None  # noqa: S101 - what has none is never claimed
        return Result(
            delivery.broadcast_id,
            delivery.position,
            DeliveryState.SENT,
            delivery.chat_id,
            message_ids,
        )

    async def _carry_out(self, round_: Round, delivery: Delivery) -> tuple[int, ...]:
        if round_.broadcast.kind is BroadcastKind.RECALL:
            await self._sender.delete(delivery)
            return delivery.message_ids
        content = round_.content_for(delivery)
        if content is None:
            raise RejectedError("there is no version for the default locale")
        if round_.broadcast.kind is BroadcastKind.CORRECT:
            await self._sender.edit(delivery, content)
            return delivery.message_ids
        return await self._sender.send(delivery, content)


async def _any(seconds: float, *events: asyncio.Event) -> None:
    """Return once an event is set, or after so many seconds."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
