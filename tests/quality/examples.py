"""Questions to learn from, with the candidates for each and which of them are right.

First the base's own phrasings, each asked of a base that lacks it (and, for gaps, of a base
that lacks the whole gap: then no answer is right); second the questions for tuning, of which the
base has taken up many as phrasings: they too are asked of a base that lacks them. Questions kept
for evaluation are never read.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.analysis import Analysis
from knowledge.evaluating import LabelledQuestion, QuestionKind, read_questions, says_all
from knowledge.following_up import Completer
from knowledge.known import KnownFact, Origin
from knowledge.matcher import MAX_CONTEXT
from knowledge.nets import beside_the_rest
from knowledge.ranking import Candidate, Ranker
from knowledge.release import Release
from knowledge.tokens import tokenise
from tests.benchmarks.typos import mistype

Singles = NDArray[np.float32]
Phrasing = tuple[tuple[str, str], str]
"""The key of a fact, and one of its phrasings."""
IsRight = Callable[[KnownFact], bool]

QUESTIONS = Path(__file__).parents[1] / "questions"
Part = TypeVar("Part")

FOLDS = 5
MAX_PHRASINGS = 12
"""Of a fact or gap in one locale; English has more than the others, which must not weigh less."""

LETTERS_A_TYPO = (12, 8)
"""Each tuning question is learnt from with typos too, one for so many letters."""

MIN_TWIN_LIKENESS = 85.0
"""A question this like another, of 100, is the same with other typos."""

MOST_RIGHT = 0.12
"""A question whose words for a right reply so large a share of all facts would meet says too
little of which are right to learn from."""


@dataclass(slots=True)
class Example:
    """A question with its candidates and which of them are right; `answered` is False where
    every answer would be wrong."""

    question: Analysis
    candidates: list[Candidate]
    right: NDArray[np.bool_]
    ranker: Ranker
    answered: bool
    rows: Singles
    """The inputs of the ranking, a row a candidate; in single precision, for there are many."""
    kind: str = ""
    fold: int = 0
    """Which part of the tuning questions it is of. Questions of one file have one writer and are
    in one part: people who come to ask write in ways of their own too."""
    is_usual: bool = False
    """Whether it is of a set with the mix of questions that people are expected to ask; the
    sets of hard ones, mostly traps, and what was mistyped serve for learning only."""

    @property
    def is_tuning(self) -> bool:
        """Whether a person typed it; else it is a phrasing of the base."""
        return bool(self.kind)

    def is_answered_by(self, *places: int | None) -> bool:
        """Whether a reply with the candidates at some places is right."""
        return self.answered and any(self.right[each] for each in places if each is not None)


class _Typed(NamedTuple):
    """A question that a person typed, which facts answer it, its fold, and whether it is usual."""

    question: LabelledQuestion
    is_right: IsRight
    fold: int
    is_usual: bool


def examples_of(
    release: Release, facts: Sequence[KnownFact], locale: str, english: Ranker | None
) -> tuple[list[Example], list[Example]]:
    """Return what there is to learn from in a locale: phrasings, and tuning questions."""
    collector = _Collector(release, facts, locale, english)
    phrasings: list[Example] = []
    tuning: list[Example] = []
    for fold in range(FOLDS):
        asked, typed = collector.held_out(fold)
        phrasings += asked
        tuning += typed
    return [*phrasings, *collector.missing_gaps()], tuning


class _Collector:
    def __init__(
        self,
        release: Release,
        facts: Sequence[KnownFact],
        locale: str,
        english: Ranker | None,
    ) -> None:
        self._release = release
        self._facts = tuple(facts)
        self._locale = locale
        self._english = english
        self._by_id = {entry.id: entry for entry in release.entries}
        self._tuning = list(self._tuning_questions())
        self._asked = dict(self._taken_up())

    def held_out(self, fold: int) -> tuple[list[Example], list[Example]]:
        """Return a part of the phrasings and of the tuning questions, as they are and mistyped,
        each asked of a base that lacks them all, follow-ups completed."""
        phrasings = _part(list(self._written()), fold)
        questions = [each for each in self._tuning if each.fold == fold]
        held = {*phrasings, *self._twins_of(questions)}
        ranker = self._ranker([self._without(fact, held) for fact in self._facts])
        asked = [
            _example(ranker, ranker.analyser.analyse(text), _is(key)) for key, text in phrasings
        ]
        mistyped = [_mistyped(each, rate) for each in questions for rate in LETTERS_A_TYPO]
        return asked, [self._typed(ranker, each) for each in (*questions, *mistyped)]

    def missing_gaps(self) -> Iterator[Example]:
        """Ask each question of a gap of a base without that gap."""
        gaps = sorted({fact.key for fact in self._facts if _is_written(fact, Origin.GAP)})
        for fold in range(FOLDS):
            gone = set(gaps[fold::FOLDS])
            ranker = self._ranker([fact for fact in self._facts if fact.key not in gone])
            for key, text in self._written():
                if key in gone:
                    yield _example(ranker, ranker.analyser.analyse(text), lambda _: False)

    def _tuning_questions(self) -> Iterator[_Typed]:
        paths = [
            *QUESTIONS.glob(f"{self._locale}_tuning_*"),
            *QUESTIONS.glob(f"{self._locale}_hard_*"),
        ]
        for number, path in enumerate(sorted(paths)):
            for question in read_questions(path):
                is_right: IsRight = _is_gap
                if question.kind is QuestionKind.ANSWERABLE:
                    is_right = _says(question.says, self._locale)
                    if sum(map(is_right, self._facts)) > MOST_RIGHT * len(self._facts):
                        continue
                is_usual = "_hard_" not in path.name
                yield _Typed(question, is_right, number % FOLDS, is_usual)

    def _typed(self, ranker: Ranker, typed: _Typed) -> Example:
        question = typed.question
        asked = ranker.analyser.analyse(question.query)
        if question.context:
            completer = Completer(self._by_id, ranker.analyser)
            earlier = question.context[-MAX_CONTEXT:]
            asked = completer.complete_from(asked, earlier, _topic_by(ranker)) or asked
        example = _example(ranker, asked, typed.is_right, question.kind.value)
        example.fold = typed.fold
        example.is_usual = typed.is_usual
        return example

    def _taken_up(self) -> Iterator[tuple[Phrasing, str]]:
        """Yield the phrasings that came from tuning questions, with their words."""
        typed = {self._words_of(each.question.query) for each in self._tuning}
        for fact in self._facts:
            for text in fact.phrasings.get(self._locale, ()):
                words = self._words_of(text)
                if words in typed:
                    yield (fact.key, text), words

    def _twins_of(self, questions: Sequence[_Typed]) -> Iterator[Phrasing]:
        """Yield the phrasings that came from some tuning questions, or from nearly the same."""
        typed = [self._words_of(each.question.query) for each in questions]
        for phrasing, words in self._asked.items():
            if process.extractOne(words, typed, scorer=fuzz.ratio, score_cutoff=MIN_TWIN_LIKENESS):
                yield phrasing

    def _words_of(self, text: str) -> str:
        return " ".join(token.text for token in tokenise(text, self._locale))

    def _ranker(self, facts: Sequence[KnownFact]) -> Ranker:
        return Ranker(self._release, facts, self._locale, self._english)

    def _written(self) -> Iterator[Phrasing]:
        """Yield the phrasings that editors wrote, spread evenly where there are many."""
        for fact in self._facts:
            if _is_written(fact, Origin.WRITTEN, Origin.GAP):
                phrasings = fact.phrasings.get(self._locale, ())
                step = max(1.0, len(phrasings) / MAX_PHRASINGS)
                for number in range(min(len(phrasings), MAX_PHRASINGS)):
                    yield fact.key, phrasings[int(number * step)]

    def _without(self, fact: KnownFact, held: set[Phrasing]) -> KnownFact:
        kept = tuple(
            text for text in fact.phrasings.get(self._locale, ()) if (fact.key, text) not in held
        )
        return replace(fact, phrasings={**fact.phrasings, self._locale: kept})


def _mistyped(typed: _Typed, letters_a_typo: int) -> _Typed:
    """Return the question with typos, the same ones each time."""
    question = typed.question
    rng = random.Random(f"{question.id} {letters_a_typo}")
    text = mistype(question.query, rng, letters_a_typo)
    mistyped = question.model_copy(update={"query": text})
    return typed._replace(question=mistyped, is_usual=False)


def _part(rows: Sequence[Part], fold: int) -> list[Part]:
    """Return the rows of one fold; each is in one of them."""
    fold_of = np.random.default_rng(0).integers(0, FOLDS, len(rows))
    return [row for row, each in zip(rows, fold_of, strict=True) if each == fold]


def _is_written(fact: KnownFact, *origins: Origin) -> bool:
    return fact.origin in origins and fact.fact != "not-stated"


def _is_gap(fact: KnownFact) -> bool:
    return fact.origin is Origin.GAP


def _is(key: tuple[str, str]) -> IsRight:
    return lambda fact: fact.key == key


def _says(says: Sequence[Sequence[str]], locale: str) -> IsRight:
    def is_right(fact: KnownFact) -> bool:
        text = fact.answers.get(locale, fact.answers["en"])
        return fact.origin is not Origin.GAP and says_all(text, says)

    return is_right


def _topic_by(ranker: Ranker) -> Callable[[Analysis, bool], str | None]:
    """What tells an earlier question's topic while there are no weights: the likeliest entry."""

    def topic_of(question: Analysis, _is_whole: bool) -> str | None:
        found = ranker.candidates(question)
        best = max(found, key=lambda each: each.evidence.likely, default=None)
        return best.fact.entry if best else None

    return topic_of


def _example(ranker: Ranker, question: Analysis, is_right: IsRight, kind: str = "") -> Example:
    candidates = ranker.candidates(question)
    right = np.array([is_right(each.fact) for each in candidates], np.bool_)
    rows = np.array([each.evidence.as_array() for each in candidates])
    rows = beside_the_rest(rows) if candidates else rows
    answered = kind in {"", "answerable"}
    return Example(question, candidates, right, ranker, answered, rows.astype(np.float32), kind)
