"""The steps of a lesson at which it is checked and goes live."""

from __future__ import annotations

from bot.learning.edits import REVIEW_MONTHS
from bot.learning.lessons import Lesson, Way
from bot.texts import LANGUAGE_NAMES
from handlers.replying import Rows
from handlers.rich_text import RichText, shorten
from handlers.teaching.view import MAX_SHOWN_UNITS, Do, View

MAX_LISTED = 5


def check(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Show what will change."""
    _summary(lesson, view, body)
    body.line().line(view.say("teach-check"))
    return [[view.button(view.say("button-check"), Do.CHECK)]]


def checked(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Show what the change would bring."""
    _summary(lesson, view, body)
    body.line()
    if lesson.is_same:
        body.line(view.say("teach-same"))
    else:
        body.line(view.say("teach-sound"))
    for name, sign in (("right", "✅"), ("silent", "🔇"), ("wrong", "❌")):
        listed = lesson.turned.get(name, ())
        if listed:
            body.line().line(f"{sign} {view.say(f'teach-turned-{name}', count=len(listed))}")
            for each in listed[:MAX_LISTED]:
                body.line(f"• {each}")
    if _stays_unanswered(lesson):
        body.line().line(f"⚠️ {view.say('teach-still-refused')}")
    if lesson.turned.get("wrong"):
        body.line().line(view.say("teach-not-allowed"))
        return []
    if lesson.waiting_count:
        body.line().line(view.say("teach-will-tell", count=lesson.waiting_count))
    return [[view.button(view.say("button-teach-apply"), Do.APPLY)]]


def applying(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Say that it is going live."""
    del lesson
    body.line(view.say("teach-applying"))
    return [[view.button(view.say("button-refresh"), Do.SHOW)]]


def _stays_unanswered(lesson: Lesson) -> bool:
    """Whether what was taught does not make the question itself be answered."""
    taught = lesson.taught[:1] if lesson.text else ()
    return bool(taught) and not lesson.is_same and taught[0] not in lesson.turned.get("right", ())


def _summary(lesson: Lesson, view: View, body: RichText) -> None:
    """Say what will change."""
    answering = view.context.services.answering
    if lesson.entry:
        entry = view.context.services.reviewing.get(lesson.entry, view.locale)
        body.line(view.say("teach-entry", title=entry.title if entry else lesson.entry))
    if lesson.titles:
        kind = view.say(f"subject-{lesson.kind}")
        body.line(view.say("teach-new-entry", kind=kind, title=lesson.titles["en"]))
    if lesson.fact and lesson.way is Way.PHRASING:
        shown = answering.show_fact(lesson.entry, lesson.fact, view.locale)
        if shown is not None:
            body.line(shorten(shown.text, MAX_SHOWN_UNITS))
    for locale, text in lesson.answers.items():
        body.line(f"{LANGUAGE_NAMES[locale]}: {shorten(text, MAX_SHOWN_UNITS)}")
    if lesson.new_source or lesson.document:
        named = " · ".join(lesson.new_source) or f"{lesson.document} · {lesson.section}"
        body.line(view.say("teach-cited", source=named))
    if lesson.taught and lesson.text:
        body.line().line(view.say("teach-phrasings"))
        for each in lesson.taught:
            body.line(f"• {each}")
    _review(lesson, view, body)


def _review(lesson: Lesson, view: View, body: RichText) -> None:
    """Say what a review leaves as it is, and when the next one is."""
    if lesson.way is Way.CHANGE:
        others = [name for locale, name in LANGUAGE_NAMES.items() if locale not in lesson.answers]
        if others:
            body.line(view.say("teach-not-changed", languages=", ".join(others)))
    months = REVIEW_MONTHS if lesson.way is Way.CHANGE else lesson.months
    if months:
        body.line(view.say("teach-next-review", period=view.say("months", count=months)))
