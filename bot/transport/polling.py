"""Fetches updates by long polling, and can be stopped at any moment of it.

PTB's own polling sleeps through its waits before it looks whether it should stop, and ends without
a word when Telegram takes the token no longer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.transport.keeping import Keeping
from bot.transport.refusals import seconds_of

FIRST_WAIT_SECONDS = 1.0
MAX_WAIT_SECONDS = 30.0
_SLACK_SECONDS = 0.5
"""On top of the wait that Telegram names, which it gives in whole seconds."""

logger = logging.getLogger(__name__)


class Polling:
    """Puts a bot's updates into a queue, in order and each once.

    Whatever happens to a call it is made again, with growing waits; only a token that Telegram does
    not take ends it. To stop it, cancel it: what was not put into the queue is not confirmed, so
    Telegram hands it out again.
    """

    def __init__(
        self,
        bot: Any,
        queue: asyncio.Queue[object],
        poll_seconds: float,
        keeping: Keeping | None = None,
    ) -> None:
        """Poll for `bot`, a call waiting `poll_seconds` for something to happen.

        What `keeping` holds is not confirmed before it is taken.
        """
        self._bot = bot
        self._queue = queue
        self._poll_seconds = poll_seconds
        self._keeping = keeping or Keeping()
        self._offset = 0
        self._wait_seconds = 0.0

    async def prepare(self) -> None:
        """Remove a webhook, beside which there is no polling; InvalidToken for a wrong token."""
        while not await self._tried(self._bot.delete_webhook):
            pass

    async def run(self) -> None:
        """Fetch until cancelled; InvalidToken where Telegram takes the token no longer.

        What a former process put aside comes first.
        """
        for update in await self._keeping.restore(self._bot):
            self._queue.put_nowait(update)
        while True:
            await self._tried(self._fetch)

    async def confirm(self) -> None:
        """Tell Telegram what has been fetched and taken, so that it is not handed out again."""
        if not self._offset:
            return
        await self._keeping.settled()
        try:
            await self._bot.get_updates(
                offset=self._offset, limit=1, timeout=0, allowed_updates=Update.ALL_TYPES
            )
        except TelegramError as error:
            logger.warning("what was fetched last may be fetched again: %s", error)

    async def _fetch(self) -> None:
        await self._keeping.settled()
        updates = await self._bot.get_updates(
            offset=self._offset,
            timeout=timedelta(seconds=self._poll_seconds),
            allowed_updates=Update.ALL_TYPES,
        )
        for update in updates:
            self._offset = update.update_id + 1
            if not self._keeping.is_known(update):
                self._keeping.watch(update)
                self._queue.put_nowait(update)

    async def _tried(self, call: Callable[[], Awaitable[object]]) -> bool:
        """Make a call; where it fails, wait as long as is fitting and return False."""
        try:
            await call()
        except InvalidToken:
            raise
        except RetryAfter as refused:
            self._wait_seconds = _SLACK_SECONDS + seconds_of(refused)
            logger.warning("fetching updates: told to wait %g s", self._wait_seconds)
        except TimedOut as error:  # it has waited enough
            self._wait_seconds = 0.0
            logger.info("updates could not be fetched (%s); trying again", error)
        except TelegramError as error:
            self._back_off()
            logger.warning(
                "updates cannot be fetched (%s); trying again in %g s", error, self._wait_seconds
            )
        except Exception:  # an update that PTB cannot read, say: the next ones may be readable
            self._back_off()
            logger.exception("updates cannot be read; trying again in %g s", self._wait_seconds)
        else:
            self._wait_seconds = 0.0
            return True
        await asyncio.sleep(self._wait_seconds)
        return False

    def _back_off(self) -> None:
        longer = min(MAX_WAIT_SECONDS, 1.5 * self._wait_seconds)
        self._wait_seconds = max(FIRST_WAIT_SECONDS, longer)
