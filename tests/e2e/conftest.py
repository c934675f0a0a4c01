"""Fixtures: a simulator and, for tests that only talk, a bot that serves them all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.processes import Chatting, chatting


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder: it starts processes."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.process)


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Chatting]:
    """A simulator of this test's own; the test starts its bots itself."""
    async with chatting(tmp_path) as telegram:
        yield telegram


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Chatting]:
    """A simulator and a bot on the delivered base, for all tests of a file.

    In the end the bot is asked to stop, and must not have logged an error, nor its token although
    it logged all it could.
    """
    async with (
        chatting(tmp_path_factory.mktemp("served")) as telegram,
        telegram.bot(KNOWLEDGE_FOLDER="", LOG_LEVEL="DEBUG") as bot,
    ):
        yield telegram
        assert await bot.stop() == 0
        assert " ERROR " not in bot.log
        assert "Traceback" not in bot.log
        assert "Set Bot API URL" in bot.log
        assert bot.out == ""
