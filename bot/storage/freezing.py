"""Who a confirmed broadcast goes to, as the SELECT that its deliveries are made from.

A page of it is written down at a time, in order of positions, so that the first copies are sent
while the rest is written, and nobody else waits long for the database.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, literal, null, or_, select

from bot.broadcasts import DONE, BroadcastKind, DeliveryState
from bot.storage.locales import locale_read
from bot.storage.schema import broadcasts, chats, deliveries, subscriptions
from bot.storage.subscriptions import within
from bot.subscribers import Audience

DELETABLE = timedelta(hours=48)
"""Older messages cannot be deleted (https://core.telegram.org/bots/api#deletemessage)."""

COLUMNS = (
    "broadcast_id",
    "position",
    "chat_id",
    "thread_id",
    "locale",
    "message_ids",
    "state",
    "attempts",
)
"""What the SELECT yields, in this order."""

SENT = DeliveryState.SENT.value
UNKNOWN = DeliveryState.UNKNOWN.value
MISSED = (DeliveryState.FAILED.value, DeliveryState.PENDING.value)
OPEN = (DeliveryState.PENDING.value, DeliveryState.CLAIMED.value)
ENDED = tuple(state.value for state in DONE)

WITH_UNKNOWN = "with_unknown"
"""The note of a repeat that also goes to those who may have the message already."""


def recipients(broadcast: Row[Any], limit: int) -> Select[Any]:
    """Return the SELECT of the next recipients of a broadcast, by position."""
    if broadcast.kind == BroadcastKind.SEND.value:
        return _subscribers(broadcast, limit)
    copies = _copies(broadcast)
    return copies.order_by(deliveries.c.position).limit(limit)


def _subscribers(broadcast: Row[Any], limit: int) -> Select[Any]:
    columns = select(
        literal(broadcast.id),
        subscriptions.c.id,
        subscriptions.c.chat_id,
        subscriptions.c.thread_id,
        locale_read(),
        null(),
        literal(DeliveryState.PENDING.value),
        literal(0),
    ).select_from(subscriptions.join(chats))
    return (
        within(columns, Audience.from_json(broadcast.audience), has_chats=True)
        .where(
            subscriptions.c.id > broadcast.frozen_to,
            subscriptions.c.id <= broadcast.frozen_up_to,
            subscriptions.c.joined_at <= broadcast.confirmed_at,
        )
        .order_by(subscriptions.c.id)
        .limit(limit)
    )


def _copies(broadcast: Row[Any]) -> Select[Any]:
    """Return the SELECT for what is about earlier deliveries, which keep their positions."""
    is_again = broadcast.kind == BroadcastKind.AGAIN.value
    columns = select(
        literal(broadcast.id),
        deliveries.c.position,
        deliveries.c.chat_id,
        deliveries.c.thread_id,
        deliveries.c.locale,
        null() if is_again else deliveries.c.message_ids,
        literal(DeliveryState.PENDING.value),
        literal(0),
    ).where(deliveries.c.position > broadcast.frozen_to, deliveries.c.chat_id.is_not(None))
    if is_again:
        return columns.where(_was_missed(broadcast))
    family = family_of(broadcast.origin_id)
    # What somebody counted as sent without knowing the copy cannot be changed.
    has_copy = deliveries.c.message_ids.is_not(None)
    columns = columns.where(
        deliveries.c.broadcast_id.in_(family), deliveries.c.state == SENT, has_copy
    )
    if broadcast.kind == BroadcastKind.RECALL.value:
        columns = columns.where(deliveries.c.updated_at > broadcast.confirmed_at - DELETABLE)
    return columns


def _was_missed(broadcast: Row[Any]) -> ColumnElement[bool]:
    """Return whether a repeat goes to a recipient of its origin."""
    has_unknown = broadcast.note == WITH_UNKNOWN
    return was_missed(broadcast.origin_id, broadcast.id, with_unknown=has_unknown)


def was_missed(
    origin_id: int, repeat_id: int | None = None, *, with_unknown: bool = False
) -> ColumnElement[bool]:
    """Return whether a delivery of the origin came to nothing, and no repeat of it did better.

    A repeat that is under way may do better yet, but for `repeat_id`, which is about to begin.
    `with_unknown` also counts for nothing what perhaps arrived.
    """
    states = (*MISSED, UNKNOWN) if with_unknown else MISSED
    arrived = (SENT,) if with_unknown else (SENT, UNKNOWN)
    repeat, about = deliveries.alias("repeat"), broadcasts.alias("about")
    repeats = and_(
        about.c.origin_id == origin_id,
        about.c.kind == BroadcastKind.AGAIN.value,
        about.c.id != (repeat_id or 0),
    )
    is_under_way = and_(repeat.c.state.in_(OPEN), about.c.state.not_in(ENDED))
    did_better = (
        exists()
        .where(repeats, repeat.c.broadcast_id == about.c.id)
        .where(repeat.c.position == deliveries.c.position)
        .where(or_(repeat.c.state.in_(arrived), is_under_way))
    )
    return and_(
        deliveries.c.broadcast_id == origin_id,
        deliveries.c.state.in_(states),
        deliveries.c.chat_id.is_not(None),
        ~did_better,
    )


def family_of(origin_id: int) -> Select[Any]:
    """Return the SELECT of the ids of a broadcast and its repeats: whose copies are its copies."""
    return select(broadcasts.c.id).where(
        or_(
            broadcasts.c.id == origin_id,
            and_(
                broadcasts.c.origin_id == origin_id,
                broadcasts.c.kind == BroadcastKind.AGAIN.value,
            ),
        )
    )
