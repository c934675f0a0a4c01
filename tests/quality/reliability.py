"""Prints and draws whether the chances that are told come true."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from tests.quality.calibrating import Told, mix_weights

BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)


class Bin(NamedTuple):
    """Questions that were told about the same chance: the mean of it, and what came of them."""

    told: float
    right: float
    questions: int


def bins_of(told: Sequence[Told]) -> list[Bin]:
    """Return the questions that may be answered, by the chance told."""
    weights = mix_weights(told)
    chances = np.array([each.chance for each in told])
    right = np.array([each.right for each in told], float)
    open_ = np.array([not each.guarded for each in told])
    found = []
    for low, high in itertools.pairwise(BINS):
        inside = open_ & (chances >= low) & ((chances < high) | (high == BINS[-1]))
        if inside.any():
            share = weights[inside] / weights[inside].sum()
            mean = float((chances[inside] * share).sum())
            found.append(Bin(mean, float((right[inside] * share).sum()), int(inside.sum())))
    return found


def print_reliability(told: Mapping[str, Sequence[Told]]) -> None:
    """Print, for each band of the chance told, how often it was right."""
    print("\n" + "".join(f"{each:>13}" for each in ("locale", "mean told", "right", "questions")))
    for locale, each in told.items():
        for one in bins_of(each):
            print(f"{locale:>13}{one.told:>13.1%}{one.right:>13.1%}{one.questions:>13}")


def draw_reliability(told: Mapping[str, Sequence[Told]], path: Path) -> None:
    """Draw the same as a picture."""
    mpl.rcParams["svg.hashsalt"] = "reliability"  # the same picture for the same figures
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="perfect")
    for locale, each in told.items():
        found = bins_of(each)
        axes.plot([b.told for b in found], [b.right for b in found], marker="o", label=locale)
    axes.set_xlabel("chance told (mean of the band)")
    axes.set_ylabel("share that was right")
    axes.set_title("Tuning questions, told by weights that had not seen them")
    axes.grid(visible=True, alpha=0.3)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
