"""What members of staff are called: kept while they have a role, so that the log can name them.

A name is noted when its owner acts. It goes with the role, and with /forgetme until they act again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import StorageError
from bot.staff import StaffName

FRESH = timedelta(hours=1)
"""So long a name that was noted is not written again; another process may have erased it since."""

logger = logging.getLogger(__name__)


class NameStore(Protocol):
    """What is needed of the storage."""

    async def put(self, user_id: int, name: StaffName, now: datetime) -> None:
        """Keep a person's name in place of the one before."""

    async def of(self, user_ids: Collection[int]) -> dict[int, StaffName]:
        """Return the names of those of some people whose name is kept, by user id."""

    async def keep_only(self, user_ids: Collection[int]) -> None:
        """Erase the names of all others."""


class StaffNames:
    """Notes and tells names; that one cannot be noted or told stops nobody."""

    def __init__(self, store: NameStore, now: Callable[[], datetime]) -> None:
        """`now` is a clock in UTC."""
        self._store = store
        self._now = now
        self._noted: dict[int, tuple[StaffName, datetime]] = {}

    async def note(self, user_id: int, name: StaffName) -> None:
        """Keep the name of somebody who has a role and is acting now."""
        now = self._now()
        before = self._noted.get(user_id)
        if before is not None and before[0] == name and now - before[1] < FRESH:
            return
        try:
            await self._store.put(user_id, name, now)
        except StorageError as error:
            logger.warning("a member of staff's name cannot be kept: %s", error)
        else:
            self._noted[user_id] = (name, now)

    async def of(self, user_ids: Collection[int]) -> dict[int, StaffName]:
        """Return the names that are known of some people, by user id."""
        try:
            return await self._store.of(user_ids)
        except StorageError as error:
            logger.warning("members of staff cannot be named: %s", error)
            return {}

    async def keep_only(self, user_ids: Collection[int]) -> None:
        """Erase the names of all who have no role any more; StorageError where that fails."""
        self._noted = {each: self._noted[each] for each in self._noted if each in user_ids}
        await self._store.keep_only(user_ids)

    def forget_chat(self, chat_id: int) -> None:
        """Drop what is remembered of a person, whose private chat has their id."""
        self._noted.pop(chat_id, None)
