"""/review: entries past their date, each to be confirmed or changed."""

from __future__ import annotations

from enum import StrEnum

from telegram import InlineKeyboardMarkup, Message, Update

from bot.learning.lessons import Way
from handlers.buttons import ButtonData, Press, page_of, parse
from handlers.context import Context, locale_of
from handlers.replying import PAGE_SIZE, Rows, Screen, source_line
from handlers.rich_text import RichText, Style, shorten
from handlers.sending import answer_press, edit_screen, say_gone, send_screen
from handlers.staff_only import only_staff
from handlers.teaching.view import View, button
from handlers.teaching.writing import edit_card, may_begin


class Act(StrEnum):
    """What a button of these screens does: the first argument of its data."""

    LIST = "l"
    OPEN = "o"


WAYS = {"y": Way.CONFIRM, "c": Way.CHANGE}
MAX_ANSWER_UNITS = 300
MAX_ANSWERS = 10


async def show_due(update: Update, context: Context) -> None:
    """Show what is to be looked through, or the lesson that the person is in the middle of."""
    message = await may_begin(update, context)
    if message is not None:
        await send_screen(message, due_screen(0, locale_of(update, context), context))


async def press_review(update: Update, context: Context) -> None:
    """Turn the list, open an entry, or begin to confirm or change it."""
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    if not isinstance(query.message, Message):
        await say_gone(query, update, context)
        return
    if not await only_staff(update, context):
        return
    data = parse(query.data)
    arguments = data.arguments if data is not None else ()
    locale = locale_of(update, context)
    screen = None
    match arguments:
        case (Act.LIST, *_):
            screen = due_screen(page_of(arguments, 1), locale, context)
        case (Act.OPEN, entry):
            screen = review_screen(entry, locale, context)
        case (way, entry) if way in WAYS:
            if context.services.reviewing.get(entry, locale) is not None:
                view = View(user.id, locale, context)
                teaching, chat_id = context.services.teaching, query.message.chat.id
                lesson = await teaching.begin_review(user.id, chat_id, WAYS[way], entry, locale)
                await edit_card(lesson, view, query)
                return
    if screen is None:
        await say_gone(query, update, context)
        return
    await answer_press(query)
    await edit_screen(query.message, screen)


def due_screen(page: int, locale: str, context: Context) -> Screen:
    """Return a page of the entries past their date, the most overdue first."""
    reviewing = context.services.reviewing
    found = reviewing.due(locale)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(page, pages - 1)
    body = RichText().line(context.say("review-heading", locale), Style.BOLD).line()
    rows: Rows = []
    for each in found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]:
        body.line(f"• {each.title} ({each.review_by.isoformat()})")
        rows.append([button(each.title, _data(Act.OPEN, each.entry))])
    if not found:
        next_on = reviewing.next_on().isoformat()
        body.line(context.say("review-none", locale, date=next_on))
    else:
        body.line().line(context.say("review-hint", locale), Style.ITALIC)
    turn = []
    if page > 0:
        turn.append(button(context.say("button-previous", locale), _data(Act.LIST, str(page - 1))))
    if page + 1 < pages:
        turn.append(button(context.say("button-next", locale), _data(Act.LIST, str(page + 1))))
    if turn:
        body.line().line(context.say("browse-page", locale, page=page + 1, pages=pages))
        rows.append(turn)
    return Screen(body, InlineKeyboardMarkup(rows) if rows else None)


def review_screen(entry: str, locale: str, context: Context) -> Screen | None:
    """Return an entry with what it says, to be confirmed or changed; None where there is none."""
    due = context.services.reviewing.get(entry, locale)
    if due is None:
        return None
    body = RichText().line(due.title, Style.BOLD)
    dates = {"verified": due.verified_on.isoformat(), "due": due.review_by.isoformat()}
    body.line(context.say("review-dates", locale, **dates)).line()
    facts = context.services.teaching.facts_of(entry, locale)
    for each in facts[:MAX_ANSWERS]:
        shown = context.services.answering.show_fact(entry, each.fact, locale)
        if shown is not None:
            body.line(f"• {shorten(shown.text, MAX_ANSWER_UNITS)}")
    if len(facts) > MAX_ANSWERS:
        body.line(context.say("review-more", locale, count=len(facts) - MAX_ANSWERS))
    shown_entry = context.services.answering.show_entry(entry, locale)
    if shown_entry is not None:
        source = source_line(shown_entry.source, locale, context.services.texts)
        body.line().line(source, Style.ITALIC)
    rows = [[button(context.say("button-confirm", locale), _data("y", entry))]]
    if facts:
        rows.append([button(context.say("button-change", locale), _data("c", entry))])
    rows.append([button(context.say("button-back", locale), _data(Act.LIST, "0"))])
    return Screen(body, InlineKeyboardMarkup(rows))


def _data(*arguments: str) -> ButtonData:
    return ButtonData(Press.REVIEW, arguments)
