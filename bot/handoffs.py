"""Questions that were handed to the office, and what is to be carried over. Plain data.

offered -> open <-> closed
            |         |
            +-> blocked -> closed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.model import Suggestion


class HandoffState(StrEnum):
    """Where a handoff is on its way."""

    OFFERED = "offered"
    """The person was asked whether it shall be handed over."""
    OPEN = "open"
    """What either side writes is carried to the other."""
    CLOSED = "closed"
    BLOCKED = "blocked"
    """The office takes nothing from this person any more."""
    ERASED = "erased"
    """The person had their data erased: who it was is not known any more."""


class Side(StrEnum):
    """Whom something is carried to."""

    STAFF = "staff"
    PERSON = "person"


class What(StrEnum):
    """What is to be done."""

    TOPIC = "topic"
    """Open a forum topic for the handoff."""
    CARD = "card"
    """Say in it what was asked, with the buttons for members of staff."""
    COPY = "copy"
    """Copy a message."""
    EDIT = "edit"
    """Let a copy follow the edit of its message."""
    NOTICE = "notice"
    """A line of the bot's own."""
    REFRESH = "refresh"
    """Show in the card how the handoff stands now."""
    SHUT = "shut"
    """Close the topic."""
    UNSHUT = "unshut"
    """Open the closed topic."""


class CarriageState(StrEnum):
    """What became of something that was to be carried."""

    PENDING = "pending"
    CLAIMED = "claimed"
    """About to be carried, or just being carried."""
    DONE = "done"
    UNKNOWN = "unknown"
    """Carried, perhaps: the answer never came. Never carried again by itself."""
    BLOCKED = "blocked"
    """The person does not let the bot write."""
    FAILED = "failed"
    """Telegram does not take it."""


class Notice(StrEnum):
    """The bot's own lines in a handoff; the values are the ends of their texts' names."""

    # To the person
    OPENED = "opened"
    OPENED_AWAY = "opened-away"
    AWAITED = "awaited"
    """Opened without a question: it is to be written now."""
    AWAITED_AWAY = "awaited-away"
    PASSED = "passed"
    AWAY = "away"
    CLOSED = "closed"
    ENDED = "ended"
    REOPENED = "reopened"
    REFUSED = "refused-now"
    ANSWERED = "answered"
    # To members of staff
    CLOSED_BY_STAFF = "closed-by-staff"
    ENDED_BY_PERSON = "ended-by-person"
    REOPENED_BY_STAFF = "reopened-by-staff"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    TAKEN = "taken"
    GIVEN_BACK = "given-back"
    ANSWER_SENT = "answer-sent"
    PERSON_GONE = "person-gone"
    PERSON_BACK = "person-back"
    MISSED_BY_PERSON = "missed-by-person"
    MISSED_BY_STAFF = "missed-by-staff"
    NOT_DELIVERED = "not-delivered"
    NOT_TAKEN = "not-taken"
    NOT_SHOWN = "not-shown"
    IS_CLOSED = "is-closed"
    IS_BLOCKED = "is-blocked"
    IS_ERASED = "is-erased"
    ERASED = "erased"
    OTHER_IS_OPEN = "other-is-open"


@dataclass(frozen=True, slots=True)
class Handoff:
    """A question handed over, or offered to be.

    `person_id` is None once the person had it erased. `questions` are in the order they were
    asked, the last one being what it is about; `candidates` are what the bot would have offered.
    `thread_id` is None before there is a topic, and where there can be none: then members of staff
    reply to messages. `told_at` is when the person was last told where their messages go.
    """

    id: int
    person_id: int | None
    locale: str
    state: HandoffState
    questions: tuple[str, ...]
    candidates: tuple[Suggestion, ...]
    staff_chat_id: int
    thread_id: int | None
    card_message_id: int | None
    assigned_to: int | None
    assigned_name: str | None
    is_reachable: bool
    told_at: datetime | None
    created_at: datetime
    closed_at: datetime | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ToCarry:
    """Something to be written into the outbox.

    `source_message_id` is the message to copy, or whose edit to follow, in the chat of the side
    that it comes from; `reply_to_id` is what that message replies to there, or for a notice the
    message of the side that it goes to. What `is_first` goes before all that is not.
    """

    side: Side
    what: What
    source_message_id: int | None = None
    reply_to_id: int | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    is_first: bool = False


def notice(
    side: Side, line: Notice, reply_to_id: int | None = None, /, **values: str | int
) -> ToCarry:
    """Return a line of the bot's own, with what fills its placeholders.

    >>> notice(Side.STAFF, Notice.TAKEN, name="Robin").payload
    {'notice': 'taken', 'name': 'Robin'}
    """
    payload = {"notice": line.value, **values}
    return ToCarry(side, What.NOTICE, reply_to_id=reply_to_id, payload=payload)


@dataclass(frozen=True, slots=True)
class Carriage:
    """Something in the outbox; `result_id` is the message, or topic, that came of it."""

    id: int
    handoff_id: int
    side: Side
    what: What
    source_chat_id: int | None
    source_message_id: int | None
    reply_to_id: int | None
    payload: Mapping[str, Any]
    state: CarriageState
    result_id: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed carriage with all that carrying it out takes.

    `reply_to_id` and `target_id` are messages in the chat that it goes to: what it replies to,
    and the copy that an edit is about; None where there is none.
    """

    handoff: Handoff
    carriage: Carriage
    reply_to_id: int | None = None
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What a member of staff did to a handoff, for the audit log."""

    actor_id: int
    act: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What an update does to a handoff: all of it, or nothing.

    It is taken if the handoff is in one of `from_states`, and with `if_alone` only where the
    person has no other open one. `values` are fields of `Handoff` that change. Where it is not
    taken, `otherwise` is carried, by the state that the handoff is in.
    """

    update_id: int
    handoff_id: int
    from_states: frozenset[HandoffState]
    values: Mapping[str, Any] = field(default_factory=dict)
    outbox: tuple[ToCarry, ...] = ()
    act: Act | None = None
    if_alone: bool = False
    otherwise: Mapping[HandoffState, ToCarry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a step: the handoff as it then is, None where the step was not for it.

    `is_repeat` tells that the update was taken before; then nothing was changed.
    """

    handoff: Handoff | None
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a carriage, and what follows from it, to be written down at once.

    PENDING gives it back, to be tried from `due_at` on. `values` are fields of its handoff that
    change; `moved_to` is the new id of the office's group.
    """

    state: CarriageState
    result_id: int | None = None
    reason: str | None = None
    due_at: datetime | None = None
    is_tried: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)
    outbox: tuple[ToCarry, ...] = ()
    moved_to: int | None = None


class Carrier(Protocol):
    """Carries single things over; whoever implements it knows Telegram."""

    async def carry(self, job: Job) -> int | None:
        """Carry a job out; return the message or topic that came of it, if any.

        Raises a `bot.outcomes.DeliveryError`, or one of `bot.carrying.outcomes`, where it was
        not carried out, or may not have been.
        """
