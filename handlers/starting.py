"""/start, /help, /about, /privacy."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update

from bot.answering import BROWSED
from handlers.browsing import COMMANDS, card_screen
from handlers.context import Context, locale_of
from handlers.replying import Screen, menu_buttons
from handlers.rich_text import RichText, Style
from handlers.sending import send_screen

EXAMPLES = ("example-1", "example-2", "example-3")


async def start(update: Update, context: Context) -> None:
    """Greet, or show the entry that a link names (``t.me/BOT?start=ENTRY_ID``)."""
    message = update.effective_message
    if message is None:
        return
    locale = locale_of(update, context)
    entry = (context.args or [""])[0]
    linked = card_screen(entry, 0, locale, context) if entry else None
    if linked is not None:
        await send_screen(message, linked)
        return
    name = update.effective_user.first_name if update.effective_user else ""
    body = RichText().line(context.say("start", locale, name=name or "none")).line()
    body.line(context.say("start-examples", locale))
    for example in EXAMPLES:
        body.line(f"• {context.say(example, locale)}")
    await send_screen(message, Screen(body, _menu(locale, context)))


async def show_help(update: Update, context: Context) -> None:
    """Say what the bot can do."""
    message = update.effective_message
    if message is None:
        return
    locale = locale_of(update, context)
    body = RichText()
    for line in ("help", "help-follow-up", "help-ask", "help-inline", "help-feedback"):
        body.line(context.say(line, locale, username=context.bot.username))
    body.line().line(context.say("start-examples", locale))
    for example in EXAMPLES:
        body.line(f"• {context.say(example, locale)}")
    body.line().line(context.say("help-browse", locale))
    for command in (*COMMANDS, "language", "about", "privacy"):
        body.line(f"/{command} – {context.say(f'command-{command}', locale)}")
    await send_screen(message, Screen(body, _menu(locale, context)))


async def show_about(update: Update, context: Context) -> None:
    """Say what the bot knows, and from where."""
    message = update.effective_message
    if message is None:
        return
    locale = locale_of(update, context)
    known = context.services.answering.about()
    body = RichText().line(context.say("about-heading", locale), Style.BOLD)
    body.line(
        context.say(
            "about-counts",
            locale,
            entries=known.entry_count,
            facts=known.fact_count,
            release=known.release,
            verified=known.verified_on,
        )
    )
    body.line().line(context.say("about-documents", locale))
    for document in known.documents:
        body.line(f"• {document.document} ({document.section})")
    body.line().line(context.say("about-how", locale))
    await send_screen(message, Screen(body))


async def show_privacy(update: Update, context: Context) -> None:
    """Say what is kept about people."""
    message = update.effective_message
    if message is not None:
        text = context.say("privacy", locale_of(update, context))
        await send_screen(message, Screen(RichText().line(text)))


def _menu(locale: str, context: Context) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(menu_buttons(tuple(BROWSED), locale, context.services.texts))
