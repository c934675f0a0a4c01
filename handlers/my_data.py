"""/mydata and /forgetme: all that is kept, as a file; and erased for good."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.places import only_deciders
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_screen, say_gone, send_screen

FILE_NAME = "my-data.json"
YES, NO = "1", "0"


async def send_data(update: Update, context: Context) -> None:
    """Send all that is kept of the chat as a file; in private that is all of the person."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        return
    if not await only_deciders(update, context):
        return
    is_private = chat.type == ChatType.PRIVATE
    caption = context.say(
        "my-data" if is_private else "my-data-group", locale_of(update, context), id=str(chat.id)
    )
    content = await context.services.privacy.file(chat.id)
    await message.reply_document(content, filename=FILE_NAME, caption=caption)


async def ask_to_forget(update: Update, context: Context) -> None:
    """Ask once whether all shall be erased."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        return
    if not await only_deciders(update, context):
        return
    locale = locale_of(update, context)
    is_private = chat.type == ChatType.PRIVATE
    body = RichText().line(context.say("forget-ask" if is_private else "forget-ask-group", locale))
    if context.services.desk.is_open(chat.id):
        body.line().line(context.say("desk-forget-ends", locale))
    rows = [
        [_button(context.say("button-forget", locale), YES)],
        [_button(context.say("button-keep", locale), NO)],
    ]
    await send_screen(message, Screen(body, InlineKeyboardMarkup(rows)))


async def forget(update: Update, context: Context) -> None:
    """Erase all, or nothing, as was pressed."""
    query, chat = update.callback_query, update.effective_chat
    if query is None:
        return
    data = parse(query.data)
    answer = data.arguments if data is not None else ()
    if chat is None or not isinstance(query.message, Message) or answer not in {(YES,), (NO,)}:
        await say_gone(query, update, context)
        return
    if not await only_deciders(update, context):
        return
    locale = locale_of(update, context)  # before it is forgotten which one was chosen
    body = RichText()
    if answer == (NO,):
        body.line(context.say("forget-kept", locale))
    else:
        role = await context.services.privacy.erase(chat.id)
        body.line(context.say("forgotten", locale))
        if role is not None:
            role_name = context.say(f"role-{role.value}", locale)
            body.line().line(context.say("forgotten-staff", locale, role=role_name))
    await answer_press(query)
    await edit_screen(query.message, Screen(body))


def _button(label: str, answer: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=str(ButtonData(Press.ERASE, (answer,))))
