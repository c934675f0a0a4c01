"""What members of staff are writing step by step, so that a restart loses none of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select

from bot.staff import Composition
from bot.storage.database import Database
from bot.storage.schema import compositions


class Compositions:
    """At most one composition a person and chat."""

    def __init__(self, database: Database, table: Table = compositions) -> None:
        """Keep broadcasts, or what else there is a table of the same shape for."""
        self._database = database
        self._table = table

    async def save(
        self, user_id: int, chat_id: int, step: str, data: dict[str, Any], now: datetime
    ) -> Composition:
        """Keep a composition, in place of the one that there was; `data` is plain JSON."""
        kept = {"step": step, "data": data, "updated_at": now}
        insert = self._database.insert(self._table).values(user_id=user_id, chat_id=chat_id, **kept)
        key = [self._table.c.user_id, self._table.c.chat_id]
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=key, set_=kept))
        return Composition(user_id, chat_id, step, data, now)

    async def get(self, user_id: int, chat_id: int) -> Composition | None:
        """Return a person's composition in a chat, None where there is none."""
        found = select(self._table).where(
            self._table.c.user_id == user_id, self._table.c.chat_id == chat_id
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        if row is None:
            return None
        return Composition(row.user_id, row.chat_id, row.step, row.data, row.updated_at)

    async def drop(self, user_id: int, chat_id: int) -> bool:
        """Drop a person's composition in a chat; False where there was none."""
        gone = (
            delete(self._table)
            .where(self._table.c.user_id == user_id, self._table.c.chat_id == chat_id)
            .returning(self._table.c.user_id)
        )
        async with self._database.writing() as connection:
            return (await connection.execute(gone)).scalar_one_or_none() is not None
