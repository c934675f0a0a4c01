"""The delivered base, asked: languages, word-for-word phrasings, guards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.deciding import Status
from knowledge.known import Origin
from knowledge.matcher import Matcher
from knowledge.schema import LOCALES


def test_every_language_is_understood(matcher: Matcher) -> None:
    assert matcher.locales == LOCALES


@pytest.mark.parametrize(
    ("query", "locale"),
    [
        ("who signed the MOU with Kanagawa", "en"),
        ("exchange rate of yen to dong", "en"),
        ("Kanagawaの知事は誰?", "ja"),
        ("ai ký biên bản ghi nhớ", "vi"),
        ("ai ky bien ban ghi nho voi kanagawa", "vi"),
        ("J-BRIDGE có bao nhiêu business?", "vi"),
        ("ใครลงนาม MOU กับคานากาวะ", "th"),
        ("which post does Trần Sỹ Thanh have", "en"),
        ("of which prefecture is 黒岩さん the governor", "en"),
        ("when did คุโรอิวะ ยูจิ sign", "en"),
        ("黒岩祐治氏とTrần Sỹ Thanh氏は何に署名した?", "ja"),
        ("黒岩祐治 là ai", "vi"),
        ("黒岩祐治", "ja"),
        ("Trần Sỹ Thanh?", "vi"),
    ],
)
def test_reply_comes_in_the_language_of_the_question(
    matcher: Matcher, query: str, locale: str
) -> None:
    for hint in (None, *LOCALES):
        assert matcher.match(query, hint).locale == locale


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("what does 小池百合子 do", "koike-yuriko"),
        ("who is คุโรอิวะ ยูจิ", "kuroiwa-yuji"),
        ("黒岩祐治 là ai vậy", "kuroiwa-yuji"),
        ("小池百合子คือใคร", "koike-yuriko"),
        ("when did 神奈川 sign with Hanoi", "hanoi-kanagawa-mou"),
    ],
)
def test_a_name_is_understood_in_another_languages_script(
    matcher: Matcher, query: str, entry: str
) -> None:
    fact = matcher.match(query).decision.fact
    assert fact is not None
    assert fact.entry == entry


def test_marks_that_were_typed_tell_a_word_of_another_subject(matcher: Matcher) -> None:
    assert matcher.analyse("khóa học nhắm tới là ai", "vi").off_topic == ()
    assert matcher.analyse("toi la ai", "vi").off_topic == ("tôi là ai",)
    for text in ("お菓子の店", "オ菓子の店"):
        assert matcher.analyse(text, "ja").off_topic == ("お菓子",)


@pytest.mark.parametrize("hint", LOCALES)
def test_a_question_that_shows_no_language_takes_the_chats(matcher: Matcher, hint: str) -> None:
    assert matcher.match("MOU Kanagawa 2024", hint).locale == hint


def verbatim(matcher: Matcher) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Some phrasings that one fact alone has, with their locale and fact."""
    for locale in LOCALES:
        owners: dict[str, set[tuple[str, str]]] = {}
        for fact in matcher.facts:
            if fact.origin is Origin.WRITTEN:
                for phrasing in fact.phrasings.get(locale, ())[::7]:
                    owners.setdefault(phrasing, set()).add(fact.key)
        own = [(text, keys) for text, keys in owners.items() if len(keys) == 1]
        for text, keys in own[:: max(1, len(own) // 40)]:
            yield locale, text, next(iter(keys))


def test_a_phrasing_word_for_word_goes_to_its_fact(matcher: Matcher) -> None:
    missed = []
    for locale, text, key in verbatim(matcher):
        decision = matcher.match(text, locale).decision
        if decision.fact is None or decision.fact.key != key:
            missed.append((locale, text, key))
    assert len(missed) <= 4, missed  # guards may decline one that names another place or year


def test_a_list_that_is_asked_for_is_answered(matcher: Matcher) -> None:
    decision = matcher.match("List all agreements!").decision
    assert decision.status is Status.ANSWER
    assert decision.fact is not None
    assert decision.fact.origin is Origin.LIST


@pytest.mark.parametrize(
    "query",
    [
        "tell me a joke about the Kanagawa MOU",
        "今日の天気は？",
        "tỷ giá yên hôm nay",
        "วันนี้อากาศเป็นยังไง",
        "when was the MOU with Osaka signed",
        "大阪との覚書はいつ？",
        "biên bản ghi nhớ với Osaka ký khi nào",
        "MOU กับโอซากาลงนามเมื่อไร",
    ],
)
def test_other_subjects_and_other_places_are_never_answered(matcher: Matcher, query: str) -> None:
    assert matcher.match(query).decision.status is not Status.ANSWER


def test_a_follow_up_in_the_words_of_a_phrasing_still_follows_up(matcher: Matcher) -> None:
    """The phrasing is of the meeting with another host."""
    words = "was it their first meeting"
    alone = matcher.match(words).decision.fact
    followed = matcher.match(words, context=["who received the delegation at JETRO"]).decision.fact
    assert alone is not None
    assert alone.entry == "kuroiwa-yuji"
    assert followed is None or followed.entry != alone.entry
