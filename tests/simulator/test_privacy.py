"""What the bot hears in groups."""

from typing import Any

import pytest

from tests.simulator.driver import Driver


async def heard(sim: Driver) -> list[str]:
    return [
        update["message"].get("text", "(service)")
        for update in await sim.updates()
        if "message" in update
    ]


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("hello", False),
        ("/help", True),
        ("/help@exchange_preview_bot now", True),
        ("/help@EXCHANGE_preview_BOT", True),
        ("/help@another_bot", False),
        ("what does /help do?", False),
        ("@exchange_preview_bot what is the fee?", False),
    ],
)
async def test_in_privacy_mode_only_commands_for_it_are_heard(
    sim: Driver, text: str, is_heard: bool
) -> None:
    await sim.group()
    await sim.say(text, chat=-100)
    assert await heard(sim) == ([text] if is_heard else [])


async def test_replies_to_the_bot_are_heard_and_to_others_not(sim: Driver) -> None:
    await sim.group()
    own = await sim.call("sendMessage", chat_id=-100, text="bot's")
    theirs = await sim.say("theirs", chat=-100)
    await sim.say("a", chat=-100, reply_to=theirs["message_id"])
    await sim.say("b", chat=-100, reply_to=own["message_id"])
    assert await heard(sim) == ["b"]


async def test_service_messages_are_heard(sim: Driver) -> None:
    await sim.group()
    await sim.sim("member", chat=-100, user={"id": 12}, status="member")
    assert await heard(sim) == ["(service)"]


async def test_without_privacy_mode_everything_is_heard(sim: Driver) -> None:
    await sim.group()
    await sim.sim("settings", privacy_mode=False)
    await sim.say("hello", chat=-100)
    assert await heard(sim) == ["hello"]


async def test_an_administrator_hears_everything(sim: Driver) -> None:
    await sim.group(bot_status="administrator")
    await sim.say("hello", chat=-100)
    assert await heard(sim) == ["hello"]


async def test_a_bot_outside_hears_nothing(sim: Driver) -> None:
    await sim.group(bot_status="left")
    await sim.sim("settings", privacy_mode=False)
    await sim.say("/help", chat=-100)
    assert await heard(sim) == []


async def test_edits_are_heard_by_the_same_rule(sim: Driver) -> None:
    await sim.group()
    asked = await sim.say("/fee", chat=-100)
    plain = await sim.say("fee", chat=-100)
    await sim.updates()
    where: dict[str, Any] = {"chat_id": -100, "user_id": 11}
    await sim.sim("edit", **where, message_id=plain["message_id"], text="fees")
    await sim.sim("edit", **where, message_id=asked["message_id"], text="/fees")
    update = await sim.update()
    assert update["edited_message"]["text"] == "/fees"
    assert update["edited_message"]["edit_date"]
