"""Matches questions to the facts of one release. The entrance to everything in this package."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from knowledge.analysis import Analysis
from knowledge.deciding import (
    NO_CHANCE,
    VERBATIM_CHANCE,
    Chances,
    Decision,
    Ranked,
    Reason,
    Status,
    Thresholds,
    decide,
)
from knowledge.deriving import derive_facts
from knowledge.following_up import Completer, Leaning, leaning_of, only_names
from knowledge.judging import Judge, front_of
from knowledge.known import KnownFact, Origin
from knowledge.languages import Names, detect_locale
from knowledge.memory import give_back_memory
from knowledge.normalising import fold
from knowledge.ranking import Candidate, Ranker
from knowledge.release import Release
from knowledge.schema import LOCALES, Kind
from knowledge.text_numbers import UNKNOWN, TextNumbers

DEFAULT_WRONG_ACCEPTED = 0.01

FAR_AHEAD = 20.0
"""By so much a candidate's score leads that nothing else has a share."""

SURE_ENOUGH = 0.9
"""How sure the completed question must be, beside the question as it stands."""

NEAR = 3
"""So many of the candidates for a completed question are what the chat is about."""

MAX_CONTEXT = 3
"""How many earlier questions a follow-up can reach back to."""

MAX_RECENT = 512
"""How many questions' outcomes are remembered: about 5 MB."""


@dataclass(frozen=True, slots=True)
class Match:
    """A decision, the locale it was made in, and how the question was understood."""

    decision: Decision
    locale: str
    question: Analysis


