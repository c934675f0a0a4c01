"""The limiter at work: turns, halts, and answers before broadcasts."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.transport.lanes import MAX_TRIES, TwoLanes
from bot.transport.pace import Lane
from bot.transport.refusals import Halted
from tests.bot.transport.loop_clock import Clock, settle


class Calls:
    """What was let through, when, and what it answers."""

    def __init__(self, rate: float = 30) -> None:
        self.made: list[tuple[str, int | None]] = []
        self.at: list[float] = []
        self.answers: list[object] = []
        self.halts: list[tuple[int | None, float]] = []
        self.slept: list[float] = []
        self.limiter = TwoLanes(
            rate, lambda chat, seconds: self.halts.append((chat, seconds)), self._sleep
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def _call(self, name: str, chat: int | None) -> bool:
        self.made.append((name, chat))
        self.at.append(asyncio.get_running_loop().time())
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, Exception):
            raise answer
        return True

    def make(
        self, chat: int | None, lane: Lane | None = None, endpoint: str = "sendMessage", **data: Any
    ) -> asyncio.Task[object]:
        """A call, on its way."""
        return asyncio.ensure_future(
            self.limiter.process_request(
                self._call, (endpoint, chat), {}, endpoint, {"chat_id": chat, **data}, lane
            )
        )

    def bulk(self, chat: int) -> asyncio.Task[object]:
        """A copy of a broadcast."""
        return self.make(chat, Lane.BULK, "copyMessage")


@pytest.fixture
async def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The event loop's time, which stands still."""
    return Clock(monkeypatch)


async def test_broadcasts_go_out_in_even_steps(stopped_clock: Clock) -> None:
    calls = Calls(rate=10)
    tasks = [calls.bulk(chat) for chat in range(1, 11)]
    for _ in range(200):
        await stopped_clock.advance(0.01)
    await asyncio.gather(*tasks)
    steps = [b - a for a, b in pairwise(calls.at)]
    assert all(0.075 <= step <= 0.125 for step in steps)
    assert [chat for _, chat in calls.made] == list(range(1, 11))


async def test_an_answer_overtakes_every_broadcast_that_waits(stopped_clock: Clock) -> None:
    calls = Calls(rate=5)
    tasks = [calls.bulk(chat) for chat in range(1, 30)]
    for _ in range(150):
        await stopped_clock.advance(0.01)
    before = len(calls.made)
    answers = [calls.make(chat) for chat in range(100, 103)]
    for _ in range(80):
        await stopped_clock.advance(0.01)
    assert all(task.done() for task in answers)
    assert [chat for _, chat in calls.made[before : before + 3]] == [100, 101, 102]
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_what_puts_no_message_into_a_chat_never_waits(stopped_clock: Clock) -> None:
    calls = Calls(rate=1)
    await calls.make(1)
    for endpoint in ("answerCallbackQuery", "getChatMember", "sendChatAction", "deleteMessage"):
        await asyncio.wait_for(calls.make(1, endpoint=endpoint), 1)
    assert len(calls.made) == 5


async def test_a_refused_answer_waits_and_is_tried_again(stopped_clock: Clock) -> None:
    calls = Calls()
    calls.answers = [RetryAfter(7), True]
    task = calls.make(-5)
    await settle()
    assert calls.slept == [7]
    await stopped_clock.advance(8)
    assert await task is True
    assert calls.halts == [(-5, 7)]


@pytest.mark.parametrize(
    ("answers", "made"),
    [([RetryAfter(61)], 1), ([RetryAfter(1)] * MAX_TRIES, MAX_TRIES)],
)
async def test_an_answer_that_would_come_too_late_is_given_up(
    stopped_clock: Clock, answers: list[object], made: int
) -> None:
    calls = Calls()
    calls.answers = list(answers)
    task = calls.make(None, endpoint="sendMessage")
    for _ in range(10):
        await stopped_clock.advance(1)
    with pytest.raises(RetryAfter):
        await task
    assert len(calls.made) == made


