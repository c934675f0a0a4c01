"""/language: the language of the replies, where a question does not show its own."""

from __future__ import annotations

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.texts import LANGUAGE_NAMES
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.replying import Screen, two_a_row
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_screen, say_gone, send_screen

AS_TELEGRAM = "telegram"
"""Stands in a button's data for no choice: what Telegram tells of each person counts."""

MAY_CHOOSE = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


async def offer_languages(update: Update, context: Context) -> None:
    """Show a button a language; in a group only the presses of its administrators count."""
    message = update.effective_message
    if message is not None:
        await send_screen(message, _screen(update, context))


async def choose_language(update: Update, context: Context) -> None:
    """Take the choice for the chat, and show it under the same message."""
    query, chat, user = update.callback_query, update.effective_chat, update.effective_user
    if query is None or user is None:
        return
    data = parse(query.data)
    chosen = data.arguments[0] if data is not None and data.arguments else ""
    if chat is None or (chosen not in LANGUAGE_NAMES and chosen != AS_TELEGRAM):
        await say_gone(query, update, context)
        return
    if not await _may_choose(chat, user):
        text = context.say("language-admins-only", locale_of(update, context))
        await answer_press(query, text, show_alert=True)
        return
    context.services.languages.choose(chat.id, None if chosen == AS_TELEGRAM else chosen)
    await answer_press(query, context.say("language-chosen", locale_of(update, context)))
    if isinstance(query.message, Message):
        await edit_screen(query.message, _screen(update, context))


async def _may_choose(chat: Chat, user: User) -> bool:
    if chat.type == ChatType.PRIVATE:
        return True
    member = await chat.get_member(user.id)
    return member.status in MAY_CHOOSE


def _screen(update: Update, context: Context) -> Screen:
    locale = locale_of(update, context)
    chat = update.effective_chat
    chosen = context.services.languages.of(chat.id) if chat else None
    labels = {**LANGUAGE_NAMES, AS_TELEGRAM: context.say("button-language-telegram", locale)}
    buttons = [
        InlineKeyboardButton(
            f"✓ {label}" if key == (chosen or AS_TELEGRAM) else label,
            callback_data=str(ButtonData(Press.LANGUAGE, (key,))),
        )
        for key, label in labels.items()
    ]
    text = RichText().line(context.say("language-choose", locale))
    return Screen(text, InlineKeyboardMarkup(two_a_row(buttons)))
