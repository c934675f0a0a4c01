"""Where an update happens, and whether whoever acts may decide for that chat."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest

from bot.subscribers import Place
from handlers.context import Context, locale_of
from handlers.sending import refuse

DECIDING = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


def place_of(update: Update) -> Place | None:
    """Return the chat, and in a forum the topic, that an update belongs to."""
    chat = update.effective_chat
    if chat is None:
        return None
    query = update.callback_query
    message = query.message if query is not None else update.effective_message
    if chat.type == ChatType.PRIVATE or not isinstance(message, Message):
        return Place(chat.id)
    is_in_topic = message.is_topic_message and message.message_thread_id
    return Place(chat.id, message.message_thread_id or 0) if is_in_topic else Place(chat.id)


def language_code_of(update: Update, context: Context) -> str | None:
    """Return the language in which broadcasts shall come where the chat has chosen none.

    In private that is what Telegram tells of the person, None where it tells nothing; in a group
    that of whoever decides there.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is not None and chat.type == ChatType.PRIVATE:
        return user.language_code if user is not None else None
    return locale_of(update, context)


async def hear(update: Update, context: Context, place: Place) -> None:
    """Note the language that Telegram tells of a subscriber: it may have changed since."""
    code = language_code_of(update, context)
    await context.services.subscribing.heard(place.chat_id, code)


async def may_decide(update: Update) -> bool:
    """Return whether whoever wrote or pressed may decide for the chat.

    In private everybody may, in groups administrators, also those who stay anonymous: then the
    message's sender is the group itself (Bot API: Message.sender_chat). A press always tells who
    it was.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return False
    if chat.type == ChatType.PRIVATE:
        return True
    message = update.message
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    if user is None:
        return False
    try:
        member = await chat.get_member(user.id)
    except BadRequest:  # Telegram does not know them there, so they are no administrator
        return False
    return member.status in DECIDING


async def only_deciders(update: Update, context: Context) -> bool:
    """Return whether whoever wrote or pressed may decide for the chat; tell them if not."""
    if await may_decide(update):
        return True
    await refuse(update, context.say("admins-decide", locale_of(update, context)))
    return False
