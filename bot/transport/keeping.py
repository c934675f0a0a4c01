"""Holds the confirming of updates back until what must not be lost of them is durable.

Telegram hands out again what is not confirmed. So where an update matters, the next fetch, which
confirms it, waits until somebody has said that it is taken, or its handling has ended.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import Update

PATIENCE_SECONDS = 20.0
"""How long all others wait at most for one who is served slowly."""

logger = logging.getLogger(__name__)


class Keeping:
    """Which fetched updates are not taken yet; of those that do not matter none is held."""

    def __init__(self, matters: Callable[[Update], bool] = lambda _: False) -> None:
        """`matters` tells at once whether an update must not be lost."""
        self._matters = matters
        self._waiting: dict[int, int | None] = {}
        self._settled = asyncio.Event()
        self._settled.set()

    def watch(self, update: Update) -> None:
        """Hold an update if it matters, or follows one of its chat that is held."""
        chat = update.effective_chat.id if update.effective_chat is not None else None
        follows = chat is not None and chat in self._waiting.values()
        if follows or self._matters(update):
            self._waiting[update.update_id] = chat
            self._settled.clear()

    def taken(self, update_id: int) -> None:
        """Hold an update no longer: it is durable, or handled; harmless if repeated."""
        self._waiting.pop(update_id, None)
        if not self._waiting:
            self._settled.set()

    async def settled(self, seconds: float = PATIENCE_SECONDS) -> bool:
        """Return once nothing is held; False where that takes longer than so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._settled.wait()
        except TimeoutError:
            logger.warning("%d updates are confirmed before they are taken", len(self._waiting))
            self._waiting.clear()
            self._settled.set()
            return False
        return True
