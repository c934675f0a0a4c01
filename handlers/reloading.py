"""/reload, /rollback, files for the base, and the buttons under a proposal.

What takes long goes on beside the handler, so that a chat's next messages need not wait for it; a
message that says so becomes the report in the end.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Coroutine, Sequence
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.errors import ExchangeBotError
from bot.releases import Applied, Proposal
from bot.reloading.following import Announcement
from bot.reloading.reloading import SupersededError
from bot.reloading.uploads import MAX_UPLOAD_BYTES, Upload, is_upload, shown
from bot.staff import Role
from handlers import questions
from handlers.admins import is_admin, refuse_others
from handlers.buttons import parse
from handlers.context import Context, Services, locale_of
from handlers.proposals import (
    APPLY,
    BACK,
    CANCEL,
    OVERRIDE,
    show_applied,
    show_error,
    show_proposal,
)
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import NO_PREVIEW, answer_press, edit_screen, follow_edit, say_gone
from handlers.sending import send_screen as send
from handlers.waiting import WaitingNote
from knowledge.problems import InvalidBaseError

logger = logging.getLogger(__name__)

MAX_NUMBER_DIGITS = 15


async def reload(update: Update, context: Context) -> None:
    """Propose what stands in the folder."""
    message, user = await refuse_others(update, context), update.effective_user
    if message is not None and user is not None:
        await _propose(message, context.services.reloading.reload(user.id), update, context)


async def roll_back(update: Update, context: Context) -> None:
    """Propose a former release: the one whose number is given, else the one before."""
    message, user = await refuse_others(update, context), update.effective_user
    if message is None or user is None:
        return
    given = (context.args or [""])[0].removeprefix("#")
    reloading = context.services.reloading
    if _is_number(given):
        await _propose(message, reloading.roll_back(int(given), user.id), update, context)
        return
    former = await reloading.former()
    if given or former is None:
        what = "rollback-usage" if given else "rollback-none"
        text = context.services.texts.get(what, locale_of(update, context))
        await send(message, Screen(RichText().line(text)))
        return
    await _propose(message, reloading.roll_back(former.id, user.id), update, context)


async def take_file(update: Update, context: Context) -> None:
    """Propose the base with a file that an administrator sent; others' files are no question."""
    message, user = update.effective_message, update.effective_user
    if message is None or message.document is None or user is None:
        return
    document = message.document
    if not is_upload(document.file_name) or not await is_admin(update, context):
        if message.caption:
            await questions.ask_freely(update, context)
        else:
            await questions.explain_only_text(update, context)
        return
    name = document.file_name or ""
    if document.file_size is None or document.file_size > MAX_UPLOAD_BYTES:
        text = context.say("upload-too-large", locale_of(update, context), name=shown(name))
        await send(message, Screen(RichText().line(text)))
        return
    file = await document.get_file()
    content = bytes(await file.download_as_bytearray())
    upload = Upload(name, content, message.caption or "")
    await _propose(message, context.services.reloading.upload(upload, user.id), update, context)


async def decide(update: Update, context: Context) -> None:
    """Apply or cancel a proposal, or propose a release of the list, as was pressed."""
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    data = parse(query.data)
    act, number = data.arguments if data is not None and len(data.arguments) == 2 else ("", "")
    message = query.message
    if not isinstance(message, Message) or not _is_number(number):
        await say_gone(query, update, context)
        return
    if not await is_admin(update, context):
        text = context.say("staff-admins-only", locale_of(update, context))
        await answer_press(query, text, show_alert=True)
        return
    await answer_press(query)
    reloading = context.services.reloading
    if act == BACK:
        await _propose(message, reloading.roll_back(int(number), user.id), update, context)
    elif act == CANCEL:
        await reloading.cancel(int(number))
        text = context.say("proposal-cancelled", locale_of(update, context))
        await edit_screen(message, Screen(RichText().line(text)))
    elif act in {APPLY, OVERRIDE}:
        work = _apply(message, int(number), update, context, override=act == OVERRIDE)
        context.application.create_task(work, update=update)


async def announce(announcement: Announcement, bot: ExtBot[None], services: Services) -> None:
    """Tell the administrators what came of a reload that nobody waits for."""
    for user_id, role in (await services.access.everybody()).items():
        if role is not Role.ADMIN:
            continue
        chat = await services.stores.chats.get(user_id)
        locale = chat.locale if chat and chat.locale else "en"
        screen = _announced(announcement, locale, services)
        try:
            await bot.send_message(
                user_id,
                screen.text.messages()[0],
                parse_mode="HTML",
                link_preview_options=NO_PREVIEW,
                reply_markup=screen.markup,
            )
        except TelegramError as error:
            logger.info("an administrator could not be told of a reload: %s", error)


def _announced(announcement: Announcement, locale: str, services: Services) -> Screen:
    proposal, applied = announcement.proposal, announcement.applied
    if announcement.error is not None:
        return show_error(announcement.error, locale, services.texts)
    assert proposal is not None  # noqa: S101 - for the type checker
    if applied is not None:
        return show_applied(applied, proposal, locale, services.texts)
    return show_proposal(proposal, locale, services.texts)


async def _propose(
    message: Message, work: Coroutine[Any, Any, Proposal], update: Update, context: Context
) -> None:
    """Say that it takes a while, and let the report take the place of that."""
    text = context.say("proposal-checking", locale_of(update, context))
    try:
        sent = await send(message, Screen(RichText().line(text)))
    except BaseException:
        work.close()
        raise
    context.application.create_task(_report(message, sent, work, update, context), update=update)


async def _report(
    message: Message,
    sent: tuple[int, ...],
    work: Coroutine[Any, Any, Proposal],
    update: Update,
    context: Context,
) -> None:
    locale, texts = locale_of(update, context), context.services.texts
    try:
        screen = show_proposal(await work, locale, texts)
    except SupersededError:
        screen = Screen(RichText().line(context.say("proposal-superseded", locale)))
    except (InvalidBaseError, ExchangeBotError) as error:
        screen = show_error(error, locale, texts)
    if not await follow_edit(context, message.chat_id, sent, screen):
        await send(message, screen)


async def _apply(
    message: Message, number: int, update: Update, context: Context, *, override: bool
) -> None:
    user, locale = update.effective_user, locale_of(update, context)
    reloading = context.services.reloading
    proposal = reloading.proposal
    if user is None or proposal is None or proposal.record.id != number:
        gone = context.say("applied-gone", locale)
        await edit_screen(message, Screen(RichText().line(gone)))
        return
    said = context.say("proposal-applying", locale)

    def applying(lines: Sequence[str]) -> Screen:
        return Screen(RichText().line("\n".join([said, *lines])))

    def edit(screen: Screen) -> Awaitable[None]:
        return edit_screen(message, screen)

    await edit(applying([]))
    try:
        async with WaitingNote(applying, edit, locale, context.services.texts) as on_wait:
            applied = await reloading.apply(number, user.id, override=override, on_wait=on_wait)
    except ExchangeBotError as error:
        await edit_screen(message, show_error(error, locale, context.services.texts))
        return
    screen = show_applied(applied, proposal, locale, context.services.texts)
    await edit_screen(message, _with_way_on(screen, applied, proposal, locale, context))


def _with_way_on(
    screen: Screen, applied: Applied, proposal: Proposal, locale: str, context: Context
) -> Screen:
    """Return the outcome; where trying again may help, with the proposal's buttons."""
    if applied in {Applied.NOT_READY, Applied.READ_ONLY, Applied.TURNED_WRONG}:
        again = show_proposal(proposal, locale, context.services.texts)
        return Screen(screen.text, again.markup)
    return screen


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS
