"""Subscriptions: beginning, ending, blocks, audiences and pages of them."""

import pytest

from bot.chats import ChatKind, Reachable
from bot.storage.stores import Stores
from bot.subscribers import (
    ALL_COUNTRIES,
    ALL_TOPICS,
    Audience,
    Country,
    Subscriber,
    SubscriptionState,
    Topic,
)
from bot.texts import locale_of_code
from tests.bot.storage.instants import NOON, later

PERSON, GROUP = 1001, -100_500
ACTIVE, ENDED, BLOCKED = SubscriptionState


async def test_subscribing_begins_and_then_changes_one_subscription(stores: Stores) -> None:
    begun = await stores.subscriptions.subscribe(PERSON, 0, Topic.VISITS, Country.JAPAN, NOON)
    assert (begun.state, begun.joined_at, begun.ended_at) == (ACTIVE, NOON, None)
    changed = await stores.subscriptions.subscribe(
        PERSON, 0, Topic.VISITS | Topic.EVENTS, ALL_COUNTRIES, later(5)
    )
    assert (changed.id, changed.joined_at) == (begun.id, NOON)
    assert changed.topics == Topic.VISITS | Topic.EVENTS
    assert changed.countries == ALL_COUNTRIES
    assert await stores.subscriptions.get(PERSON) == changed


async def test_subscribing_makes_the_chat_known(stores: Stores) -> None:
    await stores.subscriptions.subscribe(GROUP, 3, ALL_TOPICS, ALL_COUNTRIES, NOON)
    known = await stores.chats.get(GROUP)
    assert known is not None
    assert known.kind is ChatKind.GROUP


