"""A person hands a question over: the offer, the consent, the end."""

from __future__ import annotations

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot.desk.service import Accepted
from bot.handoffs import HandoffState
from bot.model import Suggestion
from bot.texts import FALLBACK
from handlers.buttons import parse
from handlers.context import Context, chat_of, locale_of
from handlers.desk.buttons import consent_rows, id_in
from handlers.handing_over import Wish
from handlers.questions import explain_unknown_command, question_in
from handlers.replying import Screen
from handlers.rich_text import RichText, Style, shorten
from handlers.sending import answer_press, edit_buttons, edit_screen, say_gone, send_screen

MAX_SHOWN_UNITS = 600


async def ask_by_command(update: Update, context: Context) -> None:
    """Offer to hand over what was asked of late, or what is written next."""
    message = update.effective_message
    if message is None:
        return
    if not context.services.desk.is_on:
        await explain_unknown_command(update, context)
        return
    screen = await _offer(update, context, None)
    await send_screen(message, screen)


async def end_by_command(update: Update, context: Context) -> None:
    """End what is open; the outbox tells the person, and the office."""
    message = update.effective_message
    if message is None:
        return
    desk = context.services.desk
    if not desk.is_on:
        await explain_unknown_command(update, context)
    elif not await desk.end(update.update_id, message.chat.id):
        line = context.say("desk-nothing-open", locale_of(update, context))
        await send_screen(message, Screen(RichText().line(line)))


async def press_wish(update: Update, context: Context) -> None:
    """Do what a person's button says."""
    query = update.callback_query
    if query is None:
        return
    data, message = parse(query.data), query.message
    arguments = data.arguments if data is not None else ()
    is_ours = isinstance(message, Message) and message.chat.type == ChatType.PRIVATE
    if not context.services.desk.is_on or not is_ours or not isinstance(message, Message):
        await say_gone(query, update, context)
        return
    handoff_id = id_in(arguments, 1)
    match arguments:
        case (Wish.ASK,):
            await _ask(query, message, update, context)
        case (Wish.END,):
            await _end(query, message, update, context)
        case (Wish.YES, _) if handoff_id is not None:
            await _accept(query, message, handoff_id, update, context)
        case (Wish.NO, _) if handoff_id is not None:
            await _decline(query, message, handoff_id, update, context)
        case _:
            await say_gone(query, update, context)


async def _ask(query: CallbackQuery, message: Message, update: Update, context: Context) -> None:
    screen = await _offer(update, context, message.reply_to_message)
    await answer_press(query)
    await send_screen(message, screen)


async def _offer(update: Update, context: Context, about: Message | None) -> Screen:
    """Return what a person is asked before anything is handed over.

    `about` is the message with the question, None for whatever was asked last.
    """
    locale, services = locale_of(update, context), context.services
    chat = chat_of(update)
    questions = services.conversations.context(chat) if chat is not None else ()
    if about is not None:
        questions = _up_to(question_in(about, context), questions)
    candidates: tuple[Suggestion, ...] = ()
    if questions:
        *earlier, question = questions
        match = services.answering.match(question, locale, earlier)
        locale = match.locale
        candidates = services.answering.candidates(match, await _office_locale(context))
    person_id = chat[0] if chat is not None else 0
    offered = await services.desk.offer(person_id, locale, questions, candidates)
    if offered is None:
        return Screen(RichText().line(context.say("desk-refused", locale)))
    if offered.state is HandoffState.OPEN:
        return Screen(RichText().line(context.say("desk-already-open", locale)))
    if not questions:
        body = RichText().line(context.say("desk-consent-connect", locale))
    else:
        body = RichText().line(context.say("desk-consent", locale))
        body.line().line(context.say("desk-consent-questions", locale))
    for each in questions:
        body.line(f"• {shorten(each, MAX_SHOWN_UNITS)}", Style.ITALIC)
    rows = consent_rows(offered, locale, services.texts)
    return Screen(body, InlineKeyboardMarkup(rows))


async def _office_locale(context: Context) -> str:
    """Return the language that the office's group has chosen."""
    group, languages = context.services.desk.group, context.services.languages
    if group is None:
        return FALLBACK
    await languages.load(group)
    return languages.of(group) or FALLBACK


def _up_to(question: str, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return a question with those that were asked before it."""
    if not question:
        return asked
    if question in asked:
        last = len(asked) - asked[::-1].index(question)
        return asked[:last]
    return (*asked, question)


async def _accept(
    query: CallbackQuery, message: Message, handoff_id: int, update: Update, context: Context
) -> None:
    accepted = await context.services.desk.accept(update.update_id, handoff_id, message.chat.id)
    if accepted is Accepted.GONE:
        await say_gone(query, update, context)
        return
    text = None
    if accepted is Accepted.ALREADY_OPEN:
        text = context.say("desk-already-open", locale_of(update, context))
    await answer_press(query, text, show_alert=text is not None)
    await edit_buttons(message, None)


async def _decline(
    query: CallbackQuery, message: Message, handoff_id: int, update: Update, context: Context
) -> None:
    if not await context.services.desk.decline(handoff_id, message.chat.id):
        await say_gone(query, update, context)
        return
    await answer_press(query)
    line = context.say("desk-declined", locale_of(update, context))
    await edit_screen(message, Screen(RichText().line(line)))


async def _end(query: CallbackQuery, message: Message, update: Update, context: Context) -> None:
    text = None
    if not await context.services.desk.end(update.update_id, message.chat.id):
        text = context.say("desk-nothing-open", locale_of(update, context))
    await answer_press(query, text, show_alert=text is not None)
    await edit_buttons(message, None)
