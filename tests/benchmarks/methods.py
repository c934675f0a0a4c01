"""The ways to find the answer that are compared: ours, and five that are usual.

Each is built from a `QuestionSet` and tells, of a question, whether what it puts first is right
and how sure it is. The peers get the phrasings with letters folded and punctuation dropped; for
Japanese and Thai, which have no spaces, characters take the place of words.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Protocol

import bm25s
import numpy as np
import snowballstemmer
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from knowledge.deciding import Status
from knowledge.evaluating import LabelledQuestion, Outcome, Reply, judge, says_all
from knowledge.known import KnownFact, Origin
from knowledge.lexicon import Lexicon
from knowledge.matcher import Match, Matcher
from knowledge.ranking import Ranker
from knowledge.release import Release
from knowledge.schema import LOCALES
from tests.benchmarks.question_sets import Asked, QuestionSet

UNSPACED: Final = frozenset({"ja", "th"})
"""Locales whose words no space divides."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a method tells of a question.

    `right` tells whether what it puts first is right; `score` how sure it is, None where it
    declines whatever the threshold. `outcome` is what the product does, where that was asked.
    """

    in_scope: bool
    right: bool
    score: float | None
    outcome: Outcome | None = None


class Method(Protocol):
    """Something that finds the answer to a question."""

    def tell(self, asked: Asked, text: str) -> Told:
        """Return what comes of a question when it is typed as `text`."""


# --- Ours ---


class Product:
    """The matcher as delivered, asked in the way of `exchange-bot evaluate`."""

    def __init__(self, release: Release, locale: str) -> None:
        """Build what the locale needs."""
        self._matcher = Matcher(release)
        self._matcher.match("", locale)
        self._locale = locale

    def tell(self, asked: Asked, text: str) -> Told:
        """Return what comes of a question; guards decline whatever the chance."""
        if asked.labelled is None:
            raise ValueError("only our own questions can be asked of the product")
        match = self._matcher.match(text, self._locale)
        decision = match.decision
        facts = (each.fact for each in decision.ranked)
        first = next((fact for fact in facts if fact.origin is not Origin.GAP), None)
        if first is None:
            return Told(asked.in_scope, False, None, _outcome(asked.labelled, match))
        return Told(
            asked.in_scope,
            asked.in_scope and says_all(_answer(first, match.locale), asked.labelled.says),
            None if decision.guard else decision.score,
            _outcome(asked.labelled, match),
        )


def _outcome(question: LabelledQuestion, match: Match) -> Outcome:
    decision = match.decision
    status = decision.status
    if status is Status.SUGGEST and not decision.suggestions:
        status = Status.NONE
    text = "\n".join(_answer(each, match.locale) for each in decision.answers)
    (judged,) = judge([question], lambda _: Reply(status, text))
    return judged.outcome


def _answer(fact: KnownFact, locale: str) -> str:
    return fact.answers.get(locale, fact.answers["en"])


class Ranking:
    """Our ranker alone, on phrasings without a lexicon, answers or anything learnt before."""

    def __init__(self, question_set: QuestionSet) -> None:
        """Read the phrasings as those of facts that have nothing else."""
        texts: dict[str, list[str]] = {}
        for label, text in question_set.phrasings:
            texts.setdefault(label, []).append(text)
        release = Release(
            entries=(),
            documents=(),
            lexicons=MappingProxyType({locale: Lexicon(locale=locale) for locale in LOCALES}),
            templates=MappingProxyType({}),
            content_hash="",
        )
        facts = [_bare_fact(label, question_set.locale, each) for label, each in texts.items()]
        self._ranker = Ranker(release, facts, question_set.locale, None)

    def tell(self, asked: Asked, text: str) -> Told:
        """Return what ranks first, with its score."""
        found = self._ranker.best(self._ranker.analyser.analyse(text))
        if found is None:
            return Told(asked.in_scope, False, None)
        fact, score = found
        return Told(asked.in_scope, fact.entry in asked.right, score)


def _bare_fact(label: str, locale: str, phrasings: Sequence[str]) -> KnownFact:
    name = {"en": label.replace("_", " ")}
    return KnownFact(
        entry=label,
        fact="answer",
        origin=Origin.WRITTEN,
        asks=frozenset(),
        answers=name,
        titles=name,
        phrasings={locale: tuple(phrasings)},
        sources=(),
        involves=frozenset(),
    )


def ours(question_set: QuestionSet) -> Method:
    """Return the product for our own questions, its ranker for public sets."""
    if question_set.release is not None:
        return Product(question_set.release, question_set.locale)
    return Ranking(question_set)


# --- Peers ---


class Peer:
    """A search over the phrasings: `find` returns the label of the best, and its score."""

    def __init__(
        self, question_set: QuestionSet, find: Callable[[str], tuple[str, float] | None]
    ) -> None:
        """Keep what is needed to judge what is found."""
        self._declining = question_set.declining
        self._find = find

    def tell(self, asked: Asked, text: str) -> Told:
        """Return what is found first, declined where that is a gap or the text has no words."""
        found = self._find(text) if fold_plainly(text) else None
        if found is None or found[0] in self._declining:
            return Told(asked.in_scope, False, None)
        label, score = found
        return Told(asked.in_scope, label in asked.right, score)


def fold_plainly(text: str) -> str:
    """Return the text in lower case and one form, with spaces for all but letters and digits.

    >>> fold_plainly("Who signed it,  １７/10?")
    'who signed it 17 10'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (each if unicodedata.category(each)[0] in "LMN" else " " for each in folded)
    return " ".join("".join(kept).split())


