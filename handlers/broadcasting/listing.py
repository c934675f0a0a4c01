"""/broadcasts: all broadcasts, the newest first, page by page."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update

from bot.broadcasts import Broadcast
from handlers.broadcasting.reports import KIND_SIGNS, STATE_SIGNS, Act, act_button, heading, summary
from handlers.context import Context, locale_of
from handlers.replying import PAGE_SIZE, Rows, Screen
from handlers.rich_text import RichText, Style
from handlers.sending import send_screen
from handlers.staff_only import only_staff


async def show_broadcasts(update: Update, context: Context) -> None:
    """Show the latest broadcasts."""
    message = update.effective_message
    if message is None:
        return
    if not await only_staff(update, context):
        return
    await send_screen(message, await list_screen(None, locale_of(update, context), context))


async def list_screen(before_id: int | None, locale: str, context: Context) -> Screen:
    """Return the latest broadcasts as a screen, or those older than one."""
    services = context.services
    found = await services.broadcasting.latest(PAGE_SIZE + 1, before_id)
    shown = found[:PAGE_SIZE]
    body = RichText().line(context.say("broadcasts-heading", locale), Style.BOLD).line()
    if not shown:
        body.line(context.say("broadcasts-none", locale))
    rows: Rows = []
    for each in shown:
        body.line(await _line(each, locale, context))
        told = await heading(each, services, locale)
        label = f"{STATE_SIGNS[each.state]} {told.removeprefix(KIND_SIGNS[each.kind]).strip()}"
        rows.append([act_button(label, Act.OPEN, each.id, 1)])
    turn = []
    if before_id is not None:
        turn.append(act_button(context.say("button-latest", locale), Act.LIST))
    if len(found) > PAGE_SIZE:
        turn.append(act_button(context.say("button-older", locale), Act.LIST, shown[-1].id))
    if turn:
        rows.append(turn)
    return Screen(body, InlineKeyboardMarkup(rows) if rows else None)


async def _line(broadcast: Broadcast, locale: str, context: Context) -> str:
    """Return a broadcast's number, state and, once it has begun, how many have it."""
    state = context.say(f"state-{broadcast.state.value.replace('_', '-')}", locale)
    line = f"{STATE_SIGNS[broadcast.state]} № {broadcast.id} · {state}"
    progress = await context.services.broadcasting.progress(broadcast.id)
    if progress is None or broadcast.started_at is None:
        return line
    done = summary(broadcast, progress, locale, context.services.texts)
    return f"{line} · {done}"
