"""Learning on a SQLite database; what depends on the database is tested on both beside it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.kept import kept
from tests.bot.learning.small import Learning


@pytest.fixture
async def learning(tmp_path: Path) -> AsyncIterator[Learning]:
    """All services of learning, on a database without a row."""
    async with kept(tmp_path) as stores:
        yield Learning(stores)
