"""Who gets which broadcasts: topics, countries, subscriptions, audiences. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntFlag, StrEnum
from typing import Any, NamedTuple

from bot.chats import ChatKind


class Place(NamedTuple):
    """Where broadcasts go: a chat, and in a forum one of its topics; `thread_id` is 0 elsewhere."""

    chat_id: int
    thread_id: int = 0


class Topic(IntFlag):
    """What broadcasts are about. The values stand in the database: never change one."""

    PROGRAMMES = 1
    VISITS = 2
    AGREEMENTS = 4
    EVENTS = 8


class Country(IntFlag):
    """Which country a broadcast concerns. The values stand in the database: never change one."""

    JAPAN = 1
    VIETNAM = 2
    THAILAND = 4


ALL_TOPICS = Topic.PROGRAMMES | Topic.VISITS | Topic.AGREEMENTS | Topic.EVENTS
ALL_COUNTRIES = Country.JAPAN | Country.VIETNAM | Country.THAILAND


def key_of(flag: Topic | Country) -> str:
    """Return the name of one topic or country, as texts, buttons and files use it.

    >>> key_of(Topic.VISITS)
    'visits'
    """
    return (flag.name or "").lower()


def keys_of(flags: Topic | Country) -> tuple[str, ...]:
    """Return the names of all topics or countries among flags, in their order.

    >>> keys_of(Topic.EVENTS | Topic.VISITS)
    ('visits', 'events')
    """
    return tuple(key_of(flag) for flag in flags)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a subscriber wants to hear of; None leaves what there was, and at first means all."""

    topics: Topic | None = None
    countries: Country | None = None


class SubscriptionState(StrEnum):
    """Whether a subscriber gets broadcasts."""

    ACTIVE = "active"
    ENDED = "ended"
    """Ended by the subscriber."""
    BLOCKED = "blocked"
    """Ended because the bot cannot write there; can be taken up again."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's, or in a forum a topic's, wish to get broadcasts.

    `thread_id` is 0 outside forum topics. `ended_at` is None while the state is active.
    """

    id: int
    chat_id: int
    thread_id: int
    topics: Topic
    countries: Country
    state: SubscriptionState
    joined_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Audience:
    """The rule that says who gets a broadcast.

    A subscription belongs to it if it shares a topic and a country with it and its chat has one
    of the locales and kinds. Empty `locales` or `kinds` mean all there are.
    """

    topics: Topic = ALL_TOPICS
    countries: Country = ALL_COUNTRIES
    locales: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[ChatKind] = field(default_factory=frozenset)

    def includes(self, topics: Topic, countries: Country, locale: str, kind: ChatKind) -> bool:
        """Return whether a subscription with these belongs to it, as a database would tell.

        >>> Audience(topics=Topic.VISITS).includes(ALL_TOPICS, Country.JAPAN, "en", ChatKind.GROUP)
        True
        """
        return (
            bool(self.topics & topics)
            and bool(self.countries & countries)
            and (not self.locales or locale in self.locales)
            and (not self.kinds or kind in self.kinds)
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it; `from_json` reads that.

        >>> Audience.from_json(Audience(locales=frozenset({"ja"})).as_json()).locales
        frozenset({'ja'})
        """
        return {
            "topics": int(self.topics),
            "countries": int(self.countries),
            "locales": sorted(self.locales),
            "kinds": sorted(kind.value for kind in self.kinds),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Audience:
        """Return the audience that `as_json` wrote."""
        return cls(
            topics=Topic(value["topics"]),
            countries=Country(value["countries"]),
            locales=frozenset(value["locales"]),
            kinds=frozenset(ChatKind(kind) for kind in value["kinds"]),
        )


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Where a broadcast goes: a subscription's chat, with the locale that it reads."""

    subscription_id: int
    chat_id: int
    thread_id: int
    locale: str
