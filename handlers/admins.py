"""What only the bot's administrators may do."""

from __future__ import annotations

from telegram import Message, Update

from bot.staff import Role
from handlers.context import Context, locale_of
from handlers.known_staff import role_of_actor
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import send_screen


async def is_admin(update: Update, context: Context) -> bool:
    """Return whether an update comes from an administrator."""
    return await role_of_actor(update.effective_user, context) is Role.ADMIN


async def refuse_others(update: Update, context: Context) -> Message | None:
    """Return the message of an administrator; tell anybody else that it is not for them."""
    message = update.effective_message
    if message is None or await is_admin(update, context):
        return message
    text = context.say("staff-admins-only", locale_of(update, context))
    await send_screen(message, Screen(RichText().line(text)))
    return None
