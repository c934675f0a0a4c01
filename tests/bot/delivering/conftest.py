"""An office on each of the two databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.delivering.stand_in import Office
from tests.bot.storage.databases import BOTH, fresh


@pytest.fixture(params=BOTH)
async def office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """A database, a sender and what uses them."""
    async with fresh(str(request.param), tmp_path) as database:
        yield Office(database)
