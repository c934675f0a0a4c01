"""Trains the networks of the judging. NumPy only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.evidence import EVIDENCE_NAMES
from knowledge.judging import DOUBT_NAMES, Judge, front_of
from knowledge.nets import Matrix, Net, NetWeights
from knowledge.weights import Weights
from tests.quality.examples import Example, Singles

SEEDS = (0, 1, 2, 3, 4, 5, 6, 7)
"""So many networks are learnt and averaged: each errs in its own way."""
HIDDEN_FOR_RANK, HIDDEN_FOR_CHANCE = 32, 12
EPOCHS_FOR_RANK, EPOCHS_FOR_CHANCE = 20, 40
BATCH = 64
DECAY = 3e-3
TUNING_WEIGHT_FOR_RANK, TUNING_WEIGHT_FOR_CHANCE = 6.0, 30.0
"""How much a tuning question counts beside a phrasing: it is what people really type."""


def learn(examples: Sequence[Example], seeds: int = len(SEEDS)) -> Weights:
    """Return weights learnt from `examples`, not calibrated; fewer `seeds` are faster."""
    rank = _learn_ranking([each for each in examples if each.right.any()], SEEDS[:seeds])
    nothing = _constant(len(DOUBT_NAMES))
    draft = Weights(rank=rank, alone=nothing, either=nothing)
    return draft.model_copy(update=_learn_chances(examples, draft, SEEDS[:seeds]))


def _learn_ranking(examples: Sequence[Example], seeds: Sequence[int]) -> NetWeights:
    """Learn which candidate is best: the softmax over a question's candidates."""
    names = [*EVIDENCE_NAMES]
    names += [f"{name} below the best" for name in EVIDENCE_NAMES]
    names += [f"{name} off the mean" for name in EVIDENCE_NAMES]
    rows = np.stack([each.rows for each in examples])
    right = np.stack([each.right for each in examples]).astype(np.float32)
    counts = np.array([TUNING_WEIGHT_FOR_RANK if each.is_tuning else 1.0 for each in examples])
    return _average([_train_ranking(rows, right, counts, names, seed) for seed in seeds])


def _train_ranking(
    rows: Singles, right: Singles, counts: Matrix, names: list[str], seed: int
) -> NetWeights:
    """Train on `rows`: questions, their candidates, and each candidate's inputs."""
    width = rows.shape[2]
    net = _Trainer(names, rows.reshape(-1, width), HIDDEN_FOR_RANK, seed)
    scaled = net.scale(rows)
    order = np.random.default_rng(seed)
    for epoch in range(EPOCHS_FOR_RANK):
        shuffled = order.permutation(len(rows))
        for start in range(0, len(shuffled), BATCH):
            batch = shuffled[start : start + BATCH]
            inputs = scaled[batch].reshape(-1, width)
            scores = net.forward(inputs).reshape(len(batch), -1)
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            target = shares * right[batch]
            target /= target.sum(axis=1, keepdims=True) + 1e-12
            gradient = counts[batch, None] * (shares - target) / len(batch)
            net.step(inputs, gradient.ravel(), 1 - epoch / EPOCHS_FOR_RANK)
    return net.weights()


def _learn_chances(
    examples: Sequence[Example], draft: Weights, seeds: Sequence[int]
) -> dict[str, NetWeights]:
    """Learn how likely the best candidate that is no gap is right, alone and with its companion."""
    rank = Net(draft.rank)
    judges: dict[int, Judge] = {}
    rows, alone, either, counts = [], [], [], []
    for example in examples:
        question, candidates = example.question, example.candidates
        if not candidates:
            continue
        scores = rank(example.rows.astype(np.float64))
        best = front_of(candidates, scores)
        if best is None:
            continue
        judge = judges.get(id(example.ranker)) or Judge(example.ranker, draft)
        judges[id(example.ranker)] = judge
        companion = judge.companion(question, candidates, scores, best)
        rows.append(judge.doubts(question, candidates, scores, best, companion))
        alone.append(example.is_answered_by(best))
        either.append(example.is_answered_by(best, companion))
        counts.append(TUNING_WEIGHT_FOR_CHANCE if example.is_tuning else 1.0)
    inputs, weights = np.array(rows), np.array(counts)
    targets = {"alone": np.array(alone, float), "either": np.array(either, float)}
    return {
        name: _average([_train_chance(inputs, each, weights, seed) for seed in seeds])
        for name, each in targets.items()
    }


def _train_chance(inputs: Matrix, targets: Matrix, counts: Matrix, seed: int) -> NetWeights:
    net = _Trainer(list(DOUBT_NAMES), inputs, HIDDEN_FOR_CHANCE, seed)
    scaled = net.scale(inputs)
    order = np.random.default_rng(seed)
    for epoch in range(EPOCHS_FOR_CHANCE):
        shuffled = order.permutation(len(inputs))
        for start in range(0, len(shuffled), BATCH):
            batch = shuffled[start : start + BATCH]
            chance = 1 / (1 + np.exp(-net.forward(scaled[batch])))
            gradient = counts[batch] * (chance - targets[batch]) / len(batch)
            net.step(scaled[batch], gradient, 1 - epoch / EPOCHS_FOR_CHANCE)
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


class _Trainer:
    """A network in training, by Adam."""

    def __init__(self, names: list[str], inputs: Matrix | Singles, hidden: int, seed: int) -> None:
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

    def scale(self, rows: Matrix | Singles) -> Matrix:
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
