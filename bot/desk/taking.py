"""Takes steps into the database, and remembers whose messages go to the office."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bot.errors import StorageError
from bot.handoffs import HandoffState, Step, Taken
from bot.storage.handoffs import Handoffs

RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0)
"""How long an update waits for a database that restarts; then whoever wrote is told."""

Found = TypeVar("Found")

logger = logging.getLogger(__name__)


class Taking:
    """Steps, durable on return; and what can be told at once, without asking the database."""

    def __init__(
        self,
        handoffs: Handoffs,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`now` is a clock in UTC."""
        self._handoffs = handoffs
        self._now = now
        self._sleep = sleep
        self._people: set[int] = set()
        self._groups: set[int] = set()
        self._change_count = 0
        self._on_work: Callable[[], None] = lambda: None
        self._on_taken: Callable[[int], None] = lambda _: None

    def connect(self, on_work: Callable[[], None], on_taken: Callable[[int], None]) -> None:
        """Call `on_work` when there is something to carry, `on_taken` when an update is durable."""
        self._on_work, self._on_taken = on_work, on_taken

    def wake(self) -> None:
        """Tell whoever carries that there is something to carry."""
        self._on_work()

    def is_open(self, person_id: int) -> bool:
        """Tell whether a person has an open handoff."""
        return person_id in self._people

    def is_known_group(self, chat_id: int) -> bool:
        """Tell whether there are handoffs in a group."""
        return chat_id in self._groups

    def remember(self, person_id: int, *, is_open: bool) -> None:
        """Note whether a person has an open handoff."""
        self._change_count += 1
        (self._people.add if is_open else self._people.discard)(person_id)

    async def refresh(self) -> None:
        """Learn who has an open handoff, also what another process did; StorageError."""
        before = self._change_count
        people, groups = await self._handoffs.open_people(), await self._handoffs.staff_chats()
        if before == self._change_count:  # else what was read may be older than what is known
            self._people, self._groups = people, groups

    async def patiently(self, ask: Callable[[], Awaitable[Found]]) -> Found:
        """Return what the storage answers, also where it is away for a moment; StorageError."""
        for seconds in RETRY_SECONDS:
            try:
                return await ask()
            except StorageError as error:
                logger.warning("an update waits for the database: %s", error)
                await self._sleep(seconds)
        return await ask()

    async def take(self, step: Step) -> Taken:
        """Take a step, also where the database is away for a moment; then tell who waits."""
        taken = await self.patiently(lambda: self._handoffs.take(step, self._now()))
        handoff = taken.handoff
        if handoff is not None and handoff.person_id is not None:
            self.remember(handoff.person_id, is_open=handoff.state is HandoffState.OPEN)
        self._on_taken(step.update_id)
        self.wake()
        return taken
