"""English words near in meaning have near vectors; what no vector knows adds nothing."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from knowledge.analysing import Analyser
from knowledge.feature_rows import Floats
from knowledge.lexicon import Lexicon
from knowledge.release import Release
from knowledge.schema import LOCALES
from knowledge.spelling import background
from knowledge.tokens import tokenise
from knowledge.word_vectors import FOLDER, WordVectors, word_vectors


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    found = word_vectors("en")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    release = Release((), (), {"en": Lexicon(locale="en")}, {}, content_hash="0" * 64)
    return Analyser(release, [tokenise("when was the festival in Yokohama", "en")], "en")


def nearness(vectors: WordVectors, analyser: Analyser, one: str, other: str) -> float:
    rows = rows_of(vectors, analyser, one, other)
    return float(rows[0] @ rows[1])


def rows_of(vectors: WordVectors, analyser: Analyser, *texts: str) -> Floats:
    return vectors.of_words([vectors.words_of(analyser.analyse(each)) for each in texts])


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("venue", "theatre", "tax"),
        ("company", "firm", "river"),
        ("boss", "leader", "bridge"),
        ("storm", "typhoon", "signature"),
        ("money", "budget", "anime"),
        ("students", "university", "treaty"),
        ("how much did it cost", "what was the price", "who signed the treaty"),
    ],
)
def test_what_is_near_in_meaning_is_near(
    vectors: WordVectors, analyser: Analyser, word: str, near: str, far: str
) -> None:
    assert nearness(vectors, analyser, word, near) > nearness(vectors, analyser, word, far) + 0.1


def test_text_has_length_one_whatever_its_order(vectors: WordVectors, analyser: Analyser) -> None:
    texts = ("who signed the agreement in Yokohama", "Yokohama in agreement the signed who")
    one, other = rows_of(vectors, analyser, *texts)
    assert np.linalg.norm(one) == pytest.approx(1.0)
    assert other == pytest.approx(one, abs=1e-6)


def test_rare_word_counts_more_than_a_frequent_one(
    vectors: WordVectors, analyser: Analyser
) -> None:
    assert nearness(vectors, analyser, "of the festival", "festival") > 0.9
    assert nearness(vectors, analyser, "of the festival", "of the") < 0.5


@pytest.mark.parametrize("text", ["", "?", "Xqzvbt", "誰が署名しましたか", "12 34"])
def test_text_of_no_known_word_has_no_direction(
    vectors: WordVectors, analyser: Analyser, text: str
) -> None:
    nothing, something = rows_of(vectors, analyser, text, "festival")
    assert not nothing.any()
    assert something.any()


def test_words_count_as_their_spelling_was_repaired(
    vectors: WordVectors, analyser: Analyser
) -> None:
    assert analyser.analyse("festval").repairs == (("festval", "festival"),)
    assert nearness(vectors, analyser, "festval", "festival") == pytest.approx(1.0)


def test_owner_is_the_word_itself(vectors: WordVectors, analyser: Analyser) -> None:
    assert nearness(vectors, analyser, "the festival's", "the festival") == pytest.approx(1.0)


def test_no_texts_are_no_rows(vectors: WordVectors) -> None:
    assert vectors.of_words([]).shape == (0, vectors.width)


def test_table_has_each_word_once_with_a_direction(vectors: WordVectors) -> None:
    assert sorted(vectors.numbers.values()) == list(range(len(vectors.directions) - 1))
    assert vectors.directions.shape == (len(vectors.factors), vectors.width)
    assert (np.abs(vectors.directions[:-1]).max(axis=1) == 127).all()
    assert (vectors.factors[:-1] > 0).all()
    assert set(vectors.numbers) <= set(background("en"))


def test_matcher_of_another_process_uses_the_table_of_this_one(vectors: WordVectors) -> None:
    written = pickle.dumps(vectors)
    assert len(written) < 200
    assert pickle.loads(written) is vectors  # noqa: S301 - written above


def test_only_languages_with_a_table_have_vectors() -> None:
    assert [each for each in LOCALES if word_vectors(each)] == ["en"]
    assert {path.name for path in Path(FOLDER).iterdir()} == {"en.npz"}