class Matcher:
    """Answers questions from one release; safe to share between threads.

    English is ready at once, another language when its first question comes or at `warm_up`.
    """

    def __init__(self, release: Release, wrong_accepted: float = DEFAULT_WRONG_ACCEPTED) -> None:
        """Build the English index of `release`.

        `wrong_accepted` is the share of all questions, in (0, 1), that may be answered
        wrongly: the more, the more are answered.
        """
        self.release = release
        self.facts = derive_facts(release)
        self._wrong_accepted = wrong_accepted
        self._by_key = {fact.key: fact for fact in self.facts}
        self._english = self._build("en", None)
        self._by_locale = {"en": self._english}
        self._building = threading.Lock()
        self._names = Names.of(_names_of_no_language(release))
        self._recent = lru_cache(maxsize=MAX_RECENT)(self._match)

    def fact(self, entry: str, fact: str) -> KnownFact | None:
        """Return what is known under these ids, or None."""
        return self._by_key.get((entry, fact))

    def facts_of(self, entry: str) -> tuple[KnownFact, ...]:
        """Return what is known of an entry, gaps left out, in the base's order."""
        return tuple(
            fact for fact in self.facts if fact.entry == entry and fact.origin is not Origin.GAP
        )

    def match(self, query: str, locale: str | None = None, context: Sequence[str] = ()) -> Match:
        """Return what to do with `query`.

        `locale` is the language to answer in where the query does not show its own;
        `context` holds the chat's earlier questions, oldest first. Questions asked again soon,
        as many are, cost nothing: the last `MAX_RECENT` are remembered, with nothing of who asked.
        """
        return self._recent(query, locale, tuple(context[-MAX_CONTEXT:]))

    def _match(self, query: str, locale: str | None, context: tuple[str, ...]) -> Match:
        chosen = self._choose_locale(query, locale)
        matcher = self._of(chosen)
        question = matcher.analyse(query)
        leaning = leaning_of(question)
        leans = bool(context) and leaning is Leaning.CLEARLY
        alone = matcher.decide(question, is_whole=not leans)
        if context and (leaning is not Leaning.NOT or alone.status is not Status.ANSWER):
            completed = matcher.completer.complete_from(question, context, matcher.topic_of)
            if completed is not None:
                decision = matcher.decide(completed, is_whole=False)
                decision = matcher.doubt_strange_words(decision, question)
                if _is_better(decision, alone, question, leaning):
                    return Match(decision, chosen, completed)
        return Match(alone, chosen, question)

    def analyse(self, text: str, locale: str) -> Analysis:
        """Return what a text says in a locale, English where that is none of this base's."""
        return self._of(locale if locale in self.locales else "en").analyse(text)

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales in which questions are understood and answered."""
        return self.locales_of(self.release)

    @staticmethod
    def locales_of(release: Release) -> tuple[str, ...]:
        """Return the locales that `release` has words and templates for."""
        return tuple(
            locale
            for locale in LOCALES
            if locale in release.lexicons and locale in release.templates
        )

    def warm_up(self, locale: str) -> None:
        """Build what questions in `locale` need now, rather than at the first of them."""
        self._of(locale)

    def _choose_locale(self, query: str, hint: str | None) -> str:
        """Return the language that the question shows, else the hinted one, else English."""
        for locale in (detect_locale(query, self._names), hint):
            if locale in self.locales:
                return str(locale)
        return "en"

    def _of(self, locale: str) -> _LocaleMatcher:
        found = self._by_locale.get(locale)
        if found is None:
            with self._building:
                found = self._by_locale.get(locale)
                if found is None:
                    found = self._build(locale, self._english)
                    self._by_locale[locale] = found
                    if len(self._by_locale) == len(self.locales):
                        self._english.ranker.stop_lending()
                        give_back_memory()
        return found

    def _build(self, locale: str, english: _LocaleMatcher | None) -> _LocaleMatcher:
        with _without_collecting():
            return _LocaleMatcher(self.release, self.facts, locale, english, self._wrong_accepted)


def _is_better(completed: Decision, alone: Decision, question: Analysis, leaning: Leaning) -> bool:
    """Whether a question is rather to be understood with the one before it.

    One that clearly leans on it is, unless alone it is answered more surely, and not from something
    else altogether where it names nothing ("was it their first meeting"). One that does not
    begin as a follow-up is not where alone it asks for what the documents are known not to say, and
    else is unclear.
    """
    answers = completed.status is Status.ANSWER
    may_lean = leaning is Leaning.PERHAPS
    if leaning is Leaning.CLEARLY:
        if only_names(question) or completed.guard or completed.reason is Reason.NOT_STATED:
            return True
        near = {each.fact.entry for each in completed.ranked[:NEAR]}
        if not question.mentions and any(each.entry not in near for each in alone.answers[:1]):
            return True
        may_lean = answers
    if may_lean and alone.status is Status.ANSWER:
        return completed.score >= SURE_ENOUGH * alone.score
    if Status.ANSWER in {completed.status, alone.status}:
        return answers
    if alone.reason is Reason.NOT_STATED and not question.goes_on:
        return completed.reason is Reason.NOT_STATED
    return leaning is not Leaning.NOT or completed.score > alone.score


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from walking the growing index again and again: a third of
    the time to build it, and nothing of it is garbage."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class _LocaleMatcher:
    """The matching of questions in one locale."""

    def __init__(
        self,
        release: Release,
        facts: Sequence[KnownFact],
        locale: str,
        english: _LocaleMatcher | None,
        wrong_accepted: float,
    ) -> None:
        base = english.ranker if english else None
        self.ranker: Ranker = Ranker(release, facts, locale, base)
        self._judge = Judge(self.ranker)
        self._thresholds = Thresholds(answer=self._judge.threshold(wrong_accepted))
        self._verbatim = _verbatim(facts, locale)
        by_id = {entry.id: entry for entry in release.entries}
        self.completer = Completer(by_id, self.ranker.analyser)

    def analyse(self, text: str) -> Analysis:
        return self.ranker.analyser.analyse(text)

    def topic_of(self, question: Analysis, is_whole: bool) -> str | None:
        """Return the entry that an earlier question is about, where one is clear."""
        fact = self.decide(question, is_whole=is_whole).fact
        return fact.entry if fact else None

    def doubt_strange_words(self, decision: Decision, question: Analysis) -> Decision:
        """Return the decision on a completed follow-up, with an answer turned into suggestions
        where it has nothing to do with the follow-up's own words ("and a good movie?")."""
        if decision.status is not Status.ANSWER or decision.fact is None:
            return decision
        held = self.ranker.profiles.symbols_of(decision.fact)
        strange = [unit for unit in question.units if not unit.meanings & held]
        names = {f"e:{entity}" for entity in self.ranker.profiles.entities_of(decision.fact)}
        if all(unit.meanings & names for unit in strange):
            return decision
        return replace(
            decision,
            status=Status.SUGGEST,
            suggestions=decision.answers,
            fact=None,
            companion=None,
            reason=Reason.UNSURE,
        )

    def decide(self, question: Analysis, *, is_whole: bool = True) -> Decision:
        """Decide on a question; one that is not `is_whole` means what the chat asked before,
        even where its words are those of a phrasing."""
        candidates = self.ranker.candidates(question)
        if not candidates:
            return decide(question, [], NO_CHANCE, self._thresholds)
        scores = self._judge.rank(candidates)
        front = front_of(candidates, scores)
        chances = NO_CHANCE
        if front is not None:
            chances = self._judge.chances(question, candidates, scores, front)
        verbatim = self._verbatim.get(_bare(question.text)) if is_whole else UNKNOWN
        key = None if verbatim == UNKNOWN else self.ranker.facts[verbatim].key
        for number, candidate in enumerate(candidates):
            if candidate.fact.key == key:  # nobody knows better what an editor meant by it
                scores[number] = scores.max() + FAR_AHEAD
                is_gap = candidate.fact.origin is Origin.GAP
                sure = Chances(max(chances.alone, VERBATIM_CHANCE))
                chances = NO_CHANCE if is_gap else sure
        return decide(question, _in_order(candidates, scores), chances, self._thresholds)


def _names_of_no_language(release: Release) -> Iterator[str]:
    """Yield names that are the same in every language: those of people and places, and names of
    one English word ("MOU")."""
    for entry in release.of_kind(Kind.PERSON, Kind.PLACE):
        for locale in LOCALES:
            yield from entry.names(locale)
    for entry in release.entries:
        yield from (name for name in entry.names("en") if len(name.split()) == 1)


def _verbatim(facts: Sequence[KnownFact], locale: str) -> TextNumbers:
    """Return the places of facts by their phrasings, without those that two facts share."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    for number, fact in enumerate(facts):
        for phrasing in fact.phrasings.get(locale, ()):
            text = _bare(phrasing)
            if found.setdefault(text, number) != number:
                shared.add(text)
    return TextNumbers({text: number for text, number in found.items() if text not in shared})


def _bare(text: str) -> str:
    """Return a text as it is compared word for word: folded, without marks at its end."""
    return fold(text).rstrip("?!.。？！ ")


def _in_order(candidates: Sequence[Candidate], scores: np.ndarray) -> list[Ranked]:
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    order = np.argsort(-scores, kind="stable")
    return [Ranked(candidates[number], float(shares[number])) for number in order]
