"""Rows of handoffs and of their outbox, within somebody else's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handoffs import CarriageState, Handoff, HandoffState, Side, ToCarry, What
from bot.model import Suggestion
from bot.storage.schema import carriages, handoffs

FIRST, THEN = 0, 1


async def change(
    connection: AsyncConnection,
    values: Mapping[str, Any],
    now: datetime,
    *conditions: ColumnElement[bool],
) -> Handoff | None:
    """Change the handoff that meets conditions and return it, None where none does."""
    changed = (
        update(handoffs).where(*conditions).values(**values, updated_at=now).returning(handoffs)
    )
    row = (await connection.execute(changed)).one_or_none()
    return None if row is None else handoff_of(row)


async def put(
    connection: AsyncConnection, handoff: Handoff, outbox: Iterable[ToCarry], now: datetime
) -> None:
    """Write what is to be carried into the outbox, in order."""
    for each in outbox:
        from_staff = handoff.staff_chat_id if each.side is Side.PERSON else handoff.person_id
        await connection.execute(
            insert(carriages).values(
                handoff_id=handoff.id,
                side=each.side.value,
                place=FIRST if each.is_first else THEN,
                what=each.what.value,
                source_chat_id=from_staff if each.source_message_id is not None else None,
                source_message_id=each.source_message_id,
                reply_to_id=each.reply_to_id,
                payload=dict(each.payload),
                state=CarriageState.PENDING.value,
                attempts=0,
                due_at=now,
                updated_at=now,
            )
        )


async def move_staff(connection: AsyncConnection, old_id: int, new_id: int, now: datetime) -> None:
    """Let handoffs go on in the new id of the office's group; harmless if repeated.

    The new group counts its messages anew, so nothing there is linked to what was before: each
    open handoff gets a new card.
    """
    moved = (
        update(handoffs)
        .where(handoffs.c.staff_chat_id == old_id)
        .values(staff_chat_id=new_id, thread_id=None, card_message_id=None, updated_at=now)
        .returning(handoffs)
    )
    found = [handoff_of(row) for row in await connection.execute(moved)]
    if not found:
        return
    await connection.execute(
        update(carriages)
        .where(
            carriages.c.handoff_id.in_([each.id for each in found]),
            carriages.c.side == Side.STAFF.value,
            carriages.c.state == CarriageState.DONE.value,
        )
        .values(result_id=None)
    )
    for each in found:
        if each.state is HandoffState.OPEN:
            await put(connection, each, [ToCarry(Side.STAFF, What.CARD, is_first=True)], now)


def handoff_of(row: Row[Any]) -> Handoff:
    """Return a row of the table as what it means."""
    return Handoff(
        id=row.id,
        person_id=row.person_id,
        locale=row.locale,
        state=HandoffState(row.state),
        questions=tuple(row.questions),
        candidates=tuple(Suggestion(*each) for each in row.candidates),
        staff_chat_id=row.staff_chat_id,
        thread_id=row.thread_id,
        card_message_id=row.card_message_id,
        assigned_to=row.assigned_to,
        assigned_name=row.assigned_name,
        is_reachable=row.is_reachable,
        told_at=row.told_at,
        created_at=row.created_at,
        closed_at=row.closed_at,
        updated_at=row.updated_at,
    )
