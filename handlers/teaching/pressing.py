"""What the buttons of a lesson's card do."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.answering import BROWSED
from bot.learning.lessons import Lesson, Step, Way
from bot.learning.reviewing import PERIODS
from bot.texts import LANGUAGE_NAMES
from handlers.buttons import Press, page_of, parse
from handlers.context import Context, locale_of
from handlers.replying import Screen
from handlers.sending import answer_press, edit_screen, say_gone
from handlers.staff_only import only_staff
from handlers.teaching import passing
from handlers.teaching.missed import cluster_screen, list_screen
from handlers.teaching.reviewing import due_screen, review_screen
from handlers.teaching.texts import may_go_on
from handlers.teaching.view import Do, View
from handlers.teaching.writing import edit_card
from knowledge.schema import Asks, Kind

logger = logging.getLogger(__name__)


async def press_card(update: Update, context: Context) -> None:
    """Do what a button of a card says, if the card shows how things are."""
    query, user = update.callback_query, update.effective_user
    message = query.message if query else None
    if query is None or user is None:
        return
    data = parse(query.data)
    if data is None or not isinstance(message, Message) or message.chat.type != ChatType.PRIVATE:
        await say_gone(query, update, context)
        return
    if not await only_staff(update, context):
        return
    lesson = await context.services.teaching.current(user.id, message.chat.id)
    if lesson is None:
        await say_gone(query, update, context)
        return
    view = View(user.id, locale_of(update, context), context)
    act, arguments = _act(data.press, data.arguments, lesson.step)
    if lesson.card_id != message.message_id or act is None:
        # An older card: what it offers may be over. It becomes the card, as things are now.
        await edit_card(lesson, view, query)
        return
    await act(lesson, view, query, arguments)


Act = Callable[[Lesson, View, CallbackQuery, tuple[str, ...]], Awaitable[None]]


def _act(
    press: Press, arguments: tuple[str, ...], step: Step
) -> tuple[Act | None, tuple[str, ...]]:
    if press is Press.PICK:
        is_choosing = step in {Step.PICK, Step.HOME, Step.ENTRIES, Step.FACTS}
        return (_pick if is_choosing and arguments else None), arguments
    do, *rest = arguments or ("",)
    if do not in set(Do):
        return None, ()
    return _ALWAYS.get(Do(do)) or _ACTS.get((step, Do(do))), tuple(rest)


async def _back(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    before = lesson.back()
    if lesson.step is Step.APPLYING:  # what is going live is not held up
        before = lesson
    elif lesson.release_id is not None:
        await view.context.services.gate.drop(lesson.release_id)
    if before is not None:
        await edit_card(before, view, query)
        return
    await _leave(lesson, view, query)


async def _cancel(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    if lesson.step is Step.APPLYING:
        await _show(lesson, view, query, ())
        return
    await _leave(lesson, view, query)


async def _leave(lesson: Lesson, view: View, query: CallbackQuery) -> None:
    """Drop the lesson and show what it began at."""
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    await view.context.services.teaching.drop(view.user_id, message.chat.id)
    await answer_press(query)
    await edit_screen(message, await _origin(lesson, view))


async def _origin(lesson: Lesson, view: View) -> Screen:
    """Return the screen from which a lesson was begun."""
    if lesson.is_review:
        shown = review_screen(lesson.entry, view.locale, view.context)
        return shown or due_screen(0, view.locale, view.context)
    shown = await cluster_screen(lesson.cluster, view.locale, view.context)
    return shown or await list_screen(0, view.locale, view.context)


async def _show(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    """Show how things are; what a killed process left in the middle is brought to its end."""
    teaching, message = view.context.services.teaching, query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    if lesson.step is Step.APPLYING:
        await teaching.recover()
        found = await teaching.current(view.user_id, view.user_id)
        if found is None:
            await answer_press(query)
            await edit_screen(message, passing.done(lesson, view))
            return
        lesson = found
    await edit_card(lesson, view, query)


async def _pick(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    """Take an entry or a fact as what is meant."""
    entry, fact = (*arguments, "")[:2]
    match lesson.way:
        case Way.PHRASING if fact:
            lesson = lesson.to(Step.WORDINGS, entry=entry, fact=fact)
        case Way.PHRASING:
            lesson = lesson.to(Step.FACTS, entry=entry)
        case Way.CHANGE if fact:
            lesson = lesson.to(Step.LOCALE, fact=fact)
        case Way.FACT:
            lesson = _to_texts(lesson, Step.QUESTION, entry=entry)
        case _:
            pass
    await edit_card(lesson, view, query)


async def _browse(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    await edit_card(lesson.to(Step.KINDS), view, query)


async def _list(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    if arguments and arguments[0] in BROWSED:
        lesson = lesson.to(Step.ENTRIES, kind=arguments[0])
    await edit_card(lesson, view, query)


async def _page(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    await edit_card(replace(lesson, page=page_of(arguments, 0)), view, query)


async def _new(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    await edit_card(lesson.to(Step.KIND, way=Way.ENTRY, entry=""), view, query)


async def _kind(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    if arguments and arguments[0] in set(Kind):
        lesson = _to_texts(lesson, Step.TITLE, kind=arguments[0])
    await edit_card(lesson, view, query)


async def _language(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    if arguments and arguments[0] in LANGUAGE_NAMES:
        if lesson.step is Step.LOCALE:
            lesson = lesson.to(Step.ANSWER)
        lesson = replace(lesson, writing=arguments[0])
    await edit_card(lesson, view, query)


async def _onwards(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    """Go on from a step that takes as much as one wants."""
    match lesson.step:
        case Step.TITLE if may_go_on(lesson):
            lesson = _to_texts(lesson, Step.QUESTION)
        case Step.QUESTION if may_go_on(lesson):
            lesson = _to_texts(lesson, Step.ANSWER)
        case Step.ANSWER if may_go_on(lesson):
            lesson = lesson.to(Step.CHECK if lesson.way is Way.CHANGE else Step.ASKS)
        case Step.ASKS:
            lesson = lesson.to(Step.SOURCE)
        case Step.WORDINGS if lesson.taught or lesson.way is not Way.PHRASING:
            lesson = lesson.to(Step.CHECK)
        case _:
            pass
    await edit_card(lesson, view, query)


async def _asks(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    if arguments and arguments[0] in set(Asks):
        lesson = lesson.with_asks(arguments[0])
    await edit_card(lesson, view, query)


async def _document(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    documents = view.context.services.answering.release.documents
    number = page_of(arguments, 0)
    if number < len(documents):
        lesson = lesson.to(Step.SECTION, document=documents[number].id, new_source=())
    await edit_card(lesson, view, query)


async def _section(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    documents = view.context.services.answering.release.documents
    sections = next((each.sections for each in documents if each.id == lesson.document), ())
    number = page_of(arguments, 0)
    if number < len(sections):
        lesson = lesson.to(Step.WORDINGS, section=sections[number].id)
    await edit_card(lesson, view, query)


async def _other(lesson: Lesson, view: View, query: CallbackQuery, _: tuple[str, ...]) -> None:
    await edit_card(lesson.to(Step.NEW_SOURCE), view, query)


async def _wording(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    number = page_of(arguments, 0)
    if number < len(lesson.wordings):
        lesson = lesson.with_taught(number)
    await edit_card(lesson, view, query)


async def _months(
    lesson: Lesson, view: View, query: CallbackQuery, arguments: tuple[str, ...]
) -> None:
    months = page_of(arguments, 0)
    if months in PERIODS:
        lesson = lesson.to(Step.CHECK, months=months)
    await edit_card(lesson, view, query)


def _to_texts(lesson: Lesson, step: Step, **changes: str) -> Lesson:
    """Return a lesson at a step of texts, which begins with English where that is missing."""
    lesson = lesson.to(step, **changes)
    missing = [each for each in ("en", lesson.locale) if each not in lesson.texts()]
    return replace(lesson, writing=missing[0] if missing else lesson.locale)


_ALWAYS: dict[Do, Act] = {Do.BACK: _back, Do.CANCEL: _cancel, Do.SHOW: _show}

_ACTS: dict[tuple[Step, Do], Act] = {
    (Step.PICK, Do.BROWSE): _browse,
    (Step.HOME, Do.BROWSE): _browse,
    (Step.HOME, Do.NEW): _new,
    (Step.KINDS, Do.LIST): _list,
    (Step.ENTRIES, Do.PAGE): _page,
    (Step.FACTS, Do.PAGE): _page,
    (Step.KIND, Do.KIND): _kind,
    (Step.TITLE, Do.LANGUAGE): _language,
    (Step.TITLE, Do.ONWARDS): _onwards,
    (Step.QUESTION, Do.LANGUAGE): _language,
    (Step.QUESTION, Do.ONWARDS): _onwards,
    (Step.ANSWER, Do.LANGUAGE): _language,
    (Step.ANSWER, Do.ONWARDS): _onwards,
    (Step.LOCALE, Do.LANGUAGE): _language,
    (Step.ASKS, Do.ASKS): _asks,
    (Step.ASKS, Do.ONWARDS): _onwards,
    (Step.SOURCE, Do.DOCUMENT): _document,
    (Step.SOURCE, Do.OTHER): _other,
    (Step.SECTION, Do.SECTION): _section,
    (Step.WORDINGS, Do.WORDING): _wording,
    (Step.WORDINGS, Do.ONWARDS): _onwards,
    (Step.PERIOD, Do.MONTHS): _months,
    (Step.CHECK, Do.CHECK): passing.check,
    (Step.CHECKED, Do.APPLY): passing.apply,
    (Step.CONFIRM_REPLY, Do.APPLY): passing.send,
}
"""What can be done at which step; a press that its step does not know shows the step."""
