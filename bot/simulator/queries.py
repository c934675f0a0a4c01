"""Presses of buttons and inline queries that await the bot's answer."""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.model import JsonObject

KEPT_QUERIES = 5_000


@dataclass(slots=True)
class CallbackQuery:
    """A press of a button; `answer` is what answerCallbackQuery gave."""

    id: str
    user_id: int
    at: float
    chat_id: int
    message_id: int
    data: str
    answer: JsonObject | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class InlineQuery:
    """An inline query; `answer` is what answerInlineQuery gave."""

    id: str
    user_id: int
    at: float
    query: str
    offset: str
    answer: JsonObject | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class _CachedAnswer:
    until: float
    answer: JsonObject


class QueryBook:
    """Queries by id, and answers to inline queries for as long as the bot lets them be kept."""

    def __init__(self) -> None:
        self.callbacks: OrderedDict[str, CallbackQuery] = OrderedDict()
        self.inline: OrderedDict[str, InlineQuery] = OrderedDict()
        # By query, offset and the person, 0 for an answer that serves everybody.
        self._cache: dict[tuple[str, str, int], _CachedAnswer] = {}

    def add_callback(
        self, user_id: int, at: float, chat_id: int, message_id: int, data: str
    ) -> CallbackQuery:
        """Record a press and return it."""
        query = CallbackQuery(_query_id(), user_id, at, chat_id, message_id, data)
        self.callbacks[query.id] = query
        if len(self.callbacks) > KEPT_QUERIES:
            self.callbacks.popitem(last=False)
        return query

    def add_inline(self, user_id: int, at: float, query: str, offset: str) -> InlineQuery:
        """Record an inline query and return it."""
        asked = InlineQuery(_query_id(), user_id, at, query, offset)
        self.inline[asked.id] = asked
        if len(self.inline) > KEPT_QUERIES:
            self.inline.popitem(last=False)
        return asked

    def cached(self, user_id: int, query: str, offset: str, now: float) -> JsonObject | None:
        """Return the results that the bot let be kept for a query, None where there are none."""
        for owner in (user_id, 0):
            found = self._cache.get((query, offset, owner))
            if found is not None and found.until > now:
                return found.answer
        return None

    def keep(self, asked: InlineQuery, answer: dict[str, Any], now: float) -> None:
        """Cache an answer as its `cache_time` and `is_personal` say."""
        if answer["cache_time"] <= 0:
            return
        if len(self._cache) > KEPT_QUERIES:
            self._cache.clear()
        owner = asked.user_id if answer["is_personal"] else 0
        key = (asked.query, asked.offset, owner)
        self._cache[key] = _CachedAnswer(now + answer["cache_time"], answer)


def _query_id() -> str:
    return str(secrets.randbits(62))
