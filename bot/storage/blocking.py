"""Notes that chats cannot be written to, and ends their subscriptions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chats import Reachable
from bot.storage.schema import chats, subscriptions
from bot.subscribers import SubscriptionState


async def block_chats(
    connection: AsyncConnection, chat_ids: Collection[int], reachable: Reachable, now: datetime
) -> int:
    """Note why chats cannot be reached; return how many subscriptions that ended."""
    await connection.execute(
        update(chats)
        .where(chats.c.chat_id.in_(chat_ids))
        .values(reachable=reachable.value, updated_at=now)
    )
    ended = await connection.execute(
        update(subscriptions)
        .where(
            subscriptions.c.chat_id.in_(chat_ids),
            subscriptions.c.state == SubscriptionState.ACTIVE.value,
        )
        .values(state=SubscriptionState.BLOCKED.value, ended_at=now)
        .returning(subscriptions.c.id)
    )
    return len(ended.all())
