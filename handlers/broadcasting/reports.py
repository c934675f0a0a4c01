"""How a broadcast looks to members of staff: its state, its progress, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.broadcasts import DONE, Broadcast, BroadcastKind, BroadcastState, DeliveryState, Progress
from bot.texts import Texts
from handlers.broadcasting.wording import instant, title_of
from handlers.buttons import ButtonData, Press
from handlers.context import Services
from handlers.replying import MAX_LABEL_UNITS, Rows, Screen
from handlers.rich_text import RichText, Style, shorten

BAR_LENGTH = 12
KIND_SIGNS = {
    BroadcastKind.SEND: "📣",
    BroadcastKind.CORRECT: "✏️",
    BroadcastKind.RECALL: "🗑",
    BroadcastKind.AGAIN: "🔁",
}
STATE_SIGNS = {
    BroadcastState.DRAFT: "📝",
    BroadcastState.AWAITING_APPROVAL: "✋",
    BroadcastState.SCHEDULED: "🕘",
    BroadcastState.HELD: "⚠️",
    BroadcastState.RUNNING: "▶️",
    BroadcastState.PAUSED: "⏸",
    BroadcastState.STOPPED: "⏹",
    BroadcastState.FINISHED: "✅",
}
MISSED = (DeliveryState.BLOCKED, DeliveryState.FAILED, DeliveryState.UNKNOWN)
NOTES = {"late", "too_late", "all_failed"}
"""The reasons that the delivery gives for a state, and that there are words for."""


class Act(StrEnum):
    """What a button about a broadcast does; the broadcast's id follows, but for LIST."""

    LIST = "l"
    OPEN = "o"
    SHOW = "v"
    PAUSE = "p"
    RESUME = "r"
    ASK_STOP = "s"
    STOP = "y"
    APPROVE = "a"
    SEND_HELD = "h"
    FILE = "u"
    CORRECT = "c"
    ASK_RECALL = "d"
    RECALL = "e"
    ASK_AGAIN = "g"
    AGAIN = "f"
    WITH_UNKNOWN = "w"
    UNKNOWN = "k"
    SETTLE_ONE = "t"
    SETTLE_ALL = "q"


@dataclass(frozen=True, slots=True)
class Asked:
    """What changes how a broadcast is shown: a question that waits, and where it is shown."""

    is_stopping: bool = False
    in_list: bool = False
    """Whether it was opened from the list, to which a button then leads back."""


def act_button(label: str, act: Act, *arguments: int) -> InlineKeyboardButton:
    """Return a button about a broadcast."""
    data = ButtonData(Press.BROADCAST, (act.value, *map(str, arguments)))
    return InlineKeyboardButton(shorten(label, MAX_LABEL_UNITS), callback_data=str(data))


async def report_screen(
    broadcast: Broadcast, services: Services, locale: str, asked: Asked | None = None
) -> Screen:
    """Return a broadcast as it is now, with what can be done with it."""
    asked = asked or Asked()
    texts, progress = services.texts, await services.broadcasting.progress(broadcast.id)
    body = RichText().line(await heading(broadcast, services, locale), Style.BOLD).line()
    state = texts.get(f"state-{broadcast.state.value.replace('_', '-')}", locale)
    body.line(f"{STATE_SIGNS[broadcast.state]} {state}")
    if broadcast.note in NOTES:
        body.line(texts.get(f"note-{broadcast.note.replace('_', '-')}", locale))
    if broadcast.send_at is not None and broadcast.started_at is None:
        body.line(instant(broadcast.send_at, zone_of(broadcast), locale))
    if progress is not None and broadcast.started_at is not None:
        _add_progress(body, broadcast, progress, locale, texts)
    if broadcast.finished_at is not None:
        ended = instant(broadcast.finished_at, zone_of(broadcast), locale)
        body.line(texts.get("report-ended", locale, time=ended))
    await _add_operations(body, broadcast, services, locale)
    if asked.is_stopping:
        body.line().line(texts.get("stop-ask", locale), Style.BOLD)
    rows = await _rows(broadcast, progress, services, locale, asked)
    if asked.in_list:
        rows.append([act_button(texts.get("button-back", locale), Act.LIST)])
    return Screen(body, InlineKeyboardMarkup(rows) if rows else None)


async def heading(broadcast: Broadcast, services: Services, locale: str) -> str:
    """Return a broadcast's number and how it begins, or what it is done to."""
    sign = KIND_SIGNS[broadcast.kind]
    if broadcast.origin_id is not None and broadcast.kind is not BroadcastKind.SEND:
        texts = services.texts
        what = texts.get(f"kind-{broadcast.kind.value}", locale, number=str(broadcast.origin_id))
        return f"{sign} № {broadcast.id} · {what}"
    versions = await services.broadcasting.versions(broadcast.id)
    content = versions.get(broadcast.default_locale)
    return f"{sign} № {broadcast.id} · {title_of(content, locale, services.texts)}"


def summary(broadcast: Broadcast, progress: Progress, locale: str, texts: Texts) -> str:
    """Return in a line what came of a broadcast."""
    return texts.get(
        f"done-{broadcast.kind.value}",
        locale,
        done=progress.count(DeliveryState.SENT),
        total=progress.recipient_count,
    )


