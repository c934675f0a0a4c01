"""Decides whether the best candidate is good enough: answer, suggest, or say none.

Pure: the same question and candidates give the same decision. Guards come first; they refuse
what no score may overrule. Then the chance of being right is compared with two thresholds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from knowledge.analysis import Analysis
from knowledge.evidence import Evidence
from knowledge.known import KnownFact, Origin
from knowledge.ranking import Candidate

MAX_SUGGESTIONS = 3
MIN_EXPLAINED_BY_GAP = 0.5
"""A gap speaks for itself only where it explains at least half of the question."""

MIN_LIKELY_GAP = 5.5
"""And where naive Bayes finds it this likely: of the questions for tuning that ask beside the base
19 in 20 reach 7, of small talk that a gap happens to explain one in five reaches this."""

VERBATIM_CHANCE = 0.995
"""How sure a question is that is, word for word, a phrasing of one fact."""

MIN_GAIN = 0.01
"""By so much a second fact must make a reply likelier right to be told too. At 0 nine in ten
answers to the questions for tuning were such pairs, and hardly more were right."""

SURE_ALONE = 0.98
"""A fact this likely right is told alone. On the questions for tuning about one pair in
seven was such a one, and without its second fact as many were right."""

SURE_OF_SUBJECT = 0.9
"""From such a chance on a word of another subject is a remark: "for my thesis: who signed". Of 773
questions for tuning with such a word that the base does not answer two reach it, English ones that
pass for Vietnamese."""

MIN_SUGGESTED_SHARE = 0.02
"""A candidate whose share of the ranking is smaller is not worth a button."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chances of being right, in [0, 1], from which we act."""

    answer: float = 0.75
    suggest: float = 0.6
    """Of the small talk among the questions for tuning 0 to 2.5 % reach it, by language; at 0.4
    it was up to 3.9 %, for 0.5 to 0.8 % more of the questions that the base answers."""


class Chances(NamedTuple):
    """How likely a reply is right, in [0, 1]: the best fact `alone`, or `either` of it and its
    `companion`, another fact, told together. A companion that `covers` the best fact says all
    that it says, and more."""

    alone: float
    either: float = 0.0
    companion: KnownFact | None = None
    covers: bool = False

    @property
    def is_pair(self) -> bool:
        """Whether the companion is worth its place in the reply."""
        gains = self.either - self.alone >= MIN_GAIN
        return self.companion is not None and self.alone < SURE_ALONE and gains

    @property
    def reply(self) -> float:
        """The chance that the reply is right."""
        return self.either if self.is_pair else self.alone

    def told(self, best: KnownFact) -> tuple[KnownFact, KnownFact | None]:
        """Return the fact to tell where `best` is the best one, and the one to tell with it."""
        if self.companion is None or not self.is_pair:
            return best, None
        return (self.companion, None) if self.covers else (best, self.companion)


NO_CHANCE = Chances(0.0)


