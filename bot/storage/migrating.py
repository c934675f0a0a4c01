"""Brings a database from any released revision to this release's, forward only."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import StorageNewerError

FOLDER = Path(__file__).parent / "migrations"

LOCK = 0x45584348
"""The number of PostgreSQL's advisory lock under which one process at a time upgrades."""

LOCK_WAIT = "60s"
"""How long another process's upgrade is waited for; longer, and that process is stuck."""


def upgrade(connection: Connection, place: str, revision: str = "head") -> None:
    """Upgrade the database within the transaction of `connection`, which must be a writer's.

    StorageNewerError where `place` was written by a newer release. Whoever else opens the
    database waits: on SQLite for the transaction, on PostgreSQL for a lock that ends with it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    config = _config(connection)
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_heads()
    if set(current) - known:
        raise StorageNewerError(
            f"The database {place} was written by a newer release of the bot "
            f"(revision {', '.join(current)}); start that release."
        )
    if set(current) != set(ScriptDirectory.from_config(config).get_heads()):
        command.upgrade(config, revision)


def revisions() -> list[str]:
    """Return all released revisions, the first one first."""
    script = ScriptDirectory.from_config(_config(None))
    return [each.revision for each in script.walk_revisions()][::-1]


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
