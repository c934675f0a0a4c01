"""Webhooks: order, retries, secrets, answers that are calls."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from tests.simulator.driver import Driver, until

HOOK = "http://127.0.0.1"


class Receiver:
    """A bot's webhook: keeps what comes and answers as it is told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, Any], str | None]] = []
        self.answer: Callable[[dict[str, Any]], web.Response] = lambda _: web.Response()
        self.gates: dict[int, asyncio.Event] = {}
        self.running_count = 0
        self.most_running_count = 0
        self.arrived = asyncio.Condition()
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        async with self.arrived:
            self.requests.append((update, secret))
            self.running_count += 1
            self.most_running_count = max(self.most_running_count, self.running_count)
            self.arrived.notify_all()
        gate = self.gates.get(update.get("message", {}).get("chat", {}).get("id"))
        if gate is not None:
            await gate.wait()
        self.running_count -= 1
        return self.answer(update)

    async def wait_for(self, count: int) -> list[str]:
        """The texts received, once there are so many."""
        async with asyncio.timeout(10), self.arrived:
            await self.arrived.wait_for(lambda: len(self.requests) >= count)
        return self.texts

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update, _ in self.requests]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    for gate in receiver.gates.values():
        gate.set()
    await runner.cleanup()


async def settled(sim: Driver) -> None:
    """Return once nothing is left to deliver."""
    await until(lambda: not len(sim.world.updates))


async def test_updates_are_pushed_with_the_secret(sim: Driver, receiver: Receiver) -> None:
    await sim.person()
    answer = await sim.answer("setWebhook", url=receiver.url, secret_token="s3cret_-")
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    await sim.say("a")
    await receiver.wait_for(1)
    assert receiver.requests[0][1] == "s3cret_-"
    await settled(sim)
    info = await sim.call("getWebhookInfo")
    assert info == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
    }


async def test_what_waited_before_the_webhook_is_pushed_first(
    sim: Driver, receiver: Receiver
) -> None:
    await sim.person()
    await sim.say("a")
    await sim.call("setWebhook", url=receiver.url)
    await sim.say("b")
    assert await receiver.wait_for(2) == ["a", "b"]


async def test_pending_updates_may_be_dropped(sim: Driver, receiver: Receiver) -> None:
    await sim.person()
    await sim.say("a")
    await sim.call("setWebhook", url=receiver.url, drop_pending_updates=True)
    await sim.say("b")
    assert await receiver.wait_for(1) == ["b"]


