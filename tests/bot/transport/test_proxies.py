"""Calls take the proxy they are told to, and no message shows its password."""

from __future__ import annotations

import asyncio
import contextlib
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from telegram.error import NetworkError

from bot.transport.errors import is_safe_to_repeat
from bot.transport.request import AiohttpRequest
from tests.bot.transport.bots import bot_on
from tests.bot.transport.http_server import HungUpError, Server, response
from tests.bot.transport.leaks import PASSWORD, assert_nothing_leaks, told

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator


class Proxy(Server):
    """An HTTP proxy that passes requests on, if they bring `credentials`."""

    def __init__(self, credentials: str | None = None) -> None:
        super().__init__()
        self.expected = credentials and "Basic " + b64encode(credentials.encode()).decode()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await self.read_request(reader)
        self.received.append(request)
        if request.headers.get("proxy-authorization") != self.expected:
            writer.write(response(b"Who are you?", 407))
            return
        authority = request.target.removeprefix("http://").partition("/")[0]
        host, _, port = authority.partition(":")
        upstream_reader, upstream = await asyncio.open_connection(host, int(port))
        if request.method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            path = request.target.removeprefix(f"http://{authority}")
            upstream.write(
                f"{request.method} {path} HTTP/1.1\r\nHost: {host}\r\n"
                f"Content-Length: {len(request.body)}\r\n\r\n".encode()
                + request.body
            )
        try:
            async with asyncio.TaskGroup() as relays:
                relays.create_task(self._relay(reader, upstream))
                relays.create_task(self._relay(upstream_reader, writer))
        finally:
            upstream.close()
        raise HungUpError

    @staticmethod
    async def _relay(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(2**16):
                target.write(data)
                await target.drain()
        target.close()


def with_credentials(url: str, password: str = PASSWORD) -> str:
    return url.replace("://", f"://user:{quote(password, safe='')}@")


@contextlib.asynccontextmanager
async def running(proxy: Proxy, tls: ssl.SSLContext | None = None) -> AsyncIterator[Proxy]:
    await proxy.start(tls)
    try:
        yield proxy
    finally:
        await proxy.close()


@pytest.mark.parametrize("is_proxy_tls", [False, True])
@pytest.mark.parametrize("is_server_tls", [False, True])
async def test_call_takes_the_proxy_with_its_credentials(
    server: Server,
    tls_server: Server,
    tls: ssl.SSLContext,
    trusting: ssl.SSLContext,
    is_server_tls: bool,
    is_proxy_tls: bool,
) -> None:
    target = tls_server if is_server_tls else server
    async with (
        running(Proxy(f"user:{PASSWORD}"), tls if is_proxy_tls else None) as proxy,
        bot_on(target, proxy=with_credentials(proxy.url), ssl_context=trusting) as bot,
    ):
        assert (await bot.send_message(42, "via the proxy")).message_id == 1
        await bot.send_document(42, b"x" * 1_000_000)

    assert target.received[-1].parts["document"].content == b"x" * 1_000_000
    assert proxy.received[0].method == ("CONNECT" if is_server_tls else "POST")
    assert target.received[0].form["text"] == "via the proxy"
    assert "proxy-authorization" not in target.received[0].headers


@pytest.mark.parametrize("is_server_tls", [False, True])
async def test_refusal_of_the_proxy_is_told_without_secrets(
    server: Server, tls_server: Server, caplog: pytest.LogCaptureFixture, is_server_tls: bool
) -> None:
    target = tls_server if is_server_tls else server
    async with (
        running(Proxy("someone:else")) as proxy,
        bot_on(target, proxy=with_credentials(proxy.url)) as bot,
    ):
        with pytest.raises(NetworkError, match="407") as failed:
            await bot.send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value) is is_server_tls
    assert target.received == []


@pytest.mark.parametrize("is_server_tls", [False, True])
async def test_proxy_that_is_down_is_told_without_secrets(
    server: Server, tls_server: Server, caplog: pytest.LogCaptureFixture, is_server_tls: bool
) -> None:
    async with running(Proxy()) as proxy:
        url = with_credentials(proxy.url)
    async with bot_on(tls_server if is_server_tls else server, proxy=url) as bot:
        with pytest.raises(NetworkError, match="ClientProxyConnectionError") as failed:
            await bot.send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert is_safe_to_repeat(failed.value)


@pytest.mark.parametrize(
    ("variables", "is_taken"),
    [
        ({"http_proxy": "{proxy}"}, True),
        ({"all_proxy": "{proxy}"}, True),
        ({"http_proxy": "{bare}"}, True),
        ({"https_proxy": "{proxy}"}, False),
        ({"http_proxy": "{proxy}", "no_proxy": "127.0.0.1"}, False),
        ({"http_proxy": "{proxy}", "no_proxy": "example.org, *"}, False),
        ({"http_proxy": "{proxy}", "no_proxy": "example.org"}, True),
        ({"http_proxy": "{proxy}", "https_proxy": "{proxy}", "all_proxy": "socks5://x"}, True),
        ({}, False),
    ],
)
async def test_proxy_of_the_environment_is_taken(
    server: Server, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_taken: bool
) -> None:
    async with running(Proxy()) as proxy:
        for name, value in variables.items():
            bare = proxy.url.removeprefix("http://")
            monkeypatch.setenv(name, value.format(proxy=proxy.url, bare=bare))
        async with bot_on(server) as bot:
            await bot.send_message(42, "x")
            await bot.send_message(42, "y")
        assert bool(proxy.received) is is_taken

        proxy.received.clear()
        async with bot_on(server, trust_env=False) as bot:
            await bot.send_message(42, "x")
        assert proxy.received == []
    assert len(server.received) == 3


@pytest.mark.parametrize(
    "url",
    [
        "socks5://user:{password}@127.0.0.1:1080",
        "socks5h://127.0.0.1:1080",
        "ftp://user:{password}@127.0.0.1",
        "user:{password}@127.0.0.1:3128",
        "http://user:{password}@",
        "http://user:pass/{password}@127.0.0.1:3128",
        "http://user%3Aname:{password}@127.0.0.1:3128",
        "http://[::1",
        "",
    ],
)
def test_what_is_no_http_proxy_is_refused_without_naming_it(url: str) -> None:
    url = url.format(password="hunter2")

    with pytest.raises(ValueError, match=r"^(The proxy must|SOCKS is not supported)") as failed:
        AiohttpRequest(proxy=url)

    assert "hunter2" not in told(failed.value)


@pytest.mark.parametrize("name", ["https_proxy", "all_proxy"])
def test_socks_proxy_of_the_environment_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "socks5://user:hunter2@127.0.0.1:1080")

    with pytest.raises(ValueError, match=f"SOCKS is not supported.*{name.upper()}") as failed:
        AiohttpRequest()

    assert "hunter2" not in told(failed.value)
    AiohttpRequest(trust_env=False)
    AiohttpRequest(proxy="http://127.0.0.1:3128")
