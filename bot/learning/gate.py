"""The gate that everything taught passes before it goes live, as teaching sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from bot.releases import OnWait

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Checked:
    """A changed base that is sound and could go live; `release_id` names it.

    `turned_wrong` and `turned_silent` are golden questions that are answered now and would not be
    rightly any more. What is taught is a golden question itself: where it is not in `turned_right`,
    a guard still refuses it. `is_same` tells that nothing would change.
    """

    release_id: int
    turned_right: tuple[str, ...] = ()
    turned_wrong: tuple[str, ...] = ()
    turned_silent: tuple[str, ...] = ()
    is_same: bool = False


class Passage(Enum):
    """What came of an attempt to let a checked base go live."""

    LIVE = auto()
    GONE = auto()
    """Something else was checked or went live meanwhile, or the process that checked has ended."""
    TURNED_WRONG = auto()
    """Golden questions turned wrong; that an administrator may override with /reload."""
    EDITED = auto()
    """The folder of the base was edited since."""
    NOT_READY = auto()
    """Another process cannot serve it."""
    READ_ONLY = auto()
    """The folder of the base cannot be written."""


class Gate(Protocol):
    """Loads, validates, asks the golden questions, swaps at one stroke, keeps the former base."""

    async def check(self, edit: Callable[[Files], Files], by: int) -> Checked:
        """Check the base as `edit` makes it; nothing is live or written yet.

        InvalidBaseError with every problem where it is unsound; EditError where it cannot be
        edited; ExchangeBotError where it cannot be checked now.
        """

    async def pass_through(self, release_id: int, by: int, on_wait: OnWait) -> Passage:
        """Let what was checked go live, in every process; where LIVE, that is durable.

        `on_wait` is told which other processes are waited for, now and then while they are.
        """

    async def drop(self, release_id: int) -> None:
        """Let go of what was checked; harmless if repeated."""

    async def went_live(self, release_id: int, since: datetime) -> bool:
        """Return whether what was checked went live after an instant, also before a restart."""
