"""Handles the updates of one chat one after the other, and chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MAX_WAITING = 100_000
"""PTB takes a place of its own before we know the chat. Enough of them, so that one chat with
many waiting messages does not keep the others from theirs."""


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting_count: int = 0


class PerChatProcessor(BaseUpdateProcessor):
    """PTB's processor with a lock a chat: order is kept where somebody would notice.

    Updates without a chat (inline queries) are ordered by their sender.
    """

    def __init__(
        self, max_chats_at_once: int, on_done: Callable[[int], None] = lambda _: None
    ) -> None:
        """Handle updates of at most so many chats at the same time.

        `on_done` is told the id of each update that was handled, well or not; not of one whose
        handling was broken off, which is to be handled again.
        """
        super().__init__(MAX_WAITING)
        self._places = asyncio.Semaphore(max_chats_at_once)
        self._queues: dict[int, _Queue] = {}
        self._on_done = on_done

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release: locks go as their last waiter leaves."""

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Handle `update` when all earlier ones of its chat are done."""
        try:
            await self._process(update, coroutine)
        except Exception:
            self._tell_done(update)
            raise
        self._tell_done(update)

    def _tell_done(self, update: object) -> None:
        if isinstance(update, Update):
            self._on_done(update.update_id)

    async def _process(self, update: object, coroutine: Awaitable[object]) -> None:
        key = _key_of(update)
        if key is None:
            async with self._places:
                await coroutine
            return
        async with self._turn(key), self._places:
            await coroutine

    @asynccontextmanager
    async def _turn(self, key: int) -> AsyncIterator[None]:
        queue = self._queues.setdefault(key, _Queue())
        queue.waiting_count += 1
        try:
            async with queue.lock:  # asyncio's locks are fair: first come, first served
                yield
        finally:
            queue.waiting_count -= 1
            if not queue.waiting_count:
                self._queues.pop(key, None)


def _key_of(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else None
