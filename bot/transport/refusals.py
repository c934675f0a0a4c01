"""Telegram's word to wait, as an error: what it names, and for how long."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import RetryAfter


def seconds_of(refused: RetryAfter) -> float:
    """Return the wait that a refusal names."""
    wait = refused.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class Halted(RetryAfter):
    """A call that does not wait was not made, or was refused: something is halted, or is full.

    `seconds` is for how long still; `chat_id` is the chat that is halted, None where it is the
    whole bulk lane.
    """

    def __init__(self, seconds: float, chat_id: int | None) -> None:
        super().__init__(timedelta(seconds=seconds))
        self.seconds = seconds
        self.chat_id = chat_id
