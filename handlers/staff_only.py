"""What only members of staff may do; whoever is none gets a clear word."""

from __future__ import annotations

from telegram import Update

from handlers.context import Context, locale_of
from handlers.sending import refuse


async def is_staff(update: Update, context: Context) -> bool:
    """Return whether whoever wrote or pressed is a member of staff; StorageError if unknown."""
    user = update.effective_user
    if user is None or user.is_bot:
        return False
    return await context.services.access.role_of(user.id) is not None


async def only_staff(update: Update, context: Context) -> bool:
    """Return whether whoever wrote or pressed is a member of staff; tell them if not."""
    if await is_staff(update, context):
        return True
    await refuse(update, context.say("staff-only", locale_of(update, context)))
    return False
