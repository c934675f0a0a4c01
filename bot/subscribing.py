"""Subscriptions as their owners handle them: begun, changed, left, ended by a block, taken up.

Knows no Telegram: whoever calls has checked that the person may decide for the chat, and tells
when the bot was blocked, let in again or its group got a new id.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol, TypeVar

from bot.chats import ChatKind, KnownChat, Reachable, kind_of
from bot.subscribers import (
    ALL_COUNTRIES,
    ALL_TOPICS,
    Choice,
    Country,
    Place,
    Subscription,
    SubscriptionState,
    Topic,
)

OFFERED_AGAIN_AFTER = timedelta(minutes=1)
"""Clients that unblock a bot send /start at once: the same offer twice would be one too many."""

MAX_OFFERS = 1_000
"""So many offers are remembered for that."""

Flag = TypeVar("Flag", Topic, Country)


class ChatStore(Protocol):
    """What is needed of the storage of chats."""

    async def remember(
        self, chat_id: int, kind: ChatKind, language_code: str | None, now: datetime
    ) -> KnownChat:
        """Return what is known of a chat that was just heard of."""

    async def get(self, chat_id: int) -> KnownChat | None:
        """Return what is known of a chat, None for one that the bot has not met."""

    async def mark(self, chat_id: int, reachable: Reachable, now: datetime) -> KnownChat:
        """Note whether a chat can be reached; subscriptions stay as they are."""

    async def migrate(self, old_id: int, new_id: int, now: datetime) -> None:
        """Let all that belongs to a chat belong to its new id."""


class SubscriptionStore(Protocol):
    """What is needed of the storage of subscriptions."""

    async def subscribe(
        self, chat_id: int, thread_id: int, topics: Topic, countries: Country, now: datetime
    ) -> Subscription:
        """Return the chat's subscription, begun or changed."""

    async def unsubscribe(self, chat_id: int, thread_id: int, now: datetime) -> bool:
        """End a subscription; False where there was none to end."""

    async def get(self, chat_id: int, thread_id: int = 0) -> Subscription | None:
        """Return a subscription whatever its state, None where there never was one."""

    async def of_chat(self, chat_id: int) -> tuple[Subscription, ...]:
        """Return all of a chat's subscriptions."""

    async def block(
        self, chat_id: int, now: datetime, reachable: Reachable = Reachable.BLOCKED
    ) -> int:
        """Note that the bot cannot write to a chat; return how many subscriptions that ended."""

    async def unblock(self, chat_id: int, now: datetime) -> int:
        """Take up again what `block` ended; return how many subscriptions that were."""


class Switch(Enum):
    """What came of switching a topic or country."""

    DONE = auto()
    LAST = auto()
    """It was the last one that was on: nothing would be left to send."""
    NOT_SUBSCRIBED = auto()


