"""/stats: what was asked in a day, a week or a month, as a picture and as a table."""

from __future__ import annotations

import asyncio
from datetime import UTC

from telegram import InlineKeyboardMarkup, Message, Update

from bot.asked import Counts, EntryCount
from bot.learning.counting import Period, table_of, top_entries, worst_entries
from bot.learning.picture import draw
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.rich_text import shorten
from handlers.sending import answer_press, say_gone
from handlers.staff_only import only_staff
from handlers.teaching.view import button

NAMED = 3
"""So many entries are named under the picture."""

MAX_CAPTION_UNITS = 1024
"""Bot API, sendPhoto: a caption has at most so many characters."""


async def show_counts(update: Update, context: Context) -> None:
    """Send the counts of the last week, or of the period that is named behind the command."""
    message = update.effective_message
    if message is None:
        return
    if not await only_staff(update, context):
        return
    named = (context.args or [""])[0].lower()
    period = Period(named) if named in set(Period) else Period.WEEK
    await _send(period, message, update, context)


async def press_counts(update: Update, context: Context) -> None:
    """Send the counts of another period."""
    query = update.callback_query
    if query is None:
        return
    data = parse(query.data)
    named = data.arguments[0] if data is not None and data.arguments else ""
    if not isinstance(query.message, Message) or named not in set(Period):
        await say_gone(query, update, context)
        return
    if not await only_staff(update, context):
        return
    await answer_press(query)
    await _send(Period(named), query.message, update, context)


async def _send(period: Period, message: Message, update: Update, context: Context) -> None:
    """Send the picture, which a thread draws, with the table behind it."""
    user, locale, services = update.effective_user, locale_of(update, context), context.services
    await services.questions.flush()
    zone = await services.drafting.zone_of(user.id) if user else None
    counts = await services.counting.counts(period, zone or UTC)
    picture = await asyncio.to_thread(draw, counts, period)
    table = await asyncio.to_thread(table_of, counts)
    row = [
        button(context.say(f"period-{each}", locale), ButtonData(Press.COUNTS, (each.value,)))
        for each in Period
    ]
    caption = shorten(_caption(counts, period, locale, context), MAX_CAPTION_UNITS)
    await message.reply_photo(picture, caption, reply_markup=InlineKeyboardMarkup([row]))
    name = f"questions-{period.value}-{counts.until:%Y-%m-%d}.csv"
    await message.reply_document(table, filename=name)


def _caption(counts: Counts, period: Period, locale: str, context: Context) -> str:
    lines = [f"{context.say(f'period-{period}', locale)}"]
    shares = {name: _share(counts, name) for name in ("answer", "suggest", "none")}
    lines.append(context.say("stats-counts", locale, total=counts.total, **shares))
    top = [f"{_title(each, locale, context)} ({each.answers})" for each in top_entries(counts)]
    if top:
        lines.append(context.say("stats-top", locale, names="; ".join(top[:NAMED])))
    worst = [f"{_title(each, locale, context)} ({each.wrong})" for each in worst_entries(counts)]
    if worst:
        lines.append(context.say("stats-worst", locale, names="; ".join(worst[:NAMED])))
    return "\n".join(lines)


def _share(counts: Counts, outcome: str) -> int:
    """Return an outcome's share of all questions in per cent, rounded."""
    return round(100 * counts.outcomes.get(outcome, 0) / counts.total) if counts.total else 0


def _title(count: EntryCount, locale: str, context: Context) -> str:
    found = context.services.reviewing.get(count.entry, locale)
    return found.title if found else count.entry