class Status(StrEnum):
    """What a person gets."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    NONE = "none"


class Reason(StrEnum):
    """Why a question is not answered."""

    OFF_TOPIC = "off_topic"
    """Small talk, or another subject altogether."""
    NOT_STATED = "not_stated"
    """The documents are known not to say it; `Decision.fact` is the gap."""
    ELSEWHERE = "elsewhere"
    """It names something that no document speaks of."""
    UNSURE = "unsure"
    """Nothing fits well enough."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its share of the ranking, in [0, 1]."""

    candidate: Candidate
    share: float

    @property
    def fact(self) -> KnownFact:
        """The fact that may answer."""
        return self.candidate.fact


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a question.

    `fact` is what answers, or the gap that explains why nothing does, or None. `companion` is a
    second fact that answers with it where either may be meant. `score` is the chance that the
    reply is right, times 100. `suggestions` are never gaps.
    """

    status: Status
    fact: KnownFact | None
    score: float
    suggestions: tuple[KnownFact, ...] = ()
    reason: Reason | None = None
    guard: str = ""
    ranked: tuple[Ranked, ...] = field(default=(), repr=False)
    companion: KnownFact | None = None

    @property
    def answers(self) -> tuple[KnownFact, ...]:
        """The facts that are told as the answer, none where there is none."""
        if self.status is not Status.ANSWER:
            return ()
        return tuple(each for each in (self.fact, self.companion) if each is not None)


def guard_against(question: Analysis, evidence: Evidence, chance: float = 0.0) -> str:
    """Return why the fact must not answer, empty where it may.

    A word of another subject yields to a `chance` of at least `SURE_OF_SUBJECT`; nothing else does.
    """
    if question.elsewhere:
        return f"names '{question.elsewhere[0]}', of which the documents say nothing"
    if question.off_topic and chance < SURE_OF_SUBJECT:
        return f"speaks of '{question.off_topic[0]}', which is another subject"
    if evidence.years:
        return "names a year that the fact does not have"
    if evidence.person_conflicts:
        return "names a person with whom the fact has nothing to do"
    return ""


def decide(
    question: Analysis, ranked: Sequence[Ranked], chances: Chances, thresholds: Thresholds
) -> Decision:
    """Return the decision; `ranked` best first, `chances` of replies with the first fact.

    The first fact is the best one that is no gap: a gap before it makes it doubtful, which the
    chance tells, but does not by itself forbid it.
    """
    front = next((each for each in ranked if each.fact.origin is not Origin.GAP), None)
    chance = chances.reply
    score = round(100 * chance, 1) if front else 0.0
    guard = guard_against(question, front.candidate.evidence, chance) if front else ""
    is_vague = _is_vague(question)
    too_little = is_vague and not question.mentions and chance < VERBATIM_CHANCE
    if front and not guard and not too_little and chance >= thresholds.answer:
        fact, companion = chances.told(front.fact)
        return Decision(Status.ANSWER, fact, score, ranked=tuple(ranked), companion=companion)
    others = _suggestions(ranked)
    reason = _reason(question)
    behind_gap = bool(ranked) and ranked[0].fact.origin is Origin.GAP
    if behind_gap and _fits(question, ranked[0]) and not (is_vague and others):
        gap, reason = ranked[0].fact, Reason.NOT_STATED
        return Decision(Status.NONE, gap, score, others, reason, guard, tuple(ranked))
    is_likely = (is_vague and behind_gap and _is_known(question)) or chance >= thresholds.suggest
    if others and is_likely and reason is not Reason.OFF_TOPIC:
        return Decision(Status.SUGGEST, None, score, others, reason, guard, tuple(ranked))
    return Decision(Status.NONE, None, score, (), reason, guard, tuple(ranked))


def _is_vague(question: Analysis) -> bool:
    """Whether a question is a single word of our subject: "visit" may mean anything."""
    said = len(question.units) == 1 and not question.asks
    return said and not question.off_topic and not question.elsewhere


def _is_known(question: Analysis) -> bool:
    """Whether all that is said are words of our subject."""
    return all(unit.primary[0] != "s" for unit in question.units)


def _fits(question: Analysis, gap: Ranked) -> bool:
    """Whether a gap's own words are a reply to the question; else it is declined in general."""
    evidence = gap.candidate.evidence
    if evidence.explained < MIN_EXPLAINED_BY_GAP or evidence.likely < MIN_LIKELY_GAP:
        return False
    if evidence.conflicts or question.elsewhere:
        return False
    return bool(question.mentions or not question.off_topic)


def _reason(question: Analysis) -> Reason:
    if not question.units or (question.off_topic and not question.mentions):
        return Reason.OFF_TOPIC
    return Reason.ELSEWHERE if question.elsewhere else Reason.UNSURE


def _suggestions(ranked: Sequence[Ranked]) -> tuple[KnownFact, ...]:
    return tuple(
        each.fact
        for each in ranked
        if each.fact.origin is not Origin.GAP and each.share >= MIN_SUGGESTED_SHARE
    )[:MAX_SUGGESTIONS]
