"""What the buttons about a broadcast do: watching it, and mending it afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update

from bot.broadcasts import Broadcast, BroadcastState, Unsettled
from bot.subscribers import Place
from bot.texts import LANGUAGE_NAMES
from handlers.broadcasting.cards import View
from handlers.broadcasting.composing import move_card
from handlers.broadcasting.listing import list_screen
from handlers.broadcasting.previewing import send_version
from handlers.broadcasting.reports import Act, Asked, act_button, heading, report_screen
from handlers.broadcasting.sending_off import show_progress
from handlers.broadcasting.undelivered import undelivered_file
from handlers.buttons import parse
from handlers.context import Context, locale_of
from handlers.replying import Rows, Screen
from handlers.rich_text import RichText, Style
from handlers.sending import answer_press, edit_screen, say_gone
from handlers.staff_only import only_staff

UNKNOWN_PAGE = 6
MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press about a broadcast: by whom, where, about which, and the number that follows."""

    query: CallbackQuery
    message: Message
    user_id: int
    broadcast: Broadcast
    number: int | None
    locale: str
    context: Context

    def say(self, message: str, **values: str | int) -> str:
        """Return one of the bot's own texts."""
        return self.context.services.texts.get(message, self.locale, **values)


async def press_broadcast(update: Update, context: Context) -> None:
    """Do what a button about a broadcast says."""
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    data = parse(query.data)
    act, *numbers = data.arguments if data is not None and data.arguments else ("",)
    message = query.message
    is_sound = all(
        each.isascii() and each.isdigit() and len(each) <= MAX_DIGITS for each in numbers
    )
    if not isinstance(message, Message) or act not in set(Act) or not is_sound:
        await say_gone(query, update, context)
        return
    if not await only_staff(update, context):
        return
    locale = locale_of(update, context)
    if Act(act) is Act.LIST:
        before_id = int(numbers[0]) if numbers else None
        await answer_press(query)
        await edit_screen(message, await list_screen(before_id, locale, context))
        return
    found = await context.services.broadcasting.get(int(numbers[0])) if numbers else None
    if found is None:
        await say_gone(query, update, context)
        return
    number = int(numbers[1]) if len(numbers) > 1 else None
    pressed = Pressed(query, message, user.id, found, number, locale, context)
    await _ACTS[Act(act)](pressed)


async def _open(pressed: Pressed) -> None:
    await answer_press(pressed.query)
    asked = Asked(in_list=pressed.number is not None)
    await _show(pressed, pressed.broadcast, asked)


async def _show(pressed: Pressed, broadcast: Broadcast, asked: Asked | None = None) -> None:
    screen = await report_screen(broadcast, pressed.context.services, pressed.locale, asked)
    await edit_screen(pressed.message, screen)


async def _changed(pressed: Pressed, changed: Broadcast | None) -> None:
    """Show what came of a change; a word where somebody else was quicker."""
    if changed is None:
        await answer_press(pressed.query, pressed.say("act-too-late"), show_alert=True)
        current = await pressed.context.services.broadcasting.get(pressed.broadcast.id)
        changed = current or pressed.broadcast
    else:
        await answer_press(pressed.query)
    await _show(pressed, changed)


async def _show_content(pressed: Pressed) -> None:
    """Send what readers get, in each locale, below the message."""
    await answer_press(pressed.query)
    message, context = pressed.message, pressed.context
    thread = message.message_thread_id if message.is_topic_message else None
    place = Place(message.chat.id, thread or 0)
    view = View(pressed.user_id, pressed.locale, context)
    versions = await context.services.broadcasting.latest_versions(pressed.broadcast.id)
    for locale, content in versions.items():
        await send_version(content, locale, place, view)


async def _pause(pressed: Pressed) -> None:
    broadcasting = pressed.context.services.broadcasting
    await _changed(pressed, await broadcasting.pause(pressed.broadcast.id, pressed.user_id))


