"""What a server says becomes a result or one of PTB's errors, whatever it says."""

from __future__ import annotations

import importlib
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

import bot.transport
from bot.transport.errors import TransportError, is_safe_to_repeat
from tests.bot.transport.http_server import Server, replies

if TYPE_CHECKING:
    from telegram import Bot


async def test_bytes_that_are_not_utf8_are_replaced(server: Server, either_bot: Bot) -> None:
    server.answer = replies(b'{"ok": true, "result": "caf\xe9"}')

    assert await either_bot.do_api_request("getSomething") == "caf�"


@pytest.mark.parametrize(
    ("status", "answer", "kind", "message"),
    [
        (401, {"description": "Unauthorized"}, InvalidToken, "Unauthorized"),
        (404, {"description": "Not Found"}, InvalidToken, "Not Found"),
        (
            403,
            {"description": "Forbidden: bot was blocked by the user"},
            Forbidden,
            "Forbidden: bot was blocked by the user",
        ),
        (400, {"description": "Bad Request: chat not found"}, BadRequest, "Chat not found"),
        (
            409,
            {"description": "Conflict: terminated by other getUpdates request"},
            Conflict,
            "other getUpdates",
        ),
        (
            400,
            {"description": "upgraded", "parameters": {"migrate_to_chat_id": -100123}},
            ChatMigrated,
            "-100123",
        ),
        (429, {"description": "x", "parameters": {"retry_after": 17}}, RetryAfter, "0:00:17"),
        (400, {"description": "x", "parameters": {"new": 1}}, BadRequest, "{'new': 1}"),
        (413, {"description": "Request Entity Too Large"}, NetworkError, "Too Large"),
        (500, {"description": "Internal Server Error"}, NetworkError, "Internal"),
        (502, {}, NetworkError, r"Bad Gateway \(502\)"),
        (504, b"<html>Gateway Time-out</html>", NetworkError, "Gateway Time-?out"),
        (502, b"", NetworkError, r"Bad Gateway \(502\)"),
        (403, b"denied", Forbidden, r"Forbidden \(403\).*b'denied'"),
        (599, b"?", NetworkError, r"Unknown HTTPError \(599\)"),
        (200, b"<html>Log in to the Wi-Fi</html>", TelegramError, "Invalid server response"),
        (204, b"", TelegramError, "Invalid server response"),
    ],
)
@pytest.mark.filterwarnings("error")
async def test_answer_becomes_ptbs_error(
    server: Server,
    either_bot: Bot,
    status: int,
    answer: dict[str, Any] | bytes,
    kind: type[TelegramError],
    message: str,
) -> None:
    server.answer = replies({"ok": False, **answer} if isinstance(answer, dict) else answer, status)

    with pytest.raises(kind, match=message) as failed:
        await either_bot.send_message(42, "x")

    assert type(failed.value) is kind or isinstance(failed.value.__cause__, TransportError)
    assert not is_safe_to_repeat(failed.value)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(("setting", "pause"), [("0", 10_072), ("1", timedelta(seconds=10_072))])
async def test_pause_is_a_number_or_a_duration_as_ptb_is_set(
    server: Server, bot: Bot, monkeypatch: pytest.MonkeyPatch, setting: str, pause: object
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", setting)
    server.answer = replies({"ok": False, "parameters": {"retry_after": 10_072}}, 429)

    with pytest.raises(RetryAfter) as failed:
        await bot.send_message(42, "x")

    assert failed.value.retry_after == pause


@pytest.mark.parametrize(("set_by_operator", "outcome"), [(None, "1"), ("0", "0")])
def test_pause_is_a_duration_unless_the_operator_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, set_by_operator: str | None, outcome: str
) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    if set_by_operator is not None:
        monkeypatch.setenv("PTB_TIMEDELTA", set_by_operator)

    importlib.reload(bot.transport)

    assert os.environ["PTB_TIMEDELTA"] == outcome


@pytest.mark.parametrize("status", [200, 400, 502])
@pytest.mark.parametrize(
    "payload",
    [
        b"[]",
        b'"ok"',
        b"null",
        b"{}",
        b'{"ok": true}',
        b'{"ok": false, "description": "a success that is none"}',
        b'{"ok": false, "description": 7}',
        b'{"ok": false, "parameters": "soon"}',
        b'{"ok": false, "parameters": {"retry_after": "soon"}}',
        b'{"ok": false, "parameters": {"retry_after": NaN}}',
        b'{"ok": false, "parameters": {"retry_after": 1e999}}',
        b'{"ok": false, "parameters": {"retry_after": 99999999999999999999}}',
        b'{"ok": false, "parameters": {"migrate_to_chat_id": []}}',
        b"[" * 100_000,
        b'{"ok": 1' + b"0" * 10_000 + b"}",
        b"\x00\xff\xfe",
        b'{"ok": false, "description": "' + b"x" * 100_000 + b'"}',
    ],
)
async def test_nonsense_in_json_is_a_telegram_error(
    server: Server, bot: Bot, payload: bytes, status: int
) -> None:
    server.answer = replies(payload, status)

    with pytest.raises(NetworkError) as failed:
        await bot.send_message(42, "x")

    assert len(str(failed.value)) < 1500
    assert not is_safe_to_repeat(failed.value)
