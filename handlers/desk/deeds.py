"""What members of staff do with a handoff: by the buttons of its card, or by commands there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType

from bot.desk.service import Desk
from bot.handoffs import Handoff
from handlers.buttons import parse
from handlers.context import Context, command_in, locale_of
from handlers.desk.buttons import Deed, id_in
from handlers.desk.candidates import show_or_send
from handlers.desk.passing import place_in
from handlers.known_staff import role_of_actor
from handlers.questions import explain_unknown_command
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_buttons, say_gone, send_screen

COMMANDS = {
    "close": Deed.CLOSE,
    "reopen": Deed.REOPEN,
    "block": Deed.BLOCK,
    "unblock": Deed.UNBLOCK,
    "assign": Deed.TAKE,
}

Way = Callable[[int, int, int, str], Awaitable[bool]]


async def act_by_command(update: Update, context: Context) -> None:
    """Do what a command says with the handoff in whose topic, or in reply to which, it stands."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None or not message.text:
        return
    desk = context.services.desk
    if not desk.is_staff_group(message.chat.id):
        if message.chat.type == ChatType.PRIVATE:
            await explain_unknown_command(update, context)
        return
    handoff = await desk.find(message.chat.id, *place_in(message))
    if handoff is None:
        await _say(message, context.say("desk-which", locale_of(update, context)))
        return
    await role_of_actor(user, context)
    deed = COMMANDS[command_in(message.text)]
    assignee = _assignee(message, user)
    if not await _do(deed, handoff, update.update_id, user, assignee, desk):
        await _say(message, context.say("desk-cannot", locale_of(update, context)))


async def act_by_press(update: Update, context: Context) -> None:
    """Do what a button of a card, or of a line of the bot's own, says."""
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    data, desk = parse(query.data), context.services.desk
    arguments = data.arguments if data is not None else ()
    handoff_id = id_in(arguments, 1)
    chat = query.message.chat if query.message is not None else None
    handoff = await desk.get(handoff_id) if handoff_id is not None and desk.is_on else None
    # Data can be made up: what it names must belong to the group in which it is pressed.
    if handoff is None or chat is None or chat.id != handoff.staff_chat_id:
        await say_gone(query, update, context)
        return
    await role_of_actor(user, context)
    is_done = await _press(arguments, handoff, query, update, user, context)
    if is_done is None:
        await say_gone(query, update, context)
        return
    text = None if is_done else context.say("desk-cannot", locale_of(update, context))
    await answer_press(query, text, show_alert=not is_done)


async def _press(
    arguments: tuple[str, ...],
    handoff: Handoff,
    query: CallbackQuery,
    update: Update,
    user: User,
    context: Context,
) -> bool | None:
    """Tell whether what a button says could be done; None where it is not one of ours."""
    desk, place = context.services.desk, id_in(arguments, 2)
    message = query.message if isinstance(query.message, Message) else None
    if arguments[0] in {Deed.SHOW, Deed.SEND}:
        if message is None or place is None or place >= len(handoff.candidates):
            return None
        return await show_or_send(arguments[0], message, handoff, place, update, user, context)
    if arguments[0] == Deed.AGAIN:
        if place is None:
            return None
        is_done = await desk.deeds.again(place, handoff.id)
        if is_done and message is not None:
            await edit_buttons(message, None)
        return is_done
    if arguments[0] not in set(Deed):
        return None
    return await _do(Deed(arguments[0]), handoff, update.update_id, user, user, desk)


async def _do(
    deed: Deed, handoff: Handoff, update_id: int, by: User, assignee: User, desk: Desk
) -> bool:
    if deed is Deed.TAKE:
        taken_by = (assignee.id, assignee.full_name)
        return await desk.deeds.assign(update_id, handoff.id, by.id, taken_by)
    if deed is Deed.GIVE_BACK:
        return await desk.deeds.assign(update_id, handoff.id, by.id, None)
    ways: dict[Deed, Way] = {
        Deed.CLOSE: desk.deeds.close,
        Deed.REOPEN: desk.deeds.reopen,
        Deed.BLOCK: desk.deeds.block,
        Deed.UNBLOCK: desk.deeds.unblock,
    }
    return await ways[deed](update_id, handoff.id, by.id, by.full_name)


def _assignee(message: Message, user: User) -> User:
    """Return whose message a command replies to, or who wrote it."""
    replied = message.reply_to_message
    colleague = replied.from_user if replied is not None else None
    return colleague if colleague is not None and not colleague.is_bot else user


async def _say(message: Message, text: str) -> None:
    await send_screen(message, Screen(RichText().line(text)))
