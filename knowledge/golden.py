"""Golden questions: a few that a base must answer with a certain fact, or must not answer.

They stand in ``golden.yaml`` of the base itself and are asked before a release goes live. Unlike
the labelled questions of `knowledge.evaluating` they name facts, not words of answers: what is to
be noticed is that a change elsewhere in the base takes a question away from its fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, ValidationError

from knowledge.base_files import GOLDEN
from knowledge.matcher import Matcher
from knowledge.problems import InvalidBaseError, Problem, did_you_mean
from knowledge.schema import FactKey, Locale, Model
from knowledge.yaml_reader import YamlFile, read_yaml

MAX_QUESTIONS = 2000
NOT_ANSWERED = "none"

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def _as_keys(value: Any) -> Any:
    if value == NOT_ANSWERED:
        return ()
    return [value] if isinstance(value, str) else value


class GoldenQuestion(Model):
    """A question and the facts any of which is its right answer; none where it must stay
    unanswered."""

    question: Question
    locale: Locale = "en"
    expected: Annotated[tuple[FactKey, ...], BeforeValidator(_as_keys)]


class Verdict(StrEnum):
    """What came of a golden question."""

    RIGHT = "right"
    WRONG = "wrong"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class GoldenOutcome:
    """A golden question, what came of it, and the fact that answered it, empty for none; of two
    told together the one that was expected."""

    question: GoldenQuestion
    verdict: Verdict
    answered: str


@dataclass(frozen=True, slots=True)
class GoldenChange:
    """A golden question of which something else came than before."""

    question: GoldenQuestion
    before: GoldenOutcome
    after: GoldenOutcome


def read_golden(folder: Path) -> tuple[GoldenQuestion, ...]:
    """Return the golden questions of the base in `folder`, none where it has no such file;
    InvalidBaseError with every mistake in it."""
    path = folder / GOLDEN
    if not path.is_file():
        return ()
    file = read_yaml(path)
    if isinstance(file, Problem):
        raise InvalidBaseError([file])
    if not isinstance(file.data, list) or len(file.data) > MAX_QUESTIONS:
        message = f"does not hold a list of at most {MAX_QUESTIONS} questions"
        raise InvalidBaseError([_problem(file, (), message, "begin items with '- question:'")])
    questions: list[GoldenQuestion] = []
    problems: list[Problem] = []
    for index, data in enumerate(file.data):
        try:
            questions.append(GoldenQuestion.model_validate(data))
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False, include_input=False):
                where = ".".join(str(step) for step in error["loc"])
                said = f"'{where}': {error['msg']}"
                remedy = "write question, locale and expected: ENTRY/FACT, a list of such, or none"
                problems.append(_problem(file, (index,), said, remedy))
    if problems:
        raise InvalidBaseError(problems)
    return tuple(questions)


def check_golden(
    questions: Sequence[GoldenQuestion], matcher: Matcher, folder: Path
) -> tuple[Problem, ...]:
    """Return a problem for each golden question that expects a fact that is not there."""
    known = {"/".join(fact.key) for fact in matcher.facts}
    file = read_yaml(folder / GOLDEN)
    if isinstance(file, Problem):
        return (file,)
    return tuple(
        _problem(
            file,
            (index,),
            f"expects '{key}', which is not in the base",
            did_you_mean(key, known, "name a fact that is, or delete the question"),
        )
        for index, each in enumerate(questions)
        for key in each.expected
        if key not in known
    )


def ask_golden(questions: Iterable[GoldenQuestion], matcher: Matcher) -> tuple[GoldenOutcome, ...]:
    """Ask every question of a matcher; return what came of each, in order."""
    return tuple(ask_one(each, matcher) for each in questions)


def ask_one(question: GoldenQuestion, matcher: Matcher) -> GoldenOutcome:
    """Ask one golden question of a matcher."""
    decision = matcher.match(question.question, question.locale).decision
    told = ["/".join(fact.key) for fact in decision.answers]
    if told:
        right = next((each for each in told if each in question.expected), None)
        return GoldenOutcome(question, Verdict.RIGHT if right else Verdict.WRONG, right or told[0])
    verdict = Verdict.SILENT if question.expected else Verdict.RIGHT
    return GoldenOutcome(question, verdict, "")


def changes_of(
    before: Sequence[GoldenOutcome], after: Sequence[GoldenOutcome]
) -> tuple[GoldenChange, ...]:
    """Return the questions of which something else came; both hold the same questions."""
    return tuple(
        GoldenChange(old.question, old, new)
        for old, new in zip(before, after, strict=True)
        if old.verdict is not new.verdict
    )


def count_verdicts(outcomes: Iterable[GoldenOutcome]) -> Mapping[Verdict, int]:
    """Return how many questions each verdict got."""
    counts = dict.fromkeys(Verdict, 0)
    for each in outcomes:
        counts[each.verdict] += 1
    return counts


def _problem(file: YamlFile, path: tuple[int, ...], message: str, remedy: str) -> Problem:
    return Problem(file.name, file.line_of(path), "", message, remedy)
