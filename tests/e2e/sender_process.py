"""A process that does nothing but send broadcasts: what the kill tests and the benchmarks end.

    python -m tests.e2e.sender_process DATABASE_URL API_URL TOKEN RATE LEASE_SECONDS

It is the engine, the limiter, the sender and the transport as the bot has them, without the rest
of the bot, so that it starts in a second.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta

from telegram.ext import ExtBot

from bot.delivering.engine import Engine
from bot.sending_broadcasts import window_for
from bot.storage.database import Database
from bot.storage.stores import stores_on
from bot.texts import Texts
from bot.transport.lanes import TwoLanes
from bot.transport.pace import Lane
from bot.transport.request import AiohttpRequest
from handlers.delivering import TelegramSender

READ_SECONDS = 2.0
"""How long an answer is waited for: a call that hangs is unknown after that."""


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


async def send(url: str, api_url: str, token: str, rate: float, lease_seconds: float) -> None:
    """Send until SIGTERM."""
    database = Database(url)
    await database.open()
    request = AiohttpRequest(read_timeout=READ_SECONDS, pool_timeout=5)
    limiter = TwoLanes(rate)
    bot: ExtBot[Lane] = ExtBot(
        token, base_url=f"{api_url}/bot", request=request, rate_limiter=limiter
    )
    await bot.initialize()
    engine = Engine(
        stores_on(database),
        TelegramSender(bot, utc_now, Texts.delivered()),
        utc_now,
        f"process-{os.getpid()}",
        lambda: window_for(rate, limiter.call_seconds),
        timedelta(seconds=lease_seconds),
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, engine.stop)
    await engine.run()
    await bot.shutdown()
    await database.close()


if __name__ == "__main__":
    _, url, api_url, token, rate, lease_seconds = sys.argv
    asyncio.run(send(url, api_url, token, float(rate), float(lease_seconds)))