def bm25(question_set: QuestionSet) -> Peer:
    """Return BM25 over stems in English, words and pairs of them in Vietnamese, one to three
    characters in Japanese and Thai: what did best on questions for tuning."""
    read = _reader_of(question_set.locale)
    labels = [label for label, _ in question_set.phrasings]
    index = bm25s.BM25()
    index.index([read(text) for _, text in question_set.phrasings], show_progress=False)

    def find(text: str) -> tuple[str, float] | None:
        scores = index.get_scores(read(text))
        best = int(scores.argmax())
        return (labels[best], float(scores[best])) if scores[best] > 0 else None

    return Peer(question_set, find)


def _reader_of(locale: str) -> Callable[[str], list[str]]:
    stemmer = snowballstemmer.stemmer("english")

    def stems(text: str) -> list[str]:
        return list(stemmer.stemWords(fold_plainly(text).split()))

    def words(text: str) -> list[str]:
        found = fold_plainly(text).split()
        return found + [" ".join(pair) for pair in pairwise(found)]

    def characters(text: str) -> list[str]:
        folded = fold_plainly(text)
        return [folded[at : at + n] for n in (1, 2, 3) for at in range(len(folded) - n + 1)]

    if locale in UNSPACED:
        return characters
    return stems if locale == "en" else words


def _fuzzy(scorer: Callable[..., float]) -> Callable[[QuestionSet], Peer]:
    def build(question_set: QuestionSet) -> Peer:
        labels = [label for label, _ in question_set.phrasings]
        texts = [fold_plainly(text) for _, text in question_set.phrasings]

        def find(text: str) -> tuple[str, float] | None:
            best = process.extractOne(fold_plainly(text), texts, scorer=scorer)
            return (labels[best[2]], best[1]) if best[1] > 0 else None

        return Peer(question_set, find)

    return build


def linear_svc(question_set: QuestionSet) -> Peer:
    """Return a linear classifier over words, pairs of words and 2 to 5 characters."""
    return _classifier(question_set, LinearSVC(random_state=0))


def naive_bayes(question_set: QuestionSet) -> Peer:
    """Return naive Bayes over the same; its smoothing did best on questions for tuning."""
    return _classifier(question_set, MultinomialNB(alpha=0.03, fit_prior=False))


def _classifier(question_set: QuestionSet, learner: Any) -> Peer:
    words = {"analyzer": "word", "token_pattern": r"\S+"}
    if question_set.locale in UNSPACED:
        words = {"analyzer": "char"}
    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), preprocessor=fold_plainly, sublinear_tf=True, **words),
        TfidfVectorizer(
            ngram_range=(2, 5), preprocessor=fold_plainly, sublinear_tf=True, analyzer="char_wb"
        ),
    )
    model: Any = make_pipeline(union, learner)
    labels, texts = zip(*question_set.phrasings, strict=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The number of unique classes")  # in small bases
        model.fit(texts, labels)
    if isinstance(learner, MultinomialNB):  # else it copies the whole table at every question
        learner.feature_log_prob_ = np.asfortranarray(learner.feature_log_prob_)
    classes = [str(each) for each in model.classes_]
    score = getattr(model, "decision_function", None) or model.predict_log_proba

    def find(text: str) -> tuple[str, float] | None:
        scores = score([text])[0]
        if not scores.shape:  # of two classes only the second one's score is told
            return classes[int(scores > 0)], abs(float(scores))
        best = int(scores.argmax())
        return classes[best], float(scores[best])

    return Peer(question_set, find)


METHODS: Final[Mapping[str, Callable[[QuestionSet], Method]]] = {
    "ours": ours,
    "BM25": bm25,
    "rapidfuzz WRatio": _fuzzy(fuzz.WRatio),
    "rapidfuzz token_set_ratio": _fuzzy(fuzz.token_set_ratio),
    "TF-IDF + LinearSVC": linear_svc,
    "TF-IDF + naive Bayes": naive_bayes,
}
