"""What Telegram tells of the bot's own place: blocked, let in again, removed, moved to a new id."""

from __future__ import annotations

import logging

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import TelegramError

from bot.chats import Reachable
from handlers.context import Context, locale_of
from handlers.subscribing import offer_screen

logger = logging.getLogger(__name__)

AWAY = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


async def follow_membership(update: Update, context: Context) -> None:
    """End subscriptions where the bot was blocked or removed; offer them where it is back."""
    changed = update.my_chat_member
    if changed is None or changed.chat.type == ChatType.CHANNEL:
        return
    was_away = changed.old_chat_member.status in AWAY
    is_away = changed.new_chat_member.status in AWAY
    subscribing = context.services.subscribing
    if is_away:
        is_person = changed.chat.type == ChatType.PRIVATE
        reachable = Reachable.BLOCKED if is_person else Reachable.LEFT
        await subscribing.blocked(changed.chat.id, reachable)
        await _tell_desk(changed, update, context, is_reachable=False)
    elif was_away:
        await subscribing.let_in(changed.chat.id)
        await _tell_desk(changed, update, context, is_reachable=True)
        await _offer(changed, update, context)


async def follow_migration(update: Update, context: Context) -> None:
    """Let a group that became a supergroup keep everything; both chats tell of it."""
    message = update.effective_message
    if message is None:
        return
    old_id, new_id = message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id is not None:
        old_id, new_id = message.migrate_from_chat_id, message.chat.id
    if new_id is None:
        return
    await context.services.subscribing.moved(old_id, new_id)
    await context.services.desk.moved()
    await context.services.questions.moved(old_id, new_id)
    context.services.languages.forget_chat(old_id)
    await context.services.languages.load(new_id)


async def _tell_desk(
    changed: ChatMemberUpdated, update: Update, context: Context, *, is_reachable: bool
) -> None:
    """Let the office know whether a person can be answered."""
    if changed.chat.type == ChatType.PRIVATE:
        await context.services.desk.reached(
            update.update_id, changed.chat.id, is_reachable=is_reachable
        )


async def _offer(changed: ChatMemberUpdated, update: Update, context: Context) -> None:
    """Ask whether what had ended shall go on; say nothing where there was nothing."""
    ended = await context.services.subscribing.to_offer(changed.chat.id)
    if ended is None:
        return
    screen = offer_screen(ended, locale_of(update, context), context)
    try:
        await context.bot.send_message(
            changed.chat.id,
            screen.text.messages()[0],
            parse_mode=ParseMode.HTML,
            reply_markup=screen.markup,
        )
    except TelegramError as error:  # they have gone again, or the group lets no bot write
        logger.info("an offer could not be sent: %s", error)
