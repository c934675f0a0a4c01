"""The buttons of the desk, for people and for members of staff."""

from __future__ import annotations

from enum import StrEnum

from telegram import InlineKeyboardButton

from bot.handoffs import Carriage, Handoff, HandoffState, Notice
from bot.texts import Texts
from handlers.buttons import ButtonData, Press
from handlers.handing_over import Wish, wish_button
from handlers.replying import Rows

MAX_DIGITS = 18
"""Ids of the database are of 64 bits."""


class Deed(StrEnum):
    """What a button for members of staff does: the first argument of its data."""

    CLOSE = "c"
    REOPEN = "r"
    BLOCK = "b"
    UNBLOCK = "u"
    TAKE = "t"
    GIVE_BACK = "g"
    AGAIN = "a"
    SHOW = "v"
    """Show the answer that a candidate stands for, before it is sent."""
    SEND = "s"


ENDING = {
    Notice.OPENED,
    Notice.OPENED_AWAY,
    Notice.AWAITED,
    Notice.AWAITED_AWAY,
    Notice.PASSED,
    Notice.AWAY,
    Notice.REOPENED,
}
"""The lines to a person that have the button to end it."""

AGAIN = {Notice.MISSED_BY_PERSON, Notice.MISSED_BY_STAFF, Notice.NOT_DELIVERED}


def consent_rows(offered: Handoff, locale: str, texts: Texts) -> Rows:
    """Return the buttons for a yes and a no."""
    label = texts.get("button-connect", locale)
    if offered.questions:
        label = texts.get("button-hand-over", locale)
    return [
        [wish_button(label, Wish.YES, offered.id)],
        [wish_button(texts.get("button-not-now", locale), Wish.NO, offered.id)],
    ]


def notice_rows(
    line: Notice, handoff: Handoff, carriage: Carriage, locale: str, texts: Texts
) -> Rows:
    """Return the buttons under a line of the bot's own; most have none."""
    if line in ENDING:
        return [[wish_button(texts.get("button-end-handoff", locale), Wish.END)]]
    if line in AGAIN:
        label = texts.get("button-carry-again", locale)
        return [[_deed(label, Deed.AGAIN, handoff.id, carriage.payload["carriage"])]]
    if line is Notice.IS_CLOSED:
        return [[_deed(texts.get("button-reopen", locale), Deed.REOPEN, handoff.id)]]
    if line is Notice.IS_BLOCKED:
        return [[_deed(texts.get("button-unblock", locale), Deed.UNBLOCK, handoff.id)]]
    return []


def card_rows(handoff: Handoff, locale: str, texts: Texts) -> Rows:
    """Return the buttons under a card: what can be done with the handoff as it stands."""
    if handoff.state is HandoffState.BLOCKED:
        return [[_deed(texts.get("button-unblock", locale), Deed.UNBLOCK, handoff.id)]]
    if handoff.state not in {HandoffState.OPEN, HandoffState.CLOSED}:
        return []
    if handoff.assigned_to is None:
        take = _deed(texts.get("button-take", locale), Deed.TAKE, handoff.id)
    else:
        take = _deed(texts.get("button-give-back", locale), Deed.GIVE_BACK, handoff.id)
    if handoff.state is HandoffState.OPEN:
        change = _deed(texts.get("button-close", locale), Deed.CLOSE, handoff.id)
    else:
        change = _deed(texts.get("button-reopen", locale), Deed.REOPEN, handoff.id)
    block = _deed(texts.get("button-block", locale), Deed.BLOCK, handoff.id)
    return [*_candidate_rows(handoff), [take, change], [block]]


def send_rows(handoff_id: int, place: int, locale: str, texts: Texts) -> Rows:
    """Return the button under the answer that the candidate at a place stands for."""
    label = texts.get("button-send-answer", locale)
    return [[_deed(label, Deed.SEND, handoff_id, place)]]


def _candidate_rows(handoff: Handoff) -> Rows:
    """Return a button for each candidate, by the number that it has in the card."""
    if handoff.state is not HandoffState.OPEN or not handoff.candidates:
        return []
    places = range(len(handoff.candidates))
    return [[_deed(f"🔍 {place + 1}", Deed.SHOW, handoff.id, place) for place in places]]


def id_in(arguments: tuple[str, ...], place: int) -> int | None:
    """Return the id at a place of a button's arguments, None where there is no sound one."""
    if place >= len(arguments):
        return None
    text = arguments[place]
    is_sound = text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
    return int(text) if is_sound else None


def _deed(label: str, deed: Deed, *ids: int) -> InlineKeyboardButton:
    data = ButtonData(Press.DESK, (deed, *map(str, ids)))
    return InlineKeyboardButton(label, callback_data=str(data))
