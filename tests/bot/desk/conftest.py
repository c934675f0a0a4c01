"""A desk on each of the two databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.desk.bench import Bench, bench_on
from tests.bot.storage.databases import BOTH


@pytest.fixture(params=BOTH)
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    """A database, a desk and a carrier."""
    async with bench_on(str(request.param), tmp_path) as bench:
        yield bench
