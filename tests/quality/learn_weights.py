"""Learns the weights of the judging anew and writes them to ``knowledge/weights.json``.

    python -m tests.quality.learn_weights

The data are, first, the base's own phrasings, each asked of a base that lacks it (and, for
gaps, of a base that lacks the whole gap: then no answer is right); second, the questions for
tuning. Questions kept for evaluation are never read. Deterministic: the same base and
questions give the same weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.analysing import Analysis
from knowledge.deriving import derive_facts
from knowledge.evaluating import QuestionKind, read_questions, says_all
from knowledge.evidence import EVIDENCE_NAMES
from knowledge.judging import DOUBT_NAMES, WEIGHTS_FILE, Judge, Weights
from knowledge.known import KnownFact, Origin
from knowledge.loading import load_base
from knowledge.nets import NetWeights, beside_the_rest
from knowledge.ranking import Candidate, Ranker
from knowledge.release import Release

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLDS = 5
HIDDEN = 32
EPOCHS = 20
BATCH = 64
DECAY = 3e-3
TUNING_WEIGHT = 2.0
"""How much a tuning question counts beside a phrasing: it is what people really type."""

Matrix = NDArray[np.float64]


@dataclass(slots=True)
class Example:
    """A question with its candidates and which of them are right; `answered` is False where
    every answer would be wrong."""

    question: Analysis
    candidates: list[Candidate]
    right: NDArray[np.bool_]
    ranker: Ranker
    weight: float
    answered: bool


def main() -> None:
    """Learn, report, and write the weights."""
    release = load_base()
    facts = derive_facts(release)
    phrasings = list(_held_out_phrasings(release, facts))
    missing = list(_missing_gaps(release, facts))
    tuning = list(_tuning_questions(Ranker(release, facts, "en")))
    print(f"{len(phrasings)} phrasings, {len(missing)} without their gap, {len(tuning)} questions")
    ranked = [each for each in (*phrasings, *tuning) if each.right.any()]
    rank = _learn_ranking(ranked)
    draft = Weights(rank=rank, trust=_constant(len(DOUBT_NAMES)))
    _report_ranking("phrasings (seen)", phrasings, draft)
    _report_ranking("tuning questions (seen)", tuning, draft)
    trust = _learn_trust([*phrasings, *missing, *tuning], draft)
    weights = Weights(rank=rank, trust=trust)
    WEIGHTS_FILE.write_text(json.dumps(_rounded(weights.model_dump())) + "\n", encoding="utf-8")
    print(f"written to {WEIGHTS_FILE.name}")


def _written(facts: Sequence[KnownFact]) -> Iterator[tuple[int, KnownFact, str]]:
    for number, fact in enumerate(facts):
        if fact.origin in {Origin.WRITTEN, Origin.GAP} and fact.fact != "not-stated":
            for phrasing in fact.phrasings["en"]:
                yield number, fact, phrasing


def _held_out_phrasings(release: Release, facts: Sequence[KnownFact]) -> Iterator[Example]:
    """Ask each phrasing of a base without it."""
    rows = list(_written(facts))
    fold_of = np.random.default_rng(0).integers(0, FOLDS, len(rows))
    for fold in range(FOLDS):
        held = {
            (fact.key, text)
            for (_, fact, text), each in zip(rows, fold_of, strict=True)
            if each == fold
        }
        kept = [_without(fact, held) for fact in facts]
        ranker = Ranker(release, kept, "en")
        for key, text in sorted(held):
            yield _example(ranker, text, _is(key), 1.0)


def _without(fact: KnownFact, held: set[tuple[tuple[str, str], str]]) -> KnownFact:
    english = tuple(text for text in fact.phrasings["en"] if (fact.key, text) not in held)
    return replace(fact, phrasings={**fact.phrasings, "en": english})


def _missing_gaps(release: Release, facts: Sequence[KnownFact]) -> Iterator[Example]:
    """Ask each question of a gap of a base without that gap."""
    gaps = sorted({fact.key for _, fact, _ in _written(facts) if fact.origin is Origin.GAP})
    for fold in range(FOLDS):
        gone = set(gaps[fold::FOLDS])
        ranker = Ranker(release, [fact for fact in facts if fact.key not in gone], "en")
        for _, fact, text in _written(facts):
            if fact.key in gone:
                yield _example(ranker, text, lambda _: False, 1.0)


def _tuning_questions(ranker: Ranker) -> Iterator[Example]:
    for path in sorted(QUESTIONS.glob("en_tuning_*.yaml")):
        for question in read_questions(path):
            if question.context:
                continue
            if question.kind is QuestionKind.ANSWERABLE:
                yield _example(ranker, question.query, _says(question.says), TUNING_WEIGHT)
            else:
                yield _example(
                    ranker,
                    question.query,
                    lambda fact: fact.origin is Origin.GAP,
                    TUNING_WEIGHT,
                    answered=False,
                )


def _is(key: tuple[str, str]) -> Callable[[KnownFact], bool]:
    return lambda fact: fact.key == key


def _says(says: Sequence[Sequence[str]]) -> Callable[[KnownFact], bool]:
    return lambda fact: fact.origin is not Origin.GAP and says_all(fact.answers["en"], says)


def _example(
    ranker: Ranker,
    text: str,
    is_right: Callable[[KnownFact], bool],
    weight: float,
    *,
    answered: bool = True,
) -> Example:
    question = ranker.analyser.analyse(text)
    candidates = ranker.candidates(question)
    right = np.array([is_right(each.fact) for each in candidates], np.bool_)
    return Example(question, candidates, right, ranker, weight, answered)


def _evidence(example: Example) -> Matrix:
    return np.array([each.evidence.as_array() for each in example.candidates])


def _learn_ranking(examples: Sequence[Example]) -> NetWeights:
    """Learn which candidate is best: the softmax over a question's candidates."""
    rows = [beside_the_rest(_evidence(each)) for each in examples]
    names = [*EVIDENCE_NAMES]
    names += [f"{name} below the best" for name in EVIDENCE_NAMES]
    names += [f"{name} off the mean" for name in EVIDENCE_NAMES]
    every = np.vstack(rows)
    net = _Trainer(names, every, seed=0)
    scaled = [net.scale(each) for each in rows]
    order = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        shuffled = order.permutation(len(examples))
        for start in range(0, len(shuffled), BATCH):
            batch = shuffled[start : start + BATCH]
            inputs = np.vstack([scaled[number] for number in batch])
            scores = net.forward(inputs)
            gradient = np.zeros(len(inputs))
            offset = 0
            for number in batch:
                example = examples[number]
                part = slice(offset, offset + len(example.candidates))
                shares = _softmax(scores[part])
                target = shares * example.right
                gradient[part] = example.weight * (shares - target / (target.sum() + 1e-12))
                offset = part.stop
            net.step(inputs, gradient / len(batch), 1 - epoch / EPOCHS)
    return net.weights()


