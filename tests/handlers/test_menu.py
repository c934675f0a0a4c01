"""What is registered with Telegram when the bot starts."""

import pytest

from bot.staff import Role
from handlers.menu import (
    ADMIN_COMMANDS,
    GROUP_ADMIN_COMMANDS,
    GROUP_COMMANDS,
    PRIVATE_COMMANDS,
    commands_for,
    publish,
    publish_for,
)
from tests.bot import delivered
from tests.handlers.chatting import AN, GROUP, KIM, ROBIN, Hands
from tests.simulator.driver import until

STRANGER = 60


async def shown(hands: Hands, user: int, chat: int) -> list[str]:
    """The commands that somebody finds in a chat's menu."""
    profile = await hands.sim.look(f"profile?user_id={user}&chat_id={chat}")
    return [each["command"] for each in profile["commands"]]


@pytest.mark.parametrize("user", [KIM, AN])
async def test_everybody_finds_all_commands_in_private_and_few_in_groups(
    hands: Hands, user: int
) -> None:
    assert await shown(hands, user, user) == list(PRIVATE_COMMANDS)
    assert await shown(hands, user, GROUP) == list(GROUP_COMMANDS)


async def test_a_groups_administrator_finds_what_administrators_decide(hands: Hands) -> None:
    assert await shown(hands, ROBIN, GROUP) == list(GROUP_ADMIN_COMMANDS)


async def test_who_becomes_administrator_of_the_bot_finds_more_in_private_until_it_ends(
    hands: Hands,
) -> None:
    await hands.sim.person(STRANGER)  # whom the start, which goes on beside, shows nothing
    await publish_for(hands.application.bot, delivered.texts(), STRANGER, Role.ADMIN)
    assert await shown(hands, STRANGER, STRANGER) == list(commands_for(Role.ADMIN))
    assert set(ADMIN_COMMANDS) & set(await shown(hands, STRANGER, GROUP)) == set()
    await publish_for(hands.application.bot, delivered.texts(), STRANGER, None)
    assert await shown(hands, STRANGER, STRANGER) == list(PRIVATE_COMMANDS)


async def test_roles_are_shown_at_the_start_to_whom_the_bot_knows(hands: Hands) -> None:
    def tried() -> bool:
        calls = hands.sim.world.calls.after(0, "setMyCommands")
        return any(each.json()["params"]["scope"]["type"] == "chat" for each in calls)

    await until(tried)


@pytest.mark.parametrize(("user", "locale"), [(ROBIN, "en"), (AN, "vi"), (STRANGER, "en")])
async def test_everybody_finds_the_descriptions_in_their_language(
    hands: Hands, user: int, locale: str
) -> None:
    await hands.sim.person(STRANGER, language_code="sw")
    profile = await hands.sim.look(f"profile?user_id={user}")
    texts = delivered.texts()
    assert profile["description"] == texts.get("bot-description", locale)
    assert profile["short_description"] == texts.get("bot-short-description", locale)
    assert profile["commands"][0]["description"] == texts.get("command-start", locale)


async def test_every_scope_is_set_for_everybody_and_for_each_language(hands: Hands) -> None:
    found = (await hands.sim.look("calls?method=setMyCommands"))["calls"]
    calls = [call["params"] for call in found if call["params"]["scope"]["type"] != "chat"]
    languages = {params.get("language_code") for params in calls}
    assert languages == {None, *delivered.texts().locales}
    assert len(calls) == 4 * len(languages)


async def test_publishing_again_changes_nothing(hands: Hands) -> None:
    before = await shown(hands, ROBIN, ROBIN)
    await publish(hands.application.bot, delivered.texts())
    assert await shown(hands, ROBIN, ROBIN) == before
