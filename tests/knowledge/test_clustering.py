"""Clusters: what asks the same is together, what names something else is not."""

import random
import time
from functools import cache

import pytest

from knowledge.analysis import Analysis
from knowledge.clustering import Asked, Cluster, clusters_of
from tests.bot import delivered


@cache
def analyse(text: str, locale: str) -> Analysis:
    """A text as the delivered base understands it."""
    return delivered.matcher().analyse(text, locale)


def clustered(*texts: str, locale: str = "en") -> list[set[str]]:
    """The texts of each cluster."""
    asked = [Asked(f"{number:03}", locale, text) for number, text in enumerate(texts)]
    return [{each.text for each in found.questions} for found in clusters_of(asked, analyse)]


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("en", ("Is there a dress code?", "is there a dress code", "a dress code, is there one?")),
        ("en", ("How much does it cost?", "what does it cost")),
        ("en", ("when is the application deadline", "application deadline, when?")),
        ("en", ("who pays for the hotel in Hanoi", "who pays for the hotl in Hanoi")),
        ("ja", ("締め切りはいつですか", "締め切りはいつ")),
        ("vi", ("hạn chót đăng ký là khi nào", "han chot dang ky la khi nao")),
        ("th", ("มีที่จอดรถไหม", "มีที่จอดรถไหมครับ")),
    ],
)
def test_what_asks_the_same_is_one_cluster(locale: str, texts: tuple[str, ...]) -> None:
    assert clustered(*texts, locale=locale) == [set(texts)]


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("en", ("deadline Vietnam", "deadline Thailand")),
        ("en", ("the programme in 2025", "the programme in 2026")),
        ("en", ("who signed the MOU with Kanagawa", "when was the MOU with Kanagawa signed")),
        ("en", ("is there wifi at the hotel", "is there a pool at the hotel")),
        ("en", ("hello", "thank you")),
        ("ja", ("ベトナムの締め切りはいつ", "タイの締め切りはいつ")),
    ],
)
def test_what_asks_something_else_is_apart(locale: str, texts: tuple[str, ...]) -> None:
    assert sorted(clustered(*texts, locale=locale), key=sorted) == sorted(
        ({each} for each in texts), key=sorted
    )


def test_languages_are_apart() -> None:
    found = clusters_of([Asked("a", "en", "MOU?"), Asked("b", "vi", "MOU?")], analyse)
    assert [each.locale for each in found] == ["en", "vi"]


def test_the_most_frequent_comes_first_and_is_told_in_its_most_frequent_words() -> None:
    asked = [
        Asked("a", "en", "is there a dress code", 2),
        Asked("b", "en", "Is there a dress code?", 2),
        Asked("c", "en", "a dress code, is there one?", 3),
        Asked("d", "en", "is there wifi at the hotel", 6),
    ]
    first, second = clusters_of(asked, analyse)
    assert (first.count, first.text) == (7, "is there a dress code")
    assert first.keys == frozenset("abc")
    assert second == Cluster((asked[3],))


def test_the_order_of_the_questions_does_not_matter() -> None:
    texts = ["dress code", "the dress code", "wifi at the hotel", "hotel wifi", "deadline", "costs"]
    asked = [Asked(str(number), "en", text) for number, text in enumerate(texts)]
    expected = clusters_of(asked, analyse)
    for seed in range(5):
        shuffled = random.Random(seed).sample(asked, len(asked))
        assert clusters_of(shuffled, analyse) == expected


@pytest.mark.parametrize("text", ["", "???", "🦕", "a" * 1000, "\u202e", "12", "the of and"])
def test_odd_texts_have_a_cluster_each(text: str) -> None:
    assert len(clustered(text, "when is the application deadline")) == 2


def test_thousands_of_questions_take_seconds_at_most() -> None:
    words = ["hotel", "visa", "deadline", "fee", "insurance", "bus", "lunch", "visit", "form"]
    generator = random.Random(7)
    asked = [
        Asked(f"{number:05}", "en", " ".join(generator.choices(words, k=4)) + f" {number % 300}")
        for number in range(2000)
    ]
    started = time.process_time()
    found = clusters_of(asked, analyse)
    assert sum(each.count for each in found) == 2000
    assert time.process_time() - started < 60
