"""Writes down what became of claimed deliveries, and what that means for chats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Update, and_, bindparam, case, null, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcasts import DeliveryState, Result
from bot.chats import Reachable
from bot.storage.blocking import block_chats
from bot.storage.moving import move_chat
from bot.storage.personal import ERASED
from bot.storage.schema import deliveries

PENDING = DeliveryState.PENDING.value
CLAIMED = DeliveryState.CLAIMED.value
FAILED = DeliveryState.FAILED.value


async def record(
    connection: AsyncConnection,
    fence: int,
    results: Sequence[Result],
    now: datetime,
) -> None:
    """Write results of deliveries that were claimed under `fence`; others are left as they are.

    Who turned out to be blocked loses their subscriptions, and a group that moved is followed.
    """
    await connection.execute(
        _written(fence, now),
        [
            {
                "of_broadcast": result.broadcast_id,
                "at_position": result.position,
                "new_state": result.state.value,
                "new_reason": result.reason,
                "new_ids": list(result.message_ids) or None,
                "tried": int(result.is_tried),
            }
            for result in results
        ],
    )
    for result in results:
        if result.moved_to is not None:
            await move_chat(connection, result.chat_id, result.moved_to, now)
    blocked = [result for result in results if result.state is DeliveryState.BLOCKED]
    for reachable, has_left in ((Reachable.BLOCKED, False), (Reachable.LEFT, True)):
        ids = [result.chat_id for result in blocked if result.has_left is has_left]
        if ids:
            await block_chats(connection, ids, reachable, now)


def _written(fence: int, now: datetime) -> Update:
    """Return the UPDATE for one result.

    A recipient who was erased while the copy was under way gets no message ids, and no other try.
    """
    is_erased = deliveries.c.chat_id.is_(None)
    gives_back = and_(is_erased, bindparam("new_state") == PENDING)
    return (
        update(deliveries)
        .where(
            deliveries.c.broadcast_id == bindparam("of_broadcast"),
            deliveries.c.position == bindparam("at_position"),
            deliveries.c.state == CLAIMED,
            deliveries.c.claimed_by == fence,
        )
        .values(
            state=case((gives_back, FAILED), else_=bindparam("new_state")),
            reason=case((gives_back, ERASED), else_=bindparam("new_reason")),
            message_ids=case(
                (is_erased, null()),
                else_=bindparam("new_ids", type_=deliveries.c.message_ids.type),
            ),
            attempts=deliveries.c.attempts + bindparam("tried"),
            claimed_by=None,
            updated_at=now,
        )
    )
