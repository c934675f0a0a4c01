"""Subscriptions as their owners handle them, on a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chats import ChatKind, Reachable
from bot.storage.stores import Stores
from bot.subscribers import (
    ALL_COUNTRIES,
    ALL_TOPICS,
    Audience,
    Choice,
    Country,
    Place,
    SubscriptionState,
    Topic,
)
from bot.subscribing import Subscribing, Switch
from tests.bot.kept import Clock, kept

PERSON = Place(1001)
GROUP, SUPERGROUP = -500, -1_000_000_000_500
TOPIC = Place(-1_002, 7)


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    """Where subscriptions are kept."""
    async with kept(tmp_path) as stores:
        yield stores


@pytest.fixture
def clock() -> Clock:
    """What time it is."""
    return Clock()


@pytest.fixture
def subscribing(stores: Stores, clock: Clock) -> Subscribing:
    """The service."""
    return Subscribing(stores.chats, stores.subscriptions, clock)


async def state(subscribing: Subscribing, place: Place) -> SubscriptionState | None:
    """The state of a place's subscription."""
    found = await subscribing.current(place)
    return found.state if found else None


async def test_a_subscription_begins_with_everything(
    subscribing: Subscribing, stores: Stores
) -> None:
    assert not await subscribing.is_active(PERSON)
    begun = await subscribing.begin(PERSON, "vi-VN")
    assert (begun.topics, begun.countries) == (ALL_TOPICS, ALL_COUNTRIES)
    assert await subscribing.is_active(PERSON)
    chat = await stores.chats.get(PERSON.chat_id)
    assert chat is not None
    assert (chat.kind, chat.language_code) == (ChatKind.PERSON, "vi-VN")
    assert await stores.subscriptions.count(Audience(locales=frozenset({"vi"}))) == 1


async def test_what_is_not_chosen_stays_as_it_was(subscribing: Subscribing) -> None:
    await subscribing.begin(PERSON, None, Choice(topics=Topic.VISITS))
    changed = await subscribing.begin(PERSON, None, Choice(countries=Country.JAPAN))
    assert (changed.topics, changed.countries) == (Topic.VISITS, Country.JAPAN)
    await subscribing.leave(PERSON)
    again = await subscribing.begin(PERSON, None)
    assert (again.topics, again.countries) == (Topic.VISITS, Country.JAPAN)


async def test_topics_and_countries_are_switched_but_never_all_off(
    subscribing: Subscribing,
) -> None:
    await subscribing.begin(PERSON, None, Choice(Topic.VISITS, Country.JAPAN))
    switch = subscribing.switch_topic
    assert await switch(PERSON, Topic.EVENTS, is_on=True) is Switch.DONE
    assert await switch(PERSON, Topic.EVENTS, is_on=True) is Switch.DONE
    assert await switch(PERSON, Topic.VISITS, is_on=False) is Switch.DONE
    assert await switch(PERSON, Topic.EVENTS, is_on=False) is Switch.LAST
    assert await subscribing.switch_country(PERSON, Country.JAPAN, is_on=False) is Switch.LAST
    assert await subscribing.switch_country(PERSON, Country.VIETNAM, is_on=True) is Switch.DONE
    found = await subscribing.current(PERSON)
    assert found is not None
    assert (found.topics, found.countries) == (Topic.EVENTS, Country.JAPAN | Country.VIETNAM)
    assert await switch(PERSON, ALL_TOPICS, is_on=True) is Switch.DONE
    assert (await subscribing.begin(PERSON, None)).topics == ALL_TOPICS


async def test_who_is_not_subscribed_switches_nothing_on(subscribing: Subscribing) -> None:
    switch = subscribing.switch_topic
    assert await switch(PERSON, Topic.VISITS, is_on=True) is Switch.NOT_SUBSCRIBED
    await subscribing.begin(PERSON, None)
    await subscribing.leave(PERSON)
    assert await switch(PERSON, Topic.VISITS, is_on=True) is Switch.NOT_SUBSCRIBED
    assert (
        await subscribing.switch_country(PERSON, Country.JAPAN, is_on=True) is Switch.NOT_SUBSCRIBED
    )
    assert await state(subscribing, PERSON) is SubscriptionState.ENDED


async def test_leaving_ends_it_once_and_can_be_taken_back_as_it_was(
    subscribing: Subscribing,
) -> None:
    await subscribing.begin(PERSON, None, Choice(topics=Topic.VISITS))
    assert await subscribing.leave(PERSON)
    assert not await subscribing.leave(PERSON)
    assert not await subscribing.is_active(PERSON)
    await subscribing.take_up(PERSON, None)
    found = await subscribing.current(PERSON)
    assert found is not None
    assert (found.state, found.topics) == (SubscriptionState.ACTIVE, Topic.VISITS)


