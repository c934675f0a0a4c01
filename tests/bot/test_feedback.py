"""Votes are counted by answer, and nothing is kept of who voted."""

from __future__ import annotations

import itertools
import logging

import pytest

from bot.feedback import Feedback

ANSWERS = itertools.count(1)
"""The ids of answers that nobody has voted on."""


def vote(feedback: Feedback, entry: str, fact: str, *, is_right: bool) -> None:
    """Somebody votes on an answer that nobody has voted on."""
    feedback.vote((1, next(ANSWERS)), entry, fact, is_right=is_right)


def test_votes_are_counted_by_entry_and_fact() -> None:
    feedback = Feedback()
    for is_right in (True, True, False):
        vote(feedback, "pact", "signed", is_right=is_right)
    vote(feedback, "pact", "place", is_right=False)
    assert feedback.right == {("pact", "signed"): 2}
    assert feedback.wrong == {("pact", "signed"): 1, ("pact", "place"): 1}


def test_an_answer_has_one_vote() -> None:
    feedback = Feedback()
    for is_right in (True, False, True):
        feedback.vote((1, 2), "pact", "signed", is_right=is_right)
    feedback.vote((2, 2), "pact", "signed", is_right=True)
    assert feedback.right == {("pact", "signed"): 2}
    assert not feedback.wrong


def test_a_chat_that_is_forgotten_leaves_the_counts() -> None:
    feedback = Feedback()
    for chat in (1, 1, 2):
        feedback.vote((chat, next(ANSWERS)), "pact", "signed", is_right=True)
    feedback.forget_chat(1)
    assert {chat for chat, _ in feedback._voted} == {2}
    assert feedback.right == {("pact", "signed"): 3}


def test_counters_are_not_shared() -> None:
    vote(Feedback(), "pact", "signed", is_right=True)
    assert not Feedback().right
    assert not Feedback().wrong


@pytest.mark.parametrize(("is_right", "word"), [(True, "right"), (False, "wrong")])
def test_each_vote_is_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture, is_right: bool, word: str
) -> None:
    caplog.set_level(logging.INFO)
    vote(Feedback(), "pact", "signed", is_right=is_right)
    assert [record.getMessage() for record in caplog.records] == [f"feedback {word} pact/signed"]


def test_a_vote_is_one_line_whatever_its_ids_hold(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    vote(Feedback(), "x\n2026-01-01 ERROR bot.app: stolen", "y", is_right=True)
    assert all("\n" not in record.getMessage() for record in caplog.records)


def test_a_flood_of_made_up_ids_does_not_fill_memory() -> None:
    feedback = Feedback()
    for number in range(20_000):
        vote(feedback, f"entry-{number}", "fact", is_right=True)
    assert len(feedback.right) <= 10_000
