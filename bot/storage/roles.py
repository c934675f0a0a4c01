"""Who was granted which role by an admin. Those named in the settings are not here.

A grant and its entry in the audit log are one transaction: neither is there without the other.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, delete, select

from bot.staff import Grant, Role
from bot.storage.audit import note
from bot.storage.database import Database
from bot.storage.personal import person
from bot.storage.schema import roles, staff_names


class Roles:
    """Grants by user."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def grant(self, user_id: int, role: Role, granted_by: int, now: datetime) -> Grant:
        """Give a person a role, in place of the one that they had; the audit log tells of it."""
        given = {"role": role.value, "granted_by": granted_by, "granted_at": now}
        first = self._database.insert(roles).values(user_id=user_id, **given)
        statement = first.on_conflict_do_update(index_elements=[roles.c.user_id], set_=given)
        async with self._database.writing() as connection:
            await connection.execute(statement)
            await note(connection, now, granted_by, "grant", person(user_id), {"role": role.value})
        return Grant(user_id, role, granted_by, now)

    async def revoke(self, user_id: int, revoked_by: int, now: datetime) -> Role | None:
        """Take a person's role away and return it, None where they had none.

        Their name goes with it. The audit log tells of it.
        """
        gone = delete(roles).where(roles.c.user_id == user_id).returning(roles.c.role)
        async with self._database.writing() as connection:
            role = (await connection.execute(gone)).scalar_one_or_none()
            if role is None:
                return None
            await connection.execute(delete(staff_names).where(staff_names.c.user_id == user_id))
            await note(connection, now, revoked_by, "revoke", person(user_id), {"role": role})
        return Role(role)

    async def of(self, user_id: int) -> Role | None:
        """Return a person's role, None where they have none."""
        async with self._database.reading() as connection:
            found = select(roles.c.role).where(roles.c.user_id == user_id)
            role = (await connection.execute(found)).scalar_one_or_none()
        return None if role is None else Role(role)

    async def all(self) -> tuple[Grant, ...]:
        """Return all grants, the oldest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(roles).order_by(roles.c.granted_at, roles.c.user_id)
            )
            return tuple(_grant(row) for row in rows)


def _grant(row: Row[tuple[object, ...]]) -> Grant:
    return Grant(row.user_id, Role(row.role), row.granted_by, row.granted_at)
