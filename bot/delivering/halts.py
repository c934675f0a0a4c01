"""Carries halts over a restart: from where Telegram says them to the database, and back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivering.pauses import BULK
from bot.errors import StorageError
from bot.storage.halts import Halts
from bot.storage.personal import chat_halt

logger = logging.getLogger(__name__)


class HaltKeeper:
    """Writes halts down beside the work that is going on, and reads them at the start."""

    def __init__(self, halts: Halts, now: Callable[[], datetime]) -> None:
        self._halts = halts
        self._now = now
        self._writing: set[asyncio.Task[None]] = set()

    def keep(self, chat_id: int | None, seconds: float) -> None:
        """Write a halt down soon; None stands for the bulk lane."""
        name = BULK if chat_id is None else chat_halt(chat_id)
        task = asyncio.create_task(self._write(name, self._now() + timedelta(seconds=seconds)))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def settle(self) -> None:
        """Return once all is written down."""
        if self._writing:
            await asyncio.wait(self._writing)

    async def kept(self) -> dict[int | None, float]:
        """Return the halts that are not over, by chat, in seconds from now; forget the others."""
        now = self._now()
        try:
            await self._halts.clear(now)
            found = await self._halts.all(now)
        except StorageError as error:
            logger.warning("what Telegram said to wait for cannot be read: %s", error)
            return {}
        return {_chat_in(name): (until - now).total_seconds() for name, until in found.items()}

    async def _write(self, name: str, until: datetime) -> None:
        try:
            await self._halts.set(name, until)
        except StorageError as error:  # it is heeded all the same, until the next restart
            logger.warning("what Telegram said to wait for cannot be written: %s", error)


def _chat_in(name: str) -> int | None:
    """Return the chat that a halt names, None for the bulk lane.

    >>> _chat_in("chat/-100200"), _chat_in("bulk")
    (-100200, None)
    """
    return None if name == BULK else int(name.partition("/")[2])
