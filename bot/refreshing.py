"""Keeps the base fresh while the bot serves: follows releases, watches the folder, heeds SIGHUP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.ext import ExtBot

from bot.errors import ExchangeBotError
from bot.releases import ReleaseOrigin
from bot.reloading.following import Announcement
from handlers.context import Services
from handlers.reloading import announce

logger = logging.getLogger(__name__)


def wanted_on_signal() -> asyncio.Event:
    """Return an event that SIGHUP sets, on systems that have it."""
    wanted = asyncio.Event()
    number = getattr(signal, "SIGHUP", None)
    if number is not None:
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, wanted.set)
    return wanted


@asynccontextmanager
async def refreshing(
    bot: ExtBot[None], services: Services, wanted: asyncio.Event
) -> AsyncIterator[None]:
    """Keep the base fresh until the end of the block; a reload under way is given up then."""

    async def tell(announcement: Announcement) -> None:
        try:
            await announce(announcement, bot, services)
        except ExchangeBotError as error:
            logger.warning("administrators could not be told of a reload: %s", error)

    async def reload_when_wanted() -> None:
        while True:
            await wanted.wait()
            wanted.clear()
            await services.following.reload_by_itself(ReleaseOrigin.RELOAD, tell)

    try:
        await services.reloading.recover_folder()
    except ExchangeBotError as error:
        logger.warning("a write that was broken off cannot be ended: %s", error)
    loops = [
        asyncio.create_task(each)
        for each in (
            services.following.follow(),
            services.following.watch(tell),
            reload_when_wanted(),
        )
    ]
    try:
        yield
    finally:
        for each in loops:
            each.cancel()
        await asyncio.wait(loops)
        await services.reloading.close()
        with contextlib.suppress(ExchangeBotError):
            await services.serving.leave()
