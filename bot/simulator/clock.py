"""The simulator's time, which tests and people may move or stop.

Every deadline of the simulator (long polls, retries of webhooks, expiry of queries, rate limits)
is read from here, so nothing needs a real sleep to be seen.
"""

import asyncio
import time
from collections.abc import Callable


class Timer:
    """A callback that the clock owes; `cancel` takes it back."""

    def __init__(self, clock: "Clock", when: float, callback: Callable[[], object]) -> None:
        self.when = when
        self._clock = clock
        self._callback = callback
        self._handle: asyncio.TimerHandle | None = None

    def arm(self) -> None:
        """Let the event loop run it when the clock gets there."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        left = self.when - self._clock.now()
        if left <= 0 or not self._clock.is_frozen:
            self._handle = asyncio.get_running_loop().call_later(max(0.0, left), self._ring)

    def cancel(self) -> None:
        """Let it never run."""
        self._clock.forget(self)
        if self._handle is not None:
            self._handle.cancel()

    def _ring(self) -> None:
        self._handle = None
        if self._clock.now() < self.when:
            self.arm()
            return
        self._clock.forget(self)
        self._callback()


class Clock:
    """Real time plus an offset, or a frozen instant; seconds since the epoch."""

    def __init__(self) -> None:
        self._offset_seconds = 0.0
        self._frozen_at: float | None = None
        self._timers: set[Timer] = set()

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        if self._frozen_at is not None:
            return self._frozen_at
        return time.time() + self._offset_seconds

    def date(self) -> int:
        """The time as the Bot API writes it: whole seconds."""
        return int(self.now())

    @property
    def is_frozen(self) -> bool:
        """Whether time stands still."""
        return self._frozen_at is not None

    def advance(self, seconds: float) -> None:
        """Move forward (or back, if negative), ringing what falls due."""
        self.set(self.now() + seconds)

    def set(self, now: float) -> None:
        """Make it another time; timers that this leaves behind run."""
        if self._frozen_at is not None:
            self._frozen_at = now
        else:
            self._offset_seconds = now - time.time()
        self._rearm()

    def freeze(self) -> None:
        """Let time stand still."""
        self._frozen_at = self.now()
        self._rearm()

    def run(self) -> None:
        """Let a frozen clock run on from where it stands."""
        if self._frozen_at is not None:
            now, self._frozen_at = self._frozen_at, None
            self.set(now)

    def reset(self) -> None:
        """Back to real time."""
        self._frozen_at = None
        self._offset_seconds = 0.0
        self._rearm()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Call back once the clock has moved on so far, however it got there."""
        timer = Timer(self, self.now() + seconds, callback)
        self._timers.add(timer)
        timer.arm()
        return timer

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of this clock."""
        over = asyncio.Event()
        timer = self.call_later(seconds, over.set)
        try:
            await over.wait()
        finally:
            timer.cancel()

    def forget(self, timer: Timer) -> None:
        """Drop a timer that has run or never will."""
        self._timers.discard(timer)

    def _rearm(self) -> None:
        for timer in list(self._timers):
            timer.arm()
