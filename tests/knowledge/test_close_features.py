"""The looks of texts, that tell apart what the reading of their meaning makes equal."""

from __future__ import annotations

import pytest

from knowledge.analysis import Analysis
from knowledge.close_features import close_features, shares_of
from knowledge.feature_rows import Features
from knowledge.ranking import features_of
from knowledge.schema import LOCALES
from knowledge.tokens import tokenise


def bare(text: str, locale: str) -> Analysis:
    """A text of which nothing is known but its letters."""
    tokens = tuple(tokenise(text, locale))
    return Analysis(text, tokens, (), (), frozenset(), None, (), (), frozenset(), ())


def looks(text: str, locale: str) -> tuple[Features, ...]:
    return close_features(locale, bare(text, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_group_has_a_share(locale: str) -> None:
    assert len(looks("text", locale)) == len(shares_of(locale)) - 1


def test_words_are_kept_as_typed_with_pairs_and_pieces() -> None:
    words, pieces = looks("Signed it?", "en")
    assert set(words) == {"signed", "it", "signed it"}
    assert {" s", "ed ", " it ", "it", "gned"} <= set(pieces)
    assert "d i" not in pieces


@pytest.mark.parametrize(
    ("locale", "one", "other"),
    [("vi", "bán", "bạn"), ("th", "เสือ", "เสื้อ"), ("ja", "いつまで", "いつから")],
)
def test_what_folding_makes_equal_looks_different(locale: str, one: str, other: str) -> None:
    assert looks(one, locale) != looks(other, locale)
    if locale != "ja":
        assert features_of(bare(one, locale)) == features_of(bare(other, locale))


def test_punctuation_and_width_do_not_show() -> None:
    assert looks("ＭＯＵ「いつ」？", "ja") == looks("mouいつ", "ja")


def test_what_comes_again_counts_less_than_twice() -> None:
    (letters,) = looks("ああ", "ja")
    assert 1.0 < letters["あ"] < 2.0


def test_several_texts_are_one_row_and_no_pair_spans_two() -> None:
    words, _ = close_features("en", bare("red", "en"), bare("fox", "en"))
    assert set(words) == {"red", "fox"}
