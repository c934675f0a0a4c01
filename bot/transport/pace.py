"""When which call may be made, so that Telegram has no reason to refuse it: pure policy.

Knows neither the event loop nor Telegram's library: every instant is an argument, in seconds of
any clock that does not jump. Limits are those of https://core.telegram.org/bots/faq ("My bot is
hitting limits"): about 30 messages a second over all chats, more with paid broadcasts; one a
second in a chat, where short bursts pass; 20 a minute in a group.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from enum import StrEnum

PRIVATE_SECONDS = 1.0
PRIVATE_BURST = 3
"""An answer of up to so many messages goes out at once; a broadcast has one for each chat."""

GROUP_SECONDS = 60.0
GROUP_COUNT = 20

WINDOW_SECONDS = 1.02
"""So long are the seconds in which no more than the rate is sent: calls overtake one another on
their way, and a true second at Telegram must not hold one too many. It costs 2 % of the rate."""

WIDER_SECONDS = 0.005
WIDEST_SECONDS = 1.1
"""Each refusal of all broadcasts makes the window so much wider, up to this: where machine or
network are less even, a refusal, which costs a second or more, costs more than the margin."""

HASTE = 0.95
"""The steps of broadcasts are so much shorter than the rate's, to make up for what was late."""

LATENESS_SECONDS = 0.015
"""So late may an event loop be that has much to do; the next step is then counted from when the
call should have been made."""

CROWD_SECONDS = 5.0
"""Refusals for two chats within so long are about all of them, whatever each looked like."""

MAX_CHATS = 100_000
"""So many chats are remembered at most: all of the last minute at paid broadcasts' usual pace."""


class Lane(StrEnum):
    """What a call is for: answers go first, broadcasts use what they leave."""

    ANSWER = "answer"
    NOW = "now"
    """An answer's turn if it is free, and no waiting: for whoever notes before a call that it is
    about to be made, and would have to call its outcome unknown were they to die while it waits."""
    BULK = "bulk"


class Pace:
    """What was sent lately and what is halted; says how long to wait.

    It takes no more memory than what `rate` messages a second leave behind in a minute.
    """

    def __init__(self, rate: float) -> None:
        """Allow `rate` messages a second over all chats."""
        self._rate = rate
        self._most = max(1, int(rate))
        self._window = WINDOW_SECONDS
        self._recent: deque[float] = deque()
        self._chats: OrderedDict[int, deque[float]] = OrderedDict()
        self._next_bulk = self._freed_at = float("-inf")
        self._bulk_halt = float("-inf")
        self._chat_halts: dict[int, float] = {}
        self._refused: tuple[float, int | None] = (float("-inf"), None)

    # Waiting

    def wait(self, lane: Lane, chat_id: int | None, now: float) -> float:
        """Return the seconds until a call may be made, 0 for at once; changes nothing."""
        return max(self.lane_wait(lane, now), self.chat_wait(lane, chat_id, now))

    def lane_wait(self, lane: Lane, now: float) -> float:
        """Return the seconds that every call of a lane has to wait."""
        self._drop_old(now)
        wait = 0.0
        if len(self._recent) >= self._most:
            wait = self._recent[len(self._recent) - self._most] + self._window - now
        if lane is Lane.BULK:
            wait = max(wait, self._next_bulk - now, self._bulk_halt - now)
        return max(0.0, wait)

    def chat_wait(self, lane: Lane, chat_id: int | None, now: float) -> float:
        """Return the seconds that calls for one chat have to wait."""
        if chat_id is None:
            return 0.0
        halt = self._chat_halts.get(chat_id, now) - now
        sent = self._chats.get(chat_id)
        if not sent:
            return max(0.0, halt)
        limits = [(GROUP_COUNT, GROUP_SECONDS)]
        if chat_id > 0:
            limits = [(PRIVATE_BURST, PRIVATE_BURST * PRIVATE_SECONDS)]
            if lane is Lane.BULK:
                limits.append((1, PRIVATE_SECONDS))
        full = (
            sent[len(sent) - most] + seconds - now for most, seconds in limits if len(sent) >= most
        )
        return max(0.0, halt, *full)

    def sent(self, lane: Lane, chat_id: int | None, count: int, now: float) -> None:
        """Note that a call with so many messages is made now."""
        self._drop_old(now)
        counted_at = now
        if lane is Lane.BULK:
            # A call that comes a little late does not delay all that follow.
            turn_at = max(self._next_bulk, self._freed_at)
            if 0 <= now - turn_at <= LATENESS_SECONDS:
                counted_at = turn_at
            self._next_bulk = counted_at + count * HASTE * self._window / self._rate
        self._recent.extend([counted_at] * count)
        if chat_id is not None:
            kept = self._chats.setdefault(chat_id, deque(maxlen=GROUP_COUNT))
            kept.extend([now] * count)
            self._chats.move_to_end(chat_id)
        self._forget_chats(now)

    # Halts

    def refused(self, chat_id: int | None, seconds: float, now: float) -> int | None:
        """Halt what a refusal names; return the chat, or None where that is the bulk lane.

        Telegram does not say which. It is the chat if that is a group, or if it got several
        messages just now; else, and where two chats are refused one soon after the other, it is
        about all of them.
        """
        at, other = self._refused
        is_crowd = now - at <= CROWD_SECONDS and other != chat_id
        self._refused = (now, chat_id)
        if chat_id is None or is_crowd or not self._may_be_chats_own(chat_id, now):
            if self._bulk_halt <= now:  # else it is about the same second as the one before
                self._window = min(WIDEST_SECONDS, self._window + WIDER_SECONDS)
            self._bulk_halt = max(self._bulk_halt, now + seconds)
            return None
        self.halt_chat(chat_id, now + seconds)
        return chat_id

    def halt_bulk(self, until: float) -> None:
        """Let no broadcast go on before an instant."""
        self._bulk_halt = max(self._bulk_halt, until)

    def halt_chat(self, chat_id: int, until: float) -> None:
        """Leave a chat alone until an instant."""
        self._chat_halts[chat_id] = max(until, self._chat_halts.get(chat_id, until))

    def bulk_halt(self, now: float) -> float:
        """Return for how many seconds still the bulk lane is halted."""
        return max(0.0, self._bulk_halt - now)

    def chat_halt(self, chat_id: int | None, now: float) -> float:
        """Return for how many seconds still a chat is halted."""
        return max(0.0, self._chat_halts.get(chat_id, now) - now) if chat_id is not None else 0.0

    def _may_be_chats_own(self, chat_id: int, now: float) -> bool:
        if chat_id < 0:
            return True
        sent = self._chats.get(chat_id, ())
        return sum(1 for each in sent if now - each <= PRIVATE_BURST * PRIVATE_SECONDS) > 1

    # Memory

    def _drop_old(self, now: float) -> None:
        while self._recent and self._recent[0] <= now - self._window:
            self._freed_at = self._recent.popleft() + self._window

    def _forget_chats(self, now: float) -> None:
        """Drop what no limit looks at any more; the chats are in order of their last message."""
        while self._chats:
            oldest = next(iter(self._chats))
            if len(self._chats) <= MAX_CHATS and self._chats[oldest][-1] > now - GROUP_SECONDS:
                break
            del self._chats[oldest]
        over = [chat_id for chat_id, until in self._chat_halts.items() if until <= now]
        for chat_id in over:
            del self._chat_halts[chat_id]
