"""What holds for all tests."""

import asyncio

from tests.bot.storage.databases import drop_templates


def pytest_sessionfinish() -> None:
    """Leave no database on the server that fresh ones were copied from."""
    asyncio.run(drop_templates())
