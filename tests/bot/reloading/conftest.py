"""Every test here that takes `database` runs on SQLite and on PostgreSQL."""

from tests.bot.storage.conftest import (  # noqa: F401 - fixtures
    database,
    kind,
    stores,
    url,
)
