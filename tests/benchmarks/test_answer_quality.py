"""The benchmark of the answers runs, and its figures are what they say they are."""

from __future__ import annotations

import json
import math
import random
import unicodedata
from pathlib import Path

import pytest

from knowledge.evaluating import Outcome
from knowledge.loading import load_base
from tests.benchmarks import answer_quality
from tests.benchmarks.answer_quality import Source, accuracy, auroc, coverage, wrong_share
from tests.benchmarks.methods import METHODS, Told, fold_plainly
from tests.benchmarks.question_sets import (
    InvalidSetError,
    find_sets,
    locales_of,
    read_own,
    read_set,
)
from tests.benchmarks.typos import mistype
from tests.knowledge.small_bases import write_base

TRAIN = (
    ("how do i reset my password", "password", "en"),
    ("i forgot my password", "password", "en"),
    ("where is my parcel", "parcel", "en"),
    ("track the parcel i ordered", "parcel", "en"),
    ("how do i pay by card", "payment", "en"),
    ("which ways to pay are there", "payment", "en"),
)
TEST = (
    ("password forgotten, how do i reset it", "password", "en"),
    ("my parcel is late, where is it", "parcel", "en"),
    ("what is the capital of peru", "oos", "en"),
)
QUESTIONS = """\
- id: right
  query: When was the River Pact signed?
  kind: answerable
  says: [["4 June 2021"]]
- id: cost
  query: How much does the pact cost?
  kind: near
- id: off
  query: What will the weather be tomorrow?
  kind: off_topic
- id: follow-up
  query: and where?
  kind: answerable
  context: [When was the River Pact signed?]
  says: [["Springtown"]]
"""


