"""Questions as they are kept, votes on answers, and who waits for an answer. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Handled(StrEnum):
    """What members of staff did with a question that had no answer; the values are stored."""

    TAUGHT = "taught"
    """The base now answers it."""
    REPLIED = "replied"
    """Those who wanted to be told were written to; the base does not answer it."""
    IGNORED = "ignored"
    """It stays without an answer, and so does what is asked alike."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and what came of it.

    `key` is random and names it in buttons. `chat` is a keyed hash: it tells that two questions
    are one chat's, and not whose. `answer_id` is the id of the bot's message under which votes
    are given, None where it could not be sent. `status` and `reason` are those of
    `bot.model.Reply`, `score` too.
    """

    key: str
    asked_at: datetime
    chat: str
    answer_id: int | None
    locale: str
    text: str
    status: str
    reason: str
    entry: str | None
    fact: str | None
    score: float
    handled: Handled | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """Somebody's word on an answer; `chat` is the same hash as a question's."""

    chat: str
    message_id: int
    at: datetime
    entry: str
    fact: str
    is_right: bool


class WaitState(StrEnum):
    """Where telling somebody stands; the values are stored.

    waiting -> due -> claimed -> told | unknown | failed
                ^--------'  (surely not sent, or this process does not know the fact yet)
    """

    WAITING = "waiting"
    """There is no answer yet."""
    DUE = "due"
    """There is one; it is to be sent."""
    CLAIMED = "claimed"
    """Somebody is sending it."""
    TOLD = "told"
    """It was sent, under this question or another one of the chat that was answered with it."""
    UNKNOWN = "unknown"
    """It was sent, perhaps; it is never sent again by itself."""
    FAILED = "failed"
    """The chat does not take it."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """A chat that wants to be told the answer to its question.

    `thread_id` is 0 outside forum topics, `message_id` that of the message which asked. The answer
    is a fact of the base, or else `answer`, a text that a member of staff wrote.
    """

    question: str
    chat_id: int
    thread_id: int
    message_id: int
    text: str
    locale: str
    state: WaitState = WaitState.WAITING
    entry: str | None = None
    fact: str | None = None
    answer: str | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that had no answer, or one that was said to be wrong."""

    question: AskedQuestion
    is_wrong: bool
    is_waiting: bool
    """Whether its chat wants to be told."""


@dataclass(frozen=True, slots=True)
class EntryCount:
    """An entry, how often it answered, and how often that was said to be right and wrong."""

    entry: str
    answers: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What was asked in a time: `questions` by part of it, in order, the other counts by name.

    `parts` are the instants at which those parts begin; the last one ends at `until`.
    """

    since: datetime
    until: datetime
    parts: tuple[datetime, ...]
    questions: tuple[int, ...]
    outcomes: Mapping[str, int]
    locales: Mapping[str, int]
    entries: tuple[EntryCount, ...]

    @property
    def total(self) -> int:
        """How many questions there were."""
        return sum(self.questions)
