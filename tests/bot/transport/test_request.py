"""Calls over kept-alive connections, at most once each, from `initialize` to `shutdown`."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import io
import json
import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport.errors import is_safe_to_repeat
from bot.transport.request import AiohttpRequest
from tests.bot.transport.bots import TOKEN, bot_at, bot_on
from tests.bot.transport.http_server import (
    MESSAGE,
    OK_MESSAGE,
    Answer,
    HungUpError,
    Received,
    Server,
    accept,
    replies,
    resets,
    response,
    sends_then_closes,
)
from tests.bot.transport.loop_clock import settle

if TYPE_CHECKING:
    import ssl


def test_defaults_are_those_of_ptb() -> None:
    ours = inspect.signature(AiohttpRequest).parameters
    theirs = inspect.signature(HTTPXRequest).parameters
    shared = ours.keys() & theirs.keys()

    assert {name for name in theirs if name.endswith("timeout")} <= shared
    assert {name: ours[name].default for name in shared} == {
        name: theirs[name].default for name in shared
    }


@pytest.mark.parametrize("seconds", [None, 0, 1, 2.5])
def test_read_timeout_is_the_one_given(seconds: float | None) -> None:
    assert AiohttpRequest(read_timeout=seconds).read_timeout == seconds


@pytest.mark.parametrize("name", ["connection_pool_size", "max_response_bytes"])
def test_sizes_under_one_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        AiohttpRequest(**{name: 0})  # type: ignore[arg-type]


async def test_use_before_initialize_and_after_shutdown_is_refused(server: Server) -> None:
    request = AiohttpRequest()
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"not initialized: await initialize\(\)"):
            await request.do_request(server.url, "GET")
        async with request:
            await request.initialize()
            assert (await request.do_request(server.url, "GET"))[0] == 200
        await request.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await bot_at(server.url, request).send_message(42, "x")


def test_object_is_built_without_an_event_loop_and_serves_one_after_another() -> None:
    request = AiohttpRequest()

    async def serve_once() -> int:
        server = Server()
        await server.start()
        async with request:
            status, _ = await request.do_request(server.url, "GET")
        await server.close()
        return status

    assert [asyncio.run(serve_once()) for _ in range(2)] == [200, 200]


async def test_bot_runs_on_one_object_for_updates_and_one_for_the_rest(server: Server) -> None:
    polled = asyncio.Event()

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        result: object = MESSAGE
        if request.api_method == "getMe":
            result = {"id": 7, "is_bot": True, "first_name": "Exchange", "username": "exchange"}
        elif request.api_method == "getUpdates":
            polled.set()
            await sent.wait()
            result = [{"update_id": 5}]
        out.write(response(json.dumps({"ok": True, "result": result}).encode()))

    sent = asyncio.Event()
    server.answer = answer
    async with Bot(
        TOKEN,
        base_url=f"{server.url}/bot",
        request=AiohttpRequest(connection_pool_size=8),
        get_updates_request=AiohttpRequest(connection_pool_size=1),
    ) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=50))
        await polled.wait()
        await bot.send_message(42, "while polling")
        sent.set()
        assert [update.update_id for update in await poll] == [5]
    with pytest.raises(NetworkError, match="not initialized"):
        await bot.send_message(42, "x")
    assert server.connection_count == 2


async def test_file_is_downloaded_from_its_quoted_path(server: Server, bot: Bot) -> None:
    content = os.urandom(300_000)

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        file = {"file_id": "f", "file_unique_id": "u", "file_path": "documents/đơn 1.pdf"}
        is_download = request.method == "GET"
        out.write(
            response(content if is_download else json.dumps({"ok": True, "result": file}).encode())
        )

    server.answer = answer
    target = io.BytesIO()

    await (await bot.get_file("f")).download_to_memory(target)

    assert target.getvalue() == content
    assert unquote(server.received[1].target) == f"/file/bot{TOKEN}/documents/đơn 1.pdf"
    assert server.received[1].target.isascii()
    assert server.received[1].headers["user-agent"] == BaseRequest.USER_AGENT


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("framing", ["length", "chunked", "until closed"])
async def test_answer_is_read_however_it_is_framed(
    server: Server, bot: Bot, encoding: str, framing: str
) -> None:
    body = gzip.compress(OK_MESSAGE) if encoding == "gzip" else OK_MESSAGE
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n"

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        if framing == "length":
            out.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        elif framing == "chunked":
            out.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
            for byte in body:
                out.write(b"1\r\n" + bytes([byte]) + b"\r\n")
            out.write(b"0\r\n\r\n")
        else:
            out.write(f"{head}Connection: close\r\n\r\n".encode() + body)
            out.close()
            raise HungUpError

    server.answer = answer

    assert (await bot.send_message(42, "x")).message_id == 1


async def test_answer_before_the_end_of_an_upload_is_used(server: Server, bot: Bot) -> None:
    server.reads_bodies = False
    server.answer = replies({"ok": False, "description": "Unauthorized"}, 401)

    with pytest.raises(InvalidToken, match="Unauthorized"):
        await bot.send_document(42, b"x" * 20_000_000)


async def test_redirect_is_not_followed(server: Server, bot: Bot) -> None:
    elsewhere = Server()
    await elsewhere.start()
    for status in (301, 302, 303, 307, 308):
        server.answer = replies(b"moved", status, f"Location: {elsewhere.url}/bot{TOKEN}/x\r\n")
        with pytest.raises(NetworkError, match=str(status)):
            await bot.send_message(42, "x")
        with pytest.raises(NetworkError, match=str(status)):
            await bot.request.retrieve(f"{server.url}/file/bot{TOKEN}/x")
    await elsewhere.close()

    assert elsewhere.connection_count == 0
    assert len(server.received) == 10


def endless_chunks(chunk: bytes) -> Answer:
    """Return an answer without end."""

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        out.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            out.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            await out.drain()

    return answer


async def announces_much(request: Received, out: asyncio.StreamWriter) -> None:
    """Announce a body that never comes."""
    out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        announces_much,
        replies(b"x" * 2001),
        replies(b"x" * 2001, 502),
        endless_chunks(b"x" * 500),
        replies(gzip.compress(b"x" * 1_000_000), 200, "Content-Encoding: gzip\r\n"),
        replies(gzip.compress(b"x" * 100_000_000), 200, "Content-Encoding: gzip\r\n"),
    ],
    ids=["announced", "sent", "sent as an error", "endless", "compressed", "bomb"],
)
async def test_answer_over_the_limit_is_refused(server: Server, answer: Answer) -> None:
    server.answer = answer
    async with bot_on(server, max_response_bytes=2000) as bot:
        with pytest.raises(NetworkError, match=r"larger than|400, message") as failed:
            await bot.send_message(42, "x")
        assert not is_safe_to_repeat(failed.value)

        server.answer = replies(b"x" * 2000)
        assert await bot.request.retrieve(f"{server.url}/file") == b"x" * 2000


async def test_default_limit_lets_the_largest_download_pass(server: Server, bot: Bot) -> None:
    server.answer = replies(bytes(20 * 2**20))

    assert len(await bot.request.retrieve(f"{server.url}/file")) == 20 * 2**20


async def test_connection_is_kept_alive(server: Server, bot: Bot) -> None:
    for _ in range(5):
        await bot.send_message(42, "x")
    await bot.request.retrieve(f"{server.url}/file")

    assert server.connection_count == 1


async def test_cookies_are_not_kept(server: Server) -> None:
    server.answer = replies(OK_MESSAGE, 200, "Set-Cookie: who=you; Path=/\r\n")
    async with AiohttpRequest() as request:
        bot = bot_at(server.url.replace("127.0.0.1", "localhost"), request)
        for _ in range(2):
            await bot.send_message(42, "x")

    assert len(server.received) == 2
    assert "cookie" not in server.received[1].headers


async def test_post_reaches_the_server_at_most_once(server: Server, bot: Bot) -> None:
    await bot.send_message(42, "opens the connection")
    for answer in (sends_then_closes(b""), resets):
        server.answer = answer
        with pytest.raises(NetworkError) as failed:
            await bot.send_message(42, "once")
        assert not is_safe_to_repeat(failed.value)
        server.answer = accept
        await bot.send_message(42, "opens the next")

    texts = [received.form["text"] for received in server.received]
    assert texts == ["opens the connection", "once", "opens the next", "once", "opens the next"]


async def test_download_is_tried_again_on_a_new_connection(server: Server, bot: Bot) -> None:
    await bot.send_message(42, "opens the connection")

    async def drop_once(request: Received, out: asyncio.StreamWriter) -> None:
        server.answer = replies(b"content")
        await sends_then_closes(b"")(request, out)

    server.answer = drop_once

    assert await bot.request.retrieve(f"{server.url}/file") == b"content"
    assert server.connection_count == 2


async def test_connection_closed_while_idle_costs_nothing(server: Server, bot: Bot) -> None:
    server.answer = sends_then_closes(response(OK_MESSAGE))

    for _ in range(3):
        await bot.send_message(42, "x")
        await settle()

    assert server.connection_count == len(server.received) == 3


async def test_calls_and_uploads_pass_over_tls(
    tls_server: Server, trusting: ssl.SSLContext
) -> None:
    content = os.urandom(3_000_000)
    async with bot_on(tls_server, ssl_context=trusting) as bot:
        assert (await bot.send_message(42, "x")).message_id == 1
        await bot.send_document(42, content)
        tls_server.answer = replies(content)
        assert await bot.request.retrieve(f"{tls_server.url}/file") == content

    assert tls_server.received[1].parts["document"].content == content
    assert tls_server.connection_count == 1
