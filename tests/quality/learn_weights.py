"""Learns the weights of the judging anew and writes them to ``knowledge/weights.json``.

    python -m tests.quality.learn_weights             learns and writes
    python -m tests.quality.learn_weights --validate  shows what to expect, writes nothing

The data are, first, the base's own phrasings, each asked of a base that lacks it (and, for
gaps, of a base that lacks the whole gap: then no answer is right); second, the questions for
tuning. Questions kept for evaluation are never read. Deterministic: the same base and
questions give the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis
from knowledge.deciding import guard_against
from knowledge.deriving import derive_facts
from knowledge.evaluating import QuestionKind, read_questions, says_all
from knowledge.evidence import EVIDENCE_NAMES
from knowledge.judging import DOUBT_NAMES, WEIGHTS_FILE, Judge, Weights
from knowledge.known import KnownFact, Origin
from knowledge.loading import load_base
from knowledge.nets import Matrix, NetWeights, beside_the_rest
from knowledge.ranking import Candidate, Ranker
from knowledge.release import Release

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLDS = 5
SEEDS = (0, 1, 2)
"""So many networks are learnt and averaged: each errs in its own way."""
HIDDEN_FOR_RANK, HIDDEN_FOR_TRUST = 32, 12
EPOCHS_FOR_RANK, EPOCHS_FOR_TRUST = 20, 40
BATCH = 64
DECAY = 3e-3
TUNING_WEIGHT_FOR_RANK, TUNING_WEIGHT_FOR_TRUST = 6.0, 10.0
"""How much a tuning question counts beside a phrasing: it is what people really type."""
EXPECTED_MIX = {"answerable": 0.75, "near": 0.15, "off_topic": 0.10}
"""The share of each kind of question that the chances are calibrated for: an assumption."""


@dataclass(slots=True)
class Example:
    """A question with its candidates and which of them are right; `answered` is False where
    every answer would be wrong."""

    question: Analysis
    candidates: list[Candidate]
    right: NDArray[np.bool_]
    ranker: Ranker
    answered: bool
    kind: str = ""

    @property
    def is_tuning(self) -> bool:
        """Whether a person typed it; else it is a phrasing of the base."""
        return bool(self.kind)


def main() -> None:
    """Learn, report, and write the weights; or validate."""
    release = load_base()
    facts = derive_facts(release)
    phrasings = list(_held_out_phrasings(release, facts))
    missing = list(_missing_gaps(release, facts))
    tuning = list(_tuning_questions(Ranker(release, facts, "en")))
    print(f"{len(phrasings)} phrasings, {len(missing)} without their gap, {len(tuning)} questions")
    told = _cross_validate(phrasings, missing, tuning)
    slope, offset = _calibrate(told)
    calibrated = [each.calibrated(slope, offset) for each in told]
    _print_trade(calibrated)
    _print_reliability(calibrated)
    if "--validate" in sys.argv:
        return
    weights = _learn(phrasings, missing, tuning)
    final = Weights(rank=weights.rank, trust=_scaled(weights.trust, slope, offset))
    WEIGHTS_FILE.write_text(json.dumps(_rounded(final.model_dump())) + "\n", encoding="utf-8")
    print(f"written to {WEIGHTS_FILE.name}")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a tuning question by weights that had not seen it."""

    logit: float
    right: bool
    kind: str
    guarded: bool

    @property
    def chance(self) -> float:
        """The chance told, 0 where a guard or a gap forbids to answer."""
        return 0.0 if self.guarded else float(1 / (1 + np.exp(-self.logit)))

    def calibrated(self, slope: float, offset: float) -> Told:
        """Return the same with the calibration applied."""
        return replace(self, logit=slope * self.logit + offset)


def _learn(
    phrasings: Sequence[Example], missing: Sequence[Example], tuning: Sequence[Example]
) -> Weights:
    rank = _learn_ranking([each for each in (*phrasings, *tuning) if each.right.any()])
    draft = Weights(rank=rank, trust=_constant(len(DOUBT_NAMES)))
    return Weights(rank=rank, trust=_learn_trust([*phrasings, *missing, *tuning], draft))


def _cross_validate(
    phrasings: Sequence[Example], missing: Sequence[Example], tuning: Sequence[Example]
) -> list[Told]:
    """Return what is told of each tuning question by weights learnt without it."""
    fold_of = np.random.default_rng(7).integers(0, FOLDS, len(tuning))
    told: list[Told] = []
    for fold in range(FOLDS):
        kept = [each for each, held in zip(tuning, fold_of, strict=True) if held != fold]
        weights = _learn(phrasings, missing, kept)
        told += [
            _tell(each, weights) for each, held in zip(tuning, fold_of, strict=True) if held == fold
        ]
    return told


