"""Waits where Telegram says that too much was sent, and tries again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

MAX_TRIES = 3
MAX_WAIT_SECONDS = 60.0
"""Nobody reads an answer that comes later; longer waits are passed on as the error they are."""

JSONDict = dict[str, Any]

logger = logging.getLogger(__name__)


class FloodWaits(BaseRateLimiter[None]):
    """Repeats a refused request after the time that the refusal names (``retry_after``).

    Telegram did not carry out what it refused, so nothing is sent twice.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002 - PTB's signature
        rate_limit_args: None,  # noqa: ARG002
    ) -> bool | JSONDict | list[JSONDict]:
        """Return what the request returns; RetryAfter where the wait is too long or too often."""
        for tries_left in reversed(range(MAX_TRIES)):
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refused:
                wait = seconds_of(refused)
                if not tries_left or wait > MAX_WAIT_SECONDS:
                    raise
                logger.warning("%s: told to wait %g s", endpoint, wait)
                await self._sleep(wait)
        raise AssertionError("unreachable")


def seconds_of(refused: RetryAfter) -> float:
    """Return the wait that a refusal names."""
    wait = refused.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
