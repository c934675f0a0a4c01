"""What went out lately to the audience that a subscriber belongs to, also before they joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.broadcasts import Broadcast, BroadcastKind, BroadcastState, Content
from bot.chats import KnownChat
from bot.subscribers import Place, Subscription, SubscriptionState
from bot.texts import locale_of_code

KEPT = timedelta(days=30)
"""So long a broadcast can be looked up."""

MAX_BROADCASTS = 200
"""So many of the latest are looked through; three a day would be 90."""

PAGE_SIZE = 6

SHOWN = (BroadcastState.RUNNING, BroadcastState.FINISHED)
"""What was paused or stopped may have been wrong: readers who have no copy get none."""


class BroadcastStore(Protocol):
    """What is needed of the storage of broadcasts."""

    async def sent_since(self, since: datetime, limit: int) -> tuple[Broadcast, ...]:
        """Return the broadcasts that began to be sent after an instant, the newest first."""

    async def about(self, origin_id: int) -> tuple[Broadcast, ...]:
        """Return the corrections, recalls and repeats of a broadcast, the oldest first."""

    async def versions(self, broadcast_id: int) -> dict[str, Content]:
        """Return the contents of a broadcast by locale."""


class SubscriptionStore(Protocol):
    """What is needed of the storage of subscriptions."""

    async def get(self, chat_id: int, thread_id: int = 0) -> Subscription | None:
        """Return a subscription whatever its state, None where there never was one."""


class ChatStore(Protocol):
    """What is needed of the storage of chats."""

    async def get(self, chat_id: int) -> KnownChat | None:
        """Return what is known of a chat, None for one that the bot has not met."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A broadcast in a reader's list: the reader's day on which it went out, and what it says."""

    id: int
    day: date
    content: Content


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a reader's list, the newest first; `number` counts from 0."""

    listed: tuple[Listed, ...]
    number: int
    count: int


class CatchingUp:
    """Lists and finds past broadcasts for subscribers."""

    def __init__(
        self,
        broadcasts: BroadcastStore,
        subscriptions: SubscriptionStore,
        chats: ChatStore,
        now: Callable[[], datetime],
    ) -> None:
        """Read from the stores; `now` is a clock in UTC."""
        self._broadcasts = broadcasts
        self._subscriptions = subscriptions
        self._chats = chats
        self._now = now

    async def page(self, place: Place, number: int) -> Page | None:
        """Return a page of what went out to the audience of a place; None for no subscriber.

        A page beyond the last is the last. What was recalled is on no page; what was corrected is
        there as corrected.
        """
        chat, found = await self._for(place)
        if chat is None:
            return None
        listed = []
        for each in found:
            content = await self._content(each, _locale_read(chat))
            if content is not None:
                listed.append(Listed(each.id, _day(each, chat), content))
        count = max(1, -(-len(listed) // PAGE_SIZE))
        number = min(number, count - 1)
        shown = listed[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
        return Page(tuple(shown), number, count)

    async def content(self, place: Place, broadcast_id: int) -> Content | None:
        """Return what a broadcast says to a place; None where it is not, or no more, for it."""
        chat, found = await self._for(place)
        for each in found:
            if each.id == broadcast_id and chat is not None:
                return await self._content(each, _locale_read(chat))
        return None

    async def _for(self, place: Place) -> tuple[KnownChat | None, list[Broadcast]]:
        """Return the chat of a subscriber, None for who is none, and what went out to them."""
        subscription = await self._subscriptions.get(*place)
        chat = await self._chats.get(place.chat_id)
        if subscription is None or chat is None:
            return None, []
        if subscription.state is not SubscriptionState.ACTIVE:
            return None, []
        locale = _locale_read(chat)
        recent = await self._broadcasts.sent_since(self._now() - KEPT, MAX_BROADCASTS)
        return chat, [
            each
            for each in recent
            if each.state in SHOWN
            and each.audience.includes(
                subscription.topics, subscription.countries, locale, chat.kind
            )
        ]

    async def _content(self, broadcast: Broadcast, locale: str) -> Content | None:
        """Return the last wording in a locale, else in the default one; None if recalled."""
        last = broadcast.id
        for each in await self._broadcasts.about(broadcast.id):
            if each.kind is BroadcastKind.RECALL and _counts(each):
                return None
            if each.kind is BroadcastKind.CORRECT and _counts(each):
                last = each.id
        versions = await self._broadcasts.versions(last)
        return _version(versions, locale, broadcast.default_locale)


def _counts(operation: Broadcast) -> bool:
    """Whether a correction or recall has begun or is about to, and was not stopped before."""
    return operation.started_at is not None or operation.state is BroadcastState.SCHEDULED


def _locale_read(chat: KnownChat) -> str:
    return chat.locale or locale_of_code(chat.language_code)


def _day(broadcast: Broadcast, chat: KnownChat) -> date:
    """Return the day on which a broadcast began, where the reader is if that is known, else UTC."""
    try:
        zone = ZoneInfo(chat.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):  # a name that this machine does not know
        zone = ZoneInfo("UTC")
    return (broadcast.started_at or broadcast.created_at).astimezone(zone).date()


def _version(versions: Mapping[str, Content], locale: str, default: str) -> Content | None:
    return versions.get(locale) or versions.get(default)
