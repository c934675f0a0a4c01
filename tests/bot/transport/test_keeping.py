"""What must not be lost is confirmed only once it is taken; nothing else waits."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from telegram import Chat, Message, Update

from bot.transport.journal import Journal
from bot.transport.keeping import Keeping
from bot.transport.polling import Polling
from bot.transport.update_order import PerChatProcessor
from tests.bot.storage.instants import NOON


def message(update_id: int, chat_id: int) -> Update:
    """An update of a chat."""
    return Update(update_id, message=Message(update_id, NOON, Chat(chat_id, Chat.PRIVATE)))


def keeping_of(*chats: int, journal: Journal | None = None) -> Keeping:
    """One to which updates of some chats matter, and that has hardly any patience."""
    return Keeping(
        lambda update: update.effective_chat is not None and update.effective_chat.id in chats,
        journal,
        0.001,
    )


def ids(journal: Journal) -> list[int]:
    """What is in a journal."""
    return [each.update_id for each in journal.read(None)]


async def is_settled(keeping: Keeping) -> bool:
    """Whether all that was fetched may be confirmed at once."""
    waiting = asyncio.create_task(keeping.settled())
    for _ in range(5):
        await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})
    return not waiting.cancelled()


async def test_what_does_not_matter_is_not_waited_for() -> None:
    keeping = keeping_of(7)
    keeping.watch(message(1, 8))
    keeping.watch(Update(2))
    assert await is_settled(keeping)


async def test_what_matters_is_waited_for_until_it_is_taken() -> None:
    keeping = keeping_of(7)
    keeping.watch(message(1, 7))
    assert not await is_settled(keeping)
    keeping.taken(1)
    assert await is_settled(keeping)
    keeping.taken(1)


async def test_what_follows_in_a_chat_that_is_held_is_held_too() -> None:
    keeping = Keeping(lambda update: update.update_id == 1)
    keeping.watch(message(1, 7))
    keeping.watch(message(2, 7))
    keeping.watch(message(3, 8))
    keeping.taken(1)
    assert not await is_settled(keeping)
    keeping.taken(2)
    assert await is_settled(keeping)


async def test_what_takes_long_is_put_aside_and_waited_for_no_longer(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "42")
    keeping = keeping_of(7, journal=journal)
    keeping.watch(message(1, 7))
    await asyncio.wait_for(keeping.settled(), 20)
    assert ids(journal) == [1]
    keeping.watch(message(2, 8))
    assert await is_settled(keeping)
    keeping.watch(message(3, 7))  # waits behind what is put aside
    assert not await is_settled(keeping)
    keeping.taken(1)
    assert ids(journal) == []
    keeping.taken(3)
    assert await is_settled(keeping)
    assert ids(journal) == []


async def test_what_is_taken_while_it_is_put_aside_does_not_stay(tmp_path: Path) -> None:
    class Slow(Journal):
        def keep(self, updates: Iterable[Update]) -> None:
            super().keep(updates)
            loop.call_soon_threadsafe(keeping.taken, 1)

    loop, journal = asyncio.get_running_loop(), Slow(tmp_path, "42")
    keeping = keeping_of(7, journal=journal)
    keeping.watch(message(1, 7))
    await asyncio.wait_for(keeping.settled(), 20)
    assert ids(journal) == []


async def test_what_can_be_neither_taken_nor_put_aside_is_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    keeping = keeping_of(7, journal=Journal(tmp_path / "file", "42"))
    keeping.watch(message(1, 7))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(keeping.settled(), 0.05)
    assert "neither taken nor put aside" in caplog.text
    keeping.taken(1)
    assert await is_settled(keeping)


async def test_what_a_former_process_put_aside_comes_first_and_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "42")
    journal.keep([message(5, 7), message(4, 7)])
    bot, queue = Bot(), asyncio.Queue[Any]()
    keeping = keeping_of(journal=journal)
    running = asyncio.create_task(Polling(bot, queue, 30, keeping).run())
    await asyncio.wait_for(bot.is_waited_for.wait(), 20)
    running.cancel()
    await asyncio.wait({running})
    assert [queue.get_nowait().update_id for _ in range(queue.qsize())] == [4, 5]
    assert bot.offsets == [0, 6]  # update 5 was handed out again, and is confirmed
    keeping.taken(4)
    assert ids(journal) == [5]


class Bot:
    """Hands out one update and then waits; knows with which offsets it was asked."""

    def __init__(self) -> None:
        self.offsets: list[int] = []
        self.is_asked = asyncio.Event()
        self.is_waited_for = asyncio.Event()

    async def get_updates(self, **asked: Any) -> list[Update]:
        """The update of chat 7, once."""
        self.offsets.append(asked["offset"])
        self.is_asked.set()
        if asked["offset"] != 0:
            self.is_waited_for.set()
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


async def test_an_update_whose_handling_is_broken_off_is_not_done() -> None:
    done: list[int] = []
    processor = PerChatProcessor(4, done.append)
    handling = asyncio.create_task(
        processor.do_process_update(message(9, 7), asyncio.Event().wait())
    )
    await asyncio.sleep(0)
    handling.cancel()
    await asyncio.wait({handling})
    assert done == []
