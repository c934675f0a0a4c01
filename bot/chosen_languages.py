"""The languages that chats have chosen for the bot's replies: kept in the database, read at once.

Whoever handles an update loads the choices of its chat and its sender first; what follows in the
same update reads them without waiting.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.chats import KnownChat
from bot.errors import StorageError

MAX_CHATS = 10_000
"""So many chats' choices are held in memory; far more than are handled at the same time."""

logger = logging.getLogger(__name__)


class ChatStore(Protocol):
    """What is needed of the storage of chats."""

    async def get(self, chat_id: int) -> KnownChat | None:
        """Return what is known of a chat, None for one that the bot has not met."""

    async def choose_locale(self, chat_id: int, locale: str | None, now: datetime) -> KnownChat:
        """Let `locale` be a chat's language; None undoes the choice."""


class ChosenLanguages:
    """Choices by chat."""

    def __init__(
        self, chats: ChatStore, now: Callable[[], datetime], max_chats: int = MAX_CHATS
    ) -> None:
        """Keep choices in `chats`, and those of `max_chats` in memory; `now` is a clock in UTC."""
        self._chats = chats
        self._now = now
        self._max_chats = max_chats
        self._loaded: OrderedDict[int, str | None] = OrderedDict()

    async def load(self, *chat_ids: int) -> None:
        """Read the choices of chats.

        Where the database fails, what was read before counts, else no choice: people get their
        answers all the same.
        """
        for chat_id in chat_ids:
            try:
                known = await self._chats.get(chat_id)
            except StorageError as error:
                logger.warning("the language chosen in a chat cannot be read: %s", error)
                return
            self._keep(chat_id, known.locale if known else None)

    async def choose(self, chat_id: int, locale: str | None) -> None:
        """Let `locale` be the language of a chat; None undoes the choice. Durable on return."""
        await self._chats.choose_locale(chat_id, locale, self._now())
        self._keep(chat_id, locale)

    def of(self, chat_id: int) -> str | None:
        """Return the language that a chat has chosen, None where it has not or was not loaded."""
        return self._loaded.get(chat_id)

    def forget_chat(self, chat_id: int) -> None:
        """Drop from memory what a chat has chosen; what is stored is the storage's to erase."""
        self._loaded.pop(chat_id, None)

    def _keep(self, chat_id: int, locale: str | None) -> None:
        self._loaded[chat_id] = locale
        self._loaded.move_to_end(chat_id)
        while len(self._loaded) > self._max_chats:
            self._loaded.popitem(last=False)
