"""What lives while a bot is running: one session, and the places for the calls under way in it.

Owns the limit on calls at once, the wait for a place, and the end of all calls at shutdown. Leaves
the connections themselves to aiohttp.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import aiohttp
from telegram.error import TimedOut
from telegram.request import BaseRequest

from bot.transport.errors import CallError

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator


class Pool:
    """What lives from `initialize` to `shutdown`: the session, and the places in it."""

    __slots__ = ("_deadlines", "_places", "is_closed", "session")

    def __init__(self, size: int, ssl_context: ssl.SSLContext | None) -> None:
        self.is_closed = False
        self.session = aiohttp.ClientSession(
            # The places below are the limit: aiohttp counts waiting for its own as connecting.
            connector=aiohttp.TCPConnector(limit=0, ssl=ssl_context or True),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": BaseRequest.USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        )
        self._places = asyncio.Semaphore(size)
        self._deadlines: set[asyncio.Timeout] = set()

    async def close(self) -> None:
        """End the calls under way, then close the connections."""
        self.is_closed = True
        # aiohttp 3.13 does not wake a call that is reading a body when its session is closed.
        for deadline in self._deadlines:
            if not deadline.expired():
                deadline.reschedule(asyncio.get_running_loop().time())
        await self.session.close()

    @contextlib.asynccontextmanager
    async def deadline(self, seconds: float | None) -> AsyncIterator[asyncio.Timeout]:
        """Bound all that runs within, until `seconds` have passed or the pool is closed."""
        async with asyncio.timeout(seconds) as deadline:
            self._deadlines.add(deadline)
            try:
                yield deadline
            finally:
                self._deadlines.discard(deadline)

    @contextlib.asynccontextmanager
    async def place(self, seconds: float | None) -> AsyncIterator[None]:
        """Hold one of the places; first come, first served."""
        try:
            async with asyncio.timeout(seconds if self._places.locked() else None):
                await self._places.acquire()
        except TimeoutError:
            message = (
                "Pool timeout: all connections of the pool are occupied. The request was *not* "
                "sent to Telegram. Consider a larger connection_pool_size or pool_timeout."
            )
            raise CallError(TimedOut(message)) from None
        try:
            yield
        finally:
            self._places.release()
