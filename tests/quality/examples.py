"""Questions to learn from, with the candidates for each and which of them are right.

First the base's own phrasings, each asked of a base that lacks it (and, for gaps, of a base
that lacks the whole gap: then no answer is right); second the questions for tuning. Questions
kept for evaluation are never read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis
from knowledge.evaluating import QuestionKind, read_questions, says_all
from knowledge.following_up import Completer
from knowledge.known import KnownFact, Origin
from knowledge.matcher import MAX_CONTEXT
from knowledge.nets import beside_the_rest
from knowledge.ranking import Candidate, Ranker
from knowledge.release import Release

Singles = NDArray[np.float32]

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLDS = 5
MAX_PHRASINGS = 12
"""Of a fact or gap in one locale; English has more than the others, which must not weigh less."""


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
    is_usual: bool = False
    """Whether it is of a set with the mix of questions that people are expected to ask; the
    sets of hard ones, mostly traps, serve for learning only."""

    @property
    def is_tuning(self) -> bool:
        """Whether a person typed it; else it is a phrasing of the base."""
        return bool(self.kind)


def examples_of(
    release: Release, facts: Sequence[KnownFact], locale: str, english: Ranker | None
) -> tuple[list[Example], list[Example]]:
    """Return what there is to learn from in a locale: phrasings, and tuning questions."""
    collector = _Collector(release, facts, locale, english)
    phrasings = [*collector.held_out_phrasings(), *collector.missing_gaps()]
    return phrasings, list(collector.tuning_questions())


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

    def held_out_phrasings(self) -> Iterator[Example]:
        """Ask each phrasing of a base without it."""
        rows = list(self._written())
        fold_of = np.random.default_rng(0).integers(0, FOLDS, len(rows))
        for fold in range(FOLDS):
            held = {row for row, each in zip(rows, fold_of, strict=True) if each == fold}
            ranker = self._ranker([self._without(fact, held) for fact in self._facts])
            for key, text in sorted(held):
                yield _example(ranker, ranker.analyser.analyse(text), _is(key))

    def missing_gaps(self) -> Iterator[Example]:
        """Ask each question of a gap of a base without that gap."""
        gaps = sorted({fact.key for fact in self._facts if _is_written(fact, Origin.GAP)})
        for fold in range(FOLDS):
            gone = set(gaps[fold::FOLDS])
            ranker = self._ranker([fact for fact in self._facts if fact.key not in gone])
            for key, text in self._written():
                if key in gone:
                    yield _example(ranker, ranker.analyser.analyse(text), lambda _: False)

    def tuning_questions(self) -> Iterator[Example]:
        """Ask the questions that people wrote for tuning, follow-ups completed."""
        ranker = self._ranker(self._facts)
        by_id = {entry.id: entry for entry in self._release.entries}
        completer = Completer(by_id, ranker.analyser)
        paths = [
            *QUESTIONS.glob(f"{self._locale}_tuning_*"),
            *QUESTIONS.glob(f"{self._locale}_hard_*"),
        ]
        for path in sorted(paths):
            for question in read_questions(path):
                is_right: Callable[[KnownFact], bool] = _is_gap
                if question.kind is QuestionKind.ANSWERABLE:
                    is_right = _says(question.says, self._locale)
                    if sum(map(is_right, self._facts)) > MOST_RIGHT * len(self._facts):
                        continue
                asked = ranker.analyser.analyse(question.query)
                if question.context:
                    earlier = question.context[-MAX_CONTEXT:]
                    completed = completer.complete_from(asked, earlier, _topic_by(ranker))
                    asked = completed or asked
                example = _example(ranker, asked, is_right, question.kind.value)
                example.is_usual = "_hard_" not in path.name
                yield example

    def _ranker(self, facts: Sequence[KnownFact]) -> Ranker:
        return Ranker(self._release, facts, self._locale, self._english)

    def _written(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the phrasings that editors wrote, spread evenly where there are many."""
        for fact in self._facts:
            if _is_written(fact, Origin.WRITTEN, Origin.GAP):
                phrasings = fact.phrasings.get(self._locale, ())
                step = max(1.0, len(phrasings) / MAX_PHRASINGS)
                for number in range(min(len(phrasings), MAX_PHRASINGS)):
                    yield fact.key, phrasings[int(number * step)]

    def _without(self, fact: KnownFact, held: set[tuple[tuple[str, str], str]]) -> KnownFact:
        kept = tuple(
            text for text in fact.phrasings.get(self._locale, ()) if (fact.key, text) not in held
        )
        return replace(fact, phrasings={**fact.phrasings, self._locale: kept})


def _is_written(fact: KnownFact, *origins: Origin) -> bool:
    return fact.origin in origins and fact.fact != "not-stated"


def _is_gap(fact: KnownFact) -> bool:
    return fact.origin is Origin.GAP


def _is(key: tuple[str, str]) -> Callable[[KnownFact], bool]:
    return lambda fact: fact.key == key


def _says(says: Sequence[Sequence[str]], locale: str) -> Callable[[KnownFact], bool]:
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


def _example(
    ranker: Ranker, question: Analysis, is_right: Callable[[KnownFact], bool], kind: str = ""
) -> Example:
    candidates = ranker.candidates(question)
    right = np.array([is_right(each.fact) for each in candidates], np.bool_)
    rows = np.array([each.evidence.as_array() for each in candidates])
    rows = beside_the_rest(rows) if candidates else rows
    answered = kind in {"", "answerable"}
    return Example(question, candidates, right, ranker, answered, rows.astype(np.float32), kind)
