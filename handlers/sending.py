"""Sends and edits messages: the one place that knows how a screen becomes Telegram calls."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Sequence

from telegram import (
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from handlers.context import Context, locale_of
from handlers.replying import Screen
from handlers.rich_text import RichText

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"
_TOO_OLD = "query is too old"


async def send_screen(
    message: Message, screen: Screen, *, is_quoted: bool = False
) -> tuple[int, ...]:
    """Reply to `message` and return the ids of what was sent; in groups the reply quotes it.

    A reply to a message in a forum topic stays in that topic.
    """
    quotes = is_quoted or message.chat.type != ChatType.PRIVATE
    parts = screen.text.messages()
    sent = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        result = await message.reply_text(
            part,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=screen.markup if last else None,
            do_quote=quotes and number == 0,
            allow_sending_without_reply=True,
        )
        sent.append(result.message_id)
    return tuple(sent)


async def edit_screen(message: Message, screen: Screen) -> None:
    """Let one of the bot's messages show `screen` instead; a text of one message only."""
    part = screen.text.messages()[0]
    await _ignoring_unchanged(
        message.edit_text(
            part,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=screen.markup,
        )
    )


async def edit_buttons(message: Message, markup: InlineKeyboardMarkup | None) -> None:
    """Put other buttons under one of the bot's messages, or none."""
    await _ignoring_unchanged(message.edit_reply_markup(markup))


async def follow_edit(
    context: Context, chat_id: int, message_ids: Sequence[int], screen: Screen
) -> bool:
    """Let the messages that answered a question answer its edited form.

    False where the new answer takes more messages than the old one, or the old is gone.
    """
    parts = screen.text.messages()
    if len(parts) > len(message_ids):
        return False
    try:
        for number, message_id in enumerate(message_ids):
            if number >= len(parts):
                await context.bot.delete_message(chat_id, message_id)
                continue
            last = number == len(parts) - 1
            await _ignoring_unchanged(
                context.bot.edit_message_text(
                    parts[number],
                    chat_id=chat_id,
                    message_id=message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=screen.markup if last else None,
                )
            )
    except BadRequest:
        return False
    return True


async def answer_press(
    query: CallbackQuery, text: str | None = None, *, show_alert: bool = False
) -> None:
    """End the waiting of a press; one that waited too long for that is served all the same."""
    try:
        await query.answer(text, show_alert=show_alert)
    except BadRequest as error:
        if _TOO_OLD not in str(error).lower():
            raise


async def refuse(update: Update, text: str) -> None:
    """Tell whoever wrote or pressed why not: by an alert to a press, else by a message."""
    if update.callback_query is not None:
        await answer_press(update.callback_query, text, show_alert=True)
    elif update.effective_message is not None:
        await send_screen(update.effective_message, Screen(RichText().line(text)))


async def send_card(
    context: Context, chat_id: int, screen: Screen, thread_id: int | None = None
) -> int:
    """Send a screen of one message to a chat, as an answer to nothing; return the message's id."""
    sent = await context.bot.send_message(
        chat_id,
        screen.text.messages()[0],
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=screen.markup,
        message_thread_id=thread_id,
    )
    return sent.message_id


async def take_away(context: Context, chat_id: int, message_id: int | None) -> None:
    """Delete one of the bot's messages, where there is one and Telegram lets it go."""
    if message_id is not None:
        with contextlib.suppress(TelegramError):  # it is old, or gone already
            await context.bot.delete_message(chat_id, message_id)


async def say_gone(query: CallbackQuery, update: Update, context: Context) -> None:
    """Answer a press of a button whose subject is no longer there."""
    text = context.say("button-gone", locale_of(update, context))
    await answer_press(query, text, show_alert=True)


async def _ignoring_unchanged(call: Awaitable[object]) -> None:
    """Await an edit; that nothing changed is no error: the person pressed twice."""
    try:
        await call
    except BadRequest as error:
        if _UNCHANGED not in str(error).lower():
            raise
