"""Pauses: halts, and a growing distance between tries while nothing gets through."""

from bot.broadcasts import Delivery, DeliveryState
from bot.delivering.pauses import BULK, OUTAGE_COUNT, Pauses
from bot.outcomes import BlockedError, HaltedError, NotSentError, UnknownOutcomeError
from tests.bot.storage.instants import NOON, later


def to(position: int) -> Delivery:
    """A delivery."""
    return Delivery(1, position, position, 0, "en", DeliveryState.CLAIMED)


def test_without_a_reason_there_is_no_pause() -> None:
    pauses = Pauses()
    assert pauses.note(to(1), None, NOON) is None
    assert pauses.note(to(2), BlockedError("x"), NOON) is None
    assert pauses.room(7, 3, NOON) == 7
    assert pauses.until(NOON) == NOON


def test_a_halt_of_all_leaves_no_room_and_one_of_a_chat_all_of_it() -> None:
    pauses = Pauses()
    assert pauses.note(to(1), HaltedError(later(9), 5), NOON) == ("chat/5", later(9))
    assert pauses.room(7, 0, NOON) == 7
    assert pauses.note(to(1), HaltedError(later(30)), NOON) == (BULK, later(30))
    pauses.note(to(2), HaltedError(later(10)), NOON)
    assert pauses.room(7, 0, later(29)) == 0
    assert pauses.room(7, 0, later(30)) == 7


def test_a_halt_that_was_written_down_is_heeded() -> None:
    pauses = Pauses()
    pauses.remember({BULK: later(30), "chat/5": later(90)})
    assert pauses.until(NOON) == later(30)


def test_in_an_outage_one_tries_at_a_time_and_ever_more_rarely() -> None:
    pauses = Pauses()
    for position in range(OUTAGE_COUNT):
        assert not pauses.is_outage
        pauses.note(to(position), NotSentError("x"), NOON)
    assert pauses.is_outage
    assert pauses.room(7, 0, NOON) == 0
    assert pauses.room(7, 0, later(1)) == 1
    assert pauses.room(7, 1, later(1)) == 0
    pauses.note(to(1), UnknownOutcomeError("x"), later(1))
    assert pauses.until(later(1)) == later(3)
    pauses.note(to(1), None, later(3))
    assert not pauses.is_outage


def test_one_recipients_failures_are_no_outage() -> None:
    pauses = Pauses()
    for _ in range(2 * OUTAGE_COUNT):
        pauses.note(to(1), NotSentError("x", is_answered=True), NOON)
    assert not pauses.is_outage
