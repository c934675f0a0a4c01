"""getUpdates: offsets, limits, types, conflicts, expiry. Waiting is seen by moving the clock."""

import asyncio
from typing import Any

import pytest

from bot.simulator.clock import Clock
from tests.simulator.driver import Driver, until


async def waiting(sim: Driver, **params: Any) -> "asyncio.Task[dict[str, Any]]":
    """A getUpdates call that has reached the simulator and waits there."""
    before = sim.world.calls.last_id
    task = asyncio.create_task(sim.answer("getUpdates", **{"timeout": 30, **params}))
    await until(lambda: sim.world.calls.last_id > before)
    return task


async def test_updates_come_again_until_they_are_confirmed(sim: Driver) -> None:
    await sim.person()
    for text in ("a", "b", "c"):
        await sim.say(text)
    first = await sim.call("getUpdates")
    assert await sim.call("getUpdates") == first
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert [
        update["message"]["text"] for update in await sim.call("getUpdates", offset=ids[1])
    ] == ["b", "c"]
    assert await sim.call("getUpdates", offset=ids[2] + 1) == []
    assert await sim.call("getUpdates", offset=ids[0]) == []


async def test_a_limit_is_kept(sim: Driver) -> None:
    await sim.person()
    for number in range(3):
        await sim.say(str(number))
    assert len(await sim.call("getUpdates", limit=2)) == 2
    # Out of range means the nearest that is in range.
    assert len(await sim.call("getUpdates", limit=-5)) == 1


async def test_a_negative_offset_forgets_all_but_the_last(sim: Driver) -> None:
    await sim.person()
    for text in ("a", "b", "c"):
        await sim.say(text)
    last_two = await sim.call("getUpdates", offset=-2)
    assert [update["message"]["text"] for update in last_two] == ["b", "c"]
    assert await sim.call("getUpdates") == last_two


async def test_an_offset_from_another_life_starts_from_the_oldest(sim: Driver) -> None:
    await sim.person()
    await sim.say("a")
    assert len(await sim.call("getUpdates", offset=2_000_000_000)) == 1


async def test_a_long_poll_ends_when_something_comes(sim: Driver) -> None:
    await sim.person()
    poll = await waiting(sim)
    assert not poll.done()
    await sim.say("a")
    assert (await poll)["result"][0]["message"]["text"] == "a"


async def test_a_long_poll_ends_with_its_time(sim: Driver) -> None:
    poll = await waiting(sim, timeout=30)
    await sim.sim("clock", advance_seconds=29)
    await asyncio.sleep(0)
    assert not poll.done()
    await sim.sim("clock", advance_seconds=1.5)
    assert (await poll)["result"] == []


async def test_no_long_poll_waits_more_than_fifty_seconds(sim: Driver) -> None:
    poll = await waiting(sim, timeout=1_000)
    await sim.sim("clock", advance_seconds=51)
    assert (await poll)["result"] == []


async def test_a_second_consumer_ends_the_first(sim: Driver) -> None:
    first = await waiting(sim)
    second = await waiting(sim)
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    assert not second.done()
    await sim.sim("clock", advance_seconds=60)
    assert (await second)["ok"] is True


async def test_a_client_that_goes_away_takes_its_poll_with_it(sim: Driver) -> None:
    await sim.person()
    poll = await waiting(sim)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await sim.say("a")
    assert len(await sim.call("getUpdates")) == 1


async def test_by_default_all_types_come_but_three(sim: Driver) -> None:
    await sim.group(-100, bot_status="administrator")
    await sim.say("a", chat=-100)
    await sim.sim("reaction", chat_id=-100, message_id=1, user_id=11, emoji="👍")
    await sim.sim("member", chat=-100, user={"id": 12}, status="member")
    kinds = [key for update in await sim.updates() for key in update if key != "update_id"]
    assert kinds == ["message", "message"]


async def test_allowed_types_stick_until_changed(sim: Driver) -> None:
    await sim.group(-100, bot_status="administrator")
    await sim.call("getUpdates", allowed_updates=["message_reaction", "chat_member", "nonsense"])
    await sim.say("a", chat=-100)
    await sim.sim("reaction", chat_id=-100, message_id=1, user_id=11, emoji="👍")
    await sim.sim("member", chat=-100, user={"id": 12}, status="member")
    kinds = [key for update in await sim.updates() for key in update if key != "update_id"]
    assert kinds == ["message_reaction", "chat_member"]
    await sim.call("getUpdates", allowed_updates=[])
    await sim.say("b", chat=-100)
    assert (await sim.update())["message"]["text"] == "b"


async def test_updates_live_for_a_day(sim: Driver) -> None:
    await sim.person()
    await sim.say("a")
    await sim.sim("clock", advance_seconds=23 * 3600)
    await sim.say("b")
    await sim.sim("clock", advance_seconds=2 * 3600)
    assert [update["message"]["text"] for update in await sim.updates()] == ["b"]


async def test_the_record_tells_what_was_delivered(sim: Driver) -> None:
    await sim.person()
    await sim.say("a")
    assert (await sim.look("updates"))["updates"][0]["delivery_count"] == 0
    await sim.call("getUpdates")
    await sim.call("getUpdates")
    look = await sim.look("updates")
    assert look["updates"][0]["delivery_count"] == 2
    assert look["pending_count"] == 1
    assert (await sim.look(f"updates?after={look['last_id']}"))["updates"] == []


async def test_a_frozen_clock_stands_until_moved() -> None:
    clock = Clock()
    clock.freeze()
    now = clock.now()
    asleep = asyncio.create_task(clock.sleep(10))
    await asyncio.sleep(0)
    assert clock.now() == now
    clock.advance(9)
    await asyncio.sleep(0)
    assert not asleep.done()
    clock.advance(1)
    await asleep
    assert clock.now() == now + 10
    clock.run()
    assert clock.now() >= now + 10
    clock.reset()
    assert clock.now() < now + 9


async def test_a_sleep_that_is_cancelled_leaves_no_timer() -> None:
    clock = Clock()
    asleep = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    asleep.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asleep
    assert not clock._timers
