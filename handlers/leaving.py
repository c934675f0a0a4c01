"""Leaving with one tap, and taking it back: the buttons under broadcasts, and /unsubscribe."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.subscribers import Place
from bot.texts import Texts
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.places import language_code_of, only_deciders, place_of
from handlers.replying import Rows, Screen
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_buttons, edit_screen, say_gone, send_screen
from handlers.settings_menu import settings_screen

OURS = "m"
"""Marks a button under a message of ours, which may become another one; a broadcast stays."""

MAX_DIGITS = 10
"""Ids of topics are message ids, of 32 bits."""


def leave_button(locale: str, texts: Texts, thread_id: int = 0) -> InlineKeyboardButton:
    """Return the button with which a reader leaves: for the last row under every broadcast.

    It carries the forum's topic, which Telegram does not tell of a press under an old message.
    """
    return _button(texts.get("button-leave", locale), Press.LEAVE, thread_id)


LINKED = "leave"
"""The payload of the link that does the same (``t.me/BOT?start=leave``), for albums."""


def leave_line(locale: str, texts: Texts, place: Place, username: str) -> tuple[str, str | None]:
    """Return the line that says how to leave, for copies without buttons, and its link if any.

    A link leads to the private chat, so a group is told the command instead.
    """
    if place.chat_id > 0:
        return texts.get("leave-line", locale), f"https://t.me/{username}?start={LINKED}"
    command = f"/unsubscribe@{username}"
    return texts.get("leave-line-group", locale, command=command), None


async def unsubscribe(update: Update, context: Context) -> None:
    """End the subscription of the chat, or of the forum's topic, and offer to take it back."""
    message, place = update.effective_message, place_of(update)
    if message is None or place is None:
        return
    if not await only_deciders(update, context):
        return
    locale = locale_of(update, context)
    if not await context.services.subscribing.leave(place):
        await send_screen(message, Screen(RichText().line(context.say("left-before", locale))))
        return
    undo = join_button(context.say("button-undo", locale), place.thread_id)
    body = RichText().line(context.say("left", locale))
    await send_screen(message, Screen(body, InlineKeyboardMarkup([[undo]])))


async def leave(update: Update, context: Context) -> None:
    """End the subscription that brought the broadcast; its button then takes that back."""
    query, pressed = update.callback_query, await _accepted(update, context)
    if query is None or pressed is None:
        return
    place, _ = pressed
    locale = locale_of(update, context)
    has_left = await context.services.subscribing.leave(place)
    told = context.say("left" if has_left else "left-before", locale)
    await answer_press(query, told, show_alert=has_left)
    undo = _button(context.say("button-undo", locale), Press.JOIN, place.thread_id)
    await _swap(update, Press.LEAVE, undo)


async def join(update: Update, context: Context) -> None:
    """Take up what was left or ended by a block, as it was, or begin.

    Under a broadcast the button then leaves again; a message of ours becomes the settings.
    """
    query, pressed = update.callback_query, await _accepted(update, context)
    if query is None or pressed is None:
        return
    place, is_ours = pressed
    await context.services.subscribing.take_up(place, language_code_of(update, context))
    locale = locale_of(update, context)
    if is_ours and isinstance(query.message, Message):
        await answer_press(query)
        heading = context.say("subscribed", locale)
        await edit_screen(query.message, await settings_screen(update, context, place, heading))
        return
    await answer_press(query, context.say("subscribed", locale), show_alert=True)
    texts = context.services.texts
    await _swap(update, Press.JOIN, leave_button(locale, texts, place.thread_id))


def join_button(label: str, thread_id: int = 0) -> InlineKeyboardButton:
    """Return a button that takes a subscription up, or begins it: for messages of ours."""
    data = ButtonData(Press.JOIN, (str(thread_id), OURS))
    return InlineKeyboardButton(label, callback_data=str(data))


def _button(label: str, press: Press, thread_id: int) -> InlineKeyboardButton:
    arguments = (str(thread_id),) if thread_id else ()
    return InlineKeyboardButton(label, callback_data=str(ButtonData(press, arguments)))


async def _accepted(update: Update, context: Context) -> tuple[Place, bool] | None:
    """Return what a press is about, and whether its message is ours; None where it is refused.

    The place is the chat, and the forum's topic that the button names.
    """
    query, chat = update.callback_query, update.effective_chat
    if query is None:
        return None
    data = parse(query.data)
    thread, *more = data.arguments if data is not None and data.arguments else ("0",)
    if chat is None or not (thread.isascii() and thread.isdigit() and len(thread) <= MAX_DIGITS):
        await say_gone(query, update, context)
        return None
    if not await only_deciders(update, context):
        return None
    return Place(chat.id, int(thread)), more == [OURS]


async def _swap(update: Update, press: Press, button: InlineKeyboardButton) -> None:
    """Put a button in the place of the one that was pressed; all others stay."""
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    rows: Rows = [
        [button if _is(each, press) else each for each in row]
        for row in message.reply_markup.inline_keyboard
    ]
    await edit_buttons(message, InlineKeyboardMarkup(rows))


def _is(button: InlineKeyboardButton, press: Press) -> bool:
    data = parse(button.callback_data)
    return data is not None and data.press is press
