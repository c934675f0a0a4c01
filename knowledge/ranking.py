"""Ranks all that the bot can say as answers to a question, with the evidence for each."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from knowledge.analysing import Analyser
from knowledge.analysis import Analysis
from knowledge.close_features import close_features, shares_of
from knowledge.close_index import CloseIndex, is_small
from knowledge.evidence import Evidence, Profiles
from knowledge.feature_rows import FeatureRows, Floats, NameRows
from knowledge.index import RankIndex, RankScores
from knowledge.known import KnownFact
from knowledge.meaning_index import NOT_MEANT, MeaningIndex, Meant
from knowledge.release import Release
from knowledge.tokens import Script, Token, tokenise
from knowledge.word_nearness import Nearness, WordNearness
from knowledge.word_vectors import word_vectors

SHORTLIST = 24
"""How many facts get the full evidence. For the questions for tuning the right one is among the
first 10 in 99 % and more, in every language."""

Features = defaultdict[str, float]

LINEAR_SHARE = np.float32(6.0)
"""How much the linear model counts beside the two cosines, in all but small bases. Chosen on
parts of the public sets' training phrasings."""

BAYES_SHARE = np.float32(0.05)
"""The same for naive Bayes: little, for with few phrasings a fact it knows less than the others;
where there are many the judging (`knowledge.judging`) trusts it most."""

MAX_LOOKED_AT_ROWS = 20_000
"""Larger bases rank without what texts look like, also where no lexicon explains them."""

STEM_SHARE = 0.7
BIGRAM_SHARE = 0.5
ASKS_SHARE = 0.7
PIECE_SHARE = 0.4
WORD_PIECES = (3,)
THAI_PIECES = (3,)
JAPANESE_PIECES = (2, 3)
"""Pieces of words (the space at each end counted) and of running text, of so many letters, let
misspelt and unknown words, and other forms of a word, be alike. Measured on parts of the public
sets' training phrasings and on the questions for tuning."""


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
        self.locale = locale
        texts = [_Texts(fact, locale) for fact in facts]
        tokens = (each for text in texts for each in text.tokens)
        self.analyser = Analyser(release, tokens, locale)
        lender = english.profiles if english else None
        self._vectors = word_vectors(locale)
        self._nearness = WordNearness(self._vectors) if self._vectors else None
        self.profiles: Profiles = Profiles(release, self.analyser, lender)
        self._row_symbols = NameRows()
        self._row_spans: dict[tuple[str, str], tuple[int, int]] = {}
        rows, owners = FeatureRows(), []
        row_count = sum(len(text.tokens) for text in texts) + (english.lendable if english else 0)
        lexicon = release.lexicons.get(locale)
        width = 0 if self._vectors is None else self._vectors.width
        meanings = np.zeros((row_count, width), np.float16) if width else None
        is_explained = lexicon is not None and bool(lexicon.concepts)
        is_looked_at = not is_explained and 0 < row_count <= MAX_LOOKED_AT_ROWS
        looks = _Looks(locale) if is_looked_at or is_small(row_count, len(facts)) else None
        for number, (fact, text) in enumerate(zip(facts, texts, strict=True)):
            read = text.read(self.analyser)
            self.profiles.add(fact, read.phrasings, read.answer)
            start = len(rows)
            for row in (*_rows_of(read), *(english.lend(fact) if english else ())):
                rows.add(row.features)
                self._row_symbols.add(row.symbols)
            if looks is not None:
                looks.add(read, len(rows))
            if meanings is not None:
                own = self._mean_rows(read)
                meanings[start : start + len(own)] = own
            self._row_spans[fact.key] = start, len(rows)
            owners += [number] * (len(rows) - start)
        self._index = RankIndex(rows, owners, len(facts))
        meanings = None if meanings is None else meanings[: len(rows)]
        self._meanings = None if meanings is None else MeaningIndex(meanings, owners)
        self._close: CloseIndex | None = None
        if looks is not None:
            shares = shares_of(locale)
            self._close = CloseIndex((rows, *looks.groups), shares, owners, len(facts), meanings)
        self._rows: FeatureRows | None = None if english else rows

    def lend(self, fact: KnownFact) -> Iterator[_Row]:
        """Yield the rows of a fact for another locale's ranker to index too."""
        if self._rows is None or fact.key not in self._row_spans:
            return
        start, end = self._row_spans[fact.key]
        features = self._rows.between(start, end)
        for number, each in enumerate(features, start=start):
            yield _Row(each, self._row_symbols[number])

    @property
    def lendable(self) -> int:
        """How many rows there are to lend."""
        return 0 if self._rows is None else len(self._rows)

    def stop_lending(self) -> None:
        """Let go of what only other locales' rankers need, once they are all built."""
        self._rows = None

    def candidates(self, question: Analysis) -> list[Candidate]:
        """Return the facts that may answer, in the order of the base."""
        if not question.units or not self.facts:
            return []
        meaning = self._mean(question)
        scores, total, _ = self._score(question, meaning)
        count = min(SHORTLIST, len(self.facts))
        chosen = [int(each) for each in np.sort(np.argpartition(-total, count - 1)[:count])]
        nearness = self._nearness.ask(question, chosen) if self._nearness else [None] * count
        return [
            self._candidate(number, question, scores, self._meant(number, meaning), near)
            for number, near in zip(chosen, nearness, strict=True)
        ]

    def best(self, question: Analysis) -> tuple[KnownFact, float] | None:
        """Return the fact that ranks first by the index alone, with its score; None for a
        question of no words, or a base of no facts."""
        if not question.units or not self.facts:
            return None
        _, total, certainty = self._score(question, self._mean(question))
        return self.facts[int(total.argmax())], certainty

    def _mean(self, question: Analysis) -> Floats | None:
        """Return the word vector of a question, None in a language without."""
        if self._vectors is None:
            return None
        row: Floats = self._vectors.of_words([self._vectors.words_of(question)])[0]
        return row

    def _mean_rows(self, read: _Read) -> Floats:
        """Return the word vectors of a fact's rows, and note its words."""
        if self._vectors is None or self._nearness is None:
            return np.zeros((0, 0), np.float32)
        texts = (*read.phrasings, read.title, read.answer)
        *asked, title, answer = map(self._vectors.words_of, texts)
        self._nearness.add(asked, answer)
        return self._vectors.of_words([*asked, title, title + answer])

    def _score(
        self, question: Analysis, meaning: Floats | None
    ) -> tuple[RankScores, Floats, float]:
        """Return the scores for the evidence, those that choose, and how sure the first one is."""
        features = features_of(question)
        scores = self._index.score(features)
        if self._close is None:
            total = _total(scores)
            return scores, total, float(total.max())
        close = self._close.score((features, *close_features(self.locale, question)), meaning)
        return scores, close.total, close.certainty

    def _candidate(
        self,
        number: int,
        question: Analysis,
        scores: RankScores,
        meant: Meant,
        near: Nearness | None,
    ) -> Candidate:
        nearest = self._row_symbols[self._index.nearest_row(scores, number)]
        evidence = self.profiles.gather(number, question, scores, nearest, meant, near)
        return Candidate(self.facts[number], evidence)

    def _meant(self, number: int, meaning: Floats | None) -> Meant:
        if self._meanings is None or meaning is None:
            return NOT_MEANT
        return self._meanings.score(number, meaning)


