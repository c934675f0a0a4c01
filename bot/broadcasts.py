"""Broadcasts, their versions and deliveries, and how far one has come. Plain data.

draft -> awaiting_approval -> scheduled -> running <-> paused
                                 |            |-> finished
                                 +-> held     +-> stopped
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.subscribers import Audience

Button = tuple[str, str]
"""A button's label and the link that it opens."""


class BroadcastKind(StrEnum):
    """What a broadcast does with each of its recipients."""

    SEND = "send"
    CORRECT = "correct"
    """Edits the copies that its origin delivered."""
    RECALL = "recall"
    """Deletes the copies that its origin delivered and that can still be deleted."""
    AGAIN = "again"
    """Sends to those whom its origin missed."""


class BroadcastState(StrEnum):
    """Where a broadcast is on its way."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    SCHEDULED = "scheduled"
    """Confirmed; begins by itself at its time, which may be now."""
    HELD = "held"
    """Its time passed long ago while the bot was down: somebody must confirm it anew."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Ended before all was tried, by a person or because everything failed alike."""
    FINISHED = "finished"


class DeliveryState(StrEnum):
    """What became of one recipient's copy."""

    PENDING = "pending"
    CLAIMED = "claimed"
    """About to be sent, or just being sent."""
    SENT = "sent"
    BLOCKED = "blocked"
    """The bot may not write there."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Sent, perhaps: the answer never came. Never sent again by itself."""


DONE = (BroadcastState.STOPPED, BroadcastState.FINISHED)
"""The states that a broadcast does not leave."""


