"""Updates on their way to the bot: one queue, read by long poll or pushed to a webhook.

Follows the official server: types that are not allowed are never queued, an offset confirms all
before it, a negative offset forgets all but the last, and updates live for a day.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.clock import Clock
from bot.simulator.errors import BotApiError, conflict
from bot.simulator.limits import UPDATE_LIFETIME_SECONDS

UPDATE_TYPES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "message_reaction",
    "message_reaction_count",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
    "guest_message",
    "managed_bot",
)
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_TYPES = frozenset(UPDATE_TYPES) - _ON_REQUEST
LONG_POLL_MAX_SECONDS = 50
KEPT_UPDATES = 20_000


@dataclass(slots=True)
class Update:
    """One update; `queue_id` is the chat or person whose updates must stay in order."""

    id: int
    kind: str
    payload: dict[str, Any]
    queue_id: int
    created_at: float
    delivered_at: float | None = None
    delivery_count: int = 0

    def json(self) -> dict[str, Any]:
        """Return it as an Update of the Bot API."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class _Poll:
    """A getUpdates call that waits; a string ends it with a conflict."""

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    conflict: str | None = None


class UpdateQueue:
    """What the bot has not confirmed yet, and a bounded record of all there ever was."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending: OrderedDict[int, Update] = OrderedDict()
        self._again: deque[Update] = deque()
        self._next_id = 100_000_001
        self._poll: _Poll | None = None
        self._push: Callable[[Update], None] | None = None
        self.allowed_types = DEFAULT_TYPES
        self.record: deque[Update] = deque(maxlen=KEPT_UPDATES)
        # Asked once for each confirmed update: whether to hand it out a second time.
        self.wants_again: Callable[[Update], bool] = lambda _: False

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, types: list[Any] | None) -> None:
        """Set the allowed types; None keeps those of the last call, an empty list the default."""
        if types is None:
            return
        chosen = frozenset(str(kind) for kind in types) & frozenset(UPDATE_TYPES)
        self.allowed_types = chosen or DEFAULT_TYPES

    def add(self, kind: str, payload: dict[str, Any], queue_id: int) -> Update | None:
        """Queue an update, unless its type is not allowed."""
        if kind not in self.allowed_types:
            return None
        update = Update(self._next_id, kind, payload, queue_id, self._clock.now())
        self._next_id += 1
        self._pending[update.id] = update
        self.record.append(update)
        self._notify(update)
        return update

    @property
    def last_id(self) -> int:
        """The id of the newest update there ever was."""
        return self._next_id - 1

    def wants(self, kind: str) -> bool:
        """Whether the bot wants updates of a kind."""
        return kind in self.allowed_types

    def _notify(self, update: Update) -> None:
        if self._push is not None:
            self._push(update)
        elif self._poll is not None:
            self._poll.woken.set()

    def push_to(self, push: Callable[[Update], None] | None) -> None:
        """Give every update to `push` from now on, those that wait first; None stops it."""
        self._push = push
        if push is not None:
            self._expire()
            for update in [*self._again, *self._pending.values()]:
                push(update)
            self._again.clear()

    def confirm(self, update: Update) -> None:
        """The bot has it: forget it, unless a fault wants it handed out again."""
        if self._pending.pop(update.id, None) is None:
            return
        if self.wants_again(update):
            self._again.append(update)
            if self._push is not None:
                self._push(self._again.popleft())

    def handed_out(self, update: Update) -> None:
        """Record that the bot was given an update."""
        update.delivery_count += 1
        update.delivered_at = self._clock.now()

    def is_expired(self, update: Update, wait_seconds: float) -> bool:
        """Whether an update will be too old for another try after a wait."""
        return update.created_at + UPDATE_LIFETIME_SECONDS < self._clock.now() + wait_seconds

    def drop_all(self) -> None:
        """Forget all that the bot has not confirmed."""
        self._pending.clear()
        self._again.clear()

    def end_poll(self, reason: str) -> None:
        """Answer a waiting getUpdates with a conflict."""
        if self._poll is not None:
            self._poll.conflict = reason
            self._poll.woken.set()
            self._poll = None

    def finish_poll(self) -> None:
        """Answer a waiting getUpdates with what there is, which may be nothing."""
        if self._poll is not None:
            self._poll.woken.set()
            self._poll = None

    async def get(self, offset: int, limit: int, timeout_seconds: float) -> list[dict[str, Any]]:
        """What getUpdates answers; waits up to the timeout while there is nothing."""
        updates = self._take(offset, limit)
        if updates or timeout_seconds <= 0:
            return updates
        self.end_poll(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        poll = self._poll = _Poll()
        timer = self._clock.call_later(timeout_seconds, poll.woken.set)
        try:
            await poll.woken.wait()
            if poll.conflict is not None:
                raise conflict(poll.conflict)
            return self._take(offset, limit)
        finally:
            timer.cancel()
            if self._poll is poll:
                self._poll = None

    def _take(self, offset: int, limit: int) -> list[dict[str, Any]]:
        self._expire()
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popitem(last=False)
        elif offset:
            self._confirm_before(offset)
        updates = [self._again.popleft() for _ in range(min(limit, len(self._again)))]
        for update in self._pending.values():
            if len(updates) >= limit:
                break
            updates.append(update)
        for update in updates:
            self.handed_out(update)
        return [update.json() for update in updates]

    def _confirm_before(self, offset: int) -> None:
        if offset > self._next_id:
            # An offset from another life of the queue: the server starts from the oldest.
            return
        while self._pending:
            first = next(iter(self._pending.values()))
            if first.id >= offset:
                break
            self.confirm(first)

    def _expire(self) -> None:
        oldest = self._clock.now() - UPDATE_LIFETIME_SECONDS
        while self._pending:
            first = next(iter(self._pending.values()))
            if first.created_at >= oldest:
                break
            del self._pending[first.id]


def webhook_conflict() -> BotApiError:
    """Return the refusal of getUpdates beside a webhook."""
    return conflict(
        "can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
