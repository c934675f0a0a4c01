"""Every way to write the same text comes to one form, and stays there."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.normalising import fold, normalise

ODD = st.text(
    st.sampled_from(
        "aAiIıİſßŉÅạéñøđĐΐςσ１２٣๓४①½²Ⅷㄱ가がガｶﾞヴーﾞ゛㍿㌔ﷺ\u0301\u0323\u0345\u0e4d\u0e32\u0e33\u0e49"
    )
    | st.sampled_from("0123456789 .,'’-–—\u2212\u00a0\u3000\u200b\u00ad\t\n"),
    max_size=12,
)
NO_SPACES = st.text(st.characters(exclude_categories=("Zs", "Cc", "Cs", "Zl", "Zp")), max_size=20)


# --- One form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hanoi", "HANOI"),
        ("Hanoi", "Ｈａｎｏｉ"),
        ("Hà Nội", "Hà Nội"),
        ("Straße", "STRASSE"),
        ("ﬁrm", "firm"),
        ("カナガワ", "ｶﾅｶﾞﾜ"),
        ("㍿", "株式会社"),
        ("２０２４年", "2024年"),
        ("J-BRIDGE", "J–BRIDGE"),
        ("J-BRIDGE", "J‑BRIDGE"),
        ("J-BRIDGE", "J−BRIDGE"),
        ("J-BRIDGE", "J－BRIDGE"),
        ("People's", "People’s"),
        ("People's", "People`s"),
        ("People's", "PeopleʼS"),
        ('"pact"', "“pact”"),
        ('"pact"', "«pact»"),
        ("two words", "  two \t\n words  "),
        ("two words", "two\u00a0words"),
        ("two words", "two\u3000words"),
        ("Kanagawa", "Kana\u200bgawa"),
        ("Kanagawa", "Kana\u00adgawa"),
        ("Kanagawa", "\ufeffKanagawa\u202e"),
        ("๑๗", "17"),
        ("١٧", "17"),
        ("१७", "17"),
        ("𝟏𝟕", "17"),
        ("①", "1"),
        ("น้ำ", "น้\u0e4d\u0e32"),
        ("ทำ", "ท\u0e4d\u0e32"),
        ("35000", "35,000"),
        ("35000", "35.000"),
        ("35000", "35 000"),
        ("35000", "35\u00a0000"),
        ("35000", "３５，０００"),
        ("1234567", "1,234,567"),
        ("1234567", "1.234.567"),
    ],
)
def test_two_ways_to_write_the_same_are_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1.5", "1.5"),
        ("12.50", "12.50"),
        ("2024-10-17", "2024-10-17"),
        ("17.10.2024", "17.10.2024"),
        ("1,2,3", "1,2,3"),
        ("2,0244", "2,0244"),
        ("0.12,345", "0.12,345"),
        ("コーヒー", "コーヒー"),
        ("ngày", "ngày"),
        ("ngây", "ngây"),
        ("กา", "กา"),
        ("ก่า", "ก่า"),
    ],
)
def test_what_differs_in_meaning_stays(text: str, kept: str) -> None:
    assert normalise(text) == kept


@given(st.integers(0, 10**12), st.sampled_from([",", ".", " ", "\u00a0"]))
def test_thousands_separators_do_not_count(number: int, separator: str) -> None:
    assert normalise(f"x {number:,} y".replace(",", separator)) == f"x {number} y"


@given(st.integers(0, 10**9), st.sampled_from("０٠۰०০๐໐᠐"))
def test_digits_of_every_script_are_digits(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert normalise(written) == str(number)


@given(st.text(max_size=40))
@settings(deadline=None)
def test_composed_and_decomposed_text_come_to_the_same_fold(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert normalise(composed) == normalise(decomposed)
    assert fold(composed) == fold(decomposed)


@given(st.text(max_size=40))
def test_normal_form_has_single_spaces_and_none_around(text: str) -> None:
    assert normalise(text) == " ".join(normalise(text).split())


@given(NO_SPACES | st.from_regex(r"[a-zạéß０-９ー'-]{0,20}", fullmatch=True))
@example("ŉ")
@example("ῼ")
@example("\u1fd7\u0345")
@settings(deadline=None)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize("text", ["1  000", "35\n000", "2\t 345"])
def test_normalising_again_changes_nothing_where_spaces_are_many(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


# --- Fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Trần Sỹ Thanh", "tran sy thanh"),
        ("ĐÀ NẴNG", "da nang"),
        ("Tōkyō", "tokyo"),
        ("Äpfel", "apfel"),
        ("façade", "facade"),
        ("カナガワ", "かながわ"),
        ("ヴェトナム", "ゔぇとなむ"),
        ("コーヒー", "こーひー"),
        ("神奈川", "神奈川"),
        ("กรุงเทพ", "กรุงเทพ"),
        ("Ελλάδα", "ελλάδα"),
        ("Москва й", "москва й"),
    ],
)
def test_fold_drops_what_people_leave_out_and_nothing_else(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(
    st.text(
        st.characters(exclude_categories=("Zs", "Zl", "Zp", "Cc", "Cs", "Mn", "Mc", "Me")),
        max_size=20,
    )
)
@settings(deadline=None)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert normalise(once) == once


@pytest.mark.parametrize("text", ["ạ\u0300", "x\u0323", "ǎ\u0301", "n\u0308"])
def test_marks_are_dropped_where_a_letter_has_several_or_rare_ones(text: str) -> None:
    assert fold(text) == text[0].translate({ord("ạ"): "a", ord("ǎ"): "a"})


@given(ODD)
@settings(deadline=None, max_examples=300)
def test_odd_letters_and_marks_never_raise(text: str) -> None:
    assert isinstance(fold(text), str)
    assert fold(text) == fold(text)


def test_thai_sara_am_typed_in_parts_with_the_tone_in_between_is_the_same() -> None:
    assert normalise("น\u0e4d\u0e49\u0e32") == normalise("น้ำ")
