"""Handing out and erasing: what the file holds, and that nothing is left."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.access import Access
from bot.chosen_languages import ChosenLanguages
from bot.conversations import Conversations
from bot.feedback import Feedback
from bot.learning.question_log import QuestionLog
from bot.model import Reply, ReplyStatus
from bot.privacy import Privacy
from bot.staff import Role
from bot.storage.stores import Stores
from bot.subscribers import Choice, Country, Place, Topic
from bot.subscribing import Subscribing
from tests.bot.kept import Clock, kept

ADMIN, PERSON, OTHER, GROUP = 1, 1001, 1002, -500


class Kept:
    """The service, and everything that keeps something."""

    def __init__(self, stores: Stores) -> None:
        clock = Clock()
        self.stores = stores
        self.conversations = Conversations(600, 3, lambda: 0.0)
        self.languages = ChosenLanguages(stores.chats, clock)
        self.feedback = Feedback()
        self.subscribing = Subscribing(stores.chats, stores.subscriptions, clock)
        self.access = Access(stores.roles, stores.audit, frozenset({ADMIN}), frozenset(), clock)
        memories = (self.languages, self.feedback, self.subscribing)
        self.questions = QuestionLog(stores.questions, b"key", 90, clock)
        self.privacy = Privacy(
            stores.chats, self.questions, self.conversations, memories, self.access, clock
        )

    async def fill(self, chat_id: int) -> None:
        """Let there be something of every kind."""
        self.conversations.remember((chat_id, None), 1, "who?")
        self.conversations.remember((chat_id, 5), 2, "where?")
        self.feedback.vote((chat_id, 3), "entry", "fact", is_right=True)
        reply = Reply(ReplyStatus.NONE, "", "en", 0.0)
        self.questions.note(self.questions.new_key(), chat_id, "whose cat is it?", reply, 4)
        await self.languages.choose(chat_id, "ja")
        await self.subscribing.begin(
            Place(chat_id), "vi", Choice(Topic.VISITS | Topic.EVENTS, Country.THAILAND)
        )

    async def told(self, chat_id: int) -> dict[str, Any]:
        """What the file says."""
        file: dict[str, Any] = json.loads(await self.privacy.file(chat_id))
        return file


@pytest.fixture
async def everything(tmp_path: Path) -> AsyncIterator[Kept]:
    """All services that keep something."""
    async with kept(tmp_path) as stores:
        yield Kept(stores)


async def test_the_file_holds_all_that_is_stored_and_remembered(everything: Kept) -> None:
    await everything.fill(PERSON)
    await everything.fill(OTHER)
    told = await everything.told(PERSON)
    assert told["chat_id"] == PERSON
    assert told["written_at"] == "2026-03-02T12:00:00+00:00"
    (chat,) = told["stored"]["chat"]
    assert (chat["locale"], chat["language_code"]) == ("ja", "vi")
    (subscription,) = told["stored"]["subscriptions"]
    assert subscription["topics"] == ["visits", "events"]
    assert subscription["countries"] == ["thailand"]
    assert told["last_questions_in_memory"] == ["who?", "where?"]
    (question,) = told["stored"]["questions"]
    assert question["text"] == "whose cat is it?"
    assert "chat" not in question
    assert str(OTHER) not in json.dumps(told)
    assert "role" not in told


async def test_the_file_of_a_stranger_says_that_there_is_nothing(everything: Kept) -> None:
    told = await everything.told(PERSON)
    assert (told["stored"], told["last_questions_in_memory"]) == ({}, [])


async def test_erasing_leaves_nothing_stored_or_remembered_and_spares_others(
    everything: Kept,
) -> None:
    await everything.fill(PERSON)
    await everything.fill(OTHER)
    before = await everything.told(OTHER)
    assert await everything.privacy.erase(PERSON) is None
    told = await everything.told(PERSON)
    assert (told["stored"], told["last_questions_in_memory"]) == ({}, [])
    assert everything.languages.of(PERSON) is None
    assert {chat for chat, _ in everything.feedback._voted} == {OTHER}
    assert await everything.subscribing.current(Place(PERSON)) is None
    assert await everything.told(OTHER) == before
    assert everything.languages.of(OTHER) == "ja"


async def test_a_member_of_staff_is_told_which_role_stays(everything: Kept) -> None:
    await everything.access.grant(ADMIN, PERSON, Role.STAFF)
    await everything.fill(PERSON)
    assert (await everything.told(PERSON))["role"] == "staff"
    assert await everything.privacy.erase(PERSON) is Role.STAFF
    assert await everything.access.role_of(PERSON) is Role.STAFF
    assert set((await everything.told(PERSON))["stored"]) == {"role", "acts"}


async def test_a_group_is_told_and_erased_like_a_person(everything: Kept) -> None:
    await everything.fill(GROUP)
    assert (await everything.told(GROUP))["stored"]["subscriptions"]
    assert await everything.privacy.erase(GROUP) is None
    assert (await everything.told(GROUP))["stored"] == {}
