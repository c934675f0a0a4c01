"""What is written down of a delivery that failed."""

import pytest

from bot.broadcasts import Delivery, DeliveryState
from bot.outcomes import (
    MAX_ATTEMPTS,
    REASON_LENGTH,
    BlockedError,
    DeliveryError,
    HaltedError,
    MovedError,
    NotSentError,
    RejectedError,
    UnknownOutcomeError,
    result_of,
)
from tests.bot.storage.instants import later


def delivery(attempts: int = 0) -> Delivery:
    """A delivery that was claimed."""
    return Delivery(1, 2, 3, 0, "en", DeliveryState.CLAIMED, (9,), attempts=attempts)


@pytest.mark.parametrize(
    ("error", "attempts", "is_outage", "state", "is_tried"),
    [
        (BlockedError("x"), 0, False, "blocked", True),
        (RejectedError("x"), 0, False, "failed", True),
        (UnknownOutcomeError("x"), 0, True, "unknown", True),
        (MovedError(-1005), 0, False, "pending", True),
        (MovedError(-1005), MAX_ATTEMPTS, False, "failed", True),
        (HaltedError(later(9)), 99, False, "pending", False),
        (NotSentError("x"), 99, False, "pending", False),
        (NotSentError("x", is_answered=True), 0, False, "pending", True),
        (NotSentError("x", is_answered=True), MAX_ATTEMPTS - 1, False, "failed", True),
        (NotSentError("x", is_answered=True), 99, True, "pending", False),
    ],
)
def test_each_failure_has_its_verdict(
    error: DeliveryError, attempts: int, state: str, *, is_outage: bool, is_tried: bool
) -> None:
    result = result_of(delivery(attempts), error, is_outage=is_outage)
    assert (result.state.value, result.is_tried) == (state, is_tried)
    assert (result.broadcast_id, result.position, result.chat_id) == (1, 2, 3)
    assert result.message_ids == (9,)


def test_a_group_is_followed_and_a_removal_is_told_from_a_block() -> None:
    assert result_of(delivery(), MovedError(-1005), is_outage=False).moved_to == -1005
    removed = result_of(delivery(), BlockedError("x", has_left=True), is_outage=False)
    assert removed.has_left


def test_telegrams_own_words_are_kept_within_reason() -> None:
    result = result_of(delivery(), RejectedError("x" * 999), is_outage=False)
    assert result.reason == "x" * REASON_LENGTH
