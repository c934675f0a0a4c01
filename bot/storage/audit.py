"""What members of staff did: written once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.staff import AuditEntry
from bot.storage.database import Database
from bot.storage.schema import audit


class Audit:
    """The log of acts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, at: datetime, actor_id: int, act: str, subject: str, **detail: Any
    ) -> AuditEntry:
        """Write an act down; `detail` is plain JSON."""
        async with self._database.writing() as connection:
            number = await note(connection, at, actor_id, act, subject, detail)
        return AuditEntry(number, at, actor_id, act, subject, detail)

    async def latest(self, limit: int, before_id: int | None = None) -> tuple[AuditEntry, ...]:
        """Return the latest acts, the newest first; only those older than an entry's id."""
        found = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before_id is not None:
            found = found.where(audit.c.id < before_id)
        async with self._database.reading() as connection:
            return tuple(
                AuditEntry(row.id, row.at, row.actor_id, row.act, row.subject, row.detail)
                for row in await connection.execute(found)
            )


async def note(
    connection: AsyncConnection,
    at: datetime,
    actor_id: int,
    act: str,
    subject: str,
    detail: Mapping[str, Any],
) -> int:
    """Write an act down in the transaction that carries it out; return the entry's id."""
    statement = (
        insert(audit)
        .values(at=at, actor_id=actor_id, act=act, subject=subject, detail=dict(detail))
        .returning(audit.c.id)
    )
    return int((await connection.execute(statement)).scalar_one())
