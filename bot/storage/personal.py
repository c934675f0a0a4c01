"""What is stored of one person or chat, wherever it stands: to hand it out, and to erase it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Table, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcasts import DeliveryState
from bot.storage import erasing_handoffs
from bot.storage.schema import (
    audit,
    broadcasts,
    carriages,
    chats,
    compositions,
    deliveries,
    halts,
    handoffs,
    lessons,
    releases,
    roles,
    staff_names,
    subscriptions,
    waiters,
)

ERASED = "erased"
"""The reason of a delivery whose recipient went away with all their data."""


KEPT = {"deliveries", "role", "acts", "broadcasts", "releases", "handoffs", "carried"}
"""What an erasure does not delete: it is changed so far that it tells of nobody, or belongs to
what staff did."""


def _places(chat_id: int) -> tuple[tuple[str, Table, ColumnElement[bool]], ...]:
    """Return under which name, in which table and in which rows there may be something."""
    return (
        ("chat", chats, chats.c.chat_id == chat_id),
        ("subscriptions", subscriptions, subscriptions.c.chat_id == chat_id),
        ("deliveries", deliveries, deliveries.c.chat_id == chat_id),
        ("role", roles, roles.c.user_id == chat_id),
        ("name", staff_names, staff_names.c.user_id == chat_id),
        (
            "compositions",
            compositions,
            or_(compositions.c.user_id == chat_id, compositions.c.chat_id == chat_id),
        ),
        (
            "lessons",
            lessons,
            or_(lessons.c.user_id == chat_id, lessons.c.chat_id == chat_id),
        ),
        ("waiting", waiters, waiters.c.chat_id == chat_id),
        ("pauses", halts, halts.c.name == chat_halt(chat_id)),
        ("handoffs", handoffs, handoffs.c.person_id == chat_id),
        (
            "carried",
            carriages,
            carriages.c.handoff_id.in_(
                select(handoffs.c.id).where(handoffs.c.person_id == chat_id)
            ),
        ),
        ("acts", audit, or_(audit.c.actor_id == chat_id, audit.c.subject == person(chat_id))),
        ("broadcasts", broadcasts, broadcasts.c.author_id == chat_id),
        (
            "releases",
            releases,
            or_(releases.c.proposed_by == chat_id, releases.c.applied_by == chat_id),
        ),
    )


def person(user_id: int) -> str:
    """Return the subject of an act in the audit log that was done to a person.

    >>> person(1001)
    'user/1001'
    """
    return f"user/{user_id}"


def chat_halt(chat_id: int) -> str:
    """Return the name of the halt that concerns a chat.

    >>> chat_halt(-100200)
    'chat/-100200'
    """
    return f"chat/{chat_id}"


async def collect(connection: AsyncConnection, chat_id: int) -> dict[str, Any]:
    """Return the rows that belong to a chat, as JSON by the name of what they are."""
    found: dict[str, Any] = {}
    for name, table, belongs in _places(chat_id):
        columns = [each for each in table.c if not isinstance(each.type, LargeBinary)]
        rows = (await connection.execute(select(*columns).where(belongs))).mappings()
        listed = [{column: _plain(value) for column, value in row.items()} for row in rows]
        if listed:
            found[name] = listed
    taken = await erasing_handoffs.taken_by(connection, chat_id)
    if taken:
        found["handoffs_taken"] = taken
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


async def erase(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """Erase the rows that belong to a chat; deliveries and what staff did stay, see below.

    Handoffs stay as what the office had to do, without whom they were for and what they were
    about. Acts that were done to somebody who has no role any more lose who that was.
    """
    # Counts and reports stay right: only whom a delivery went to is forgotten.
    is_pending = deliveries.c.state == DeliveryState.PENDING.value
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.chat_id == chat_id)
        .values(
            chat_id=None,
            thread_id=0,
            message_ids=None,
            state=case((is_pending, DeliveryState.FAILED.value), else_=deliveries.c.state),
            reason=case((is_pending, ERASED), else_=None),
        )
    )
    await erasing_handoffs.erase(connection, chat_id, now)
    for name, table, belongs in _places(chat_id):
        if name not in KEPT:
            await connection.execute(delete(table).where(belongs))
    has_role = select(roles.c.user_id).where(roles.c.user_id == chat_id).exists()
    await connection.execute(
        update(audit)
        .where(audit.c.subject == person(chat_id), ~has_role)
        .values(subject=f"user/{ERASED}")
    )
