"""The evidence for a fact: numbers in their ranges, and each for the reason it names."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.deriving import derive_facts
from knowledge.evidence import EVIDENCE_NAMES, Evidence
from knowledge.known import Origin
from knowledge.ranking import Ranker
from knowledge.release import Release

PACT = ("river-pact", "signed")
FESTIVAL = ("lantern-festival", "visitors")
PRAISE = ("anna-berglund", "praise")


def evidence(ranker: Ranker, text: str, key: tuple[str, str]) -> Evidence:
    """Return the evidence for a fact as the answer to `text`."""
    found = [
        each.evidence
        for each in ranker.candidates(ranker.analyser.analyse(text))
        if each.fact.key == key
    ]
    assert found, f"{key} is no candidate for {text!r}"
    return found[0]


# --- Ranges

SHARES = (
    *("nearest", "centroid", "explained", "phrased", "unexplained", "returned"),
    *("nearly_explained", "nearly_phrased", "nearly_unexplained"),
)
COSINES = ("meant_nearest", "meant_centroid")
FLAGS = ("asked", "misasked", "unable", "coarse", "off_entry", "is_list", "is_derived", "is_gap")
COUNTS = ("strangers", "person_conflicts", "numbers", "years")
SIGNS = ("spoken_by", "headed")
WORDS = (
    "kanagawa mou signed hanoi tokyo koike thailand bangkok festival who when where how many "
    "which was day in the of zebra 2024 1999 12 head governor kuroiwa osaka joke jetro visit"
)
QUESTIONS = st.lists(
    st.sampled_from(WORDS.split())
    | st.text(st.characters(exclude_categories=("No", "Cs")), max_size=5),
    min_size=1,
    max_size=10,
).map(" ".join)


@given(QUESTIONS)
@settings(deadline=None)
def test_all_evidence_is_in_its_range(ranker: Ranker, text: str) -> None:
    for candidate in ranker.candidates(ranker.analyser.analyse(text)):
        found = candidate.evidence
        assert np.isfinite(found.as_array()).all()
        for name in SHARES:
            assert -1e-3 <= getattr(found, name) <= 1 + 1e-3, name
        for name in COSINES:
            assert abs(getattr(found, name)) <= 1 + 1e-2, name
        for name in FLAGS:
            assert getattr(found, name) in {0.0, 1.0}, name
        for name in COUNTS:
            assert getattr(found, name) >= 0, name
            assert getattr(found, name) == int(getattr(found, name)), name
        for name in SIGNS:
            assert getattr(found, name) in {-1.0, 0.0, 1.0}, name
        assert found.conflicts >= 0
        assert found.phrased <= found.explained + 1e-6
        assert found.explained + found.nearly_explained <= 1 + 1e-6
        assert found.phrased + found.nearly_phrased <= 1 + 1e-6
        assert found.nearly_unexplained <= found.unexplained + 1e-6
        assert found.is_gap == (candidate.fact.origin is Origin.GAP)
        assert found.is_list == (candidate.fact.origin is Origin.LIST)
        assert found.is_derived == (candidate.fact.origin is Origin.DERIVED)


def test_array_has_the_values_in_the_order_of_their_names(small_ranker: Ranker) -> None:
    found = evidence(small_ranker, "when was the pact signed", PACT)
    assert len(EVIDENCE_NAMES) == len(set(EVIDENCE_NAMES))
    assert found.as_array().tolist() == [getattr(found, name) for name in EVIDENCE_NAMES]


# --- What each says


def test_own_phrasing_is_nearest_and_fully_explained_and_returned(small_ranker: Ranker) -> None:
    found = evidence(small_ranker, "when did the two towns sign the treaty", PACT)
    assert found.nearest == pytest.approx(1.0, abs=1e-4)
    assert found.explained == found.phrased == found.returned == 1.0
    assert found.unexplained == 0.0
    assert found.asked == 1.0


def test_word_of_the_answer_explains_less_than_one_of_a_phrasing(small_ranker: Ranker) -> None:
    phrased = evidence(small_ranker, "clean water", ("river-pact", "overview"))
    answered = evidence(small_ranker, "partners", ("river-pact", "overview"))
    assert phrased.explained == phrased.phrased == 1.0
    assert 0 < answered.explained < 1
    assert answered.phrased == 0.0


def test_word_that_nothing_explains_weighs_by_its_rarity(small_ranker: Ranker) -> None:
    unknown = evidence(small_ranker, "zebra bridges", ("springtown", "bridges"))
    common = evidence(small_ranker, "harbourville bridges", ("springtown", "bridges"))
    assert unknown.unexplained == pytest.approx(1.0)
    assert common.unexplained < 0.5
    assert unknown.explained < common.explained


def test_word_near_in_meaning_explains_nearly(small_ranker: Ranker) -> None:
    """No text of the base has "tunnels" or "salads"."""
    near = evidence(small_ranker, "springtown tunnels", ("springtown", "bridges"))
    far = evidence(small_ranker, "springtown salads", ("springtown", "bridges"))
    assert near.explained == pytest.approx(far.explained)
    assert near.nearly_explained > far.nearly_explained + 0.1
    assert near.nearly_phrased > far.nearly_phrased + 0.1
    assert near.nearly_unexplained > far.nearly_unexplained + 0.1
    assert near.meant_nearest > far.meant_nearest


def test_nothing_is_near_in_a_language_without_word_vectors(small_release: Release) -> None:
    ranker = Ranker(small_release, derive_facts(small_release), "vi")
    question = ranker.analyser.analyse("springtown tunnels")
    for each in (candidate.evidence for candidate in ranker.candidates(question)):
        assert each.nearly_explained == each.nearly_phrased == each.nearly_unexplained == 0.0
        assert (each.meant_nearest, each.meant_centroid) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "asked", "misasked", "unable"),
    [
        ("when was the pact signed", 1, 0, 0),
        ("who signed the pact", 0, 1, 1),
        ("how many pacts were signed", 0, 1, 1),
        ("what about the pact", 0, 0, 0),
        ("the pact signed", 0, 0, 0),
        ("who signed the pact and when", 1, 0, 0),
    ],
)
def test_kind_of_question_is_compared_with_what_the_fact_answers(
    small_ranker: Ranker, text: str, asked: int, misasked: int, unable: int
) -> None:
    found = evidence(small_ranker, text, PACT)
    assert (found.asked, found.misasked, found.unable) == (asked, misasked, unable)


def test_gap_is_never_unable(small_ranker: Ranker) -> None:
    assert evidence(small_ranker, "who pays for the pact", ("river-pact", "cost")).unable == 0.0


@pytest.mark.parametrize(
    ("text", "key", "coarse"),
    [
        ("river pact signed", PACT, 0.0),
        ("springtown bridges", ("springtown", "overview"), 1.0),
        ("lantern festival visitors", FESTIVAL, 1.0),
    ],
)
def test_answer_without_a_day_is_coarse_where_a_day_is_asked_for(
    small_ranker: Ranker, text: str, key: tuple[str, str], coarse: float
) -> None:
    assert evidence(small_ranker, f"on which day when was the {text}", key).coarse == coarse
    assert evidence(small_ranker, text, key).coarse == 0.0


def test_named_entry_that_has_nothing_to_do_with_the_fact_is_a_conflict(
    small_ranker: Ranker,
) -> None:
    named = evidence(small_ranker, "when was the lantern festival pact signed", PACT)
    assert 0 < named.conflicts <= 1
    assert named.off_entry == 1.0
    assert evidence(small_ranker, "when was the pact signed", PACT).conflicts == 0.0


def test_named_person_that_has_nothing_to_do_with_the_fact_is_counted(
    small_ranker: Ranker,
) -> None:
    assert evidence(small_ranker, "Carl Ostmann's lantern visitors", FESTIVAL).person_conflicts == 1
    assert evidence(small_ranker, "lantern visitors", FESTIVAL).person_conflicts == 0


def test_entry_of_the_fields_only_is_a_stranger_but_no_conflict(small_ranker: Ranker) -> None:
    found = evidence(small_ranker, "when did Carl Ostmann sign the treaty", PACT)
    assert found.strangers == 1
    assert found.person_conflicts == 0
    assert found.conflicts == 0.0


def test_place_around_is_no_conflict(small_ranker: Ranker) -> None:
    assert evidence(small_ranker, "pact signed in Northland", PACT).conflicts == 0.0


@pytest.mark.parametrize(
    ("text", "numbers", "years"),
    [
        ("pact signed in 2021", 0, 0),
        ("pact signed in 1999", 0, 1),
        ("pact signed on 4 June", 0, 0),
        ("pact signed on 5 June", 1, 0),
        ("pact signed 17 times in 1999 and 2000", 1, 2),
    ],
)
def test_numbers_and_years_that_the_fact_lacks_are_counted(
    small_ranker: Ranker, text: str, numbers: int, years: int
) -> None:
    found = evidence(small_ranker, text, PACT)
    assert (found.numbers, found.years) == (numbers, years)


@pytest.mark.parametrize(
    ("text", "spoken_by"),
    [
        ("what did Anna Berglund praise", 1.0),
        ("what did the mayor of Springtown praise", 1.0),
        ("what did Carl Ostmann praise", -1.0),
        ("praise for Harbourville", 0.0),
    ],
)
def test_speaker_who_is_named_is_compared_with_who_spoke(
    small_ranker: Ranker, text: str, spoken_by: float
) -> None:
    assert evidence(small_ranker, text, PRAISE).spoken_by == spoken_by
    assert evidence(small_ranker, f"{text} bridges", ("springtown", "bridges")).spoken_by == 0.0


@pytest.mark.parametrize(
    ("text", "headed"),
    [
        ("how many visitors came to the lanterns", 1.0),
        ("which town has lanterns", -1.0),
        ("lanterns of the festival", 0.0),
    ],
)
def test_sort_of_thing_asked_for_is_compared_with_that_of_the_phrasings(
    small_ranker: Ranker, text: str, headed: float
) -> None:
    assert evidence(small_ranker, text, FESTIVAL).headed == headed


# --- Weights of words


def test_rare_words_weigh_more_than_common_ones(ranker: Ranker) -> None:
    profiles = ranker.profiles
    units = ranker.analyser.analyse("hanoi kuroiwa zzyzx").units
    hanoi, kuroiwa, unknown = (profiles.weigh(unit) for unit in units)
    assert 0 < hanoi < kuroiwa < unknown
    assert math.isclose(unknown, 1.0)
