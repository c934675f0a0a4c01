"""What Telegram told us to leave alone, and until when; outlives the process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.schema import halts


class Halts:
    """Pauses by name: the bulk lane's, or a chat's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, name: str, until: datetime) -> None:
        """Let the pause `name` last until an instant; a longer one that stands already stays."""
        async with self._database.writing() as connection:
            await put_halts(self._database, connection, {name: until})

    async def all(self, now: datetime) -> dict[str, datetime]:
        """Return the pauses that are not over, by name."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(halts).where(halts.c.until_at > now))
            return {row.name: row.until_at for row in rows}

    async def clear(self, now: datetime) -> None:
        """Drop the pauses that are over."""
        async with self._database.writing() as connection:
            await connection.execute(delete(halts).where(halts.c.until_at <= now))


async def put_halts(
    database: Database, connection: AsyncConnection, until: Mapping[str, datetime]
) -> None:
    """Let pauses last until instants; a longer one that stands already stays."""
    insert = database.insert(halts)
    statement = insert.on_conflict_do_update(
        index_elements=[halts.c.name],
        set_={"until_at": insert.excluded.until_at},
        where=halts.c.until_at < insert.excluded.until_at,
    )
    await connection.execute(
        statement, [{"name": name, "until_at": instant} for name, instant in until.items()]
    )
