"""Composition of what sends broadcasts: limiter, sender and engine around one application."""

from __future__ import annotations

import asyncio
import math
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from telegram.ext import ExtBot

from bot.delivering.engine import STOP_SECONDS, Engine
from bot.delivering.halts import HaltKeeper
from bot.settings import Settings
from bot.storage.stores import Stores
from bot.texts import Texts
from bot.transport.lanes import TwoLanes
from bot.transport.pace import Lane
from handlers.delivering import TelegramSender

FREE_PER_SECOND = 30.0
"""What is sent beyond this is paid for (https://core.telegram.org/bots/faq)."""

RECORD_SECONDS = 1.0
"""How long a stop waits for the last copies to be recorded."""


class BroadcastSending:
    """Sends broadcasts at the pace of the settings, for as long as `running` lasts."""

    def __init__(
        self, settings: Settings, stores: Stores, texts: Texts, now: Callable[[], datetime]
    ) -> None:
        """`texts` tell a reader how to leave; `now` is a clock in UTC."""
        self._rate = settings.messages_per_second
        self._stores = stores
        self._texts = texts
        self._now = now
        self._halts = HaltKeeper(stores.halts, now)
        self._engine: Engine | None = None
        self.limiter = TwoLanes(self._rate, self._halts.keep)

    def wake(self) -> None:
        """Let the engine look at once for what there is to do."""
        if self._engine is not None:
            self._engine.wake()

    def _window(self) -> int:
        return window_for(self._rate, self.limiter.call_seconds)

    @asynccontextmanager
    async def running(self, bot: ExtBot[Lane]) -> AsyncIterator[None]:
        """Send beside the block; at its end, finish the copies that are on their way."""
        sender = TelegramSender(bot, self._now, self._texts, is_paid=self._rate > FREE_PER_SECOND)
        # Of several processes each needs a name of its own, also on machines named alike.
        holder = f"{socket.gethostname()[:60]}/{os.getpid()}/{secrets.token_hex(4)}"
        engine = Engine(self._stores, sender, self._now, holder, self._window)
        self.limiter.restore(await self._halts.kept())
        self._engine = engine
        task = asyncio.create_task(engine.run())
        try:
            yield
        finally:
            engine.stop()
            await asyncio.wait({task}, timeout=STOP_SECONDS + RECORD_SECONDS)
            task.cancel()
            await asyncio.wait({task})
            await self._halts.settle()
            self._engine = None


def window_for(rate: float, call_seconds: float) -> int:
    """Return how many copies of broadcasts to have on their way for `rate` a second.

    Those that a call's duration needs, half as many more for calls that take longer, and those of
    the moments between two commits; few enough to leave connections for answers.

    >>> window_for(30, 0.05), window_for(30, 1.0), window_for(1000, 0.05), window_for(1, 0.05)
    (7, 50, 160, 4)
    """
    return max(4, min(160, math.ceil(rate * (0.15 + 1.5 * call_seconds))))
