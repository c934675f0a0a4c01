"""Measures answers against labelled questions.

A question file is a YAML list; docs/evaluation.md describes its fields. What a right reply
must contain is written without looking at the base, so that the label does not depend on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from knowledge.deciding import Status
from knowledge.problems import InvalidBaseError, Problem
from knowledge.schema import Locale, Model
from knowledge.yaml_reader import read_yaml


class QuestionKind(StrEnum):
    """Whether, and why not, a question can be answered."""

    ANSWERABLE = "answerable"
    NEAR = "near"
    OFF_TOPIC = "off_topic"


class Outcome(StrEnum):
    """What came of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    SUGGESTED = "suggested"
    DECLINED = "declined"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class LabelledQuestion(Model):
    """A question and what a right reply must say.

    Each list in `says` holds alternatives, one of which must occur; every list must be met.
    """

    id: Text
    query: Text
    kind: QuestionKind
    locale: Locale = "en"
    context: tuple[Text, ...] = ()
    type: Text | None = None
    answer: Text | None = None
    says: tuple[tuple[Text, ...], ...] = Field(default=())


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot did: its status and, where it answered, the text."""

    status: Status
    text: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the reply and what came of it."""

    question: LabelledQuestion
    reply: Reply
    outcome: Outcome


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Return the questions of a file; InvalidBaseError with every mistake in it."""
    file = read_yaml(path)
    if isinstance(file, Problem):
        raise InvalidBaseError([file])
    if not isinstance(file.data, list):
        problem = Problem(path.name, 1, "", "does not hold a list", "begin items with '- id:'")
        raise InvalidBaseError([problem])
    questions: list[LabelledQuestion] = []
    problems: list[Problem] = []
    for index, data in enumerate(file.data):
        try:
            questions.append(LabelledQuestion.model_validate(data))
        except ValidationError as invalid:
            line = file.line_of((index,))
            for error in invalid.errors(include_url=False):
                where = ".".join(str(step) for step in error["loc"])
                problems.append(Problem(path.name, line, where, error["msg"], "correct it"))
    if problems:
        raise InvalidBaseError(problems)
    return questions


def judge(
    questions: Iterable[LabelledQuestion], reply: Callable[[LabelledQuestion], Reply]
) -> list[Judged]:
    """Ask every question and return what came of each, in order."""
    return [Judged(each, answer := reply(each), _outcome(each, answer)) for each in questions]


def _outcome(question: LabelledQuestion, reply: Reply) -> Outcome:
    if reply.status is Status.NONE:
        return Outcome.DECLINED
    if reply.status is Status.SUGGEST:
        return Outcome.SUGGESTED
    if question.kind is not QuestionKind.ANSWERABLE:
        return Outcome.WRONG
    return Outcome.RIGHT if says_all(reply.text, question.says) else Outcome.WRONG


def says_all(text: str, says: Iterable[Iterable[str]]) -> bool:
    """Tell whether `text` holds at least one alternative of every list.

    An alternative begins at the start of a word and may go on ("investor" for "invest");
    digits must be the whole number.

    >>> says_all("In all 135 firms invested.", [["firm"], ["35"]])
    False
    """
    folded = text.casefold()
    return all(any(_occurs(each, folded) for each in alternatives) for alternatives in says)


def _occurs(phrase: str, folded: str) -> bool:
    phrase = phrase.casefold()
    pattern = re.escape(phrase)
    if phrase[0].isascii() and phrase[0].isalnum():
        pattern = r"(?<![a-z0-9])" + pattern
    if phrase[-1].isdecimal():
        pattern += r"(?!\d)"
    return re.search(pattern, folded) is not None


def tabulate(judged: Iterable[Judged]) -> str:
    """Return a table of outcomes by kind of question, and in all."""
    counts: dict[str, Counter[Outcome]] = {}
    for each in judged:
        kind = each.question.kind
        counts.setdefault(kind.value, Counter())[each.outcome] += 1
        counts.setdefault("all", Counter())[each.outcome] += 1
    lines = [f"{'kind':<12}{'questions':>10}" + "".join(f"{each:>16}" for each in Outcome)]
    order = [*(kind.value for kind in QuestionKind), "all"]
    for kind_name in order:
        row = counts.get(kind_name)
        if row is None:
            continue
        total = row.total()
        cells = "".join(f"{row[each]:>8}{row[each] / total:>8.1%}" for each in Outcome)
        lines.append(f"{kind_name:<12}{total:>10}{cells}")
    return "\n".join(lines)


def describe_misses(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Return what went otherwise than it should, as plain data for a file."""
    return [
        {
            "id": each.question.id,
            "outcome": each.outcome.value,
            "kind": each.question.kind.value,
            "query": each.question.query,
            "expected": each.question.answer,
            "fact": each.reply.fact,
            "text": each.reply.text,
        }
        for each in judged
        if not _is_good(each)
    ]


def _is_good(judged: Judged) -> bool:
    if judged.question.kind is QuestionKind.ANSWERABLE:
        return judged.outcome is Outcome.RIGHT
    return judged.outcome is not Outcome.WRONG
