"""What must not be lost is confirmed only once it is taken; nothing else waits."""

import asyncio
from typing import Any

import pytest
from telegram import Chat, Message, Update

from bot.transport.keeping import Keeping
from bot.transport.polling import Polling
from bot.transport.update_order import PerChatProcessor
from tests.bot.storage.instants import NOON


def message(update_id: int, chat_id: int) -> Update:
    """An update of a chat."""
    return Update(update_id, message=Message(update_id, NOON, Chat(chat_id, Chat.PRIVATE)))


def keeping_of(*chats: int) -> Keeping:
    """One to which updates of some chats matter."""
    return Keeping(
        lambda update: update.effective_chat is not None and update.effective_chat.id in chats
    )


async def test_what_does_not_matter_is_not_waited_for() -> None:
    keeping = keeping_of(7)
    keeping.watch(message(1, 8))
    keeping.watch(Update(2))
    assert await keeping.settled(0)


async def test_what_matters_is_waited_for_until_it_is_taken() -> None:
    keeping = keeping_of(7)
    keeping.watch(message(1, 7))
    waiting = asyncio.create_task(keeping.settled())
    await asyncio.sleep(0)
    assert not waiting.done()
    keeping.taken(1)
    assert await waiting
    keeping.taken(1)


async def test_what_follows_in_a_chat_that_is_held_is_held_too() -> None:
    keeping = Keeping(lambda update: update.update_id == 1)
    keeping.watch(message(1, 7))
    keeping.watch(message(2, 7))
    keeping.watch(message(3, 8))
    keeping.taken(1)
    waiting = asyncio.create_task(keeping.settled())
    await asyncio.sleep(0)
    assert not waiting.done()
    keeping.taken(2)
    assert await waiting


async def test_patience_ends_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    keeping = keeping_of(7)
    keeping.watch(message(1, 7))
    assert not await keeping.settled(0.001)
    assert "1 updates are confirmed before they are taken" in caplog.text
    assert await keeping.settled(0)


class Bot:
    """Hands out one update and then waits; knows with which offsets it was asked."""

    def __init__(self) -> None:
        self.offsets: list[int] = []
        self.is_asked = asyncio.Event()

    async def get_updates(self, **asked: Any) -> list[Update]:
        """The update of chat 7, once."""
        self.offsets.append(asked["offset"])
        self.is_asked.set()
        if asked["offset"] != 0:
            await asyncio.Event().wait()
        return [message(5, 7)]


async def test_a_fetch_confirms_only_what_is_taken() -> None:
    bot, keeping, queue = Bot(), keeping_of(7), asyncio.Queue[object]()
    polling = Polling(bot, queue, 30, keeping)
    running = asyncio.create_task(polling.run())
    await asyncio.wait_for(queue.get(), 20)
    for _ in range(20):
        await asyncio.sleep(0)
    assert bot.offsets == [0]
    bot.is_asked.clear()
    keeping.taken(5)
    await asyncio.wait_for(bot.is_asked.wait(), 20)
    assert bot.offsets == [0, 6]
    running.cancel()
    await asyncio.wait({running})


@pytest.mark.parametrize("is_failing", [False, True])
async def test_an_update_is_done_once_it_is_handled_well_or_not(is_failing: bool) -> None:
    done: list[int] = []
    processor = PerChatProcessor(4, done.append)

    async def handle() -> None:
        assert done == []
        if is_failing:
            raise RuntimeError("failed")

    try:
        await processor.do_process_update(message(9, 7), handle())
    except RuntimeError:
        assert is_failing
    assert done == [9]
