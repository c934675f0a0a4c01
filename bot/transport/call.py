"""One call on its way: what was asked for, within which limits, and what its failure means.

Owns the choice of the error that PTB's callers catch. Leaves to `request` to make the call, and to
`redaction` the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp
from telegram.error import NetworkError, TimedOut

from bot.transport.errors import CallError, TransportError
from bot.transport.redaction import described

if TYPE_CHECKING:
    import asyncio

    from telegram.error import TelegramError

    from bot.transport.body import Body


@dataclass(frozen=True, slots=True)
class Limits:
    """Time-outs in seconds; None: no limit."""

    read: float | None
    write: float | None
    connect: float | None
    pool: float | None


@dataclass(slots=True)
class Call:
    """One request on its way, and what is known of it should it fail."""

    url: str = field(repr=False)
    method: str
    limits: Limits
    body: Body | None = None
    deadline: asyncio.Timeout | None = None

    def error(self, exc: Exception, known: set[str], *, is_shut_down: bool) -> TelegramError:
        """Return what PTB's callers are to catch in place of `exc`, without the `known` secrets."""
        exc = self._root(exc)
        if isinstance(exc, CallError):
            return exc.error
        if is_shut_down:
            return NetworkError("This AiohttpRequest was shut down before the answer came")
        if isinstance(exc, TimeoutError):
            return TimedOut(self._timeout(exc))
        return NetworkError(described(exc, known))

    def cause(self, exc: Exception, known: set[str]) -> TransportError:
        """Return the cause to chain, without the `known` secrets."""
        return TransportError(
            described(self._root(exc), known),
            may_have_taken_effect=self.body is not None and self.body.may_be_whole,
        )

    def _root(self, exc: Exception) -> Exception:
        """Return what made aiohttp raise `exc`, if it was our own reading of a file."""
        failure = self.body and self.body.failure
        return failure if isinstance(failure, CallError) else exc

    def _timeout(self, exc: TimeoutError) -> str:
        if self.deadline is not None and self.deadline.expired():
            return "Total timeout: the call took too long as a whole"
        if isinstance(exc, aiohttp.ConnectionTimeoutError):
            return "Connect timeout: the request was *not* sent to Telegram"
        if self.body is not None and isinstance(self.body.failure, TimeoutError):
            return "Write timeout: the server stopped taking the request before its end"
        return "Read timeout: the request was sent, and the server fell silent"