async def test_getting_updates_and_a_webhook_exclude_each_other(
    sim: Driver, receiver: Receiver
) -> None:
    poll = asyncio.create_task(sim.answer("getUpdates", timeout=30))
    await until(lambda: sim.world.calls.last_id)
    await sim.call("setWebhook", url=receiver.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    answer = await sim.answer("getUpdates")
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    answer = await sim.answer("deleteWebhook")
    assert answer["description"] == "Webhook was deleted"
    assert await sim.call("getUpdates") == []
    answer = await sim.answer("deleteWebhook")
    assert answer["description"] == "Webhook is already deleted"


async def test_a_refused_update_is_tried_again_at_once_then_ever_later(
    sim: Driver, receiver: Receiver
) -> None:
    await sim.person()
    receiver.answer = lambda _: web.Response(status=500, reason="Oh No")
    await sim.call("setWebhook", url=receiver.url)
    sim.world.clock.freeze()
    await sim.say("a")
    await receiver.wait_for(2)
    for count, seconds in ((3, 2), (4, 4), (5, 8)):
        await until_asleep(sim)
        assert len(receiver.requests) == count - 1
        sim.world.clock.advance(seconds - 0.5)
        await asyncio.sleep(0.01)
        assert len(receiver.requests) == count - 1
        sim.world.clock.advance(0.5)
        await receiver.wait_for(count)
    info = await sim.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Oh No"
    assert info["last_error_date"]
    assert info["pending_update_count"] == 1
    receiver.answer = lambda _: web.Response()
    await until_asleep(sim)
    sim.world.clock.advance(200)
    await settled(sim)


async def until_asleep(sim: Driver) -> None:
    """Return once a retry sleeps on the clock."""
    await until(lambda: sim.world.clock._timers)


async def test_the_wait_that_the_bot_asks_for_is_kept(sim: Driver, receiver: Receiver) -> None:
    await sim.person()
    receiver.answer = lambda _: web.Response(status=503, headers={"Retry-After": "100"})
    await sim.call("setWebhook", url=receiver.url)
    sim.world.clock.freeze()
    await sim.say("a")
    await receiver.wait_for(1)
    await until_asleep(sim)
    sim.world.clock.advance(99)
    await asyncio.sleep(0.01)
    assert len(receiver.requests) == 1
    sim.world.clock.advance(1)
    await receiver.wait_for(2)


async def test_an_update_that_nobody_takes_is_dropped_after_a_day(
    sim: Driver, receiver: Receiver
) -> None:
    await sim.person()
    receiver.answer = lambda _: web.Response(status=500)
    await sim.call("setWebhook", url=receiver.url)
    await sim.say("a")
    await receiver.wait_for(2)
    await until_asleep(sim)
    await sim.sim("clock", advance_seconds=25 * 3600)
    await settled(sim)


async def test_one_chat_stays_in_order_and_holds_up_no_other(
    sim: Driver, receiver: Receiver
) -> None:
    await sim.person(11)
    await sim.person(12)
    receiver.gates[11] = asyncio.Event()
    await sim.call("setWebhook", url=receiver.url)
    await sim.say("a1", user=11)
    await sim.say("a2", user=11)
    await sim.say("b1", user=12)
    await sim.say("b2", user=12)
    assert sorted(await receiver.wait_for(3)) == ["a1", "b1", "b2"]
    receiver.gates[11].set()
    assert (await receiver.wait_for(4))[-1] == "a2"


async def test_no_more_connections_than_allowed(sim: Driver, receiver: Receiver) -> None:
    await sim.call("setWebhook", url=receiver.url, max_connections=2)
    for user_id in range(11, 16):
        await sim.person(user_id)
        receiver.gates[user_id] = asyncio.Event()
        await sim.say("a", user=user_id)
    await receiver.wait_for(2)
    await asyncio.sleep(0.02)
    assert len(receiver.requests) == 2
    for gate in receiver.gates.values():
        gate.set()
    await receiver.wait_for(5)
    assert receiver.most_running_count == 2


async def test_an_answer_may_be_a_call(sim: Driver, receiver: Receiver) -> None:
    await sim.person()
    receiver.answer = lambda update: web.json_response(
        {"method": "sendMessage", "chat_id": update["message"]["chat"]["id"], "text": "back"}
    )
    await sim.call("setWebhook", url=receiver.url)
    await sim.say("a")
    await settled(sim)
    texts = [message["text"] for message in (await sim.look("chats/11/messages"))["messages"]]
    assert texts == ["a", "back"]
    assert (await sim.look("calls?method=sendMessage"))["calls"][0]["via_webhook"] is True


async def test_an_answer_may_not_ask_or_end_the_webhook(sim: Driver, receiver: Receiver) -> None:
    await sim.person()
    for method in ("getMe", "deleteWebhook", "nothing"):
        receiver.answer = lambda _, method=method: web.json_response({"method": method})  # type: ignore[misc]
        await sim.call("setWebhook", url=receiver.url)
        await sim.say("a")
        await settled(sim)
    assert (await sim.call("getWebhookInfo"))["url"] == receiver.url


async def test_a_webhook_that_is_not_there(sim: Driver) -> None:
    await sim.person()
    await sim.call("setWebhook", url="http://127.0.0.1:1/hook", allowed_updates=["message"])
    await sim.say("a")
    await until_asleep(sim)
    info = await sim.call("getWebhookInfo")
    assert "onnect" in info["last_error_message"]
    assert info["allowed_updates"] == ["message"]
    # What was not delivered is still there without the webhook.
    await sim.call("deleteWebhook")
    assert len(await sim.call("getUpdates")) == 1


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "ftp://x"}, "invalid webhook URL specified"),
        ({"url": HOOK, "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": HOOK, "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_that_are_refused(
    sim: Driver, params: dict[str, Any], description: str
) -> None:
    assert await sim.refusal("setWebhook", **params) == f"Bad Request: {description}"


async def test_setting_the_same_webhook_again_changes_nothing(
    sim: Driver, receiver: Receiver
) -> None:
    await sim.call("setWebhook", url=receiver.url)
    answer = await sim.answer("setWebhook", url=receiver.url)
    assert answer["description"] == "Webhook is already set"
    answer = await sim.answer("setWebhook", url="")
    assert answer["description"] == "Webhook was deleted"
