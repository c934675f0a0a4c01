"""Who may do what beside asking: roles from the settings and roles that admins granted.

A role that the settings give cannot be changed while the bot runs, so that there is always
somebody who can grant; of two roles the greater counts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from bot.errors import StorageError
from bot.staff import AuditEntry, Grant, Role

logger = logging.getLogger(__name__)


class RoleStore(Protocol):
    """What is needed of the storage of roles; each change is in the audit log by itself."""

    async def grant(self, user_id: int, role: Role, granted_by: int, now: datetime) -> Grant:
        """Give a person a role, in place of the one that they had."""

    async def revoke(self, user_id: int, revoked_by: int, now: datetime) -> Role | None:
        """Take a person's role away and return it, None where they had none."""

    async def of(self, user_id: int) -> Role | None:
        """Return a person's role, None where they have none."""

    async def all(self) -> tuple[Grant, ...]:
        """Return all grants, the oldest first."""


class AuditStore(Protocol):
    """What is needed of the audit log."""

    async def latest(self, limit: int, before_id: int | None = None) -> tuple[AuditEntry, ...]:
        """Return the latest acts, the newest first; only those older than an entry's id."""


class Change(Enum):
    """What came of an attempt to change somebody's role."""

    DONE = auto()
    NOTHING = auto()
    """It was so already."""
    NOT_ALLOWED = auto()
    """Whoever tried is no admin."""
    IN_SETTINGS = auto()
    """The settings give the person their role, and only they can change it."""


class Access:
    """Tells roles, and changes them on behalf of admins."""

    def __init__(
        self,
        roles: RoleStore,
        audit: AuditStore,
        admin_ids: frozenset[int],
        staff_ids: frozenset[int],
        now: Callable[[], datetime],
    ) -> None:
        """Take the ids that the settings name; `now` is a clock in UTC."""
        self._roles = roles
        self._audit = audit
        self._from_settings = dict.fromkeys(staff_ids, Role.STAFF)
        self._from_settings |= dict.fromkeys(admin_ids, Role.ADMIN)
        self._now = now

    async def role_of(self, user_id: int) -> Role | None:
        """Return a person's role, None for a reader; StorageError where it cannot be told."""
        set_role = self._from_settings.get(user_id)
        if set_role is Role.ADMIN:
            return set_role
        return await self._roles.of(user_id) or set_role

    async def shown_role_of(self, user_id: int) -> Role | None:
        """Return a person's role for what they are shown; without the database the settings' one.

        For whether they may do something, `role_of` counts.
        """
        try:
            return await self.role_of(user_id)
        except StorageError as error:
            logger.warning("a role cannot be read: %s", error)
            return self._from_settings.get(user_id)

    async def everybody(self) -> dict[int, Role]:
        """Return who has which role, by user id: those of the settings, then as granted."""
        found = dict(self._from_settings)
        for grant in await self._roles.all():
            if found.get(grant.user_id) is not Role.ADMIN:
                found[grant.user_id] = grant.role
        return found

    async def grant(self, by: int, user_id: int, role: Role) -> Change:
        """Let an admin give a person a role; where DONE, it and its audit entry are durable."""
        if await self.role_of(by) is not Role.ADMIN:
            return Change.NOT_ALLOWED
        set_role = self._from_settings.get(user_id)
        if set_role is Role.ADMIN or (set_role and role is Role.STAFF):
            return Change.IN_SETTINGS
        if await self._roles.of(user_id) is role:
            return Change.NOTHING
        await self._roles.grant(user_id, role, by, self._now())
        return Change.DONE

    async def revoke(self, by: int, user_id: int) -> Change:
        """Let an admin take away what was granted; where DONE, durable with its audit entry."""
        if await self.role_of(by) is not Role.ADMIN:
            return Change.NOT_ALLOWED
        if await self._roles.revoke(user_id, by, self._now()) is not None:
            return Change.DONE
        return Change.IN_SETTINGS if user_id in self._from_settings else Change.NOTHING

    async def log(
        self, by: int, limit: int, before_id: int | None = None
    ) -> tuple[AuditEntry, ...] | None:
        """Return the latest acts of staff, the newest first; None where `by` is no admin."""
        if await self.role_of(by) is not Role.ADMIN:
            return None
        return await self._audit.latest(limit, before_id)
