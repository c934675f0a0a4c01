"""What Alembic runs to upgrade: hands it the connection and transaction of `migrating`."""

from __future__ import annotations

from alembic import context

from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change most of a table in place; Alembic then makes it anew.
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
