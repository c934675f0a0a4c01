"""Questions with their outcomes, votes, who waits for an answer, and lessons half taught."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "questions",
        sa.Column("key", sa.String(length=22), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=True),
        sa.Column("fact", sa.String(length=64), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("handled", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"], unique=False)
    op.create_index("ix_questions_chat", "questions", ["chat", "answer_id"], unique=False)
    op.create_index("ix_questions_missed", "questions", ["status", "asked_at"], unique=False)
    op.create_table(
        "votes",
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("fact", sa.String(length=64), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "message_id", name=op.f("pk_votes")),
    )
    op.create_index("ix_votes_at", "votes", ["at"], unique=False)
    op.create_table(
        "waiters",
        sa.Column("question", sa.String(length=22), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=True),
        sa.Column("fact", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["question"],
            ["questions.key"],
            name=op.f("fk_waiters_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question", name=op.f("pk_waiters")),
    )
    op.create_index("ix_waiters_state", "waiters", ["state", "due_at"], unique=False)
    op.create_index("ix_waiters_chat_id", "waiters", ["chat_id"], unique=False)
    op.create_table(
        "lessons",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", name=op.f("pk_lessons")),
    )
