"""Whether somebody may broadcast; whoever may not gets a clear word."""

from __future__ import annotations

from telegram import Update

from handlers.context import Context, locale_of
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import answer_press, send_screen


async def is_staff(update: Update, context: Context) -> bool:
    """Return whether whoever wrote or pressed is a member of staff; StorageError if unknown."""
    user = update.effective_user
    if user is None or user.is_bot:
        return False
    return await context.services.access.role_of(user.id) is not None


async def refuse_readers(update: Update, context: Context) -> None:
    """Tell somebody that only members of staff can do this."""
    text = context.say("staff-only", locale_of(update, context))
    if update.callback_query is not None:
        await answer_press(update.callback_query, text, show_alert=True)
    elif update.effective_message is not None:
        await send_screen(update.effective_message, Screen(RichText().line(text)))
