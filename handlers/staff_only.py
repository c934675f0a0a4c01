"""What only members of staff may do; whoever is none gets a clear word."""

from __future__ import annotations

from telegram import Update

from handlers.context import Context, locale_of
from handlers.known_staff import role_of_actor
from handlers.sending import refuse


async def is_staff(update: Update, context: Context) -> bool:
    """Return whether whoever wrote or pressed is a member of staff; StorageError if unknown."""
    return await role_of_actor(update.effective_user, context) is not None


async def only_staff(update: Update, context: Context) -> bool:
    """Return whether whoever wrote or pressed is a member of staff; tell them if not."""
    if await is_staff(update, context):
        return True
    await refuse(update, context.say("staff-only", locale_of(update, context)))
    return False
