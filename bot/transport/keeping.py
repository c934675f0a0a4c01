"""Holds the confirming of updates back until what must not be lost of them is durable.

Telegram hands out again what is not confirmed. So where an update matters, the next fetch, which
confirms it, waits until somebody has said that it is taken, or its handling has ended. Where that
takes longer than all others should wait, the update is put aside in a journal, and confirmed then;
a process that is killed meanwhile finds it there when it starts again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram import Update

from bot.transport.journal import Journal

PATIENCE_SECONDS = 1.0
"""How long all others wait for one who is served slowly, before that one's update is put aside.
Taking one takes some milliseconds, on a slow disk some hundred."""

logger = logging.getLogger(__name__)


class Keeping:
    """Which fetched updates are not taken yet; of those that do not matter none is held."""

    def __init__(
        self,
        matters: Callable[[Update], bool] = lambda _: False,
        journal: Journal | None = None,
        seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """`matters` tells at once whether an update must not be lost.

        After so many seconds what is held is put into the journal; without one others wait.
        """
        self._matters = matters
        self._journal = journal
        self._seconds = seconds
        self._waiting: dict[int, Update] = {}
        self._aside: dict[int, Update] = {}
        self._restored: frozenset[int] = frozenset()
        self._settled = asyncio.Event()
        self._settled.set()

    async def restore(self, bot: Any) -> list[Update]:
        """Return what a former process put aside and did not take, the oldest first."""
        if self._journal is None:
            return []
        found = await asyncio.to_thread(self._journal.read, bot)
        if found:
            logger.warning("%d updates were put aside and not taken: now they are", len(found))
        self._aside = {each.update_id: each for each in found}
        self._restored = frozenset(self._aside)
        return found

    def is_known(self, update: Update) -> bool:
        """Tell whether a fetched update was restored: then it is under way, or done, already."""
        return update.update_id in self._restored

    def watch(self, update: Update) -> None:
        """Hold an update if it matters, or follows one of its chat that is not taken yet."""
        if self._follows(update) or self._matters(update):
            self._waiting[update.update_id] = update
            self._settled.clear()

    def taken(self, update_id: int) -> None:
        """Hold an update no longer: it is durable, or handled; harmless if repeated."""
        self._waiting.pop(update_id, None)
        if self._aside.pop(update_id, None) is not None and self._journal is not None:
            self._journal.drop(update_id)
        if not self._waiting:
            self._settled.set()

    async def settled(self) -> None:
        """Return once all that was fetched may be confirmed: it is taken, or in the journal."""
        while not self._settled.is_set():
            try:
                async with asyncio.timeout(self._seconds):
                    await self._settled.wait()
            except TimeoutError:
                await self._put_aside()

    def _follows(self, update: Update) -> bool:
        chat_id = _chat_of(update)
        held = (*self._waiting.values(), *self._aside.values())
        return chat_id is not None and any(_chat_of(each) == chat_id for each in held)

    async def _put_aside(self) -> None:
        """Write down what is held; where that fails, others go on waiting for it."""
        if self._journal is None:
            return
        held = dict(self._waiting)
        try:
            await asyncio.to_thread(self._journal.keep, held.values())
        except OSError:
            logger.exception("updates can be neither taken nor put aside: all others wait")
            return
        logger.warning("%d updates are put aside before they are taken", len(held))
        for update_id, update in held.items():
            if self._waiting.pop(update_id, None) is None:  # taken meanwhile
                self._journal.drop(update_id)
            else:
                self._aside[update_id] = update
        if not self._waiting:
            self._settled.set()


def _chat_of(update: Update) -> int | None:
    return update.effective_chat.id if update.effective_chat is not None else None
