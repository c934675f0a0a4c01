"""The locale that a chat reads, as an expression that a database can count and sort by."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, func, or_

from bot.storage.schema import chats
from bot.texts import FALLBACK, LANGUAGE_NAMES


def locale_read() -> ColumnElement[str]:
    """Return the chat's choice, else Telegram's language if it is one of ours, else English.

    Telegram's language codes come as ``it`` and ``it-IT``.
    """
    code = func.lower(chats.c.language_code)
    told = [
        (or_(code == locale, code.like(f"{locale}-%")), locale)
        for locale in LANGUAGE_NAMES
        if locale != FALLBACK
    ]
    return func.coalesce(chats.c.locale, case(*told, else_=FALLBACK))
