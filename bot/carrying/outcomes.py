"""What becomes of something that was to be carried, and what follows from it: pure policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.handoffs import (
    Carriage,
    CarriageState,
    HandoffState,
    Job,
    Notice,
    Outcome,
    Side,
    ToCarry,
    What,
    notice,
)
from bot.outcomes import (
    BlockedError,
    DeliveryError,
    HaltedError,
    MovedError,
    NotSentError,
    UnknownOutcomeError,
)
from bot.storage.outbox import missed

MAX_ATTEMPTS = 20
"""What Telegram answers so often with an error of its own is given up."""

LONGEST_WAIT = timedelta(minutes=1)
GROUP_GONE_WAIT = timedelta(minutes=1)
"""How often a group that the bot was removed from is tried."""

REASON_LENGTH = 200


class TopicGoneError(DeliveryError):
    """The handoff's forum topic was deleted, or closed by somebody whom the bot cannot undo."""


class NoTopicError(DeliveryError):
    """The group has no topics, or the bot may not open one."""


def done(job: Job, result_id: int | None) -> Outcome:
    """Return what follows from success; `result_id` is the message or topic that came of it."""
    values: Mapping[str, Any] = {}
    if job.carriage.what is What.TOPIC:
        values = {"thread_id": result_id}
    elif job.carriage.what is What.CARD:
        values = {"card_message_id": result_id}
    elif job.carriage.side is Side.PERSON and not job.handoff.is_reachable:
        values = {"is_reachable": True}
    return Outcome(CarriageState.DONE, result_id, values=values)


def failed(job: Job, error: DeliveryError, now: datetime) -> Outcome:
    """Return what follows from an error.

    Neither a lack of connection nor a wait is ever the end of a message. What cannot be carried is
    told to members of staff, since only they can do something about it.
    """
    carriage, reason = job.carriage, str(error)[:REASON_LENGTH]
    match error:
        case HaltedError():
            return Outcome(CarriageState.PENDING, due_at=error.until, is_tried=False)
        case NotSentError() if not error.is_answered or carriage.attempts + 1 < MAX_ATTEMPTS:
            return Outcome(CarriageState.PENDING, due_at=now + _wait(carriage))
        case UnknownOutcomeError() if carriage.what is What.COPY:
            return Outcome(CarriageState.UNKNOWN, reason=reason, outbox=(missed(carriage),))
        case UnknownOutcomeError():
            return Outcome(CarriageState.PENDING, due_at=now + _wait(carriage))
        case MovedError() if carriage.side is Side.STAFF:
            return Outcome(CarriageState.PENDING, due_at=now, moved_to=error.new_chat_id)
        case NoTopicError():
            return Outcome(CarriageState.DONE, reason=reason)
        case TopicGoneError():
            return _without_topic(job, now)
        case BlockedError():
            return _blocked(job, reason, now)
        case _:
            return Outcome(CarriageState.FAILED, reason=reason, outbox=_told(carriage))


def _wait(carriage: Carriage) -> timedelta:
    """Return how long to wait after a failure: one second, two, four, at most a minute."""
    return min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(carriage.attempts, 10)))


def _blocked(job: Job, reason: str, now: datetime) -> Outcome:
    if job.carriage.side is Side.STAFF:
        # The bot was removed from the group. What people wrote waits until it is back.
        return Outcome(CarriageState.PENDING, reason=reason, due_at=now + GROUP_GONE_WAIT)
    values = {"is_reachable": False}
    if job.carriage.what is not What.COPY:
        return Outcome(CarriageState.BLOCKED, reason=reason, values=values)
    told = notice(
        Side.STAFF,
        Notice.NOT_DELIVERED,
        job.carriage.source_message_id,
        carriage=job.carriage.id,
    )
    return Outcome(CarriageState.BLOCKED, reason=reason, values=values, outbox=(told,))


def _without_topic(job: Job, now: datetime) -> Outcome:
    """Let a new topic be opened before anything else; what was for the old one goes there."""
    if job.handoff.state is not HandoffState.OPEN or job.carriage.what in {What.SHUT, What.UNSHUT}:
        return Outcome(CarriageState.DONE, reason="the topic is gone")
    opening = (
        ToCarry(Side.STAFF, What.TOPIC, is_first=True),
        ToCarry(Side.STAFF, What.CARD, is_first=True),
    )
    if job.carriage.what in {What.CARD, What.REFRESH}:  # the new card takes their place
        state = CarriageState.DONE
    else:
        state = CarriageState.PENDING
    values = {"thread_id": None, "card_message_id": None}
    return Outcome(state, due_at=now, is_tried=False, values=values, outbox=opening)


def _told(carriage: Carriage) -> tuple[ToCarry, ...]:
    """Return what members of staff are told of a message that Telegram does not take."""
    if carriage.what is not What.COPY:
        return ()
    if carriage.side is Side.STAFF:
        return (notice(Side.STAFF, Notice.NOT_SHOWN),)
    return (notice(Side.STAFF, Notice.NOT_TAKEN, carriage.source_message_id),)
