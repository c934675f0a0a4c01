"""What is kept of a chat, and of the person whose chat it is: handed out, and erased for good."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.staff import Role
from bot.subscribers import Country, Topic, keys_of


class ChatStore(Protocol):
    """What is needed of the storage."""

    async def export(self, chat_id: int) -> dict[str, Any]:
        """Return all that is stored of a chat, as JSON; empty where nothing is."""

    async def erase(self, chat_id: int, now: datetime) -> None:
        """Erase for good what is stored of a chat."""


class Memory(Protocol):
    """Something that keeps a little of chats in memory."""

    def forget_chat(self, chat_id: int) -> None:
        """Drop what is remembered of a chat."""


class QuestionMemory(Memory, Protocol):
    """What remembers the last questions."""

    def questions_of(self, chat_id: int) -> tuple[str, ...]:
        """Return what is remembered to have been asked in a chat."""


class QuestionStore(Protocol):
    """What keeps questions by a hash of the chat."""

    async def export(self, chat_id: int) -> dict[str, Any]:
        """Return all that is kept of a chat, as JSON."""

    async def erase(self, chat_id: int) -> None:
        """Erase for good what is kept of a chat."""


class RoleSource(Protocol):
    """What is needed to know who stays a member of staff."""

    async def role_of(self, user_id: int) -> Role | None:
        """Return a person's role, None for a reader."""


class Privacy:
    """Answers people's wish to see, and to have erased, what is kept of them."""

    def __init__(
        self,
        chats: ChatStore,
        asked: QuestionStore,
        questions: QuestionMemory,
        memories: Sequence[Memory],
        roles: RoleSource,
        now: Callable[[], datetime],
    ) -> None:
        """`memories` are all that keep something of chats but `questions`; `now` is in UTC."""
        self._chats = chats
        self._asked = asked
        self._questions = questions
        self._memories = (questions, *memories)
        self._roles = roles
        self._now = now

    async def file(self, chat_id: int) -> bytes:
        """Return a JSON file, in UTF-8, with all that is kept of a chat.

        A person's chat has their id, so it also holds what is kept of the person elsewhere.
        Topics and countries are told by name, instants in ISO 8601.
        """
        stored = await self._chats.export(chat_id)
        for subscription in stored.get("subscriptions", []):
            subscription["topics"] = keys_of(Topic(subscription["topics"]))
            subscription["countries"] = keys_of(Country(subscription["countries"]))
        told: dict[str, Any] = {"chat_id": chat_id, "written_at": self._now().isoformat()}
        role = await self._roles.role_of(chat_id)
        if role is not None:
            told["role"] = role.value
        told["stored"] = stored | await self._asked.export(chat_id)
        told["last_questions_in_memory"] = self._questions.questions_of(chat_id)
        return json.dumps(told, ensure_ascii=False, indent=2).encode()

    async def erase(self, chat_id: int) -> Role | None:
        """Erase for good what is stored and remembered of a chat.

        Returns the role of a member of staff: the role and the acts in the audit log stay, they
        are the office's; None for everybody else.
        """
        role = await self._roles.role_of(chat_id)
        await self._asked.erase(chat_id)
        await self._chats.erase(chat_id, self._now())
        for memory in self._memories:
            memory.forget_chat(chat_id)
        return role
