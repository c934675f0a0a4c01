"""/unanswered: what people asked in vain, alike questions together, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from telegram import InlineKeyboardMarkup, Message, Update

from bot.learning.lessons import Way
from bot.learning.unanswered import MissedCluster
from bot.texts import LANGUAGE_NAMES
from handlers.buttons import ButtonData, Press, page_of, parse
from handlers.context import Context, locale_of
from handlers.replying import PAGE_SIZE, Rows, Screen
from handlers.rich_text import RichText, Style, shorten
from handlers.sending import answer_press, edit_screen, say_gone, send_screen
from handlers.staff_only import only_staff
from handlers.teaching.view import View, button
from handlers.teaching.writing import edit_card, may_begin


class Act(StrEnum):
    """What a button of these screens does: the first argument of its data."""

    LIST = "l"
    OPEN = "o"
    BEGIN = "b"
    IGNORE = "i"
    TAKE_UP = "u"


OPEN_ONES, IGNORED_ONES = "0", "1"
WAYS = {"p": Way.PHRASING, "f": Way.FACT, "r": Way.REPLY}
MAX_LINE_UNITS = 120


async def show_missed(update: Update, context: Context) -> None:
    """Show the clusters, or the lesson that the person is in the middle of."""
    message = await may_begin(update, context)
    if message is not None:
        await send_screen(message, await list_screen(0, locale_of(update, context), context))


async def press_missed(update: Update, context: Context) -> None:
    """Turn the list, open a cluster, set it aside, or begin to teach."""
    query, message, user = update.callback_query, update.effective_message, update.effective_user
    if query is None or user is None:
        return
    if not isinstance(query.message, Message) or message is None:
        await say_gone(query, update, context)
        return
    if not await only_staff(update, context):
        return
    data = parse(query.data)
    arguments = data.arguments if data is not None else ()
    locale = locale_of(update, context)
    match arguments:
        case (Act.BEGIN, way, key) if way in WAYS:
            await _begin(WAYS[way], key, update, context)
            return
        case (Act.IGNORE | Act.TAKE_UP as act, key):
            screen = await _set_aside(act, key, user.id, locale, context)
        case (Act.OPEN, key):
            screen = await cluster_screen(key, locale, context)
        case (Act.LIST, *rest):
            are_ignored = rest[1:] == [IGNORED_ONES]
            page = page_of(arguments, 1)
            screen = await list_screen(page, locale, context, are_ignored=are_ignored)
        case _:
            screen = None
    if screen is None:
        await say_gone(query, update, context)
        return
    await answer_press(query)
    await edit_screen(query.message, screen)


async def list_screen(
    page: int, locale: str, context: Context, *, are_ignored: bool = False
) -> Screen:
    """Return a page of the clusters, the most frequent first."""
    found = await context.services.unanswered.clusters(are_ignored=are_ignored)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(page, pages - 1)
    heading = "missed-heading-ignored" if are_ignored else "missed-heading"
    body = RichText().line(context.say(heading, locale), Style.BOLD).line()
    rows: Rows = []
    for each in found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]:
        body.line(f"• {shorten(each.text, MAX_LINE_UNITS)} ({_counts(each, locale, context)})")
        rows.append([button(each.text, _data(Act.OPEN, each.key))])
    if not found:
        none = "missed-none-ignored" if are_ignored else "missed-none"
        body.line(context.services.texts.get(none, locale))
    elif not are_ignored:
        body.line().line(context.say("missed-hint", locale), Style.ITALIC)
    which = IGNORED_ONES if are_ignored else OPEN_ONES
    turn = []
    if page > 0:
        turn.append(
            button(context.say("button-previous", locale), _data(Act.LIST, str(page - 1), which))
        )
    if page + 1 < pages:
        turn.append(
            button(context.say("button-next", locale), _data(Act.LIST, str(page + 1), which))
        )
    if turn:
        body.line().line(context.say("browse-page", locale, page=page + 1, pages=pages))
        rows.append(turn)
    other = "button-missed-open" if are_ignored else "button-missed-ignored"
    target = OPEN_ONES if are_ignored else IGNORED_ONES
    rows.append([button(context.say(other, locale), _data(Act.LIST, "0", target))])
    return Screen(body, InlineKeyboardMarkup(rows))


async def cluster_screen(key: str, locale: str, context: Context) -> Screen | None:
    """Return a cluster and what can be done about it; None where it had its answer meanwhile."""
    found = await context.services.unanswered.holding(key)
    if found is None:
        return None
    body = RichText().line(f"“{found.text}”", Style.BOLD)
    body.line(_counts(found, locale, context)).line()
    for each in found.wordings[1:]:
        body.line(f"• {each}")
    return Screen(body, InlineKeyboardMarkup(_actions(found, locale, context)))


def _actions(found: MissedCluster, locale: str, context: Context) -> Rows:
    back = button(context.say("button-back", locale), _data(Act.LIST, "0", OPEN_ONES))
    if found.is_ignored:
        take_up = button(context.say("button-take-up", locale), _data(Act.TAKE_UP, found.key))
        return [[take_up], [back]]
    rows = [
        [button(context.say("button-teach-phrasing", locale), _data(Act.BEGIN, "p", found.key))],
        [button(context.say("button-teach-fact", locale), _data(Act.BEGIN, "f", found.key))],
    ]
    if found.waiting_count:
        reply = context.say("button-teach-reply", locale, count=found.waiting_count)
        rows.append([button(reply, _data(Act.BEGIN, "r", found.key))])
    rows.append([button(context.say("button-ignore", locale), _data(Act.IGNORE, found.key))])
    return [*rows, [back]]


async def _begin(way: Way, key: str, update: Update, context: Context) -> None:
    query, user = update.callback_query, update.effective_user
    found = await context.services.unanswered.holding(key)
    if query is None or user is None or not isinstance(query.message, Message):
        return
    if found is None:
        await say_gone(query, update, context)
        return
    view = View(user.id, locale_of(update, context), context)
    lesson = await context.services.teaching.begin(user.id, query.message.chat.id, way, found)
    await edit_card(lesson, view, query)


async def _set_aside(
    act: str, key: str, user_id: int, locale: str, context: Context
) -> Screen | None:
    unanswered = context.services.unanswered
    found = await unanswered.holding(key)
    if found is None:
        return None
    if act == Act.IGNORE:
        await unanswered.ignore(found, user_id)
    else:
        await unanswered.take_up(found, user_id)
    return await list_screen(0, locale, context)


def _counts(found: MissedCluster, locale: str, context: Context) -> str:
    """Return how often something was asked, in which language, and who waits for it."""
    parts = [
        context.say("missed-count", locale, count=found.count),
        LANGUAGE_NAMES.get(found.locale, found.locale),
    ]
    if found.waiting_count:
        parts.append(context.say("missed-waiting", locale, count=found.waiting_count))
    if found.wrong_count:
        parts.append(context.say("missed-wrong", locale, count=found.wrong_count))
    return " · ".join(parts)


def _data(*arguments: str) -> ButtonData:
    return ButtonData(Press.MISSED, arguments)
