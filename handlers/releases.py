"""/knowledge, /releases and /export: what is live, what was, and all of it as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.releases import COMMAND_LINE, ReleaseRecord
from bot.staff import StaffName
from handlers.admins import refuse_others
from handlers.buttons import ButtonData, Press
from handlers.context import Context, locale_of
from handlers.known_staff import name_of
from handlers.proposals import BACK, name_record
from handlers.replying import Screen
from handlers.rich_text import RichText, Style
from handlers.sending import send_screen

LISTED = 10


async def show_knowledge(update: Update, context: Context) -> None:
    """Say which release is live, since when, by whom, and which processes serve it."""
    message = await refuse_others(update, context)
    if message is None:
        return
    services, locale = context.services, locale_of(update, context)
    about = services.answering.about()
    serving_id = services.serving.serving_id
    record = await services.stores.releases.get(serving_id) if serving_id is not None else None
    body = RichText().line(context.say("knowledge-heading", locale), Style.BOLD)
    if record is not None:
        names = await _names([record], context)
        body.line(_line(record, names, locale, context))
    body.line(context.say("knowledge-verified", locale, date=about.verified_on))
    others = await services.serving.others()
    same = sum(1 for each in others if each.serving_id == serving_id)
    body.line(context.say("knowledge-processes", locale, count=len(others) + 1, same=same + 1))
    candidate = (await services.stores.releases.live()).candidate_id
    if candidate is not None:
        body.line(context.say("knowledge-waits", locale, number=str(candidate)))
    body.line().line(context.say("knowledge-change", locale))
    await send_screen(message, Screen(body))


async def list_releases(update: Update, context: Context) -> None:
    """List the releases that were live, the last one first, each with a way back to it."""
    message = await refuse_others(update, context)
    if message is None:
        return
    services, locale = context.services, locale_of(update, context)
    body = RichText().line(context.say("releases-heading", locale), Style.BOLD)
    rows = []
    live = (await services.stores.releases.live()).release_id
    listed = await services.stores.releases.latest(LISTED)
    names = await _names(listed, context)
    for record in listed:
        mark = "▶ " if record.id == live else ""
        body.line(f"{mark}{_line(record, names, locale, context)}")
        if record.id != live:
            label = context.say("button-roll-back", locale, release=name_record(record))
            data = str(ButtonData(Press.RELEASE, (BACK, str(record.id))))
            rows.append([InlineKeyboardButton(label, callback_data=data)])
    await send_screen(message, Screen(body, InlineKeyboardMarkup(rows) if rows else None))


async def export(update: Update, context: Context) -> None:
    """Send the files of the live release as a zip."""
    message = await refuse_others(update, context)
    if message is None:
        return
    services, locale = context.services, locale_of(update, context)
    serving_id = services.serving.serving_id
    record = await services.stores.releases.get(serving_id) if serving_id is not None else None
    files = await services.stores.releases.files(record.id) if record is not None else None
    if record is None or files is None:
        text = context.say("export-nothing", locale)
        await send_screen(message, Screen(RichText().line(text)))
        return
    name = f"knowledge-{record.short_hash}.zip"
    await message.reply_document(
        files, filename=name, caption=context.say("export-caption", locale)
    )


async def _names(records: Iterable[ReleaseRecord], context: Context) -> dict[int, StaffName]:
    """Return the names of those who let releases go live, as far as they are known."""
    people = {each.applied_by for each in records if each.applied_by is not None}
    return await context.services.staff_names.of(people)


def _line(
    record: ReleaseRecord, names: Mapping[int, StaffName], locale: str, context: Context
) -> str:
    by = record.applied_by
    who = context.say("release-by-shell", locale)
    if by is not None and by != COMMAND_LINE:
        who = name_of(by, names)
    at = record.applied_at or record.proposed_at
    return context.say(
        "release-line",
        locale,
        number=str(record.id),
        hash=record.short_hash,
        at=f"{at:%Y-%m-%d %H:%M} UTC",
        who=who,
        origin=context.say(f"release-origin-{record.origin.value}", locale),
        entries=record.entry_count,
        facts=record.fact_count,
    )
