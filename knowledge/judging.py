"""Weighs the evidence: which candidate is best, and how likely a reply is right.

All weighings are small networks (`knowledge.nets`) whose numbers stand in ``weights.json``.
They are learnt from the base's own phrasings and from questions written for tuning, never
from those kept for evaluation; `docs/matching.md` tells how.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analysis
from knowledge.deciding import Chances, guard_against
from knowledge.evidence import EVIDENCE_NAMES
from knowledge.known import Origin
from knowledge.nets import Net, beside_the_rest, log_share
from knowledge.ranking import Candidate, Ranker
from knowledge.weights import UNCALIBRATED, Weights, chance_of, load_weights

MIN_NEWS = 0.15
"""A fact whose answer holds a smaller share of what another's does not is not told with it."""

ALL_BUT = 0.05
"""An answer that lacks no more of another's than this says all that it says."""

NO_RIVAL = 10.0
"""How far a gap, or another entry's fact, is behind where there is none among the candidates."""

DOUBT_NAMES = (
    *EVIDENCE_NAMES,
    "log_share",
    "log_share_entry",
    "score",
    "ahead_of_gap",
    "gap_share",
    "voted_gaps",
    "voted_entry",
    "gap_nearest",
    "gap_linear",
    "gap_bayes",
    "gap_returned",
    "gap_meant_nearest",
    "gap_meant_centroid",
    "runner_up",
    "runner_up_bayes",
    "off_topic",
    "elsewhere",
    "unknown_rare",
    "unknown_common",
    "not_held",
    "length",
    "names",
    "is_completed",
    "is_japanese",
    "is_vietnamese",
    "is_thai",
    "companion",
    "ahead_of_companion",
    *(f"companion_{name}" for name in EVIDENCE_NAMES),
)
"""The inputs of the networks that tell chances: the evidence for a candidate, how it stands
against the others, what is odd about the question as a whole, and its companion."""


