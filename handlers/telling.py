"""The button with which somebody asks to be told an answer, and the telling."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.answering import Answering
from bot.asked import Waiter
from bot.learning.telling import Send
from bot.model import Reply, ReplyStatus
from bot.texts import Texts
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.delivery_errors import delivery_error
from handlers.places import place_of
from handlers.replying import Rows, Screen, show_reply
from handlers.rich_text import RichText, Style, shorten
from handlers.sending import NO_PREVIEW, answer_press, edit_buttons, say_gone, send_screen

WANT, LEAVE = "1", "0"
OFF_TOPIC = "off_topic"
"""What is another subject altogether nobody will teach (`knowledge.deciding.Reason`)."""

MAX_QUESTION_UNITS = 300

logger = logging.getLogger(__name__)


def with_tell_button(screen: Screen, reply: Reply, key: str | None, texts: Texts) -> Screen:
    """Return the screen of a reply, with a button to be told later where there is no answer.

    `key` is the question's, None where it is not kept.
    """
    if key is None or reply.status is ReplyStatus.ANSWER or reply.reason == OFF_TOPIC:
        return screen
    rows: Rows = [list(row) for row in screen.markup.inline_keyboard] if screen.markup else []
    rows.append([_button(texts.get("button-tell", reply.locale), key, WANT)])
    return Screen(screen.text, InlineKeyboardMarkup(rows))


async def press_tell(update: Update, context: Context) -> None:
    """Note that the chat wants to be told, or does not any more; the button then undoes it."""
    query, place = update.callback_query, place_of(update)
    if query is None:
        return
    data = parse(query.data)
    arguments = data.arguments if data is not None else ()
    message = query.message
    if place is None or not isinstance(message, Message) or len(arguments) != 2:
        await say_gone(query, update, context)
        return
    key, wish = arguments
    locale, telling = locale_of(update, context), context.services.telling
    if wish == LEAVE:
        await telling.unwant(key, place.chat_id)
        await answer_press(query, context.say("tell-not", locale))
        await _swap(message, _button(context.say("button-tell", locale), key, WANT))
        return
    wanted = await telling.want(key, place.chat_id, place.thread_id, message.message_id)
    if wanted is False:
        await say_gone(query, update, context)
        return
    if isinstance(wanted, Reply):
        await answer_press(query)
        await send_screen(message, _screen(wanted, context.services.answering, context))
        return
    await answer_press(query, context.say("tell-noted", locale), show_alert=True)
    await _swap(message, _button(context.say("button-tell-not", locale), key, LEAVE))


def teller(bot: Bot, answering: Answering, texts: Texts, now: Callable[[], datetime]) -> Send:
    """Return what sends an answer to somebody who waits for it; `now` is a clock in UTC."""

    async def send(waiter: Waiter, reply: Reply) -> None:
        screen = _told(waiter, reply, answering, texts)
        parts = screen.text.messages()
        for number, part in enumerate(parts):
            reply_to = None
            if number == 0 and waiter.message_id:
                reply_to = ReplyParameters(waiter.message_id, allow_sending_without_reply=True)
            try:
                await bot.send_message(
                    waiter.chat_id,
                    part,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    message_thread_id=waiter.thread_id or None,
                    reply_parameters=reply_to,
                    reply_markup=screen.markup if number == len(parts) - 1 else None,
                )
            except TelegramError as error:
                if number:  # the beginning has arrived: never the same again
                    logger.warning("the end of an answer could not be sent: %s", error)
                    return
                raise delivery_error(error, now()) from error

    return send


def _told(waiter: Waiter, reply: Reply, answering: Answering, texts: Texts) -> Screen:
    """Return the answer under the question that was asked."""
    asked = shorten(waiter.text, MAX_QUESTION_UNITS)
    body = RichText().line(texts.get("tell-heading", waiter.locale, question=asked), Style.BOLD)
    card = answering.show_entry(reply.entry, reply.locale) if reply.entry else None
    shown = show_reply(reply, card, texts)
    body.line()
    body.pieces.extend(shown.text.pieces)
    return Screen(body, shown.markup)


def _screen(reply: Reply, answering: Answering, context: Context) -> Screen:
    card = answering.show_entry(reply.entry, reply.locale) if reply.entry else None
    return show_reply(reply, card, context.services.texts)


def _button(label: str, key: str, wish: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=str(ButtonData(Press.TELL, (key, wish))))


async def _swap(message: Message, button: InlineKeyboardButton) -> None:
    """Put a button in the place of the one that was pressed; all others stay."""
    if message.reply_markup is None:
        return
    rows = [
        [button if _is_tell(each) else each for each in row]
        for row in message.reply_markup.inline_keyboard
    ]
    await edit_buttons(message, InlineKeyboardMarkup(rows))


def _is_tell(button: InlineKeyboardButton) -> bool:
    data = parse(button.callback_data)
    return data is not None and data.press is Press.TELL
