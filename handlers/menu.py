"""Registers what Telegram shows of the bot: commands, description, short description."""

from __future__ import annotations

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.ext import ExtBot

from bot.texts import FALLBACK, Texts

PRIVATE_COMMANDS = (
    "start", "ask", "programs", "visits", "agreements", "people", "events",
    "language", "about", "help", "privacy",
)  # fmt: skip
GROUP_COMMANDS = ("ask", "language", "help", "about")


async def publish(bot: ExtBot[None], texts: Texts) -> None:
    """Set commands and descriptions for every scope and language.

    The fallback language is also set without a language code, for everybody else.
    """
    for locale in texts.locales:
        for code in ("", locale) if locale == FALLBACK else (locale,):
            for scope, names in _scopes():
                commands = [
                    BotCommand(name, texts.get(f"command-{name}", locale)) for name in names
                ]
                await bot.set_my_commands(commands, scope, language_code=code or None)
            await bot.set_my_description(texts.get("bot-description", locale), code or None)
            short = texts.get("bot-short-description", locale)
            await bot.set_my_short_description(short, code or None)


def _scopes() -> tuple[tuple[BotCommandScope, tuple[str, ...]], ...]:
    return (
        (BotCommandScopeDefault(), GROUP_COMMANDS),
        (BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    )
