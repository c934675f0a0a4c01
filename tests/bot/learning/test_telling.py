"""Telling: each who asked once, whatever Telegram says and whatever dies."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.asked import Handled, Waiter, WaitState
from bot.model import Reply
from bot.outcomes import (
    BlockedError,
    DeliveryError,
    HaltedError,
    NotSentError,
    RejectedError,
    UnknownOutcomeError,
)
from bot.storage.lessons import Finished
from tests.bot.learning.small import ASKER, FEE, OTHER, STAFF, Learning, Stop
from tests.simulator.driver import until


class Sending:
    """Notes what is sent; raises what the test wants, one after the other."""

    def __init__(self, *errors: Exception | Stop | None) -> None:
        self.errors: Iterable[Exception | Stop | None] = iter(errors)
        self.sent: list[tuple[int, str]] = []

    async def __call__(self, waiter: Waiter, reply: Reply) -> None:
        error = next(iter(self.errors), None)
        if error is not None:
            raise error
        self.sent.append((waiter.chat_id, reply.text))


async def due(learning: Learning, *chats: int, answer: str | None = None) -> list[str]:
    """These chats asked and are to be told; the keys of their questions."""
    keys = [key for chat in chats for key in await learning.ask(FEE, chat=chat, is_told=True)]
    await learning.stores.lessons.save(STAFF, STAFF, "applying", {}, learning.clock())
    done = Finished(keys, Handled.TAUGHT, "teach", "x", "river-pact", "signed", answer)
    await learning.stores.lessons.finish(STAFF, STAFF, done, learning.clock())
    return keys


async def tell_all(learning: Learning, sending: Sending) -> None:
    """Tell until nobody is due."""
    while await learning.telling.tell(sending):
        pass


async def state(learning: Learning, key: str) -> WaitState:
    """How it stands with who waits."""
    waiter = await learning.stores.waiters.get(key)
    assert waiter is not None
    return waiter.state


@pytest.mark.parametrize("answer", [None, "Five crowns."])
async def test_each_who_asked_is_told_once(learning: Learning, answer: str | None) -> None:
    keys = await due(learning, ASKER, OTHER, answer=answer)
    sending = Sending()
    for _ in range(2):
        await tell_all(learning, sending)
    text = answer or "The River Pact was signed on 4 June 2021 in Springtown."
    assert sorted(sending.sent) == [(ASKER, text), (OTHER, text)]
    assert {await state(learning, key) for key in keys} == {WaitState.TOLD}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (BlockedError("blocked"), WaitState.FAILED),
        (RejectedError("no"), WaitState.FAILED),
        (UnknownOutcomeError("?"), WaitState.UNKNOWN),
    ],
)
async def test_what_cannot_be_repeated_is_not(
    learning: Learning, error: DeliveryError, expected: WaitState
) -> None:
    key, other = await due(learning, ASKER, OTHER)
    sending = Sending(error)
    await tell_all(learning, sending)
    learning.clock.move(days=1)
    await tell_all(learning, sending)
    assert len(sending.sent) == 1
    assert {await state(learning, key), await state(learning, other)} == {expected, WaitState.TOLD}


async def test_what_surely_was_not_sent_is_tried_again_later(learning: Learning) -> None:
    (key,) = await due(learning, ASKER)
    sending = Sending(
        NotSentError("offline"), HaltedError(learning.clock() + timedelta(minutes=10))
    )
    await tell_all(learning, sending)
    learning.clock.move(seconds=31)
    await tell_all(learning, sending)
    learning.clock.move(minutes=5)
    await tell_all(learning, sending)
    assert not sending.sent
    learning.clock.move(minutes=5)
    await tell_all(learning, sending)
    assert len(sending.sent) == 1
    assert await state(learning, key) is WaitState.TOLD


async def test_a_mistake_over_one_does_not_keep_the_others_from_being_told(
    learning: Learning, caplog: pytest.LogCaptureFixture
) -> None:
    await due(learning, ASKER, OTHER)
    sending = Sending(ValueError("a mistake"))
    await tell_all(learning, sending)
    assert len(sending.sent) == 1
    assert "could not be told" in caplog.text


async def test_in_the_end_it_is_given_up(learning: Learning) -> None:
    (key,) = await due(learning, ASKER)
    sending = Sending(*(NotSentError("offline") for _ in range(20)))
    for _ in range(20):
        await tell_all(learning, sending)
        learning.clock.move(days=1)
    assert await state(learning, key) is WaitState.FAILED


async def test_a_process_that_dies_over_it_leaves_it_unknown(learning: Learning) -> None:
    (key,) = await due(learning, ASKER)
    with pytest.raises(Stop):
        await learning.telling.tell(Sending(Stop()))
    sending = Sending()
    await tell_all(learning, sending)
    learning.clock.move(minutes=6)
    await tell_all(learning, sending)
    assert not sending.sent
    assert await state(learning, key) is WaitState.UNKNOWN


async def test_a_fact_that_is_not_served_here_yet_is_waited_for(learning: Learning) -> None:
    (key,) = await due(learning, ASKER)
    matcher = learning.answering.matcher
    fact = matcher._by_key.pop(("river-pact", "signed"))
    sending = Sending()
    try:
        await tell_all(learning, sending)
    finally:
        matcher._by_key["river-pact", "signed"] = fact
    assert await state(learning, key) is WaitState.DUE
    learning.clock.move(minutes=1)
    await tell_all(learning, sending)
    assert len(sending.sent) == 1


async def test_who_asks_what_can_be_answered_by_now_gets_it_at_once(learning: Learning) -> None:
    (key,) = await learning.ask("When was the River Pact signed?")
    reply = await learning.telling.want(key, ASKER, 0, 5)
    assert isinstance(reply, Reply)
    assert "4 June 2021" in reply.text
    assert await learning.telling.want("gone", ASKER, 0, 5) is False


async def test_it_runs_until_it_is_to_stop_and_is_woken_for_what_is_due(
    learning: Learning,
) -> None:
    sending = Sending()
    running = asyncio.create_task(learning.telling.run(sending))
    await due(learning, ASKER)
    learning.telling.wake()
    await until(lambda: sending.sent)
    learning.telling.stop_soon()
    async with asyncio.timeout(10):
        await running