@dataclass(frozen=True, slots=True)
class File:
    """A further file of an album, with a caption of its own where it has one."""

    media: str
    file_id: str
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "media": self.media,
            "file_id": self.file_id,
            "text": self.text,
            "entities": list(self.entities),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> File:
        """Return the file that `as_json` wrote."""
        return cls(value["media"], value["file_id"], value["text"], tuple(value["entities"]))


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent in one locale: whole in itself, so that it outlives what it was made of.

    `chat_id` and `message_ids` say which messages of a member of staff it was made of, several
    being an album. `text`, with `entities` as Telegram gives them, is the text or the caption.
    `media` is the kind (photo, video, document, animation, audio, voice) of the file `file_id`;
    `more` are the further files of an album. `poll` and `place` are a poll and a location as
    Telegram gives them. `options` are Telegram's own of how it looks, such as
    `show_caption_above_media`. Of `poll`, `place`, a file and a text there is one at most, but
    for a file's caption.
    """

    chat_id: int
    message_ids: tuple[int, ...]
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    media: str | None = None
    file_id: str | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    more: tuple[File, ...] = ()
    poll: dict[str, Any] | None = None
    place: dict[str, Any] | None = None
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def is_album(self) -> bool:
        """Whether it is several files in one; such can have no buttons."""
        return bool(self.more)

    @property
    def kind(self) -> str:
        """What it is: text, album, poll, place, or the kind of its file.

        >>> Content(7, (1,), media="photo", file_id="x").kind
        'photo'
        """
        if self.poll is not None:
            return "poll"
        if self.place is not None:
            return "place"
        return "album" if self.more else self.media or "text"

    @property
    def title(self) -> str:
        """The first line of what it says; empty where it says nothing.

        >>> Content(7, (1,), "The first line\\nthe second").title
        'The first line'
        """
        said = [self.text, *(each.text for each in self.more)]
        if self.poll is not None:
            said.append(str(self.poll["question"]))
        lines = [text.strip().partition("\n")[0].strip() for text in said]
        return next((line for line in lines if line), "")

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it; `from_json` reads that."""
        return {
            "chat_id": self.chat_id,
            "message_ids": list(self.message_ids),
            "text": self.text,
            "entities": list(self.entities),
            "media": self.media,
            "file_id": self.file_id,
            "buttons": [[list(button) for button in row] for row in self.buttons],
            "more": [each.as_json() for each in self.more],
            "poll": self.poll,
            "place": self.place,
            "options": self.options,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Content:
        """Return the content that `as_json` wrote.

        >>> content = Content(7, (1, 2), buttons=((("Apply", "https://example.org"),),))
        >>> Content.from_json(content.as_json()) == content
        True
        """
        return cls(
            chat_id=value["chat_id"],
            message_ids=tuple(value["message_ids"]),
            text=value["text"],
            entities=tuple(value["entities"]),
            media=value["media"],
            file_id=value["file_id"],
            buttons=tuple(tuple((label, link) for label, link in row) for row in value["buttons"]),
            more=tuple(File.from_json(each) for each in value.get("more", ())),
            poll=value.get("poll"),
            place=value.get("place"),
            options=value.get("options", {}),
        )


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A message to many, or an operation on one.

    `origin_id` is the broadcast that a correction, a recall or a sending again is about.
    `send_at` of None is at once; `time_zone` is the one in which its author gave the time.
    `note` names why it is late, held or stopped. Recipients are written down after the
    confirmation, and `recipient_count` is right once `is_frozen`.
    """

    id: int
    kind: BroadcastKind
    origin_id: int | None
    state: BroadcastState
    note: str | None
    author_id: int
    approved_by: int | None
    audience: Audience
    default_locale: str
    send_at: datetime | None
    time_zone: str | None
    confirmed_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    report_chat_id: int | None
    report_message_id: int | None
    is_frozen: bool
    recipient_count: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient's copy: a broadcast times a chat, or a topic of a forum.

    `position` is unique within the broadcast. `chat_id` is None once the recipient had it erased.
    `message_ids` are those of the copy; before a correction or a recall is carried out, those of
    the copy that it is about. `attempts` counts the tries that Telegram answered, or may have.
    """

    broadcast_id: int
    position: int
    chat_id: int | None
    thread_id: int
    locale: str
    state: DeliveryState
    message_ids: tuple[int, ...] = ()
    reason: str | None = None
    attempts: int = 0
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a delivery that was claimed.

    PENDING gives it back to be tried again, in the chat `moved_to` where the group has a new id.
    `is_tried` tells whether that counts as an attempt. `has_left` tells, of BLOCKED, that the bot
    was removed from a group.
    """

    broadcast_id: int
    position: int
    state: DeliveryState
    chat_id: int
    message_ids: tuple[int, ...] = ()
    reason: str | None = None
    moved_to: int | None = None
    is_tried: bool = True
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast has come; counts of deliveries.

    `recipient_count` grows until `is_frozen`. `rate` is in deliveries a second over the last
    half minute; `left_seconds` is None where nothing moves.
    """

    broadcast_id: int
    state: BroadcastState
    is_frozen: bool
    counts: dict[DeliveryState, int] = field(default_factory=dict)
    rate: float = 0.0
    left_seconds: float | None = None

    @property
    def recipient_count(self) -> int:
        """How many recipients there are."""
        return sum(self.counts.values())

    @property
    def done_count(self) -> int:
        """How many deliveries have come to an end, good or bad."""
        open_states = (DeliveryState.PENDING, DeliveryState.CLAIMED)
        return sum(count for state, count in self.counts.items() if state not in open_states)

    def count(self, state: DeliveryState) -> int:
        """Return how many deliveries are in a state."""
        return self.counts.get(state, 0)


@dataclass(frozen=True, slots=True)
class CopyCounts:
    """How many copies of a broadcast were delivered, and how many are too old to be deleted."""

    count: int
    old_count: int


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A recipient of whom nobody knows whether they have a copy; somebody must decide."""

    position: int
    locale: str
    reason: str | None
    at: datetime | None


class Sender(Protocol):
    """Carries out single deliveries; whoever implements it knows Telegram.

    Every method raises a `bot.outcomes.DeliveryError` where the delivery was not carried out, or
    may not have been.
    """

    async def send(self, delivery: Delivery, content: Content) -> tuple[int, ...]:
        """Send a copy; return the ids of its messages."""

    async def edit(self, delivery: Delivery, content: Content) -> None:
        """Let the copy `delivery.message_ids` show another content."""

    async def delete(self, delivery: Delivery) -> None:
        """Delete the copy `delivery.message_ids`; one that is gone already is no error."""
