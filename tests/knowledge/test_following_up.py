"""Follow-ups: how they are told from whole questions, and what they are taken to mean."""

from __future__ import annotations

import pytest

from knowledge.deciding import Reason, Status
from knowledge.following_up import CARRIED_SHARE, Leaning, leaning_of
from knowledge.matcher import Matcher


@pytest.mark.parametrize(
    ("query", "locale"),
    [
        ("and of Tokyo?", "en"),
        ("what about Bangkok", "en"),
        ("when was it signed", "en"),
        ("じゃあ東京は？", "ja"),
        ("それはどこでしたか", "ja"),
        ("còn ở Tokyo thì sao", "vi"),
        ("con o tokyo thi sao", "vi"),
        ("hôm đó là ngày bao nhiêu", "vi"),
        ("แล้วของโตเกียวล่ะคะ", "th"),
        ("เขาคือใคร", "th"),
    ],
)
def test_what_begins_as_a_follow_up_or_points_back_clearly_leans(
    matcher: Matcher, query: str, locale: str
) -> None:
    assert leaning_of(matcher.match(query, locale).question) is Leaning.CLEARLY


@pytest.mark.parametrize(
    ("query", "locale"),
    [("where", "en"), ("the place?", "en"), ("場所は", "ja"), ("ở đâu", "vi"), ("ที่ไหน", "th")],
)
def test_what_is_short_and_names_nothing_may_lean(
    matcher: Matcher, query: str, locale: str
) -> None:
    assert leaning_of(matcher.match(query, locale).question) is Leaning.PERHAPS


@pytest.mark.parametrize(
    ("query", "locale"),
    [
        ("who signed the memorandum with Kanagawa for Hanoi", "en"),
        ("ハノイと神奈川県の覚書はどこで署名されましたか", "ja"),
        ("biên bản ghi nhớ với Kanagawa ký ở đâu", "vi"),
        ("MOU กับคานากาวะลงนามที่ไหน", "th"),
    ],
)
def test_a_whole_question_does_not_lean(matcher: Matcher, query: str, locale: str) -> None:
    assert leaning_of(matcher.match(query, locale).question) is Leaning.NOT


def test_what_a_gap_is_about_is_not_made_unclear_by_what_was_asked_before(
    matcher: Matcher,
) -> None:
    query = "Is there a dress code for the reception?"
    alone = matcher.match(query)
    assert leaning_of(alone.question) is not Leaning.NOT
    assert alone.decision.reason is Reason.NOT_STATED
    context = ["When was the MOU with Kanagawa signed?"]
    assert matcher.match(query, context=context).decision == alone.decision


def test_what_was_said_before_counts_less_than_words_of_its_own(matcher: Matcher) -> None:
    earlier = "does Hanoi lead the innovation index"
    question = matcher.match("and the ranking?", context=[earlier]).question
    assert question.is_completed
    shares = {unit.surface: unit.share for unit in question.units}
    assert shares["hanoi"] == 1.0  # a name
    assert shares["innovation"] == CARRIED_SHARE
    assert "index" not in shares  # a ranking is one
    assert shares["ranking"] == 1.0


@pytest.mark.parametrize(
    ("query", "earlier"),
    [
        ("and the place?", "when was the MOU with Kanagawa signed"),
        ("場所は", "ハノイと神奈川のMOUっていつ？"),
        ("thế ký ở đâu", "biên bản ghi nhớ với Kanagawa ký ngày nào"),
        ("แล้วเซ็นที่ไหน", "MOU ฮานอยกับคานากาวะเซ็นวันไหน"),
    ],
)
def test_a_follow_up_is_about_what_was_asked_before(
    matcher: Matcher, query: str, earlier: str
) -> None:
    decision = matcher.match(query, context=[earlier]).decision
    first = decision.fact or decision.suggestions[0]
    assert first.key == ("hanoi-kanagawa-mou", "place")


@pytest.mark.parametrize(
    ("query", "earlier"),
    [
        ("and what about tomorrow?", "will it rain in hanoi today?"),
        ("明日は？", "今日のハノイの天気は？"),
        ("thế còn ngày mai", "hôm nay Hà Nội thời tiết thế nào"),
        ("แล้วพรุ่งนี้ล่ะ", "วันนี้อากาศที่ฮานอยเป็นยังไง"),
    ],
)
def test_a_follow_up_of_small_talk_is_small_talk(
    matcher: Matcher, query: str, earlier: str
) -> None:
    assert matcher.match(query, context=[earlier]).decision.status is not Status.ANSWER
