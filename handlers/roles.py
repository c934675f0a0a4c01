"""/grant, /revoke and /audit: for the bot's administrators."""

from __future__ import annotations

import contextlib

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageOriginUser, Update
from telegram.constants import MessageEntityType
from telegram.error import TelegramError

from bot.access import Change
from bot.staff import Role
from handlers.admins import is_admin
from handlers.audit_lines import people_in, sentence
from handlers.buttons import ButtonData, Press, parse
from handlers.context import Context, locale_of
from handlers.known_staff import name_of, role_of_actor
from handlers.menu import publish_for
from handlers.replying import Screen
from handlers.rich_text import RichText, Style
from handlers.sending import answer_press, edit_screen, say_gone, send_screen

AUDIT_PAGE = 10
MAX_ID_DIGITS = 15
"""Bot API: user ids have at most 52 significant bits."""


async def grant(update: Update, context: Context) -> None:
    """Give a person a role, and show them its commands."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    locale = locale_of(update, context)
    words = list(context.args or ())
    named = [each for each in words if each.lower() in set(Role)]
    role = Role(named[0].lower()) if named else Role.STAFF
    target = _person_in(message, [each for each in words if each not in named])
    if target is None:
        await _explain(message, context.say("grant-usage", locale), update, context)
        return
    await role_of_actor(user, context)
    change = await context.services.access.grant(user.id, target, role)
    called = await _called(target, context)
    told = context.say(f"role-{role.value}", locale)
    match change:
        case Change.DONE:
            text = context.say("granted", locale, user=called, role=told)
            await _show_commands(target, role, context)
            await _tell_grantee(target, role, update, context)
        case Change.NOTHING:
            text = context.say("granted-before", locale, user=called, role=told)
        case Change.IN_SETTINGS:
            text = context.say("kept-in-settings", locale, user=called)
        case Change.NOT_ALLOWED:
            text = context.say("staff-admins-only", locale)
    await send_screen(message, Screen(RichText().line(text)))


async def revoke(update: Update, context: Context) -> None:
    """Take away the role that a person was granted, and its commands from their menu."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    locale = locale_of(update, context)
    target = _person_in(message, list(context.args or ()))
    if target is None:
        await _explain(message, context.say("revoke-usage", locale), update, context)
        return
    await role_of_actor(user, context)
    called = await _called(target, context)
    change = await context.services.access.revoke(user.id, target)
    match change:
        case Change.DONE:
            context.services.staff_names.forget_chat(target)
            text = context.say("revoked", locale, user=called)
            role = await context.services.access.role_of(target)
            await _show_commands(target, role, context)
        case Change.NOTHING:
            text = context.say("revoked-before", locale, user=called)
        case Change.IN_SETTINGS:
            text = context.say("kept-in-settings", locale, user=called)
        case Change.NOT_ALLOWED:
            text = context.say("staff-admins-only", locale)
    await send_screen(message, Screen(RichText().line(text)))


async def show_audit(update: Update, context: Context) -> None:
    """Show the latest acts of members of staff."""
    message = update.effective_message
    if message is not None:
        await send_screen(message, await _audit_screen(None, update, context))


async def turn_audit(update: Update, context: Context) -> None:
    """Show older acts, or the latest again, in the same message."""
    query = update.callback_query
    if query is None:
        return
    data = parse(query.data)
    before = data.arguments[0] if data is not None and data.arguments else ""
    is_number = before.isascii() and before.isdigit() and len(before) <= MAX_ID_DIGITS
    if not isinstance(query.message, Message) or not (is_number or not before):
        await say_gone(query, update, context)
        return
    screen = await _audit_screen(int(before) if before else None, update, context)
    await answer_press(query)
    await edit_screen(query.message, screen)


async def _audit_screen(before_id: int | None, update: Update, context: Context) -> Screen:
    user, locale = update.effective_user, locale_of(update, context)
    found = None
    if user is not None and await is_admin(update, context):
        found = await context.services.access.log(user.id, AUDIT_PAGE + 1, before_id)
    if found is None:
        return Screen(RichText().line(context.say("staff-admins-only", locale)))
    shown = found[:AUDIT_PAGE]
    body = RichText().line(context.say("audit-heading", locale), Style.BOLD).line()
    names = await context.services.staff_names.of(people_in(shown))
    for entry in shown:
        told = sentence(entry, names, locale, context)
        body.line(f"{entry.at:%Y-%m-%d %H:%M} UTC · {told}")
    if not shown:
        body.line(context.say("audit-empty", locale))
    row = []
    if before_id is not None:
        row.append(_button(context.say("button-latest", locale)))
    if len(found) > AUDIT_PAGE:
        row.append(_button(context.say("button-older", locale), str(shown[-1].id)))
    return Screen(body, InlineKeyboardMarkup([row]) if row else None)


def _button(label: str, *arguments: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=str(ButtonData(Press.AUDIT, arguments)))


def _person_in(message: Message, words: list[str]) -> int | None:
    """Return whom a command is about: an id, a mention, or who wrote what it replies to.

    Telegram tells bots nobody's id by their @name, but it does with a mention of somebody without
    one, and with a forwarded message unless they forbid it.
    """
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        return int(words[0]) if len(words[0]) <= MAX_ID_DIGITS else None
    mentions = message.parse_entities([MessageEntityType.TEXT_MENTION])
    for entity in mentions:
        if entity.user is not None and not entity.user.is_bot:
            return entity.user.id
    replied = message.reply_to_message
    if replied is None or words:
        return None
    origin = replied.forward_origin
    author = origin.sender_user if isinstance(origin, MessageOriginUser) else replied.from_user
    if author is None or author.is_bot or (origin is not None and author is replied.from_user):
        return None
    return author.id


async def _explain(message: Message, usage: str, update: Update, context: Context) -> None:
    """Say how the command is written, and to administrators who has which role."""
    locale, access = locale_of(update, context), context.services.access
    if not await is_admin(update, context):
        text = context.say("staff-admins-only", locale)
        await send_screen(message, Screen(RichText().line(text)))
        return
    body = RichText().line(usage).line()
    everybody = await access.everybody()
    names = await context.services.staff_names.of(everybody)
    for user_id, role in everybody.items():
        name = f"{name_of(user_id, names)} · " if user_id in names else ""
        body.line(f"{name}{user_id}: {context.say(f'role-{role.value}', locale)}")
    await send_screen(message, Screen(body))


async def _called(user_id: int, context: Context) -> str:
    return name_of(user_id, await context.services.staff_names.of([user_id]))


async def _tell_grantee(user_id: int, role: Role, update: Update, context: Context) -> None:
    """Tell somebody of their new role; who never wrote to the bot cannot be told."""
    known = await context.services.stores.chats.get(user_id)
    locale = known.locale if known and known.locale else locale_of(update, context)
    told = context.say("granted-to-you", locale, role=context.say(f"role-{role.value}", locale))
    with contextlib.suppress(TelegramError):
        await context.bot.send_message(user_id, told)


async def _show_commands(user_id: int, role: Role | None, context: Context) -> None:
    services = context.services
    has_desk = services.desk.is_on
    await publish_for(context.bot, services.texts, user_id, role, has_desk=has_desk)
