"""Fixtures: a running simulator, and hands on both of its sides.

Whatever passes between bot and simulator in any test is held against the Bot API at its end.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.simulator.server import RunningSimulator, start
from tests.simulator.bot_api_contract import assert_contract, call_problems
from tests.simulator.driver import Driver


@pytest.fixture
async def running() -> AsyncIterator[RunningSimulator]:
    running = await start(with_personas=False)
    yield running
    await running.stop()


@asynccontextmanager
async def driving(running: RunningSimulator) -> AsyncIterator[Driver]:
    """A driver of a simulator; at the end, everything that passed is held to the contract."""
    async with aiohttp.ClientSession() as session:
        driver = Driver(running, session)
        yield driver
    calls = [call.json() for call in driver.world.calls.after(0)]
    # Requests are looked at where they succeeded: many tests send nonsense to be refused.
    problems = [
        problem
        for call in calls
        for problem in call_problems(call, with_params=bool((call["answer"] or {}).get("ok")))
    ]
    assert not problems
    assert_contract(updates=[update.json() for update in driver.world.updates.record])


@pytest.fixture
async def sim(running: RunningSimulator) -> AsyncIterator[Driver]:
    async with driving(running) as driver:
        yield driver