class _Read(NamedTuple):
    """The texts of a fact as the analyser understands them."""

    title: Analysis
    answer: Analysis
    phrasings: tuple[Analysis, ...]


class _Row(NamedTuple):
    """One row of the index; an answer's row has no symbols, for it is no way to ask."""

    features: Mapping[str, float]
    symbols: Sequence[str]


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


class _Looks:
    """What the phrasings, titles and answers of a small base look like, in groups of features."""

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self.groups = [FeatureRows() for _ in shares_of(locale)[1:]]

    def add(self, read: _Read, end: int) -> None:
        """Append the rows of a fact in the order of `_rows_of`.

        Rows that are lent, up to `end`, have none: another language looks different.
        """
        texts = [(each,) for each in (*read.phrasings, read.title)]
        for text in (*texts, (read.title, read.answer)):
            for group, features in zip(
                self.groups, close_features(self._locale, *text), strict=True
            ):
                group.add(features)
        for group in self.groups:
            for _ in range(end - len(group)):
                group.add({})


def _total(scores: RankScores) -> Floats:
    counted = BAYES_SHARE * (scores.bayes - scores.bayes.max())
    total: Floats = scores.nearest + scores.centroid + LINEAR_SHARE * scores.linear + counted
    return total


def _rows_of(read: _Read) -> list[_Row]:
    rows = [_Row(features_of(each), sorted(each.symbols)) for each in (*read.phrasings, read.title)]
    rows.append(_Row(_features_of_answer(read.title, read.answer), ()))
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
    for piece, count in Counter(_pieces(analysis.tokens)).items():
        features[piece] = PIECE_SHARE * count
    for asks in analysis.asks:
        features[f"q:{asks}"] += ASKS_SHARE
    for mention in analysis.mentions:
        if mention.implied:
            features[f"e:{mention.entry}"] += STEM_SHARE
    return features


def _pieces(tokens: Sequence[Token]) -> list[str]:
    """Return the pieces of words, and of whole runs of letters without spaces."""
    pieces: list[str] = []
    for is_word, run in groupby(tokens, key=_is_word):
        letters = list(run)
        if is_word:
            for token in letters:
                pieces += _pieces_of_word(token.text)
        else:
            sizes = THAI_PIECES if letters[0].script is Script.THAI else JAPANESE_PIECES
            pieces += _cut("".join([token.text for token in letters]), sizes)
    return pieces


def _is_word(token: Token) -> bool:
    return token.script is Script.WORD


@lru_cache(maxsize=4096)
def _pieces_of_word(word: str) -> tuple[str, ...]:
    return tuple(_cut(f" {word} ", WORD_PIECES))


def _cut(text: str, sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        for at in range(len(text) - size + 1):
            yield sys.intern(f"g:{text[at : at + size]}")


def _pair_key(primary: str, surface: str) -> str:
    """Return what stands for a unit in a pair: "Vietnamese" is not "Vietnam" there."""
    return surface if primary.startswith("e:") else primary


def _features_of_answer(title: Analysis, answer: Analysis) -> Features:
    features = features_of(title)
    for name, value in features_of(answer).items():
        features[name] += value
    return defaultdict(float, {name: each for name, each in features.items() if name[0] != "q"})
