"""Browsing by buttons: the menu, lists of entries, an entry's card."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update

from bot.answering import BROWSED
from handlers.buttons import Press, page_of, parse
from handlers.context import Context, command_in, locale_of
from handlers.replying import Screen, menu_buttons, show_card, show_list
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_screen, say_gone, send_screen

COMMANDS = {
    "programs": "programme",
    "visits": "visit",
    "agreements": "agreement",
    "people": "person",
    "events": "event",
}
"""The commands that open a list, and the list that each opens."""


async def browse_by_command(update: Update, context: Context) -> None:
    """Open the list that the command names."""
    message = update.effective_message
    if message is None or not message.text:
        return
    what = COMMANDS.get(command_in(message.text), "programme")
    screen = list_screen(what, 0, locale_of(update, context), context)
    if screen is not None:
        await send_screen(message, screen)


async def turn_list(update: Update, context: Context) -> None:
    """Show a page of a list in place of what the message showed."""
    data = parse(update.callback_query.data) if update.callback_query else None
    screen = None
    if data is not None and data.arguments:
        page = page_of(data.arguments, 1)
        screen = list_screen(data.arguments[0], page, locale_of(update, context), context)
    await _show(update, context, screen)


async def open_entry(update: Update, context: Context) -> None:
    """Show an entry's card: in place under a list or card, as a new message under an answer."""
    data = parse(update.callback_query.data) if update.callback_query else None
    screen = None
    if data is not None and data.arguments:
        page, list_page = page_of(data.arguments, 1), page_of(data.arguments, 2)
        locale = locale_of(update, context)
        screen = card_screen(data.arguments[0], page, locale, context, list_page)
    await _show(update, context, screen)


async def open_menu(update: Update, context: Context) -> None:
    """Show the menu of all lists."""
    await _show(update, context, menu_screen(locale_of(update, context), context))


def list_screen(what: str, page: int, locale: str, context: Context) -> Screen | None:
    """Return a list as a screen, None where there is no such list."""
    links = context.services.answering.browse(what, locale)
    if links is None:
        return None
    return show_list(what, links, page, locale, context.services.texts)


def card_screen(
    entry: str, page: int, locale: str, context: Context, list_page: int = 0
) -> Screen | None:
    """Return an entry's card as a screen, None where there is no such entry."""
    card = context.services.answering.show_entry(entry, locale)
    if card is None:
        return None
    return show_card(card, page, locale, context.services.texts, list_page)


def menu_screen(locale: str, context: Context) -> Screen:
    """Return the menu as a screen."""
    text = RichText().line(context.say("browse-choose", locale))
    rows = menu_buttons(tuple(BROWSED), locale, context.services.texts)
    return Screen(text, InlineKeyboardMarkup(rows))


async def _show(update: Update, context: Context, screen: Screen | None) -> None:
    query = update.callback_query
    if query is None:
        return
    if screen is None or not isinstance(query.message, Message):
        await say_gone(query, update, context)
        return
    await answer_press(query)
    if _is_screen(query.message):
        await edit_screen(query.message, screen)
    else:
        await send_screen(query.message, screen)


def _is_screen(message: Message) -> bool:
    """Whether a message is a menu, list or card, to be replaced; an answer must stay."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    parsed = (parse(button.callback_data) for row in rows for button in row)
    return any(each is not None and each.press in {Press.BROWSE, Press.MENU} for each in parsed)