class Subscribing:
    """What a chat, or a forum's topic, can do about the broadcasts that it gets."""

    def __init__(
        self, chats: ChatStore, subscriptions: SubscriptionStore, now: Callable[[], datetime]
    ) -> None:
        """Keep all in the stores; `now` is a clock in UTC."""
        self._chats = chats
        self._subscriptions = subscriptions
        self._now = now
        self._offered: OrderedDict[int, datetime] = OrderedDict()

    async def current(self, place: Place) -> Subscription | None:
        """Return the subscription of a place whatever its state, None where it never had one."""
        return await self._subscriptions.get(*place)

    async def is_active(self, place: Place) -> bool:
        """Return whether a place gets broadcasts."""
        found = await self.current(place)
        return found is not None and found.state is SubscriptionState.ACTIVE

    async def begin(
        self, place: Place, language_code: str | None, choice: Choice | None = None
    ) -> Subscription:
        """Return the subscription of a place, active and durable.

        What is not chosen is as it was before, and at first all there is. `language_code` is that
        of whoever decides: broadcasts come in it unless the chat has chosen another.
        """
        now = self._now()
        await self._remember(place.chat_id, language_code, now)
        before = await self._subscriptions.get(*place)
        wanted = choice or Choice()
        topics = wanted.topics or (before.topics if before else ALL_TOPICS)
        countries = wanted.countries or (before.countries if before else ALL_COUNTRIES)
        return await self._subscriptions.subscribe(*place, topics, countries, now)

    async def switch_topic(self, place: Place, topic: Topic, *, is_on: bool) -> Switch:
        """Let a place hear of a topic, or of several at once, or no longer."""
        found = await self.current(place)
        if found is None or found.state is not SubscriptionState.ACTIVE:
            return Switch.NOT_SUBSCRIBED
        topics = switched(found.topics, topic, is_on=is_on)
        return await self._change(place, topics, found.countries)

    async def switch_country(self, place: Place, country: Country, *, is_on: bool) -> Switch:
        """Let a place hear of a country, or no longer."""
        found = await self.current(place)
        if found is None or found.state is not SubscriptionState.ACTIVE:
            return Switch.NOT_SUBSCRIBED
        countries = switched(found.countries, country, is_on=is_on)
        return await self._change(place, found.topics, countries)

    async def leave(self, place: Place) -> bool:
        """End the subscription of a place; False where it had none to end."""
        return await self._subscriptions.unsubscribe(*place, self._now())

    async def take_up(self, place: Place, language_code: str | None) -> None:
        """Begin again what a block ended in the whole chat, and what this place had or has not.

        Topics and countries are the former ones.
        """
        await self._subscriptions.unblock(place.chat_id, self._now())
        if not await self.is_active(place):
            await self.begin(place, language_code)

    async def blocked(self, chat_id: int, reachable: Reachable = Reachable.BLOCKED) -> int:
        """Note that the bot may not write to a chat; return how many subscriptions that ended.

        For whoever hears of it first: the chat's own update, or the refusal of a delivery.
        """
        return await self._subscriptions.block(chat_id, self._now(), reachable)

    async def heard(self, chat_id: int, language_code: str | None) -> None:
        """Note the language that Telegram tells of a person now; nothing of one not known."""
        known = await self._chats.get(chat_id)
        if known is not None and known.kind is ChatKind.PERSON:
            await self._chats.remember(chat_id, known.kind, language_code, self._now())

    async def let_in(self, chat_id: int) -> None:
        """Note that the bot may write to a chat again; what a block ended stays ended."""
        known = await self._chats.get(chat_id)
        if known is not None and known.reachable is not Reachable.OK:
            await self._chats.mark(chat_id, Reachable.OK, self._now())

    async def to_offer(self, chat_id: int) -> Subscription | None:
        """Return what a block ended and the chat may take up again, None where there is nothing.

        None also for a minute after it was returned, so that nobody is asked twice.
        """
        now = self._now()
        ended = next(
            (
                each
                for each in await self._subscriptions.of_chat(chat_id)
                if each.state is SubscriptionState.BLOCKED
            ),
            None,
        )
        offered_at = self._offered.get(chat_id)
        if ended is None or (offered_at and now - offered_at < OFFERED_AGAIN_AFTER):
            return None
        self._offered[chat_id] = now
        self._offered.move_to_end(chat_id)
        while len(self._offered) > MAX_OFFERS:
            self._offered.popitem(last=False)
        return ended

    async def moved(self, old_id: int, new_id: int) -> None:
        """Let a group that got a new id keep everything; harmless if repeated.

        Who tells of it is in the group, so what counted as left only because the old chat was
        closed goes on.
        """
        now = self._now()
        await self._chats.migrate(old_id, new_id, now)
        known = await self._chats.get(new_id)
        if known is not None and known.reachable is not Reachable.OK:
            await self._subscriptions.unblock(new_id, now)

    def forget_chat(self, chat_id: int) -> None:
        """Drop what is remembered of a chat in memory."""
        self._offered.pop(chat_id, None)

    async def _change(self, place: Place, topics: Topic, countries: Country) -> Switch:
        if not topics or not countries:
            return Switch.LAST
        await self._subscriptions.subscribe(*place, topics, countries, self._now())
        return Switch.DONE

    async def _remember(self, chat_id: int, language_code: str | None, now: datetime) -> None:
        kind = kind_of(chat_id)
        if kind is not ChatKind.PERSON:
            # A group has no language of its own: that of its first administrator to decide stays.
            known = await self._chats.get(chat_id)
            language_code = None if known and known.language_code else language_code
        await self._chats.remember(chat_id, kind, language_code, now)


def switched(flags: Flag, flag: Flag, *, is_on: bool) -> Flag:
    """Return flags with one of them on or off.

    >>> switched(Topic.VISITS | Topic.EVENTS, Topic.VISITS, is_on=False)
    <Topic.EVENTS: 8>
    """
    return flags | flag if is_on else flags & ~flag
