"""Calibrates what the judging tells, on questions that it had not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.deciding import guard_against
from knowledge.judging import Judge, Weights, front_of
from knowledge.nets import Matrix
from tests.quality.examples import Example

EXPECTED_MIX = {"answerable": 0.75, "near": 0.15, "off_topic": 0.10}
"""The share of each kind of question that the chances are calibrated for: an assumption."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a tuning question by weights that had not seen it."""

    logit: float
    right: bool
    kind: str
    guarded: bool

    @property
    def chance(self) -> float:
        """The chance told, 0 where a guard forbids to answer."""
        return 0.0 if self.guarded else float(1 / (1 + np.exp(-self.logit)))

    def calibrated(self, scaling: tuple[float, float]) -> Told:
        """Return the same with slope and offset applied."""
        return replace(self, logit=scaling[0] * self.logit + scaling[1])


def tell(example: Example, weights: Weights) -> Told:
    """Return what `weights`, not calibrated, tell of a question."""
    if not example.candidates:
        return Told(-30.0, False, example.kind, guarded=True)
    judge = Judge(example.ranker, weights)
    scores = judge.rank(example.candidates)
    best = front_of(example.candidates, scores)
    if best is None:
        return Told(-30.0, False, example.kind, guarded=True)
    guarded = bool(guard_against(example.question, example.candidates[best].evidence))
    logit = judge.logit(judge.doubts(example.question, example.candidates, scores, best))
    return Told(logit, example.answered and bool(example.right[best]), example.kind, guarded)


def mix_weights(told: Sequence[Told]) -> Matrix:
    """Return a weight for each question so that the kinds have their expected shares."""
    counts = Counter(each.kind for each in told)
    return np.array([EXPECTED_MIX[each.kind] / counts[each.kind] for each in told])


def calibrate(told: Sequence[Told]) -> tuple[float, float]:
    """Return slope and offset of Platt's scaling, by Newton's method on what may be answered.

    Targets are Platt's: a little inside 0 and 1, so that few questions are not overtrusted.
    """
    weights = mix_weights(told)[[not each.guarded for each in told]]
    asked = [each for each in told if not each.guarded]
    logits = np.array([each.logit for each in asked])
    right = np.array([each.right for each in asked], float)
    targets = np.where(right > 0, 1 - 1 / (right.sum() + 2), 1 / ((1 - right).sum() + 2))
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    solution = np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ solution))
        gradient = inputs.T @ (weights * (chance - targets))
        curvature = (inputs * (weights * chance * (1 - chance))[:, None]).T @ inputs
        solution = solution - np.linalg.solve(curvature + 1e-9 * np.eye(2), gradient)
    return float(solution[0]), float(solution[1])


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