def _mix_weights(told: Sequence[Told]) -> Matrix:
    """Return a weight for each question so that the kinds have their expected shares."""
    counts = Counter(each.kind for each in told)
    return np.array([EXPECTED_MIX[each.kind] / counts[each.kind] for each in told])


def _calibrate(told: Sequence[Told]) -> tuple[float, float]:
    """Return slope and offset of Platt's scaling, by Newton's method on what may be answered."""
    asked = [each for each in told if not each.guarded]
    weights = _mix_weights(told)[[not each.guarded for each in told]]
    logits = np.array([each.logit for each in asked])
    right = np.array([each.right for each in asked], float)
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    solution = np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ solution))
        gradient = inputs.T @ (weights * (chance - right))
        curvature = (inputs * (weights * chance * (1 - chance))[:, None]).T @ inputs
        solution = solution - np.linalg.solve(curvature + 1e-9 * np.eye(2), gradient)
    return float(solution[0]), float(solution[1])


def _print_trade(told: Sequence[Told]) -> None:
    """Print what is answered at each threshold, and wrongly in the expected mix."""
    head = ("threshold", "right", "wrong", "near", "off topic", "wrong of all")
    print("".join(f"{each:>13}" for each in head))
    for threshold in np.arange(0.2, 0.96, 0.05):
        answered = {
            kind: [each for each in told if each.kind == kind and each.chance >= threshold]
            for kind in EXPECTED_MIX
        }
        totals = Counter(each.kind for each in told)
        right = sum(each.right for each in answered["answerable"]) / totals["answerable"]
        wrong = {kind: sum(not each.right for each in answered[kind]) / totals[kind]
                 for kind in EXPECTED_MIX}  # fmt: skip
        of_all = sum(EXPECTED_MIX[kind] * share for kind, share in wrong.items())
        row = (right, wrong["answerable"], wrong["near"], wrong["off_topic"], of_all)
        print(f"{threshold:>13.2f}" + "".join(f"{each:>13.1%}" for each in row))


def _print_reliability(told: Sequence[Told]) -> None:
    """Print, for each tenth of the chance told, how often it was right."""
    weights = _mix_weights(told)
    print("".join(f"{each:>13}" for each in ("told", "mean told", "right", "questions")))
    for low in np.arange(0.0, 1.0, 0.1):
        inside = [
            (each, weight)
            for each, weight in zip(told, weights, strict=True)
            if not each.guarded and low <= each.chance < low + 0.1
        ]
        if inside:
            total = sum(weight for _, weight in inside)
            mean = sum(each.chance * weight for each, weight in inside) / total
            right = sum(each.right * weight for each, weight in inside) / total
            print(f"{low:>9.1f}-{low + 0.1:.1f}{mean:>13.1%}{right:>13.1%}{len(inside):>13}")


def _tell(example: Example, weights: Weights) -> Told:
    if not example.candidates:
        return Told(-30.0, False, example.kind, guarded=True)
    judge = Judge(example.ranker, weights)
    scores = judge.rank(example.candidates)
    best = int(scores.argmax())
    fact, evidence = example.candidates[best].fact, example.candidates[best].evidence
    guarded = fact.origin is Origin.GAP or bool(guard_against(example.question, evidence))
    chance = judge.trust(judge.doubts(example.question, example.candidates, scores))
    logit = float(np.log(chance / (1 - chance)))
    return Told(logit, example.answered and bool(example.right[best]), example.kind, guarded)


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
            yield _example(ranker, text, _is(key))


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
                yield _example(ranker, text, lambda _: False)


def _tuning_questions(ranker: Ranker) -> Iterator[Example]:
    for path in sorted(QUESTIONS.glob("en_tuning_*.yaml")):
        for question in read_questions(path):
            if question.context:
                continue
            if question.kind is QuestionKind.ANSWERABLE:
                yield _example(ranker, question.query, _says(question.says), "answerable")
            else:
                yield _example(
                    ranker,
                    question.query,
                    lambda fact: fact.origin is Origin.GAP,
                    question.kind.value,
                )


def _is(key: tuple[str, str]) -> Callable[[KnownFact], bool]:
    return lambda fact: fact.key == key


def _says(says: Sequence[Sequence[str]]) -> Callable[[KnownFact], bool]:
    return lambda fact: fact.origin is not Origin.GAP and says_all(fact.answers["en"], says)


