"""Keeps the messages true that show the progress of broadcasts, until the last report.

Which message shows which broadcast stands in the database, so it goes on after a restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.broadcasts import DONE, Broadcast, BroadcastState, DeliveryState
from bot.errors import StorageError
from bot.texts import locale_of_code
from handlers.broadcasting.reports import Asked, heading, report_screen, summary
from handlers.broadcasting.undelivered import undelivered_file
from handlers.context import Services
from handlers.replying import Screen
from handlers.sending import NO_PREVIEW

EVERY_SECONDS = 3.0
"""Telegram takes an edit a second a chat, and twenty a minute in a group."""

_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")

logger = logging.getLogger(__name__)

Sleep = Callable[[float], Coroutine[Any, Any, None]]


class Watching:
    """Edits the progress messages of all broadcasts; run `run` for as long as the bot serves."""

    def __init__(
        self,
        services: Services,
        bot: ExtBot[Any],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._services = services
        self._bot = bot
        self._sleep = sleep
        self._shown: dict[int, object] = {}
        self._states: dict[int, BroadcastState] = {}

    async def run(self) -> None:
        """Look at all broadcasts again and again; survives failures of database and network."""
        while True:
            try:
                await self.look()
            except (StorageError, TelegramError) as error:
                logger.warning("the progress of broadcasts cannot be shown now: %s", error)
            except Exception:
                logger.exception("showing the progress of broadcasts failed; it goes on shortly")
            await self._sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Bring every message up to date that shows a broadcast which goes on or has just ended."""
        for broadcast in await self._services.broadcasting.watched():
            try:
                await self._update(broadcast)
            except Forbidden:  # nobody reads there any more
                await self._services.broadcasting.end_watch(broadcast.id)
            except TelegramError as error:
                logger.warning("broadcast %d cannot be shown now: %s", broadcast.id, error)

    async def _update(self, broadcast: Broadcast) -> None:
        locale = await self._locale_of(broadcast)
        before = self._states.get(broadcast.id)
        self._states[broadcast.id] = broadcast.state
        asks = self._services.stop_questions.is_open(broadcast.id) and broadcast.state not in DONE
        screen = await report_screen(broadcast, self._services, locale, Asked(is_stopping=asks))
        if _is_news(broadcast, before):
            await self._send_anew(broadcast, screen)
        else:
            await self._edit(broadcast, screen)
        if broadcast.state in DONE:
            await self._report(broadcast, locale)

    async def _edit(self, broadcast: Broadcast, screen: Screen) -> None:
        text = screen.text.messages()[0]
        shown = (text, screen.markup)
        if self._shown.get(broadcast.id) == shown:
            return
        try:
            await self._bot.edit_message_text(
                text,
                broadcast.report_chat_id,
                broadcast.report_message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=screen.markup,
            )
        except BadRequest as error:
            reason = error.message.lower()
            if any(each in reason for each in _GONE):
                await self._send_anew(broadcast, screen)
            elif _UNCHANGED not in reason:
                raise
        self._shown[broadcast.id] = shown

    async def _send_anew(self, broadcast: Broadcast, screen: Screen) -> None:
        """Show the progress in a new message, which its readers are told of."""
        sent = await self._send(broadcast, screen)
        if sent is not None:
            await self._services.broadcasting.set_report(
                broadcast.id, sent.chat.id, sent.message_id
            )
            self._shown[broadcast.id] = (screen.text.messages()[0], screen.markup)

    async def _send(self, broadcast: Broadcast, screen: Screen) -> Message | None:
        if broadcast.report_chat_id is None:
            return None
        return await self._bot.send_message(
            broadcast.report_chat_id,
            screen.text.messages()[0],
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=screen.markup,
        )

    async def _report(self, broadcast: Broadcast, locale: str) -> None:
        """Tell that a broadcast has ended, with the undelivered as a file; once, by one process."""
        services, chat_id = self._services, broadcast.report_chat_id
        self._shown.pop(broadcast.id, None)
        self._states.pop(broadcast.id, None)
        if not await services.broadcasting.end_watch(broadcast.id) or chat_id is None:
            return
        progress = await services.broadcasting.progress(broadcast.id)
        if progress is None or broadcast.started_at is None:
            return
        told = await heading(broadcast, services, locale)
        text = f"{told}\n{summary(broadcast, progress, locale, services.texts)}"
        if progress.recipient_count == progress.count(DeliveryState.SENT):
            await self._bot.send_message(chat_id, text, link_preview_options=NO_PREVIEW)
            return
        content, count = await undelivered_file(services.broadcasting, broadcast.id)
        caption = services.texts.get("file-caption", locale, number=str(broadcast.id), count=count)
        await self._bot.send_document(
            chat_id,
            content,
            filename=f"undelivered-{broadcast.id}.csv",
            caption=f"{text}\n{caption}",
        )

    async def _locale_of(self, broadcast: Broadcast) -> str:
        known = await self._services.stores.chats.get(broadcast.author_id)
        if known is None:
            return locale_of_code(None)
        return known.locale or locale_of_code(known.language_code)


def _is_news(broadcast: Broadcast, before: BroadcastState | None) -> bool:
    """Whether its readers should hear of it: an edit of an old message tells nobody."""
    if broadcast.state is before:
        return False
    if broadcast.state is BroadcastState.HELD:
        return True
    begins_now = before is BroadcastState.SCHEDULED and broadcast.state is BroadcastState.RUNNING
    return begins_now and broadcast.send_at is not None
