"""Candidates for a question: the few facts that may answer, whatever the size of the base."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import close_index, ranking
from knowledge.analysis import Analysis
from knowledge.deriving import derive_facts
from knowledge.lexicon import Lexicon
from knowledge.ranking import SHORTLIST, Candidate, Ranker, features_of
from knowledge.release import Release
from knowledge.tokens import tokenise
from tests.knowledge.small_bases import entry, fact, load_small, only


def keys(ranker: Ranker, text: str) -> list[tuple[str, str]]:
    return [each.fact.key for each in ranker.candidates(ranker.analyser.analyse(text))]


@pytest.mark.parametrize("text", ["", "?", "the of and", "who is the", "\u200b"])
def test_question_that_says_nothing_has_no_candidates(small_ranker: Ranker, text: str) -> None:
    assert keys(small_ranker, text) == []


def test_candidates_come_in_the_order_of_the_base_and_none_twice(ranker: Ranker) -> None:
    found = keys(ranker, "when was the MOU with Kanagawa signed")
    order = {each.key: number for number, each in enumerate(ranker.facts)}
    assert len(found) == SHORTLIST == len(set(found))
    assert [order[key] for key in found] == sorted(order[key] for key in found)


def test_fact_asked_for_is_among_the_candidates(small_ranker: Ranker) -> None:
    for each in small_ranker.facts:
        for phrasing in each.phrasings["en"]:
            assert each.key in keys(small_ranker, phrasing)


def test_base_smaller_than_the_shortlist_offers_all_it_has(tmp_path: Path) -> None:
    release = load_small(tmp_path, dict(only(entry("a", facts=[fact("one", "An answer.", "ask")]))))
    ranker = Ranker(release, derive_facts(release), "en")
    assert keys(ranker, "zebra") == [("a", "one")]


def test_fact_without_any_phrasing_is_found_by_title_and_answer(tmp_path: Path) -> None:
    zebra = entry("zebras", facts=[fact("one", "Zebras graze on the island.")])
    files = only(zebra, entry("lions", facts=[fact("two", "Lions sleep at noon.", "lions")]))
    release = load_small(tmp_path, dict(files))
    ranker = Ranker(release, derive_facts(release), "en")
    best = max(
        ranker.candidates(ranker.analyser.analyse("what grazes on the island")),
        key=lambda each: each.evidence.nearest,
    )
    assert best.fact.key == ("zebras", "one")


def test_features_are_symbols_pairs_and_kinds_of_question(small_ranker: Ranker) -> None:
    features = features_of(small_ranker.analyser.analyse("who is the boss of Springtown"))
    assert {"c:leader", "s:boss", "e:springtown", "s:springtown"} <= set(features)
    assert "q:who" in features
    assert "b:c:leader|springtown" in features
    assert "e:anna-berglund" in features  # implied by the office
    assert features["c:leader"] > features["s:boss"] > 0


def test_repaired_word_counts_less(small_ranker: Ranker) -> None:
    right = features_of(small_ranker.analyser.analyse("bridges"))
    wrong = features_of(small_ranker.analyser.analyse("brigdes"))
    assert 0 < wrong["s:bridg"] < right["s:bridg"]


def test_same_question_has_the_same_evidence_in_every_build(small_release: Release) -> None:
    facts = derive_facts(small_release)
    one, other = Ranker(small_release, facts, "en"), Ranker(small_release, facts, "en")
    for text in ("who signed the pact", "brigdes of springtwon", "zebra harbourville 2021"):
        first, second = (each.candidates(each.analyser.analyse(text)) for each in (one, other))
        assert first == second


def bare(text: str, locale: str) -> Analysis:
    """A text of which nothing is known but its letters."""
    tokens = tuple(tokenise(text, locale))
    return Analysis(text, tokens, (), (), frozenset(), None, (), (), frozenset(), ())


@pytest.mark.parametrize(
    ("locale", "typed", "meant"),
    [
        ("en", "the memorandun", "the memorandum"),
        ("th", "ขอบคุนคานากาวะ", "ขอบคุณคานากาวะ"),
        ("ja", "自治体織員", "自治体職員"),
    ],
)
def test_what_no_word_explains_is_alike_by_its_pieces(locale: str, typed: str, meant: str) -> None:
    pieces = [
        {name for name in features_of(bare(text, locale)) if name[:2] == "g:"}
        for text in (typed, meant)
    ]
    assert len(pieces[0] & pieces[1]) >= 2


def test_small_base_ranks_by_looks_that_its_reading_makes_equal(tmp_path: Path) -> None:
    """Folded, both facts have the same phrasings."""
    texts = {"sold": "bán ở đâu", "friend": "bạn ở đâu"}
    files = only(*(entry(name, facts=[fact("one", name, text)]) for name, text in texts.items()))
    release = load_small(tmp_path, dict(files))
    vietnamese = [
        replace(each, phrasings={"vi": each.phrasings["en"]}) for each in derive_facts(release)
    ]
    ranker = Ranker(release, vietnamese, "vi")
    for name, text in texts.items():
        found = ranker.best(ranker.analyser.analyse(text))
        assert found is not None
        assert found[0].entry == name


def test_small_base_is_surer_of_its_own_phrasing_than_of_half_of_it(small_ranker: Ranker) -> None:
    phrasing = small_ranker.facts[0].phrasings["en"][0]
    half = " ".join(phrasing.split()[: len(phrasing.split()) // 2 + 1])
    found = [
        small_ranker.best(small_ranker.analyser.analyse(text))
        for text in (phrasing, f"{half} zebra accordion")
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0][1] > found[1][1]


def test_large_base_has_no_more_features_than_before(
    small_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is learnt in `weights.json` and the memory of our own base depend on it."""
    facts = derive_facts(small_release)
    monkeypatch.setattr(close_index, "MAX_ROWS", 3)
    large = Ranker(small_release, facts, "en")
    assert large._close is None
    assert large.best(large.analyser.analyse(facts[0].phrasings["en"][0])) is not None


def test_large_base_that_no_lexicon_explains_ranks_by_looks_too(
    small_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    unexplained = replace(small_release, lexicons={"en": Lexicon(locale="en")})
    facts = derive_facts(small_release)
    monkeypatch.setattr(close_index, "MAX_ROWS", 3)
    ranker = Ranker(unexplained, facts, "en")
    assert ranker._close is not None
    found = ranker.best(ranker.analyser.analyse(facts[0].phrasings["en"][0]))
    assert found is not None
    assert found[0].key == facts[0].key
    monkeypatch.setattr(ranking, "MAX_LOOKED_AT_ROWS", 3)
    assert Ranker(unexplained, facts, "en")._close is None


def test_evidence_does_not_depend_on_how_candidates_are_chosen(
    small_release: Release, small_ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(close_index, "MAX_ROWS", 3)
    large = Ranker(small_release, derive_facts(small_release), "en")
    text = "who signed the pact"
    small = {each.fact.key: each for each in candidates_of(small_ranker, text)}
    for each in candidates_of(large, text):
        assert small.get(each.fact.key, each) == each


def candidates_of(ranker: Ranker, text: str) -> list[Candidate]:
    return ranker.candidates(ranker.analyser.analyse(text))
