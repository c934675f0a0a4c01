"""Faults: what each does to a call, which calls it strikes, and for how often."""

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.simulator.driver import Driver, until


async def send(sim: Driver) -> dict[str, Any]:
    return await sim.answer("sendMessage", chat_id=11, text="a")


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (
            {"fault": "too_many_requests", "retry_after": 7},
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            },
        ),
        (
            {"fault": "server_error", "status": 502},
            {"ok": False, "error_code": 502, "description": "Bad Gateway"},
        ),
        (
            {"fault": "unauthorized"},
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        ),
        (
            {"fault": "error", "error_code": 400, "description": "Bad Request: X"},
            {"ok": False, "error_code": 400, "description": "Bad Request: X"},
        ),
        (
            {"fault": "conflict", "description": "Conflict: X"},
            {"ok": False, "error_code": 409, "description": "Conflict: X"},
        ),
    ],
)
@pytest.mark.parametrize("delivered", [False, True])
async def test_a_bad_answer_with_or_without_the_effect(
    sim: Driver, fault: dict[str, Any], answer: dict[str, Any], delivered: bool
) -> None:
    await sim.person()
    await sim.sim("faults", **fault, delivered=delivered)
    assert await send(sim) == answer
    assert await sim.texts() == (["a"] if delivered else [])
    assert (await send(sim))["ok"] is True


@pytest.mark.parametrize("delivered", [False, True])
async def test_a_dropped_connection_with_or_without_the_effect(
    sim: Driver, delivered: bool
) -> None:
    await sim.person()
    await sim.sim("faults", fault="drop", delivered=delivered)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await send(sim)
    assert await sim.texts() == (["a"] if delivered else [])
    call = (await sim.look("calls?method=sendMessage"))["calls"][0]
    assert (call["fault"], call["answer"], call["status"]) == ("drop", None, None)


async def test_an_answer_that_is_not_json(sim: Driver) -> None:
    await sim.person()
    await sim.sim("faults", fault="not_json", status=200, body="<oops>")
    async with sim.session.post(sim.url("sendMessage"), json={}) as response:
        assert response.status == 200
        assert await response.text() == "<oops>"


async def test_a_hanging_call_ends_when_the_client_goes(sim: Driver) -> None:
    await sim.person()
    await sim.sim("faults", fault="hang", delivered=True)
    hanging = asyncio.create_task(send(sim))
    await until(lambda: sim.world.chats[11].messages)
    assert not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    assert (await send(sim))["ok"] is True


async def test_a_slow_answer_comes_when_its_time_has_passed(sim: Driver) -> None:
    await sim.person()
    await sim.sim("faults", fault="slow", seconds=100)
    slow = asyncio.create_task(send(sim))
    # Slow is the answer; the message is there at once.
    await until(lambda: sim.world.chats[11].messages)
    assert not slow.done()
    await sim.sim("clock", advance_seconds=100)
    assert (await slow)["ok"] is True


async def test_a_fault_strikes_only_what_it_names(sim: Driver) -> None:
    await sim.person(11)
    await sim.person(12)
    await sim.sim("faults", fault="server_error", method="SENDmessage", chat_id=11, times=2)
    assert await sim.call("getMe")
    assert await sim.call("sendMessage", chat_id=12, text="a")
    assert [(await send(sim))["ok"] for _ in range(3)] == [False, False, True]


async def test_a_fault_may_wait_for_its_turn(sim: Driver) -> None:
    await sim.person()
    await sim.sim("faults", fault="server_error", method="sendMessage", after=2)
    assert [(await send(sim))["ok"] for _ in range(4)] == [True, True, False, True]


async def test_a_fault_without_end_is_seen_and_cleared(sim: Driver) -> None:
    await sim.person()
    fault = (await sim.sim("faults", fault="server_error", method="sendMessage", times=None))[
        "fault"
    ]
    assert [(await send(sim))["ok"] for _ in range(3)] == [False] * 3
    assert (await sim.look("faults"))["faults"] == [{**fault, "hits": 3}]
    await sim.look("faults", "DELETE")
    assert (await send(sim))["ok"] is True


async def test_a_confirmed_update_is_handed_out_again(sim: Driver) -> None:
    await sim.person()
    await sim.sim("faults", fault="redeliver", method="message", chat_id=11, after=1)
    await sim.say("a")
    await sim.say("b")
    first = await sim.updates()
    again = await sim.updates()
    assert [update["message"]["text"] for update in first] == ["a", "b"]
    assert again == first[1:]
    assert await sim.updates() == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({}, "fault must be one of conflict, drop, "),
        ({"fault": "fire"}, "fault must be one of conflict, drop, "),
        ({"fault": "hang", "seconds": 1}, "a fault hang has no field seconds"),
        ({"fault": "slow", "seconds": "1"}, "seconds has the wrong type"),
        ({"fault": "hang", "times": 0}, "times must be at least 1"),
        ({"fault": "hang", "times": True}, "times has the wrong type"),
        ({"fault": "error"}, "a fault error needs error_code and description"),
    ],
)
async def test_faults_that_make_no_sense(sim: Driver, fault: dict[str, Any], error: str) -> None:
    status, answer = await sim.sim_status("faults", **fault)
    assert status == 400
    assert answer["error"].startswith(error)
