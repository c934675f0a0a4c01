"""What people get for a question, and what can be shown and browsed: on the delivered base."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import BROWSED, MAX_RELATED, Answering
from bot.model import Reply, ReplyStatus
from knowledge.deciding import Status
from knowledge.known import KnownFact, Origin
from knowledge.matcher import Match
from tests.bot import delivered

MOU, SIGNED = "hanoi-kanagawa-mou", "When was the MOU with Kanagawa signed?"
LOCALES = ("en", "ja", "vi", "th")


@pytest.fixture
def answering() -> Answering:
    """The answering service that people meet."""
    return delivered.answering()


def text(message: str, locale: str = "en", **values: str) -> str:
    """One of the bot's own texts."""
    return delivered.texts().get(message, locale, **values)


def assert_sound(reply: Reply) -> None:
    """Fail unless the parts of a reply go together."""
    assert reply.text.strip()
    assert 0 <= reply.score <= 100
    assert reply.locale in LOCALES
    is_answer = reply.status is ReplyStatus.ANSWER
    assert is_answer is (reply.source is not None)
    assert is_answer is (reply.entry is not None)
    assert is_answer is (reply.fact is not None)
    assert reply.status is not ReplyStatus.SUGGEST or reply.suggestions
    assert not (is_answer and reply.suggestions)
    for each in reply.suggestions:
        assert delivered.answering().show_fact(each.entry, each.fact, reply.locale)
        assert each.title.strip()


def test_a_question_is_answered_with_its_source(answering: Answering) -> None:
    reply = answering.answer(SIGNED)
    assert_sound(reply)
    assert (reply.status, reply.entry, reply.fact) == (ReplyStatus.ANSWER, MOU, "signed")
    assert "17 October 2024" in reply.text
    assert reply.source is not None
    assert reply.source.document == "Hanoi international collaboration"
    assert reply.source.section
    assert "Source" not in reply.text
    assert reply.note == ""


def test_a_follow_up_is_answered_with_what_was_asked_before(answering: Answering) -> None:
    assert answering.answer("and where?").status is not ReplyStatus.ANSWER
    reply = answering.answer("and where?", None, [SIGNED])
    assert (reply.entry, reply.status) == (MOU, ReplyStatus.ANSWER)
    assert "headquarters" in reply.text


def test_what_was_asked_before_does_not_bend_a_whole_question(answering: Answering) -> None:
    alone = answering.answer(SIGNED)
    after = answering.answer(SIGNED, None, ["Who led the Hanoi delegation?", "/about"])
    assert (after.entry, after.fact, after.text) == (alone.entry, alone.fact, alone.text)


@pytest.mark.parametrize("query", ["Hello", "hi there", "", " ", "?!", "\n", "👍"])
def test_no_question_is_greeted(answering: Answering, query: str) -> None:
    reply = answering.answer(query)
    assert_sound(reply)
    assert reply.status is ReplyStatus.NONE
    assert reply.text == text("answer-greeting")


def test_what_is_off_topic_is_said_to_be(answering: Answering) -> None:
    reply = answering.answer("What will the weather be tomorrow?")
    assert_sound(reply)
    assert reply.status is ReplyStatus.NONE
    assert reply.text in {text("answer-off-topic"), text("answer-declined")}


def test_a_place_that_the_documents_do_not_speak_of_is_named(answering: Answering) -> None:
    reply = answering.answer("When was the MOU with Osaka signed?")
    assert_sound(reply)
    assert reply.status is ReplyStatus.NONE
    assert reply.text == text("answer-elsewhere", name="Osaka")


def test_a_vague_question_is_answered_with_suggestions(answering: Answering) -> None:
    replies = [answering.answer(each) for each in ("visit", "agreement", "kanagawa", "the meeting")]
    offered = [reply for reply in replies if reply.status is ReplyStatus.SUGGEST]
    assert offered
    for reply in offered:
        assert_sound(reply)
        assert reply.text == text("answer-suggest", reply.locale)
        assert len({(each.entry, each.fact) for each in reply.suggestions}) == len(
            reply.suggestions
        )


def test_an_answer_and_how_it_came_about_agree(answering: Answering) -> None:
    match = answering.match(SIGNED)
    assert match.decision.status is Status.ANSWER
    assert match.decision.fact is not None
    assert match.decision.fact.key == (MOU, "signed")
    assert match.decision.score == answering.answer(SIGNED).score


