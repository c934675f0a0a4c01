"""Fixtures: servers with and without TLS, bots that call them, and a clock that stands still."""

from __future__ import annotations

import asyncio
import gc
import ssl
from typing import TYPE_CHECKING, Any

import pytest
from telegram.request import HTTPXRequest

from bot.transport.request import AiohttpRequest
from tests.bot.transport.bots import bot_at, bot_on
from tests.bot.transport.certificate import TEST_CERTIFICATE, TEST_KEY, pem
from tests.bot.transport.http_server import Server
from tests.bot.transport.loop_clock import Clock, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from telegram import Bot


@pytest.fixture(scope="package", autouse=True)
def _only_what_tests_make_is_collected() -> Iterator[None]:
    """Spare what other tests have loaded, a knowledge base say, a look at it in each test."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
async def problems() -> AsyncIterator[list[dict[str, Any]]]:
    """Fail a test that leaves anything behind in the event loop."""
    found: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: found.append(context))
    yield found
    await settle()
    gc.collect()
    assert found == []
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clock]:
    with monkeypatch.context() as patch:
        yield Clock(patch)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    await server.start()
    yield server
    await server.close()


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """What a server needs to be believed by `trusting`."""
    chain = tmp_path / "chain.pem"
    chain.write_text(pem("PRIVATE KEY", TEST_KEY) + pem("CERTIFICATE", TEST_CERTIFICATE))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain)
    return context


@pytest.fixture
def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=pem("CERTIFICATE", TEST_CERTIFICATE))


@pytest.fixture
async def tls_server(tls: ssl.SSLContext) -> AsyncIterator[Server]:
    server = Server()
    await server.start(tls)
    yield server
    await server.close()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with bot_on(server) as bot:
        yield bot


@pytest.fixture(params=[AiohttpRequest, HTTPXRequest])
async def either_bot(request: pytest.FixtureRequest, server: Server) -> AsyncIterator[Bot]:
    """A bot on our request class, then on PTB's: what holds for both is PTB's contract."""
    async with request.param() as http:
        yield bot_at(server.url, http)
