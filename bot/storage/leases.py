"""Who alone may do a thing for some seconds: the lease rows that elect a sender.

Each time a lease changes hands its fence grows, and who writes under a lease names its fence in the
same transaction (`hold`). So whoever was frozen while the lease went to another cannot write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.schema import leases


class LeaseLostError(Exception):
    """Another process has the lease: nothing was written, and nothing more may be sent."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that `holder` has until `expires_at`; `fence` is higher than any before."""

    name: str
    holder: str
    fence: int
    expires_at: datetime


class Leases:
    """Takes, renews and gives up leases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, holder: str, now: datetime, length: timedelta) -> Lease | None:
        """Return the lease for `holder`, None while another holds it.

        A holder that asks again, such as after a restart under the same name, gets a new fence.
        """
        until = now + length
        insert = self._database.insert(leases).values(
            name=name, holder=holder, expires_at=until, fence=1
        )
        taken = insert.on_conflict_do_update(
            index_elements=[leases.c.name],
            set_={"holder": holder, "expires_at": until, "fence": leases.c.fence + 1},
            where=or_(leases.c.expires_at <= now, leases.c.holder == holder),
        ).returning(leases.c.fence)
        async with self._database.writing() as connection:
            fence = (await connection.execute(taken)).scalar_one_or_none()
        return None if fence is None else Lease(name, holder, fence, until)

    async def renew(self, lease: Lease, now: datetime, length: timedelta) -> bool:
        """Let `lease` run for `length` from now; False where another has taken it since."""
        async with self._database.writing() as connection:
            return await hold(connection, lease, now + length)

    async def give_up(self, lease: Lease, now: datetime) -> None:
        """Let anybody take `lease` at once; nothing happens where another has it already."""
        async with self._database.writing() as connection:
            await hold(connection, lease, now)

    async def holder(self, name: str, now: datetime) -> str | None:
        """Return who holds a lease, None where nobody does."""
        found = select(leases.c.holder).where(leases.c.name == name, leases.c.expires_at > now)
        async with self._database.reading() as connection:
            return (await connection.execute(found)).scalar_one_or_none()


async def must_hold(connection: AsyncConnection, lease: Lease, until: datetime) -> None:
    """Do as `hold` does; LeaseLostError where the lease is somebody else's by now."""
    if not await hold(connection, lease, until):
        raise LeaseLostError


async def hold(connection: AsyncConnection, lease: Lease, until: datetime) -> bool:
    """Tell whether `lease` is still its holder's, and let it run until an instant.

    Called first in a transaction it keeps everybody else from taking the lease until the commit.
    """
    held = (
        update(leases)
        .where(leases.c.name == lease.name, leases.c.fence == lease.fence)
        .values(expires_at=until)
        .returning(leases.c.fence)
    )
    return (await connection.execute(held)).scalar_one_or_none() is not None
