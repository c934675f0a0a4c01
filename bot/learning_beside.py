"""What learning does beside the answers while the bot serves: writes, tells, forgets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.ext import ExtBot

from bot.errors import StorageError
from bot.transport.pace import Lane
from handlers.context import Services
from handlers.telling import teller

LAST_SECONDS = 2.0
"""How long a stop waits for the last questions to be written."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def learning(bot: ExtBot[Lane], services: Services) -> AsyncIterator[None]:
    """Keep questions and tell those who wait until the end of the block.

    First, what a killed process was about to teach is brought to its end.
    """
    try:
        await services.teaching.recover()
    except StorageError as error:
        logger.warning("what was being taught cannot be brought to its end: %s", error)
    send = teller(bot, services.answering, services.texts, services.now)
    writing = asyncio.create_task(services.questions.run())
    telling = asyncio.create_task(services.telling.run(send))
    try:
        yield
    finally:
        services.telling.stop_soon()
        writing.cancel()
        await asyncio.wait({telling}, timeout=LAST_SECONDS)
        telling.cancel()
        await asyncio.wait({writing, telling})


async def keep_questions(services: Services) -> None:
    """Write what is noted and not written yet, as far as that is done in time."""
    try:
        async with asyncio.timeout(LAST_SECONDS):
            await services.questions.flush()
    except (StorageError, TimeoutError) as error:
        logger.warning("the last questions could not be kept: %s", error)


async def forget_questions(services: Services) -> None:
    """Delete questions that are too old; to be called now and then."""
    try:
        await services.questions.purge()
    except StorageError as error:
        logger.warning("old questions cannot be deleted now: %s", error)
