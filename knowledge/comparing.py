"""Compares what came of the same questions on two bases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evaluating import Judged, LabelledQuestion, Outcome, Reply

SILENT = frozenset({Outcome.SUGGESTED, Outcome.DECLINED})
"""Outcomes without an answer."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question of which something else came: before and after."""

    question: LabelledQuestion
    before: Judged
    after: Judged


def changes_of(before: Sequence[Judged], after: Sequence[Judged]) -> list[Change]:
    """Return the questions whose outcome differs, in order; both hold the same questions."""
    return [
        Change(old.question, old, new)
        for old, new in zip(before, after, strict=True)
        if old.outcome is not new.outcome
    ]


def tabulate_changes(before: Sequence[Judged], after: Sequence[Judged]) -> str:
    """Return a table of how many questions went from each outcome to each other."""
    counts = Counter((old.outcome, new.outcome) for old, new in zip(before, after, strict=True))
    lines = [_row("from \\ to", [*(each.value for each in Outcome), "all"])]
    for old in Outcome:
        row = [counts[old, new] for new in Outcome]
        lines.append(_row(old.value, [*row, sum(row)]))
    totals = [sum(counts[old, new] for old in Outcome) for new in Outcome]
    lines.append(_row("all", [*totals, sum(totals)]))
    return "\n".join(lines)


def describe_changes(changes: Sequence[Change]) -> str:
    """Return the changed questions for people: those that turned right, wrong and silent.

    Of each its id and words, and what came of it before and after.
    """
    groups = {
        "Turned right": [each for each in changes if each.after.outcome is Outcome.RIGHT],
        "Turned wrong": [each for each in changes if each.after.outcome is Outcome.WRONG],
        "Turned silent": [each for each in changes if _falls_silent(each)],
        "Silent in another way": [each for each in changes if _stays_silent(each)],
    }
    blocks = [
        f"{title} ({len(group)}):\n" + "\n".join(_describe(each) for each in group)
        for title, group in groups.items()
        if group
    ]
    return "\n\n".join(blocks) or "No question changed."


def _falls_silent(change: Change) -> bool:
    return change.after.outcome in SILENT and change.before.outcome not in SILENT


def _stays_silent(change: Change) -> bool:
    return change.after.outcome in SILENT and change.before.outcome in SILENT


def _describe(change: Change) -> str:
    question = change.question
    return (
        f"  {question.id}: {question.query}\n"
        f"    before: {_told(change.before.outcome, change.before.reply)}\n"
        f"    after:  {_told(change.after.outcome, change.after.reply)}"
    )


def _told(outcome: Outcome, reply: Reply) -> str:
    """Return an outcome with the answer in one line; texts that answer nothing are left out."""
    if outcome in SILENT:
        return outcome.value
    return f"{outcome.value}, {reply.fact}: {' '.join(reply.text.split())}"


def _row(name: str, cells: Sequence[object]) -> str:
    return f"{name:<12}" + "".join(f"{each:>11}" for each in cells)
