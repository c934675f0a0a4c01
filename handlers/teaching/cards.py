"""How a lesson looks: one card, with Back and Cancel on every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from telegram import InlineKeyboardMarkup

from bot.learning.lessons import Lesson, Step
from handlers.replying import Rows, Screen
from handlers.rich_text import RichText, Style, shorten
from handlers.teaching import choosing, results, texts
from handlers.teaching.view import MAX_SHOWN_UNITS, Do, View


def card(
    lesson: Lesson, view: View, *, is_checking: bool = False, waiting: Sequence[str] = ()
) -> Screen:
    """Return the card that shows a lesson at its step.

    `waiting` are lines on what going live waits for.
    """
    body = RichText().line(view.say(f"teach-way-{lesson.way.value}"), Style.BOLD)
    if lesson.text:
        body.line(f"“{shorten(lesson.text, MAX_SHOWN_UNITS)}”", Style.ITALIC)
    if view.notice:
        body.line().line(f"⚠️ {view.notice}")
    body.line()
    if is_checking:
        body.line(view.say("teach-checking"))
        rows: Rows = []
    else:
        rows = _STEPS[lesson.step](lesson, view, body)
    for line in waiting:
        body.line(line)
    last = [
        view.button(view.say("button-back"), Do.BACK),
        view.button(view.say("button-cancel"), Do.CANCEL),
    ]
    return Screen(body, InlineKeyboardMarkup([*rows, last]))


_STEPS: dict[Step, Callable[[Lesson, View, RichText], Rows]] = {
    Step.PICK: choosing.pick,
    Step.HOME: choosing.home,
    Step.KINDS: choosing.kinds,
    Step.ENTRIES: choosing.entries,
    Step.FACTS: choosing.facts,
    Step.KIND: choosing.kind,
    Step.TITLE: texts.title,
    Step.QUESTION: texts.question,
    Step.ANSWER: texts.answer,
    Step.ASKS: choosing.asks,
    Step.SOURCE: choosing.source,
    Step.SECTION: choosing.section,
    Step.NEW_SOURCE: texts.new_source,
    Step.WORDINGS: choosing.wordings,
    Step.REPLY: texts.reply,
    Step.CONFIRM_REPLY: texts.confirm_reply,
    Step.PERIOD: choosing.period,
    Step.LOCALE: choosing.locale,
    Step.CHECK: results.check,
    Step.CHECKED: results.checked,
    Step.APPLYING: results.applying,
}
