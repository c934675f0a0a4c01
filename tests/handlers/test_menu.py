"""What is registered with Telegram when the bot starts."""

import pytest

from handlers.menu import GROUP_COMMANDS, PRIVATE_COMMANDS, publish
from tests.bot import delivered
from tests.handlers.chatting import AN, GROUP, ROBIN, Hands


async def shown(hands: Hands, user: int, chat: int) -> list[str]:
    """The commands that somebody finds in a chat's menu."""
    profile = await hands.sim.look(f"profile?user_id={user}&chat_id={chat}")
    return [each["command"] for each in profile["commands"]]


@pytest.mark.parametrize("user", [ROBIN, AN])
async def test_everybody_finds_all_commands_in_private_and_few_in_groups(
    hands: Hands, user: int
) -> None:
    assert await shown(hands, user, user) == list(PRIVATE_COMMANDS)
    assert await shown(hands, user, GROUP) == list(GROUP_COMMANDS)


@pytest.mark.parametrize("user", [ROBIN, AN])
async def test_everybody_finds_the_descriptions(hands: Hands, user: int) -> None:
    profile = await hands.sim.look(f"profile?user_id={user}")
    assert profile["description"] == delivered.texts().get("bot-description", "en")
    assert profile["short_description"] == delivered.texts().get("bot-short-description", "en")


async def test_every_scope_is_set_for_everybody_and_for_each_language(hands: Hands) -> None:
    calls = await hands.sim.look("calls?method=setMyCommands")
    languages = {call["params"].get("language_code") for call in calls["calls"]}
    assert languages == {None, *delivered.texts().locales}
    assert len(calls["calls"]) == 3 * len(languages)


async def test_publishing_again_changes_nothing(hands: Hands) -> None:
    before = await shown(hands, ROBIN, ROBIN)
    await publish(hands.application.bot, delivered.texts())
    assert await shown(hands, ROBIN, ROBIN) == before
