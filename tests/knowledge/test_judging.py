"""Judging: a score for each candidate, and a chance that the first is right."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.deciding import Chances
from knowledge.evidence import EVIDENCE_NAMES
from knowledge.judging import DOUBT_NAMES, MIN_NEWS, Judge, front_of
from knowledge.known import Origin
from knowledge.nets import NetWeights
from knowledge.ranking import Ranker
from knowledge.weights import WEIGHTS_FILE, Weights, chance_of, load_weights

RANK_INPUTS = (
    *EVIDENCE_NAMES,
    *(f"{name} below the best" for name in EVIDENCE_NAMES),
    *(f"{name} off the mean" for name in EVIDENCE_NAMES),
)


@pytest.fixture(scope="module")
def judge(ranker: Ranker) -> Judge:
    return Judge(ranker)


# --- The weights file


def test_delivered_weights_are_for_the_evidence_that_there_is() -> None:
    weights = load_weights()
    assert weights.rank.inputs == RANK_INPUTS
    assert weights.alone.inputs == weights.either.inputs == DOUBT_NAMES
    assert len(weights.rank.mean) == len(RANK_INPUTS)
    assert len(weights.alone.mean) == len(weights.either.mean) == len(DOUBT_NAMES)


@pytest.mark.parametrize("name", ["rank", "alone", "either"])
def test_delivered_weights_are_finite_numbers(name: str) -> None:
    net: NetWeights = getattr(load_weights(), name)
    numbers = [*net.mean, *net.scale, *net.bias, *net.output, *net.direct, net.offset]
    numbers += [each for row in net.hidden for each in row]
    assert all(map(math.isfinite, numbers))


def test_weights_file_holds_nothing_else() -> None:
    assert set(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))) == set(Weights.model_fields)


# --- The judge


def test_each_candidate_has_a_score(judge: Judge, ranker: Ranker) -> None:
    candidates = ranker.candidates(ranker.analyser.analyse("when was the MOU signed"))
    scores = judge.rank(candidates)
    assert scores.shape == (len(candidates),)
    assert np.isfinite(scores).all()
    assert candidates[int(scores.argmax())].fact.key == ("hanoi-kanagawa-mou", "signed")


def test_single_candidate_can_be_judged(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("when was the MOU signed")
    candidates = ranker.candidates(question)[:1]
    scores = judge.rank(candidates)
    assert scores.shape == (1,)
    chances = judge.chances(question, candidates, scores, 0)
    assert 0 <= chances.alone <= 1
    assert chances.companion is None
    assert not chances.is_pair


def test_order_of_the_candidates_does_not_change_their_scores(judge: Judge, ranker: Ranker) -> None:
    candidates = ranker.candidates(ranker.analyser.analyse("who signed it for Hanoi"))
    assert judge.rank(candidates[::-1]) == pytest.approx(judge.rank(candidates)[::-1])


def test_front_is_the_best_candidate_that_is_no_gap(ranker: Ranker) -> None:
    candidates = ranker.candidates(ranker.analyser.analyse("who else was at the MOU signing"))
    gaps = [place for place, each in enumerate(candidates) if each.fact.origin is Origin.GAP]
    facts = [place for place in range(len(candidates)) if place not in gaps]
    scores = np.arange(len(candidates), dtype=float)
    scores[gaps] += 1000
    assert gaps
    assert front_of(candidates, scores) == facts[-1]
    assert front_of(candidates, -scores) == facts[0]
    assert front_of([candidates[place] for place in gaps], scores) is None


def test_companion_is_the_next_fact_that_may_answer(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("tell me about the MOU between Hanoi and Kanagawa")
    candidates = ranker.candidates(question)
    scores = judge.rank(candidates)
    order = [int(each) for each in np.argsort(-scores)]
    told = [n for n in order if candidates[n].fact.origin in {Origin.WRITTEN, Origin.DERIVED}]
    place = front_of(candidates, scores)
    assert place == told[0]
    best = candidates[place].fact
    companion = next(
        n for n in told[1:] if ranker.profiles.news(best, candidates[n].fact) >= MIN_NEWS
    )
    assert judge.companion(question, candidates, scores, place) == companion
    assert judge.companion(question, candidates, scores, told[-1]) == told[0]
    assert judge.chances(question, candidates, scores, place).companion == (
        candidates[companion].fact
    )
    gaps = [each for each in candidates if each.fact.origin is Origin.GAP]
    alone = [candidates[place], *gaps]
    assert gaps
    assert judge.companion(question, alone, judge.rank(alone), 0) is None


def test_what_is_sure_is_told_alone(ranker: Ranker) -> None:
    known = ranker.facts[0]
    assert Chances(0.97, 0.99, known).is_pair
    assert not Chances(0.985, 0.999, known).is_pair
    assert not Chances(0.97, 0.975, known).is_pair


def test_companion_is_nothing_that_may_not_answer(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("tell me about the MOU between Hanoi and Kanagawa")
    candidates = ranker.candidates(question)
    scores = judge.rank(candidates)
    place = front_of(candidates, scores)
    assert place is not None
    companion = judge.companion(question, candidates, scores, place)
    assert companion is not None
    evidence = replace(candidates[companion].evidence, years=1.0)
    candidates[companion] = replace(candidates[companion], evidence=evidence)
    assert judge.companion(question, candidates, scores, place) not in {None, companion}


def test_companion_does_not_only_repeat(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("what is the MOU of Hanoi and Kanagawa for")
    candidates = ranker.candidates(question)
    facts = {each.fact.key: number for number, each in enumerate(candidates)}
    overview = facts["hanoi-kanagawa-mou", "overview"]
    purpose = facts["hanoi-kanagawa-mou", "purpose"]
    scores = np.zeros(len(candidates))
    scores[[overview, purpose]] = 9.0, 8.0
    assert judge.companion(question, candidates, scores, overview) != purpose
    assert judge.companion(question, candidates, scores, purpose) == overview
    assert judge.chances(question, candidates, scores, purpose).covers


def test_lists_stand_alone(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("list all organisations in Vietnam and in Thailand")
    candidates = ranker.candidates(question)
    scores = judge.rank(candidates)
    lists = [n for n, each in enumerate(candidates) if each.fact.origin is Origin.LIST]
    assert len(lists) >= 2
    assert judge.companion(question, candidates, scores, lists[0]) is None


def test_doubts_are_the_evidence_and_how_a_candidate_stands(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("who is the head of Kanagawa in Osaka zzyzx")
    candidates = ranker.candidates(question)
    scores = judge.rank(candidates)
    place = front_of(candidates, scores) or 0
    row = judge.doubts(question, candidates, scores, place, None)
    doubts = dict(zip(DOUBT_NAMES, row, strict=True))
    best = candidates[place]
    assert [doubts[name] for name in EVIDENCE_NAMES] == best.evidence.as_array().tolist()
    assert doubts["score"] == scores[place]
    assert doubts["log_share"] <= doubts["log_share_entry"] <= 1e-9
    assert doubts["elsewhere"] == 1.0
    assert doubts["off_topic"] == 0.0
    assert doubts["unknown_rare"] > 0
    assert doubts["length"] == len(question.units)
    assert doubts["names"] == 1.0


def test_doubts_hold_what_speaks_for_the_companion(judge: Judge, ranker: Ranker) -> None:
    question = ranker.analyser.analyse("tell me about the MOU between Hanoi and Kanagawa")
    candidates = ranker.candidates(question)
    scores = judge.rank(candidates)
    first, second = (int(each) for each in np.argsort(-scores)[:2])
    row = judge.doubts(question, candidates, scores, first, second)
    doubts = dict(zip(DOUBT_NAMES, row, strict=True))
    assert doubts["companion"] == 1.0
    assert doubts["ahead_of_companion"] == scores[first] - scores[second]
    assert doubts["companion_nearest"] == candidates[second].evidence.nearest
    alone = judge.doubts(question, candidates, scores, first, None)
    start = DOUBT_NAMES.index("companion")
    assert alone[:start].tolist() == row[:start].tolist()
    assert not alone[start:].any()


def test_unknown_everyday_word_is_told_from_an_unknown_rare_one(
    judge: Judge, ranker: Ranker
) -> None:
    def unknown(text: str) -> tuple[float, float]:
        question = ranker.analyser.analyse(text)
        candidates = ranker.candidates(question)
        doubts = judge.doubts(question, candidates, judge.rank(candidates), 0, None)
        named = dict(zip(DOUBT_NAMES, doubts, strict=True))
        return float(named["unknown_rare"]), float(named["unknown_common"])

    assert unknown("kanagawa mou") == (0.0, 0.0)
    assert unknown("kanagawa zzyzx")[0] > 0
    assert unknown("kanagawa zzyzx")[1] == 0
    assert unknown("kanagawa elephant")[0] == 0
    assert unknown("kanagawa elephant")[1] > 0


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=len(DOUBT_NAMES), max_size=len(DOUBT_NAMES)).map(
        np.array
    )
)
@settings(deadline=None)
def test_chances_are_told_whatever_the_doubts(judge: Judge, doubts: np.ndarray) -> None:
    assert all(0.0 <= chance_of(logit) <= 1.0 for logit in judge.logits(doubts))


def test_judge_takes_other_weights(ranker: Ranker) -> None:
    def constant(names: tuple[str, ...], offset: float) -> NetWeights:
        zero = (0.0,) * len(names)
        return NetWeights(
            inputs=names,
            mean=zero,
            scale=(1.0,) * len(names),
            hidden=((0.0,),) * len(names),
            bias=(0.0,),
            output=(0.0,),
            direct=zero,
            offset=offset,
        )

    weights = Weights(
        rank=constant(RANK_INPUTS, 0.0),
        alone=constant(DOUBT_NAMES, 2.0),
        either=constant(DOUBT_NAMES, 3.0),
    )
    judge = Judge(ranker, weights)
    candidates = ranker.candidates(ranker.analyser.analyse("kanagawa"))
    assert not judge.rank(candidates).any()
    assert judge.logits(np.zeros(len(DOUBT_NAMES))) == (2.0, 3.0)
    assert chance_of(2.0) == pytest.approx(1 / (1 + math.exp(-2)))