def write_set(
    folder: Path,
    train: tuple[tuple[str, str, str], ...] = TRAIN,
    test: tuple[tuple[str, str, str], ...] = TEST,
) -> Path:
    """Write a set into a folder."""
    folder.mkdir()
    for name, lines in (("train", train), ("test", test)):
        texts = (
            json.dumps({"text": text, "label": label, "lang": lang}) for text, label, lang in lines
        )
        (folder / f"{name}.jsonl").write_text("".join(f"{text}\n" for text in texts))
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A public set of three classes."""
    return write_set(tmp_path / "tiny")


@pytest.fixture
def own(tmp_path: Path) -> Source:
    """Questions about the small base."""
    file = tmp_path / "questions.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return Source("en", write_base(tmp_path / "base"), (file,))


# --- Metrics ---


def right(score: float | None) -> Told:
    """An answerable question, what comes first is right."""
    return Told(in_scope=True, right=True, score=score)


def wrong(score: float | None) -> Told:
    """An answerable question, what comes first is wrong."""
    return Told(in_scope=True, right=False, score=score)


def outside(score: float | None) -> Told:
    """A question that nothing answers."""
    return Told(in_scope=False, right=False, score=score)


def test_accuracy_is_of_answerable_questions_whatever_the_score() -> None:
    told = [right(0.9), right(None), wrong(0.8), right(0.1), outside(0.99), outside(None)]
    assert accuracy(told) == 3 / 4


def test_wrong_with_no_threshold_is_of_all_questions_that_are_not_declined() -> None:
    told = [right(0.9), right(None), wrong(0.8), wrong(None), outside(0.1), outside(None)]
    assert wrong_share(told) == 2 / 6


@pytest.mark.parametrize(("accepted", "expected"), [(0.0, 0.5), (0.1, 0.75), (0.25, 1.0)])
def test_coverage_is_what_is_right_at_the_threshold_for_so_many_wrong(
    accepted: float, expected: float
) -> None:
    told = [
        *(right(0.9), right(0.8), wrong(0.7), right(0.6), outside(0.5), right(0.4)),
        *(outside(0.3), outside(None), outside(0.2), outside(0.1)),
    ]
    told[2] = outside(0.7)
    assert coverage(told, accepted) == expected


def test_coverage_at_one_percent_needs_a_hundred_questions_for_one_wrong() -> None:
    few = [wrong(0.9), *[right(0.5)] * 98]
    assert coverage(few) == 0
    assert coverage([*few, right(0.5)]) == 99 / 100


def test_questions_with_one_score_are_answered_together() -> None:
    assert coverage([right(0.9), right(0.5), wrong(0.5)], 0.0) == 1 / 3
    assert coverage([right(None), wrong(None)], 0.0) == 0


def test_auroc_is_the_chance_that_an_answerable_question_has_the_higher_score() -> None:
    assert auroc([right(0.9), wrong(0.8), outside(0.1)]) == 1
    assert auroc([right(0.1), outside(0.9)]) == 0
    assert auroc([right(0.9), right(0.3), outside(0.5), outside(0.1)]) == 0.75
    assert auroc([right(0.5), outside(0.5)]) == 0.5


def test_what_is_declined_comes_last() -> None:
    assert auroc([right(-7.0), outside(None)]) == 1
    assert auroc([right(None), outside(-7.0)]) == 0
    assert auroc([right(None), outside(None)]) == 0.5


def test_of_questions_of_one_kind_some_figures_are_none() -> None:
    assert math.isnan(auroc([right(0.9)]))
    assert math.isnan(accuracy([outside(0.9)]))
    assert math.isnan(coverage([outside(0.9)]))


# --- Sets ---


def test_a_set_is_read(tiny: Path) -> None:
    (found,) = read_set(tiny)
    assert (found.name, found.locale) == ("tiny", "en")
    assert found.phrasings[0] == ("password", "how do i reset my password")
    assert [(each.in_scope, set(each.right)) for each in found.questions] == [
        (True, {"password"}),
        (True, {"parcel"}),
        (False, set()),
    ]


def test_a_set_in_two_languages_is_two(tmp_path: Path) -> None:
    thai = ("รหัสผ่าน", "password", "th")
    folder = write_set(tmp_path / "both", (*TRAIN, thai), (*TEST, thai))
    assert [(each.locale, len(each.questions)) for each in read_set(folder)] == [
        ("en", 3),
        ("th", 1),
    ]


def test_sets_are_found_in_a_folder_or_are_the_folder(tiny: Path) -> None:
    assert find_sets(tiny) == [tiny]
    assert find_sets(tiny.parent) == [tiny]


@pytest.mark.parametrize("name", ["empty", "nowhere"])
def test_a_folder_without_a_set_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidSetError, match=f"{name}: holds no set"):
        find_sets(tmp_path / name)


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("train", "not json", "train.jsonl:7: is not JSON"),
        ("train", "[]", "train.jsonl:7: line: "),
        ("train", '{"text": "a", "lang": "en"}', "train.jsonl:7: label: Field required"),
        ("train", '{"text": "", "label": "a", "lang": "en"}', "train.jsonl:7: text: "),
        ("train", '{"text": "a", "label": 1, "lang": "en"}', "train.jsonl:7: label: "),
        ("train", '{"text": "a", "label": "b", "lang": "tlh"}', "train.jsonl:7: lang: "),
        ("train", '{"text": "a", "label": "oos", "lang": "en"}', "train.jsonl: 'oos' is a label"),
        ("test", '{"text": "a", "label": "b", "lang": "en"}', "test.jsonl:4: the label 'b'"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tiny: Path, file: str, line: str, told: str) -> None:
    with (tiny / f"{file}.jsonl").open("a") as lines:
        lines.write(f"{line}\n")
    with pytest.raises(InvalidSetError) as refused:
        read_set(tiny)
    assert told in str(refused.value)


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be read"), ("", "holds no line")])
def test_a_set_without_questions_is_told(tiny: Path, content: str | None, told: str) -> None:
    (tiny / "test.jsonl").unlink()
    if content is not None:
        (tiny / "test.jsonl").write_text(content)
    with pytest.raises(InvalidSetError, match=rf"test\.jsonl: {told}"):
        read_set(tiny)


def test_of_many_mistakes_the_first_are_told(tiny: Path) -> None:
    (tiny / "test.jsonl").write_text("?\n" * 50)
    with pytest.raises(InvalidSetError) as refused:
        read_set(tiny)
    lines = str(refused.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "... and 30 more"


def test_our_own_questions_know_what_answers_them(own: Source) -> None:
    found = read_own(load_base(own.base), own.files, "en")
    assert [each.text for each in found.questions] == [
        "When was the River Pact signed?",
        "How much does the pact cost?",
        "What will the weather be tomorrow?",
    ]
    assert "river-pact/signed" in found.questions[0].right
    assert not found.questions[1].right
    assert "river-pact/cost" in found.declining
    assert ("river-pact/signed", "date of the treaty on clean water") in found.phrasings
    assert locales_of(own.files) == ["en"]


# --- Typos ---


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("when was the memorandum signed in 2024", "LATIN"),
        ("bản ghi nhớ được ký khi nào", "LATIN"),
        ("ข้อตกลงลงนามเมื่อไหร่", "THAI"),
        ("おぼえがきはいつちょういんされましたか", "HIRAGANA"),
    ],
)
def test_typos_stay_in_the_script_and_differ_by_seed(text: str, script: str) -> None:
    typed = [mistype(text, random.Random(seed)) for seed in range(30)]
    assert typed == [mistype(text, random.Random(seed)) for seed in range(30)]
    assert len(set(typed)) > 15
    for each in typed:
        assert each.split()[-1:] != []
        assert abs(len(each) - len(text)) <= 4
        assert [c for c in each if c.isdecimal()] == [c for c in text if c.isdecimal()]
        letters = [c for c in each if unicodedata.category(c)[0] in "LM"]
        assert {unicodedata.name(c).split()[0] for c in letters} == {script}


@pytest.mark.parametrize("text", ["", "2024?", "a", "MOU", "締結", "ー"])
def test_short_texts_can_be_mistyped(text: str) -> None:
    for seed in range(20):
        typed = mistype(text, random.Random(seed))
        assert bool(typed) is bool(text)


# --- Rows ---


@pytest.mark.parametrize("method", METHODS)
def test_every_method_tells_of_a_public_set(tiny: Path, method: str) -> None:
    row = answer_quality.measure(Source("en", folder=tiny), method, seed=1)
    assert row.name == "tiny, en (2 + 1)"
    assert [each.in_scope for each in row.clean] == [True, True, False]
    assert len(row.typos) == 3
    assert len(row.ask_seconds) == 6
    assert [each.right for each in row.clean] == [True, True, False]
    assert {each.outcome for each in row.clean} == {None}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_tells_of_our_own_questions(own: Source, method: str) -> None:
    row = answer_quality.measure(own, method, seed=1)
    assert row.name == "own questions, en (1 + 2)"
    first, cost, off = row.clean
    assert first.right
    assert not cost.right
    assert not off.right
    assert (first.outcome is Outcome.RIGHT) is (method == "ours")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("text", ["?!", "xyzzy", "👍"])
def test_a_question_without_known_words_can_be_asked(
    tmp_path: Path, method: str, text: str
) -> None:
    folder = write_set(tmp_path / "set", test=((text, "oos", "en"),))
    row = answer_quality.measure(Source("en", folder=folder), method, seed=1)
    assert [each.right for each in (*row.clean, *row.typos)] == [False, False]


@pytest.mark.parametrize("locale", ["ja", "th", "vi"])
@pytest.mark.parametrize("method", METHODS)
def test_every_method_reads_other_languages(tmp_path: Path, method: str, locale: str) -> None:
    words = {
        "ja": ("覚書はいつ締結されましたか", "知事は誰ですか"),
        "th": ("ลงนามเมื่อไหร่", "ใครเป็นผู้ว่าการ"),
        "vi": ("bản ghi nhớ được ký khi nào", "ai là thống đốc"),
    }[locale]
    lines = tuple((text, label, locale) for text, label in zip(words, "ab", strict=True))
    folder = write_set(tmp_path / "set", lines, lines)
    row = answer_quality.measure(Source(locale, folder=folder), method, seed=1)
    assert accuracy(row.clean) == 1


def test_rows_are_printed_for_each_set_and_method(
    tiny: Path, own: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_quality.main(
        [
            *(str(tiny), "--base", str(own.base), "--questions", str(own.files[0])),
            *("--methods", "ours", "--seed", "3"),
        ]
    )
    told, first, second = capsys.readouterr().out.split("\n\n")
    assert told.startswith("Seed 3, ")
    heads, line, *rows = ([c.strip() for c in r.split("|")] for r in first.splitlines())
    assert [(row[1], row[2]) for row in rows] == [
        ("own questions, en (1 + 2)", "ours"),
        ("tiny, en (2 + 1)", "ours"),
    ]
    assert {len(row) for row in (heads, line, *rows)} == {len(answer_quality.HEADS) + 2}
    heads, _, answerable, others = ([c.strip() for c in r.split("|")] for r in second.splitlines())
    assert heads[2:-1] == ["right", "wrong", "suggested", "declined"]
    assert answerable[1:3] == ["own questions, en (1 + 2): answerable", "100.0 / 100.0"]
    assert others[1] == "own questions, en (1 + 2): others"


def test_a_folder_without_a_set_ends_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds no set"):
        answer_quality.main([str(tmp_path), "--questions"])


def test_texts_are_folded_for_the_peers() -> None:
    assert fold_plainly("ＭＯＵ: Ký khi nào?") == "mou ký khi nào"
    assert fold_plainly("ที่ไหน?") == "ที่ไหน"
