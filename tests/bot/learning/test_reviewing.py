"""What is due for review, and the line under answers that are."""

from datetime import date

import pytest

from bot.answering import Answering
from bot.learning.reviewing import Reviewing
from tests.bot import delivered
from tests.bot.kept import Clock
from tests.bot.learning.small import small_matcher

BEFORE, LAST, AFTER = date(2026, 3, 2), date(2027, 1, 31), date(2027, 2, 1)


@pytest.mark.parametrize(("today", "is_told"), [(BEFORE, False), (LAST, False), (AFTER, True)])
def test_an_answer_past_its_review_says_when_it_was_verified(today: date, *, is_told: bool) -> None:
    answering = Answering(small_matcher(), delivered.texts(), lambda: today)
    told = delivered.texts().get("answer-verified", "en", date="2026-01-31")
    reply = answering.answer("when was the River Pact signed", "en")
    assert reply.entry == "river-pact"
    assert reply.note == (told if is_told else "")
    card = answering.show_entry("river-pact", "en")
    assert card is not None
    assert card.note == reply.note


def test_it_is_told_beside_that_there_is_no_translation() -> None:
    answering = Answering(small_matcher(), delivered.texts(), lambda: AFTER)
    shown = answering.show_fact("river-pact", "signed", "ja")
    assert shown is not None
    lines = shown.note.splitlines()
    assert lines[0] == delivered.texts().get("answer-not-translated", "ja")
    assert lines[1] == delivered.texts().get("answer-verified", "ja", date="2026-01-31")


def test_what_is_past_its_date_is_due_and_nothing_else() -> None:
    clock = Clock()
    reviewing = Reviewing(Answering(small_matcher(), delivered.texts()), clock)
    assert reviewing.due("en") == ()
    assert reviewing.next_on() == LAST
    clock.move(days=400)
    found = reviewing.due("en")
    assert len(found) == len(small_matcher().release.entries)
    assert [each.entry for each in found] == sorted(each.entry for each in found)
    pact = reviewing.get("river-pact", "ja")
    assert pact is not None
    assert (pact.title, pact.review_by) == ("River Pact", LAST)
    assert reviewing.get("atlantis", "en") is None
