"""Tells those who asked and wanted to know: each once, whatever dies in between.

Who is to be told is claimed in the database before anything is sent. What a dead process had
claimed is unknown then and never sent again by itself: sendMessage has no key that would make a
second one harmless.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.answering import Answering
from bot.asked import AskedQuestion, Waiter, WaitState
from bot.errors import StorageError
from bot.model import Reply, ReplyStatus
from bot.outcomes import (
    BlockedError,
    DeliveryError,
    HaltedError,
    MovedError,
    NotSentError,
    RejectedError,
)

LOOK_SECONDS = 10.0
"""How often what is due is looked for; what is taught here is sent at once."""

STALE = timedelta(minutes=5)
"""A claim so old is a dead process's: no call to Telegram takes that long."""

RETRY = timedelta(seconds=30)
MAX_ATTEMPTS = 10

logger = logging.getLogger(__name__)

Send = Callable[[Waiter, Reply], Awaitable[None]]
"""Sends a reply to who waits; DeliveryError where that failed."""


class WaiterStore(Protocol):
    """What is needed of the storage of those who wait."""

    async def wait(
        self, question: str, chat_id: int, thread_id: int, message_id: int, now: datetime
    ) -> bool:
        """Note that a chat wants to be told; False where the question is not kept."""

    async def stop(self, question: str, chat_id: int) -> None:
        """Note that a chat does not want to be told any more."""

    async def claim(self, now: datetime, limit: int) -> tuple[Waiter, ...]:
        """Take those who are to be told now; nobody else gets the same."""

    async def record(
        self,
        question: str,
        state: WaitState,
        now: datetime,
        due_at: datetime | None = None,
        *,
        is_tried: bool = True,
    ) -> None:
        """Write down what became of one that was claimed."""

    async def give_up_claims(self, before: datetime, now: datetime) -> int:
        """Make UNKNOWN what was claimed before an instant."""


class QuestionSource(Protocol):
    """What is needed of the log of questions."""

    async def get(self, key: str) -> AskedQuestion | None:
        """Return a question, None where it is not kept."""


class Telling:
    """Takes wishes to be told, and carries them out."""

    def __init__(
        self,
        waiters: WaiterStore,
        questions: QuestionSource,
        answering: Answering,
        flush: Callable[[], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        """`flush` writes questions that are only noted; `now` is a clock in UTC."""
        self._waiters = waiters
        self._questions = questions
        self._answering = answering
        self._flush = flush
        self._now = now
        self._wake = asyncio.Event()
        self._is_stopping = False

    async def want(
        self, question: str, chat_id: int, thread_id: int, message_id: int
    ) -> Reply | bool:
        """Note that a chat wants to be told the answer to a question; durable on return.

        Returns the answer itself where there is one by now; False where the question is not kept
        any more.
        """
        await self._flush()
        asked = await self._questions.get(question)
        if asked is None:
            return False
        reply = self._answering.answer(asked.text, asked.locale)
        if reply.status is ReplyStatus.ANSWER:
            return reply
        return await self._waiters.wait(question, chat_id, thread_id, message_id, self._now())

    async def unwant(self, question: str, chat_id: int) -> None:
        """Undo `want`."""
        await self._waiters.stop(question, chat_id)

    def wake(self) -> None:
        """Let `run` look at once for who is to be told."""
        self._wake.set()

    def stop_soon(self) -> None:
        """Let `run` end once whoever is being told has been."""
        self._is_stopping = True
        self._wake.set()

    async def run(self, send: Send) -> None:
        """Tell people, again and again, until `stop_soon`."""
        while not self._is_stopping:
            try:
                if await self.tell(send):
                    continue
            except StorageError as error:
                logger.warning("those who wait for answers cannot be read: %s", error)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                continue
            self._wake.clear()

    async def tell(self, send: Send) -> bool:
        """Tell one of those who are due; False where nobody is.

        One at a time: whatever ends the process leaves at most one unknown.
        """
        now = self._now()
        await self._waiters.give_up_claims(now - STALE, now)
        claimed = await self._waiters.claim(now, 1)
        for waiter in claimed:
            await self._tell_one(waiter, send)
        return bool(claimed)

    async def _tell_one(self, waiter: Waiter, send: Send) -> None:
        reply = self._reply_to(waiter)
        if reply is None:  # the release that holds the fact is not served here yet, or no more
            await self._again(waiter, RETRY)
            return
        try:
            await send(waiter, reply)
        except DeliveryError as error:
            await self._record_failure(waiter, error)
        except Exception:  # a mistake of ours: the others are told all the same
            logger.exception("somebody who asked could not be told")
            await self._waiters.record(waiter.question, WaitState.UNKNOWN, self._now())
        else:
            await self._waiters.record(waiter.question, WaitState.TOLD, self._now())

    def _reply_to(self, waiter: Waiter) -> Reply | None:
        if waiter.answer is not None:
            return Reply(ReplyStatus.ANSWER, waiter.answer, waiter.locale, 100.0)
        return self._answering.show_fact(waiter.entry or "", waiter.fact or "", waiter.locale)

    async def _record_failure(self, waiter: Waiter, error: DeliveryError) -> None:
        now = self._now()
        match error:
            case BlockedError() | RejectedError() | MovedError():
                await self._waiters.record(waiter.question, WaitState.FAILED, now)
            case HaltedError():
                due_at = error.until
                await self._waiters.record(
                    waiter.question, WaitState.DUE, now, due_at, is_tried=False
                )
            case NotSentError():
                await self._again(waiter, RETRY)
            case _:
                await self._waiters.record(waiter.question, WaitState.UNKNOWN, now)

    async def _again(self, waiter: Waiter, after: timedelta) -> None:
        """Try later, each time after twice as long, and in the end give up."""
        now = self._now()
        if waiter.attempts + 1 >= MAX_ATTEMPTS:
            logger.warning("somebody who asked cannot be told; given up after %d", MAX_ATTEMPTS)
            await self._waiters.record(waiter.question, WaitState.FAILED, now)
            return
        due_at = now + after * 2**waiter.attempts
        await self._waiters.record(waiter.question, WaitState.DUE, now, due_at)
