"""Checks a lesson, lets it go live, sends a reply: the ends of its card.

What takes long goes on beside the handler, so that the person's next messages need not wait.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardMarkup, Message

from bot.errors import ExchangeBotError
from bot.learning.gate import Passage
from bot.learning.lessons import Lesson, Step
from bot.reloading.reloading import SupersededError
from handlers.buttons import ButtonData, Press
from handlers.replying import Screen
from handlers.rich_text import RichText, shorten
from handlers.sending import answer_press, edit_screen
from handlers.teaching.cards import card
from handlers.teaching.view import View, button
from handlers.teaching.writing import edit_card
from handlers.waiting import WaitingNote
from knowledge.problems import InvalidBaseError
from knowledge.yaml_editing import EditError

MAX_PROBLEM_UNITS = 900

logger = logging.getLogger(__name__)


async def check(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    """Check the change and show what it would bring, or every problem with it."""
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    await answer_press(query)
    await edit_screen(message, card(lesson, view, is_checking=True))
    view.context.application.create_task(_check(lesson, view, message))


async def _check(lesson: Lesson, view: View, message: Message) -> None:
    teaching = view.context.services.teaching
    checked: Lesson | None = lesson
    try:
        checked = await teaching.check(view.user_id, message.chat.id, lesson)
    except SupersededError:
        view = replace(view, notice=view.say("teach-passage-gone"))
    except (InvalidBaseError, EditError, ExchangeBotError) as error:
        problem = shorten(str(error), MAX_PROBLEM_UNITS)
        view = replace(view, notice=view.say("teach-refused", problem=problem))
    if checked is not None and await _is_shown(checked, view, message):
        await edit_screen(message, card(checked, view))


async def _is_shown(lesson: Lesson, view: View, message: Message) -> bool:
    """Whether a lesson is still at the step that its card is to show."""
    present = await view.context.services.teaching.current(view.user_id, message.chat.id)
    return present is not None and (present.step, present.card_id) == (lesson.step, lesson.card_id)


async def apply(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    """Let the change go live and say whom that tells; the card says what that waits for."""
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    if lesson.turned.get("wrong"):
        await edit_card(lesson, view, query)
        return
    await answer_press(query)
    applying = replace(lesson, step=Step.APPLYING)
    await edit_screen(message, card(applying, view))
    view.context.application.create_task(_apply(lesson, view, message))


async def _apply(lesson: Lesson, view: View, message: Message) -> None:
    teaching = view.context.services.teaching
    applying = replace(lesson, step=Step.APPLYING)

    def shown(lines: Sequence[str]) -> Screen:
        return card(applying, view, waiting=lines)

    async def edit(screen: Screen) -> None:
        await edit_screen(message, screen)

    try:
        async with WaitingNote(shown, edit, view.locale, view.context.services.texts) as on_wait:
            ended = await teaching.apply(view.user_id, message.chat.id, lesson, on_wait)
    except ExchangeBotError as error:
        logger.warning("it is open whether what somebody taught is live: %s", error)
        unknown = replace(view, notice=view.say("teach-interrupted"))
        await edit_screen(message, card(applying, unknown))
        return
    if ended.passage is Passage.LIVE:
        await edit_screen(message, done(lesson, view, told_count=ended.told_count))
        return
    name = ended.passage.name.lower().replace("_", "-")
    notice = view.context.services.texts.get(f"teach-passage-{name}", view.locale)
    again = await teaching.current(view.user_id, message.chat.id)
    await edit_screen(message, card(again or lesson, replace(view, notice=notice)))


async def send(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    """Send the reply to those who asked."""
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    await answer_press(query)
    told = await view.context.services.teaching.reply(view.user_id, message.chat.id, lesson)
    await edit_screen(message, _ended(lesson, view, view.say("teach-replied", count=told)))


def done(lesson: Lesson, view: View, told_count: int = 0) -> Screen:
    """Return the screen that says that a lesson is live, with the way back to where it began."""
    if told_count:
        return _ended(lesson, view, view.say("teach-done", count=told_count))
    return _ended(lesson, view, view.say("teach-live"))


def _ended(lesson: Lesson, view: View, text: str) -> Screen:
    press = Press.REVIEW if lesson.is_review else Press.MISSED
    back = button(view.say("button-to-list"), ButtonData(press, ("l", "0")))
    return Screen(RichText().line(f"✅ {text}"), InlineKeyboardMarkup([[back]]))
