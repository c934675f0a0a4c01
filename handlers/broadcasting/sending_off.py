"""What follows the last press of a card: it is confirmed, and its card shows how it goes."""

from __future__ import annotations

import contextlib

from telegram import Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.broadcasts import Broadcast, BroadcastState
from bot.drafts import Draft
from bot.texts import locale_of_code
from handlers.broadcasting.cards import View
from handlers.broadcasting.reports import report_screen
from handlers.broadcasting.wording import audience_line
from handlers.context import Context
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import NO_PREVIEW, edit_screen


async def send_off(draft: Draft, view: View, message: Message) -> None:
    """Confirm a draft; its card then shows the progress, until the last report."""
    services = view.context.services
    broadcast = await services.drafting.confirm(view.owner_id, message.chat.id, draft)
    if broadcast is None:
        body = RichText().line(view.say("act-too-late"))
        await edit_screen(message, Screen(body))
        return
    await show_progress(broadcast, message, view.locale, view.context)
    if broadcast.state is BroadcastState.AWAITING_APPROVAL:
        await _ask_for_approval(broadcast, view)


async def show_progress(
    broadcast: Broadcast, message: Message, locale: str, context: Context
) -> None:
    """Let a message of ours show the progress of a broadcast, also after a restart."""
    services = context.services
    await services.broadcasting.set_report(broadcast.id, message.chat.id, message.message_id)
    await edit_screen(message, await report_screen(broadcast, services, locale))


async def _ask_for_approval(broadcast: Broadcast, view: View) -> None:
    """Ask the staff's group, or without one each other member of staff, in their language."""
    services, bot = view.context.services, view.context.bot
    if services.staff_chat_id is not None:
        asked = {services.staff_chat_id}
    else:
        asked = set(await services.access.everybody()) - {view.owner_id}
    for chat_id in sorted(asked):
        known = await services.stores.chats.get(chat_id)
        locale = view.locale
        if known is not None:
            locale = known.locale or locale_of_code(known.language_code)
        screen = await report_screen(broadcast, services, locale)
        ask = view.context.services.texts.get("approval-ask", locale, person=str(view.owner_id))
        body = RichText().line(ask).line()
        body.pieces += screen.text.pieces
        body.line().line(audience_line(broadcast.audience, locale, view.context))
        with contextlib.suppress(TelegramError):  # who never wrote to the bot cannot be asked
            await bot.send_message(
                chat_id,
                body.messages()[0],
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=screen.markup,
            )