def _learn_trust(examples: Sequence[Example], draft: Weights) -> NetWeights:
    """Learn how likely the best candidate is right, gaps left out: they decline anyway."""
    rows, labels, weights = [], [], []
    for example in examples:
        if not example.candidates:
            continue
        judge = Judge(example.ranker, draft)
        scores = judge.rank(example.candidates)
        best = int(scores.argmax())
        if example.candidates[best].fact.origin is Origin.GAP:
            continue
        rows.append(judge.doubts(example.question, example.candidates, scores))
        labels.append(example.answered and bool(example.right[best]))
        weights.append(example.weight)
    inputs, targets = np.array(rows), np.array(labels, float)
    net = _Trainer(list(DOUBT_NAMES), inputs, seed=1, hidden=12)
    scaled, counts = net.scale(inputs), np.array(weights)
    order = np.random.default_rng(1)
    for epoch in range(3 * EPOCHS):
        shuffled = order.permutation(len(inputs))
        for start in range(0, len(shuffled), BATCH):
            batch = shuffled[start : start + BATCH]
            chance = 1 / (1 + np.exp(-net.forward(scaled[batch])))
            gradient = counts[batch] * (chance - targets[batch]) / len(batch)
            net.step(scaled[batch], gradient, 1 - epoch / (3 * EPOCHS))
    chance = 1 / (1 + np.exp(-net.forward(scaled)))
    print(f"trust: {len(inputs)} examples, mean {targets.mean():.3f}, told {chance.mean():.3f}")
    return net.weights()


