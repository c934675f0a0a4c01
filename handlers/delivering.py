"""Carries single deliveries of broadcasts out in Telegram, in the bulk lane."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.broadcasts import Content, Delivery
from bot.outcomes import RejectedError
from bot.subscribers import Place
from bot.texts import Texts
from bot.transport.pace import Lane
from handlers.copies import Copies, WayOut
from handlers.delivery_errors import delivery_error

_UNCHANGED = "message is not modified"
_GONE = "message to delete not found"


class TelegramSender:
    """`bot.broadcasts.Sender` in Telegram; `handlers.copies` says how a copy looks."""

    def __init__(
        self,
        bot: ExtBot[Lane],
        now: Callable[[], datetime],
        texts: Texts,
        *,
        is_paid: bool = False,
    ) -> None:
        """`now` is a clock in UTC; `is_paid` lets Telegram charge for a faster pace."""
        self._bot = bot
        self._copies = Copies(bot, Lane.BULK, is_paid=is_paid)
        self._now = now
        self._texts = texts

    async def send(self, delivery: Delivery, content: Content) -> tuple[int, ...]:
        """Send a copy, with the reader's way out; return the ids of its messages."""
        place = _place_of(delivery)
        with self._translated():
            return await self._copies.send(content, place, self._way_out(delivery, place))

    async def edit(self, delivery: Delivery, content: Content) -> None:
        """Let a copy show another content; RejectedError where that kind cannot be edited."""
        place = _place_of(delivery)
        way_out = self._way_out(delivery, place)
        with self._translated():
            try:
                await self._copies.edit(content, place.chat_id, delivery.message_ids, way_out)
            except BadRequest as error:
                if _UNCHANGED not in error.message.lower():
                    raise
            except ValueError as error:
                raise RejectedError(str(error)) from error

    async def delete(self, delivery: Delivery) -> None:
        """Delete a copy; one that is gone already is no error."""
        with self._translated():
            try:
                await self._bot.delete_messages(
                    _place_of(delivery).chat_id, delivery.message_ids, rate_limit_args=Lane.BULK
                )
            except BadRequest as error:
                if _GONE not in error.message.lower():
                    raise

    def _way_out(self, delivery: Delivery, place: Place) -> WayOut:
        return WayOut.of(delivery.locale, self._texts, place, self._bot.username)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except TelegramError as error:
            raise delivery_error(error, self._now()) from error


def _place_of(delivery: Delivery) -> Place:
    if delivery.chat_id is None:
        raise RejectedError("the recipient was erased", is_recipients=True)
    return Place(delivery.chat_id, delivery.thread_id)