def told_with(
    answering: Answering, key: tuple[str, str], locale: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[Match, KnownFact, Reply]:
    """Return the match of a question, and the reply where another fact is told with the answer."""
    known = answering.matcher.fact(*key)
    assert known is not None
    match = answering.match(SIGNED)
    decision = replace(match.decision, companion=known, score=91.5)
    told = replace(match, decision=decision, locale=locale)
    monkeypatch.setattr(answering.matcher, "match", lambda *_: told)
    reply = answering.answer(SIGNED)
    assert_sound(reply)
    return match, known, reply


@pytest.mark.parametrize("locale", LOCALES)
def test_fact_of_another_entry_says_what_it_is_about(
    answering: Answering, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ("kuroiwa-yuji", "overview")
    match, known, reply = told_with(answering, key, locale, monkeypatch)
    assert match.decision.fact is not None
    first, second = match.decision.fact.answers[locale], known.answers[locale]
    further = text("answer-or", locale, title=known.titles[locale], text=second)
    assert reply.text == f"{first}\n\n{further}"
    assert reply.companion == "kuroiwa-yuji/overview"


@pytest.mark.parametrize("locale", LOCALES)
def test_two_facts_are_told_together_where_either_may_be_meant(
    answering: Answering, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    match, known, reply = told_with(answering, (MOU, "place"), locale, monkeypatch)
    assert match.decision.fact is not None
    first, second = match.decision.fact.answers[locale], known.answers[locale]
    assert reply.text == f"{first}\n\n{text('answer-companion', locale, text=second)}"
    assert (reply.fact, reply.companion, reply.score) == ("signed", f"{MOU}/place", 91.5)
    alone = answering.show_fact(MOU, "place", locale)
    assert alone is not None
    assert reply.source is not None
    assert alone.source is not None
    assert set(alone.source.section.split("; ")) <= set(reply.source.section.split("; "))
    assert reply.note == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fact_can_be_shown_in_every_language(answering: Answering, locale: str) -> None:
    gaps = 0
    for known in delivered.matcher().facts:
        reply = answering.show_fact(known.entry, known.fact, locale)
        if known.origin is Origin.GAP:
            gaps += 1
            assert reply is None
            continue
        assert reply is not None
        assert_sound(reply)
        assert (reply.entry, reply.fact, reply.score) == (known.entry, known.fact, 100.0)
        if locale in known.answers:
            assert (reply.text, reply.note) == (known.answers[locale], "")
        else:
            assert reply.text == known.answers["en"]
            assert reply.note == text("answer-not-translated", locale)
    assert gaps


@pytest.mark.parametrize(
    ("entry", "fact"),
    [("", ""), (MOU, ""), ("", "signed"), (MOU, "no-such"), ("no-such", "signed"), ("x" * 99, "y")],
)
def test_what_is_not_there_is_not_shown(answering: Answering, entry: str, fact: str) -> None:
    assert answering.show_fact(entry, fact, "en") is None


@pytest.mark.parametrize("locale", LOCALES)
def test_every_entry_has_a_card(answering: Answering, locale: str) -> None:
    release = delivered.matcher().release
    for entry in release.entries:
        card = answering.show_entry(entry.id, locale)
        assert card is not None
        assert (card.entry, card.kind) == (entry.id, entry.kind.value)
        assert card.title.strip()
        assert card.source.document
        assert card.source.section
        assert "overview" not in {each.fact for each in card.facts}
        assert len(card.related) <= MAX_RELATED
        assert card.entry not in {each.entry for each in card.related}
        assert all(answering.show_entry(each.entry, locale) for each in card.related)
        assert all(each.entry == entry.id for each in card.facts)


def test_gaps_are_no_facts_of_a_card(answering: Answering) -> None:
    gaps = {known.key for known in delivered.matcher().facts if known.origin is Origin.GAP}
    offered = {
        (fact.entry, fact.fact)
        for entry in delivered.matcher().release.entries
        for fact in getattr(answering.show_entry(entry.id, "en"), "facts", ())
    }
    assert not gaps & offered


@pytest.mark.parametrize("entry", ["", "catalogue", "no-such", "../hanoi", "HANOI"])
def test_an_entry_that_is_not_there_has_no_card(answering: Answering, entry: str) -> None:
    assert answering.show_entry(entry, "en") is None


def test_a_card_shows_overview_source_and_what_else_is_known(answering: Answering) -> None:
    card = answering.show_entry(MOU, "en")
    assert card is not None
    assert card.text
    assert (MOU, "signed") in {(each.entry, each.fact) for each in card.facts}
    assert card.note == ""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("what", BROWSED)
def test_every_list_holds_the_entries_of_its_kinds(
    answering: Answering, what: str, locale: str
) -> None:
    links = answering.browse(what, locale)
    assert links is not None
    expected = {
        entry.id for entry in delivered.matcher().release.entries if entry.kind in BROWSED[what]
    }
    assert {link.entry for link in links} == expected
    assert len(links) == len(expected)
    assert all(link.title.strip() for link in links)


@pytest.mark.parametrize("what", ["", "meeting", "programmes", "Visit", "k:visit"])
def test_a_list_that_is_not_there_is_none(answering: Answering, what: str) -> None:
    assert answering.browse(what, "en") is None


def test_what_is_known_is_told_in_numbers(answering: Answering) -> None:
    about, release = answering.about(), delivered.matcher().release
    assert about.entry_count == len(release.entries) > 0
    assert about.fact_count == release.fact_count > 0
    assert about.release == release.short_hash
    assert len(about.documents) == len(release.documents) == 2
    assert all(each.document and each.section for each in about.documents)
    assert about.verified_on == max(each.verified_on for each in release.entries).isoformat()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", ["Hello", SIGNED, "When was the MOU with Osaka signed?", "visit"])
def test_replies_are_sound_whatever_language_is_asked_for(
    answering: Answering, query: str, locale: str
) -> None:
    assert_sound(answering.answer(query, locale))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from([None, *LOCALES, "xx", ""]),
    st.lists(st.text(max_size=50), max_size=3),
)
def test_any_text_gets_a_sound_reply(query: str, locale: str | None, context: list[str]) -> None:
    assert_sound(delivered.answering().answer(query, locale, context))
