"""The updates of one chat are handled one after the other, chats side by side, within a bound."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import CallbackQuery, Chat, InlineQuery, Message, Update, User

from bot.transport.update_order import PerChatProcessor
from tests.bot.transport.loop_clock import settle

if TYPE_CHECKING:
    from collections.abc import Iterable

ROBIN = User(1001, "Robin", is_bot=False)
GROUP = -2001


def message(number: int, chat: int = ROBIN.id) -> Message:
    kind = Chat.PRIVATE if chat > 0 else Chat.GROUP
    return Message(number, None, Chat(chat, kind), from_user=ROBIN)  # type: ignore[arg-type]


def said(number: int, chat: int = ROBIN.id) -> Update:
    return Update(number, message=message(number, chat))


def edited(number: int, chat: int = ROBIN.id) -> Update:
    return Update(number, edited_message=message(number, chat))


def pressed(number: int, chat: int | None = ROBIN.id) -> Update:
    """A press of a button in a chat or, without one, under what inline mode sent."""
    under = None if chat is None else message(number, chat)
    return Update(number, callback_query=CallbackQuery("1", ROBIN, "1", message=under))


def typed(number: int) -> Update:
    return Update(number, inline_query=InlineQuery("1", ROBIN, "q", ""))


class Handling:
    """Updates being handled: each begins by itself and ends when the test lets it."""

    def __init__(self, max_chats_at_once: int = 8) -> None:
        self.processor = PerChatProcessor(max_chats_at_once)
        self.begun: list[int] = []
        self.ended: list[int] = []
        self._ends: dict[int, asyncio.Event] = {}
        self._failures: dict[int, Exception] = {}
        self.tasks: dict[int, asyncio.Task[None]] = {}

    @property
    def under_way(self) -> list[int]:
        """What has begun and not ended, in order of beginning."""
        return [number for number in self.begun if number not in self.ended]

    async def takes(self, *updates: Update | object) -> None:
        """The processor gets updates, in this order, as PTB hands them to it."""
        for update in updates:
            number = update.update_id if isinstance(update, Update) else len(self.tasks)
            self._ends[number] = asyncio.Event()
            handled = self.processor.process_update(update, self._handle(number))
            self.tasks[number] = asyncio.create_task(handled)
        await settle()

    async def _handle(self, number: int) -> None:
        self.begun.append(number)
        try:
            await self._ends[number].wait()
            if number in self._failures:
                raise self._failures[number]
        finally:
            self.ended.append(number)

    async def end(self, *numbers: int) -> None:
        """Let updates end, one after the other."""
        for number in numbers:
            self._ends[number].set()
            await settle()

    async def fail(self, number: int, error: Exception) -> None:
        """Let the handling of an update fail."""
        self._failures[number] = error
        await self.end(number)

    async def finish(self) -> None:
        """Let everything end, and check that nothing of it is kept."""
        for event in self._ends.values():
            event.set()
        async with asyncio.timeout(20):
            await asyncio.gather(*self.tasks.values(), return_exceptions=True)
        assert self.under_way == []
        assert self.processor._queues == {}
        assert self.processor.current_concurrent_updates == 0


async def test_updates_of_a_chat_wait_for_each_other() -> None:
    handling = Handling()
    await handling.takes(said(1), said(2), edited(3), pressed(4))
    for number in (1, 2, 3, 4):
        assert handling.under_way == [number]
        await handling.end(number)
    await handling.finish()
    assert handling.begun == [1, 2, 3, 4]


async def test_chats_do_not_wait_for_each_other() -> None:
    handling = Handling()
    await handling.takes(said(1), said(2, GROUP), said(3), said(4, 7))
    assert handling.under_way == [1, 2, 4]
    await handling.end(1)
    assert handling.under_way == [2, 4, 3]
    await handling.finish()


async def test_what_has_no_chat_is_ordered_by_who_sent_it() -> None:
    handling = Handling()
    # A person's private chat has the person's id.
    await handling.takes(said(1), typed(2), pressed(3, chat=None), said(4, GROUP))
    assert handling.under_way == [1, 4]
    await handling.end(1)
    assert handling.under_way == [4, 2]
    await handling.finish()
    assert handling.begun == [1, 4, 2, 3]


async def test_what_has_neither_waits_for_nobody() -> None:
    handling = Handling()
    await handling.takes(said(1), Update(2), Update(3), object())
    assert handling.begun == [1, 2, 3, 3]
    await handling.finish()


async def test_only_so_many_chats_are_handled_at_once() -> None:
    handling = Handling(max_chats_at_once=2)
    await handling.takes(*(said(number, chat=number) for number in range(1, 6)))
    assert handling.under_way == [1, 2]
    await handling.end(2)
    assert handling.under_way == [1, 3]
    await handling.finish()
    assert handling.begun == [1, 2, 3, 4, 5]


async def test_a_chat_with_much_to_say_takes_one_place_only() -> None:
    handling = Handling(max_chats_at_once=2)
    await handling.takes(*(said(number) for number in range(1, 301)))
    await handling.takes(said(1000, GROUP))
    assert handling.under_way == [1, 1000]
    await handling.finish()
    assert handling.begun[:2] == [1, 1000]
    assert [number for number in handling.begun if number != 1000] == list(range(1, 301))


async def test_what_has_no_chat_takes_a_place_too() -> None:
    handling = Handling(max_chats_at_once=1)
    await handling.takes(Update(1), said(2), Update(3))
    assert handling.under_way == [1]
    await handling.end(1)
    assert handling.under_way == [2]
    await handling.finish()


async def test_a_failure_reaches_whoever_asked_and_holds_up_nobody() -> None:
    handling = Handling(max_chats_at_once=1)
    await handling.takes(said(1), said(2))
    await handling.fail(1, RuntimeError("of the handler"))
    with pytest.raises(RuntimeError, match="of the handler"):
        await handling.tasks[1]
    assert handling.under_way == [2]
    await handling.finish()


async def test_a_cancelled_update_gives_its_turn_and_its_place_back() -> None:
    handling = Handling(max_chats_at_once=1)
    await handling.takes(said(1), said(2), said(3, GROUP))
    handling.tasks[1].cancel()
    await settle()
    assert handling.ended == [1]
    assert len(handling.under_way) == 1
    await handling.finish()
    assert sorted(handling.begun) == [1, 2, 3]


async def test_it_starts_and_ends_with_the_application() -> None:
    async with PerChatProcessor(1) as processor:
        assert processor.max_concurrent_updates >= 10_000


def order_of(chats: Iterable[int]) -> dict[int, list[int]]:
    """The updates of each chat, in order; the number of an update is its place."""
    found: dict[int, list[int]] = {}
    for number, chat in enumerate(chats):
        found.setdefault(chat, []).append(number)
    return found


@settings(deadline=None)
@given(
    chats=st.lists(st.integers(1, 5), max_size=40),
    pauses=st.lists(st.integers(0, 6), min_size=40, max_size=40),
    failing=st.sets(st.integers(0, 39)),
    at_once=st.integers(1, 4),
)
def test_whatever_comes_order_and_bound_hold(
    chats: list[int], pauses: list[int], failing: set[int], at_once: int
) -> None:
    begun: list[int] = []
    busy: set[int] = set()
    most = 0

    async def handle(number: int) -> None:
        nonlocal most
        chat = chats[number]
        assert chat not in busy
        busy.add(chat)
        most = max(most, len(busy))
        begun.append(number)
        for _ in range(pauses[number]):
            await asyncio.sleep(0)
        busy.discard(chat)
        if number in failing:
            raise LookupError(number)

    async def handle_all() -> list[BaseException | None]:
        processor = PerChatProcessor(at_once)
        tasks = [
            asyncio.create_task(processor.process_update(said(number, chat), handle(number)))
            for number, chat in enumerate(chats)
        ]
        async with asyncio.timeout(20):
            results = await asyncio.gather(*tasks, return_exceptions=True)
        assert processor._queues == {}
        return results

    results = asyncio.run(handle_all())
    assert [isinstance(result, LookupError) for result in results] == [
        number in failing for number in range(len(chats))
    ]
    assert sorted(begun) == list(range(len(chats)))
    for chat, numbers in order_of(chats).items():
        assert [number for number in begun if chats[number] == chat] == numbers
    assert most == min(at_once, len(set(chats))) or most < at_once
