"""What members of staff are called, as Telegram showed it last. Nobody else's name is kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.staff import StaffName
from bot.storage.database import Database
from bot.storage.schema import staff_names


class StaffNames:
    """Names by user; whoever writes one knows that the person has a role."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, user_id: int, name: StaffName, now: datetime) -> None:
        """Keep a person's name in place of the one before."""
        given = {"name": name.name, "username": name.username, "seen_at": now}
        first = self._database.insert(staff_names).values(user_id=user_id, **given)
        statement = first.on_conflict_do_update(index_elements=[staff_names.c.user_id], set_=given)
        async with self._database.writing() as connection:
            await connection.execute(statement)

    async def of(self, user_ids: Collection[int]) -> dict[int, StaffName]:
        """Return the names of those of some people whose name is kept, by user id."""
        found = select(staff_names).where(staff_names.c.user_id.in_(sorted(user_ids)))
        async with self._database.reading() as connection:
            return {
                row.user_id: StaffName(row.name, row.username)
                for row in await connection.execute(found)
            }

    async def keep_only(self, user_ids: Collection[int]) -> None:
        """Erase the names of all others."""
        others = delete(staff_names).where(staff_names.c.user_id.not_in(sorted(user_ids)))
        async with self._database.writing() as connection:
            await connection.execute(others)
