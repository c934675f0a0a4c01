"""Roles, the audit log, and a broadcast that somebody is writing. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person may do beside asking."""

    ADMIN = "admin"
    """May also grant roles."""
    STAFF = "staff"
    """May broadcast."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody was given; `granted_by` is a user id."""

    user_id: int
    role: Role
    granted_by: int
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class StaffName:
    """What Telegram shows of a member of staff; the username is without its @."""

    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act of a member of staff; `subject` names what it was done to, such as broadcast/7."""

    id: int
    at: datetime
    actor_id: int
    act: str
    subject: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composition:
    """A broadcast half made: whose, in which chat, at which step, and what there is of it.

    `data` is plain JSON.
    """

    user_id: int
    chat_id: int
    step: str
    data: dict[str, Any]
    updated_at: datetime
