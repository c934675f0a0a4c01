"""Remembers what each chat asked last, in memory only.

Bounded in questions a chat, in their time, and in chats, so that neither a long-lived bot nor a
flood of chats grows it without end.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_CHATS = 10_000
MAX_ANSWERED = 20
"""How many questions of a chat can be edited and have their answer follow."""

Chat = tuple[int, int | None]
"""A chat's id and, in a forum, the topic's."""


@dataclass(slots=True)
class _Question:
    message_id: int
    asked_at: float
    text: str


@dataclass(slots=True)
class _Memory:
    questions: deque[_Question] = field(default_factory=deque)
    answers: OrderedDict[int, tuple[int, ...]] = field(default_factory=OrderedDict)


class Conversations:
    """The recent questions of every chat, and which messages answered them."""

    def __init__(
        self, seconds: float, count: int, now: Callable[[], float], max_chats: int = MAX_CHATS
    ) -> None:
        """Keep `count` questions a chat for `seconds`; `now` is a clock in seconds."""
        self._seconds = seconds
        self._count = count
        self._now = now
        self._max_chats = max_chats
        self._memories: OrderedDict[Chat, _Memory] = OrderedDict()

    def context(self, chat: Chat, before: int | None = None) -> tuple[str, ...]:
        """Return the chat's recent questions, oldest first; only those `before` a message."""
        memory = self._memories.get(chat)
        if memory is None:
            return ()
        self._drop_old(memory)
        return tuple(
            question.text
            for question in memory.questions
            if before is None or question.message_id < before
        )

    def remember(self, chat: Chat, message_id: int, question: str) -> None:
        """Add a question that the chat asked just now, in the message with this id."""
        memory = self._of(chat)
        self._drop_old(memory)
        memory.questions.append(_Question(message_id, self._now(), question))
        while len(memory.questions) > self._count:
            memory.questions.popleft()

    def note_answer(self, chat: Chat, question_id: int, answer_ids: tuple[int, ...]) -> None:
        """Record which messages answered which, so that an edit can be followed."""
        answers = self._of(chat).answers
        answers[question_id] = answer_ids
        while len(answers) > MAX_ANSWERED:
            answers.popitem(last=False)

    def answers_to(self, chat: Chat, question_id: int) -> tuple[int, ...]:
        """Return the messages that answered a question, none where that is not known."""
        memory = self._memories.get(chat)
        return memory.answers.get(question_id, ()) if memory else ()

    def replace(self, chat: Chat, message_id: int, question: str) -> None:
        """Let `question` take the place of what the message asked before it was edited."""
        memory = self._memories.get(chat)
        for asked in memory.questions if memory else ():
            if asked.message_id == message_id:
                asked.text, asked.asked_at = question, self._now()

    def forget(self, chat: Chat) -> None:
        """Drop what is remembered of a chat."""
        self._memories.pop(chat, None)

    def questions_of(self, chat_id: int) -> tuple[str, ...]:
        """Return what is remembered to have been asked in a chat and all its topics."""
        return tuple(
            text for chat in self._memories if chat[0] == chat_id for text in self.context(chat)
        )

    def forget_chat(self, chat_id: int) -> None:
        """Drop what is remembered of a chat and all its topics."""
        for chat in [each for each in self._memories if each[0] == chat_id]:
            self.forget(chat)

    def purge(self) -> None:
        """Drop what is too old of every chat; to be called now and then."""
        for memory in self._memories.values():
            self._drop_old(memory)

    def _drop_old(self, memory: _Memory) -> None:
        oldest = self._now() - self._seconds
        if any(question.asked_at < oldest for question in memory.questions):
            memory.questions = deque(
                question for question in memory.questions if question.asked_at >= oldest
            )

    def _of(self, chat: Chat) -> _Memory:
        memory = self._memories.setdefault(chat, _Memory())
        self._memories.move_to_end(chat)
        while len(self._memories) > self._max_chats:
            self._memories.popitem(last=False)
        return memory
