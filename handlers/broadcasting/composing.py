"""/broadcast: a broadcast is written step by step on one card, which survives any restart.

What the person writes is answered by moving the card below it; what they press, by editing it in
place. In a group only replies to the card count: everything else is said to others.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType, ParseMode
from telegram.ext import ApplicationHandlerStop

from bot.content_limits import ContentProblem, Refusal, problem_of, read_buttons
from bot.drafts import AWAITS_MESSAGE, Draft, Step
from bot.errors import StorageError
from bot.send_times import TimeProblem, read_send_time, read_zone
from handlers.broadcasting.cards import View, card
from handlers.broadcasting.reading import content_of
from handlers.broadcasting.wording import refusal_text
from handlers.context import Context, locale_of
from handlers.sending import NO_PREVIEW, answer_press, edit_screen, send_card, take_away
from handlers.staff_only import is_staff, only_staff

logger = logging.getLogger(__name__)


async def begin(update: Update, context: Context) -> None:
    """Begin a broadcast, or go on with the one that the person is writing."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    if not await only_staff(update, context):
        return
    drafting, locale = context.services.drafting, locale_of(update, context)
    view = View(user.id, locale, context)
    draft = await drafting.current(user.id, message.chat.id)
    if draft is None:
        draft = await drafting.begin(user.id, message.chat.id, locale, user.language_code)
    else:
        view = replace(view, notice=context.say("compose-goes-on", locale), sign="✍️")
    await move_card(draft, view, message)


async def take_message(update: Update, context: Context) -> None:
    """Take what a person writes as the answer to their card, if they have one that asks.

    Whatever is taken is handled: no other handler sees it.
    """
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    draft = await _draft_of(user.id, message.chat.id, context)
    if draft is None or not _is_meant(message, draft):
        return
    if not await is_staff(update, context):  # the role was taken away meanwhile
        return
    view = View(user.id, locale_of(update, context), context)
    if _is_next_of_album(message, draft):
        await _take_album_file(message, draft, view)
    elif draft.step in AWAITS_MESSAGE:
        await _answer(message, draft, view)
    else:
        return
    raise ApplicationHandlerStop


async def take_edit(update: Update, context: Context) -> None:
    """Follow the edit of a message that a draft was made of."""
    message, user = update.edited_message, update.effective_user
    if message is None or user is None:
        return
    draft = await _draft_of(user.id, message.chat.id, context)
    content = content_of(message)
    changed = draft.with_edit(content) if draft is not None and content is not None else None
    if draft is None or changed is None:
        return
    view = View(user.id, locale_of(update, context), context)
    refusal = next(
        (found for each in changed.versions.values() if (found := problem_of(each))), None
    )
    if refusal is not None:
        await move_card(draft, _told(view, refusal_text(refusal, view.locale, context)), message)
    else:
        await move_card(changed, _told(view, view.say("compose-edited")), message)
    raise ApplicationHandlerStop


async def _draft_of(user_id: int, chat_id: int, context: Context) -> Draft | None:
    """Return what somebody is writing; without the database nothing, and questions get answers."""
    try:
        return await context.services.drafting.current(user_id, chat_id)
    except StorageError as error:
        logger.warning("what somebody is writing cannot be read: %s", error)
        return None


async def move_card(draft: Draft, view: View, message: Message) -> None:
    """Keep a draft and show it on a card below `message`; the old card goes."""
    drafting, chat_id = view.context.services.drafting, message.chat.id
    await drafting.save(view.owner_id, chat_id, draft)
    thread_id = message.message_thread_id if message.is_topic_message else None
    card_id = await send_card(view.context, chat_id, await card(draft, view), thread_id)
    await drafting.save(view.owner_id, chat_id, replace(draft, card_id=card_id))
    await take_away(view.context, chat_id, draft.card_id)


async def edit_card(draft: Draft, view: View, query: CallbackQuery) -> None:
    """Keep a draft and show it on the card that was pressed."""
    message = query.message
    if not isinstance(message, Message):  # so old that Telegram shows it no more
        return
    draft = replace(draft, card_id=message.message_id)
    await view.context.services.drafting.save(view.owner_id, message.chat.id, draft)
    await answer_press(query)
    await edit_screen(message, await card(draft, view))


