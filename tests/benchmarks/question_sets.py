"""Reads what the quality is measured on: our own labelled questions, and public sets.

A public set is a folder with ``train.jsonl``, the ways to ask, and ``test.jsonl``, the questions:
lines of ``{"text", "label", "lang"}``, other fields ignored. The label ``oos`` in a test means
that nothing in the set answers the question.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.deriving import derive_facts
from knowledge.evaluating import LabelledQuestion, QuestionKind, read_questions, says_all
from knowledge.known import KnownFact, Origin
from knowledge.release import Release
from knowledge.schema import LOCALES, Locale

TRAIN: Final = "train.jsonl"
TEST: Final = "test.jsonl"
OUT_OF_SCOPE: Final = "oos"
SHOWN: Final = 20
"""More mistakes of a set are only counted."""


class InvalidSetError(Exception):
    """A set that cannot be read; the text names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether anything answers it, and the labels of all that does.

    `labelled` is the question as it stands in our own files.
    """

    text: str
    in_scope: bool
    right: frozenset[str]
    labelled: LabelledQuestion | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Ways to ask, each with its label, and questions in one locale.

    `declining` are labels that decline: what comes under one of them is not answered.
    `release` is the base that our own questions are asked of.
    """

    name: str
    locale: str
    phrasings: tuple[tuple[str, str], ...]
    questions: tuple[Asked, ...]
    declining: frozenset[str] = frozenset()
    release: Release | None = None


# --- Our own questions ---


def read_own(release: Release, files: Iterable[Path], locale: str) -> QuestionSet:
    """Return the questions of a locale and the base's own ways to ask in it.

    Follow-ups are left out: only ours knows the conversation.
    """
    facts = derive_facts(release)
    asked = [
        _asked(question, facts)
        for path in files
        for question in read_questions(path)
        if question.locale == locale and not question.context
    ]
    return QuestionSet(
        name="own questions",
        locale=locale,
        phrasings=tuple(
            (label_of(fact), text) for fact in facts for text in fact.phrasings.get(locale, ())
        ),
        questions=tuple(asked),
        declining=frozenset(label_of(fact) for fact in facts if fact.origin is Origin.GAP),
        release=release,
    )


def locales_of(files: Iterable[Path]) -> list[str]:
    """Return the locales in which there are questions that are no follow-ups."""
    found = {each.locale for path in files for each in read_questions(path) if not each.context}
    return [locale for locale in LOCALES if locale in found]


def label_of(fact: KnownFact) -> str:
    """Return the label under which a fact is found."""
    return "/".join(fact.key)


def _asked(question: LabelledQuestion, facts: Iterable[KnownFact]) -> Asked:
    in_scope = question.kind is QuestionKind.ANSWERABLE
    right = (
        label_of(fact)
        for fact in facts
        if in_scope
        and fact.origin is not Origin.GAP
        and says_all(fact.answers.get(question.locale, fact.answers["en"]), question.says)
    )
    return Asked(question.query, in_scope, frozenset(right), question)


# --- Public sets ---


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    text: str = Field(min_length=1)
    label: str = Field(min_length=1)
    lang: Locale


def find_sets(folder: Path) -> list[Path]:
    """Return the sets in a folder, which may be one itself; InvalidSetError where none is."""
    folders = [folder, *sorted(folder.iterdir())] if folder.is_dir() else []
    found = [each for each in folders if (each / TRAIN).is_file() or (each / TEST).is_file()]
    if not found:
        raise InvalidSetError(f"{folder}: holds no set: a folder with {TRAIN} and {TEST}")
    return found


def read_set(folder: Path) -> list[QuestionSet]:
    """Return what a folder holds, a set for each language; InvalidSetError with the mistakes."""
    problems: list[str] = []
    train = _read_lines(folder / TRAIN, problems)
    test = _read_lines(folder / TEST, problems)
    known = {line.label for _, line in train}
    if OUT_OF_SCOPE in known:
        problems.append(f"{folder / TRAIN}: '{OUT_OF_SCOPE}' is a label for {TEST} only")
    problems += [
        f"{folder / TEST}:{number}: the label '{line.label}' is not in {TRAIN}"
        for number, line in test
        if line.label != OUT_OF_SCOPE and line.label not in known
    ]
    if problems:
        more = [f"... and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise InvalidSetError("\n".join(problems[:SHOWN] + more))
    by_locale: dict[str, tuple[list[_Line], list[_Line]]] = defaultdict(lambda: ([], []))
    for place, lines in enumerate((train, test)):
        for _, line in lines:
            by_locale[line.lang][place].append(line)
    return [
        QuestionSet(
            name=folder.name,
            locale=locale,
            phrasings=tuple((line.label, line.text) for line in by_locale[locale][0]),
            questions=tuple(_asked_in_set(line) for line in by_locale[locale][1]),
        )
        for locale in LOCALES
        if all(by_locale[locale])
    ]


def _read_lines(path: Path, problems: list[str]) -> list[tuple[int, _Line]]:
    """Return the lines with their numbers; what is wrong with others joins `problems`."""
    try:
        texts = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as unreadable:
        problems.append(f"{path}: cannot be read: {unreadable}")
        return []
    lines: list[tuple[int, _Line]] = []
    for number, text in enumerate(texts, 1):
        try:
            lines.append((number, _Line.model_validate(json.loads(text))))
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False):
                where = ".".join(str(step) for step in error["loc"]) or "line"
                problems.append(f"{path}:{number}: {where}: {error['msg']}")
        except ValueError:
            problems.append(f"{path}:{number}: is not JSON")
    if not texts:
        problems.append(f"{path}: holds no line")
    return lines


def _asked_in_set(line: _Line) -> Asked:
    in_scope = line.label != OUT_OF_SCOPE
    return Asked(line.text, in_scope, frozenset({line.label} if in_scope else ()))
