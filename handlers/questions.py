"""Questions in free text, by /ask, by an edit, and by pressing a suggestion."""

from __future__ import annotations

import difflib
import re

from telegram import Message, Update
from telegram.constants import ChatType, MessageEntityType

from bot.model import Reply, ReplyStatus
from handlers.buttons import parse
from handlers.context import Context, chat_of, command_in, locale_of
from handlers.handing_over import can_hand_over, with_ask_button
from handlers.menu import commands_for
from handlers.replying import Screen, show_reply
from handlers.rich_text import RichText
from handlers.sending import answer_press, follow_edit, say_gone, send_screen
from handlers.telling import with_tell_button
from knowledge.normalising import MAX_QUERY_CHARACTERS


async def ask_freely(update: Update, context: Context) -> None:
    """Answer a text in a private chat, and in a group one that speaks to the bot."""
    message = update.effective_message
    if message is not None and _is_for_us(message, context):
        await _answer(update, context, message, question_in(message, context))


async def ask_by_command(update: Update, context: Context) -> None:
    """Answer ``/ask QUESTION``; without a question, or in reply to a message, that message."""
    message = update.effective_message
    if message is None:
        return
    question = " ".join(context.args or ())
    if not question and message.reply_to_message is not None:
        asked = message.reply_to_message
        question = asked.text or asked.caption or ""
    if not question.strip():
        usage = context.say("ask-usage", locale_of(update, context))
        await send_screen(message, Screen(RichText().line(usage)))
        return
    await _answer(update, context, message, question)


async def follow_edited_question(update: Update, context: Context) -> None:
    """Let the answer follow when a question is edited."""
    message = update.edited_message
    chat = chat_of(update)
    if message is None or chat is None:
        return
    question = question_in(message, context)
    answer_ids = context.services.conversations.answers_to(chat, message.message_id)
    if not answer_ids:
        if _is_for_us(message, context) and not question.startswith("/"):
            await _answer(update, context, message, question)
        return
    conversations = context.services.conversations
    screen = _too_long(question, locale_of(update, context), context)
    if screen is None:
        earlier = conversations.context(chat, before=message.message_id)
        conversations.replace(chat, message.message_id, question)
        reply = _reply(question, locale_of(update, context), earlier, context)
        key = context.services.questions.new_key()
        screen = _answer_screen(reply, key, message, context)
        # What the message asked before is replaced: its answer is this one's.
        context.services.questions.note(key, message.chat_id, question, reply, answer_ids[-1])
    if not await follow_edit(context, message.chat_id, answer_ids, screen):
        sent = await send_screen(message, screen)
        conversations.note_answer(chat, message.message_id, sent)


async def show_suggested(update: Update, context: Context) -> None:
    """Answer the suggestion that was pressed."""
    query = update.callback_query
    if query is None:
        return
    data = parse(query.data)
    locale = locale_of(update, context)
    reply = None
    if data is not None and len(data.arguments) == 2:
        reply = context.services.answering.show_fact(*data.arguments, locale)
    if reply is None or not isinstance(query.message, Message):
        await say_gone(query, update, context)
        return
    await answer_press(query)
    await send_screen(query.message, _screen(reply, context))


async def explain_only_text(update: Update, context: Context) -> None:
    """Answer photos, stickers and voice messages with a friendly line."""
    message = update.effective_message
    if message is not None:
        line = context.say("only-text", locale_of(update, context))
        await send_screen(message, Screen(RichText().line(line)))


async def explain_unknown_command(update: Update, context: Context) -> None:
    """Say that there is no such command, and which one is like it."""
    message = update.effective_message
    if message is None or not message.text:
        return
    locale, user = locale_of(update, context), update.effective_user
    role = await context.services.access.shown_role_of(user.id) if user else None
    offered = commands_for(role, has_desk=context.services.desk.is_on)
    near = difflib.get_close_matches(command_in(message.text), offered, n=1)
    body = RichText().line(context.say("unknown-command", locale))
    if near:
        body.line(context.say("unknown-command-nearest", locale, command=near[0]))
    await send_screen(message, Screen(body))


async def _answer(update: Update, context: Context, message: Message, question: str) -> None:
    chat = chat_of(update)
    if chat is None or not question.strip():
        return
    locale = locale_of(update, context)
    refusal = _too_long(question, locale, context)
    if refusal is not None:
        await send_screen(message, refusal)
        return
    conversations = context.services.conversations
    reply = _reply(question, locale, conversations.context(chat), context)
    conversations.remember(chat, message.message_id, question)
    asked, key = context.services.questions, context.services.questions.new_key()
    screen = _answer_screen(reply, key, message, context)
    sent: tuple[int, ...] = ()
    try:
        # Quoted, the question is there when the button is pressed, also after a restart.
        sent = await send_screen(message, screen, is_quoted=_is_unanswered(reply, message, context))
    finally:  # also what could not be sent was asked
        asked.note(key, message.chat_id, question, reply, sent[-1] if sent else None)
    conversations.note_answer(chat, message.message_id, sent)


def _answer_screen(reply: Reply, key: str | None, message: Message, context: Context) -> Screen:
    """Return a reply, and where it is no answer, buttons to be told later and to ask a person."""
    texts = context.services.texts
    screen = with_tell_button(_screen(reply, context), reply, key, texts)
    if _is_unanswered(reply, message, context):
        screen = with_ask_button(screen, reply.locale, texts)
    return screen


def _is_unanswered(reply: Reply, message: Message, context: Context) -> bool:
    """Whether a person is offered to hand a question over."""
    return reply.status is not ReplyStatus.ANSWER and can_hand_over(message.chat.type, context)


def _too_long(question: str, locale: str, context: Context) -> Screen | None:
    if len(question) <= MAX_QUERY_CHARACTERS:
        return None
    return Screen(RichText().line(context.say("question-too-long", locale)))


def _reply(question: str, locale: str, earlier: tuple[str, ...], context: Context) -> Reply:
    return context.services.answering.answer(question, locale, earlier)


def _screen(reply: Reply, context: Context) -> Screen:
    services = context.services
    card = services.answering.show_entry(reply.entry, reply.locale) if reply.entry else None
    return show_reply(reply, card, services.texts)


def question_in(message: Message, context: Context) -> str:
    """Return a message's text without the bot's name and without the command of an edited /ask."""
    text = message.text or message.caption or ""
    name = f"@{context.bot.username}"
    command, _, rest = text.partition(" ")
    if command.lower() in {"/ask", f"/ask{name.lower()}"}:
        text = rest
    named = rf"(?<!\S){re.escape(name)}(?!\w)[,:;!]*"
    return " ".join(re.sub(named, " ", text, flags=re.IGNORECASE).split())


def _is_for_us(message: Message, context: Context) -> bool:
    """Whether a message speaks to the bot: any in private, replies and mentions in groups.

    What somebody chose from a bot's inline results is an answer, not a question.
    """
    if message.via_bot is not None:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == context.bot.id:
        return True
    parse = message.parse_entities if message.text else message.parse_caption_entities
    mentions = (
        parse([MessageEntityType.MENTION]).values() if message.text or message.caption else ()
    )
    return any(each.lower() == f"@{context.bot.username}".lower() for each in mentions)
