"""/language: the language of the replies, where a question does not show its own."""

from __future__ import annotations

from collections.abc import Callable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.texts import LANGUAGE_NAMES
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.places import only_deciders
from handlers.replying import Rows, Screen, two_a_row
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_screen, say_gone, send_screen

AS_TELEGRAM = "telegram"
"""Stands in a button's data for no choice: what Telegram tells of each person counts."""


async def offer_languages(update: Update, context: Context) -> None:
    """Show a button a language; in a group only the presses of its administrators count."""
    message = update.effective_message
    if message is not None:
        await send_screen(message, _screen(update, context))


async def choose_language(update: Update, context: Context) -> None:
    """Take the choice for the chat, and show it under the same message."""
    query, chat = update.callback_query, update.effective_chat
    if query is None:
        return
    data = parse(query.data)
    chosen = data.arguments[0] if data is not None and data.arguments else ""
    if chat is None or (chosen not in LANGUAGE_NAMES and chosen != AS_TELEGRAM):
        await say_gone(query, update, context)
        return
    if not await only_deciders(update, context):
        return
    await context.services.languages.choose(chat.id, None if chosen == AS_TELEGRAM else chosen)
    await answer_press(query, context.say("language-chosen", locale_of(update, context)))
    if isinstance(query.message, Message):
        await edit_screen(query.message, _screen(update, context))


def language_rows(
    chosen: str | None, locale: str, context: Context, data_of: Callable[[str], ButtonData]
) -> Rows:
    """Return a button a language and one for none; `data_of` gives each its data."""
    labels = {**LANGUAGE_NAMES, AS_TELEGRAM: context.say("button-language-telegram", locale)}
    buttons = [
        InlineKeyboardButton(
            f"✓ {label}" if key == (chosen or AS_TELEGRAM) else label,
            callback_data=str(data_of(key)),
        )
        for key, label in labels.items()
    ]
    return two_a_row(buttons)


def _screen(update: Update, context: Context) -> Screen:
    locale = locale_of(update, context)
    chat = update.effective_chat
    chosen = context.services.languages.of(chat.id) if chat else None
    rows = language_rows(chosen, locale, context, lambda key: ButtonData(Press.LANGUAGE, (key,)))
    text = RichText().line(context.say("language-choose", locale))
    return Screen(text, InlineKeyboardMarkup(rows))
