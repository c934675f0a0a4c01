"""/subscribe, links that subscribe, groups and topics: who may, and what is shown."""

from typing import Any

import pytest
from telegram import Update

from bot.simulator.model import ADMINISTRATOR, Member
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Country, Place, Subscription, Topic
from bot.texts import LANGUAGE_NAMES
from tests.bot import delivered
from tests.handlers.chatting import (
    FORUM,
    GROUP,
    HARU,
    KIM,
    ROBIN,
    Hands,
    buttons,
    only,
)

SAY = delivered.texts().get
HERE = Place(ROBIN)
VISITS = 3
"""A topic of the simulator's forum."""

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
"""Who Telegram says has written where an administrator stays anonymous."""


async def found(hands: Hands, place: Place = HERE) -> Subscription | None:
    """What is kept of a place."""
    return await hands.services.stores.subscriptions.get(*place)


async def test_the_command_subscribes_to_everything_and_shows_how_it_is(hands: Hands) -> None:
    shown = only(await hands.says("/subscribe"))
    assert shown["text"].startswith(SAY("subscribed", "en"))
    for part in ("settings-on", "all-topics", "all-countries"):
        assert SAY(part, "en") in shown["text"]
    subscription = await found(hands)
    assert subscription is not None
    assert (subscription.topics, subscription.countries) == (ALL_TOPICS, ALL_COUNTRIES)
    chat = await hands.services.stores.chats.get(ROBIN)
    assert chat is not None
    assert chat.language_code == "en"


async def test_words_behind_the_command_choose(hands: Hands) -> None:
    shown = only(await hands.says("/subscribe visits, Việt Nam"))
    assert "Topics: Visits" in shown["text"]
    subscription = await found(hands)
    assert subscription is not None
    assert (subscription.topics, subscription.countries) == (Topic.VISITS, Country.VIETNAM)
    await hands.says("/subscribe events")
    subscription = await found(hands)
    assert subscription is not None
    assert (subscription.topics, subscription.countries) == (Topic.EVENTS, Country.VIETNAM)


@pytest.mark.parametrize("words", ["football", "<b>&", "🦕" * 50])
async def test_words_that_name_nothing_change_nothing(hands: Hands, words: str) -> None:
    shown = only(await hands.says(f"/subscribe {words}"))
    assert shown["text"].startswith(SAY("subscribe-unknown", "en"))
    assert "s:s" in buttons(shown).values()
    assert await found(hands) is None


@pytest.mark.parametrize(
    ("payload", "topics"),
    [("subscribe", ALL_TOPICS), ("subscribe-visits-vietnam", Topic.VISITS)],
)
async def test_a_link_subscribes(hands: Hands, payload: str, topics: Topic) -> None:
    await hands.sim.sim("start", user=ROBIN, payload=payload)
    await hands.settle()
    shown = only(await hands.written(ROBIN))
    assert shown["text"].startswith(SAY("subscribed", "en"))
    subscription = await found(hands)
    assert subscription is not None
    assert subscription.topics == topics


async def test_a_link_that_brings_the_bot_into_a_group_subscribes_the_group(hands: Hands) -> None:
    refused = only(await hands.says("/start subscribe", user=KIM, chat=GROUP))
    assert refused["text"] == SAY("admins-decide", "en")
    await hands.says("/start subscribe", chat=GROUP)
    assert await found(hands, Place(GROUP)) is not None


async def test_a_language_changed_in_telegram_counts_from_the_next_look(hands: Hands) -> None:
    await hands.says("/subscribe")
    hands.sim.world.users[ROBIN].language_code = "th"
    for command in ("/settings", "/start", "/updates"):
        await hands.services.subscribing.heard(ROBIN, "en")
        await hands.says(command)
        chat = await hands.services.stores.chats.get(ROBIN)
        assert chat is not None
        assert chat.language_code == "th"


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
async def test_everything_is_said_in_the_readers_language(hands: Hands, locale: str) -> None:
    await hands.sim.person(50, language_code=locale)
    shown = only(await hands.says("/subscribe", user=50))
    assert shown["text"].startswith(SAY("subscribed", locale))
    assert any(SAY("topic-events", locale) in label for label in buttons(shown))


async def test_only_administrators_subscribe_a_group(hands: Hands) -> None:
    for command in ("/subscribe", "/unsubscribe", "/mydata", "/forgetme"):
        refused = only(await hands.says(command, user=KIM, chat=GROUP))
        assert refused["text"] == SAY("admins-decide", "en")
    assert await found(hands, Place(GROUP)) is None
    hands.sim.world.set_member(hands.sim.world.groups[GROUP], KIM, Member(ADMINISTRATOR))
    await hands.says("/subscribe", user=KIM, chat=GROUP)
    assert await found(hands, Place(GROUP)) is not None


async def test_a_topic_of_a_forum_subscribes_by_itself(hands: Hands) -> None:
    shown = only(await hands.says("/subscribe visits", chat=FORUM, topic=VISITS))
    assert shown["message_thread_id"] == VISITS
    assert await found(hands, Place(FORUM, VISITS)) is not None
    assert await found(hands, Place(FORUM)) is None
    await hands.presses(shown, "s:t:events:1")
    subscription = await found(hands, Place(FORUM, VISITS))
    assert subscription is not None
    assert subscription.topics == Topic.VISITS | Topic.EVENTS


async def test_a_group_reads_the_language_of_who_subscribed_it(hands: Hands) -> None:
    hands.sim.world.set_member(hands.sim.world.groups[GROUP], HARU, Member(ADMINISTRATOR))
    await hands.says("/subscribe", user=HARU, chat=GROUP)
    chat = await hands.services.stores.chats.get(GROUP)
    assert chat is not None
    assert (chat.language_code, chat.locale) == ("ja", None)


def anonymous(hands: Hands, sender: int, text: str = "/subscribe") -> Update:
    """A command in the forum by somebody of whom Telegram tells only a chat."""
    chat = {"id": FORUM, "type": "supergroup", "title": "Office", "is_forum": True}
    sender_chat = {"id": sender, "type": "supergroup", "title": "Some chat"}
    message: dict[str, Any] = {
        "message_id": 900_000,
        "date": 1_700_000_000,
        "chat": chat,
        "from": ANONYMOUS,
        "sender_chat": sender_chat,
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }
    update = Update.de_json({"update_id": 1, "message": message}, hands.application.bot)
    assert update is not None
    return update


async def test_an_anonymous_administrator_counts_and_another_chat_does_not(hands: Hands) -> None:
    await hands.application.process_update(anonymous(hands, sender=-1_009))
    assert await found(hands, Place(FORUM)) is None
    await hands.application.process_update(anonymous(hands, sender=FORUM))
    assert await found(hands, Place(FORUM)) is not None


async def test_who_telegram_does_not_know_in_the_group_decides_nothing(hands: Hands) -> None:
    await hands.fault("error", method="getChatMember", error_code=400, description="Bad Request: x")
    refused = only(await hands.says("/subscribe", chat=GROUP))
    assert refused["text"] == SAY("admins-decide", "en")
    assert await found(hands, Place(GROUP)) is None
