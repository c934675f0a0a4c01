"""The tables, as this release has them; `migrations` makes a database so.

Instants are stored in UTC. Flags of topics and countries are the integers of `bot.subscribers`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names of ours, so that a later migration can change them on both databases."""

metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """An aware instant, in UTC; SQLite keeps no time zone, so it is added on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Return what is stored; ValueError for a naive instant, which would be ambiguous."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware: give them a time zone")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Return the stored instant, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite makes a key of the file's own order only of the type INTEGER, which holds 64 bits there.
_ID = BigInteger().with_variant(Integer(), "sqlite")


def _instant(name: str, *, required: bool = True) -> Column[Any]:
    return Column(name, Instant(), nullable=not required)


chats = Table(
    "chats",
    metadata,
    Column("chat_id", _ID, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("language_code", String(35)),
    Column("locale", String(16)),
    Column("time_zone", String(64)),
    Column("reachable", String(16), nullable=False),
    _instant("created_at"),
    _instant("updated_at"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", _ID, primary_key=True),
    Column(
        "chat_id",
        _ID,
        ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"),
        nullable=False,
    ),
    Column("thread_id", BigInteger, nullable=False),
    Column("topics", Integer, nullable=False),
    Column("countries", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    _instant("joined_at"),
    _instant("ended_at", required=False),
    UniqueConstraint("chat_id", "thread_id"),
    # Holds all that counting an audience and taking a page of it look at.
    Index("ix_subscriptions_audience", "state", "id", "topics", "countries", "chat_id"),
    sqlite_autoincrement=True,
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", _ID, primary_key=True),
    # What its deliveries do: send, or correct, recall or send again what `origin_id` sent.
    Column("kind", String(16), nullable=False),
    Column("origin_id", _ID, ForeignKey("broadcasts.id")),
    Column("state", String(24), nullable=False),
    # Why it is held, paused or stopped; the name of a reason, for whoever shows it.
    Column("note", String(64)),
    Column("author_id", BigInteger, nullable=False),
    Column("approved_by", BigInteger),
    Column("audience", JSON, nullable=False),
    Column("default_locale", String(16), nullable=False),
    _instant("send_at", required=False),
    Column("time_zone", String(64)),
    _instant("confirmed_at", required=False),
    _instant("started_at", required=False),
    _instant("finished_at", required=False),
    Column("report_chat_id", BigInteger),
    Column("report_message_id", BigInteger),
    # Recipients are written down a page at a time, from the subscriptions up to `frozen_up_to`
    # that had joined by `confirmed_at`; `frozen_to` is how far that has come.
    Column("frozen_up_to", BigInteger, nullable=False),
    Column("frozen_to", BigInteger, nullable=False),
    Column("is_frozen", Boolean, nullable=False),
    Column("recipient_count", BigInteger, nullable=False),
    _instant("created_at"),
    _instant("updated_at"),
    Index("ix_broadcasts_state", "state", "send_at"),
    # An id that stands in a button must never name another broadcast later.
    sqlite_autoincrement=True,
)

broadcast_versions = Table(
    "broadcast_versions",
    metadata,
    Column("broadcast_id", _ID, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True),
    Column("locale", String(16), primary_key=True),
    Column("content", JSON, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("broadcast_id", _ID, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    # None once the person had it erased.
    Column("chat_id", BigInteger),
    Column("thread_id", BigInteger, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("message_ids", JSON(none_as_null=True)),
    Column("reason", Text),
    Column("attempts", Integer, nullable=False),
    # The fence of the lease under which it was claimed; None where nobody holds it.
    Column("claimed_by", BigInteger),
    _instant("updated_at", required=False),
    Index("ix_deliveries_state", "broadcast_id", "state", "position"),
    Index("ix_deliveries_chat_id", "chat_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(128), nullable=False),
    _instant("expires_at"),
    Column("fence", BigInteger, nullable=False),
    _instant("resume_at", required=False),
)

halts = Table(
    "halts",
    metadata,
    Column("name", String(64), primary_key=True),
    _instant("until_at"),
)

roles = Table(
    "roles",
    metadata,
    Column("user_id", _ID, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("granted_by", BigInteger, nullable=False),
    _instant("granted_at"),
)

staff_names = Table(
    "staff_names",
    metadata,
    Column("user_id", _ID, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", String(64)),
    _instant("seen_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _ID, primary_key=True),
    _instant("at"),
    Column("actor_id", BigInteger, nullable=False),
    Column("act", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_at", "at"),
)

compositions = Table(
    "compositions",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("step", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    _instant("updated_at"),
)

releases = Table(
    "releases",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("files_hash", String(64), nullable=False),
    Column("files", LargeBinary, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("entry_count", Integer, nullable=False),
    Column("fact_count", Integer, nullable=False),
    Column("phrasing_count", Integer, nullable=False),
    Column("proposed_by", BigInteger, nullable=False),
    _instant("proposed_at"),
    # None while it has never been live; such a row goes when it is no candidate any more.
    Column("applied_by", BigInteger),
    _instant("applied_at", required=False),
    Index("ix_releases_files_hash", "files_hash"),
    # An id that stands in a button must never name another release later.
    sqlite_autoincrement=True,
)

live_release = Table(
    "live_release",
    metadata,
    # The one row.
    Column("id", _ID, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("release_id", _ID),
    Column("candidate_id", _ID),
    _instant("candidate_since", required=False),
)

release_servers = Table(
    "release_servers",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("serving_id", _ID),
    Column("ready_id", _ID),
    Column("failed_id", _ID),
    _instant("seen_at"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", _ID, primary_key=True),
    # None once the person had it erased.
    Column("person_id", BigInteger),
    Column("locale", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("questions", JSON, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("staff_chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("card_message_id", BigInteger),
    Column("assigned_to", BigInteger),
    Column("assigned_name", Text),
    Column("is_reachable", Boolean, nullable=False),
    _instant("told_at", required=False),
    _instant("created_at"),
    _instant("closed_at", required=False),
    _instant("updated_at"),
    Index("ix_handoffs_person_id", "person_id", "state"),
    Index("ix_handoffs_thread", "staff_chat_id", "thread_id"),
    Index("ix_handoffs_state", "state", "updated_at"),
    # An id that stands in a button must never name another handoff later.
    sqlite_autoincrement=True,
)

carriages = Table(
    "carriages",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("handoff_id", _ID, ForeignKey("handoffs.id", ondelete="CASCADE"), nullable=False),
    # Each side of a handoff has a queue of its own: by `place` first, then by `id`.
    Column("side", String(8), nullable=False),
    Column("place", Integer, nullable=False),
    Column("what", String(16), nullable=False),
    Column("source_chat_id", BigInteger),
    Column("source_message_id", BigInteger),
    Column("reply_to_id", BigInteger),
    Column("payload", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Column("result_id", BigInteger),
    Column("attempts", Integer, nullable=False),
    _instant("due_at"),
    # The fence of the lease under which it was claimed; None where nobody holds it.
    Column("claimed_by", BigInteger),
    _instant("updated_at"),
    Index("ix_carriages_state", "state", "handoff_id", "side", "place", "id"),
    Index("ix_carriages_source", "source_message_id", "handoff_id"),
    Index("ix_carriages_result", "result_id", "handoff_id"),
    sqlite_autoincrement=True,
)

taken_updates = Table(
    "taken_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    _instant("taken_at"),
    Index("ix_taken_updates_taken_at", "taken_at"),
)

questions = Table(
    "questions",
    metadata,
    Column("key", String(22), primary_key=True),
    _instant("asked_at"),
    # A keyed hash of the chat's id: the key is not in the database.
    Column("chat", String(64), nullable=False),
    Column("answer_id", BigInteger),
    Column("locale", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("entry", String(64)),
    Column("fact", String(64)),
    Column("score", Float, nullable=False),
    # What members of staff did with it, None while that is nothing.
    Column("handled", String(16)),
    Index("ix_questions_asked_at", "asked_at"),
    Index("ix_questions_chat", "chat", "answer_id"),
    Index("ix_questions_missed", "status", "asked_at"),
)

votes = Table(
    "votes",
    metadata,
    Column("chat", String(64), primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    _instant("at"),
    Column("entry", String(64), nullable=False),
    Column("fact", String(64), nullable=False),
    Column("is_right", Boolean, nullable=False),
    Index("ix_votes_at", "at"),
)

waiters = Table(
    "waiters",
    metadata,
    Column(
        "question", String(22), ForeignKey("questions.key", ondelete="CASCADE"), primary_key=True
    ),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("entry", String(64)),
    Column("fact", String(64)),
    Column("answer", Text),
    Column("attempts", Integer, nullable=False),
    _instant("due_at", required=False),
    _instant("updated_at"),
    Index("ix_waiters_state", "state", "due_at"),
    Index("ix_waiters_chat_id", "chat_id"),
)

lessons = Table(
    "lessons",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("step", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    _instant("updated_at"),
)
