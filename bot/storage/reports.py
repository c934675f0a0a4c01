"""What is told of broadcasts beside their progress: copies, the missed, the unknown, the reports.

A broadcast's copies are those of its repeats too. A position is one recipient in all of them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update

from bot.broadcasts import Broadcast, CopyCounts, Unsettled
from bot.storage.broadcasts import broadcast_of
from bot.storage.database import Database
from bot.storage.freezing import DELETABLE, ENDED, OPEN, SENT, UNKNOWN, family_of, was_missed
from bot.storage.schema import broadcasts, deliveries

COUNTED_AS_SENT = "counted as sent by a person"


class Reports:
    """Counts and lists what members of staff decide about afterwards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def watched(self) -> tuple[Broadcast, ...]:
        """Return the broadcasts that a message shows the progress of, the oldest first."""
        found = (
            select(broadcasts)
            .where(broadcasts.c.report_message_id.is_not(None))
            .order_by(broadcasts.c.id)
        )
        async with self._database.reading() as connection:
            return tuple(broadcast_of(row) for row in await connection.execute(found))

    async def end_watch(self, broadcast_id: int) -> bool:
        """Note that the last report was shown; False where that was noted before."""
        ended = (
            update(broadcasts)
            .where(broadcasts.c.id == broadcast_id, broadcasts.c.report_message_id.is_not(None))
            .values(report_message_id=None)
            .returning(broadcasts.c.id)
        )
        async with self._database.writing() as connection:
            return (await connection.execute(ended)).scalar_one_or_none() is not None

    async def copies(self, origin_id: int, now: datetime) -> CopyCounts:
        """Return how many copies of a broadcast there are, and how many are too old to delete."""
        is_copy = (
            deliveries.c.broadcast_id.in_(family_of(origin_id)),
            deliveries.c.state == SENT,
            deliveries.c.message_ids.is_not(None),
            deliveries.c.chat_id.is_not(None),
        )
        counted = select(func.count()).select_from(deliveries).where(*is_copy)
        old = counted.where(deliveries.c.updated_at <= now - DELETABLE)
        async with self._database.reading() as connection:
            every = (await connection.execute(counted)).scalar_one()
            return CopyCounts(every, (await connection.execute(old)).scalar_one())

    async def missed_count(self, origin_id: int, *, with_unknown: bool = False) -> int:
        """Return to how many a repeat would go now."""
        missed = was_missed(origin_id, with_unknown=with_unknown)
        counted = select(func.count()).select_from(deliveries).where(missed)
        async with self._database.reading() as connection:
            return int((await connection.execute(counted)).scalar_one())

    async def unknown_count(self, origin_id: int) -> int:
        """Return of how many recipients nobody knows whether they have a copy."""
        positions = select(deliveries.c.position).where(_is_unsettled(origin_id)).distinct()
        counted = select(func.count()).select_from(positions.subquery())
        async with self._database.reading() as connection:
            return int((await connection.execute(counted)).scalar_one())

    async def unknown(self, origin_id: int, after: int, limit: int) -> tuple[Unsettled, ...]:
        """Return the next of those, by position; begin with an `after` of 0."""
        found = (
            _unsettled(origin_id)
            .where(deliveries.c.position > after)
            .order_by(deliveries.c.position)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(
                Unsettled(row.position, row.locale, row.reason, row.at)
                for row in await connection.execute(found)
            )

    async def count_as_sent(
        self, origin_id: int, now: datetime, position: int | None = None
    ) -> int:
        """Let what is unknown count as sent, of one recipient or of all; return how many it was."""
        settled = (
            update(deliveries)
            .where(_is_unsettled(origin_id))
            .values(state=SENT, reason=COUNTED_AS_SENT, updated_at=now)
            .returning(deliveries.c.position)
        )
        if position is not None:
            settled = settled.where(deliveries.c.position == position)
        async with self._database.writing() as connection:
            return len(set((await connection.execute(settled)).scalars()))


def _unsettled(origin_id: int) -> Select[tuple[int, str, str, datetime]]:
    return (
        select(
            deliveries.c.position,
            func.max(deliveries.c.locale).label("locale"),
            func.max(deliveries.c.reason).label("reason"),
            func.max(deliveries.c.updated_at).label("at"),
        )
        .where(_is_unsettled(origin_id))
        .group_by(deliveries.c.position)
    )


def _is_unsettled(origin_id: int) -> ColumnElement[bool]:
    """Return whether a delivery is unknown, and no other to the same recipient is on its way."""
    other, of = deliveries.alias("other"), broadcasts.alias("of")
    family = family_of(origin_id)
    is_on_its_way = and_(other.c.state.in_(OPEN), of.c.state.not_in(ENDED))
    is_settled = exists().where(
        other.c.broadcast_id == of.c.id,
        of.c.id.in_(family),
        other.c.position == deliveries.c.position,
        or_(other.c.state == SENT, is_on_its_way),
    )
    return and_(
        deliveries.c.broadcast_id.in_(family),
        deliveries.c.state == UNKNOWN,
        ~is_settled,
    )
