"""Shows a draft exactly as readers get it: here in a language, or to somebody as a test."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.broadcasts import Content
from bot.drafts import Draft
from bot.subscribers import Place
from handlers.broadcasting.cards import View
from handlers.copies import Copies, WayOut

logger = logging.getLogger(__name__)


async def preview(draft: Draft, locale: str, message: Message, view: View) -> str:
    """Send a version to where the card is; return what a person must know, empty if nothing."""
    thread = message.message_thread_id if message.is_topic_message else None
    return await _show([locale], draft, Place(message.chat.id, thread or 0), view)


async def test_in(chat_id: int, draft: Draft, view: View) -> View:
    """Send all versions to a chat, and write that down; return the view that tells of it."""
    notice = await _show(list(draft.versions), draft, Place(chat_id), view)
    if notice:
        return replace(view, notice=notice)
    await view.context.services.broadcasting.note_test(view.owner_id, chat_id, draft.versions)
    return replace(view, notice=view.say("test-sent"), sign="✅")


async def _show(locales: list[str], draft: Draft, place: Place, view: View) -> str:
    try:
        for locale in locales:
            await send_version(draft.versions[locale], locale, place, view)
    except (BadRequest, Forbidden) as error:
        return view.say("test-refused", reason=error.message)
    except TelegramError as error:
        logger.warning("a test could not be sent: %s", error)
        return view.say("test-failed")
    return ""


async def send_version(content: Content, locale: str, place: Place, view: View) -> None:
    """Send a version as the readers of a locale get it."""
    bot, texts = view.context.bot, view.context.services.texts
    await Copies(bot).send(content, place, WayOut.of(locale, texts, place, bot.username))
