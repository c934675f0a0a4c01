"""Shows what a proposed release would change, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.errors import ExchangeBotError
from bot.releases import Applied, Proposal, ReleaseRecord
from bot.texts import Texts
from handlers.buttons import ButtonData, Press
from handlers.replying import Screen
from handlers.rich_text import RichText, Style, shorten
from knowledge.differing import Changes
from knowledge.golden import GoldenChange, GoldenOutcome, Verdict
from knowledge.problems import InvalidBaseError

APPLY, OVERRIDE, CANCEL, BACK = "a", "o", "c", "b"
"""What the buttons under a proposal and in the list of releases do."""

SHOWN = 8
"""So many ids, problems or questions of a kind are named; of the rest, how many there are."""

LINE_UNITS = 160


def show_proposal(proposal: Proposal, locale: str, texts: Texts) -> Screen:
    """Return the report on a proposal, with what can be done about it."""
    if proposal.is_same:
        record = proposal.record
        same = texts.get("release-same", locale, number=str(record.id), hash=record.short_hash)
        return Screen(RichText().line(same))
    body = RichText().line(_heading(proposal, locale, texts), Style.BOLD)
    if proposal.paths:
        files = _some(proposal.paths, locale, texts)
        body.line(texts.get("proposal-files", locale, files=files))
    _add_difference(body, proposal, locale, texts)
    _add_golden(body, proposal, locale, texts)
    seconds = f"{proposal.seconds:.1f}"
    body.line().line(texts.get("proposal-seconds", locale, seconds=seconds))
    return Screen(body, InlineKeyboardMarkup(_buttons(proposal, locale, texts)))


def show_error(error: InvalidBaseError | ExchangeBotError, locale: str, texts: Texts) -> Screen:
    """Return why nothing is proposed; an editor's mistakes are named with file and line."""
    if not isinstance(error, InvalidBaseError):
        body = RichText().line(texts.get("proposal-failed", locale), Style.BOLD)
        return Screen(body.line(shorten(str(error), 4 * LINE_UNITS)))
    count = len(error.problems)
    body = RichText().line(texts.get("proposal-refused", locale, count=count), Style.BOLD).line()
    # Whole files first: what others name may stand in one that cannot be read.
    for problem in sorted(error.problems, key=lambda each: bool(each.where))[:SHOWN]:
        body.line(f"• {shorten(str(problem), 2 * LINE_UNITS)}")
    _add_more(body, count, locale, texts)
    return Screen(body)


def show_applied(applied: Applied, proposal: Proposal, locale: str, texts: Texts) -> Screen:
    """Return what came of applying."""
    record = proposal.record
    text = texts.get(
        f"applied-{applied.value}", locale, number=str(record.id), hash=record.short_hash
    )
    return Screen(RichText().line(text))


def name_record(record: ReleaseRecord) -> str:
    """Return a release as it is named everywhere: its number and hash."""
    return f"#{record.id} {record.short_hash}"


def _heading(proposal: Proposal, locale: str, texts: Texts) -> str:
    origin = texts.get(f"release-origin-{proposal.origin.value}", locale)
    record = proposal.record
    return texts.get(
        "proposal-heading", locale, number=str(record.id), hash=record.short_hash, origin=origin
    )


def _add_difference(body: RichText, proposal: Proposal, locale: str, texts: Texts) -> None:
    found = proposal.difference
    record = proposal.record
    counts = texts.get(
        "proposal-counts", locale, entries=record.entry_count, facts=record.fact_count
    )
    body.line(counts)
    for what, changes in (("entries", found.entries), ("facts", found.facts)):
        if changes:
            body.line(texts.get(f"changed-{what}", locale))
            _add_changes(body, changes, locale, texts)
    if found.around:
        body.line(texts.get("proposal-around", locale))
    if not found:
        body.line(texts.get("proposal-no-difference", locale))


def _add_changes(body: RichText, changes: Changes, locale: str, texts: Texts) -> None:
    for sign, ids in (("+", changes.added), ("~", changes.changed), ("−", changes.removed)):
        if ids:
            body.line(f"{sign} {len(ids)}: {_some(ids, locale, texts)}")


def _add_golden(body: RichText, proposal: Proposal, locale: str, texts: Texts) -> None:
    verdicts = proposal.verdicts
    told = texts.get(
        "proposal-golden",
        locale,
        right=verdicts.get(Verdict.RIGHT, 0),
        wrong=verdicts.get(Verdict.WRONG, 0),
        silent=verdicts.get(Verdict.SILENT, 0),
    )
    body.line().line(told)
    for verdict, turned in (
        (Verdict.WRONG, proposal.turned_wrong),
        (Verdict.SILENT, proposal.turned_silent),
        (Verdict.RIGHT, proposal.turned_right),
    ):
        if turned:
            title = texts.get(f"turned-{verdict.value}", locale, count=len(turned))
            body.line(title, Style.BOLD)
            for change in turned[:SHOWN]:
                body.line(f"• {_told(change)}")
            _add_more(body, len(turned), locale, texts)
    for verdict in (Verdict.WRONG, Verdict.SILENT):
        stay = [each for each in proposal.unchanged if each.verdict is verdict]
        if stay:
            body.line(texts.get(f"stays-{verdict.value}", locale, count=len(stay)), Style.BOLD)
            for outcome in stay[:SHOWN]:
                body.line(f"• {_asked(outcome)} {outcome.answered}".rstrip())
            _add_more(body, len(stay), locale, texts)


def _told(change: GoldenChange) -> str:
    before, after = change.before.answered or "–", change.after.answered or "–"
    return f"{_asked(change.after)} {before} → {after}"


def _asked(outcome: GoldenOutcome) -> str:
    question = shorten(outcome.question.question, LINE_UNITS)
    return f"{question} [{outcome.question.locale}]:"


def _some(names: Sequence[str], locale: str, texts: Texts) -> str:
    shown = ", ".join(shorten(each, LINE_UNITS) for each in names[:SHOWN])
    if len(names) <= SHOWN:
        return shown
    return f"{shown} {texts.get('and-more', locale, count=len(names) - SHOWN)}"


def _add_more(body: RichText, count: int, locale: str, texts: Texts) -> None:
    if count > SHOWN:
        body.line(texts.get("and-more", locale, count=count - SHOWN))


def _buttons(proposal: Proposal, locale: str, texts: Texts) -> list[list[InlineKeyboardButton]]:
    number = str(proposal.record.id)
    if proposal.turned_wrong:
        apply = _button(texts.get("button-override", locale), OVERRIDE, number)
    else:
        apply = _button(texts.get("button-apply", locale), APPLY, number)
    return [[apply], [_button(texts.get("button-cancel", locale), CANCEL, number)]]


def _button(label: str, act: str, number: str) -> InlineKeyboardButton:
    data = str(ButtonData(Press.RELEASE, (act, number)))
    return InlineKeyboardButton(label, callback_data=data)
