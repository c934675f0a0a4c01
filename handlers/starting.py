"""/start, /help, /about, /privacy."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.answering import BROWSED
from bot.errors import StorageError
from bot.staff import Role
from bot.subscribers import Place
from handlers.browsing import COMMANDS, card_screen
from handlers.context import Context, locale_of
from handlers.desk.guide import guide
from handlers.handing_over import can_hand_over, with_ask_button
from handlers.leaving import LINKED, join_button, unsubscribe
from handlers.menu import ADMIN_COMMANDS, DESK_COMMANDS, STAFF_COMMANDS, publish_for
from handlers.places import hear, place_of
from handlers.replying import Rows, Screen, menu_buttons
from handlers.rich_text import RichText, Style
from handlers.sending import send_screen
from handlers.settings_menu import settings_button
from handlers.subscribing import offer_to_take_up, subscribe_by_link

EXAMPLES = ("example-1", "example-2", "example-3")
NEWS_COMMANDS = ("subscribe", "updates", "settings", "unsubscribe")
OTHER_COMMANDS = ("language", "about", "privacy", "mydata", "forgetme")

logger = logging.getLogger(__name__)


async def start(update: Update, context: Context) -> None:
    """Greet, or do what a link says: show an entry (``t.me/BOT?start=ENTRY_ID``), or subscribe.

    To somebody who had blocked the bot, offer what that ended.
    """
    message = update.effective_message
    if message is None:
        return
    locale = locale_of(update, context)
    payload = (context.args or [""])[0]
    if payload and await subscribe_by_link(update, context, payload):
        return
    if payload == LINKED:
        await unsubscribe(update, context)
        return
    linked = card_screen(payload, 0, locale, context) if payload else None
    if linked is not None:
        await send_screen(message, linked)
    else:
        await _greet(message, update, context)
    if message.chat.type == ChatType.PRIVATE:
        await _welcome_back(message, update, context)


async def _greet(message: Message, update: Update, context: Context) -> None:
    locale = locale_of(update, context)
    name = update.effective_user.first_name if update.effective_user else ""
    body = RichText().line(context.say("start", locale, name=name or "none")).line()
    body.line(context.say("start-examples", locale))
    for example in EXAMPLES:
        body.line(f"• {context.say(example, locale)}")
    rows = menu_buttons(tuple(BROWSED), locale, context.services.texts)
    if message.chat.type == ChatType.PRIVATE:
        rows += await _news_row(message.chat.id, locale, context)
    await send_screen(message, Screen(body, InlineKeyboardMarkup(rows)))


async def _news_row(chat_id: int, locale: str, context: Context) -> Rows:
    """Return the button that leads to the news, none where the database fails: greet anyway."""
    try:
        is_active = await context.services.subscribing.is_active(Place(chat_id))
    except StorageError as error:
        logger.warning("a subscription cannot be read: %s", error)
        return []
    if is_active:
        return [[settings_button(context.say("button-settings", locale))]]
    return [[join_button(context.say("button-news", locale))]]


async def _welcome_back(message: Message, update: Update, context: Context) -> None:
    """Offer what a block had ended, and show members of staff their commands."""
    place, user = place_of(update), update.effective_user
    if place is None or user is None:
        return
    try:
        await hear(update, context, place)
        await context.services.subscribing.let_in(place.chat_id)
        await offer_to_take_up(message, update, context, place)
    except StorageError as error:
        logger.warning("what a block ended cannot be offered: %s", error)
    role = await context.services.access.shown_role_of(user.id)
    if role is not None:
        await publish_for(
            context.bot,
            context.services.texts,
            user.id,
            role,
            has_desk=context.services.desk.is_on,
        )


async def show_help(update: Update, context: Context) -> None:
    """Say what the bot can do for whoever asks; what only staff can do is told in private."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    locale, desk = locale_of(update, context), context.services.desk
    if desk.is_staff_group(message.chat.id):
        has_topics = bool(message.chat.is_forum)
        texts = context.services.texts
        await send_screen(message, guide(locale, texts, desk.hours, has_topics=has_topics))
        return
    body = RichText()
    for line in ("help", "help-follow-up", "help-ask", "help-inline", "help-feedback"):
        body.line(context.say(line, locale, username=context.bot.username))
    body.line().line(context.say("start-examples", locale))
    for example in EXAMPLES:
        body.line(f"• {context.say(example, locale)}")
    _list_commands(body, context.say("help-browse", locale), tuple(COMMANDS), locale, context)
    _list_commands(body, context.say("help-news", locale), NEWS_COMMANDS, locale, context)
    if message.chat.type != ChatType.PRIVATE:
        body.line(context.say("help-news-group", locale))
    if can_hand_over(message.chat.type, context):
        _list_commands(body, context.say("help-desk", locale), DESK_COMMANDS, locale, context)
    _list_commands(body, context.say("help-other", locale), OTHER_COMMANDS, locale, context)
    if message.chat.type == ChatType.PRIVATE and user is not None:
        await _help_staff(body, user.id, locale, context)
    screen = Screen(body, _menu(locale, context))
    if can_hand_over(message.chat.type, context):
        screen = with_ask_button(screen, locale, context.services.texts)
    await send_screen(message, screen)


async def _help_staff(body: RichText, user_id: int, locale: str, context: Context) -> None:
    role = await context.services.access.shown_role_of(user_id)
    if role is not None:
        _list_commands(body, context.say("help-staff", locale), STAFF_COMMANDS, locale, context)
        if context.services.desk.is_on:
            body.line(context.say("help-staff-desk", locale))
    if role is Role.ADMIN:
        _list_commands(body, context.say("help-admin", locale), ADMIN_COMMANDS, locale, context)
        body.line(context.say("help-files", locale))


def _list_commands(
    body: RichText, heading: str, commands: tuple[str, ...], locale: str, context: Context
) -> None:
    if not commands:
        return
    body.line().line(heading, Style.BOLD)
    for command in commands:
        body.line(f"/{command} – {context.say(f'command-{command}', locale)}")


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
        locale = locale_of(update, context)
        body = RichText().line(context.say("privacy", locale))
        if context.services.desk.is_on:
            body.line().line(context.say("privacy-desk", locale))
        await send_screen(message, Screen(body))


def _menu(locale: str, context: Context) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(menu_buttons(tuple(BROWSED), locale, context.services.texts))
