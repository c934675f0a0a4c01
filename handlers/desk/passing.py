"""Messages on their way between people and the office: taken before any other handler sees them.

What is taken stands in the outbox once a handler here returns; nothing is sent from here.
"""

from __future__ import annotations

import logging

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, filters

from bot.desk.service import Desk
from bot.errors import StorageError
from handlers.buttons import Press, parse
from handlers.context import Context
from handlers.desk.card import number_in
from handlers.desk.contents import content_of

NOTE = "//"
"""What begins so stays among members of staff."""

logger = logging.getLogger(__name__)


def matters(update: Update, desk: Desk) -> bool:
    """Tell at once whether an update may be about the desk, so must not be lost."""
    if not desk.is_on:
        return False
    if update.callback_query is not None:
        data = parse(update.callback_query.data)
        return data is not None and data.press in {Press.HANDOFF, Press.DESK}
    chat = update.effective_chat
    return chat is not None and (desk.is_staff_group(chat.id) or desk.is_open(chat.id))


async def pass_on(update: Update, context: Context) -> None:
    """Take a message or an edit that goes to the other side; then no other handler gets it."""
    desk, message = context.services.desk, update.message or update.edited_message
    if not desk.is_on or message is None:
        return
    if message.chat.type == ChatType.PRIVATE:
        is_taken = await _from_person(update, message, desk)
    elif desk.is_staff_group(message.chat.id):
        is_taken = await _from_staff(update, message, context)
    else:
        return
    if is_taken:
        raise ApplicationHandlerStop


async def _from_person(update: Update, message: Message, desk: Desk) -> bool:
    person_id = message.chat.id
    if update.edited_message is not None:
        return await _edited(update, message, desk)
    if not desk.is_open(person_id) or _is_command(message) or _is_service(update):
        return False
    replied = message.reply_to_message
    reply_to_id = replied.message_id if replied is not None else None
    return await desk.from_person(update.update_id, person_id, message.message_id, reply_to_id)


async def _from_staff(update: Update, message: Message, context: Context) -> bool:
    desk = context.services.desk
    if update.edited_message is not None:
        return await _edited(update, message, desk)
    if await _is_about_topic(update, message, context):
        return True
    if _is_command(message) or _is_service(update) or _is_bots(message):
        return False
    thread_id, reply_to_id = place_in(message)
    handoff = await desk.find(message.chat.id, thread_id, reply_to_id)
    if handoff is None:
        return False
    if not (message.text or message.caption or "").startswith(NOTE):
        await desk.from_staff(update.update_id, handoff, message.message_id, reply_to_id)
    return True


async def _edited(update: Update, message: Message, desk: Desk) -> bool:
    try:
        return await desk.edited(
            update.update_id, message.chat.id, message.message_id, content_of(message)
        )
    except StorageError as error:
        if desk.is_staff_group(message.chat.id) or desk.is_open(message.chat.id):
            raise
        # Most edits are of questions that the bot has answered: they need no database.
        logger.warning("whether an edit was carried cannot be told: %s", error)
        return False


async def _is_about_topic(update: Update, message: Message, context: Context) -> bool:
    """Take what Telegram says of a topic: opened by the bot, closed or reopened by hand."""
    desk, user = context.services.desk, message.from_user
    is_own = user is not None and user.id == context.bot.id
    thread_id = message.message_thread_id
    if message.forum_topic_created is not None and is_own:
        number = number_in(message.forum_topic_created.name)
        if number is not None and thread_id is not None:
            await desk.topic_opened(number, thread_id)
        return True
    is_closed = message.forum_topic_closed is not None
    if not is_closed and message.forum_topic_reopened is None:
        return False
    handoff = await desk.find(message.chat.id, thread_id, None)
    if handoff is None or is_own or user is None:
        return is_own
    name = user.full_name
    if is_closed:
        await desk.deeds.close(update.update_id, handoff.id, user.id, name, is_shut=True)
    else:
        await desk.deeds.reopen(update.update_id, handoff.id, user.id, name, is_unshut=True)
    return True


def place_in(message: Message) -> tuple[int | None, int | None]:
    """Return the topic that a message in the office's group is in, and what it replies to.

    What replies to nothing in a topic replies, as Telegram tells it, to the message that opened
    the topic.
    """
    thread_id = message.message_thread_id if message.is_topic_message else None
    replied = message.reply_to_message
    if replied is None or replied.message_id == thread_id:
        return thread_id, None
    return thread_id, replied.message_id


def _is_command(message: Message) -> bool:
    return any(
        each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in message.entities
    )


def _is_service(update: Update) -> bool:
    return bool(filters.StatusUpdate.ALL.check_update(update))


def _is_bots(message: Message) -> bool:
    """Whether a bot wrote a message; administrators who stay anonymous write as their group."""
    is_groups_own = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return message.from_user is not None and message.from_user.is_bot and not is_groups_own
