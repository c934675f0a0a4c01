"""The pace of sending: off by default; on, refused as Telegram refuses."""

from typing import Any

import pytest

from bot.simulator.clock import Clock
from bot.simulator.errors import BotApiError
from bot.simulator.limits import RateLimiter
from tests.simulator.driver import Driver


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.freeze()
    return clock


@pytest.fixture
def limiter(clock: Clock) -> RateLimiter:
    limiter = RateLimiter(clock)
    limiter.is_on = True
    return limiter


def wait(limiter: RateLimiter, chat_id: int, **options: Any) -> int:
    """The retry_after of a message to a chat; zero if it may go."""
    try:
        limiter.check(chat_id, **options)
    except BotApiError as refusal:
        seconds = int((refusal.parameters or {})["retry_after"])
        return seconds if refusal.description.endswith(f"retry after {seconds}") else -1
    return 0


def test_a_private_chat_takes_a_burst_and_then_one_a_second(
    limiter: RateLimiter, clock: Clock
) -> None:
    assert [wait(limiter, 1) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    clock.advance(1)
    assert [wait(limiter, 1), wait(limiter, 1)] == [0, 1]


def test_a_group_takes_twenty_a_minute(limiter: RateLimiter, clock: Clock) -> None:
    assert [wait(limiter, -1) for _ in range(20)] == [0] * 20
    clock.advance(10)
    assert wait(limiter, -1) == 50
    clock.advance(50)
    assert wait(limiter, -1) == 0


def test_all_chats_together_take_thirty_a_second(limiter: RateLimiter, clock: Clock) -> None:
    assert [wait(limiter, chat_id) for chat_id in range(1, 31)] == [0] * 30
    assert wait(limiter, 99) == 1
    assert wait(limiter, 99, is_paid=True) == 0
    clock.advance(1)
    assert wait(limiter, 100) == 0


def test_an_album_counts_as_its_messages(limiter: RateLimiter) -> None:
    assert wait(limiter, -1, count=10) == 0
    assert wait(limiter, -1, count=10) == 0
    assert wait(limiter, -1) == 60


def test_a_refused_message_does_not_count(limiter: RateLimiter, clock: Clock) -> None:
    for _ in range(50):
        wait(limiter, 1)
    clock.advance(1)
    assert wait(limiter, 1) == 0


async def test_pacing_is_switched_by_a_setting(sim: Driver) -> None:
    await sim.person()
    for _ in range(10):
        await sim.call("sendMessage", chat_id=11, text="a")
    await sim.sim("settings", rate_limits=True)
    answers = [await sim.answer("sendMessage", chat_id=11, text="a") for _ in range(7)]
    refused = [answer for answer in answers if not answer["ok"]]
    assert refused[0]["error_code"] == 429
    assert refused[0]["parameters"]["retry_after"] == 1
    await sim.sim("clock", advance_seconds=10)
    assert await sim.call("sendMessage", chat_id=11, text="a")
