"""Members of staff by name: noted when they act, told where they are listed."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import User

from bot.staff import Role, StaffName
from handlers.context import Context
from handlers.rich_text import shorten

MAX_NAME_UNITS = 64


async def role_of_actor(user: User | None, context: Context) -> Role | None:
    """Return the role of whoever wrote or pressed, None for a reader; StorageError if unknown.

    The name of somebody who has one is noted.
    """
    if user is None or user.is_bot:
        return None
    role = await context.services.access.role_of(user.id)
    if role is not None:
        name = StaffName(user.full_name, user.username)
        await context.services.staff_names.note(user.id, name)
    return role


def name_of(user_id: int, names: Mapping[int, StaffName]) -> str:
    """Return what a person is called: name and username, the id where no name is known.

    >>> name_of(7, {7: StaffName("Haru  Sato", "haru")}), name_of(8, {})
    ('Haru Sato (@haru)', '8')
    """
    found = names.get(user_id)
    if found is None:
        return str(user_id)
    name = shorten(" ".join(found.name.split()), MAX_NAME_UNITS)
    return f"{name} (@{found.username})" if found.username else name
