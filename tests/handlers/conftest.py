"""The bot in this process and a person who uses it."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.chatting import Hands, serving


@pytest.fixture
async def hands() -> AsyncIterator[Hands]:
    """The running bot; what it says is the delivered base's unless the test says otherwise."""
    async with serving() as hands:
        yield hands
