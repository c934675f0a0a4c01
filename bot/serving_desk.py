"""Composition of what carries for the desk: carrier and engine around one application."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram.ext import ExtBot

from bot.carrying.engine import STOP_SECONDS, Carrying
from bot.errors import StorageError
from bot.transport.keeping import Keeping
from handlers.context import Services
from handlers.desk.carrying import TelegramCarrier

REFRESH_SECONDS = 2.0
"""How soon a process that begins to fetch updates knows what another did before."""

RECORD_SECONDS = 1.0
"""How long a stop waits for the last messages to be recorded."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def desk_running(
    bot: ExtBot[Any], services: Services, keeping: Keeping
) -> AsyncIterator[None]:
    """Carry beside the block; at its end, finish what is on its way. Nothing where it is off.

    It goes by the desk's clock. StorageError where it cannot be told who has an open handoff.
    """
    desk = services.desk
    if not desk.is_on:
        yield
        return
    carrier = TelegramCarrier(bot, services.texts, services.languages, desk.hours, desk.now)
    # Of several processes each needs a name of its own, also on machines named alike.
    holder = f"{socket.gethostname()[:60]}/{os.getpid()}/{secrets.token_hex(4)}"
    carrying = Carrying(services.stores, carrier, desk.now, holder)
    desk.connect(carrying.wake, keeping.taken)
    await desk.refresh()
    tasks = {asyncio.create_task(carrying.run())}
    refreshing = asyncio.create_task(_refresh(services))
    try:
        yield
    finally:
        refreshing.cancel()
        carrying.stop()
        await asyncio.wait(tasks, timeout=STOP_SECONDS + RECORD_SECONDS)
        for task in (*tasks, refreshing):
            task.cancel()
        await asyncio.wait({*tasks, refreshing})


async def _refresh(services: Services) -> None:
    while True:
        await asyncio.sleep(REFRESH_SECONDS)
        try:
            await services.desk.refresh()
        except StorageError as error:
            logger.warning("who has an open handoff cannot be read: %s", error)