async def _resume(pressed: Pressed) -> None:
    broadcasting = pressed.context.services.broadcasting
    await _changed(pressed, await broadcasting.resume(pressed.broadcast.id, pressed.user_id))


async def _ask_stop(pressed: Pressed) -> None:
    await answer_press(pressed.query)
    pressed.context.services.stop_questions.ask(pressed.broadcast.id)
    await _show(pressed, pressed.broadcast, Asked(is_stopping=True))


async def _stop(pressed: Pressed) -> None:
    services = pressed.context.services
    services.stop_questions.end(pressed.broadcast.id)
    await _changed(pressed, await services.broadcasting.stop(pressed.broadcast.id, pressed.user_id))


async def _approve(pressed: Pressed) -> None:
    broadcast = pressed.broadcast
    is_own = broadcast.author_id == pressed.user_id
    if is_own and broadcast.state is BroadcastState.AWAITING_APPROVAL:
        await answer_press(pressed.query, pressed.say("approve-own"), show_alert=True)
        return
    broadcasting = pressed.context.services.broadcasting
    await _changed(pressed, await broadcasting.approve(broadcast.id, pressed.user_id))


async def _send_held(pressed: Pressed) -> None:
    broadcasting = pressed.context.services.broadcasting
    await _changed(pressed, await broadcasting.send_held(pressed.broadcast.id, pressed.user_id))


async def _file(pressed: Pressed) -> None:
    await answer_press(pressed.query)
    number = pressed.broadcast.id
    content, count = await undelivered_file(pressed.context.services.broadcasting, number)
    caption = pressed.say("file-caption", number=str(number), count=count)
    await pressed.message.reply_document(
        content, filename=f"undelivered-{number}.csv", caption=caption
    )


async def _correct(pressed: Pressed) -> None:
    drafting, chat_id = pressed.context.services.drafting, pressed.message.chat.id
    if await drafting.current(pressed.user_id, chat_id) is not None:
        await answer_press(pressed.query, pressed.say("compose-busy"), show_alert=True)
        return
    draft = await drafting.begin_correction(pressed.user_id, chat_id, pressed.broadcast.id)
    if draft is None:
        await answer_press(pressed.query, pressed.say("act-too-late"), show_alert=True)
        return
    await answer_press(pressed.query)
    await move_card(draft, View(pressed.user_id, pressed.locale, pressed.context), pressed.message)


async def _ask_recall(pressed: Pressed) -> None:
    await answer_press(pressed.query)
    copies = await pressed.context.services.broadcasting.copies(pressed.broadcast.id)
    young = copies.count - copies.old_count
    lines = [pressed.say("recall-ask", count=young)]
    if copies.old_count:
        lines.append(pressed.say("recall-old", count=copies.old_count))
    label = pressed.say("button-recall-really", count=young)
    row = [act_button(label, Act.RECALL, pressed.broadcast.id)]
    await _ask(pressed, lines, [row] if young else [])


async def _recall(pressed: Pressed) -> None:
    broadcasting = pressed.context.services.broadcasting
    await _begun(pressed, await broadcasting.recall(pressed.broadcast.id, pressed.user_id))


async def _ask_again(pressed: Pressed) -> None:
    await answer_press(pressed.query)
    count = await pressed.context.services.broadcasting.missed_count(pressed.broadcast.id)
    label = pressed.say("button-again-really", count=count)
    row = [act_button(label, Act.AGAIN, pressed.broadcast.id)]
    await _ask(pressed, [pressed.say("again-ask", count=count)], [row])


async def _again(pressed: Pressed) -> None:
    broadcasting = pressed.context.services.broadcasting
    await _begun(pressed, await broadcasting.send_again(pressed.broadcast.id, pressed.user_id))


async def _with_unknown(pressed: Pressed) -> None:
    begun = await pressed.context.services.broadcasting.send_again(
        pressed.broadcast.id, pressed.user_id, with_unknown=True
    )
    await _begun(pressed, begun)


