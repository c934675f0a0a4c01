"""Keeps the bot's token, and the passwords of proxies, out of errors and logs.

Owns what counts as secret and how texts lose it. The URL of every call holds the token, so errors
are told through here; PTB itself shows the token too, so handlers of logs get a `TokenFilter`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

import aiohttp

from bot.transport.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXCERPT_CHARS: Final = 300

_LONGEST_ERROR_CHARS: Final = 2**14
"""Telegram's own descriptions of errors take one line."""

_SHORTEST_SECRET_CHARS: Final = 6
"""Anything shorter is left in texts, where it would hide common words."""

# A bot's token has this form wherever it stands: https://core.telegram.org/bots/api#authorizing-your-bot
# Look-behind and `++` let a run of digits be tried once, from its start: tried from each of its
# digits, a page with a million of them would stop the event loop for an hour.
_TOKEN: Final = re.compile(r"(?<!\d)\d{3,}+(?::|%3[Aa])[\w-]{20,}")

_TOKEN_IN_LOG: Final = re.compile(r"(?<![0-9])[0-9]++(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
"""Narrower than `_TOKEN`: logs hold much else with a colon in it that is of use to their reader."""


def secrets_in(url: str) -> set[str]:
    """Return every part of `url` that gives the token away, in the spellings a server may use.

    The base URL is the operator's to choose, so the place of the token in it is not known.
    """
    _, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    found = {url, f"/{path}"}
    if "@" in authority:
        found |= {authority, *re.split("[:@]", authority)[:-1]}
    for segment in unquote(path).split("/"):
        token = segment.removeprefix("bot")
        if token != segment or ":" in segment:
            found |= {token, token.partition(":")[2]}
    spellings = {spelling for text in found for spelling in (text, unquote(text))}
    spellings |= {quote(text, safe="") for text in spellings} | {quote(text) for text in spellings}
    return {spelling for spelling in spellings if len(spelling) >= _SHORTEST_SECRET_CHARS}


def redacted(text: str, known: Iterable[str]) -> str:
    """Return `text` without the `known` secrets, and without anything like a bot's token."""
    for secret in sorted(known, key=len, reverse=True):
        text = text.replace(secret, "[redacted]")
    return _TOKEN.sub("[redacted]", text)


def described(exc: Exception, known: Iterable[str]) -> str:
    """Return the class and the reason of `exc` in one short line, without secrets."""
    kind = type(exc)
    name = f"{kind.__module__.partition('.')[0]}.{kind.__name__}".removeprefix("builtins.")
    if isinstance(exc, CallError):
        return str(exc)
    if isinstance(exc, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return f"{name}: the URL is not one of HTTP"
    if isinstance(exc, aiohttp.ClientHttpProxyError):
        return f"{name}: the proxy answered {exc.status} {redacted(exc.message, known)}"
    reason = exc.message if isinstance(exc, aiohttp.ClientResponseError) else str(exc)
    reason = " ".join(redacted(str(reason), known).split())
    return f"{name}: {reason[:_EXCERPT_CHARS]}" if reason else name


def presentable(payload: bytes, known: Iterable[str]) -> bytes:
    """Return the body of a failed answer as an error may show it.

    PTB reads the description and the parameters out of a JSON object, and quotes all else.
    """
    # surrogateescape maps every byte to a character and back.
    text = redacted(payload.decode("utf-8", "surrogateescape"), known)
    with contextlib.suppress(ValueError, RecursionError):
        if len(text) <= _LONGEST_ERROR_CHARS and isinstance(json.loads(text), dict):
            return text.encode("utf-8", "surrogateescape")
    return text[:_EXCERPT_CHARS].encode("utf-8", "surrogateescape")


class TokenFilter(logging.Filter):
    """Puts `<token>` in place of every bot's token that a record of a log holds.

    Add it to each handler, for a logger's filters do not see what the loggers below it log. PTB
    shows the token in `repr(Bot)`, in the message of `InvalidToken` and at level DEBUG in the URLs
    that a `Bot` sets.

    The record itself is changed, so handlers after this one see the same; it always passes. Cleaned
    are the message, its arguments, the text of exception and stack, and whatever `extra` added. An
    object that would show a token, or fails to show itself, gives way to a text. If the traceback
    would show one, `exc_info` is dropped, and `exc_text`, which formatters take first, is set.

    Args:
        tokens: What to hide besides everything that has the form of a token: tokens of another
            form, as a test server may have. Those under six characters are ignored.
    """

    def __init__(self, *tokens: str) -> None:
        super().__init__()
        spellings = {
            spelt for each in tokens for spelt in (each, quote(each), quote(each, safe=""))
        }
        self._known = sorted(
            (each for each in spellings if len(each) >= _SHORTEST_SECRET_CHARS),
            key=len,
            reverse=True,
        )

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True, having cleaned `record`; never fail, for that would end in the caller."""
        if isinstance(record.exc_info, tuple):
            trace = logging.Formatter().formatException(record.exc_info)
            if (cleaned := self._clean_text(trace)) != trace:
                record.exc_info, record.exc_text = None, cleaned
        fields = vars(record)
        for name, value in fields.items():
            if name not in {"args", "exc_info"}:
                fields[name] = self._clean(value)
        if isinstance(record.args, dict):
            record.args = {key: self._clean(value) for key, value in record.args.items()}
        elif isinstance(record.args, tuple):
            record.args = tuple(self._clean(value) for value in record.args)
        self._clean_whole(record)
        return True

    def _clean_whole(self, record: logging.LogRecord) -> None:
        """Hide a token of which the message holds one part, and an argument another."""
        try:
            message = record.getMessage()
        except Exception:  # the handler meets it again, and reports it
            return
        if (cleaned := self._clean_text(message)) != message:
            record.msg, record.args = cleaned, ()

    def _clean(self, value: object) -> object:
        """Return `value`, or in its place a text without the tokens that it would show."""
        if value is None or isinstance(value, int | float):
            return value
        if type(value) is str:
            return self._clean_text(value)
        try:
            text, representation = str(value), repr(value)
        except Exception:  # formatting it would fail too, and what it raises may show the token
            return f"<unprintable {type(value).__name__} object>"
        cleaned = _Cleaned(self._clean_text(text))
        cleaned.representation = self._clean_text(representation)
        is_clean = (cleaned, cleaned.representation) == (text, representation)
        return value if is_clean else cleaned

    def _clean_text(self, text: str) -> str:
        for token in self._known:
            text = text.replace(token, "<token>")
        return _TOKEN_IN_LOG.sub("<token>", text)


class _Cleaned(str):
    """What an object looks like without a token, in place of the object."""

    representation: str

    def __repr__(self) -> str:
        return self.representation
