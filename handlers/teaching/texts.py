"""The steps of a lesson at which something is written."""

from __future__ import annotations

from bot.learning.lessons import Lesson, Way
from bot.texts import LANGUAGE_NAMES
from handlers.replying import Rows, two_a_row
from handlers.rich_text import RichText, Style, shorten
from handlers.teaching.view import MAX_SHOWN_UNITS, Do, View


def title(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask what the new subject is called."""
    return _texts(view.say("teach-title"), lesson, view, body)


def question(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask for the question that stands on buttons."""
    return _texts(view.say("teach-question"), lesson, view, body)


def answer(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask for the answer."""
    if lesson.way is Way.CHANGE:
        shown = view.context.services.answering.show_fact(lesson.entry, lesson.fact, lesson.writing)
        if shown is not None and not lesson.answers:
            body.line(view.say("teach-present")).line(shown.text).line()
        return _texts(view.say("teach-change-answer"), lesson, view, body)
    return _texts(view.say("teach-answer"), lesson, view, body)


def _texts(prompt: str, lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask for a text in one language, show those there are, offer the other languages."""
    body.line(prompt)
    texts = lesson.texts()
    for locale, text in texts.items():
        body.line().line(LANGUAGE_NAMES[locale], Style.BOLD)
        body.line(shorten(text, MAX_SHOWN_UNITS))
    name = LANGUAGE_NAMES[lesson.writing]
    body.line().line(f"✎ {view.say('teach-write-in', language=name)}", Style.BOLD)
    locales = [each for each in LANGUAGE_NAMES if each != lesson.writing]
    rows = two_a_row(
        [
            view.button(f"{'✓ ' if each in texts else ''}{LANGUAGE_NAMES[each]}", Do.LANGUAGE, each)
            for each in locales
        ]
    )
    if may_go_on(lesson):
        rows.append([view.button(view.say("button-onwards"), Do.ONWARDS)])
    return rows


def may_go_on(lesson: Lesson) -> bool:
    """Return whether the texts of a step are enough: English must be there, or a change."""
    return bool(lesson.texts()) if lesson.way is Way.CHANGE else "en" in lesson.texts()


def new_source(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask for a document that the base does not know."""
    del lesson
    body.line(view.say("teach-new-source"))
    return []


def reply(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask for the reply to those who asked."""
    del lesson
    body.line(view.say("teach-reply"))
    return []


def confirm_reply(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Show the reply before it is sent."""
    body.line(view.say("teach-confirm-reply", count=lesson.waiting_count))
    body.line().line(lesson.reply)
    return [[view.button(view.say("button-teach-send"), Do.APPLY)]]
