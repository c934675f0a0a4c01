"""The steps of a lesson at which something is chosen by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import BROWSED
from bot.learning.lessons import Lesson, Way
from bot.learning.reviewing import PERIODS
from bot.learning.teaching import Choice
from bot.texts import LANGUAGE_NAMES
from handlers.buttons import ButtonData, Press
from handlers.replying import Rows, two_a_row
from handlers.rich_text import RichText, Style, shorten
from handlers.teaching.view import MAX_SHOWN_UNITS, Do, View, button, ticked
from knowledge.schema import Asks, Kind

PAGE = 6


def pick(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask which fact answers; what the person writes is searched for."""
    body.line(view.say("teach-pick"))
    found = view.context.services.teaching.facts_like(lesson, view.locale)
    return [*_choices(found), [view.button(view.say("button-browse"), Do.BROWSE)]]


def home(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask which entry the new fact is about."""
    body.line(view.say("teach-home"))
    found = view.context.services.teaching.entries_like(lesson, view.locale)
    others = [
        view.button(view.say("button-browse"), Do.BROWSE),
        view.button(view.say("button-new-subject"), Do.NEW),
    ]
    return [*_choices(found), others]


def kinds(lesson: Lesson, view: View, body: RichText) -> Rows:
    """List the lists of entries."""
    del lesson
    body.line(view.say("browse-choose"))
    return two_a_row(
        [view.button(view.say(f"browse-heading-{what}"), Do.LIST, what) for what in BROWSED]
    )


def entries(lesson: Lesson, view: View, body: RichText) -> Rows:
    """List the entries of a kind."""
    body.line(view.say("browse-choose"))
    links = view.context.services.answering.browse(lesson.kind, view.locale) or ()
    return _paged([Choice(each.entry, "", each.title) for each in links], lesson, view, body)


def facts(lesson: Lesson, view: View, body: RichText) -> Rows:
    """List the facts of an entry."""
    body.line(view.say("teach-facts"))
    found = view.context.services.teaching.facts_of(lesson.entry, view.locale)
    return _paged(found, lesson, view, body)


def kind(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask what the new subject is."""
    del lesson
    body.line(view.say("teach-kind"))
    return two_a_row([view.button(view.say(f"subject-{each}"), Do.KIND, each) for each in Kind])


def asks(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask which kinds of questions the fact answers."""
    body.line(view.say("teach-asks"))
    switches = [
        view.button(ticked(view.say(f"asks-{_dashed(each)}"), each in lesson.asks), Do.ASKS, each)
        for each in Asks
    ]
    return [*two_a_row(switches), [view.button(view.say("button-onwards"), Do.ONWARDS)]]


def source(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask in which document it stands."""
    del lesson
    body.line(view.say("teach-source"))
    documents = view.context.services.answering.release.documents
    rows = [
        [view.button(each.title, Do.DOCUMENT, str(number))] for number, each in enumerate(documents)
    ]
    return [*rows, [view.button(view.say("button-other-source"), Do.OTHER)]]


def section(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask in which section."""
    body.line(view.say("teach-section"))
    documents = view.context.services.answering.release.documents
    found = next((each for each in documents if each.id == lesson.document), None)
    sections = found.sections if found else ()
    return [
        [view.button(each.title, Do.SECTION, str(number))] for number, each in enumerate(sections)
    ]


def wordings(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask which wordings become phrasings of the answer, which is shown where it is there."""
    if lesson.way is Way.PHRASING:
        answer = view.context.services.answering.show_fact(lesson.entry, lesson.fact, view.locale)
        if answer is not None:
            body.line(shorten(answer.text, MAX_SHOWN_UNITS)).line()
    body.line(view.say("teach-wordings"))
    rows = [
        [view.button(ticked(each, each in lesson.taught), Do.WORDING, str(number))]
        for number, each in enumerate(lesson.wordings)
    ]
    if lesson.taught or lesson.way is not Way.PHRASING:
        rows.append([view.button(view.say("button-onwards"), Do.ONWARDS)])
    else:
        body.line().line(f"⚠️ {view.say('teach-one-wording')}")
    return rows


def period(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask when the entry shall come up again."""
    due = view.context.services.reviewing.get(lesson.entry, view.locale)
    title = due.title if due else lesson.entry
    body.line(title, Style.ITALIC).line().line(view.say("teach-period"))
    return two_a_row(
        [view.button(view.say("months", count=each), Do.MONTHS, str(each)) for each in PERIODS]
    )


def locale(lesson: Lesson, view: View, body: RichText) -> Rows:
    """Ask in which language the answer is to be changed."""
    del lesson
    body.line(view.say("teach-locale"))
    return two_a_row(
        [view.button(name, Do.LANGUAGE, each) for each, name in LANGUAGE_NAMES.items()]
    )


def _choices(found: Sequence[Choice]) -> Rows:
    return [[button(each.title, _picked(each))] for each in found]


def _picked(choice: Choice) -> ButtonData:
    ids = (choice.entry, choice.fact) if choice.fact else (choice.entry,)
    return ButtonData(Press.PICK, ids)


def _paged(found: Sequence[Choice], lesson: Lesson, view: View, body: RichText) -> Rows:
    pages = max(1, -(-len(found) // PAGE))
    page = min(lesson.page, pages - 1)
    rows = _choices(found[page * PAGE : (page + 1) * PAGE])
    if not found:
        body.line().line(view.say("browse-empty"))
    if pages > 1:
        body.line().line(view.say("browse-page", page=page + 1, pages=pages))
        turn = []
        if page > 0:
            turn.append(view.button(view.say("button-previous"), Do.PAGE, str(page - 1)))
        if page + 1 < pages:
            turn.append(view.button(view.say("button-next"), Do.PAGE, str(page + 1)))
        rows.append(turn)
    return rows


def _dashed(name: str) -> str:
    return name.replace("_", "-")