async def test_a_block_ends_it_and_only_a_yes_takes_it_up(
    subscribing: Subscribing, stores: Stores
) -> None:
    await subscribing.begin(PERSON, None, Choice(topics=Topic.EVENTS))
    assert await subscribing.blocked(PERSON.chat_id) == 1
    assert await subscribing.blocked(PERSON.chat_id) == 0
    await subscribing.let_in(PERSON.chat_id)
    chat = await stores.chats.get(PERSON.chat_id)
    assert chat is not None
    assert chat.reachable is Reachable.OK
    assert await state(subscribing, PERSON) is SubscriptionState.BLOCKED
    offered = await subscribing.to_offer(PERSON.chat_id)
    assert offered is not None
    assert offered.topics == Topic.EVENTS
    await subscribing.take_up(PERSON, None)
    assert await state(subscribing, PERSON) is SubscriptionState.ACTIVE


async def test_the_same_is_not_offered_twice_within_a_minute(
    subscribing: Subscribing, clock: Clock
) -> None:
    await subscribing.begin(PERSON, None)
    assert await subscribing.to_offer(PERSON.chat_id) is None
    await subscribing.blocked(PERSON.chat_id)
    assert await subscribing.to_offer(PERSON.chat_id) is not None
    clock.move(seconds=59)
    assert await subscribing.to_offer(PERSON.chat_id) is None
    clock.move(seconds=2)
    assert await subscribing.to_offer(PERSON.chat_id) is not None
    subscribing.forget_chat(PERSON.chat_id)
    assert await subscribing.to_offer(PERSON.chat_id) is not None


async def test_who_left_by_themselves_is_offered_nothing(subscribing: Subscribing) -> None:
    await subscribing.begin(PERSON, None)
    await subscribing.leave(PERSON)
    await subscribing.blocked(PERSON.chat_id)
    assert await subscribing.to_offer(PERSON.chat_id) is None


async def test_a_chat_that_the_bot_never_met_leaves_no_row(
    subscribing: Subscribing, stores: Stores
) -> None:
    await subscribing.blocked(PERSON.chat_id)
    await subscribing.let_in(PERSON.chat_id)
    assert await stores.chats.get(PERSON.chat_id) is None


async def test_topics_of_a_forum_are_subscribed_each_by_itself(subscribing: Subscribing) -> None:
    other = Place(TOPIC.chat_id, 8)
    await subscribing.begin(TOPIC, "th")
    assert not await subscribing.is_active(other)
    await subscribing.begin(other, "th")
    await subscribing.leave(TOPIC)
    assert await subscribing.is_active(other)


async def test_a_removal_ends_all_topics_and_they_are_taken_up_together(
    subscribing: Subscribing,
) -> None:
    other, left = Place(TOPIC.chat_id, 8), Place(TOPIC.chat_id, 9)
    for place in (TOPIC, other, left):
        await subscribing.begin(place, None)
    await subscribing.leave(left)
    assert await subscribing.blocked(TOPIC.chat_id, Reachable.LEFT) == 2
    await subscribing.take_up(TOPIC, None)
    assert [await subscribing.is_active(each) for each in (TOPIC, other, left)] == [
        True,
        True,
        False,
    ]


async def test_a_group_reads_the_language_of_who_subscribed_it_first(
    subscribing: Subscribing, stores: Stores
) -> None:
    await subscribing.begin(Place(GROUP), "ja")
    await subscribing.begin(Place(GROUP), "vi")
    assert await stores.subscriptions.count(Audience(locales=frozenset({"ja"}))) == 1
    await subscribing.begin(PERSON, "ja")
    await subscribing.begin(PERSON, "vi")
    assert await stores.subscriptions.count(Audience(locales=frozenset({"vi"}))) == 1


async def test_a_language_that_changed_in_telegram_is_followed_for_people_who_are_known(
    subscribing: Subscribing, stores: Stores
) -> None:
    await subscribing.heard(PERSON.chat_id, "ja")
    assert await stores.chats.get(PERSON.chat_id) is None
    for place in (PERSON, Place(GROUP)):
        await subscribing.begin(place, "en")
        await subscribing.heard(place.chat_id, "ja")
        await subscribing.heard(place.chat_id, None)
    known = [await stores.chats.get(each) for each in (PERSON.chat_id, GROUP)]
    assert [each.language_code for each in known if each] == ["ja", "en"]


async def test_a_group_that_gets_a_new_id_keeps_its_subscription(
    subscribing: Subscribing,
) -> None:
    await subscribing.begin(Place(GROUP), "ja", Choice(topics=Topic.AGREEMENTS))
    for _ in range(2):
        await subscribing.moved(GROUP, SUPERGROUP)
    found = await subscribing.current(Place(SUPERGROUP))
    assert found is not None
    assert (found.state, found.topics) == (SubscriptionState.ACTIVE, Topic.AGREEMENTS)
    assert await subscribing.current(Place(GROUP)) is None


async def test_a_group_that_seemed_left_because_it_moved_goes_on(
    subscribing: Subscribing,
) -> None:
    await subscribing.begin(Place(GROUP), None)
    await subscribing.blocked(GROUP, Reachable.LEFT)
    await subscribing.moved(GROUP, SUPERGROUP)
    assert await subscribing.is_active(Place(SUPERGROUP))
