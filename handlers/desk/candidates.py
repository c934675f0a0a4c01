"""What the bot might have answered: shown to members of staff, sent when one of them says so."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update, User

from bot.handoffs import Handoff, HandoffState
from bot.texts import LANGUAGE_NAMES
from handlers.context import Context, locale_of
from handlers.desk.buttons import Deed, send_rows
from handlers.replying import Screen, source_line
from handlers.rich_text import RichText, Style
from handlers.sending import edit_buttons, send_screen


async def show_or_send(
    deed: str,
    message: Message,
    handoff: Handoff,
    place: int,
    update: Update,
    user: User,
    context: Context,
) -> bool | None:
    """Show the answer of the candidate at a place, or send it; None where it is known no more.

    It is in the person's language, as they would have got it.
    """
    text = _answer(handoff, place, context)
    if text is None:
        return None
    if handoff.state is not HandoffState.OPEN:
        return False
    if deed == Deed.SHOW:
        await _show(message, handoff, place, text, locale_of(update, context), context)
        return True
    fact, name = handoff.candidates[place], user.full_name
    is_sent = await context.services.desk.deeds.answer(
        update.update_id, handoff.id, user.id, name, fact, text
    )
    if is_sent:
        await edit_buttons(message, None)
    return is_sent


async def _show(
    message: Message, handoff: Handoff, place: int, text: str, locale: str, context: Context
) -> None:
    language = LANGUAGE_NAMES.get(handoff.locale, handoff.locale)
    heading = context.say("desk-answer-heading", locale, language=language)
    body = RichText().line(heading, Style.ITALIC).line().line(text)
    rows = send_rows(handoff.id, place, locale, context.services.texts)
    await send_screen(message, Screen(body, InlineKeyboardMarkup(rows)))


def _answer(handoff: Handoff, place: int, context: Context) -> str | None:
    fact = handoff.candidates[place]
    reply = context.services.answering.show_fact(fact.entry, fact.fact, handoff.locale)
    if reply is None:
        return None
    parts = [reply.text, reply.note]
    if reply.source is not None:
        parts.append(source_line(reply.source, reply.locale, context.services.texts))
    return "\n\n".join(part for part in parts if part)
