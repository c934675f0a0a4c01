"""Updates are fetched in order and each once, through whatever happens to the calls."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport.polling import MAX_WAIT_SECONDS, Polling

Answer = list[int] | Exception


class Bot:
    """Answers calls with what the test says, then for ever with nothing."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.is_idle = asyncio.Event()

    async def get_updates(self, **asked: Any) -> list[Update]:
        """The next answer."""
        self.asked.append(asked)
        if not self.answers:
            self.is_idle.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return [Update(number) for number in answer]

    async def delete_webhook(self) -> bool:
        """The next answer."""
        await self.get_updates()
        return True


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it has waited; no time passes."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr("bot.transport.polling.asyncio.sleep", wait)
    return waited


async def polled(bot: Bot) -> list[int]:
    """The ids of the updates that were put into the queue, until there was nothing more."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    running = asyncio.create_task(Polling(bot, queue, 30).run())
    await asyncio.wait_for(bot.is_idle.wait(), 20)
    running.cancel()
    await asyncio.wait({running})
    return [queue.get_nowait().update_id for _ in range(queue.qsize())]


async def test_updates_come_in_order_and_are_confirmed() -> None:
    bot = Bot([1, 2], [], [5])
    assert await polled(bot) == [1, 2, 5]
    assert [asked["offset"] for asked in bot.asked] == [0, 3, 3, 6]
    assert {asked["timeout"] for asked in bot.asked} == {timedelta(seconds=30)}
    assert bot.asked[0]["allowed_updates"] == Update.ALL_TYPES


async def test_it_waits_as_long_as_it_is_told(waits: list[float]) -> None:
    assert await polled(Bot(RetryAfter(600), [1])) == [1]
    assert waits == [600.5]


async def test_it_tries_again_at_once_after_a_time_out(waits: list[float]) -> None:
    assert await polled(Bot(TimedOut(), [1])) == [1]
    assert waits == [0]


async def test_waits_grow_to_a_bound_and_begin_anew(waits: list[float]) -> None:
    failures: list[Answer] = [NetworkError("x"), Conflict("x"), BadRequest("x")] * 5
    await polled(Bot(*failures, [1], NetworkError("x")))
    assert waits[:3] == [1, 1.5, 2.25]
    assert waits[-2] == MAX_WAIT_SECONDS
    assert waits[-1] == 1


async def test_what_cannot_be_read_does_not_end_it(
    waits: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    assert await polled(Bot(TypeError("odd"), [1])) == [1]
    assert waits == [1]
    assert "updates cannot be read" in caplog.text


async def test_a_refused_token_ends_it() -> None:
    polling = Polling(Bot([1], InvalidToken()), asyncio.Queue(), 30)
    with pytest.raises(InvalidToken):
        await polling.run()
    with pytest.raises(InvalidToken):
        await Polling(Bot(InvalidToken()), asyncio.Queue(), 30).prepare()


async def test_the_webhook_is_removed_with_patience(waits: list[float]) -> None:
    bot = Bot(NetworkError("x"), RetryAfter(3), [])
    await Polling(bot, asyncio.Queue(), 30).prepare()
    assert not bot.answers
    assert waits == [1, 3.5]


async def test_nothing_is_confirmed_where_nothing_was_fetched() -> None:
    bot = Bot()
    await Polling(bot, asyncio.Queue(), 30).confirm()
    assert not bot.asked


@pytest.mark.parametrize("answer", [[7], TelegramError("x")])
async def test_what_was_fetched_is_confirmed_at_the_end(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    bot = Bot([5, 6], InvalidToken(), answer)
    queue: asyncio.Queue[object] = asyncio.Queue()
    polling = Polling(bot, queue, 30)
    with pytest.raises(InvalidToken):
        await polling.run()
    await polling.confirm()
    assert (bot.asked[-1]["offset"], bot.asked[-1]["timeout"]) == (7, 0)
    assert queue.qsize() == 2
    assert ("may be fetched again" in caplog.text) is isinstance(answer, Exception)