def _is_meant(message: Message, draft: Draft) -> bool:
    if message.chat.type == ChatType.PRIVATE:
        return True
    replied = message.reply_to_message
    if replied is not None and replied.message_id == draft.card_id:
        return True
    return _is_next_of_album(message, draft)


def _is_next_of_album(message: Message, draft: Draft) -> bool:
    return message.media_group_id is not None and message.media_group_id == draft.album_id


def _told(view: View, notice: str) -> View:
    return replace(view, notice=notice)


async def _take_album_file(message: Message, draft: Draft, view: View) -> None:
    content = content_of(message)
    if content is None or content.media is None or draft.locale not in draft.versions:
        return
    longer = draft.with_album_file(content)
    refusal = problem_of(longer.versions[draft.locale])
    notice = refusal_text(refusal, view.locale, view.context) if refusal else ""
    if refusal is not None:
        left = {each: old for each, old in draft.versions.items() if each != draft.locale}
        await move_card(
            draft.at(Step.MESSAGE, versions=left, album_id=None), _told(view, notice), message
        )
        return
    await _refresh_card(longer, view, message)


async def _refresh_card(draft: Draft, view: View, message: Message) -> None:
    """Show a draft on its card where that stands below `message` already, else move it there.

    The files of an album come one by one, and all of them before the card.
    """
    if draft.card_id is None or draft.card_id < message.message_id:
        await move_card(draft, view, message)
        return
    await view.context.services.drafting.save(view.owner_id, message.chat.id, draft)
    screen = await card(draft, view)
    await view.context.bot.edit_message_text(
        screen.text.messages()[0],
        message.chat.id,
        draft.card_id,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=screen.markup,
    )


async def _answer(message: Message, draft: Draft, view: View) -> None:
    """Take a message as what the step asks for, or say why it is not."""
    match draft.step:
        case Step.MESSAGE:
            draft, notice = _with_message(message, draft, view)
        case Step.LINKS:
            draft, notice = _with_links(message, draft, view)
        case Step.ZONE:
            draft, notice = await _with_zone(message.text or "", draft, view)
        case _:
            draft, notice = await _with_time(message.text or "", draft, view)
    await move_card(draft, _told(view, notice), message)


def _with_message(message: Message, draft: Draft, view: View) -> tuple[Draft, str]:
    content = content_of(message)
    refusal = Refusal(ContentProblem.UNSUPPORTED) if content is None else problem_of(content)
    if content is None or refusal is not None:
        assert refusal is not None  # noqa: S101 - for the type checker
        return draft, refusal_text(refusal, view.locale, view.context)
    return draft.with_content(content, message.media_group_id), ""


def _with_links(message: Message, draft: Draft, view: View) -> tuple[Draft, str]:
    buttons = read_buttons(message.text or "")
    if buttons == "":
        return draft, view.say("compose-links-count")
    if isinstance(buttons, str):
        return draft, view.say("compose-links-wrong", line=buttons)
    content = replace(draft.versions[draft.locale], buttons=buttons)
    return draft.at(Step.VERSIONS, versions={**draft.versions, draft.locale: content}), ""


async def _with_zone(text: str, draft: Draft, view: View) -> tuple[Draft, str]:
    zone = read_zone(text)
    if zone is None:
        return draft, view.say("compose-zone-unknown")
    await view.context.services.drafting.keep_zone(view.owner_id, zone)
    return draft.at(Step.TIME, zone=zone.key), ""


async def _with_time(text: str, draft: Draft, view: View) -> tuple[Draft, str]:
    drafting = view.context.services.drafting
    zone = await drafting.zone_of(view.owner_id)
    if zone is None:
        return draft.at(Step.ZONE), ""
    read = read_send_time(text, zone, drafting.now())
    if isinstance(read, TimeProblem):
        return draft, view.say(f"compose-time-{read.value.replace('_', '-')}")
    return draft.at(Step.CONFIRM, send_at=read, zone=zone.key), ""