async def test_topics_of_a_forum_subscribe_by_themselves(stores: Stores) -> None:
    await stores.subscriptions.subscribe(GROUP, 7, Topic.EVENTS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.subscribe(GROUP, 0, Topic.VISITS, ALL_COUNTRIES, NOON)
    found = await stores.subscriptions.of_chat(GROUP)
    assert [(each.thread_id, each.topics) for each in found] == [
        (0, Topic.VISITS),
        (7, Topic.EVENTS),
    ]
    assert await stores.subscriptions.unsubscribe(GROUP, 7, later(1))
    kept = await stores.subscriptions.get(GROUP)
    assert kept is not None
    assert kept.state is ACTIVE


async def test_unsubscribing_ends_it_once(stores: Stores) -> None:
    assert not await stores.subscriptions.unsubscribe(PERSON, 0, NOON)
    await stores.subscriptions.subscribe(PERSON, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    assert await stores.subscriptions.unsubscribe(PERSON, 0, later(1))
    assert not await stores.subscriptions.unsubscribe(PERSON, 0, later(2))
    ended = await stores.subscriptions.get(PERSON)
    assert ended is not None
    assert (ended.state, ended.ended_at) == (ENDED, later(1))


async def test_who_comes_back_has_joined_anew(stores: Stores) -> None:
    await stores.subscriptions.subscribe(PERSON, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.unsubscribe(PERSON, 0, later(1))
    back = await stores.subscriptions.subscribe(PERSON, 0, ALL_TOPICS, ALL_COUNTRIES, later(2))
    assert (back.state, back.joined_at, back.ended_at) == (ACTIVE, later(2), None)


async def test_a_block_ends_what_is_active_and_can_be_undone(stores: Stores) -> None:
    await stores.subscriptions.subscribe(GROUP, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.subscribe(GROUP, 4, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.unsubscribe(GROUP, 4, NOON)
    assert await stores.subscriptions.block(GROUP, later(1), Reachable.LEFT) == 1
    assert await stores.subscriptions.block(GROUP, later(2), Reachable.LEFT) == 0
    states = [each.state for each in await stores.subscriptions.of_chat(GROUP)]
    assert states == [BLOCKED, ENDED]
    known = await stores.chats.get(GROUP)
    assert known is not None
    assert known.reachable is Reachable.LEFT
    assert await stores.subscriptions.unblock(GROUP, later(3)) == 1
    begun, ended = await stores.subscriptions.of_chat(GROUP)
    assert (begun.state, begun.joined_at, begun.ended_at) == (ACTIVE, later(3), None)
    assert ended.state is ENDED
    again = await stores.chats.get(GROUP)
    assert again is not None
    assert again.reachable is Reachable.OK


async def test_subscribing_after_a_block_makes_the_chat_reachable(stores: Stores) -> None:
    await stores.subscriptions.subscribe(PERSON, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.block(PERSON, later(1))
    await stores.subscriptions.subscribe(PERSON, 0, ALL_TOPICS, ALL_COUNTRIES, later(2))
    known = await stores.chats.get(PERSON)
    assert known is not None
    assert known.reachable is Reachable.OK


async def people(stores: Stores) -> None:
    """Four people and a group of various wishes, and one who left."""
    for number, (code, locale, topics, countries) in enumerate(
        [
            ("ja", None, Topic.VISITS, Country.JAPAN),
            ("ja-JP", "vi", Topic.EVENTS, Country.VIETNAM),
            ("TH", None, Topic.VISITS | Topic.EVENTS, ALL_COUNTRIES),
            ("fr", None, ALL_TOPICS, ALL_COUNTRIES),
        ],
        1,
    ):
        await stores.chats.remember(number, ChatKind.PERSON, code, NOON)
        await stores.chats.choose_locale(number, locale, NOON)
        await stores.subscriptions.subscribe(number, 0, topics, countries, NOON)
    await stores.subscriptions.subscribe(GROUP, 2, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.subscribe(9, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.unsubscribe(9, 0, later(1))


@pytest.mark.parametrize(
    ("audience", "chats"),
    [
        (Audience(), [1, 2, 3, 4, GROUP]),
        (Audience(topics=Topic.VISITS), [1, 3, 4, GROUP]),
        (Audience(topics=Topic.AGREEMENTS | Topic.PROGRAMMES), [4, GROUP]),
        (Audience(countries=Country.VIETNAM), [2, 3, 4, GROUP]),
        (Audience(topics=Topic.EVENTS, countries=Country.JAPAN), [3, 4, GROUP]),
        (Audience(locales=frozenset({"ja"})), [1]),
        (Audience(locales=frozenset({"vi", "th"})), [2, 3]),
        (Audience(locales=frozenset({"en"})), [4, GROUP]),
        (Audience(kinds=frozenset({ChatKind.GROUP})), [GROUP]),
        (Audience(kinds=frozenset({ChatKind.PERSON}), topics=Topic.VISITS), [1, 3, 4]),
        (Audience(kinds=frozenset({ChatKind.CHANNEL})), []),
    ],
)
async def test_an_audience_is_counted_and_listed_alike(
    stores: Stores, audience: Audience, chats: list[int]
) -> None:
    await people(stores)
    assert await stores.subscriptions.count(audience) == len(chats)
    found = await stores.subscriptions.page(audience, 0, 100)
    assert [each.chat_id for each in found] == chats
    for chat_id in (1, 2, 3, 4, GROUP):
        (subscription,) = await stores.subscriptions.of_chat(chat_id)
        chat = await stores.chats.get(chat_id)
        assert chat is not None
        locale = chat.locale or locale_of_code(chat.language_code)
        belongs = audience.includes(subscription.topics, subscription.countries, locale, chat.kind)
        assert belongs == (chat_id in chats)


async def test_a_page_goes_on_where_the_last_one_ended(stores: Stores) -> None:
    await people(stores)
    found: list[Subscriber] = []
    while page := await stores.subscriptions.page(
        Audience(), found[-1].subscription_id if found else 0, 2
    ):
        assert len(page) <= 2
        found += page
    assert [(each.chat_id, each.thread_id, each.locale) for each in found] == [
        (1, 0, "ja"),
        (2, 0, "vi"),
        (3, 0, "th"),
        (4, 0, "en"),
        (GROUP, 2, "en"),
    ]


def test_an_audience_comes_back_from_json() -> None:
    audience = Audience(
        Topic.VISITS, Country.JAPAN, frozenset({"ja", "th"}), frozenset({ChatKind.GROUP})
    )
    assert Audience.from_json(audience.as_json()) == audience
