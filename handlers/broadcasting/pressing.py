"""What the buttons of the card do. They belong to whoever began the broadcast."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import CallbackQuery, Message, Update

from bot.drafts import Draft, Step, switched
from bot.send_times import read_zone
from bot.texts import LANGUAGE_NAMES
from handlers.broadcasting.cards import Do, View
from handlers.broadcasting.composing import edit_card, move_card
from handlers.broadcasting.listing import list_screen
from handlers.broadcasting.previewing import preview, test_in
from handlers.broadcasting.sending_off import send_off
from handlers.buttons import parse
from handlers.context import Context, locale_of
from handlers.replying import Screen
from handlers.rich_text import RichText
from handlers.sending import answer_press, edit_screen, say_gone
from handlers.staff_only import only_staff


async def press_card(update: Update, context: Context) -> None:
    """Do what a button of a card says, if it is the presser's and shows how things are."""
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    data = parse(query.data)
    owner, do, *arguments = (*(data.arguments if data else ()), "", "")[:4]
    message = query.message
    if not isinstance(message, Message) or do not in set(Do):
        await say_gone(query, update, context)
        return
    if owner != str(user.id):
        text = context.say("compose-not-yours", locale_of(update, context))
        await answer_press(query, text, show_alert=True)
        return
    if not await only_staff(update, context):
        return
    draft = await context.services.drafting.current(user.id, message.chat.id)
    if draft is None:
        await say_gone(query, update, context)
        return
    view = View(user.id, locale_of(update, context), context)
    act = _ACTS.get((draft.step, Do(do))) or _ALWAYS.get(Do(do))
    if draft.card_id != message.message_id or act is None:
        # An older card: what it offers may be over. It becomes the card, as things are now.
        await edit_card(draft, view, query)
        return
    await act(draft, view, query, [each for each in arguments if each])


Act = Callable[[Draft, View, CallbackQuery, list[str]], Awaitable[None]]


async def _back(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    before = draft.back()
    if before is not None:
        await edit_card(before, view, query)
        return
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    await view.context.services.drafting.drop(view.owner_id, message.chat.id)
    await answer_press(query)
    await edit_screen(message, await list_screen(None, view.locale, view.context))


async def _cancel(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del draft, arguments
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    await view.context.services.drafting.drop(view.owner_id, message.chat.id)
    await answer_press(query)
    body = RichText().line(view.say("compose-cancelled"))
    await edit_screen(message, Screen(body))


async def _language(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    locale = arguments[0] if arguments else ""
    changed = draft.in_locale(locale) if locale in LANGUAGE_NAMES else draft
    await edit_card(changed, view, query)


async def _no_links(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    content = replace(draft.versions[draft.locale], buttons=())
    versions = {**draft.versions, draft.locale: content}
    await edit_card(draft.at(Step.VERSIONS, versions=versions), view, query)


async def _open(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    locale = arguments[0] if arguments else ""
    if locale in LANGUAGE_NAMES:
        step = Step.VERSION if locale in draft.versions else Step.MESSAGE
        draft = draft.at(step, locale=locale, album_id=None)
    await edit_card(draft, view, query)


async def _replace(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    await edit_card(draft.at(Step.MESSAGE, album_id=None), view, query)


async def _links(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    is_album = draft.versions[draft.locale].is_album
    await edit_card(draft if is_album else draft.at(Step.LINKS), view, query)


async def _main(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    await edit_card(draft.at(Step.VERSIONS, default_locale=draft.locale), view, query)


async def _remove(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    await edit_card(draft.without_version(draft.locale), view, query)


async def _onwards(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    match draft.step:
        case Step.LINKS:
            after = draft.at(Step.VERSIONS)
        case Step.VERSIONS if draft.is_correction:
            unfit = await view.context.services.drafting.unfit(draft)
            if unfit:
                names = ", ".join(LANGUAGE_NAMES[each] for each in unfit)
                notice = view.say("correction-unfit", languages=names)
                await edit_card(draft, replace(view, notice=notice), query)
                return
            after = draft.at(Step.REVIEW)
        case Step.VERSIONS:
            after = draft.at(Step.AUDIENCE, album_id=None)
        case _:
            after = draft.at(Step.REVIEW)
    await edit_card(after, view, query)


async def _switch(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    what, key = (*arguments, "", "")[:2]
    locales = view.context.services.drafting.locales
    audience = switched(draft.audience, what, key, locales)
    if audience is None:
        await answer_press(query, view.say("compose-audience-last"), show_alert=True)
        return
    await edit_card(replace(draft, audience=audience), view, query)


async def _preview(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    locale = arguments[0] if arguments else ""
    if locale not in draft.versions:
        await edit_card(draft, view, query)
        return
    await answer_press(query)
    notice = await preview(draft, locale, message, view)
    await move_card(draft, replace(view, notice=notice), message)


async def _test_me(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    await _test(draft, view, query, view.owner_id)


async def _test_group(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    await _test(draft, view, query, view.context.services.staff_chat_id)


async def _test(draft: Draft, view: View, query: CallbackQuery, chat_id: int | None) -> None:
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    if chat_id is None:
        await edit_card(draft, view, query)
        return
    await answer_press(query)
    await move_card(draft, await test_in(chat_id, draft, view), message)


async def _now(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    await edit_card(draft.at(Step.CONFIRM, send_at=None), view, query)


async def _later(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    zone = await view.context.services.drafting.zone_of(view.owner_id)
    step = Step.ZONE if zone is None else Step.TIME
    await edit_card(draft.at(step), view, query)


async def _zone(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    zone = read_zone(arguments[0]) if arguments else None
    if zone is None:
        await edit_card(draft.at(Step.ZONE), view, query)
        return
    await view.context.services.drafting.keep_zone(view.owner_id, zone)
    await edit_card(draft.at(Step.TIME, zone=zone.key), view, query)


async def _confirm(draft: Draft, view: View, query: CallbackQuery, arguments: list[str]) -> None:
    del arguments
    message = query.message
    assert isinstance(message, Message)  # noqa: S101 - asked before
    await answer_press(query)
    await send_off(draft, view, message)


_ALWAYS: dict[Do, Act] = {Do.BACK: _back, Do.CANCEL: _cancel}

_ACTS: dict[tuple[Step, Do], Act] = {
    (Step.MESSAGE, Do.LANGUAGE): _language,
    (Step.LINKS, Do.NO_LINKS): _no_links,
    (Step.LINKS, Do.ONWARDS): _onwards,
    (Step.VERSIONS, Do.OPEN): _open,
    (Step.VERSIONS, Do.ONWARDS): _onwards,
    (Step.VERSION, Do.REPLACE): _replace,
    (Step.VERSION, Do.LINKS): _links,
    (Step.VERSION, Do.MAIN): _main,
    (Step.VERSION, Do.REMOVE): _remove,
    (Step.AUDIENCE, Do.SWITCH): _switch,
    (Step.AUDIENCE, Do.ONWARDS): _onwards,
    (Step.REVIEW, Do.PREVIEW): _preview,
    (Step.REVIEW, Do.TEST_ME): _test_me,
    (Step.REVIEW, Do.TEST_GROUP): _test_group,
    (Step.REVIEW, Do.NOW): _now,
    (Step.REVIEW, Do.LATER): _later,
    (Step.ZONE, Do.ZONE): _zone,
    (Step.TIME, Do.ZONE): _zone,
    (Step.CONFIRM, Do.CONFIRM): _confirm,
}
"""What can be done at which step; a press that its step does not know shows the step."""
