"""The log of questions: never in the way, never a name, never more than was promised."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from bot.asked import AskedQuestion, Vote
from bot.errors import StorageError
from bot.learning import question_log
from bot.learning.question_log import QuestionLog, key_of
from tests.bot.kept import Clock
from tests.bot.learning.small import declined
from tests.simulator.driver import until


class Store:
    """Keeps in memory, and fails or waits as the test wants."""

    def __init__(self) -> None:
        self.questions: list[AskedQuestion] = []
        self.votes: list[Vote] = []
        self.is_broken = False
        self.may_go = asyncio.Event()
        self.may_go.set()
        self.purged: list[object] = []

    async def add(self, asked: Sequence[AskedQuestion], given: Sequence[Vote] = ()) -> None:
        await self.may_go.wait()
        if self.is_broken:
            raise StorageError("broken")
        self.questions += asked
        self.votes += given

    async def purge(self, before: object) -> int:
        self.purged.append(before)
        return 0

    async def export(self, chat: str) -> dict[str, Any]:
        rows = [{"chat": each.chat, "text": each.text} for each in self.questions]
        return {"questions": [each for each in rows if each["chat"] == chat]}

    async def erase(self, chat: str) -> None:
        self.questions = [each for each in self.questions if each.chat != chat]

    async def move(self, old: str, new: str) -> None:
        raise NotImplementedError


def log_on(store: Store, days: int = 90, clock: Clock | None = None) -> QuestionLog:
    """A log over a store, whose waits do not last."""
    return QuestionLog(store, b"key", days, clock or Clock(), lambda _: asyncio.sleep(0))


def note(log: QuestionLog, text: str, chat: int = 1001) -> None:
    """Somebody asked."""
    log.note(log.new_key(), chat, text, declined(), 5)


async def test_noting_waits_for_nothing_and_what_is_noted_is_written() -> None:
    store = Store()
    store.may_go.clear()
    log = log_on(store)
    writing = asyncio.create_task(log.run())
    for number in range(3):
        note(log, f"question {number}")
        await asyncio.sleep(0)
    assert not store.questions
    store.may_go.set()
    await until(lambda: len(store.questions) == 3)
    writing.cancel()
    assert [each.text for each in store.questions] == [f"question {n}" for n in range(3)]


async def test_a_database_that_fails_loses_nothing_but_the_oldest_of_too_many(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(question_log, "MAX_WAITING", 5)
    store = Store()
    store.is_broken = True
    log = log_on(store)
    log._waiting = type(log._waiting)(maxlen=5)
    for number in range(7):
        note(log, f"{number}")
    with pytest.raises(StorageError):
        await log.flush()
    store.is_broken = False
    await log.flush()
    assert [each.text for each in store.questions] == ["2", "3", "4", "5", "6"]
    assert [each.levelno for each in caplog.records].count(logging.ERROR) == 1


async def test_what_comes_while_a_batch_is_written_is_written_too() -> None:
    store = Store()
    store.may_go.clear()
    log = log_on(store)
    note(log, "first")
    writing = asyncio.create_task(log.flush())
    await asyncio.sleep(0)
    note(log, "second")
    store.may_go.set()
    await writing
    assert [each.text for each in store.questions] == ["first", "second"]


async def test_of_the_chat_only_a_hash_is_kept_that_needs_the_key() -> None:
    store = Store()
    log = log_on(store)
    for chat in (1001, 1001, 1002):
        note(log, "who?", chat)
    log.note_vote((1001, 5), "pact", "signed", is_right=False)
    await log.flush()
    first, second, other = (each.chat for each in store.questions)
    assert first == second != other
    assert store.votes[0].chat == first
    assert "1001" not in repr(store.questions)
    assert key_of("a token") != key_of("another")


async def test_nothing_is_kept_where_the_setting_says_so() -> None:
    store = Store()
    log = log_on(store, days=0)
    assert log.new_key() is None
    note(log, "who?")
    log.note_vote((1, 1), "a", "b", is_right=True)
    await log.flush()
    assert not store.questions
    assert not store.votes


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d here", "x" * 5000])
async def test_any_text_can_be_kept(text: str) -> None:
    store = Store()
    log = log_on(store)
    note(log, text)
    await log.flush()
    kept = store.questions[0].text
    kept.encode()
    assert "\0" not in kept
    assert 0 < len(kept) <= 1000


async def test_what_is_erased_is_neither_written_later_nor_told() -> None:
    store = Store()
    log = log_on(store)
    note(log, "written")
    await log.flush()
    note(log, "only noted")
    note(log, "somebody else's", chat=1002)
    assert [each["text"] for each in (await log.export(1001))["questions"]] == [
        "written",
        "only noted",
    ]
    note(log, "noted again")
    await log.erase(1001)
    await log.flush()
    assert [each.text for each in store.questions] == ["somebody else's"]


async def test_old_questions_are_purged_once_an_hour() -> None:
    store, clock = Store(), Clock()
    log = log_on(store, days=30, clock=clock)
    for _ in range(3):
        await log.purge()
    assert store.purged == [log.kept_since]
    clock.move(hours=1)
    await log.purge()
    assert len(store.purged) == 2
