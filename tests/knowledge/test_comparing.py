"""What came of the same questions on two bases is compared."""

from __future__ import annotations

import pytest

from knowledge.comparing import changes_of, describe_changes, tabulate_changes
from knowledge.deciding import Status
from knowledge.evaluating import Judged, LabelledQuestion, Outcome, QuestionKind, Reply

STATUSES = {
    Outcome.RIGHT: Status.ANSWER,
    Outcome.WRONG: Status.ANSWER,
    Outcome.SUGGESTED: Status.SUGGEST,
    Outcome.DECLINED: Status.NONE,
}


def judged(identity: str, outcome: Outcome, text: str = "Some\ntext.") -> Judged:
    """A question with what came of it."""
    question = LabelledQuestion(id=identity, query=f"Why {identity}?", kind=QuestionKind.ANSWERABLE)
    return Judged(question, Reply(STATUSES[outcome], text, f"entry/{identity}"), outcome)


def pairs(*outcomes: tuple[Outcome, Outcome]) -> tuple[list[Judged], list[Judged]]:
    """Questions q1, q2 ... before and after."""
    before = [judged(f"q{number}", old) for number, (old, _) in enumerate(outcomes, 1)]
    after = [judged(f"q{number}", new) for number, (_, new) in enumerate(outcomes, 1)]
    return before, after


def test_only_questions_with_another_outcome_have_changed() -> None:
    before, after = pairs(
        (Outcome.RIGHT, Outcome.RIGHT),
        (Outcome.RIGHT, Outcome.WRONG),
        (Outcome.DECLINED, Outcome.RIGHT),
    )
    found = changes_of(before, after)
    assert [(each.question.id, each.after.outcome.value) for each in found] == [
        ("q2", "wrong"),
        ("q3", "right"),
    ]


def test_another_answer_with_the_same_outcome_is_no_change() -> None:
    before = [judged("q1", Outcome.WRONG, "One.")]
    after = [judged("q1", Outcome.WRONG, "Another.")]
    assert changes_of(before, after) == []


def test_questions_that_differ_in_number_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        changes_of([judged("q1", Outcome.RIGHT)], [])


def test_each_way_from_one_outcome_to_another_is_counted() -> None:
    before, after = pairs(
        (Outcome.RIGHT, Outcome.RIGHT),
        (Outcome.RIGHT, Outcome.RIGHT),
        (Outcome.RIGHT, Outcome.SUGGESTED),
        (Outcome.DECLINED, Outcome.WRONG),
    )
    heads, *rows = tabulate_changes(before, after).splitlines()
    assert heads.split()[-5:] == ["right", "wrong", "suggested", "declined", "all"]
    assert {row.split()[0]: [int(each) for each in row.split()[1:]] for row in rows} == {
        "right": [2, 0, 1, 0, 3],
        "wrong": [0, 0, 0, 0, 0],
        "suggested": [0, 0, 0, 0, 0],
        "declined": [0, 1, 0, 0, 1],
        "all": [2, 1, 1, 0, 4],
    }
    assert len({len(line) for line in (heads, *rows)}) == 1


def test_changed_questions_are_told_by_what_they_turned_to() -> None:
    before, after = pairs(
        (Outcome.WRONG, Outcome.DECLINED),
        (Outcome.SUGGESTED, Outcome.RIGHT),
        (Outcome.SUGGESTED, Outcome.DECLINED),
        (Outcome.RIGHT, Outcome.WRONG),
    )
    assert describe_changes(changes_of(before, after)) == (
        "Turned right (1):\n"
        "  q2: Why q2?\n"
        "    before: suggested\n"
        "    after:  right, entry/q2: Some text.\n"
        "\n"
        "Turned wrong (1):\n"
        "  q4: Why q4?\n"
        "    before: right, entry/q4: Some text.\n"
        "    after:  wrong, entry/q4: Some text.\n"
        "\n"
        "Turned silent (1):\n"
        "  q1: Why q1?\n"
        "    before: wrong, entry/q1: Some text.\n"
        "    after:  declined\n"
        "\n"
        "Silent in another way (1):\n"
        "  q3: Why q3?\n"
        "    before: suggested\n"
        "    after:  declined"
    )


def test_where_nothing_changed_that_is_told() -> None:
    assert describe_changes([]) == "No question changed."
