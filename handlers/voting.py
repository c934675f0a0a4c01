"""The buttons that say whether an answer was right."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update

from handlers.buttons import Press, parse
from handlers.context import Context, locale_of


async def vote(update: Update, context: Context) -> None:
    """Count the vote, thank, and take the two buttons away so that nobody votes twice."""
    query = update.callback_query
    if query is None:
        return
    data = parse(query.data)
    locale = locale_of(update)
    if data is None or len(data.arguments) != 2:
        await query.answer(context.say("button-gone", locale))
        return
    is_right = data.press is Press.RIGHT
    context.services.feedback.vote(*data.arguments, is_right=is_right)
    thanks = "feedback-thanks-right" if is_right else "feedback-thanks-wrong"
    await query.answer(context.say(thanks, locale))
    if isinstance(query.message, Message) and query.message.reply_markup:
        rows = [
            row
            for row in query.message.reply_markup.inline_keyboard
            if not any(_is_vote(button.callback_data) for button in row)
        ]
        await query.edit_message_reply_markup(InlineKeyboardMarkup(rows) if rows else None)


def _is_vote(data: object) -> bool:
    parsed = parse(data)
    return parsed is not None and parsed.press in {Press.RIGHT, Press.WRONG}
