"""Learns the weights of the judging anew and writes them to ``knowledge/weights.json``.

    python -m tests.quality.learn_weights             learns and writes
    python -m tests.quality.learn_weights --validate  shows what to expect, writes nothing

One pair of networks serves all languages; what they tell is calibrated for each language on
its tuning questions, told by networks that had not seen them. Deterministic: the same base and
questions give the same weights. Also draws docs/images/reliability.svg.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from knowledge.deriving import derive_facts
from knowledge.loading import load_base
from knowledge.matcher import Matcher
from knowledge.ranking import Ranker
from knowledge.weights import WEIGHTS_FILE, Calibration, Weights
from tests.quality.calibrating import (
    EXPECTED_MIX,
    Told,
    calibrate,
    lower_trade,
    tell,
    trade_of,
)
from tests.quality.examples import FOLDS, Example, examples_of
from tests.quality.networks import learn
from tests.quality.parallel import run_in_parallel
from tests.quality.reliability import draw_reliability, print_reliability

PLOT = Path(__file__).parents[2] / "docs" / "images" / "reliability.svg"


def main() -> None:
    """Learn, report, and write the weights; or validate."""
    phrasings, tuning = _collect()
    told = _cross_validate(phrasings, tuning)
    calibrations = {locale: calibrate(each) for locale, each in told.items()}
    calibrated = {
        locale: [one.calibrated(*calibrations[locale]) for one in each]
        for locale, each in told.items()
    }
    for locale, each in calibrated.items():
        _print_trade(locale, each)
    print_reliability(calibrated)
    if "--validate" in sys.argv:
        return
    draw_reliability(calibrated, PLOT)
    weights = learn([*phrasings, *(one for each in tuning.values() for one in each)])
    trades = {locale: trade_of(each) for locale, each in calibrated.items()}
    final = Weights(
        rank=weights.rank,
        alone=weights.alone,
        either=weights.either,
        calibrations={
            locale: Calibration(*each, lower_trade(trades, locale))
            for locale, each in calibrations.items()
        },
    )
    WEIGHTS_FILE.write_text(json.dumps(_rounded(final.model_dump())) + "\n", encoding="utf-8")
    print(f"written to {WEIGHTS_FILE.name}")


def _collect() -> tuple[list[Example], dict[str, list[Example]]]:
    """Return the examples from phrasings, and by locale those from tuning questions."""
    release = load_base()
    facts = derive_facts(release)
    phrasings: list[Example] = []
    tuning: dict[str, list[Example]] = {}
    english = Ranker(release, facts, "en")
    for locale in Matcher.locales_of(release):
        asked, typed = examples_of(
            release, facts, locale, english=None if locale == "en" else english
        )
        phrasings += asked
        tuning[locale] = typed
        print(f"{locale}: {len(asked)} phrasings, {len(typed)} questions", flush=True)
    return phrasings, tuning


def _cross_validate(
    phrasings: Sequence[Example], tuning: Mapping[str, Sequence[Example]]
) -> dict[str, list[Told]]:
    """Return what is told of each usual tuning question by weights learnt without its writer's."""
    rows = [(locale, example) for locale, each in tuning.items() for example in each]

    def validate(fold: int) -> list[tuple[str, Told]]:
        kept = [example for _, example in rows if example.fold != fold]
        weights = learn([*phrasings, *kept], seeds=3)
        return [
            (locale, tell(example, weights))
            for locale, example in rows
            if example.fold == fold and example.is_usual
        ]

    told: dict[str, list[Told]] = {locale: [] for locale in tuning}
    for each in run_in_parallel(validate, FOLDS):
        for locale, one in each:
            told[locale].append(one)
    return told


def _print_trade(locale: str, told: Sequence[Told]) -> None:
    """Print what is answered at each threshold, how much of it by two facts, and wrongly in the
    expected mix."""
    best = sum(each.alone.right for each in told if each.kind == "answerable")
    totals = Counter(each.kind for each in told)
    print(f"\n{locale}: the first candidate is right for {best / totals['answerable']:.1%}")
    head = ("threshold", "right", "in pairs", "wrong", "near", "off topic", "wrong of all")
    print("".join(f"{each:>13}" for each in head))
    for threshold in (*np.arange(0.3, 0.85, 0.1), *np.arange(0.9, 0.99, 0.02)):
        answered = {
            kind: [each for each in told if each.kind == kind and each.chance >= threshold]
            for kind in EXPECTED_MIX
        }
        right = sum(each.right for each in answered["answerable"]) / totals["answerable"]
        pairs = sum(each.chances.is_pair for each in answered["answerable"]) / totals["answerable"]
        wrong = {
            kind: sum(not each.right for each in answered[kind]) / totals[kind]
            for kind in EXPECTED_MIX
        }
        of_all = sum(EXPECTED_MIX[kind] * share for kind, share in wrong.items())
        row = (right, pairs, wrong["answerable"], wrong["near"], wrong["off_topic"], of_all)
        print(f"{threshold:>13.2f}" + "".join(f"{each:>13.1%}" for each in row))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value


if __name__ == "__main__":
    # Processes side by side that each multiply on all processors wait for each other.
    with threadpool_limits(1):
        main()
