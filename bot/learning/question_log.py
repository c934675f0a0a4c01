"""Keeps every question with its outcome, without holding up an answer.

What is to be kept waits in memory for half a second at most and is then written at once with all
else that came; a kill loses that much. Of the chat only a keyed hash is kept: it tells that two
questions are one chat's, and whose only to somebody who has the key and an id to try.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.asked import AskedQuestion, Vote
from bot.errors import StorageError
from bot.model import Reply

MAX_WAITING = 10_000
"""So much waits in memory while the database fails; then the oldest goes."""

MAX_CHARACTERS = 1000
"""So much of a question is kept; longer ones are not answered either."""

BATCH = 200
LINGER_SECONDS = 0.5
RETRY_SECONDS = 5.0
PURGE_EVERY = timedelta(hours=1)

logger = logging.getLogger(__name__)


class QuestionStore(Protocol):
    """What is needed of the storage of questions."""

    async def add(self, asked: Sequence[AskedQuestion], given: Sequence[Vote] = ()) -> None:
        """Keep questions and votes; may be repeated."""

    async def purge(self, before: datetime) -> int:
        """Delete what is older; return how many questions that were."""

    async def export(self, chat: str) -> dict[str, Any]:
        """Return all that is kept of a chat, by its hash."""

    async def erase(self, chat: str) -> None:
        """Delete all that is kept of a chat, by its hash."""

    async def move(self, old: str, new: str) -> None:
        """Let what is kept of a chat belong to another."""


class QuestionLog:
    """Notes questions and votes; `run` writes them."""

    def __init__(
        self,
        store: QuestionStore,
        key: bytes,
        days: int,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Keep questions for `days`, none at all for 0; `key` is that of the hash of chats."""
        self._store = store
        self._key = key
        self._days = days
        self._now = now
        self._sleep = sleep
        self._waiting: deque[AskedQuestion | Vote] = deque(maxlen=MAX_WAITING)
        self._wake = asyncio.Event()
        self._writing = asyncio.Lock()
        self._lost_count = 0
        self._purged_at: datetime | None = None

    @property
    def kept_since(self) -> datetime:
        """The instant before which nothing is kept."""
        return self._now() - timedelta(days=self._days)

    def new_key(self) -> str | None:
        """Return a key for the next question, None where none is kept.

        It is made before the question is answered, because buttons under the answer carry it.
        """
        return secrets.token_urlsafe(12) if self._days else None

    def note(
        self, key: str | None, chat_id: int, text: str, reply: Reply, answer_id: int | None
    ) -> None:
        """Keep a question and what came of it; returns at once. No `key`: nothing is kept.

        `answer_id` is the last message of the answer; a question that was noted with it before is
        replaced by this one.
        """
        if key is None:
            return
        self._add(
            AskedQuestion(
                key=key,
                asked_at=self._now(),
                chat=self._hash(chat_id),
                answer_id=answer_id,
                locale=reply.locale,
                text=_storable(text),
                status=reply.status.value,
                reason=reply.reason,
                entry=reply.entry,
                fact=reply.fact,
                score=float(reply.score),
            )
        )

    def note_vote(self, answer: tuple[int, int], entry: str, fact: str, *, is_right: bool) -> None:
        """Keep a vote on an answer, which its chat's and its message's id name."""
        if self._days:
            chat_id, message_id = answer
            chat = self._hash(chat_id)
            self._add(Vote(chat, message_id, self._now(), entry, fact, is_right))

    async def run(self) -> None:
        """Write what is noted, again and again; what cannot be written now is tried later."""
        while True:
            await self._wake.wait()
            await self._sleep(LINGER_SECONDS)
            try:
                await self.flush()
            except StorageError as error:
                logger.warning("questions cannot be kept now: %s", error)
                await self._sleep(RETRY_SECONDS)
            except Exception:  # a mistake of ours: what comes later is kept all the same
                logger.exception("questions cannot be kept")
                await self._sleep(RETRY_SECONDS)

    async def flush(self) -> None:
        """Write all that is noted; durable on return. StorageError: it waits for the next time."""
        async with self._writing:
            while self._waiting:
                batch = [self._waiting[number] for number in range(min(BATCH, len(self._waiting)))]
                lost_before = self._lost_count
                asked = [each for each in batch if isinstance(each, AskedQuestion)]
                votes = [each for each in batch if isinstance(each, Vote)]
                await self._store.add(asked, votes)
                # Meanwhile the oldest may have made room for others.
                for _ in range(len(batch) - (self._lost_count - lost_before)):
                    self._waiting.popleft()
            self._wake.clear()

    async def purge(self) -> None:
        """Delete what is too old, at most once an hour; to be called now and then."""
        now = self._now()
        if self._purged_at is not None and now - self._purged_at < PURGE_EVERY:
            return
        self._purged_at = now
        count = await self._store.purge(self.kept_since)
        if count:
            logger.info("%d old questions were deleted", count)

    async def export(self, chat_id: int) -> dict[str, Any]:
        """Return all that is kept of a chat, as JSON; the hash of its id is left out."""
        await self.flush()
        told = await self._store.export(self._hash(chat_id))
        for rows in told.values():
            for row in rows:
                row.pop("chat", None)
        return told

    async def erase(self, chat_id: int) -> None:
        """Delete all that is kept of a chat, noted or written."""
        chat = self._hash(chat_id)
        async with self._writing:
            kept = [each for each in self._waiting if each.chat != chat]
            self._waiting.clear()
            self._waiting.extend(kept)
            await self._store.erase(chat)

    async def moved(self, old_id: int, new_id: int) -> None:
        """Let what is kept of a group belong to its new id."""
        await self.flush()
        await self._store.move(self._hash(old_id), self._hash(new_id))

    def _add(self, item: AskedQuestion | Vote) -> None:
        if len(self._waiting) == MAX_WAITING:
            self._lost_count += 1
            if self._lost_count == 1:
                logger.error("questions are lost: the database has failed for too long")
        self._waiting.append(item)
        self._wake.set()

    def _hash(self, chat_id: int) -> str:
        return hmac.new(self._key, str(chat_id).encode(), hashlib.sha256).hexdigest()


def key_of(secret: str) -> bytes:
    """Return the key of the hash of chats that belongs to a secret, such as the bot's token."""
    return hmac.new(secret.encode(), b"questions of exchange-bot", hashlib.sha256).digest()


def _storable(text: str) -> str:
    """Return a text as databases take it: no NUL, no half of a character."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode()
    return whole[:MAX_CHARACTERS]
