"""Names, descriptions, commands, menu buttons and default rights, by language and scope."""

from typing import Any

import pytest

from tests.simulator.driver import Driver


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Name", "name"),
        ("Description", "description"),
        ("ShortDescription", "short_description"),
    ],
)
async def test_texts_by_language(sim: Driver, name: str, field: str) -> None:
    unset = "Exchange Bot" if field == "name" else ""
    assert (await sim.call(f"getMy{name}"))[field] == unset
    await sim.call(f"setMy{name}", **{field: "all"})
    await sim.call(f"setMy{name}", **{field: "日本"}, language_code="ja")
    assert (await sim.call(f"getMy{name}", language_code="ja"))[field] == "日本"
    assert (await sim.call(f"getMy{name}", language_code="vi"))[field] == "all"
    await sim.call(f"setMy{name}", language_code="ja")
    assert (await sim.call(f"getMy{name}", language_code="ja"))[field] == "all"
    assert await sim.refusal(f"setMy{name}", **{field: "a"}, language_code="eng") == (
        "Bad Request: invalid language code specified"
    )
    assert "too long" in await sim.refusal(f"setMy{name}", **{field: "a" * 513})


async def test_commands_are_kept_by_scope_and_language(sim: Driver) -> None:
    scope = {"type": "all_private_chats"}
    await sim.call("setMyCommands", commands=commands("help"))
    await sim.call("setMyCommands", commands=commands("tro_giup"), scope=scope, language_code="vi")
    assert await sim.call("getMyCommands") == commands("help")
    assert await sim.call("getMyCommands", scope=scope) == []
    assert await sim.call("getMyCommands", scope=scope, language_code="vi") == commands("tro_giup")
    await sim.call("deleteMyCommands")
    assert await sim.call("getMyCommands") == []


async def shown(sim: Driver, user_id: int, chat_id: int) -> list[str]:
    profile = await sim.look(f"profile?user_id={user_id}&chat_id={chat_id}")
    return [command["command"] for command in profile["commands"]]


async def test_people_are_shown_the_nearest_commands(sim: Driver) -> None:
    await sim.group()
    await sim.person(12, language_code="vi-VN")
    await sim.sim("member", chat=-100, user=12, status="administrator")
    assert await shown(sim, 11, 11) == []
    for name, params in (
        ("all", {}),
        ("all_vi", {"language_code": "vi"}),
        ("group", {"scope": {"type": "all_group_chats"}}),
        ("admins", {"scope": {"type": "all_chat_administrators"}}),
        ("one_chat", {"scope": {"type": "chat", "chat_id": 11}}),
    ):
        await sim.call("setMyCommands", commands=commands(name), **params)
    assert await shown(sim, 11, 11) == ["one_chat"]
    assert await shown(sim, 12, 12) == ["all_vi"]
    assert await shown(sim, 11, -100) == ["group"]
    assert await shown(sim, 12, -100) == ["admins"]
    scope = {"type": "chat_member", "chat_id": -100, "user_id": 11}
    await sim.call("setMyCommands", commands=commands("mine"), scope=scope)
    assert await shown(sim, 11, -100) == ["mine"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": commands("Help")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("aide-moi")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("a" * 33)}, "command length must not exceed 32"),
        ({"commands": commands("/")}, "command must be non-empty"),
        (
            {"commands": [{"command": "a", "description": " "}]},
            "command description must be non-empty",
        ),
        (
            {"commands": [{"command": "a", "description": "b" * 257}]},
            "command description length must not exceed 256",
        ),
        (
            {"commands": [{"command": "a"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        ({"commands": commands(*(f"c{n}" for n in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        (
            {"commands": [], "scope": {"type": "moon"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"commands": [], "language_code": "xxx"}, "invalid language code specified"),
    ],
)
async def test_commands_that_are_refused(
    sim: Driver, params: dict[str, Any], description: str
) -> None:
    refusal = await sim.refusal("setMyCommands", **params)
    assert refusal == f"Bad Request: {description}"


async def test_menu_buttons(sim: Driver) -> None:
    await sim.person()
    assert await sim.call("getChatMenuButton") == {"type": "commands"}
    assert await sim.call("getChatMenuButton", chat_id=11) == {"type": "default"}
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com"}}
    await sim.call("setChatMenuButton", chat_id=11, menu_button=app)
    assert await sim.call("getChatMenuButton", chat_id=11) == app
    await sim.call("setChatMenuButton", chat_id=11)
    assert await sim.call("getChatMenuButton", chat_id=11) == {"type": "default"}
    wrong: list[Any] = [{"type": "x"}, {"type": "web_app", "text": "a"}, []]
    for button in wrong:
        assert await sim.refusal("setChatMenuButton", menu_button=button)


async def test_default_rights(sim: Driver) -> None:
    rights = await sim.call("getMyDefaultAdministratorRights")
    assert not any(rights.values())
    await sim.call("setMyDefaultAdministratorRights", rights={**rights, "can_manage_topics": True})
    after = await sim.call("getMyDefaultAdministratorRights")
    assert [name for name, value in after.items() if value] == ["can_manage_topics"]
    assert not any((await sim.call("getMyDefaultAdministratorRights", for_channels=True)).values())


async def test_people_are_shown_texts_in_their_language(sim: Driver) -> None:
    await sim.person(language_code="th")
    await sim.call("setMyDescription", description="ยินดีต้อนรับ", language_code="th")
    await sim.call("setMyName", name="Bot")
    profile = await sim.look("profile?user_id=11")
    assert (profile["name"], profile["description"]) == ("Bot", "ยินดีต้อนรับ")
    assert profile["menu_button"] == {"type": "commands"}
