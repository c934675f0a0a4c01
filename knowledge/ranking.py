"""Ranks all that the bot can say as answers to a question, with the evidence for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from knowledge.analysing import Analyser
from knowledge.analysis import Analysis
from knowledge.evidence import Evidence, Profiles
from knowledge.index import RankIndex, RankScores
from knowledge.known import KnownFact
from knowledge.release import Release
from knowledge.tokens import tokenise

SHORTLIST = 24
"""How many facts get the full evidence. On our questions the right one is among the first
10 in 98 %."""

Features = defaultdict[str, float]

STEM_SHARE = 0.7
BIGRAM_SHARE = 0.5
ASKS_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may answer, and what speaks for it."""

    fact: KnownFact
    evidence: Evidence


class Ranker:
    """Finds candidates among the facts of one release, for questions in one locale."""

    def __init__(self, release: Release, facts: Sequence[KnownFact], locale: str) -> None:
        self.facts = tuple(facts)
        texts = [_Texts(fact, locale) for fact in facts]
        tokens = (each for text in texts for each in text.tokens)
        self.analyser = Analyser(release, tokens, locale)
        read = [text.read(self.analyser) for text in texts]
        rows: list[Features] = []
        owners: list[int] = []
        self._row_symbols: list[frozenset[str]] = []
        for number, (title, answer, *phrasings) in enumerate(read):
            for analysis in (*phrasings, title):
                rows.append(features_of(analysis))
                self._row_symbols.append(frozenset(analysis.symbols))
                owners.append(number)
            rows.append(_features_of_answer(title, answer))
            self._row_symbols.append(frozenset())
            owners.append(number)
        self._index = RankIndex(rows, owners, len(facts))
        self.profiles = Profiles(
            release,
            facts,
            self.analyser,
            [phrasings for _, _, *phrasings in read],
            [answer for _, answer, *_ in read],
        )

    def candidates(self, question: Analysis) -> list[Candidate]:
        """Return the facts that may answer, in the order of the base."""
        if not question.units:
            return []
        scores = self._index.score(features_of(question))
        total = scores.nearest + scores.centroid + scores.linear
        count = min(SHORTLIST, len(self.facts))
        chosen = np.argpartition(-total, count - 1)[:count]
        return [self._candidate(int(number), question, scores) for number in np.sort(chosen)]

    def _candidate(self, number: int, question: Analysis, scores: RankScores) -> Candidate:
        nearest = self._row_symbols[self._index.nearest_row(scores, number)]
        evidence = self.profiles.gather(number, question, scores, nearest)
        return Candidate(self.facts[number], evidence)


class _Texts:
    """The texts of a fact in one locale: title, answer, phrasings; English where it has none."""

    def __init__(self, fact: KnownFact, locale: str) -> None:
        title = fact.titles.get(locale, fact.titles["en"])
        answer = fact.answers.get(locale, fact.answers["en"])
        self._texts = (title, answer, *fact.phrasings.get(locale, ()))
        self.tokens = [tokenise(text, locale) for text in self._texts]

    def read(self, analyser: Analyser) -> list[Analysis]:
        pairs = zip(self._texts, self.tokens, strict=True)
        return [analyser.read(text, tokens) for text, tokens in pairs]


def features_of(analysis: Analysis) -> Features:
    """Return what the index compares: symbols, pairs of neighbours, kinds of question."""
    features: Features = defaultdict(float)
    for unit in analysis.units:
        for meaning in unit.meanings:
            share = STEM_SHARE if meaning[0] == "s" else 1.0
            features[meaning] += share * unit.certainty * unit.share
    keys = [_pair_key(unit.primary, unit.surface) for unit in analysis.units]
    for left, right in pairwise(keys):
        features[f"b:{left}|{right}"] += BIGRAM_SHARE
    for asks in analysis.asks:
        features[f"q:{asks}"] += ASKS_SHARE
    for mention in analysis.mentions:
        if mention.implied:
            features[f"e:{mention.entry}"] += STEM_SHARE
    return features


def _pair_key(primary: str, surface: str) -> str:
    """Return what stands for a unit in a pair: "Vietnamese" is not "Vietnam" there."""
    return surface if primary.startswith("e:") else primary


def _features_of_answer(title: Analysis, answer: Analysis) -> Features:
    features = features_of(title)
    for name, value in features_of(answer).items():
        features[name] += value
    return defaultdict(float, {name: each for name, each in features.items() if name[0] != "q"})
