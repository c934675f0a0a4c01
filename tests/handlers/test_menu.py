"""What is registered with Telegram when the bot starts."""

import pytest

from handlers.menu import GROUP_COMMANDS, PRIVATE_COMMANDS, publish
from tests.bot import delivered
from tests.handlers.chatting import AN, GROUP, ROBIN, Hands

STRANGER = 60


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
    calls = await hands.sim.look("calls?method=setMyCommands")
    languages = {call["params"].get("language_code") for call in calls["calls"]}
    assert languages == {None, *delivered.texts().locales}
    assert len(calls["calls"]) == 3 * len(languages)


async def test_publishing_again_changes_nothing(hands: Hands) -> None:
    before = await shown(hands, ROBIN, ROBIN)
    await publish(hands.application.bot, delivered.texts())
    assert await shown(hands, ROBIN, ROBIN) == before
