"""The bot in this process, with a desk in the forum."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.desk.office import Office, serving_office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """The running bot; what it says is the delivered base's."""
    async with serving_office() as office:
        yield office
