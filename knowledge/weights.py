"""What the judging has learnt, as it is kept in ``weights.json``: networks and calibrations."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from knowledge.nets import NetWeights
from knowledge.schema import Model

WEIGHTS_FILE = Path(__file__).parent / "weights.json"

NEVER = 1.01
"""A chance that nothing reaches."""


class Scaling(NamedTuple):
    """Platt's scaling of a logit."""

    slope: float = 1.0
    offset: float = 0.0

    def apply(self, logit: float) -> float:
        """Return the logit of the calibrated chance."""
        return self.slope * logit + self.offset


class Calibration(NamedTuple):
    """How the chances of one locale are told.

    `alone` and `either` turn the logits of their networks into those of the chances; `trade`
    pairs thresholds, ascending, with the share of all questions that each is expected to
    answer wrongly.
    """

    alone: Scaling
    either: Scaling
    trade: tuple[tuple[float, float], ...]

    def threshold(self, wrong_accepted: float) -> float:
        """Return the lowest chance to answer at that keeps wrong answers within a share."""
        return next((at for at, wrong in self.trade if wrong <= wrong_accepted), NEVER)


class Weights(Model):
    """The content of the weights file."""

    rank: NetWeights
    alone: NetWeights
    """Tells how likely the best fact is right."""
    either: NetWeights
    """Tells how likely it or its companion is."""
    calibrations: dict[str, Calibration] = Field(default_factory=dict)


UNCALIBRATED = Calibration(Scaling(), Scaling(), ((0.75, 0.0),))
"""What a locale gets that the weights file has nothing on."""


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights that came with the bot."""
    return Weights.model_validate_json(WEIGHTS_FILE.read_bytes())


def chance_of(logit: float) -> float:
    """Return the chance, in [0, 1], of a logit."""
    return 1.0 / (1.0 + math.exp(-logit))
