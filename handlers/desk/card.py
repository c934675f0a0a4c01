"""How a handoff looks in the office's group: its topic's name and its card."""

from __future__ import annotations

import re

from telegram import InlineKeyboardMarkup
from telegram.constants import ForumTopicLimit

from bot.handoffs import Handoff, HandoffState
from bot.texts import LANGUAGE_NAMES, Texts
from handlers.desk.buttons import card_rows
from handlers.replying import Screen
from handlers.rich_text import RichText, Style, shorten

MAX_QUESTION_UNITS = 600
"""So much of a question stands in a card, which is one message."""

MAX_NAME_UNITS = min(60, int(ForumTopicLimit.MAX_NAME_LENGTH))
"""Longer names are cut in the list of topics."""

_NUMBER = re.compile(r"#(\d{1,18})(?: |$)")


def name_topic(handoff: Handoff) -> str:
    """Return the name of a handoff's topic: its number and what it is about.

    Once the person is erased, the number alone.
    """
    if not handoff.questions:
        return f"#{handoff.id}"
    question = " ".join(handoff.questions[-1].split())
    return shorten(f"#{handoff.id} {question}", MAX_NAME_UNITS)


def number_in(name: str) -> int | None:
    """Return the id of the handoff that a topic's name begins with, None where there is none.

    >>> number_in("#12 When is the deadline?"), number_in("Announcements")
    (12, None)
    """
    found = _NUMBER.match(name)
    return int(found[1]) if found else None


def show_card(handoff: Handoff, locale: str, texts: Texts, *, lacks_right: bool) -> Screen:
    """Return the card in the language of the office.

    `lacks_right` tells that the group has topics but the bot may not open any.
    """
    body = RichText().line(texts.get("desk-card-heading", locale, id=handoff.id), Style.BOLD)
    body.line(texts.get(f"desk-state-{handoff.state.value}", locale))
    if handoff.state is not HandoffState.ERASED:
        _tell(body, handoff, locale, texts)
    if handoff.state is HandoffState.OPEN:
        where = "desk-card-replies" if handoff.thread_id is None else "desk-card-topic"
        body.line().line(texts.get(where, locale), Style.ITALIC)
        if lacks_right:
            body.line(texts.get("desk-card-no-right", locale), Style.ITALIC)
    rows = card_rows(handoff, locale, texts)
    return Screen(body, InlineKeyboardMarkup(rows) if rows else None)


def _tell(body: RichText, handoff: Handoff, locale: str, texts: Texts) -> None:
    language = LANGUAGE_NAMES.get(handoff.locale, handoff.locale)
    body.line(texts.get("desk-card-language", locale, language=language))
    if handoff.assigned_name is not None:
        name = shorten(handoff.assigned_name, MAX_NAME_UNITS)
        body.line(texts.get("desk-card-taken", locale, name=name))
    if not handoff.is_reachable:
        body.line(texts.get("desk-card-unreachable", locale))
    body.line()
    if not handoff.questions:
        body.line(texts.get("desk-card-no-question", locale))
    for question in handoff.questions[:-1]:
        body.line(f"• {shorten(question, MAX_QUESTION_UNITS)}")
    for question in handoff.questions[-1:]:
        body.line(f"• {shorten(question, MAX_QUESTION_UNITS)}", Style.BOLD)
    if handoff.candidates:
        body.line().line(texts.get("desk-card-candidates", locale))
        for number, each in enumerate(handoff.candidates, 1):
            body.line(f"{number}. {each.title}")
