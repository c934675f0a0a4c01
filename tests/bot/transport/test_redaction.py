"""Neither errors nor logs show a bot's token, whatever a server or PTB makes of it."""

from __future__ import annotations

import gzip
import io
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.transport.errors import is_safe_to_repeat
from bot.transport.redaction import TokenFilter, redacted
from bot.transport.request import AiohttpRequest
from tests.bot.transport.bots import SECRET, TOKEN
from tests.bot.transport.http_server import (
    OK_MESSAGE,
    Answer,
    Received,
    Server,
    replies,
    resets,
    response,
    sends_then_closes,
)
from tests.bot.transport.leaks import assert_nothing_leaks, told

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

ODD_TOKEN = "odd token: ü/ü"


def spelt(text: str) -> bytes:
    """Return a page that repeats a secret in every spelling a server may use."""
    return " ".join([text, quote(text), quote(text, safe=""), text.replace("/", "\\/")]).encode()


PATH = f"/bot{TOKEN}/sendMessage"


@pytest.mark.parametrize(
    "answer",
    [
        sends_then_closes(b""),
        resets,
        sends_then_closes(b"HTTP/1.1 200 OK\r\nContent-Le"),
        sends_then_closes(response(OK_MESSAGE)[:-5]),
        sends_then_closes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        sends_then_closes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        sends_then_closes(b"SSH-2.0-OpenSSH " + PATH.encode() + b"\r\n"),
        replies(b"not gzip", 200, "Content-Encoding: gzip\r\n"),
        replies(gzip.compress(OK_MESSAGE)[:-20], 200, "Content-Encoding: gzip\r\n"),
        replies(b"brotli", 200, "Content-Encoding: br\r\n"),
        replies(OK_MESSAGE, 200, "X-Long: " + "x" * 100_000 + "\r\n"),
        replies(OK_MESSAGE, 200, f"Bad Header {PATH}\r\n"),
        replies(spelt(PATH)),
        replies(spelt(PATH), 404),
        replies(b'"' + spelt(TOKEN) + b'"', 502),
        replies({"ok": False, "description": f"No such method: {PATH}"}, 404),
        replies({"ok": False, "description": "x", "parameters": {"path": PATH}}, 400),
        replies({"ok": True, "no_result": PATH}),
        replies(b"moved", 302, f"Location: https://evil.example{PATH}\r\n"),
    ],
)
async def test_fault_of_the_server_is_told_without_the_token(
    server: Server, bot: Bot, caplog: pytest.LogCaptureFixture, answer: Answer
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer = answer

    with pytest.raises(TelegramError) as failed:
        await bot.send_message(42, "x")

    assert_nothing_leaks(failed.value, caplog)
    assert not is_safe_to_repeat(failed.value)
    assert len(server.received) == 1


@pytest.mark.parametrize("token", [ODD_TOKEN, "no-colon-at-all", TOKEN])
@pytest.mark.parametrize("base", ["/bot", "/{token}/api", "/x?key={token}&m=", "/bot{token}/test"])
async def test_token_of_any_form_in_any_place_is_redacted(
    server: Server, caplog: pytest.LogCaptureFixture, token: str, base: str
) -> None:
    another = "987654321:ZZyyXXwwVV-UUttSSrrQQppOOnnMMllKKjj"

    async def reflect(request: Received, out: asyncio.StreamWriter) -> None:
        page = f"{request.target} {unquote(request.target)} for {another}"
        out.write(response(page.encode(), 502))

    server.answer = reflect
    async with AiohttpRequest() as request:
        bot = Bot(token, f"{server.url}{base}", request=request, get_updates_request=request)
        with pytest.raises(NetworkError, match="redacted") as failed:
            await bot.send_message(42, "x")

    spellings = [token, quote(token), quote(token, safe=""), str(token.encode())[2:-1], another]
    assert [spelling for spelling in spellings if spelling in told(failed.value)] == []


def test_endless_digits_do_not_hold_up_the_bot() -> None:
    digits = "1" * 1_000_000

    assert redacted(digits, []) == digits
    assert filtered(digits) == digits


class Log(logging.Handler):
    """A handler that keeps what it is given, and the lines it makes of that."""

    def __init__(self, *tokens: str) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []
        self.lines = io.StringIO()
        self.addFilter(TokenFilter(*tokens))

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
        try:
            self.lines.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


@contextmanager
def handled_by(logger: logging.Logger, *handlers: logging.Handler) -> Iterator[logging.Logger]:
    """Give all that `logger` and those below it log to `handlers`, and to nobody else."""
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    for handler in handlers:
        logger.addHandler(handler)
    try:
        yield logger
    finally:
        for handler in handlers:
            logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


LOGGER = logging.getLogger("tests.redaction")


def filtered(message: object, *args: Any) -> str:
    """Return the line that a record becomes, once no trace of the token is in its parts either."""
    log = Log(ODD_TOKEN, "short")
    with handled_by(LOGGER, log):
        LOGGER.info(message, *args)
    (record,) = log.records
    assert SECRET not in f"{record.msg} {record.msg!r} {record.args}"
    return log.lines.getvalue().removesuffix("\n")


async def test_what_ptb_logs_of_a_bot_is_without_its_token(server: Server) -> None:
    log = Log()
    server.answer = replies({"ok": False, "description": "Unauthorized"}, 401)
    async with AiohttpRequest() as request:
        with handled_by(logging.getLogger("telegram"), log) as logger:
            bot = Bot(TOKEN, f"{server.url}/bot", request=request, get_updates_request=request)
            with pytest.raises(InvalidToken, match=TOKEN) as failed:
                await bot.initialize()
            logger.error("Cannot start %r", bot, exc_info=failed.value)

    lines = log.lines.getvalue()
    assert SECRET not in lines
    assert f"Set Bot API URL: {server.url}/bot<token>\n" in lines
    assert "Cannot start Bot[token=<token>]\n" in lines
    assert "InvalidToken: The token `<token>` was rejected by the server.\n" in lines


@pytest.mark.parametrize(
    ("message", "args", "line"),
    [
        (f"for {TOKEN}, and 100%", (), "for <token>, and 100%"),
        ("for %s, and 100%%", (TOKEN,), "for <token>, and 100%"),
        ("for %r", (TOKEN,), "for '<token>'"),
        ("for %s and %s", (TOKEN, TOKEN), "for <token> and <token>"),
        (
            "for %(url)s",
            ({"url": f"https://x.example/bot{TOKEN}/y"},),
            "for https://x.example/bot<token>/y",
        ),
        ("for %s:%s, and 100%%", (123456789, SECRET), "for <token>, and 100%"),
        (f"for 123456789:{SECRET[:20]}%s", (SECRET[20:],), "for <token>"),
        ("for %s", (quote(TOKEN, safe=""),), "for <token>"),
        ("for %s", (TOKEN.encode(),), "for b'<token>'"),
        ("for %s", ([TOKEN, {"x": TOKEN}],), "for ['<token>', {'x': '<token>'}]"),
        ("for %s", (ValueError(TOKEN),), "for <token>"),
        ("for %r", (ValueError(TOKEN),), "for ValueError('<token>')"),
        (ValueError(f"for {TOKEN}"), (), "for <token>"),
        ("for %s", (ODD_TOKEN,), "for <token>"),
        ("for %s", (quote(ODD_TOKEN),), "for <token>"),
        ("for %s", (quote(ODD_TOKEN, safe=""),), "for <token>"),
    ],
)
def test_token_is_hidden_wherever_a_record_holds_it(
    message: object, args: tuple[object, ...], line: str
) -> None:
    assert filtered(message, *args) == line


@given(before=st.text(), after=st.text())
def test_token_is_hidden_whatever_stands_around_it(before: str, after: str) -> None:
    filtered("%s", before + TOKEN + after)
    filtered(before + TOKEN + after)


@pytest.mark.parametrize(
    "line",
    [
        "at 12:30:59",
        "short",
        "chat 42:started",
        "id:" + "x" * 40,
        "987654321:not-so-many-characters",
    ],
)
def test_what_is_no_token_stays(line: str) -> None:
    assert filtered(line) == filtered("%s", line) == line


def test_arguments_without_a_token_stay_the_objects_they_are() -> None:
    log, args = Log(), (7, 2.5, None, "text", ["a", "list"], ValueError("x"))
    with handled_by(LOGGER, log):
        LOGGER.info("%03d %.2f %s %s %s %r", *args)

    assert log.lines.getvalue() == "007 2.50 None text ['a', 'list'] ValueError('x')\n"
    assert log.records[0].args == args


def test_exceptions_and_stacks_are_shown_without_the_token() -> None:
    log = Log()
    with handled_by(LOGGER, log):
        error = RuntimeError("effect")
        error.__cause__ = ValueError(f"cause with {TOKEN}")
        LOGGER.error("failed", exc_info=error)
        stack = f'File "bot.py", line 1, in {TOKEN}'
        LOGGER.handle(
            logging.makeLogRecord({"msg": "called", "levelno": logging.INFO, "stack_info": stack})
        )

    failed, called = log.records
    assert "ValueError: cause with <token>\n" in log.lines.getvalue()
    assert "RuntimeError: effect\n" in log.lines.getvalue()
    assert 'called\nFile "bot.py", line 1, in <token>\n' in log.lines.getvalue()
    assert SECRET not in log.lines.getvalue() + repr(vars(failed)) + repr(vars(called))
    assert failed.exc_info is None


def test_exception_without_a_token_stays_for_the_formatter() -> None:
    log, error = Log(), ValueError("harmless")
    with handled_by(LOGGER, log):
        LOGGER.error("failed", exc_info=error)

    assert log.records[0].exc_info == (ValueError, error, None)
    assert log.lines.getvalue() == "failed\nValueError: harmless\n"


def test_text_of_an_exception_that_another_handler_made_is_cleaned() -> None:
    unfiltered, log = Log(), Log()
    unfiltered.filters.clear()
    with handled_by(LOGGER, unfiltered, log):
        LOGGER.error("failed", exc_info=ValueError(TOKEN))

    assert log.lines.getvalue() == "failed\nValueError: <token>\n"


def test_extra_fields_are_cleaned() -> None:
    log = Log()
    with handled_by(LOGGER, log):
        LOGGER.info("x", extra={"url": f"/bot{TOKEN}/x", "pair": ("y", TOKEN), "count": 3})

    fields = vars(log.records[0])
    assert (fields["url"], fields["count"]) == ("/bot<token>/x", 3)
    assert fields["pair"] == "('y', '<token>')"


@pytest.mark.parametrize(
    ("message", "args"), [("%d", (TOKEN,)), ("%s %s", (TOKEN,)), ("x", (TOKEN,))]
)
def test_record_that_cannot_be_formatted_is_reported_without_the_token(
    capsys: pytest.CaptureFixture[str], message: str, args: tuple[object, ...]
) -> None:
    assert filtered(message, *args) == ""

    report = capsys.readouterr().err
    assert "Logging error" in report
    assert SECRET not in report


class Unprintable:
    def __str__(self) -> str:
        raise LookupError(f"no text for {TOKEN}")


def test_object_that_fails_to_show_itself_is_named_by_its_class() -> None:
    assert filtered("%s", Unprintable()) == "<unprintable Unprintable object>"
