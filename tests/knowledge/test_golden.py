"""Golden questions: read strictly, asked, compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.golden import (
    GoldenOutcome,
    GoldenQuestion,
    Verdict,
    ask_golden,
    ask_one,
    changes_of,
    check_golden,
    count_verdicts,
    read_golden,
)
from knowledge.loading import BUILT_IN_BASE
from knowledge.problems import InvalidBaseError
from knowledge.schema import LOCALES
from tests.bot import delivered
from tests.knowledge.small_bases import match_small


def read(folder: Path, text: str) -> tuple[GoldenQuestion, ...]:
    """The questions of a file."""
    (folder / "golden.yaml").write_text(text, encoding="utf-8")
    return read_golden(folder)


def test_expected_may_be_a_fact_several_or_none(tmp_path: Path) -> None:
    one, several, none = read(
        tmp_path,
        "- {question: a, expected: b/c}\n"
        "- {question: d, expected: [b/c, e/f], locale: ja}\n"
        "- {question: g, expected: none}\n",
    )
    assert (one.expected, one.locale) == (("b/c",), "en")
    assert (several.expected, several.locale) == (("b/c", "e/f"), "ja")
    assert none.expected == ()


def test_a_base_need_not_have_any(tmp_path: Path) -> None:
    assert read_golden(tmp_path) == ()


@pytest.mark.parametrize(
    "text",
    [
        "question: a\n",
        "- {question: a}\n",
        "- {expected: b/c}\n",
        "- {question: a, expected: b}\n",
        "- {question: a, expected: b/c, locale: xx}\n",
        "- {question: a, expected: b/c, more: d}\n",
        "- {question: '', expected: none}\n",
        "- &a {question: a, expected: none}\n",
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidBaseError) as refused:
        read(tmp_path, text)
    assert {(each.file, each.line) for each in refused.value.problems} == {("golden.yaml", 1)}


def test_what_is_expected_must_be_there(tmp_path: Path) -> None:
    matcher = match_small(tmp_path)
    golden = read(
        tmp_path, "- {question: a, expected: none}\n- {question: b, expected: river-pact/sined}\n"
    )
    (problem,) = check_golden(golden, matcher, tmp_path)
    assert problem.line == 2
    assert problem.remedy == "did you mean 'river-pact/signed'?"


def test_what_comes_of_them(tmp_path: Path) -> None:
    matcher = match_small(tmp_path)
    golden = read(
        tmp_path,
        "- {question: when was the River Pact signed, expected: river-pact/signed}\n"
        "- {question: when was the River Pact signed, expected: river-pact/overview}\n"
        "- {question: when was the River Pact signed, expected: none}\n"
        "- {question: how much does the pact cost, expected: none}\n"
        "- {question: what about bitcoin, expected: river-pact/signed}\n",
    )
    outcomes = ask_golden(golden, matcher)
    assert [each.verdict for each in outcomes] == [
        Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG, Verdict.RIGHT, Verdict.SILENT,
    ]  # fmt: skip
    assert outcomes[0].answered == "river-pact/signed"
    assert outcomes[3].answered == ""
    assert count_verdicts(outcomes) == {Verdict.RIGHT: 2, Verdict.WRONG: 2, Verdict.SILENT: 1}


@pytest.mark.parametrize(
    ("expected", "verdict", "answered"),
    [
        ("river-pact/signed", Verdict.RIGHT, "river-pact/signed"),
        ("river-pact/overview", Verdict.RIGHT, "river-pact/overview"),
        ("river-pact/place", Verdict.WRONG, "river-pact/signed"),
        ("none", Verdict.WRONG, "river-pact/signed"),
    ],
)
def test_of_two_facts_told_together_either_may_be_expected(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected: str,
    verdict: Verdict,
    answered: str,
) -> None:
    matcher = match_small(tmp_path)
    match = matcher.match("when was the River Pact signed")
    pair = replace(match.decision, companion=matcher.fact("river-pact", "overview"))
    monkeypatch.setattr(matcher, "match", lambda *_: replace(match, decision=pair))
    question = GoldenQuestion.model_validate({"question": "a", "expected": expected})
    outcome = ask_one(question, matcher)
    assert (outcome.verdict, outcome.answered) == (verdict, answered)


def test_changes_are_those_of_the_verdict() -> None:
    question = GoldenQuestion(question="a", expected="b/c")
    right = GoldenOutcome(question, Verdict.RIGHT, "b/c")
    wrong = GoldenOutcome(question, Verdict.WRONG, "d/e")
    (change,) = changes_of([right, right, wrong], [right, wrong, wrong])
    assert (change.before, change.after) == (right, wrong)


def test_the_delivered_ones_fit_the_base_and_cover_every_language() -> None:
    golden = read_golden(BUILT_IN_BASE)
    assert check_golden(golden, delivered.matcher(), BUILT_IN_BASE) == ()
    for locale in LOCALES:
        asked = [each for each in golden if each.locale == locale]
        assert sum(1 for each in asked if each.expected) >= 10
        assert sum(1 for each in asked if not each.expected) >= 3
    assert len({(each.question, each.locale) for each in golden}) == len(golden)


def test_hardly_any_of_the_delivered_ones_is_wrong() -> None:
    outcomes = ask_golden(read_golden(BUILT_IN_BASE), delivered.matcher())
    counts = count_verdicts(outcomes)
    assert counts[Verdict.WRONG] <= 1, [each for each in outcomes if each.verdict is Verdict.WRONG]
    assert counts[Verdict.RIGHT] >= 0.9 * len(outcomes)
