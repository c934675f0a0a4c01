"""What happens, as it happens, for whoever watches: the page, through `/sim/events`."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Events a watcher may lag behind before it is told to look at everything anew.
BACKLOG = 2_000

Event = dict[str, Any]


class EventFeed:
    """Hands each event to every watcher; costs next to nothing while nobody watches."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Queue[Event]] = set()

    @property
    def is_watched(self) -> bool:
        """Whether anybody would get an event."""
        return bool(self._watchers)

    def emit(self, kind: str, **fields: Any) -> None:
        """Give an event to all who watch; who is far behind is told to look anew."""
        event = {"kind": kind, **fields}
        for queue in self._watchers:
            if queue.qsize() >= BACKLOG:
                while not queue.empty():
                    queue.get_nowait()
                event = {"kind": "resync"}
            queue.put_nowait(event)

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[Event]]:
        """Give a queue that gets every event until the end of the block."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)