async def _begun(pressed: Pressed, begun: Broadcast | None) -> None:
    """Let the message show the progress of what was begun."""
    if begun is None:
        await _changed(pressed, None)
        return
    await answer_press(pressed.query)
    await show_progress(begun, pressed.message, pressed.locale, pressed.context)


async def _ask(pressed: Pressed, lines: list[str], rows: Rows) -> None:
    services, broadcast = pressed.context.services, pressed.broadcast
    body = RichText().line(await heading(broadcast, services, pressed.locale), Style.BOLD).line()
    for line in lines:
        body.line(line)
    back = [act_button(pressed.say("button-back"), Act.OPEN, broadcast.id, 1)]
    await edit_screen(pressed.message, Screen(body, InlineKeyboardMarkup([*rows, back])))


async def _unknown(pressed: Pressed) -> None:
    await answer_press(pressed.query)
    await _show_unknown(pressed, pressed.number or 0)


async def _settle_one(pressed: Pressed) -> None:
    broadcasting, number = pressed.context.services.broadcasting, pressed.broadcast.id
    if pressed.number is not None:
        await broadcasting.count_as_sent(number, pressed.user_id, pressed.number)
    await answer_press(pressed.query)
    await _show_unknown(pressed, 0)


async def _settle_all(pressed: Pressed) -> None:
    broadcasting = pressed.context.services.broadcasting
    count = await broadcasting.count_as_sent(pressed.broadcast.id, pressed.user_id)
    await answer_press(pressed.query, pressed.say("settled", count=count))
    await _show(pressed, pressed.broadcast, Asked(in_list=True))


async def _show_unknown(pressed: Pressed, after: int) -> None:
    """Show a page of those of whom nobody knows, and the ways to decide."""
    broadcasting, number = pressed.context.services.broadcasting, pressed.broadcast.id
    count = await broadcasting.unknown_count(number)
    if not count:
        await _show(pressed, pressed.broadcast, Asked(in_list=True))
        return
    found = await broadcasting.unknown(number, after, UNKNOWN_PAGE + 1)
    shown = found[:UNKNOWN_PAGE]
    lines = [pressed.say("unknown-explain", count=count), ""]
    lines += [_unknown_line(each) for each in shown]
    rows = [
        [
            act_button(
                pressed.say("button-settle-one", number=str(each.position)),
                Act.SETTLE_ONE,
                number,
                each.position,
            )
        ]
        for each in shown
    ]
    if len(found) > UNKNOWN_PAGE:
        label = pressed.say("button-next")
        rows.append([act_button(label, Act.UNKNOWN, number, shown[-1].position)])
    every = await broadcasting.missed_count(number, with_unknown=True)
    again = pressed.say("button-again-unknown", count=every)
    rows.append([act_button(again, Act.WITH_UNKNOWN, number)])
    rows.append([act_button(pressed.say("button-settle-all", count=count), Act.SETTLE_ALL, number)])
    await _ask(pressed, lines, rows)


def _unknown_line(each: Unsettled) -> str:
    at = f"{each.at:%Y-%m-%d %H:%M} UTC" if each.at else ""
    language = LANGUAGE_NAMES.get(each.locale, each.locale)
    return f"№ {each.position} · {language} · {at} · {each.reason or ''}".rstrip(" ·")


_ACTS: dict[Act, Callable[[Pressed], Awaitable[None]]] = {
    Act.OPEN: _open,
    Act.SHOW: _show_content,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.ASK_STOP: _ask_stop,
    Act.STOP: _stop,
    Act.APPROVE: _approve,
    Act.SEND_HELD: _send_held,
    Act.FILE: _file,
    Act.CORRECT: _correct,
    Act.ASK_RECALL: _ask_recall,
    Act.RECALL: _recall,
    Act.ASK_AGAIN: _ask_again,
    Act.AGAIN: _again,
    Act.WITH_UNKNOWN: _with_unknown,
    Act.UNKNOWN: _unknown,
    Act.SETTLE_ONE: _settle_one,
    Act.SETTLE_ALL: _settle_all,
}
