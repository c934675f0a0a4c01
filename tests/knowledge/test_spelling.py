"""Misspelt words are repaired against the base; words that are right are left alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfreq import get_frequency_dict

from knowledge.spelling import Speller, background, join_neighbours, sound_of

WORDS = Counter(
    {
        "kanagawa": 40,
        "memorandum": 25,
        "governor": 20,
        "signed": 15,
        "festival": 12,
        "kuroiwa": 9,
        "investors": 8,
        "chairman": 7,
        "photo": 4,
        "jetro": 4,
        "hanoi": 50,
        "mou": 6,
        "who": 30,
        "the": 90,
        "with": 60,
        "people": 11,
        "committee": 10,
        "bangkok": 10,
        "2024": 3,
        "cut": 1,
    }
)


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS)


def meant(speller: Speller, word: str) -> str | None:
    repair = speller.repair(word)
    return " ".join(repair.words) if repair else None


# --- Repair


@pytest.mark.parametrize(
    ("typed", "meant_word"),
    [
        ("kanagwa", "kanagawa"),
        ("kanagawwa", "kanagawa"),
        ("kangaawa", "kanagawa"),
        ("kanegawa", "kanagawa"),
        ("memorandom", "memorandum"),
        ("memorendum", "memorandum"),
        ("govenor", "governor"),
        ("gouvernour", "governor"),
        ("commitee", "committee"),
        ("comittee", "committee"),
        ("bankgok", "bangkok"),
        ("banghok", "bangkok"),
        ("hanio", "hanoi"),
        ("jertro", "jetro"),
        ("festivall", "festival"),
        ("chiarman", "chairman"),
    ],
)
def test_typo_is_repaired(speller: Speller, typed: str, meant_word: str) -> None:
    assert meant(speller, typed) == meant_word


@pytest.mark.parametrize(
    ("typed", "meant_word"),
    [
        ("hwo", "who"),
        ("muo", "mou"),
        ("moo", None),
        ("teh", "the"),
    ],
)
def test_short_word_is_repaired_only_where_letters_are_swapped(
    speller: Speller, typed: str, meant_word: str | None
) -> None:
    assert meant(speller, typed) == meant_word


@pytest.mark.parametrize(
    ("typed", "meant_word"), [("foto", "photo"), ("kuroiva", "kuroiwa"), ("getro", "jetro")]
)
def test_word_is_repaired_by_its_sound(speller: Speller, typed: str, meant_word: str) -> None:
    assert meant(speller, typed) == meant_word


@pytest.mark.parametrize(
    "word",
    # ordinary words of English that lie one edit beside one of the base
    ["phone", "photos", "single", "fashion", "hand", "tho", "then", "whom", "out", "cat"],
)
def test_genuine_words_are_not_repaired_with_certainty(speller: Speller, word: str) -> None:
    assert speller.is_language(word)
    repair = speller.repair(word)
    assert repair is None or repair.certainty < 0.5


@pytest.mark.parametrize("word", ["kanagawa", "mou", "the", "2024"])
def test_word_of_the_base_is_left_alone(speller: Speller, word: str) -> None:
    assert speller.knows(word)
    assert speller.repair(word) is None


@pytest.mark.parametrize(
    "word", ["zzzzzz", "xqwvbnm", "2025", "12.5", "month10", "don't", "神奈", ""]
)
def test_what_is_near_nothing_is_left_alone(speller: Speller, word: str) -> None:
    assert speller.repair(word) is None


def test_certainty_falls_with_the_distance(speller: Speller) -> None:
    near, far = speller.repair("memorandom"), speller.repair("memoradnom")
    assert near
    assert far
    assert near.words == far.words == ("memorandum",)
    assert 0 < far.certainty < near.certainty < 1


def test_all_words_that_are_equally_near_are_considered() -> None:
    speller = Speller({"kanagawa": 5, "kanazawa": 3, "hanoi": 9})
    repair = speller.repair("kanawawa")
    assert repair
    assert repair.words == ("kanagawa",)  # the more frequent one first
    assert repair.others == ("kanazawa",)


def test_wrong_first_letter_counts_more_than_another_wrong_letter() -> None:
    repair = Speller({"bangor": 9, "tangor": 1}).repair("tanger")
    assert repair
    assert repair.words == ("tangor",)
    assert repair.others == ()


# --- Missing and superfluous spaces


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kanagawamou", "kanagawa mou"),
        ("withkanagawa", "with kanagawa"),
        ("hanoipeople", "hanoi people"),
        ("governorkuroiwa", "governor kuroiwa"),
        ("hanoimou", "hanoi mou"),
    ],
)
def test_words_without_a_space_are_split(speller: Speller, typed: str, words: str) -> None:
    assert meant(speller, typed) == words


@pytest.mark.parametrize("typed", ["kanagawaxq", "xqkanagawa", "hahaha"])
def test_word_is_not_split_where_a_part_means_nothing(speller: Speller, typed: str) -> None:
    repair = speller.repair(typed)
    assert repair is None or len(repair.words) == 1


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["kana", "gawa"], {0: "kanagawa"}),
        (["the", "memo", "randum"], {1: "memorandum"}),
        (["kana", "gawa", "memo", "randum"], {0: "kanagawa", 2: "memorandum"}),
        (["the", "people"], {}),
        (["kanagawa", "mou"], {}),
        (["ban", "gkok", "kok"], {0: "bangkok"}),
        (["kana"], {}),
        ([], {}),
    ],
)
def test_word_with_a_space_in_it_is_joined(words: list[str], joined: dict[int, str]) -> None:
    assert join_neighbours(words, WORDS) == joined


def test_two_words_that_the_base_has_are_not_joined() -> None:
    assert join_neighbours(["with", "out"], {"with": 3, "out": 2, "without": 1}) == {}


@given(st.lists(st.sampled_from(["a", "b", "ab", "ba", "aba"]), max_size=8))
def test_joined_words_never_overlap(words: list[str]) -> None:
    joined = join_neighbours(words, {"ab": 1, "ba": 1, "abab": 1, "aab": 1})
    assert all(position + 1 not in joined for position in joined)
    assert all(words[at] + words[at + 1] == whole for at, whole in joined.items())


# --- Sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("foto", "photo"),
        ("kuroiwa", "kuroiva"),
        ("tran", "thran"),
        ("koike", "coike"),
        ("yuriko", "juriko"),
        ("bangkok", "bangcock"),
        ("hannoi", "hanoi"),
        ("zushi", "susi"),
    ],
)
def test_words_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(("one", "other"), [("hanoi", "tokyo"), ("koike", "koide"), ("pan", "ban")])
def test_words_that_sound_different_do_not(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


# --- Background and determinism


def test_language_is_known_by_its_frequent_words() -> None:
    assert background("en")["the"] > background("en")["memorandum"] > 0
    assert not background("th")


@given(st.text(st.characters(categories=("Ll", "Lo", "Nd", "Mn")), max_size=30))
@settings(deadline=None)
def test_any_word_is_repaired_to_words_of_the_base_or_not_at_all(word: str) -> None:
    speller = Speller(WORDS)
    repair = speller.repair(word)
    if repair is not None:
        assert word not in WORDS
        assert 0 < repair.certainty <= 1
        assert all(part in WORDS or part in background("en") for part in repair.words)
        assert all(other in WORDS for other in repair.others)
        assert not set(repair.words) & set(repair.others)
    assert Speller(dict(reversed(WORDS.items()))).repair(word) == repair


@given(
    st.sampled_from([word for word in WORDS if len(word) > 6]),
    st.integers(1, 5),
    st.sampled_from(["drop", "double", "swap"]),
)
def test_one_slip_inside_a_long_word_is_always_repaired(word: str, at: int, slip: str) -> None:
    match slip:
        case "drop":
            typed = word[:at] + word[at + 1 :]
        case "double":
            typed = word[:at] + word[at] + word[at:]
        case _:
            typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    repair = Speller(WORDS).repair(typed)
    if typed not in WORDS:
        assert repair is not None
        assert word in (*repair.words, *repair.others)


def test_frequencies_are_kept_once() -> None:
    background.cache_clear()
    assert background("vi")["hoc"] > background("vi")["xoai"] > 0
    assert get_frequency_dict.cache_info().currsize == 0
    assert background("vi") is background("vi")
