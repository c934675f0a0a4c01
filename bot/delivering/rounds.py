"""What a sender keeps in mind of each running broadcast: where it is, and how the first fared."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.broadcasts import Broadcast, Content, Delivery
from bot.outcomes import DeliveryError, HaltedError, RejectedError

FIRST_COUNT = 20
"""Where so many fail alike at the beginning, the content is at fault and would fail everybody."""

SHORTEST_REST = timedelta(seconds=1)
LONGEST_REST = timedelta(seconds=30)


class Round:
    """A running broadcast, gone through from the lowest position to the highest, again and again.

    What could not be sent is pending still and gets its turn in the next round, after a rest.
    """

    def __init__(self, broadcast: Broadcast, contents: dict[str, Content], *, is_new: bool) -> None:
        """`is_new` tells that nothing of the broadcast has been tried yet."""
        self.broadcast = broadcast
        self.after = 0
        self.flying = 0
        self._contents = contents
        self._rest_until: datetime | None = None
        self._rest = SHORTEST_REST
        self._halted_until: datetime | None = None
        self._has_moved = False
        self._first: list[str] | None = [] if is_new else None

    def content_for(self, delivery: Delivery) -> Content | None:
        """Return the content in the recipient's locale, else the default one's, if any."""
        default = self._contents.get(self.broadcast.default_locale)
        return self._contents.get(delivery.locale, default)

    def is_resting(self, now: datetime) -> bool:
        """Whether the next round has not begun yet."""
        return self._rest_until is not None and now < self._rest_until

    def claimed(self, deliveries: list[Delivery], wanted: int, now: datetime) -> bool:
        """Note what was claimed; return whether nothing at all was left to claim."""
        if deliveries:
            self.after = deliveries[-1].position
            self.flying += len(deliveries)
        if len(deliveries) == wanted:
            return False
        if not self.broadcast.is_frozen:  # more recipients are still being written down
            return False
        is_empty = not deliveries and self.after == 0
        self._end_round(now)
        return is_empty

    def ended(self, error: DeliveryError | None) -> None:
        """Note the outcome of a delivery, None being a success."""
        self.flying -= 1
        if isinstance(error, HaltedError):
            earliest = self._halted_until or error.until
            self._halted_until = min(error.until, earliest)
        else:
            self._has_moved = True
        if self._first is None:
            return
        if isinstance(error, RejectedError) and not error.is_recipients:
            self._first.append(str(error))
        elif not isinstance(error, HaltedError):
            self._first = None

    @property
    def fails_alike(self) -> bool:
        """Whether the first deliveries have all failed, and for the same reason."""
        first = self._first or []
        return len(first) >= FIRST_COUNT and len(set(first[:FIRST_COUNT])) == 1

    def _end_round(self, now: datetime) -> None:
        self._rest = SHORTEST_REST if self._has_moved else min(2 * self._rest, LONGEST_REST)
        self._rest_until = now + self._rest
        if self._halted_until is not None and self._halted_until > now:
            self._rest_until = min(self._rest_until, self._halted_until)
        self.after, self._has_moved, self._halted_until = 0, False, None
