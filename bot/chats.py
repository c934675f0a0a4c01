"""What is known of a chat: plain data, without SQL and without Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChatKind(StrEnum):
    """What sort of chat it is, as far as it matters to who reads there."""

    PERSON = "person"
    GROUP = "group"
    CHANNEL = "channel"


class Reachable(StrEnum):
    """Whether the bot may write to a chat."""

    OK = "ok"
    BLOCKED = "blocked"
    """The person has blocked the bot, or the account is no more."""
    LEFT = "left"
    """The bot was removed from the group."""


@dataclass(frozen=True, slots=True)
class KnownChat:
    """A chat that the bot has met.

    `language_code` is what Telegram last told of the person, `locale` what was chosen by
    /language; both are None where there is none. `time_zone` is a name such as Asia/Tokyo.
    """

    chat_id: int
    kind: ChatKind
    language_code: str | None
    locale: str | None
    time_zone: str | None
    reachable: Reachable
    created_at: datetime
    updated_at: datetime


def kind_of(chat_id: int) -> ChatKind:
    """Return what a chat is by its id alone: people's are positive, all others negative.

    >>> kind_of(1001).value, kind_of(-100200).value
    ('person', 'group')
    """
    return ChatKind.PERSON if chat_id > 0 else ChatKind.GROUP
