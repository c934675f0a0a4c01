"""Texts are cut into words, or letters where a script has no spaces; stems join inflections."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.schema import LOCALES
from knowledge.tokens import Script, stem, token_of, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("?!… -- ...", []),
        ("Who signed it?", ["who", "signed", "it"]),
        ("start-ups", ["start", "ups"]),
        ("J-BRIDGE", ["j", "bridge"]),
        ("Hanoi's", ["hanoi"]),
        ("residents’ visas", ["residents", "visas"]),
        ("don't", ["don't"]),
        ("30%", ["30"]),
        ("12.5%", ["12.5"]),
        ("a,b;c", ["a", "b", "c"]),
        ("covid19", ["covid19"]),
        ("17/10", ["17", "month10"]),
        ("17–18 October", ["17", "18", "month10"]),
        ("nine officials", ["9", "officials"]),
        ("200k people", ["200000", "people"]),
        ("35,000 people", ["35000", "people"]),
        ("the 2nd meeting", ["the", "second", "meeting"]),
        ("snake_case", ["snake", "case"]),
        ("Trần Sỹ Thanh's", ["tran", "sy", "thanh"]),
        ("ＭＯＵ", ["mou"]),
    ],
)
def test_words_of_an_english_text(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == words


@pytest.mark.parametrize("text", ["4 May 2021", "May 4, 2021", "in May 2021"])
def test_may_is_a_month_beside_a_day_or_year(text: str) -> None:
    assert "month5" in [token.text for token in tokenise(text)]


def test_may_is_no_month_elsewhere() -> None:
    assert [token.text for token in tokenise("may I ask")] == ["may", "i", "ask"]


@pytest.mark.parametrize(
    ("locale", "text", "tokens"),
    [
        ("ja", "神奈川県のMOU", ["神", "奈", "川", "県", "の", "mou"]),
        ("ja", "2024年10月17日", ["2024", "年", "month10", "17", "日"]),
        ("ja", "フェスティバルは", ["ふぇすてぃばる", "は"]),
        ("th", "กรุงเทพ", list("กรุงเทพ")),
        ("th", "MOU กับ", ["mou", *"กับ"]),
        ("vi", "Biên bản ghi nhớ", ["bien", "ban", "ghi", "nho"]),
        ("vi", "tháng 10", ["month10"]),
    ],
)
def test_tokens_of_other_languages(locale: str, text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenise(text, locale)] == tokens


def test_token_keeps_its_marks_and_knows_its_script() -> None:
    word, kanji, kana, thai = tokenise("Nội 県 の ก", "ja")
    assert (word.text, word.marked) == ("noi", "nội")
    assert [each.script for each in (word, kanji, kana, thai)] == [
        Script.WORD,
        Script.HAN,
        Script.HIRAGANA,
        Script.THAI,
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("sign", "signed", "signing", "signs"),
        ("company", "companies"),
        ("visit", "visited"),
        ("invest", "investing", "invested"),
    ],
)
def test_inflections_share_a_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["hà", "神奈川", "9", "12.5", "month10", "don't"])
def test_stem_of_what_is_no_plain_latin_word_is_itself(word: str) -> None:
    assert stem(word) == word


def test_number_is_told_from_a_word() -> None:
    assert token_of("9").is_number
    assert token_of("12.5").is_number
    assert not token_of("month10").is_number


@given(
    st.text(st.characters(exclude_categories=("No", "Cs")), max_size=60),
    st.sampled_from(LOCALES),
)
@settings(deadline=None)
def test_any_text_gives_tokens_without_space(text: str, locale: str) -> None:
    for token in tokenise(text, locale):
        assert token.text
        assert token.stem
        assert token.marked
        assert not any(char.isspace() for char in token.text)
        assert token.script is Script.WORD or len(token.text) == 1


@given(st.text(st.sampled_from("abc 'kana9.%/-éạกา神の"), max_size=30), st.sampled_from(LOCALES))
def test_case_and_width_do_not_change_the_tokens(text: str, locale: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    expected = [token.text for token in tokenise(text, locale)]
    assert [token.text for token in tokenise(wide, locale)] == expected
    assert [token.text for token in tokenise(text.upper(), locale)] == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("เรือ่งอะไร", "เรื่องอะไร"), ("ชือ", "ชื่อ"), ("เเถลง", "แถลง"), ("ที", "ที่"), ("ศิษยเก่า", "ศิษย์เก่า")],
)
def test_thai_is_read_without_tone_and_silencing_marks(typed: str, meant: str) -> None:
    texts = [[token.text for token in tokenise(text, "th")] for text in (typed, meant)]
    assert texts[0] == texts[1]
