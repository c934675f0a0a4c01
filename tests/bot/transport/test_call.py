"""How a call that fails is told: which time-out passed, or what broke, and whether to repeat it."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, TimedOut

from bot.transport.errors import is_safe_to_repeat
from bot.transport.request import AiohttpRequest
from tests.bot.transport.bots import bot_at, bot_on
from tests.bot.transport.http_server import OK_MESSAGE, Received, Server, hangs, response
from tests.bot.transport.leaks import assert_nothing_leaks
from tests.bot.transport.loop_clock import Clock, assert_ends_after, hang_forever, settle

if TYPE_CHECKING:
    from telegram import Bot


async def test_silent_server_is_a_read_timeout(server: Server, bot: Bot, clock: Clock) -> None:
    server.answer = hangs(server)

    error = await assert_ends_after(5, clock, bot.send_message(42, "x"))
    assert "Read timeout" in str(error)
    assert not is_safe_to_repeat(error)

    await assert_ends_after(3, clock, bot.send_message(42, "x", read_timeout=3))
    await assert_ends_after(3, clock, bot.request.retrieve(f"{server.url}/file", read_timeout=3))


async def test_read_timeout_counts_from_the_last_byte(
    server: Server, bot: Bot, clock: Clock
) -> None:
    more = asyncio.Semaphore(0)

    async def drip(request: Received, out: asyncio.StreamWriter) -> None:
        for byte in response(OK_MESSAGE):
            await more.acquire()
            out.write(bytes([byte]))
            await out.drain()

    server.answer = drip
    call = asyncio.create_task(bot.send_message(42, "x"))
    await server.arrived.wait()
    for _ in response(OK_MESSAGE):
        more.release()
        await clock.advance(3)

    assert (await call).message_id == 1


async def test_total_timeout_ends_a_server_that_drips(server: Server, clock: Clock) -> None:
    more = asyncio.Semaphore(0)

    async def drip(request: Received, out: asyncio.StreamWriter) -> None:
        out.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not server.closing.is_set():
            await more.acquire()
            out.write(b"1\r\nx\r\n")
            await out.drain()

    server.answer = drip
    async with bot_on(server, total_timeout=60) as bot:
        call = asyncio.create_task(bot.send_message(42, "x"))
        await server.arrived.wait()
        for _ in range(14):
            more.release()
            await clock.advance(4)
        assert not call.done()
        await clock.advance(4.9)
        assert call.done()
        with pytest.raises(TimedOut, match="Total timeout"):
            await call
    server.closing.set()
    more.release()


async def test_long_poll_may_outlast_the_total_timeout(server: Server, clock: Clock) -> None:
    server.answer = hangs(server)
    async with bot_on(server, total_timeout=10) as bot:
        error = await assert_ends_after(55, clock, bot.get_updates(timeout=50))
        assert not is_safe_to_repeat(error)


async def test_none_is_no_timeout_and_zero_the_shortest(server: Server, clock: Clock) -> None:
    server.answer = hangs(server)
    async with bot_on(server, total_timeout=None) as bot:
        call = asyncio.create_task(bot.send_message(42, "x", read_timeout=None))
        await server.arrived.wait()
        await clock.advance(1_000_000)
        assert not call.done()
        call.cancel()

        call = asyncio.create_task(bot.send_message(42, "x", read_timeout=0))
        await clock.advance(0.01)
        assert call.done()
        with pytest.raises(TimedOut):
            await call


@pytest.mark.parametrize("stage", ["name look-up", "TLS"])
async def test_slow_connection_is_a_connect_timeout(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    if stage == "name look-up":
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", hang_forever)
        url = "http://telegram.invalid"
    else:
        url = server.url.replace("http://", "https://")

    async with AiohttpRequest() as request:
        bot = bot_at(url, request)
        error = await assert_ends_after(5, clock, bot.send_message(42, "x"))
        assert "Connect timeout" in str(error)
        assert is_safe_to_repeat(error)
        await assert_ends_after(2, clock, bot.send_message(42, "x", connect_timeout=2))
    assert server.received == []


async def fail_to_resolve(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


async def test_unknown_name_is_a_network_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", fail_to_resolve)
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError, match=r"telegram\.invalid.*not known") as failed:
            await bot_at("https://telegram.invalid", request).send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value)


async def test_refused_connection_is_a_network_error(
    server: Server, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await server.close()

    with pytest.raises(NetworkError, match="ClientConnectorError: Cannot connect") as failed:
        await bot.send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value)


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1", "http://[::1", "http://host:port"])
async def test_bad_base_url_is_told_without_the_token(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError, match="the URL is not one of HTTP") as failed:
            await bot_at(url, request).send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value)


async def test_unknown_certificate_is_a_network_error(
    tls_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot_on(tls_server) as bot:
        with pytest.raises(NetworkError, match="certificate verify failed") as failed:
            await bot.send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value)
    assert tls_server.received == []


async def test_server_without_tls_is_a_network_error(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async with AiohttpRequest() as request:
        bot = bot_at(server.url.replace("http://", "https://"), request)
        call = asyncio.create_task(bot.send_message(42, "x"))
        await settle()
        await server.close()
        with pytest.raises(NetworkError) as failed:
            await call

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value)
