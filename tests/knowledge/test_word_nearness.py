"""Words of a question are as near to a fact as to the nearest word of it."""

from __future__ import annotations

import pytest

from knowledge.analysing import Analyser
from knowledge.lexicon import Lexicon
from knowledge.release import Release
from knowledge.tokens import tokenise
from knowledge.word_nearness import Nearness, WordNearness
from knowledge.word_vectors import WordVectors, word_vectors

FACTS = (
    (("who built the bridge", "bridge builder"), "The county paid for a wooden bridge."),
    (("date of the festival",), "It is in July."),
    ((), ""),
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    release = Release((), (), {"en": Lexicon(locale="en")}, {}, content_hash="0" * 64)
    texts = [tokenise(text, "en") for phrasings, answer in FACTS for text in (*phrasings, answer)]
    return Analyser(release, texts, "en")


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    found = word_vectors("en")
    assert found is not None
    return found


def ask(analyser: Analyser, vectors: WordVectors, text: str) -> list[Nearness]:
    nearness = WordNearness(vectors)
    for phrasings, answer in FACTS:
        words = [vectors.words_of(analyser.analyse(each)) for each in (*phrasings, answer)]
        nearness.add(words[:-1], words[-1])
    return nearness.ask(analyser.analyse(text), range(len(FACTS)))


def test_word_is_as_near_as_the_nearest_word_of_the_fact(
    analyser: Analyser, vectors: WordVectors
) -> None:
    found = ask(analyser, vectors, "tunnel")
    words = ("tunnel", "who", "built", "bridge", "builder")
    rows = vectors.of_words([[word] for word in words])
    assert found[0].to_phrasings == pytest.approx([float((rows[1:] @ rows[0]).max())], abs=1e-2)
    assert found[0].to_phrasings[0] > found[1].to_phrasings[0] + 0.1


def test_words_of_the_answer_count_apart(analyser: Analyser, vectors: WordVectors) -> None:
    found = ask(analyser, vectors, "wood")
    assert found[0].to_all[0] > found[0].to_phrasings[0] + 0.1


def test_same_word_is_nearest_of_all(analyser: Analyser, vectors: WordVectors) -> None:
    found = ask(analyser, vectors, "bridge")
    assert found[0].to_phrasings == pytest.approx([1.0], abs=1e-2)


def test_there_is_a_number_in_range_for_each_unit(analyser: Analyser, vectors: WordVectors) -> None:
    question = analyser.analyse("was the Xqzvbt bridge of 1999 wet")
    found = ask(analyser, vectors, "was the Xqzvbt bridge of 1999 wet")
    for fact in range(len(FACTS)):
        for numbers in found[fact]:
            assert len(numbers) == len(question.units) > 1
            assert all(0 <= each <= 1 for each in numbers)


def test_nothing_is_near_to_a_fact_of_no_words(analyser: Analyser, vectors: WordVectors) -> None:
    assert ask(analyser, vectors, "bridge")[2].to_all == [0.0]
    assert ask(analyser, vectors, "")[0].to_all == []


def test_facts_can_be_added_after_a_question(analyser: Analyser, vectors: WordVectors) -> None:
    nearness = WordNearness(vectors)
    nearness.add([["the", "festival"]], [])
    bridge = analyser.analyse("bridge")
    before = nearness.ask(bridge, [0])
    nearness.add([["bridge"]], [])
    after = nearness.ask(bridge, [1, 0])
    assert after[1].to_all == pytest.approx(before[0].to_all)
    assert after[0].to_all == pytest.approx([1.0])
