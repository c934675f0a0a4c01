"""PTB's rate limiter: calls wait here for their turn, answers before broadcasts.

Owns the waiting and what follows a refusal; leaves to `pace` when a call's turn is.

    Bot.send_message(...)                        -> the answers' lane: waits, tries again
    Bot.copy_message(..., rate_limit_args=NOW)   -> the answers' pace: made at once or not at all
    Bot.copy_message(..., rate_limit_args=BULK)  -> the bulk lane: waits, but not for halts
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.transport.pace import Lane, Pace
from bot.transport.refusals import Halted, seconds_of

MAX_TRIES = 3
MAX_WAIT_SECONDS = 60.0
"""Nobody reads an answer that comes later; longer waits are passed on as the error they are."""

PATIENCE_SECONDS = 2.0
"""A copy whose chat must wait longer gives its place to others, and comes again later."""

SMOOTHING = 0.1
FIRST_GUESS_SECONDS = 0.1

COUNTED = ("send", "copy", "forward")
"""Methods that begin so put messages into a chat, which is what Telegram counts."""

FREE = ("sendChatAction",)

JSONDict = dict[str, Any]
Answer = bool | JSONDict | list[JSONDict]
Halts = Mapping[int | None, float]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiter:
    chat_id: int | None
    count: int
    turn: asyncio.Future[None]


class TwoLanes(BaseRateLimiter[Lane]):
    """Answers as soon as Telegram's limits allow; broadcasts evenly in what is left of the rate."""

    def __init__(
        self,
        rate: float,
        on_halt: Callable[[int | None, float], None] = lambda _chat_id, _seconds: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Allow `rate` messages a second; `on_halt` is told of each halt, by chat or of all.

        None stands for the bulk lane, as it does in `restore`; halts last so many seconds.
        """
        self._pace = Pace(rate)
        self._on_halt = on_halt
        self._sleep = sleep
        self._waiting: dict[Lane, deque[_Waiter]] = {lane: deque() for lane in Lane}
        self._alarm: asyncio.TimerHandle | None = None
        self.call_seconds = FIRST_GUESS_SECONDS
        """How long a call of the bulk lane takes of late, without the wait for its turn."""

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let nobody wait any longer."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        for waiting in self._waiting.values():
            for waiter in waiting:
                waiter.turn.cancel()
            waiting.clear()

    def restore(self, halts: Halts) -> None:
        """Heed halts that were told before the start, by chat and in seconds from now."""
        now = _now()
        for chat_id, seconds in halts.items():
            if chat_id is None:
                self._pace.halt_bulk(now + seconds)
            else:
                self._pace.halt_chat(chat_id, now + seconds)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        """Return what the call returns.

        Halted, in the bulk lane: nothing was sent, since Telegram said to wait, now or before; with
        NOW also where it is not yet the call's turn.
        RetryAfter, in the answers' lane: the wait is too long for an answer, or came too often.
        """
        chat_id, count = _chat_in(data), _messages_in(endpoint, data)
        if rate_limit_args is Lane.BULK:
            await self._turn(Lane.BULK, chat_id, max(1, count))
            begun = _now()
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refused:
                raise self._halt(chat_id, seconds_of(refused)) from refused
            finally:
                self.call_seconds += SMOOTHING * (_now() - begun - self.call_seconds)
        if rate_limit_args is Lane.NOW:
            return await self._at_once(partial(callback, *args, **kwargs), chat_id, count)
        for tries_left in reversed(range(MAX_TRIES)):
            if count:
                await self._turn(Lane.ANSWER, chat_id, count)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refused:
                wait = seconds_of(refused)
                if count:
                    self._halt(chat_id, wait)
                if not tries_left or wait > MAX_WAIT_SECONDS:
                    raise
                logger.warning("%s: told to wait %g s", endpoint, wait)
                await self._sleep(wait)
        raise AssertionError("unreachable")

    async def _at_once(
        self, call: Callable[[], Awaitable[Answer]], chat_id: int | None, count: int
    ) -> Answer:
        """Return what a call returns that is made now; Halted where it may not be."""
        if count:
            self._turn_now(chat_id, count)
        try:
            return await call()
        except RetryAfter as refused:
            wait = seconds_of(refused)
            if count:
                self._halt(chat_id, wait)
            raise Halted(wait, chat_id) from refused

    def _halt(self, chat_id: int | None, seconds: float) -> Halted:
        named = self._pace.refused(chat_id, seconds, _now())
        logger.warning(
            "told to wait %g s: %s waits", seconds, "a chat" if named else "every broadcast"
        )
        self._on_halt(named, seconds)
        self._pump()
        return Halted(seconds, named)

    async def _turn(self, lane: Lane, chat_id: int | None, count: int) -> None:
        """Return when it is the turn of a call; the call then counts as made."""
        now = _now()
        self._refuse_halted(lane, chat_id, now)
        waiter = _Waiter(chat_id, count, asyncio.get_running_loop().create_future())
        self._waiting[lane].append(waiter)
        self._pump()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            if waiter in self._waiting[lane]:
                self._waiting[lane].remove(waiter)
            raise

    def _turn_now(self, chat_id: int | None, count: int) -> None:
        """Let a call count as made now; Halted where it would have to wait."""
        now = _now()
        wait = self._pace.wait(Lane.ANSWER, chat_id, now)
        if wait > 0:
            raise Halted(wait, chat_id)
        self._pace.sent(Lane.ANSWER, chat_id, count, now)

    def _refuse_halted(self, lane: Lane, chat_id: int | None, now: float) -> None:
        """Halted or RetryAfter where a call must not even wait."""
        halted = self._pace.chat_halt(chat_id, now)
        if lane is Lane.ANSWER:
            if halted > MAX_WAIT_SECONDS:
                raise RetryAfter(round(halted))
            return
        if self._pace.bulk_halt(now) > 0:
            raise Halted(self._pace.bulk_halt(now), None)
        if halted > 0:
            raise Halted(halted, chat_id)
        wait = self._pace.chat_wait(lane, chat_id, now)
        if wait > PATIENCE_SECONDS:
            raise Halted(wait, chat_id)

    def _pump(self) -> None:
        """Give turns to all whose turn has come, and come again when the next one's has."""
        now = _now()
        if self._pace.bulk_halt(now) > 0:
            self._send_bulk_away(now)
        next_at = min(self._give_turns(Lane.ANSWER, now), self._give_turns(Lane.BULK, now))
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if next_at < float("inf"):
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(next_at, self._pump)

    def _give_turns(self, lane: Lane, now: float) -> float:
        """Give turns in a lane; return the seconds until the next one could be given."""
        waiting = self._waiting[lane]
        soonest = float("inf")
        for waiter in list(waiting):
            if waiter.turn.done():  # who waited has gone away
                waiting.remove(waiter)
                continue
            if lane is Lane.BULK and self._answers_wait_for_rate(now):
                return min(soonest, self._pace.lane_wait(Lane.ANSWER, now))
            lane_wait = self._pace.lane_wait(lane, now)
            if lane_wait > 0:  # nobody behind can go either
                return min(soonest, lane_wait)
            chat_wait = self._pace.chat_wait(lane, waiter.chat_id, now)
            if chat_wait > 0:
                soonest = min(soonest, chat_wait)
                continue
            waiting.remove(waiter)
            self._pace.sent(lane, waiter.chat_id, waiter.count, now)
            waiter.turn.set_result(None)
        return soonest

    def _answers_wait_for_rate(self, now: float) -> bool:
        return bool(self._waiting[Lane.ANSWER]) and self._pace.lane_wait(Lane.ANSWER, now) > 0

    def _send_bulk_away(self, now: float) -> None:
        halted = Halted(self._pace.bulk_halt(now), None)
        for waiter in self._waiting[Lane.BULK]:
            if not waiter.turn.done():
                waiter.turn.set_exception(halted)
        self._waiting[Lane.BULK].clear()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _chat_in(data: Mapping[str, Any]) -> int | None:
    chat_id = data.get("chat_id")
    return chat_id if isinstance(chat_id, int) else None


def _messages_in(endpoint: str, data: Mapping[str, Any]) -> int:
    """Return how many messages a call puts into a chat, 0 for one that puts none."""
    if endpoint in FREE or not endpoint.startswith(COUNTED):
        return 0
    several = data.get("message_ids") or data.get("media")
    return max(1, len(several)) if isinstance(several, (list, tuple)) else 1