async def test_a_refused_copy_halts_the_bulk_lane_and_answers_go_on(stopped_clock: Clock) -> None:
    calls = Calls()
    calls.answers = [RetryAfter(50)]
    first, second = calls.bulk(1), calls.bulk(2)
    for task in (first, second):
        with pytest.raises(Halted) as halted:
            await asyncio.wait_for(task, 5)
        assert (halted.value.seconds, halted.value.chat_id) == (50, None)
    assert calls.halts == [(None, 50)]
    assert await asyncio.wait_for(calls.make(9), 1) is True
    with pytest.raises(Halted):
        await calls.bulk(3)
    await stopped_clock.advance(51)
    assert await calls.bulk(3) is True
    assert [chat for _, chat in calls.made] == [1, 9, 3]


async def test_a_halt_told_before_the_start_is_heeded(stopped_clock: Clock) -> None:
    calls = Calls()
    calls.limiter.restore({None: 30.0, -7: 90.0})
    with pytest.raises(Halted):
        await calls.bulk(1)
    await stopped_clock.advance(31)
    assert await calls.bulk(1) is True
    with pytest.raises(Halted) as halted:
        await calls.bulk(-7)
    assert halted.value.chat_id == -7
    await stopped_clock.advance(60)
    assert await calls.bulk(-7) is True


async def test_a_copy_for_a_group_that_is_full_gives_way(stopped_clock: Clock) -> None:
    calls = Calls(rate=1000)
    for _ in range(20):
        task = calls.make(-5)
        await stopped_clock.advance(0.01)
        await task
    with pytest.raises(Halted) as halted:
        await calls.bulk(-5)
    assert halted.value.chat_id == -5
    assert 50 < halted.value.seconds < 60


async def test_a_call_that_may_not_wait_is_made_now_or_not_at_all(stopped_clock: Clock) -> None:
    calls = Calls()
    for _ in range(20):
        assert await calls.make(-5, Lane.NOW) is True
    await stopped_clock.advance(10)
    with pytest.raises(Halted) as halted:
        await calls.make(-5, Lane.NOW)
    assert halted.value.seconds == pytest.approx(50)
    assert halted.value.chat_id == -5
    assert await calls.make(-5, Lane.NOW, "editMessageText") is True
    assert await calls.make(7, Lane.NOW) is True
    assert calls.halts == []
    await stopped_clock.advance(51)
    assert await calls.make(-5, Lane.NOW) is True
    assert len(calls.made) == 23


async def test_a_call_that_may_not_wait_is_not_tried_again_when_refused(
    stopped_clock: Clock,
) -> None:
    calls = Calls()
    calls.answers = [RetryAfter(7)]
    with pytest.raises(Halted) as halted:
        await calls.make(-5, Lane.NOW)
    assert (halted.value.seconds, calls.slept, calls.halts) == (7, [], [(-5, 7)])
    with pytest.raises(Halted):
        await calls.make(-5, Lane.NOW)
    assert len(calls.made) == 1


async def test_an_album_takes_as_many_turns_as_it_has_messages(stopped_clock: Clock) -> None:
    calls = Calls(rate=10)
    await calls.make(1, Lane.BULK, "copyMessages", message_ids=(1, 2, 3))
    other = calls.bulk(2)
    await stopped_clock.advance(0.25)
    assert not other.done()
    await stopped_clock.advance(0.1)
    assert await other is True


async def test_who_goes_away_leaves_no_place_taken(stopped_clock: Clock) -> None:
    calls = Calls(rate=1)
    await calls.bulk(1)
    gone, stays = calls.bulk(2), calls.bulk(3)
    await settle()
    gone.cancel()
    for _ in range(12):
        await stopped_clock.advance(0.1)
    assert await stays is True
    assert [chat for _, chat in calls.made] == [1, 3]


async def test_a_shutdown_lets_nobody_wait(stopped_clock: Clock) -> None:
    calls = Calls(rate=1)
    await calls.bulk(1)
    waits = calls.bulk(2)
    await settle()
    await calls.limiter.shutdown()
    with pytest.raises(asyncio.CancelledError):
        await waits
