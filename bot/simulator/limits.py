"""Telegram's limits: sizes that are always refused, and the pace of sending (off by default).

Sizes are those of core.telegram.org/bots/api (10.0); the pace is that of
core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
"""

import math
from collections import deque

from bot.simulator.clock import Clock
from bot.simulator.errors import too_many_requests

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_LENGTH = 200
START_PARAMETER_LENGTH = 64
COMMAND_COUNT = 100
COMMAND_LENGTH = 32
COMMAND_DESCRIPTION_LENGTH = 256
INLINE_RESULT_COUNT = 50
INLINE_RESULT_ID_BYTES = 64
INLINE_NEXT_OFFSET_BYTES = 64
INLINE_QUERY_LENGTH = 256
POLL_OPTION_COUNT = 12
POLL_QUESTION_LENGTH = 300
POLL_OPTION_LENGTH = 100
ALBUM_COUNT = 10
MESSAGE_BATCH_COUNT = 100
TOPIC_NAME_LENGTH = 128
INLINE_KEYBOARD_BUTTON_COUNT = 100
REPLY_KEYBOARD_BUTTON_COUNT = 300
ROW_BUTTON_COUNT = 12
COPY_TEXT_LENGTH = 256
BOT_NAME_LENGTH = 64
BOT_DESCRIPTION_LENGTH = 512
BOT_SHORT_DESCRIPTION_LENGTH = 120
PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
WEBHOOK_SECRET_LENGTH = 256

DELETABLE_SECONDS = 48 * 3600
DICE_FIXED_SECONDS = 24 * 3600
UPDATE_LIFETIME_SECONDS = 24 * 3600
# Telegram publishes neither; bots that took 15 to 20 seconds report refusals.
CALLBACK_QUERY_LIFETIME_SECONDS = 15
INLINE_QUERY_LIFETIME_SECONDS = 10

# Messages a second over all chats, and with allow_paid_broadcast.
OVERALL_PER_SECOND = 30
PAID_PER_SECOND = 1000
# A private chat takes one message a second and, as the FAQ says, "short bursts".
PRIVATE_PER_SECOND = 1.0
PRIVATE_BURST = 5
GROUP_PER_MINUTE = 20


class RateLimiter:
    """Counts what a bot sends and refuses what is too fast, as Telegram does under load."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.is_on = False
        self._overall: deque[float] = deque()
        self._private: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}

    def reset(self) -> None:
        """Forget all that was sent."""
        self._overall.clear()
        self._private.clear()
        self._groups.clear()

    def check(self, chat_id: int, count: int = 1, *, is_paid: bool = False) -> None:
        """Count `count` messages to a chat; BotApiError 429 if that is too many now."""
        if not self.is_on:
            return
        now = self._clock.now()
        wait = max(
            _window_wait(
                self._overall, now, 1.0, PAID_PER_SECOND if is_paid else OVERALL_PER_SECOND
            ),
            self._chat_wait(chat_id, now),
        )
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._overall.extend([now] * count)
        if chat_id > 0:
            tokens, _ = self._bucket(chat_id, now)
            self._private[chat_id] = (tokens - count, now)
        else:
            self._groups[chat_id].extend([now] * count)

    def _chat_wait(self, chat_id: int, now: float) -> float:
        if chat_id > 0:
            tokens, _ = self._bucket(chat_id, now)
            return 0.0 if tokens >= 1 else (1 - tokens) / PRIVATE_PER_SECOND
        sent = self._groups.setdefault(chat_id, deque())
        return _window_wait(sent, now, 60.0, GROUP_PER_MINUTE)

    def _bucket(self, chat_id: int, now: float) -> tuple[float, float]:
        tokens, then = self._private.get(chat_id, (float(PRIVATE_BURST), now))
        return min(PRIVATE_BURST, tokens + (now - then) * PRIVATE_PER_SECOND), now


def _window_wait(sent: deque[float], now: float, seconds: float, most: int) -> float:
    """How long until a window of so many seconds holds fewer than `most`."""
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return 0.0 if len(sent) < most else sent[len(sent) - most] + seconds - now
