"""Calibrates what the judging tells, on questions that it had not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.deciding import Chances, guard_against
from knowledge.judging import Judge, front_of
from knowledge.known import KnownFact
from knowledge.nets import Matrix
from knowledge.weights import Scaling, Weights, chance_of
from tests.quality.examples import Example

EXPECTED_MIX = {"answerable": 0.75, "near": 0.15, "off_topic": 0.10}
"""The share of each kind of question that the chances are calibrated for: an assumption."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The logit told of one way to reply, and whether that reply is right."""

    logit: float
    right: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a tuning question by weights that had not seen it."""

    kind: str
    guarded: bool = True
    alone: Claim = Claim(-30.0, right=False)
    either: Claim = Claim(-30.0, right=False)
    companion: KnownFact | None = None

    @property
    def chances(self) -> Chances:
        """The chances told."""
        alone, either = chance_of(self.alone.logit), chance_of(self.either.logit)
        return Chances(alone, either, self.companion)

    @property
    def chance(self) -> float:
        """The chance told that the reply is right, 0 where a guard forbids to answer."""
        return 0.0 if self.guarded else self.chances.reply

    @property
    def right(self) -> bool:
        """Whether the reply is right."""
        return (self.either if self.chances.is_pair else self.alone).right

    def calibrated(self, alone: Scaling, either: Scaling) -> Told:
        """Return the same with the logits scaled."""
        return replace(
            self,
            alone=replace(self.alone, logit=alone.apply(self.alone.logit)),
            either=replace(self.either, logit=either.apply(self.either.logit)),
        )


def tell(example: Example, weights: Weights) -> Told:
    """Return what `weights`, not calibrated, tell of a question."""
    if not example.candidates:
        return Told(example.kind)
    judge = Judge(example.ranker, weights)
    question, candidates = example.question, example.candidates
    scores = judge.rank(candidates)
    best = front_of(candidates, scores)
    if best is None:
        return Told(example.kind)
    companion = judge.companion(question, candidates, scores, best)
    alone, either = judge.logits(judge.doubts(question, candidates, scores, best, companion))
    return Told(
        example.kind,
        bool(guard_against(question, candidates[best].evidence, chance_of(alone))),
        Claim(alone, example.is_answered_by(best)),
        Claim(either, example.is_answered_by(best, companion)),
        None if companion is None else candidates[companion].fact,
    )


def mix_weights(told: Sequence[Told]) -> Matrix:
    """Return a weight for each question so that the kinds have their expected shares."""
    counts = Counter(each.kind for each in told)
    return np.array([EXPECTED_MIX[each.kind] / counts[each.kind] for each in told])


def calibrate(told: Sequence[Told]) -> tuple[Scaling, Scaling]:
    """Return the scalings for what is told of the best fact alone, and with its companion."""
    weights = mix_weights(told)[[not each.guarded for each in told]]
    asked = [each for each in told if not each.guarded]
    alone = _scaling([each.alone for each in asked], weights)
    return alone, _scaling([each.either for each in asked], weights)


def _scaling(claims: Sequence[Claim], weights: Matrix) -> Scaling:
    """Return Platt's scaling, by Newton's method.

    Targets are Platt's: a little inside 0 and 1, so that few questions are not overtrusted.
    """
    logits = np.array([each.logit for each in claims])
    right = np.array([each.right for each in claims], float)
    targets = np.where(right > 0, 1 - 1 / (right.sum() + 2), 1 / ((1 - right).sum() + 2))
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    solution = np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ solution))
        gradient = inputs.T @ (weights * (chance - targets))
        curvature = (inputs * (weights * chance * (1 - chance))[:, None]).T @ inputs
        solution = solution - np.linalg.solve(curvature + 1e-9 * np.eye(2), gradient)
    return Scaling(float(solution[0]), float(solution[1]))


def trade_of(told: Sequence[Told]) -> tuple[tuple[float, float], ...]:
    """Return pairs of a threshold and the share of all questions that it answers wrongly.

    The share is the lower of two: what the calibrated chances themselves expect, and what was
    counted. Both come from networks that learnt less than the final ones and err more.
    """
    weights = mix_weights(told)
    chances = np.array([each.chance for each in told])
    wrong = np.array([not each.right for each in told])
    return tuple(
        (
            float(threshold),
            min(
                float(((1 - chances) * weights)[chances >= threshold].sum()),
                float((wrong * weights)[chances >= threshold].sum()),
            ),
        )
        for threshold in np.arange(0.5, 0.991, 0.01)
    )


def lower_trade(
    trades: Mapping[str, tuple[tuple[float, float], ...]], locale: str
) -> tuple[tuple[float, float], ...]:
    """Return for each threshold the lower of a locale's own share and the mean of all locales'.

    A calibrated chance means the same in each, and of the few questions of one of them some are
    answered wrongly at a high chance by chance alone.
    """
    means = np.mean([[wrong for _, wrong in each] for each in trades.values()], axis=0)
    return tuple(
        (threshold, min(own, float(mean)))
        for (threshold, own), mean in zip(trades[locale], means, strict=True)
    )
