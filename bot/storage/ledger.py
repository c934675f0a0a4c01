"""The ledger: one row a delivery, written by whoever holds the sender's lease.

A delivery is claimed, and the claim committed, before it is sent; what became of it is recorded
after. So a claim whose sender has died stands for a copy that was sent, perhaps: it becomes
unknown, and is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcasts import (
    Broadcast,
    BroadcastState,
    Delivery,
    DeliveryState,
    Result,
)
from bot.storage.broadcasts import broadcast_of, move
from bot.storage.database import Database
from bot.storage.freezing import COLUMNS, recipients
from bot.storage.halts import put_halts
from bot.storage.leases import Lease, must_hold
from bot.storage.recording import record
from bot.storage.schema import broadcasts, deliveries

PENDING = DeliveryState.PENDING.value
CLAIMED = DeliveryState.CLAIMED.value
SENDER_DIED = "the sender ended before the answer came"


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish for up to `limit` pending deliveries of a broadcast, after a position."""

    broadcast_id: int
    after: int
    limit: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What a sender writes down at once: results, and halts by name."""

    results: Sequence[Result] = ()
    halts: Mapping[str, datetime] = field(default_factory=dict)


class Ledger:
    """Deliveries, under the sender's lease."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Under the lease. Each of these also lets the lease run until an instant, and raises
    # LeaseLostError where another has it.

    async def take_over(self, lease: Lease, until: datetime, now: datetime) -> int:
        """Let what dead senders had claimed be unknown; return how many deliveries that are."""
        left = (
            update(deliveries)
            .where(
                deliveries.c.broadcast_id.in_(_begun()),
                deliveries.c.state == CLAIMED,
                deliveries.c.claimed_by != lease.fence,
            )
            .values(
                state=DeliveryState.UNKNOWN.value,
                reason=SENDER_DIED,
                claimed_by=None,
                updated_at=now,
            )
            .returning(deliveries.c.position)
        )
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            return len((await connection.execute(left)).all())

    async def turn(
        self, lease: Lease, until: datetime, now: datetime, turn: Turn, claims: Sequence[Claim]
    ) -> list[Delivery]:
        """Record a turn's results and claim deliveries; return these, by broadcast and position.

        All in one transaction, and harmless if repeated: what was recorded is recorded once, and
        what was claimed for an answer that got lost is claimed no more than once.
        """
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            if turn.results:
                await record(connection, lease.fence, turn.results, now)
            if turn.halts:
                await put_halts(self._database, connection, turn.halts)
            claimed: list[Delivery] = []
            for claim in claims:
                claimed += await _claim(connection, lease.fence, claim, now)
        return claimed

    async def give_back(
        self, lease: Lease, until: datetime, now: datetime, known: Collection[Delivery]
    ) -> None:
        """Let what is claimed under the lease, beside what is `known`, be pending again.

        For a sender that may have claimed more than it was told: the answer to a commit got lost.
        """
        keys = [(each.broadcast_id, each.position) for each in known]
        strays = (
            update(deliveries)
            .where(
                deliveries.c.broadcast_id.in_(_begun()),
                deliveries.c.state == CLAIMED,
                deliveries.c.claimed_by == lease.fence,
                tuple_(deliveries.c.broadcast_id, deliveries.c.position).not_in(keys),
            )
            .values(state=PENDING, claimed_by=None, updated_at=now)
        )
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            await connection.execute(strays)

    async def freeze(
        self, lease: Lease, until: datetime, now: datetime, broadcast_id: int, limit: int
    ) -> Broadcast:
        """Write down the next recipients of a broadcast; return it, frozen or not yet."""
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            this = broadcasts.c.id == broadcast_id
            row = (await connection.execute(select(broadcasts).where(this))).one()
            if row.is_frozen:
                return broadcast_of(row)
            page = self._database.insert(deliveries).from_select(
                list(COLUMNS), recipients(row, limit)
            )
            await connection.execute(page.on_conflict_do_nothing())
            mine = deliveries.c.broadcast_id == broadcast_id
            newest = select(func.max(deliveries.c.position)).where(mine)
            frozen_to = (await connection.execute(newest)).scalar_one() or 0
            is_frozen = frozen_to <= row.frozen_to
            values: dict[str, Any] = {"frozen_to": max(frozen_to, row.frozen_to)}
            if is_frozen:
                counted = select(func.count()).select_from(deliveries).where(mine)
                values |= {"is_frozen": True, "recipient_count": counted.scalar_subquery()}
            changed = update(broadcasts).where(this).values(updated_at=now, **values)
            written = await connection.execute(changed.returning(broadcasts))
            return broadcast_of(written.one())

    async def begin(
        self,
        lease: Lease,
        until: datetime,
        now: datetime,
        broadcast_id: int,
        to_state: BroadcastState,
        note: str | None,
    ) -> Broadcast | None:
        """Let a scheduled broadcast run, or be held; None where it is not scheduled any more."""
        values: dict[str, Any] = {"state": to_state.value}
        if note is not None:
            values["note"] = note
        if to_state is BroadcastState.RUNNING:
            values["started_at"] = now
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            return await move(connection, broadcast_id, (BroadcastState.SCHEDULED,), now, **values)

    async def finish(
        self, lease: Lease, until: datetime, now: datetime, broadcast_id: int
    ) -> Broadcast | None:
        """Let a running broadcast be finished; None where something of it is left to do."""
        is_open = exists().where(
            deliveries.c.broadcast_id == broadcast_id, deliveries.c.state.in_((PENDING, CLAIMED))
        )
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            row = (
                await connection.execute(
                    update(broadcasts)
                    .where(
                        broadcasts.c.id == broadcast_id,
                        broadcasts.c.state == BroadcastState.RUNNING.value,
                        broadcasts.c.is_frozen,
                        ~is_open,
                    )
                    .values(state=BroadcastState.FINISHED.value, finished_at=now, updated_at=now)
                    .returning(broadcasts)
                )
            ).one_or_none()
        return None if row is None else broadcast_of(row)

    # For everybody.

    async def counts(self, broadcast_id: int) -> dict[DeliveryState, int]:
        """Return how many deliveries of a broadcast are in which state."""
        counted = (
            select(deliveries.c.state, func.count().label("number"))
            .where(deliveries.c.broadcast_id == broadcast_id)
            .group_by(deliveries.c.state)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(counted)
            return {DeliveryState(row.state): row.number for row in rows}

    async def page(
        self,
        broadcast_id: int,
        states: Collection[DeliveryState],
        after: int = 0,
        limit: int = 1000,
    ) -> tuple[Delivery, ...]:
        """Return the next deliveries in some states by position, such as for a list of the missed.

        Begin with an `after` of 0.
        """
        found = (
            select(deliveries)
            .where(
                deliveries.c.broadcast_id == broadcast_id,
                deliveries.c.state.in_([state.value for state in states]),
                deliveries.c.position > after,
            )
            .order_by(deliveries.c.position)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(delivery_of(row) for row in await connection.execute(found))

    async def received(self, chat_id: int, broadcast_ids: Collection[int]) -> set[int]:
        """Return which of some broadcasts a chat has a copy of."""
        found = select(deliveries.c.broadcast_id).where(
            deliveries.c.chat_id == chat_id,
            deliveries.c.broadcast_id.in_(broadcast_ids),
            deliveries.c.state == DeliveryState.SENT.value,
        )
        async with self._database.reading() as connection:
            return set((await connection.execute(found)).scalars())


def _begun() -> Select[Any]:
    """Return the ids of the broadcasts that may have claimed deliveries."""
    states = (BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.STOPPED)
    return select(broadcasts.c.id).where(broadcasts.c.state.in_([state.value for state in states]))


async def _claim(
    connection: AsyncConnection, fence: int, claim: Claim, now: datetime
) -> list[Delivery]:
    """Claim deliveries of a broadcast that is running; none of one that was paused meanwhile."""
    running = exists().where(
        broadcasts.c.id == claim.broadcast_id,
        broadcasts.c.state == BroadcastState.RUNNING.value,
    )
    positions = (
        select(deliveries.c.position)
        .where(
            deliveries.c.broadcast_id == claim.broadcast_id,
            deliveries.c.state == PENDING,
            deliveries.c.position > claim.after,
            running,
        )
        .order_by(deliveries.c.position)
        .limit(claim.limit)
    )
    # Read first, then written by key: within one statement PostgreSQL may plan to read the whole
    # table. The lease, held by this transaction, keeps every other claimant out.
    chosen = (await connection.execute(positions)).scalars().all()
    if not chosen:
        return []
    claimed = (
        update(deliveries)
        .where(
            deliveries.c.broadcast_id == claim.broadcast_id,
            deliveries.c.position.in_(chosen),
            deliveries.c.state == PENDING,
        )
        .values(state=CLAIMED, claimed_by=fence, updated_at=now)
        .returning(deliveries)
    )
    rows = (await connection.execute(claimed)).all()
    return sorted((delivery_of(row) for row in rows), key=lambda each: each.position)


def delivery_of(row: Row[Any]) -> Delivery:
    """Return a row of the table as what it means."""
    return Delivery(
        broadcast_id=row.broadcast_id,
        position=row.position,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        locale=row.locale,
        state=DeliveryState(row.state),
        message_ids=tuple(row.message_ids or ()),
        reason=row.reason,
        attempts=row.attempts,
        updated_at=row.updated_at,
    )
