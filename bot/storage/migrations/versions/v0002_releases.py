"""Releases of the knowledge base, which one is live, and who serves which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of releases."""
    op.create_table(
        "releases",
        sa.Column("id", ID, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("files_hash", sa.String(length=64), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("fact_count", sa.Integer(), nullable=False),
        sa.Column("phrasing_count", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("applied_by", sa.BigInteger(), nullable=True),
        sa.Column("applied_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_releases_files_hash", "releases", ["files_hash"], unique=False)
    op.create_table(
        "live_release",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("release_id", ID, nullable=True),
        sa.Column("candidate_id", ID, nullable=True),
        sa.Column("candidate_since", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_release")),
    )
    op.create_table(
        "release_servers",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("serving_id", ID, nullable=True),
        sa.Column("ready_id", ID, nullable=True),
        sa.Column("failed_id", ID, nullable=True),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_release_servers")),
    )
