"""The buttons that say whether an answer was right."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update

from handlers.buttons import Press, parse
from handlers.context import Context, locale_of
from handlers.handing_over import ask_button, can_hand_over
from handlers.sending import answer_press, edit_buttons


async def vote(update: Update, context: Context) -> None:
    """Count the vote, thank, and take the two buttons away so that nobody votes twice."""
    query = update.callback_query
    if query is None:
        return
    data = parse(query.data)
    locale = locale_of(update, context)
    answer = query.message
    if data is None or answer is None or not _is_known(data.arguments, locale, context):
        await answer_press(query, context.say("button-gone", locale))
        return
    is_right = data.press is Press.RIGHT
    entry, fact = data.arguments
    place = (answer.chat.id, answer.message_id)
    context.services.feedback.vote(place, entry, fact, is_right=is_right)
    thanks = "feedback-thanks-right" if is_right else "feedback-thanks-wrong"
    await answer_press(query, context.say(thanks, locale))
    if isinstance(answer, Message) and answer.reply_markup:
        rows = [
            row
            for row in answer.reply_markup.inline_keyboard
            if not any(_is_vote(button.callback_data) for button in row)
        ]
        if not is_right and can_hand_over(answer.chat.type, context):
            rows.append((ask_button(locale, context.services.texts),))
        await edit_buttons(answer, InlineKeyboardMarkup(rows) if rows else None)


def _is_known(ids: tuple[str, ...], locale: str, context: Context) -> bool:
    return len(ids) == 2 and context.services.answering.show_fact(*ids, locale) is not None


def _is_vote(data: object) -> bool:
    parsed = parse(data)
    return parsed is not None and parsed.press in {Press.RIGHT, Press.WRONG}
