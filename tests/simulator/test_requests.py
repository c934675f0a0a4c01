"""How calls may be sent, and the answers to those that are not even calls."""

import json
from typing import Any

import aiohttp
import pytest

from tests.simulator.driver import Driver


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_a_call_may_come_in_any_of_four_ways(sim: Driver, way: str) -> None:
    await sim.person()
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    values: dict[str, Any] = {"chat_id": 11, "text": "é", "protect_content": True}
    texts = {
        "chat_id": "11",
        "text": "é",
        "protect_content": "true",
        "reply_markup": json.dumps(keyboard),
    }
    url = sim.url("sendMessage")
    match way:
        case "query":
            response = await sim.session.get(url, params=texts)
        case "form":
            response = await sim.session.post(url, data=texts)
        case "multipart":
            form = aiohttp.FormData(default_to_multipart=True)
            for name, value in texts.items():
                form.add_field(name, value)
            response = await sim.session.post(url, data=form)
        case _:
            response = await sim.session.post(url, json={**values, "reply_markup": keyboard})
    answer = await response.json()
    assert answer["result"]["text"] == "é"
    assert answer["result"]["has_protected_content"] is True
    assert answer["result"]["reply_markup"] == keyboard
    # Whatever the way, the record holds the same values.
    assert sim.world.calls.after(0)[0].params == {**values, "reply_markup": keyboard}


async def test_method_names_are_read_without_regard_to_case(sim: Driver) -> None:
    assert (await sim.call("GETME"))["id"] == sim.bot_id


async def test_what_is_not_a_call_is_refused_as_telegram_does(sim: Driver) -> None:
    base = sim.running.base_url
    for path, status, description in (
        (f"/bot{sim.running.token}/nothing", 404, "Not Found: method not found"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/bot", 404, "Not Found"),
        ("/bot123:ABC/getMe", 401, "Unauthorized"),
        ("/file/bot123:ABC/photos/file_1.png", 401, "Unauthorized"),
        (f"/file/bot{sim.running.token}/photos/file_1.png", 404, "Not Found"),
    ):
        async with sim.session.get(base + path) as response:
            assert response.status == status
            assert await response.json() == {
                "ok": False,
                "error_code": status,
                "description": description,
            }


@pytest.mark.parametrize(
    ("body", "description"),
    [
        (b"{", "Bad Request: can't parse JSON object"),
        (b"[]", "Bad Request: expected an Object"),
        (rb'{"text": "\ud800"}', "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    sim: Driver, body: bytes, description: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with sim.session.post(sim.url("sendMessage"), data=body, headers=headers) as response:
        assert (await response.json())["description"] == description


async def test_former_names_of_methods_still_work(sim: Driver) -> None:
    await sim.person()
    assert await sim.call("getChatMembersCount", chat_id=11) == 2
    assert sim.world.calls.after(0)[0].method == "getChatMemberCount"


async def test_a_request_that_is_too_large_is_refused(sim: Driver) -> None:
    large = ("a.bin", b"x" * (52 * 1024 * 1024), "application/octet-stream")
    answer = await sim.form("sendDocument", chat_id=11, document=large)
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


async def test_get_me_tells_of_privacy_mode(sim: Driver) -> None:
    assert (await sim.call("getMe"))["can_read_all_group_messages"] is False
    await sim.sim("settings", privacy_mode=False)
    assert (await sim.call("getMe"))["can_read_all_group_messages"] is True


async def test_log_out_and_close_are_accepted(sim: Driver) -> None:
    assert await sim.call("logOut") is True
    assert await sim.call("close") is True
