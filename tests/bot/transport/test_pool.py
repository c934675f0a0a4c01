"""So many calls at once and no more, and none that outlives the pool."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.transport.errors import is_safe_to_repeat
from bot.transport.request import AiohttpRequest
from tests.bot.transport.bots import bot_at, bot_on
from tests.bot.transport.http_server import (
    OK_MESSAGE,
    Received,
    Server,
    accept,
    hangs,
    response,
    takes_no_more,
)
from tests.bot.transport.loop_clock import Clock, assert_ends_after, hang_forever, settle


async def test_calls_wait_for_a_place_in_the_pool(server: Server) -> None:
    async def echo(request: Received, out: asyncio.StreamWriter) -> None:
        await settle()
        out.write(response(json.dumps({"ok": True, "result": request.form["text"]}).encode()))

    server.answer = echo
    texts = [f"text {number}" for number in range(200)]
    async with bot_on(server, connection_pool_size=8, pool_timeout=None) as bot:
        calls = (bot.do_api_request("echo", {"text": text}) for text in texts)
        assert await asyncio.gather(*calls) == texts

    assert server.most_under_way_count == 8
    assert server.connection_count == 8


async def test_cancelled_call_gives_its_place_back(server: Server) -> None:
    server.answer = hangs(server)
    async with bot_on(server, connection_pool_size=1) as bot:
        call = asyncio.create_task(bot.send_message(42, "x"))
        await server.arrived.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

        server.answer = accept
        assert (await bot.send_message(42, "y")).message_id == 1


async def test_full_pool_is_a_pool_timeout(server: Server, clock: Clock) -> None:
    server.answer = hangs(server)
    async with bot_on(server, connection_pool_size=1, read_timeout=100) as bot:
        first = asyncio.create_task(bot.send_message(42, "x"))
        await server.arrived.wait()

        cases: list[tuple[dict[str, Any], int]] = [({}, 1), ({"pool_timeout": 30}, 30)]
        for timeouts, seconds in cases:
            error = await assert_ends_after(seconds, clock, bot.send_message(42, "y", **timeouts))
            assert "Pool timeout" in str(error)
            assert "connection_pool_size" in str(error)
            assert is_safe_to_repeat(error)
        assert not first.done()
        first.cancel()
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("stage", "is_safe"),
    [("look-up", True), ("pool", True), ("upload", True), ("answer", False), ("body", False)],
)
async def test_shutdown_ends_calls_under_way(
    server: Server, monkeypatch: pytest.MonkeyPatch, stage: str, is_safe: bool
) -> None:
    async def half_an_answer(request: Received, out: asyncio.StreamWriter) -> None:
        out.write(response(OK_MESSAGE)[:-5])
        await out.drain()
        await server.closing.wait()

    server.reads_bodies = stage != "upload"
    answers = {"body": half_an_answer, "upload": takes_no_more(server)}
    server.answer = answers.get(stage, hangs(server))
    request = AiohttpRequest(connection_pool_size=1, pool_timeout=None, read_timeout=None)
    bot = bot_at(server.url, request)
    await request.initialize()
    if stage == "look-up":
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", hang_forever)
        bot = bot_at("http://telegram.invalid", request)
    calls = [
        asyncio.create_task(bot.send_message(42, "x" * 20_000_000 if stage == "upload" else "x"))
    ]
    if stage == "pool":
        calls.append(asyncio.create_task(bot.send_message(42, "waits")))
    if stage == "look-up":
        await settle()
    else:
        await server.arrived.wait()
        await settle()

    await asyncio.wait_for(request.shutdown(), 10)

    for call in calls:
        with pytest.raises(NetworkError, match="shut down") as failed:
            await asyncio.wait_for(call, 10)
    assert is_safe_to_repeat(failed.value) is is_safe
