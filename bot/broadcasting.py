"""Everything that members of staff do with broadcasts: the use cases, each with its audit entry.

Who may do what is asked before (`bot.staff`); what is sent how, and when, is `bot.delivering`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.broadcasts import (
    DONE,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    CopyCounts,
    Delivery,
    DeliveryState,
    Progress,
    Unsettled,
)
from bot.delivering.progress import ProgressReader
from bot.storage.freezing import WITH_UNKNOWN
from bot.storage.stores import Stores
from bot.subscribers import Audience

UNDELIVERED = (
    DeliveryState.BLOCKED,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.PENDING,
    DeliveryState.CLAIMED,
)
"""The states that the list of the undelivered shows."""


class Broadcasting:
    """Drafts, confirms, watches and mends broadcasts.

    A method that changes a broadcast returns it as it then is, and None where the broadcast is in
    a state in which that cannot be done: somebody else was quicker.
    """

    def __init__(
        self,
        stores: Stores,
        now: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
        *,
        needs_approval: bool = False,
    ) -> None:
        """`wake` is called where there is something to do for the engine of this process.

        `needs_approval` lets a confirmed broadcast wait for a second person.
        """
        self._stores = stores
        self._now = now
        self._wake = wake
        self.needs_approval = needs_approval
        self._progress = ProgressReader(stores, now)

    def wakes(self, wake: Callable[[], None]) -> None:
        """Call `wake` from now on where there is something to do."""
        self._wake = wake

    # Looking

    async def count(self, audience: Audience) -> int:
        """Return how many would get a broadcast to this audience now."""
        return await self._stores.subscriptions.count(audience)

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """Return a broadcast, None where there is none of this id."""
        return await self._stores.broadcasts.get(broadcast_id)

    async def latest(self, limit: int, before_id: int | None = None) -> tuple[Broadcast, ...]:
        """Return the latest broadcasts, the newest first; only those older than one."""
        return await self._stores.broadcasts.latest(limit, before_id)

    async def versions(self, broadcast_id: int) -> dict[str, Content]:
        """Return what a broadcast says, by locale."""
        return await self._stores.broadcasts.versions(broadcast_id)

    async def latest_versions(self, origin_id: int) -> dict[str, Content]:
        """Return what a broadcast says by locale, as it was corrected last."""
        corrections = [
            each.id
            for each in await self._stores.broadcasts.about(origin_id)
            if each.kind is BroadcastKind.CORRECT and each.started_at is not None
        ]
        return await self._stores.broadcasts.versions((corrections or [origin_id])[-1])

    async def progress(self, broadcast_id: int) -> Progress | None:
        """Return how far a broadcast has come; cheap enough to be asked every second."""
        return await self._progress.of(broadcast_id)

    async def operations(self, origin_id: int) -> tuple[Broadcast, ...]:
        """Return the corrections, recalls and repeats of a broadcast, the oldest first."""
        return await self._stores.broadcasts.about(origin_id)

    async def copies(self, origin_id: int) -> CopyCounts:
        """Return how many copies there are, and how many are too old to be recalled."""
        return await self._stores.reports.copies(origin_id, self._now())

    async def missed_count(self, origin_id: int, *, with_unknown: bool = False) -> int:
        """Return to how many `send_again` would go now."""
        return await self._stores.reports.missed_count(origin_id, with_unknown=with_unknown)

    async def unknown_count(self, origin_id: int) -> int:
        """Return of how many recipients nobody knows whether they have a copy."""
        return await self._stores.reports.unknown_count(origin_id)

    async def unknown(
        self, origin_id: int, after: int = 0, limit: int = 10
    ) -> tuple[Unsettled, ...]:
        """Return the next of those, by position, for a person to decide."""
        return await self._stores.reports.unknown(origin_id, after, limit)

    async def note_test(self, actor_id: int, chat_id: int, locales: Iterable[str]) -> None:
        """Write down that somebody sent a test to a chat."""
        await self._stores.audit.add(
            self._now(), actor_id, "test", f"chat/{chat_id}", locales=sorted(locales)
        )

    async def undelivered(
        self, broadcast_id: int, after: int = 0, limit: int = 1000
    ) -> tuple[Delivery, ...]:
        """Return the next of those who have no copy, or perhaps none, by position."""
        return await self._stores.ledger.page(broadcast_id, UNDELIVERED, after, limit)

    # From draft to end

    async def draft(
        self,
        author_id: int,
        audience: Audience,
        default_locale: str,
        versions: Mapping[str, Content],
    ) -> Broadcast:
        """Return a new draft; ValueError where there is no version for the default locale."""
        if default_locale not in versions:
            raise ValueError(f"there is no version in {default_locale}")
        return await self._stores.broadcasts.create(
            author_id, audience, default_locale, versions, self._now()
        )

    async def confirm(
        self,
        broadcast_id: int,
        actor_id: int,
        send_at: datetime | None = None,
        time_zone: str | None = None,
    ) -> Broadcast | None:
        """Send a draft at a time, or at once; or let it wait for approval where that is needed."""
        store, now = self._stores.broadcasts, self._now()
        if self.needs_approval:
            moved = await store.ask_approval(broadcast_id, now, send_at, time_zone)
            return await self._noted(moved, actor_id, "ask_approval")
        moved = await store.confirm(broadcast_id, now, send_at, time_zone)
        return await self._noted(moved, actor_id, "confirm", send_at=_iso(send_at))

    async def approve(self, broadcast_id: int, actor_id: int) -> Broadcast | None:
        """Send what awaits approval, as its author asked for; None also for its author."""
        found = await self._stores.broadcasts.get(broadcast_id)
        if found is None or found.author_id == actor_id:
            return None
        if found.state is not BroadcastState.AWAITING_APPROVAL:
            return None
        moved = await self._stores.broadcasts.confirm(
            broadcast_id, self._now(), found.send_at, found.time_zone, actor_id
        )
        return await self._noted(moved, actor_id, "approve")

    async def send_held(self, broadcast_id: int, actor_id: int) -> Broadcast | None:
        """Send at once what was held for being late."""
        moved = await self._stores.broadcasts.confirm_held(broadcast_id, self._now())
        return await self._noted(moved, actor_id, "send_held")

    async def pause(self, broadcast_id: int, actor_id: int) -> Broadcast | None:
        """Begin no more copies; those on their way arrive."""
        return await self._move(
            broadcast_id, actor_id, "pause", (BroadcastState.RUNNING,), BroadcastState.PAUSED
        )

    async def resume(self, broadcast_id: int, actor_id: int) -> Broadcast | None:
        """Go on where a pause began."""
        return await self._move(
            broadcast_id, actor_id, "resume", (BroadcastState.PAUSED,), BroadcastState.RUNNING
        )

    async def stop(self, broadcast_id: int, actor_id: int) -> Broadcast | None:
        """End a broadcast, begun or not, for good; those who have no copy yet get none."""
        stoppable = tuple(state for state in BroadcastState if state not in DONE)
        return await self._move(broadcast_id, actor_id, "stop", stoppable, BroadcastState.STOPPED)

    async def set_report(self, broadcast_id: int, chat_id: int, message_id: int) -> None:
        """Note which message shows the progress, so that it can be kept true after a restart."""
        await self._stores.broadcasts.set_report(broadcast_id, chat_id, message_id)

    async def watched(self) -> tuple[Broadcast, ...]:
        """Return the broadcasts whose progress a message shows, the oldest first."""
        return await self._stores.reports.watched()

    async def end_watch(self, broadcast_id: int) -> bool:
        """Note that its last report was shown; False where another process did that before."""
        return await self._stores.reports.end_watch(broadcast_id)

    # Afterwards: each is a broadcast of its own, with its own ledger, progress and end.

    async def correct(
        self, origin_id: int, actor_id: int, versions: Mapping[str, Content]
    ) -> Broadcast | None:
        """Edit every copy that was delivered, repeats included; runs at once."""
        return await self._after(origin_id, actor_id, BroadcastKind.CORRECT, versions)

    async def recall(self, origin_id: int, actor_id: int) -> Broadcast | None:
        """Delete the copies that are under 48 hours old; runs at once."""
        return await self._after(origin_id, actor_id, BroadcastKind.RECALL, {})

    async def send_again(
        self, origin_id: int, actor_id: int, *, with_unknown: bool = False
    ) -> Broadcast | None:
        """Send to those who missed it, as it was corrected last; runs at once.

        `with_unknown` also sends to those who may have it already: a person decides that.
        """
        versions = await self.latest_versions(origin_id)
        note = WITH_UNKNOWN if with_unknown else None
        return await self._after(origin_id, actor_id, BroadcastKind.AGAIN, versions, note)

    async def count_as_sent(
        self, origin_id: int, actor_id: int, position: int | None = None
    ) -> int:
        """Let what is unknown count as sent, of one recipient or of all; return of how many."""
        settled = await self._stores.reports.count_as_sent(origin_id, self._now(), position)
        if settled:
            self._progress.forget(origin_id)
            await self._stores.audit.add(
                self._now(), actor_id, "count_as_sent", f"broadcast/{origin_id}", count=settled
            )
        return settled

    async def _after(
        self,
        origin_id: int,
        actor_id: int,
        kind: BroadcastKind,
        versions: Mapping[str, Content],
        note: str | None = None,
    ) -> Broadcast | None:
        store, now = self._stores.broadcasts, self._now()
        origin = await store.get(origin_id)
        if origin is None or origin.kind is not BroadcastKind.SEND or origin.started_at is None:
            return None
        if kind is BroadcastKind.AGAIN and origin.state not in DONE:
            return None
        made = await store.create(
            actor_id, origin.audience, origin.default_locale, versions, now, kind, origin_id, note
        )
        moved = await store.confirm(made.id, now)
        return await self._noted(moved, actor_id, kind.value, origin=origin_id)

    async def _move(
        self,
        broadcast_id: int,
        actor_id: int,
        act: str,
        from_states: tuple[BroadcastState, ...],
        to_state: BroadcastState,
    ) -> Broadcast | None:
        moved = await self._stores.broadcasts.move(broadcast_id, from_states, to_state, self._now())
        return await self._noted(moved, actor_id, act)

    async def _noted(
        self, moved: Broadcast | None, actor_id: int, act: str, **detail: Any
    ) -> Broadcast | None:
        if moved is not None:
            await self._stores.audit.add(
                self._now(), actor_id, act, f"broadcast/{moved.id}", **detail
            )
            self._wake()
        return moved


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()
