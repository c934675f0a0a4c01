"""Registers what Telegram shows of the bot: commands, description, short description.

Everybody finds the commands that they may use, and no others: people and groups by scopes of
Telegram's, the administrators of groups by one of their own, members of staff by their chat's.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.staff import Role
from bot.texts import FALLBACK, Texts
from bot.transport.pace import Lane

logger = logging.getLogger(__name__)

PRIVATE_COMMANDS = (
    "start", "ask", "programs", "visits", "agreements", "people", "events",
    "subscribe", "updates", "settings", "unsubscribe",
    "language", "about", "help", "privacy", "mydata", "forgetme",
)  # fmt: skip
GROUP_COMMANDS = ("ask", "updates", "help", "about")
GROUP_ADMIN_COMMANDS = (
    *GROUP_COMMANDS, "subscribe", "settings", "unsubscribe", "language", "mydata", "forgetme",
)  # fmt: skip
STAFF_COMMANDS = ("broadcast", "broadcasts", "unanswered", "review", "stats")
ADMIN_COMMANDS = (
    "grant", "revoke", "audit", "knowledge", "reload", "export", "releases", "rollback",
)  # fmt: skip
DESK_COMMANDS = ("contact", "end")
"""Only where questions can be handed over."""
OFFICE_COMMANDS = (*GROUP_COMMANDS, "close", "reopen", "assign", "block", "unblock", "language")
"""In the office's group."""


def commands_for(role: Role | None, *, has_desk: bool = False) -> tuple[str, ...]:
    """Return the commands that a person may use in private; `has_desk`: may hand over."""
    desk = DESK_COMMANDS if has_desk else ()
    staff = STAFF_COMMANDS if role is not None else ()
    admin = ADMIN_COMMANDS if role is Role.ADMIN else ()
    return (*PRIVATE_COMMANDS, *desk, *staff, *admin)


async def publish(bot: ExtBot[Lane], texts: Texts, office: int | None = None) -> None:
    """Set commands and descriptions for every scope and language; `office` is its group, if any.

    The fallback language is also set without a language code, for everybody else.
    """
    for scope, names in _scopes(has_desk=office is not None):
        await _set_commands(bot, texts, scope, names)
    for locale, code in _languages(texts):
        await bot.set_my_description(texts.get("bot-description", locale), code)
        short = texts.get("bot-short-description", locale)
        await bot.set_my_short_description(short, code)
    if office is not None:
        await _publish_in(bot, texts, office)


async def _publish_in(bot: ExtBot[Lane], texts: Texts, office: int) -> None:
    try:
        await _set_commands(bot, texts, BotCommandScopeChat(office), OFFICE_COMMANDS)
    except TelegramError as error:  # the bot is not in the group yet
        logger.warning("the office's group cannot be reached: %s", error)


async def publish_for(
    bot: ExtBot[Lane],
    texts: Texts,
    user_id: int,
    role: Role | None,
    *,
    has_desk: bool = False,
) -> None:
    """Let a person's private chat show the commands of their role, or everybody's for None.

    Somebody who never wrote to the bot has no chat to show them in: they get them by /start.
    """
    scope = BotCommandScopeChat(user_id)
    try:
        if role is not None:
            await _set_commands(bot, texts, scope, commands_for(role, has_desk=has_desk))
            return
        for _, code in _languages(texts):
            await bot.delete_my_commands(scope, language_code=code)
    except TelegramError as error:
        logger.info("the commands of a role could not be shown to %s: %s", user_id, error)


async def _set_commands(
    bot: ExtBot[Lane], texts: Texts, scope: BotCommandScope, names: Sequence[str]
) -> None:
    for locale, code in _languages(texts):
        commands = [BotCommand(name, texts.get(f"command-{name}", locale)) for name in names]
        await bot.set_my_commands(commands, scope, language_code=code)


def _languages(texts: Texts) -> list[tuple[str, str | None]]:
    """Return each locale with the code to register it under, the fallback also under none."""
    return [(FALLBACK, None), *((locale, locale) for locale in texts.locales)]


def _scopes(*, has_desk: bool) -> tuple[tuple[BotCommandScope, tuple[str, ...]], ...]:
    return (
        (BotCommandScopeDefault(), GROUP_COMMANDS),
        (BotCommandScopeAllPrivateChats(), commands_for(None, has_desk=has_desk)),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        (BotCommandScopeAllChatAdministrators(), GROUP_ADMIN_COMMANDS),
    )
