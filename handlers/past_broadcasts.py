"""/updates: what went out in the last 30 days to the audience that this chat belongs to."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

from babel import Locale
from babel.dates import format_skeleton
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.broadcasts import Content
from bot.catching_up import Listed
from bot.subscribers import Place
from bot.texts import LANGUAGE_TAGS
from handlers.buttons import ButtonData, Press, page_of, parse
from handlers.context import Context, locale_of
from handlers.copies import Copies, WayOut
from handlers.leaving import join_button
from handlers.places import hear, place_of
from handlers.replying import MAX_LABEL_UNITS, Rows, Screen
from handlers.rich_text import RichText, Style, shorten
from handlers.sending import answer_press, edit_screen, say_gone, send_screen


class Do(StrEnum):
    """What a button of the list does: the first argument of its data."""

    SHOW = "b"
    TURN = "p"


MAX_DIGITS = 15


async def list_past(update: Update, context: Context) -> None:
    """Show the first page, or how to become a subscriber."""
    message, place = update.effective_message, place_of(update)
    if message is not None and place is not None:
        await hear(update, context, place)
        await send_screen(message, await _list_screen(0, place, update, context))


async def open_past(update: Update, context: Context) -> None:
    """Send the broadcast that was pressed, or turn the page."""
    query, place = update.callback_query, place_of(update)
    if query is None:
        return
    data = parse(query.data)
    arguments = data.arguments if data is not None else ()
    message = query.message
    if not isinstance(message, Message) or place is None:
        await say_gone(query, update, context)
        return
    match arguments:
        case (Do.TURN, _):
            screen = await _list_screen(page_of(arguments, 1), place, update, context)
            await answer_press(query)
            await edit_screen(message, screen)
        case (Do.SHOW, number) if (
            number.isascii() and number.isdigit() and len(number) <= MAX_DIGITS
        ):
            content = await context.services.catching_up.content(place, int(number))
            if content is None or not await _sent(content, place, update, context):
                await say_gone(query, update, context)
                return
            await answer_press(query)
        case _:
            await say_gone(query, update, context)


async def _list_screen(number: int, place: Place, update: Update, context: Context) -> Screen:
    locale = locale_of(update, context)
    page = await context.services.catching_up.page(place, number)
    if page is None:
        button = join_button(context.say("button-subscribe", locale), place.thread_id)
        body = RichText().line(context.say("updates-for-subscribers", locale))
        return Screen(body, InlineKeyboardMarkup([[button]]))
    body = RichText().line(context.say("updates-heading", locale), Style.BOLD)
    if not page.listed:
        return Screen(body.line().line(context.say("updates-none", locale)))
    body.line(context.say("browse-choose", locale))
    rows: Rows = [[_entry(each, locale, context)] for each in page.listed]
    turn = []
    if page.number > 0:
        turn.append(_turn(context.say("button-previous", locale), page.number - 1))
    if page.number + 1 < page.count:
        turn.append(_turn(context.say("button-next", locale), page.number + 1))
    if turn:
        rows.append(turn)
        shown = context.say("browse-page", locale, page=page.number + 1, pages=page.count)
        body.line().line(shown)
    return Screen(body, InlineKeyboardMarkup(rows))


def _entry(each: Listed, locale: str, context: Context) -> InlineKeyboardButton:
    spoken = Locale.parse(LANGUAGE_TAGS[locale], sep="-")
    day = format_skeleton("MMMd", datetime.combine(each.day, time()), locale=spoken)
    label = f"{day} · {_title(each.content, locale, context)}"
    data = ButtonData(Press.PAST, (Do.SHOW, str(each.id)))
    return InlineKeyboardButton(shorten(label, MAX_LABEL_UNITS), callback_data=str(data))


def _title(content: Content, locale: str, context: Context) -> str:
    """Return the first line of what a broadcast says, or what it is where it says nothing."""
    return content.title or context.say(f"content-{content.kind}", locale)


def _turn(label: str, number: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        label, callback_data=str(ButtonData(Press.PAST, (Do.TURN, str(number))))
    )


async def _sent(content: Content, place: Place, update: Update, context: Context) -> bool:
    """Send a broadcast to the chat; False where what it is copied from is no longer there."""
    locale, texts = locale_of(update, context), context.services.texts
    way_out = WayOut.of(locale, texts, place, context.bot.username)
    try:
        await Copies(context.bot).send(content, place, way_out)
    except BadRequest:
        return False
    return True
