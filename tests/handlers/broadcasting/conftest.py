"""An office: the running bot, and Robin who may broadcast."""

from collections.abc import AsyncIterator

import pytest

from handlers.broadcasting import watching
from tests.handlers.broadcasting.office import OFFICER, Office
from tests.handlers.chatting import serving


@pytest.fixture
async def office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """Robin is a member of staff; nobody has subscribed yet. Progress is shown without waits."""
    monkeypatch.setattr(watching, "EVERY_SECONDS", 0.02)
    async with serving() as hands:
        office = Office(hands)
        await office.employ(OFFICER)
        yield office
