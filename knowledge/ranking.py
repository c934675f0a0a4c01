"""Ranks all that the bot can say as answers to a question, with the evidence for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

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

    def __init__(
        self,
        release: Release,
        facts: Sequence[KnownFact],
        locale: str,
        english: Ranker | None = None,
    ) -> None:
        """Read the texts of `facts` in `locale`.

        With `english` its phrasings serve too: concepts, names and kinds of question are the
        same in every language.
        """
        self.facts = tuple(facts)
        texts = [_Texts(fact, locale) for fact in facts]
        tokens = (each for text in texts for each in text.tokens)
        self.analyser = Analyser(release, tokens, locale)
        self.texts = [text.read(self.analyser) for text in texts]
        self.rows = [_rows_of(each) for each in self.texts]
        rows = [
            own + (english.rows[number] if english else []) for number, own in enumerate(self.rows)
        ]
        self._row_symbols = [row.symbols for each in rows for row in each]
        self._index = RankIndex(
            [row.features for each in rows for row in each],
            [number for number, each in enumerate(rows) for _ in each],
            len(facts),
        )
        borrowed = [each.phrasings for each in english.texts] if english else [()] * len(facts)
        self.profiles = Profiles(
            release,
            facts,
            self.analyser,
            [(*own.phrasings, *more) for own, more in zip(self.texts, borrowed, strict=True)],
            [each.answer for each in self.texts],
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


class _Read(NamedTuple):
    """The texts of a fact as the analyser understands them."""

    title: Analysis
    answer: Analysis
    phrasings: tuple[Analysis, ...]


class _Row(NamedTuple):
    """One row of the index; an answer's row has no symbols, for it is no way to ask."""

    features: Features
    symbols: frozenset[str]


class _Texts:
    """The texts of a fact in one locale: title, answer, phrasings; English where it has none."""

    def __init__(self, fact: KnownFact, locale: str) -> None:
        title = fact.titles.get(locale, fact.titles["en"])
        answer = fact.answers.get(locale, fact.answers["en"])
        self._texts = (title, answer, *fact.phrasings.get(locale, ()))
        self.tokens = [tokenise(text, locale) for text in self._texts]

    def read(self, analyser: Analyser) -> _Read:
        pairs = zip(self._texts, self.tokens, strict=True)
        title, answer, *phrasings = (analyser.read(text, tokens) for text, tokens in pairs)
        return _Read(title, answer, tuple(phrasings))


def _rows_of(read: _Read) -> list[_Row]:
    rows = [
        _Row(features_of(each), frozenset(each.symbols)) for each in (*read.phrasings, read.title)
    ]
    rows.append(_Row(_features_of_answer(read.title, read.answer), frozenset()))
    return rows


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
