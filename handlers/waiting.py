"""Says in a message what going live waits for, until it is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Self

from telegram.error import TelegramError

from bot.releases import Unready
from bot.texts import Texts
from handlers.replying import Screen

SHOWN = 3
"""So many processes are named."""

logger = logging.getLogger(__name__)


class WaitingNote:
    """Edits a message while there is something to wait for; nothing waits for the edits.

    What comes while one is under way is skipped. At the end of the block the last one is done, so
    that the outcome stays.
    """

    def __init__(
        self,
        screen_with: Callable[[Sequence[str]], Screen],
        edit: Callable[[Screen], Awaitable[None]],
        locale: str,
        texts: Texts,
    ) -> None:
        """`screen_with` makes the screen that holds the lines on what is waited for."""
        self._screen_with = screen_with
        self._edit = edit
        self._locale = locale
        self._texts = texts
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            await asyncio.wait({self._task})

    def __call__(self, unready: Sequence[Unready]) -> None:
        """Let the message say it, soon."""
        if self._task is None or self._task.done():
            lines = [self._line(each) for each in unready[:SHOWN]]
            self._task = asyncio.create_task(self._show(self._screen_with(lines)))

    async def _show(self, screen: Screen) -> None:
        try:
            await self._edit(screen)
        except TelegramError as error:
            logger.info("what is waited for could not be shown: %s", error)

    def _line(self, unready: Unready) -> str:
        return self._texts.get(
            "waiting-for",
            self._locale,
            process=unready.place,
            silent=unready.silent_seconds,
            left=unready.left_seconds,
        )
