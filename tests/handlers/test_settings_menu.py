"""/settings: one message whose buttons switch topics, countries, the language, and leave."""

import pytest

from bot.subscribers import Country, Place, SubscriptionState, Topic
from tests.bot import delivered
from tests.handlers.chatting import GROUP, KIM, ROBIN, Hands, buttons, named, only
from tests.simulator.driver import Json

SAY = delivered.texts().get
HERE = Place(ROBIN)


async def menu(hands: Hands, command: str = "/settings") -> Json:
    """The message that shows the settings."""
    return only(await hands.says(command))


async def choice(hands: Hands) -> tuple[Topic, Country]:
    """What is kept."""
    found = await hands.services.stores.subscriptions.get(*HERE)
    assert found is not None
    return found.topics, found.countries


async def test_who_is_not_subscribed_sees_so_and_subscribes_in_place(hands: Hands) -> None:
    shown = await menu(hands)
    assert SAY("settings-off", "en") in shown["text"]
    assert buttons(shown) == {"🌐 Language": "s:l", "🔔 Subscribe": "s:s"}
    await hands.presses(shown, "s:s")
    assert SAY("settings-on", "en") in (await hands.now(shown))["text"]
    assert await hands.services.subscribing.is_active(HERE)


async def test_toggles_switch_in_place_and_twice_is_as_once(hands: Hands) -> None:
    shown = await menu(hands, "/subscribe")
    data = named(shown, "✓ Visits")
    for _ in range(2):
        await hands.presses(shown, data)
        assert named(await hands.now(shown), "– Visits") == "s:t:visits:1"
    topics, _ = await choice(hands)
    assert Topic.VISITS not in topics
    await hands.presses(shown, "s:c:japan:0")
    after = await hands.now(shown)
    assert "Countries: Vietnam, Thailand" in after["text"]
    assert named(after, "All topics") == "s:t:all:1"
    await hands.presses(shown, "s:t:all:1")
    after = await hands.now(shown)
    assert "Topics: All topics" in after["text"]
    assert "All topics" not in buttons(after)
    assert len(await hands.written(ROBIN)) == 1


async def test_the_last_one_stays_on_and_the_reader_is_told_how_to_leave(hands: Hands) -> None:
    shown = await menu(hands, "/subscribe visits japan")
    before = await hands.now(shown)
    for data in ("s:t:visits:0", "s:c:japan:0"):
        answer = await hands.presses(shown, data)
        assert answer is not None
        assert answer["text"] == SAY("settings-last", "en")
        assert answer["show_alert"]
    assert await choice(hands) == (Topic.VISITS, Country.JAPAN)
    assert await hands.now(shown) == before


async def test_leaving_is_one_tap_and_subscribing_again_brings_back_the_choice(
    hands: Hands,
) -> None:
    shown = await menu(hands, "/subscribe events")
    await hands.presses(shown, named(shown, "Unsubscribe"))
    assert SAY("settings-off", "en") in (await hands.now(shown))["text"]
    assert not await hands.services.subscribing.is_active(HERE)
    await hands.presses(shown, named(await hands.now(shown), "Subscribe"))
    assert (await choice(hands))[0] == Topic.EVENTS


async def test_a_toggle_of_an_old_menu_does_not_subscribe_anew(hands: Hands) -> None:
    shown = await menu(hands, "/subscribe")
    await hands.says("/unsubscribe")
    await hands.presses(shown, "s:t:visits:1")
    assert SAY("settings-off", "en") in (await hands.now(shown))["text"]
    found = await hands.services.stores.subscriptions.get(*HERE)
    assert found is not None
    assert found.state is SubscriptionState.ENDED


async def test_the_language_is_chosen_in_the_same_message(hands: Hands) -> None:
    shown = await menu(hands)
    await hands.presses(shown, "s:l")
    offer = await hands.now(shown)
    assert offer["text"] == SAY("language-choose", "en")
    assert named(offer, "✓ As Telegram is set") == "s:l:telegram"
    await hands.presses(shown, "s:l:vi")
    after = await hands.now(shown)
    assert SAY("settings-heading", "vi") in after["text"]
    assert "Tiếng Việt" in after["text"]
    assert hands.services.languages.of(ROBIN) == "vi"
    await hands.presses(shown, "s:l")
    await hands.presses(shown, named(await hands.now(shown), SAY("button-back", "vi")))
    assert SAY("settings-heading", "vi") in (await hands.now(shown))["text"]


async def test_members_look_at_a_groups_settings_and_change_nothing(hands: Hands) -> None:
    shown = only(await hands.says("/subscribe", chat=GROUP))
    for data in ("s:x", "s:t:visits:0", "s:c:japan:0", "s:l", "s:l:ja", "s:s"):
        answer = await hands.presses(shown, data, user=KIM)
        assert answer is not None
        assert answer["text"] == SAY("admins-decide", "en")
    assert await hands.now(shown) == shown
    assert await hands.services.subscribing.is_active(Place(GROUP))
    assert only(await hands.says("/settings", user=KIM, chat=GROUP))


@pytest.mark.parametrize(
    "data",
    ["s:", "s:t", "s:t:visits", "s:t:visits:2", "s:t:weather:1", "s:c:laos:1", "s:l:fr", "s:z"],
)
async def test_a_button_that_means_nothing_changes_nothing(hands: Hands, data: str) -> None:
    shown = await menu(hands, "/subscribe")
    answer = await hands.presses(shown, data)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "en")
    assert await hands.now(shown) == shown