def _example(
    ranker: Ranker, text: str, is_right: Callable[[KnownFact], bool], kind: str = ""
) -> Example:
    question = ranker.analyser.analyse(text)
    candidates = ranker.candidates(question)
    right = np.array([is_right(each.fact) for each in candidates], np.bool_)
    return Example(question, candidates, right, ranker, kind in {"", "answerable"}, kind)


def _evidence(example: Example) -> Matrix:
    return np.array([each.evidence.as_array() for each in example.candidates])


def _learn_ranking(examples: Sequence[Example]) -> NetWeights:
    """Learn which candidate is best: the softmax over a question's candidates."""
    rows = [beside_the_rest(_evidence(each)) for each in examples]
    names = [*EVIDENCE_NAMES]
    names += [f"{name} below the best" for name in EVIDENCE_NAMES]
    names += [f"{name} off the mean" for name in EVIDENCE_NAMES]
    every = np.vstack(rows)
    return _average([_train_ranking(examples, rows, names, every, seed) for seed in SEEDS])


def _train_ranking(
    examples: Sequence[Example],
    rows: Sequence[Matrix],
    names: list[str],
    every: Matrix,
    seed: int,
) -> NetWeights:
    net = _Trainer(names, every, HIDDEN_FOR_RANK, seed)
    scaled = [net.scale(each) for each in rows]
    order = np.random.default_rng(seed)
    for epoch in range(EPOCHS_FOR_RANK):
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
                weight = TUNING_WEIGHT_FOR_RANK if example.is_tuning else 1.0
                shares = _softmax(scores[part])
                target = shares * example.right
                gradient[part] = weight * (shares - target / (target.sum() + 1e-12))
                offset = part.stop
            net.step(inputs, gradient / len(batch), 1 - epoch / EPOCHS_FOR_RANK)
    return net.weights()


def _learn_trust(examples: Sequence[Example], draft: Weights) -> NetWeights:
    """Learn how likely the best candidate is right, gaps left out: they decline anyway."""
    rows, labels, counts = [], [], []
    for example in examples:
        if not example.candidates:
            continue
        judge = Judge(example.ranker, draft)
        scores = judge.rank(example.candidates)
        best = int(scores.argmax())
        if example.candidates[best].fact.origin is not Origin.GAP:
            rows.append(judge.doubts(example.question, example.candidates, scores))
            labels.append(example.answered and bool(example.right[best]))
            counts.append(TUNING_WEIGHT_FOR_TRUST if example.is_tuning else 1.0)
    data = np.array(rows), np.array(labels, float), np.array(counts)
    return _average([_train_trust(*data, seed) for seed in SEEDS])


def _train_trust(inputs: Matrix, targets: Matrix, counts: Matrix, seed: int) -> NetWeights:
    net = _Trainer(list(DOUBT_NAMES), inputs, HIDDEN_FOR_TRUST, seed)
    scaled = net.scale(inputs)
    order = np.random.default_rng(seed)
    for epoch in range(EPOCHS_FOR_TRUST):
        shuffled = order.permutation(len(inputs))
        for start in range(0, len(shuffled), BATCH):
            batch = shuffled[start : start + BATCH]
            chance = 1 / (1 + np.exp(-net.forward(scaled[batch])))
            gradient = counts[batch] * (chance - targets[batch]) / len(batch)
            net.step(scaled[batch], gradient, 1 - epoch / EPOCHS_FOR_TRUST)
    return net.weights()


def _average(nets: Sequence[NetWeights]) -> NetWeights:
    """Return one network whose output is the mean of those of `nets`."""
    first = nets[0]
    return NetWeights(
        inputs=first.inputs,
        mean=first.mean,
        scale=first.scale,
        hidden=tuple(
            tuple(weight for net in nets for weight in net.hidden[row])
            for row in range(len(first.mean))
        ),
        bias=tuple(weight for net in nets for weight in net.bias),
        output=tuple(weight / len(nets) for net in nets for weight in net.output),
        direct=tuple(np.mean([net.direct for net in nets], axis=0)),
        offset=float(np.mean([net.offset for net in nets])),
    )


def _scaled(net: NetWeights, slope: float, offset: float) -> NetWeights:
    """Return the network whose output is `slope` times that of `net`, plus `offset`."""
    return net.model_copy(
        update={
            "output": tuple(slope * weight for weight in net.output),
            "direct": tuple(slope * weight for weight in net.direct),
            "offset": slope * net.offset + offset,
        }
    )


class _Trainer:
    """A network in training, by Adam."""

    def __init__(self, names: list[str], inputs: Matrix, hidden: int, seed: int) -> None:
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
