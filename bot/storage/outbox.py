"""The outbox: what is to be carried between people and the office, under the carrier's lease.

A carriage is claimed, and the claim committed, before it is carried out; what became of it is
recorded after. So a copy whose carrier has died was made, perhaps: it becomes unknown, members of
staff are told, and only they can let it be made again. All else can be done twice without harm.
Each side of each handoff is a queue: nothing is claimed before what stands before it is settled.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handoffs import (
    Carriage,
    CarriageState,
    HandoffState,
    Job,
    Notice,
    Outcome,
    Side,
    ToCarry,
    What,
    notice,
)
from bot.storage.database import Database
from bot.storage.handoff_rows import change, handoff_of, move_staff, put
from bot.storage.leases import Lease, must_hold
from bot.storage.schema import carriages, handoffs

PENDING = CarriageState.PENDING.value
CLAIMED = CarriageState.CLAIMED.value
DONE = CarriageState.DONE.value
CARRIER_DIED = "the carrier ended before the answer came"

ECHO_WAIT = timedelta(seconds=3)
"""After a carrier died, so long is waited for Telegram's own word that it had opened a topic."""


class Outbox:
    """Carriages, by queue; all but `has_work` raise LeaseLostError where another has the lease."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def has_work(self, now: datetime) -> bool:
        """Tell whether there is something that is due, or whose carrier may have died."""
        due = and_(carriages.c.state == PENDING, carriages.c.due_at <= now)
        found = select(carriages.c.id).where(or_(due, carriages.c.state == CLAIMED)).limit(1)
        async with self._database.reading() as connection:
            return (await connection.execute(found)).scalar_one_or_none() is not None

    async def take_over(self, lease: Lease, until: datetime, now: datetime) -> int:
        """Settle what dead carriers had claimed; return how many copies are unknown by that."""
        left = select(carriages).where(
            carriages.c.state == CLAIMED, carriages.c.claimed_by != lease.fence
        )
        unknown_count = 0
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            for row in (await connection.execute(left)).all():
                carriage = carriage_of(row)
                await _write(connection, carriage, _of_dead(carriage, now), now)
                unknown_count += carriage.what is What.COPY
        return unknown_count

    async def claim(self, lease: Lease, until: datetime, now: datetime, limit: int) -> list[Job]:
        """Claim what is next in each queue, up to `limit`; let the lease run until an instant."""
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            ids = (await connection.execute(_heads(now, limit))).scalars().all() if limit else []
            if not ids:
                return []
            claimed = (
                update(carriages)
                .where(carriages.c.id.in_(ids))
                .values(state=CLAIMED, claimed_by=lease.fence, updated_at=now)
                .returning(carriages)
            )
            rows = (await connection.execute(claimed)).all()
            return [await _job(connection, carriage_of(row)) for row in rows]

    async def give_back(
        self, lease: Lease, until: datetime, now: datetime, known: Collection[int]
    ) -> None:
        """Let what is claimed under the lease, beside the `known` ids, be pending again.

        For a carrier that may have claimed more than it was told: the answer to a commit got lost.
        """
        strays = (
            update(carriages)
            .where(
                carriages.c.state == CLAIMED,
                carriages.c.claimed_by == lease.fence,
                carriages.c.id.not_in(known),
            )
            .values(state=PENDING, claimed_by=None, updated_at=now)
        )
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            await connection.execute(strays)

    async def record(
        self, lease: Lease, until: datetime, now: datetime, job: Job, outcome: Outcome
    ) -> None:
        """Write down what became of a claimed carriage, with all that follows; once."""
        async with self._database.writing() as connection:
            await must_hold(connection, lease, until)
            mine = and_(
                carriages.c.id == job.carriage.id,
                carriages.c.state == CLAIMED,
                carriages.c.claimed_by == lease.fence,
            )
            if (await connection.execute(select(carriages.c.id).where(mine))).first() is not None:
                await _write(connection, job.carriage, outcome, now)


def _heads(now: datetime, limit: int) -> Select[Any]:
    """Return the ids of what is first in its queue and due."""
    earlier = carriages.alias("earlier")
    comes_before = or_(
        earlier.c.place < carriages.c.place,
        and_(earlier.c.place == carriages.c.place, earlier.c.id < carriages.c.id),
    )
    is_open = earlier.c.state.in_((PENDING, CLAIMED))
    same_queue = and_(
        earlier.c.handoff_id == carriages.c.handoff_id, earlier.c.side == carriages.c.side
    )
    claimed = and_(earlier.c.state == CLAIMED, earlier.c.id != carriages.c.id)
    return (
        select(carriages.c.id)
        .where(
            carriages.c.state == PENDING,
            carriages.c.due_at <= now,
            ~exists().where(same_queue, is_open, or_(comes_before, claimed)),
        )
        .order_by(carriages.c.id)
        .limit(limit)
    )


async def _job(connection: AsyncConnection, carriage: Carriage) -> Job:
    found = select(handoffs).where(handoffs.c.id == carriage.handoff_id)
    handoff = handoff_of((await connection.execute(found)).one())
    reply_to = await _counterpart(connection, carriage, carriage.reply_to_id)
    if carriage.what is What.NOTICE:
        reply_to = carriage.reply_to_id
    target = None
    if carriage.what is What.EDIT:
        target = await _copy_of(connection, carriage, carriage.source_message_id)
    return Job(handoff, carriage, reply_to, target)


async def _counterpart(
    connection: AsyncConnection, carriage: Carriage, message_id: int | None
) -> int | None:
    """Return what a message of the side that a carriage comes from is on the other side."""
    if message_id is None:
        return None
    copy = await _copy_of(connection, carriage, message_id)
    if copy is not None:
        return copy
    # It may itself be the copy of a message of the other side.
    original = (
        select(carriages.c.source_message_id)
        .where(
            carriages.c.handoff_id == carriage.handoff_id,
            carriages.c.side != carriage.side.value,
            carriages.c.what == What.COPY.value,
            carriages.c.result_id == message_id,
        )
        .limit(1)
    )
    return (await connection.execute(original)).scalar_one_or_none()


async def _copy_of(
    connection: AsyncConnection, carriage: Carriage, message_id: int | None
) -> int | None:
    found = (
        select(carriages.c.result_id)
        .where(
            carriages.c.handoff_id == carriage.handoff_id,
            carriages.c.side == carriage.side.value,
            carriages.c.what == What.COPY.value,
            carriages.c.source_message_id == message_id,
            carriages.c.state == DONE,
        )
        .order_by(carriages.c.id.desc())
        .limit(1)
    )
    return (await connection.execute(found)).scalar_one_or_none()


async def _write(
    connection: AsyncConnection, carriage: Carriage, outcome: Outcome, now: datetime
) -> None:
    """Write an outcome down, with what follows from it for its handoff."""
    is_over = outcome.state is not CarriageState.PENDING
    # What an edit said is not kept for longer than it takes to carry it over.
    also: dict[str, Any] = {"payload": {}} if is_over and carriage.what is What.EDIT else {}
    if outcome.due_at is not None:
        also["due_at"] = outcome.due_at
    await connection.execute(
        update(carriages)
        .where(carriages.c.id == carriage.id)
        .values(
            state=outcome.state.value,
            reason=outcome.reason,
            result_id=outcome.result_id,
            attempts=carriages.c.attempts + int(outcome.is_tried),
            claimed_by=None,
            updated_at=now,
            **also,
        )
    )
    handoff = await change(connection, outcome.values, now, handoffs.c.id == carriage.handoff_id)
    if handoff is None:
        return
    if outcome.moved_to is not None:
        await move_staff(connection, handoff.staff_chat_id, outcome.moved_to, now)
    if handoff.state is not HandoffState.ERASED:
        await put(connection, handoff, outcome.outbox, now)


def _of_dead(carriage: Carriage, now: datetime) -> Outcome:
    """Return what becomes of something that a carrier held when it died."""
    if carriage.what is What.COPY:
        return Outcome(CarriageState.UNKNOWN, reason=CARRIER_DIED, outbox=(missed(carriage),))
    wait = ECHO_WAIT if carriage.what is What.TOPIC else timedelta()
    return Outcome(CarriageState.PENDING, due_at=now + wait)


def missed(carriage: Carriage) -> ToCarry:
    """Return the line that tells members of staff of a message that may not have arrived."""
    if carriage.side is Side.PERSON:
        name, reply_to = Notice.MISSED_BY_PERSON, carriage.source_message_id
    else:
        name, reply_to = Notice.MISSED_BY_STAFF, None
    return notice(Side.STAFF, name, reply_to, carriage=carriage.id)


def carriage_of(row: Row[Any]) -> Carriage:
    """Return a row of the table as what it means."""
    return Carriage(
        id=row.id,
        handoff_id=row.handoff_id,
        side=Side(row.side),
        what=What(row.what),
        source_chat_id=row.source_chat_id,
        source_message_id=row.source_message_id,
        reply_to_id=row.reply_to_id,
        payload=row.payload,
        state=CarriageState(row.state),
        result_id=row.result_id,
        attempts=row.attempts,
    )