def zone_of(broadcast: Broadcast) -> ZoneInfo | None:
    """Return the time zone that its author gave its time in, None where there was none."""
    try:
        return ZoneInfo(broadcast.time_zone) if broadcast.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):  # a name that this machine does not know
        return None


def bar(share: float) -> str:
    """Return a share of 1 as a bar.

    >>> bar(0.5)
    '▰▰▰▰▰▰▱▱▱▱▱▱'
    """
    full = min(BAR_LENGTH, int(share * BAR_LENGTH))
    return "▰" * full + "▱" * (BAR_LENGTH - full)


def _add_progress(
    body: RichText, broadcast: Broadcast, progress: Progress, locale: str, texts: Texts
) -> None:
    total = progress.recipient_count
    share = progress.done_count / total if total else float(progress.is_frozen)
    percent = int(100 * share)
    body.line(f"{bar(share)} {percent} %")
    body.line(summary(broadcast, progress, locale, texts))
    missed = [
        texts.get(f"count-{state.value}", locale, count=progress.count(state)) for state in MISSED
    ]
    body.line(" · ".join(missed))
    if not progress.is_frozen:
        body.line(texts.get("report-counting", locale))
    if broadcast.state is BroadcastState.RUNNING and progress.rate > 0:
        body.line(texts.get("report-rate", locale, rate=f"{progress.rate:.1f}"))
    if progress.left_seconds is not None:
        body.line(_left(progress.left_seconds, locale, texts))


def _left(seconds: float, locale: str, texts: Texts) -> str:
    if seconds < 60:
        return texts.get("left-seconds", locale, count=max(1, round(seconds)))
    if seconds < 5400:
        return texts.get("left-minutes", locale, count=round(seconds / 60))
    return texts.get("left-hours", locale, count=round(seconds / 3600))


async def _add_operations(
    body: RichText, broadcast: Broadcast, services: Services, locale: str
) -> None:
    if broadcast.kind is not BroadcastKind.SEND or broadcast.started_at is None:
        return
    found = await services.broadcasting.operations(broadcast.id)
    if found:
        body.line()
    for each in found[-5:]:
        progress = await services.broadcasting.progress(each.id)
        if progress is not None:
            told = summary(each, progress, locale, services.texts)
            signs = f"{KIND_SIGNS[each.kind]} № {each.id} {STATE_SIGNS[each.state]}"
            body.line(f"{signs} {told}")


async def _rows(
    broadcast: Broadcast,
    progress: Progress | None,
    services: Services,
    locale: str,
    asked: Asked,
) -> Rows:
    texts, number = services.texts, broadcast.id
    if asked.is_stopping:
        return [
            [act_button(texts.get("button-stop-really", locale), Act.STOP, number)],
            [act_button(texts.get("button-stop-not", locale), Act.OPEN, number)],
        ]
    show = act_button(texts.get("button-show", locale), Act.SHOW, number)
    call_off = act_button(texts.get("button-call-off", locale), Act.ASK_STOP, number)
    stop = act_button(texts.get("button-stop", locale), Act.ASK_STOP, number)
    match broadcast.state:
        case BroadcastState.AWAITING_APPROVAL:
            approve = act_button(texts.get("button-approve", locale), Act.APPROVE, number)
            return [[show], [approve], [call_off]]
        case BroadcastState.SCHEDULED if broadcast.send_at is not None:
            return [[show], [call_off]]
        case BroadcastState.HELD:
            now = act_button(texts.get("button-held-now", locale), Act.SEND_HELD, number)
            return [[show], [now], [call_off]]
        case BroadcastState.RUNNING | BroadcastState.SCHEDULED:
            pause = act_button(texts.get("button-pause", locale), Act.PAUSE, number)
            return [[pause, stop]]
        case BroadcastState.PAUSED:
            resume = act_button(texts.get("button-resume", locale), Act.RESUME, number)
            return [[resume, stop]]
    return await _rows_afterwards(broadcast, progress, services, locale)


async def _rows_afterwards(
    broadcast: Broadcast, progress: Progress | None, services: Services, locale: str
) -> Rows:
    texts, number = services.texts, broadcast.id
    rows: Rows = []
    if progress is not None and progress.recipient_count > progress.count(DeliveryState.SENT):
        rows.append([act_button(texts.get("button-file", locale), Act.FILE, number)])
    if broadcast.kind is not BroadcastKind.SEND or broadcast.state not in DONE:
        return rows
    rows.insert(0, [act_button(texts.get("button-show", locale), Act.SHOW, number)])
    if broadcast.started_at is None:
        return rows
    rows.append(
        [
            act_button(texts.get("button-correct", locale), Act.CORRECT, number),
            act_button(texts.get("button-recall", locale), Act.ASK_RECALL, number),
        ]
    )
    missed = await services.broadcasting.missed_count(number)
    if missed:
        label = texts.get("button-again", locale, count=missed)
        rows.append([act_button(label, Act.ASK_AGAIN, number)])
    unknown = await services.broadcasting.unknown_count(number)
    if unknown:
        label = texts.get("button-unknown", locale, count=unknown)
        rows.append([act_button(label, Act.UNKNOWN, number, 0)])
    return rows