class _Trainer:
    """A network in training, by Adam."""

    def __init__(self, names: list[str], inputs: Matrix, seed: int, hidden: int = HIDDEN) -> None:
        generator = np.random.default_rng(seed)
        width = inputs.shape[1]
        self._names = names
        self._mean = inputs.mean(axis=0)
        self._spread = np.maximum(inputs.std(axis=0), 0.01)
        self._parts = [
            generator.normal(size=(width, hidden)) / np.sqrt(width),
            np.zeros(hidden),
            generator.normal(size=hidden) * 0.5 / np.sqrt(hidden),
            np.zeros(width),
            np.zeros(1),
        ]
        self._first = [np.zeros_like(each) for each in self._parts]
        self._second = [np.zeros_like(each) for each in self._parts]
        self._steps = 0

    def scale(self, rows: Matrix) -> Matrix:
        scaled: Matrix = (rows - self._mean) / self._spread
        return scaled

    def forward(self, rows: Matrix) -> Matrix:
        first, bias, output, direct, offset = self._parts
        self._hidden = np.tanh(rows @ first + bias)
        scores: Matrix = self._hidden @ output + rows @ direct + offset[0]
        return scores

    def step(self, rows: Matrix, gradient: Matrix, pace: float) -> None:
        """Go one step against `gradient`, the derivative of the loss by each row's score."""
        output = self._parts[2]
        inner = gradient[:, None] * output * (1 - self._hidden**2)
        slopes = [
            rows.T @ inner,
            inner.sum(axis=0),
            self._hidden.T @ gradient,
            rows.T @ gradient,
            np.array([gradient.sum()]),
        ]
        self._steps += 1
        for number, slope in enumerate(slopes):
            part = self._parts[number]
            pull = slope + DECAY * part
            self._first[number] += 0.1 * (pull - self._first[number])
            self._second[number] += 0.001 * (pull**2 - self._second[number])
            corrected = self._first[number] / (1 - 0.9**self._steps)
            spread = np.sqrt(self._second[number] / (1 - 0.999**self._steps)) + 1e-8
            self._parts[number] = part - 3e-3 * pace * corrected / spread

    def weights(self) -> NetWeights:
        first, bias, output, direct, offset = self._parts
        return NetWeights(
            inputs=tuple(self._names),
            mean=tuple(self._mean),
            scale=tuple(self._spread),
            hidden=tuple(map(tuple, first)),
            bias=tuple(bias),
            output=tuple(output),
            direct=tuple(direct),
            offset=float(offset[0]),
        )


def _constant(width: int) -> NetWeights:
    zeros = (0.0,) * width
    return NetWeights(
        inputs=DOUBT_NAMES,
        mean=zeros,
        scale=(1.0,) * width,
        hidden=((0.0,),) * width,
        bias=(0.0,),
        output=(0.0,),
        direct=zeros,
    )


def _report_ranking(name: str, examples: Sequence[Example], draft: Weights) -> None:
    tried = [each for each in examples if each.candidates and each.answered]
    first = [each.right[Judge(each.ranker, draft).rank(each.candidates).argmax()] for each in tried]
    print(f"{name}: right one first in {np.mean(first):.1%} of {len(tried)}")


def _softmax(scores: Matrix) -> Matrix:
    shares = np.exp(scores - scores.max())
    result: Matrix = shares / shares.sum()
    return result


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value


if __name__ == "__main__":
    main()
