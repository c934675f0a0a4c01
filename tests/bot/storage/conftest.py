"""Every test that takes `database` or `stores` runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from tests.bot.storage.databases import BOTH, fresh, fresh_url


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the two it is."""
    return str(request.param)


@pytest.fixture
async def url(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database that is upgraded and not open."""
    async with fresh_url(kind, tmp_path) as url:
        yield url


@pytest.fixture
async def empty_url(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without a table."""
    async with fresh_url(kind, tmp_path, is_empty=True) as url:
        yield url


@pytest.fixture
async def database(kind: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A database, open."""
    async with fresh(kind, tmp_path) as database:
        yield database


@pytest.fixture
def stores(database: Database) -> Stores:
    """All stores over it."""
    return stores_on(database)