def front_of(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> int | None:
    """Return the place of the best candidate that is no gap, None where all are."""
    facts = [n for n, each in enumerate(candidates) if each.fact.origin is not Origin.GAP]
    return max(facts, key=lambda n: float(scores[n]), default=None)


def _beside(
    candidates: Sequence[Candidate], scores: NDArray[np.float64], place: int
) -> tuple[float, ...]:
    """Return how the candidate at `place` stands beside the gaps and beside other entries.

    How far behind the best gap is (below 0 where it is ahead); the share of all gaps; what all
    gaps, and the facts of its own entry, have of the nearest phrasings; how much
    nearer, likelier in two ways, more fully returned and nearer in meaning (to a phrasing, to the
    centroid) the best gap is; how far behind the
    best candidate of another entry is, by score and by naive Bayes.
    """
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    own = candidates[place].evidence
    gaps = [n for n, each in enumerate(candidates) if each.fact.origin is Origin.GAP]
    entry = candidates[place].fact.entry
    others = [n for n, each in enumerate(candidates) if each.fact.entry != entry]
    ahead = min((float(scores[place] - scores[n]) for n in others), default=NO_RIVAL)
    likelier = min((own.bayes - candidates[n].evidence.bayes for n in others), default=NO_RIVAL)
    runners_up = min(ahead, NO_RIVAL), min(likelier, NO_RIVAL)
    voted_gaps = sum(candidates[n].evidence.voted for n in gaps)
    voted_entry = sum(
        each.evidence.voted
        for each in candidates
        if each.fact.entry == entry and each.fact.origin is not Origin.GAP
    )
    if not gaps:
        return NO_RIVAL, 0.0, 0.0, voted_entry, *(0.0,) * 6, *runners_up
    first = max(gaps, key=lambda n: float(scores[n]))
    rival = candidates[first].evidence
    return (
        max(-NO_RIVAL, min(float(scores[place] - scores[first]), NO_RIVAL)),
        float(shares[gaps].sum()),
        voted_gaps,
        voted_entry,
        rival.nearest - own.nearest,
        rival.linear - own.linear,
        rival.bayes - own.bayes,
        rival.returned - own.returned,
        rival.meant_nearest - own.meant_nearest,
        rival.meant_centroid - own.meant_centroid,
        *runners_up,
    )


class Judge:
    """Ranks candidates and says how likely a reply with the first is right."""

    def __init__(self, ranker: Ranker, weights: Weights | None = None) -> None:
        """Judge the candidates of `ranker` with `weights`, by default those delivered."""
        weights = weights or load_weights()
        if {weights.alone.inputs, weights.either.inputs} != {DOUBT_NAMES} or weights.rank.inputs[
            : len(EVIDENCE_NAMES)
        ] != EVIDENCE_NAMES:
            raise ValueError("the weights are of other evidence; learn them anew: make learn")
        self._rank = Net(weights.rank)
        self._alone = Net(weights.alone)
        self._either = Net(weights.either)
        self._profiles = ranker.profiles
        self._analyser = ranker.analyser
        self._locale = ranker.locale
        self._calibration = weights.calibrations.get(ranker.locale, UNCALIBRATED)
        self._not_held = ranker.analyser.vocabulary.not_held

    def rank(self, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """Return a score for each candidate; only their differences mean something."""
        rows = np.array([candidate.evidence.as_array() for candidate in candidates])
        return self._rank(beside_the_rest(rows))

    def companion(
        self,
        question: Analysis,
        candidates: Sequence[Candidate],
        scores: NDArray[np.float64],
        place: int,
    ) -> int | None:
        """Return the place of the fact that may be told together with the one at `place`.

        It is the best other one that may answer at all and does not only repeat; None where
        there is none. Lists have none and are none: they are long, and one has little to do with
        another.
        """
        chosen = candidates[place].fact
        if chosen.origin is Origin.LIST:
            return None
        others = (
            number
            for number in sorted(range(len(candidates)), key=lambda n: -float(scores[n]))
            if number != place
            and candidates[number].fact.origin not in {Origin.GAP, Origin.LIST}
            and not guard_against(question, candidates[number].evidence)
        )
        news = self._profiles.news
        return next((n for n in others if news(chosen, candidates[n].fact) >= MIN_NEWS), None)

    def logits(self, doubts: NDArray[np.float64]) -> tuple[float, float]:
        """Return what the networks say of the best fact alone, and of it or its companion."""
        row = doubts[np.newaxis, :]
        return _bounded(float(self._alone(row)[0])), _bounded(float(self._either(row)[0]))

    def chances(
        self,
        question: Analysis,
        candidates: Sequence[Candidate],
        scores: NDArray[np.float64],
        place: int,
    ) -> Chances:
        """Return the calibrated chances of replies with the candidate at `place`."""
        companion = self.companion(question, candidates, scores, place)
        alone, either = self.logits(self.doubts(question, candidates, scores, place, companion))
        chances = Chances(
            chance_of(self._calibration.alone.apply(alone)),
            chance_of(self._calibration.either.apply(either)),
        )
        if companion is None:
            return chances
        other = candidates[companion].fact
        covers = self._profiles.news(other, candidates[place].fact) <= ALL_BUT
        return chances._replace(companion=other, covers=covers)

    def threshold(self, wrong_accepted: float) -> float:
        """Return the chance from which to answer so that, of all questions, about that share
        is answered wrongly."""
        return self._calibration.threshold(wrong_accepted)

    def doubts(
        self,
        question: Analysis,
        candidates: Sequence[Candidate],
        scores: NDArray[np.float64],
        place: int,
        companion: int | None,
    ) -> NDArray[np.float64]:
        """Return what `DOUBT_NAMES` lists for the candidates at `place` and `companion`."""
        chosen = candidates[place]
        same_entry = [
            number for number, each in enumerate(candidates) if each.fact.entry == chosen.fact.entry
        ]
        beside = _beside(candidates, scores, place)
        rare, common = self._unknown(question)
        own = np.array(
            [
                log_share(scores, [place]),
                log_share(scores, same_entry),
                float(scores[place]),
                *beside,
                float(bool(question.off_topic)),
                float(bool(question.elsewhere)),
                rare,
                common,
                self._count_not_held(question, chosen),
                float(len(question.units)),
                float(bool(question.mentions)),
                float(question.is_completed),
                *(float(self._locale == locale) for locale in ("ja", "vi", "th")),
            ]
        )
        told_with = np.zeros(2 + len(EVIDENCE_NAMES))
        if companion is not None:
            told_with[:2] = 1.0, float(scores[place] - scores[companion])
            told_with[2:] = candidates[companion].evidence.as_array()
        return np.concatenate([chosen.evidence.as_array(), own, told_with])

    def _unknown(self, question: Analysis) -> tuple[float, float]:
        """Return the weight of words that the base lacks: rare ones, and everyday ones."""
        rare = common = 0.0
        for unit in question.units:
            if not unit.known:
                weight = self._profiles.weigh(unit)
                if self._analyser.is_language(unit.surface):
                    common += weight
                else:
                    rare += weight
        return rare, common

    def _count_not_held(self, question: Analysis, chosen: Candidate) -> float:
        held = self._profiles.symbols_of(chosen.fact)
        return float(
            sum(
                1
                for unit in question.units
                if unit.meanings & self._not_held and not unit.meanings & held
            )
        )


def _bounded(logit: float) -> float:
    return max(-30.0, min(30.0, logit))
