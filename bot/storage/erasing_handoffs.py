"""Erases a person from the desk: who they are, what they asked, and what was carried."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handoffs import Handoff, HandoffState, Notice, Side, ToCarry, What, notice
from bot.storage.handoff_rows import handoff_of, put
from bot.storage.schema import carriages, handoffs


async def erase(connection: AsyncConnection, person_id: int, now: datetime) -> None:
    """Erase a person's handoffs but for the fact that there were some; those still open end.

    The cards in the office's group lose what was asked. What a member of staff had taken on is
    nobody's afterwards.
    """
    of_person = handoffs.c.person_id == person_id
    rows = (await connection.execute(select(handoffs).where(of_person))).all()
    found = [handoff_of(row) for row in rows]
    await connection.execute(
        delete(carriages).where(carriages.c.handoff_id.in_([each.id for each in found]))
    )
    await connection.execute(
        delete(handoffs).where(of_person, handoffs.c.card_message_id.is_(None))
    )
    await connection.execute(
        update(handoffs)
        .where(of_person)
        .values(
            person_id=None,
            questions=[],
            candidates=[],
            state=HandoffState.ERASED.value,
            closed_at=now,
            updated_at=now,
        )
    )
    for each in found:
        if each.card_message_id is not None:
            await put(connection, each, _farewell(each), now)
    await connection.execute(
        update(handoffs)
        .where(handoffs.c.assigned_to == person_id)
        .values(assigned_to=None, assigned_name=None)
    )


def _farewell(handoff: Handoff) -> list[ToCarry]:
    refresh = ToCarry(Side.STAFF, What.REFRESH)
    if handoff.state is not HandoffState.OPEN:
        return [refresh]
    return [notice(Side.STAFF, Notice.ERASED), refresh, ToCarry(Side.STAFF, What.SHUT)]


async def taken_by(connection: AsyncConnection, user_id: int) -> list[dict[str, Any]]:
    """Return which handoffs a member of staff has taken on, and under which name."""
    mine = select(handoffs.c.id, handoffs.c.assigned_name).where(handoffs.c.assigned_to == user_id)
    rows = (await connection.execute(mine)).mappings()
    return [dict(row) for row in rows]
