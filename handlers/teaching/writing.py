"""The card of a lesson, and what somebody writes while it asks for something.

What the person writes is answered by moving the card below it; what they press, by editing it in
place. It stands in their private chat with the bot, and survives any restart.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.errors import StorageError
from bot.learning.lessons import Lesson, Step
from bot.learning.teaching import is_text_step, limit_of
from bot.learning.wrong_language import other_language
from bot.texts import LANGUAGE_NAMES
from handlers.context import Context, locale_of
from handlers.sending import answer_press, edit_screen, send_card, take_away
from handlers.staff_only import is_staff, only_staff
from handlers.teaching.cards import card
from handlers.teaching.view import View

SOURCE_LINES = 3
"""A document's title, its publisher, and the section."""

logger = logging.getLogger(__name__)


async def take_message(update: Update, context: Context) -> None:
    """Take what a person writes as the answer to their card, if they have one that asks.

    Whatever is taken is handled: no other handler sees it. A broadcast that they went on with
    later than with the lesson goes first.
    """
    message, user = update.message, update.effective_user
    if message is None or user is None or message.chat.type != ChatType.PRIVATE:
        return
    lesson = await _asking(user.id, context)
    if lesson is None or not await is_staff(update, context):
        return
    view = View(user.id, locale_of(update, context), context)
    lesson, notice = _with_answer(message.text, lesson, view)
    await move_card(lesson, replace(view, notice=notice), message)
    raise ApplicationHandlerStop


async def move_card(lesson: Lesson, view: View, message: Message) -> None:
    """Keep a lesson and show it on a card below `message`; the old card goes."""
    teaching, chat_id = view.context.services.teaching, message.chat.id
    await teaching.save(view.user_id, chat_id, lesson)
    card_id = await send_card(view.context, chat_id, card(lesson, view))
    await teaching.save(view.user_id, chat_id, replace(lesson, card_id=card_id))
    await take_away(view.context, chat_id, lesson.card_id)


async def may_begin(update: Update, context: Context) -> Message | None:
    """Return a command's message where staff may begin with it; else say why not: they are no
    staff, or are in the middle of a lesson, whose card then comes again."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None or not await only_staff(update, context):
        return None
    lesson = await context.services.teaching.current(user.id, message.chat.id)
    if lesson is None:
        return message
    locale = locale_of(update, context)
    notice = context.say("teach-goes-on", locale)
    await move_card(lesson, View(user.id, locale, context, notice), message)
    return None


async def edit_card(lesson: Lesson, view: View, query: CallbackQuery) -> None:
    """Keep a lesson and show it on the message that was pressed."""
    message = query.message
    if not isinstance(message, Message):  # so old that Telegram shows it no more
        return
    lesson = replace(lesson, card_id=message.message_id)
    await view.context.services.teaching.save(view.user_id, message.chat.id, lesson)
    await answer_press(query)
    await edit_screen(message, card(lesson, view))


async def _asking(user_id: int, context: Context) -> Lesson | None:
    """Return the lesson that asks for a text; without the database none, and questions get
    answers."""
    services = context.services
    try:
        lesson = await services.teaching.current(user_id, user_id)
        if lesson is None or not lesson.awaits_text:
            return None
        composed = await services.stores.compositions.get(user_id, user_id)
        changed_at = await services.teaching.newest_at(user_id, user_id)
    except StorageError as error:
        logger.warning("what somebody is teaching cannot be read: %s", error)
        return None
    is_older = composed is not None and changed_at is not None and composed.updated_at > changed_at
    return None if is_older else lesson


def _with_answer(text: str | None, lesson: Lesson, view: View) -> tuple[Lesson, str]:
    """Return a lesson with a text as its step asks for it, or why it is not what is asked for."""
    text = (text or "").strip()
    if not text:
        return lesson, view.say("only-text")
    limit = limit_of(lesson.step)
    if len(text) > limit:
        return lesson, view.say("teach-too-long", found=len(text), limit=limit)
    if is_text_step(lesson.step):
        one_line = text if lesson.step is Step.ANSWER else " ".join(text.split())
        return _with_text(_printable(one_line), lesson, view)
    match lesson.step:
        case Step.PICK | Step.HOME:
            return replace(lesson, search=text), ""
        case Step.REPLY:
            return lesson.to(Step.CONFIRM_REPLY, reply=text), ""
        case _:
            return _with_source(text, lesson, view)


def _with_text(text: str, lesson: Lesson, view: View) -> tuple[Lesson, str]:
    """Return a lesson with a text for the language that is asked for; where it reads like another
    one the same is asked for again, with a word about it."""
    asked = lesson.writing
    lesson = lesson.with_text(text, tuple(LANGUAGE_NAMES))
    found = None if lesson.step is Step.TITLE else other_language(text, asked)
    if found is None:
        return lesson, ""
    names = {"found": LANGUAGE_NAMES[found], "asked": LANGUAGE_NAMES[asked]}
    return replace(lesson, writing=asked), view.say("teach-other-language", **names)


def _with_source(text: str, lesson: Lesson, view: View) -> tuple[Lesson, str]:
    lines = [_printable(" ".join(line.split())) for line in text.splitlines() if line.strip()]
    if len(lines) != SOURCE_LINES:
        return lesson, view.say("teach-source-lines")
    return lesson.to(Step.WORDINGS, new_source=tuple(lines), document="", section=""), ""


def _printable(text: str) -> str:
    """Return a text without what the base refuses: control characters but the end of a line."""
    return "".join(char for char in text if char == "\n" or char.isprintable())
