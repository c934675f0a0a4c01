"""Stores over a SQLite file, and a clock that the test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.storage.stores import Stores, stores_on
from tests.bot.storage.databases import SQLITE, fresh
from tests.bot.storage.instants import NOON


class Clock:
    """Tells the same instant until it is moved."""

    def __init__(self) -> None:
        self.instant = NOON

    def __call__(self) -> datetime:
        return self.instant

    def move(self, **amount: float) -> None:
        """Let so much time pass."""
        self.instant += timedelta(**amount)


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[Stores]:
    """All stores over a database without a row."""
    async with fresh(SQLITE, folder) as database:
        yield stores_on(database)
