"""Questions handed to the office: what an update does to one is a single transaction.

The note that an update was taken, the change of the handoff, what is to be carried over because of
it, and the act in the audit log are there together or not at all. So an update that Telegram hands
out once more, after a crash, changes nothing the second time.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handoffs import (
    CarriageState,
    Handoff,
    HandoffState,
    Side,
    Step,
    Taken,
    What,
)
from bot.model import Suggestion
from bot.storage.audit import note
from bot.storage.database import Database
from bot.storage.handoff_rows import change, handoff_of, put
from bot.storage.schema import carriages, handoffs, taken_updates

OPEN = HandoffState.OPEN.value
OFFERED = HandoffState.OFFERED.value


class Handoffs:
    """Finds handoffs, and takes what updates do to them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def offer(
        self,
        person_id: int,
        staff_chat_id: int,
        locale: str,
        questions: tuple[str, ...],
        candidates: tuple[Suggestion, ...],
        now: datetime,
    ) -> Handoff:
        """Return a new handoff that waits for the person's yes; a former one that waits goes."""
        waits = and_(handoffs.c.person_id == person_id, handoffs.c.state == OFFERED)
        made = (
            insert(handoffs)
            .values(
                person_id=person_id,
                locale=locale,
                state=OFFERED,
                questions=list(questions),
                candidates=[[each.entry, each.fact, each.title] for each in candidates],
                staff_chat_id=staff_chat_id,
                is_reachable=True,
                created_at=now,
                updated_at=now,
            )
            .returning(handoffs)
        )
        async with self._database.writing() as connection:
            await connection.execute(delete(handoffs).where(waits))
            return handoff_of((await connection.execute(made)).one())

    async def withdraw(self, handoff_id: int, person_id: int) -> bool:
        """Drop an offer that the person declined; False where it is none of theirs that waits."""
        gone = (
            delete(handoffs)
            .where(
                handoffs.c.id == handoff_id,
                handoffs.c.person_id == person_id,
                handoffs.c.state == OFFERED,
            )
            .returning(handoffs.c.id)
        )
        async with self._database.writing() as connection:
            return (await connection.execute(gone)).scalar_one_or_none() is not None

    async def take(self, step: Step, now: datetime) -> Taken:
        """Do what an update does to a handoff, once however often it comes."""
        noted = (
            self._database.insert(taken_updates)
            .values(update_id=step.update_id, taken_at=now)
            .on_conflict_do_nothing()
            .returning(taken_updates.c.update_id)
        )
        async with self._database.writing() as connection:
            if (await connection.execute(noted)).scalar_one_or_none() is None:
                return Taken(await _get(connection, step.handoff_id), is_repeat=True)
            handoff = await _changed(connection, step, now)
            if handoff is None:
                await _refuse(connection, step, now)
                return Taken(None)
            await put(connection, handoff, step.outbox, now)
            if step.act is not None:
                await note(
                    connection,
                    now,
                    step.act.actor_id,
                    step.act.act,
                    f"handoff/{handoff.id}",
                    dict(step.act.detail),
                )
        return Taken(handoff)

    async def get(self, handoff_id: int) -> Handoff | None:
        """Return a handoff, None where there is none of this id."""
        async with self._database.reading() as connection:
            return await _get(connection, handoff_id)

    async def of_person(self, person_id: int, *states: HandoffState) -> Handoff | None:
        """Return a person's latest handoff in one of some states, None where there is none."""
        return await self._latest(
            handoffs.c.person_id == person_id,
            handoffs.c.state.in_([state.value for state in states]),
        )

    async def in_topic(self, chat_id: int, thread_id: int) -> Handoff | None:
        """Return the handoff that a forum topic is for, None where it is for none."""
        return await self._latest(
            handoffs.c.staff_chat_id == chat_id, handoffs.c.thread_id == thread_id
        )

    async def about(self, chat_id: int, message_id: int) -> Handoff | None:
        """Return the handoff that a message in the office's group belongs to, None for none.

        Messages of both sides count, and the bot's own.
        """
        made = and_(carriages.c.side == Side.STAFF.value, carriages.c.result_id == message_id)
        carried = and_(
            carriages.c.source_chat_id == chat_id, carriages.c.source_message_id == message_id
        )
        linked = select(carriages.c.handoff_id).where(or_(made, carried))
        return await self._latest(
            handoffs.c.staff_chat_id == chat_id,
            or_(handoffs.c.card_message_id == message_id, handoffs.c.id.in_(linked)),
        )

    async def carried(self, chat_id: int, message_id: int) -> Handoff | None:
        """Return the handoff in which a message of either side was, or is to be, carried over."""
        linked = select(carriages.c.handoff_id).where(
            carriages.c.source_chat_id == chat_id,
            carriages.c.source_message_id == message_id,
            carriages.c.what == What.COPY.value,
        )
        return await self._latest(handoffs.c.id.in_(linked))

    async def open_people(self) -> set[int]:
        """Return who has an open handoff."""
        found = select(handoffs.c.person_id).where(
            handoffs.c.state == OPEN, handoffs.c.person_id.is_not(None)
        )
        async with self._database.reading() as connection:
            return {each for each in (await connection.execute(found)).scalars() if each}

    async def staff_chats(self) -> set[int]:
        """Return the groups in which there are handoffs: more than one after a move."""
        found = select(handoffs.c.staff_chat_id).distinct()
        async with self._database.reading() as connection:
            return set((await connection.execute(found)).scalars())

    async def again(self, carriage_id: int, handoff_id: int, now: datetime) -> bool:
        """Let a message that may not have arrived be copied once more; False if it cannot be."""
        waiting = (CarriageState.UNKNOWN, CarriageState.BLOCKED, CarriageState.FAILED)
        revived = (
            update(carriages)
            .where(
                carriages.c.id == carriage_id,
                carriages.c.handoff_id == handoff_id,
                carriages.c.what == What.COPY.value,
                carriages.c.state.in_([state.value for state in waiting]),
            )
            .values(
                state=CarriageState.PENDING.value,
                reason=None,
                attempts=0,
                due_at=now,
                updated_at=now,
            )
            .returning(carriages.c.id)
        )
        async with self._database.writing() as connection:
            return (await connection.execute(revived)).scalar_one_or_none() is not None

    async def adopt(self, handoff_id: int, thread_id: int, now: datetime) -> None:
        """Let a topic that was opened for a handoff be its own, where it has none yet."""
        opened = (
            update(handoffs)
            .where(handoffs.c.id == handoff_id, handoffs.c.thread_id.is_(None))
            .values(thread_id=thread_id, updated_at=now)
            .returning(handoffs.c.id)
        )
        waits = and_(
            carriages.c.handoff_id == handoff_id,
            carriages.c.what == What.TOPIC.value,
            carriages.c.state == CarriageState.PENDING.value,
        )
        done = (
            update(carriages)
            .where(waits)
            .values(state=CarriageState.DONE.value, result_id=thread_id, updated_at=now)
        )
        async with self._database.writing() as connection:
            if (await connection.execute(opened)).scalar_one_or_none() is not None:
                await connection.execute(done)

    async def purge(self, offered: datetime, closed: datetime, taken: datetime) -> None:
        """Erase offers, ended handoffs and notes of updates that are older than an instant each."""
        ended = [state.value for state in (HandoffState.CLOSED, HandoffState.ERASED)]
        old = or_(
            and_(handoffs.c.state == OFFERED, handoffs.c.updated_at < offered),
            and_(handoffs.c.state.in_(ended), handoffs.c.updated_at < closed),
        )
        async with self._database.writing() as connection:
            await connection.execute(delete(handoffs).where(old))
            await connection.execute(delete(taken_updates).where(taken_updates.c.taken_at < taken))

    async def _latest(self, *conditions: ColumnElement[bool]) -> Handoff | None:
        found = select(handoffs).where(*conditions).order_by(handoffs.c.id.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else handoff_of(row)


async def _get(connection: AsyncConnection, handoff_id: int) -> Handoff | None:
    found = select(handoffs).where(handoffs.c.id == handoff_id)
    row = (await connection.execute(found)).one_or_none()
    return None if row is None else handoff_of(row)


async def _changed(connection: AsyncConnection, step: Step, now: datetime) -> Handoff | None:
    conditions: list[ColumnElement[bool]] = [
        handoffs.c.id == step.handoff_id,
        handoffs.c.state.in_([state.value for state in step.from_states]),
    ]
    if step.if_alone:
        other = handoffs.alias("other")
        conditions.append(
            ~exists().where(
                other.c.person_id == handoffs.c.person_id,
                other.c.state == OPEN,
                other.c.id != handoffs.c.id,
            )
        )
    return await change(connection, step.values, now, *conditions)


async def _refuse(connection: AsyncConnection, step: Step, now: datetime) -> None:
    handoff = await _get(connection, step.handoff_id)
    if handoff is not None and handoff.state in step.otherwise:
        await put(connection, handoff, [step.otherwise[handoff.state]], now)
