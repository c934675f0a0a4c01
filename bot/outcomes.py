"""How a single delivery can fail, and what follows from it: errors and pure policy.

Whoever knows Telegram turns its errors into these; the rest of the bot knows no others.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.broadcasts import Delivery, DeliveryState, Result

MAX_ATTEMPTS = 10
"""A recipient for whom Telegram fails so often, while it works for others, is given up."""

REASON_LENGTH = 200
"""So much of Telegram's own words is kept."""


class DeliveryError(Exception):
    """A delivery was not carried out, or may not have been; the text says why in one line."""


class BlockedError(DeliveryError):
    """The recipient does not let the bot write, or is no more: no other delivery can succeed."""

    def __init__(self, reason: str, *, has_left: bool = False) -> None:
        super().__init__(reason)
        self.has_left = has_left


class RejectedError(DeliveryError):
    """Telegram does not take what was sent.

    `is_recipients` tells that the cause lies with this recipient, such as a closed topic, not with
    the content, which would fail for everybody.
    """

    def __init__(self, reason: str, *, is_recipients: bool = False) -> None:
        super().__init__(reason)
        self.is_recipients = is_recipients


class MovedError(DeliveryError):
    """The group has a new id."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(f"moved to {new_chat_id}")
        self.new_chat_id = new_chat_id


class HaltedError(DeliveryError):
    """Nothing was sent: Telegram said to wait, now or before.

    `chat_id` is the chat that is to be left alone, None where it is everybody.
    """

    def __init__(self, until: datetime, chat_id: int | None = None) -> None:
        super().__init__(f"halted until {until.isoformat()}")
        self.until = until
        self.chat_id = chat_id


class NotSentError(DeliveryError):
    """Surely nothing happened, and another try may succeed: no connection, or a server's error.

    `is_answered` tells that Telegram answered, so that the cause may lie with the recipient.
    """

    def __init__(self, reason: str, *, is_answered: bool = False) -> None:
        super().__init__(reason)
        self.is_answered = is_answered


class UnknownOutcomeError(DeliveryError):
    """It was sent, perhaps: the answer never came."""


def result_of(delivery: Delivery, error: DeliveryError, *, is_outage: bool) -> Result:
    """Return what is to be written down of a delivery that failed.

    `is_outage` tells that nothing at all gets through now; that is nobody's fault and counts for
    nobody. Neither a lack of connection nor a wait is ever a verdict on a recipient.
    """
    reason: str | None = str(error)[:REASON_LENGTH]
    state, moved_to, is_tried, has_left = DeliveryState.FAILED, None, True, False
    match error:
        case BlockedError():
            state, has_left = DeliveryState.BLOCKED, error.has_left
        case UnknownOutcomeError():
            state = DeliveryState.UNKNOWN
        case MovedError() if delivery.attempts < MAX_ATTEMPTS:
            state, moved_to, reason = DeliveryState.PENDING, error.new_chat_id, None
        case HaltedError():
            state, is_tried, reason = DeliveryState.PENDING, False, None
        case NotSentError():
            is_tried = error.is_answered and not is_outage
            if not is_tried or delivery.attempts + 1 < MAX_ATTEMPTS:
                state, reason = DeliveryState.PENDING, None
    assert delivery.chat_id is not None  # noqa: S101 - what has no recipient is never claimed
    return Result(
        broadcast_id=delivery.broadcast_id,
        position=delivery.position,
        chat_id=delivery.chat_id,
        state=state,
        message_ids=delivery.message_ids,
        reason=reason,
        moved_to=moved_to,
        is_tried=is_tried,
        has_left=has_left,
    )


def backoff(failures: int, tolerated: int = 5, longest_seconds: float = 60.0) -> timedelta:
    """Return how long to leave Telegram alone after so many failures in a row of its connection.

    >>> [backoff(count).total_seconds() for count in (4, 5, 6, 7, 50)]
    [0.0, 1.0, 2.0, 4.0, 60.0]
    """
    if failures < tolerated:
        return timedelta()
    return timedelta(seconds=min(longest_seconds, 2.0 ** min(failures - tolerated, 30)))
