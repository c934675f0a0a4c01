"""Lets all that belongs to a group belong to its new id, as when it is upgraded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcasts import DeliveryState
from bot.storage.handoff_rows import move_staff
from bot.storage.schema import chats, deliveries, subscriptions, waiters

ALREADY_THERE = "the chat gets the copy under its new id"


async def move_chat(connection: AsyncConnection, old_id: int, new_id: int, now: datetime) -> None:
    """Move a chat; what the new id has already stays. Harmless if repeated."""
    old = await _row(connection, old_id)
    if old is not None:
        if await _row(connection, new_id) is None:
            await connection.execute(
                update(chats)
                .where(chats.c.chat_id == old_id)
                .values(chat_id=new_id, updated_at=now)
            )
        else:
            await _merge(connection, old, new_id, now)
    await _move_deliveries(connection, old_id, new_id, now)
    await move_staff(connection, old_id, new_id, now)
    # The new chat counts its messages anew, so there is none to reply to.
    await connection.execute(
        update(waiters).where(waiters.c.chat_id == old_id).values(chat_id=new_id, message_id=0)
    )


async def _move_deliveries(
    connection: AsyncConnection, old_id: int, new_id: int, now: datetime
) -> None:
    """Let deliveries that are not begun go to the new id, but never two of one broadcast.

    Copies that were sent keep the old id: the new chat counts its messages anew, and the old
    numbers may name others there.
    """
    other = deliveries.alias("other")
    waits = (
        deliveries.c.chat_id == old_id,
        deliveries.c.state == DeliveryState.PENDING.value,
    )
    await connection.execute(
        update(deliveries)
        .where(
            *waits,
            exists().where(
                other.c.broadcast_id == deliveries.c.broadcast_id,
                other.c.chat_id == new_id,
                other.c.thread_id == deliveries.c.thread_id,
            ),
        )
        .values(state=DeliveryState.FAILED.value, reason=ALREADY_THERE, updated_at=now)
    )
    await connection.execute(update(deliveries).where(*waits).values(chat_id=new_id))


async def _merge(connection: AsyncConnection, old: Row[Any], new_id: int, now: datetime) -> None:
    """Give the new chat what it lacks of the old one, and drop the old one with the rest."""
    taken = select(subscriptions.c.thread_id).where(subscriptions.c.chat_id == new_id)
    threads = (await connection.execute(taken)).scalars().all()
    await connection.execute(
        update(subscriptions)
        .where(subscriptions.c.chat_id == old.chat_id, subscriptions.c.thread_id.not_in(threads))
        .values(chat_id=new_id)
    )
    for column, value in ((chats.c.locale, old.locale), (chats.c.time_zone, old.time_zone)):
        if value is not None:
            await connection.execute(
                update(chats)
                .where(chats.c.chat_id == new_id, column.is_(None))
                .values({column.name: value, "updated_at": now})
            )
    await connection.execute(delete(chats).where(chats.c.chat_id == old.chat_id))


async def _row(connection: AsyncConnection, chat_id: int) -> Row[Any] | None:
    found = select(chats).where(chats.c.chat_id == chat_id)
    return (await connection.execute(found)).one_or_none()
