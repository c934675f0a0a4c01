"""Broadcasts, their versions, and the way from draft to end. Deliveries are `ledger`'s."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcasts import DONE, Broadcast, BroadcastKind, BroadcastState, Content
from bot.storage.database import Database
from bot.storage.schema import broadcast_versions, broadcasts, subscriptions
from bot.subscribers import Audience


class Broadcasts:
    """Makes, finds and moves broadcasts from state to state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(
        self,
        author_id: int,
        audience: Audience,
        default_locale: str,
        versions: Mapping[str, Content],
        now: datetime,
        kind: BroadcastKind = BroadcastKind.SEND,
        origin_id: int | None = None,
        note: str | None = None,
    ) -> Broadcast:
        """Return a new draft with its versions, one a locale."""
        statement = (
            insert(broadcasts)
            .values(
                kind=kind.value,
                origin_id=origin_id,
                state=BroadcastState.DRAFT.value,
                note=note,
                author_id=author_id,
                audience=audience.as_json(),
                default_locale=default_locale,
                frozen_up_to=0,
                frozen_to=0,
                is_frozen=False,
                recipient_count=0,
                created_at=now,
                updated_at=now,
            )
            .returning(broadcasts)
        )
        async with self._database.writing() as connection:
            made = broadcast_of((await connection.execute(statement)).one())
            if versions:
                rows = [
                    {"broadcast_id": made.id, "locale": locale, "content": content.as_json()}
                    for locale, content in versions.items()
                ]
                await connection.execute(insert(broadcast_versions), rows)
        return made

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """Return a broadcast, None where there is none of this id."""
        async with self._database.reading() as connection:
            found = select(broadcasts).where(broadcasts.c.id == broadcast_id)
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else broadcast_of(row)

    async def latest(self, limit: int, before_id: int | None = None) -> tuple[Broadcast, ...]:
        """Return the latest broadcasts, the newest first; only those older than one."""
        found = select(broadcasts).order_by(broadcasts.c.id.desc()).limit(limit)
        if before_id is not None:
            found = found.where(broadcasts.c.id < before_id)
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in await connection.execute(found))

    async def in_states(self, *states: BroadcastState) -> tuple[Broadcast, ...]:
        """Return the broadcasts in any of these states, the oldest first."""
        wanted = broadcasts.c.state.in_([state.value for state in states])
        found = select(broadcasts).where(wanted).order_by(broadcasts.c.id)
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in await connection.execute(found))

    async def unfrozen(self) -> tuple[Broadcast, ...]:
        """Return those confirmed whose recipients are not all written down yet, the oldest first.

        Also the paused and the stopped: whom a stop left out may be sent to again.
        """
        found = (
            select(broadcasts)
            .where(broadcasts.c.confirmed_at.is_not(None), ~broadcasts.c.is_frozen)
            .order_by(broadcasts.c.id)
        )
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in await connection.execute(found))

    async def about(self, origin_id: int) -> tuple[Broadcast, ...]:
        """Return the corrections, recalls and repeats of a broadcast, the oldest first."""
        found = (
            select(broadcasts).where(broadcasts.c.origin_id == origin_id).order_by(broadcasts.c.id)
        )
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in await connection.execute(found))

    async def sent_since(self, since: datetime, limit: int) -> tuple[Broadcast, ...]:
        """Return the broadcasts that began to be sent after an instant, the newest first."""
        found = (
            select(broadcasts)
            .where(broadcasts.c.kind == BroadcastKind.SEND.value, broadcasts.c.started_at >= since)
            .order_by(broadcasts.c.started_at.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in await connection.execute(found))

    async def versions(self, broadcast_id: int) -> dict[str, Content]:
        """Return the contents of a broadcast by locale."""
        found = select(broadcast_versions).where(broadcast_versions.c.broadcast_id == broadcast_id)
        async with self._database.reading() as connection:
            rows = await connection.execute(found)
            return {row.locale: Content.from_json(row.content) for row in rows}

    async def confirm(
        self,
        broadcast_id: int,
        now: datetime,
        send_at: datetime | None = None,
        time_zone: str | None = None,
        approved_by: int | None = None,
    ) -> Broadcast | None:
        """Schedule a draft, or one that awaits approval or was held; a time of None is at once.

        From here on its recipients are settled: those who have joined by now. None where the
        broadcast was in another state, such as confirmed already.
        """
        newest = select(func.coalesce(func.max(subscriptions.c.id), 0)).scalar_subquery()
        return await self._move(
            broadcast_id,
            (BroadcastState.DRAFT, BroadcastState.AWAITING_APPROVAL),
            now,
            state=BroadcastState.SCHEDULED.value,
            confirmed_at=now,
            send_at=send_at,
            time_zone=time_zone,
            approved_by=approved_by,
            frozen_up_to=newest,
        )

    async def confirm_held(self, broadcast_id: int, now: datetime) -> Broadcast | None:
        """Send at once what was held for being late; None where it is not held."""
        return await self._move(
            broadcast_id,
            (BroadcastState.HELD,),
            now,
            state=BroadcastState.SCHEDULED.value,
            send_at=None,
            note=None,
        )

    async def move(
        self,
        broadcast_id: int,
        from_states: Collection[BroadcastState],
        to_state: BroadcastState,
        now: datetime,
        note: str | None = None,
    ) -> Broadcast | None:
        """Let a broadcast go from one of some states to another; None where it was in none."""
        values: dict[str, Any] = {"state": to_state.value}
        if note is not None:
            values["note"] = note
        if to_state in DONE:
            values["finished_at"] = now
        return await self._move(broadcast_id, from_states, now, **values)

    async def ask_approval(
        self, broadcast_id: int, now: datetime, send_at: datetime | None, time_zone: str | None
    ) -> Broadcast | None:
        """Let a draft wait for a second person; None where it is no draft."""
        return await self._move(
            broadcast_id,
            (BroadcastState.DRAFT,),
            now,
            state=BroadcastState.AWAITING_APPROVAL.value,
            send_at=send_at,
            time_zone=time_zone,
        )

    async def set_report(self, broadcast_id: int, chat_id: int, message_id: int) -> None:
        """Note which message shows the progress of a broadcast."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(broadcasts)
                .where(broadcasts.c.id == broadcast_id)
                .values(report_chat_id=chat_id, report_message_id=message_id)
            )

    async def _move(
        self,
        broadcast_id: int,
        from_states: Collection[BroadcastState],
        now: datetime,
        **values: Any,
    ) -> Broadcast | None:
        async with self._database.writing() as connection:
            return await move(connection, broadcast_id, from_states, now, **values)


async def move(
    connection: AsyncConnection,
    broadcast_id: int,
    from_states: Collection[BroadcastState],
    now: datetime,
    **values: Any,
) -> Broadcast | None:
    """Change a broadcast that is in one of some states; None where it is in another."""
    statement = (
        update(broadcasts)
        .where(
            broadcasts.c.id == broadcast_id,
            broadcasts.c.state.in_([state.value for state in from_states]),
        )
        .values(updated_at=now, **values)
        .returning(broadcasts)
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else broadcast_of(row)


def broadcast_of(row: Row[Any]) -> Broadcast:
    """Return a row of the table as what it means."""
    return Broadcast(
        id=row.id,
        kind=BroadcastKind(row.kind),
        origin_id=row.origin_id,
        state=BroadcastState(row.state),
        note=row.note,
        author_id=row.author_id,
        approved_by=row.approved_by,
        audience=Audience.from_json(row.audience),
        default_locale=row.default_locale,
        send_at=row.send_at,
        time_zone=row.time_zone,
        confirmed_at=row.confirmed_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        report_chat_id=row.report_chat_id,
        report_message_id=row.report_message_id,
        is_frozen=row.is_frozen,
        recipient_count=row.recipient_count,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
