"""The decision: guards first, then the chance against the thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.analysis import Analysis, Mention, Unit
from knowledge.deciding import (
    MAX_SUGGESTIONS,
    MIN_EXPLAINED_BY_GAP,
    MIN_GAIN,
    MIN_LIKELY_GAP,
    MIN_SUGGESTED_SHARE,
    SURE_OF_SUBJECT,
    VERBATIM_CHANCE,
    Chances,
    Decision,
    Ranked,
    Reason,
    Status,
    Thresholds,
    decide,
    guard_against,
)
from knowledge.evidence import EVIDENCE_NAMES, Evidence
from knowledge.known import KnownFact, Origin
from knowledge.ranking import Candidate
from knowledge.schema import Source

THRESHOLDS = Thresholds(answer=0.7, suggest=0.2)
NOTHING = Evidence(**dict.fromkeys(EVIDENCE_NAMES, 0.0))
SOURCE = Source(document="gazette", section=("pact",))
WORD = Unit("pact", frozenset({"s:pact"}), "s:pact", 0)
QUESTION = Analysis(
    text="pact",
    tokens=(),
    units=(WORD, WORD._replace(position=1)),
    mentions=(),
    asks=frozenset(),
    opening=None,
    off_topic=(),
    elsewhere=(),
    heads=frozenset(),
    repairs=(),
)
NAMED = QUESTION._replace(mentions=(Mention("river-pact"),))


def known(fact: str, origin: Origin = Origin.WRITTEN) -> KnownFact:
    return KnownFact(
        entry="river-pact",
        fact=fact,
        origin=origin,
        asks=frozenset(),
        answers={"en": "An answer."},
        titles={"en": fact},
        phrasings={"en": (fact,)},
        sources=(SOURCE,),
        involves=frozenset({"river-pact"}),
    )


def ranked(
    fact: str, share: float = 0.5, origin: Origin = Origin.WRITTEN, **evidence: Any
) -> Ranked:
    return Ranked(Candidate(known(fact, origin), replace(NOTHING, **evidence)), share)


def decided(question: Analysis, chance: float, *order: Ranked) -> Decision:
    return decide(question, order, Chances(chance), THRESHOLDS)


# --- Thresholds


@pytest.mark.parametrize(
    ("chance", "status"),
    [
        (1.0, Status.ANSWER),
        (0.7, Status.ANSWER),
        (0.699, Status.SUGGEST),
        (0.2, Status.SUGGEST),
        (0.199, Status.NONE),
        (0.0, Status.NONE),
    ],
)
def test_chance_is_held_against_the_thresholds(chance: float, status: Status) -> None:
    decision = decided(QUESTION, chance, ranked("a"))
    assert decision.status is status
    assert decision.score == pytest.approx(100 * chance, abs=0.05)


def test_answer_is_the_best_fact_alone() -> None:
    decision = decided(QUESTION, 0.9, ranked("a", 0.6), ranked("b", 0.4))
    assert decision.fact == known("a")
    assert decision.suggestions == ()
    assert decision.reason is None


@pytest.mark.parametrize(
    ("chances", "told"),
    [
        (Chances(0.8, 0.8 + 2 * MIN_GAIN, known("b")), ("a", "b")),
        (Chances(0.5, 0.8, known("b")), ("a", "b")),
        (Chances(0.5, 0.8, known("b"), covers=True), ("b",)),
        (Chances(0.8, 0.8 + MIN_GAIN / 2, known("b")), ("a",)),
        (Chances(0.8, 0.99), ("a",)),
        (Chances(0.7 - MIN_GAIN / 2, 0.7, known("b")), ()),
        (Chances(0.5, 0.6, known("b")), ()),
    ],
)
def test_second_fact_is_told_where_that_makes_the_reply_likelier_right(
    chances: Chances, told: tuple[str, ...]
) -> None:
    decision = decide(QUESTION, [ranked("a"), ranked("b")], chances, THRESHOLDS)
    assert tuple(each.fact for each in decision.answers) == told
    assert decision.score == round(100 * chances.reply, 1)
    assert (decision.status is Status.ANSWER) == bool(told)


def test_suggestions_are_the_first_three_in_order() -> None:
    order = [ranked(name, 0.25) for name in "abcd"]
    decision = decided(QUESTION, 0.5, *order)
    assert decision.fact is None
    assert [each.fact for each in decision.suggestions] == ["a", "b", "c"]
    assert len(decision.suggestions) == MAX_SUGGESTIONS


def test_gaps_and_facts_of_no_weight_are_not_suggested() -> None:
    decision = decided(
        QUESTION,
        0.5,
        ranked("a", 0.7),
        ranked("b", 0.2, Origin.GAP),
        ranked("c", MIN_SUGGESTED_SHARE),
        ranked("d", MIN_SUGGESTED_SHARE / 2),
    )
    assert [each.fact for each in decision.suggestions] == ["a", "c"]


def test_declined_question_has_no_suggestions() -> None:
    decision = decided(QUESTION, 0.1, ranked("a"), ranked("b"))
    assert (decision.fact, decision.suggestions) == (None, ())
    assert decision.reason is Reason.UNSURE


# --- Nothing to go by


def test_question_that_says_nothing_is_small_talk() -> None:
    decision = decided(QUESTION._replace(units=()), 0.0)
    assert (decision.status, decision.reason) == (Status.NONE, Reason.OFF_TOPIC)


def test_question_without_candidates_is_declined() -> None:
    assert decided(QUESTION, 0.0).reason is Reason.UNSURE
    assert decided(QUESTION._replace(off_topic=("joke",)), 0.0).reason is Reason.OFF_TOPIC


# --- Guards


@pytest.mark.parametrize(
    ("question", "evidence", "said"),
    [
        (QUESTION._replace(elsewhere=("atlantis",)), {}, "'atlantis'"),
        (QUESTION, {"years": 1.0}, "a year"),
        (QUESTION, {"person_conflicts": 1.0}, "a person"),
    ],
)
def test_guard_forbids_an_answer_whatever_the_chance(
    question: Analysis, evidence: dict[str, Any], said: str
) -> None:
    best = ranked("a", **evidence)
    decision = decided(question, 1.0, best, ranked("b"))
    assert decision.status is Status.SUGGEST
    assert said in decision.guard
    assert said in guard_against(question, best.candidate.evidence)


def test_a_word_of_another_subject_yields_to_a_sure_answer_only() -> None:
    question = QUESTION._replace(off_topic=("my thesis",))
    unsure = decided(question, SURE_OF_SUBJECT - 0.01, ranked("a"))
    assert unsure.status is not Status.ANSWER
    assert "'my thesis'" in unsure.guard
    sure = decided(question, SURE_OF_SUBJECT, ranked("a"))
    assert (sure.status, sure.guard) == (Status.ANSWER, "")


def test_guard_looks_at_the_best_fact_only() -> None:
    decision = decided(QUESTION, 0.9, ranked("a"), ranked("b", years=1.0, person_conflicts=1.0))
    assert decision.status is Status.ANSWER


def test_question_without_anything_odd_passes_the_guards() -> None:
    assert guard_against(QUESTION, NOTHING) == ""


def test_question_about_elsewhere_is_declined_as_such() -> None:
    decision = decided(QUESTION._replace(elsewhere=("atlantis",)), 0.1, ranked("a"))
    assert (decision.status, decision.reason) == (Status.NONE, Reason.ELSEWHERE)


def test_single_word_is_answered_only_where_it_is_a_name_or_a_phrasing() -> None:
    word = QUESTION._replace(units=(WORD,), mentions=())
    name = word._replace(mentions=(Mention("river-pact"),))
    assert decided(word, 0.99, ranked("a")).status is Status.SUGGEST
    assert decided(name, 0.99, ranked("a")).status is Status.ANSWER
    assert decided(word, VERBATIM_CHANCE, ranked("a")).status is Status.ANSWER


# --- Off topic


def test_small_talk_gets_no_suggestions() -> None:
    decision = decided(QUESTION._replace(off_topic=("joke",)), 0.5, ranked("a"))
    assert (decision.status, decision.reason) == (Status.NONE, Reason.OFF_TOPIC)
    assert decision.suggestions == ()


def test_word_of_small_talk_beside_a_name_may_still_be_meant() -> None:
    decision = decided(NAMED._replace(off_topic=("weather",)), 0.5, ranked("a"))
    assert decision.status is Status.SUGGEST


# --- Gaps


def gap(explained: float = 1.0, **evidence: float) -> Ranked:
    given = {"likely": MIN_LIKELY_GAP, **evidence}
    return ranked("gap", 0.6, Origin.GAP, explained=explained, **given)


def test_gap_in_front_declines_in_its_own_words_with_near_facts() -> None:
    decision = decided(NAMED, 0.6, gap(), ranked("a", 0.3), ranked("b", 0.1))
    assert (decision.status, decision.reason) == (Status.NONE, Reason.NOT_STATED)
    assert decision.fact is not None
    assert decision.fact.fact == "gap"
    assert [each.fact for each in decision.suggestions] == ["a", "b"]


@pytest.mark.parametrize(
    ("question", "best", "reason"),
    [
        (NAMED, gap(MIN_EXPLAINED_BY_GAP - 0.01), Reason.UNSURE),
        (NAMED, gap(likely=MIN_LIKELY_GAP - 0.1), Reason.UNSURE),
        (NAMED, gap(conflicts=0.5), Reason.UNSURE),
        (NAMED._replace(elsewhere=("atlantis",)), gap(), Reason.ELSEWHERE),
        (QUESTION._replace(off_topic=("joke",)), gap(), Reason.OFF_TOPIC),
    ],
)
def test_gap_that_does_not_fit_is_not_named(
    question: Analysis, best: Ranked, reason: Reason
) -> None:
    decision = decided(question, 0.1, best, ranked("a", 0.4))
    assert decision.status is Status.NONE
    assert decision.fact is None
    assert decision.reason is reason
    assert decision.suggestions == ()


def test_fact_behind_a_gap_that_does_not_fit_is_suggested() -> None:
    decision = decided(NAMED, 0.6, gap(conflicts=0.5), ranked("a", 0.4))
    assert decision.status is Status.SUGGEST
    assert [each.fact for each in decision.suggestions] == ["a"]


def test_fact_behind_a_gap_is_answered_where_it_is_sure_enough() -> None:
    decision = decided(NAMED, 0.7, gap(), ranked("a", 0.4))
    assert (decision.status, decision.fact) == (Status.ANSWER, known("a"))


def test_single_word_that_a_gap_fits_best_may_mean_anything() -> None:
    concept = WORD._replace(primary="c:agreement")
    vague = QUESTION._replace(units=(concept,), mentions=(Mention("river-pact"),))
    unknown = QUESTION._replace(units=(WORD,))
    decision = decided(vague, 0.1, gap(), ranked("a", 0.4))
    assert decided(unknown, 0.1, gap(explained=0.0), ranked("a", 0.4)).status is Status.NONE
    assert decision.status is Status.SUGGEST
    assert decided(vague, 0.1, gap()).reason is Reason.NOT_STATED


def test_gap_alone_is_never_answered() -> None:
    for chance in (0.0, 0.5, 1.0):
        assert decided(NAMED, chance, gap()).status is Status.NONE


# --- Any question


def is_gap(each: Ranked) -> bool:
    return each.fact.origin is Origin.GAP


@given(
    st.floats(0, 1),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from(list(Origin)),
            st.sampled_from([0.0, 1.0]),
            st.sampled_from([0.0, 1.0]),
        ),
        max_size=6,
    ),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
@example(1.0, [(0.0, Origin.GAP, 0.0, 0.0), (0.0, Origin.WRITTEN, 0.0, 0.0)], False, False, False)
def test_decision_is_always_consistent(
    chance: float,
    facts: list[tuple[float, Origin, float, float]],
    off_topic: bool,
    elsewhere: bool,
    is_named: bool,
) -> None:
    question = (NAMED if is_named else QUESTION)._replace(
        off_topic=("joke",) if off_topic else (), elsewhere=("atlantis",) if elsewhere else ()
    )
    order = [
        ranked(str(number), share, origin, years=years, person_conflicts=persons, explained=0.8)
        for number, (share, origin, years, persons) in enumerate(facts)
    ]
    decision = decided(question, chance, *order)
    assert 0 <= decision.score <= 100
    assert len(decision.suggestions) <= MAX_SUGGESTIONS
    assert all(each.origin is not Origin.GAP for each in decision.suggestions)
    if decision.status is Status.ANSWER:
        # A gap in front makes an answer doubtful, which the chance tells, and does not forbid it.
        assert decision.fact == next(each.fact for each in order if not is_gap(each))
        assert chance >= THRESHOLDS.answer
        assert not elsewhere
        assert decision.reason is None
    else:
        assert decision.reason is not None
        assert decision.fact is None or decision.fact.origin is Origin.GAP
    assert decision == decided(question, chance, *order)
