"""Who wants broadcasts: a row for each chat, and in forums for each topic, that ever did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, select, update

from bot.broadcasts import DeliveryState
from bot.chats import Reachable, kind_of
from bot.storage.blocking import block_chats
from bot.storage.database import Database
from bot.storage.locales import locale_read
from bot.storage.schema import chats, deliveries, subscriptions
from bot.subscribers import (
    ALL_COUNTRIES,
    ALL_TOPICS,
    Audience,
    Country,
    Subscriber,
    Subscription,
    SubscriptionState,
    Topic,
)

ACTIVE = SubscriptionState.ACTIVE.value
BLOCKED = SubscriptionState.BLOCKED.value
ENDED = SubscriptionState.ENDED.value

UNSUBSCRIBED = "unsubscribed before it was sent"
"""The reason of a delivery that its recipient did not want any more."""


class Subscriptions:
    """Begins, ends and finds subscriptions; counts and lists audiences."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def subscribe(
        self, chat_id: int, thread_id: int, topics: Topic, countries: Country, now: datetime
    ) -> Subscription:
        """Return the chat's subscription, begun or changed; the chat counts as reachable.

        `thread_id` is 0 outside forum topics. One that had ended has joined anew.
        """
        chat = self._database.insert(chats).values(
            chat_id=chat_id,
            kind=kind_of(chat_id).value,
            reachable=Reachable.OK.value,
            created_at=now,
            updated_at=now,
        )
        met = chat.on_conflict_do_update(
            index_elements=[chats.c.chat_id],
            set_={"reachable": Reachable.OK.value, "updated_at": now},
            where=chats.c.reachable != Reachable.OK.value,
        )
        chosen = {"topics": int(topics), "countries": int(countries), "state": ACTIVE}
        insert = self._database.insert(subscriptions).values(
            chat_id=chat_id, thread_id=thread_id, joined_at=now, ended_at=None, **chosen
        )
        begun = insert.on_conflict_do_update(
            index_elements=[subscriptions.c.chat_id, subscriptions.c.thread_id],
            set_={
                **chosen,
                "ended_at": None,
                "joined_at": case(
                    (subscriptions.c.state == ACTIVE, subscriptions.c.joined_at),
                    else_=insert.excluded.joined_at,
                ),
            },
        ).returning(subscriptions)
        async with self._database.writing() as connection:
            await connection.execute(met)
            return _subscription((await connection.execute(begun)).one())

    async def unsubscribe(self, chat_id: int, thread_id: int, now: datetime) -> bool:
        """End a subscription; False where there was none to end.

        What was to be sent to it, and is not yet being sent, will not be.
        """
        ended = (
            update(subscriptions)
            .where(
                subscriptions.c.chat_id == chat_id,
                subscriptions.c.thread_id == thread_id,
                subscriptions.c.state != ENDED,
            )
            .values(state=ENDED, ended_at=now)
            .returning(subscriptions.c.id)
        )
        unsent = (
            update(deliveries)
            .where(
                deliveries.c.chat_id == chat_id,
                deliveries.c.thread_id == thread_id,
                deliveries.c.state == DeliveryState.PENDING.value,
                deliveries.c.message_ids.is_(None),
            )
            .values(state=DeliveryState.FAILED.value, reason=UNSUBSCRIBED, updated_at=now)
        )
        async with self._database.writing() as connection:
            has_ended = (await connection.execute(ended)).scalar_one_or_none() is not None
            if has_ended:
                await connection.execute(unsent)
            return has_ended

    async def get(self, chat_id: int, thread_id: int = 0) -> Subscription | None:
        """Return a chat's subscription whatever its state, None where there never was one."""
        found = select(subscriptions).where(
            subscriptions.c.chat_id == chat_id, subscriptions.c.thread_id == thread_id
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else _subscription(row)

    async def of_chat(self, chat_id: int) -> tuple[Subscription, ...]:
        """Return all of a chat's subscriptions, those of its topics included, by thread."""
        found = (
            select(subscriptions)
            .where(subscriptions.c.chat_id == chat_id)
            .order_by(subscriptions.c.thread_id)
        )
        async with self._database.reading() as connection:
            return tuple(_subscription(row) for row in await connection.execute(found))

    async def block(
        self, chat_id: int, now: datetime, reachable: Reachable = Reachable.BLOCKED
    ) -> int:
        """Note that the bot cannot write to a chat; return how many subscriptions that ended."""
        async with self._database.writing() as connection:
            return await block_chats(connection, [chat_id], reachable, now)

    async def unblock(self, chat_id: int, now: datetime) -> int:
        """Take up again what `block` ended; return how many subscriptions that were."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(chats)
                .where(chats.c.chat_id == chat_id)
                .values(reachable=Reachable.OK.value, updated_at=now)
            )
            begun = await connection.execute(
                update(subscriptions)
                .where(subscriptions.c.chat_id == chat_id, subscriptions.c.state == BLOCKED)
                .values(state=ACTIVE, ended_at=None, joined_at=now)
                .returning(subscriptions.c.id)
            )
            return len(begun.all())

    async def count(self, audience: Audience) -> int:
        """Return how many subscriptions belong to an audience now."""
        async with self._database.reading() as connection:
            counted = within(select(func.count()).select_from(subscriptions), audience)
            return int((await connection.execute(counted)).scalar_one())

    async def page(self, audience: Audience, after_id: int, limit: int) -> tuple[Subscriber, ...]:
        """Return the next subscribers of an audience by id; begin with an `after_id` of 0."""
        subscribers = select(
            subscriptions.c.id,
            subscriptions.c.chat_id,
            subscriptions.c.thread_id,
            locale_read().label("locale"),
        ).select_from(subscriptions.join(chats))
        found = (
            within(subscribers, audience, has_chats=True)
            .where(subscriptions.c.id > after_id)
            .order_by(subscriptions.c.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(
                Subscriber(row.id, row.chat_id, row.thread_id, row.locale)
                for row in await connection.execute(found)
            )


def within(statement: Select[Any], audience: Audience, *, has_chats: bool = False) -> Select[Any]:
    """Return a SELECT over subscriptions, narrowed to the active ones of an audience.

    `has_chats` tells that it joins the chats already; else that is done only where need be.
    """
    narrowed = statement.where(subscriptions.c.state == ACTIVE)
    if audience.topics != ALL_TOPICS:
        narrowed = narrowed.where(subscriptions.c.topics.op("&")(int(audience.topics)) != 0)
    if audience.countries != ALL_COUNTRIES:
        narrowed = narrowed.where(subscriptions.c.countries.op("&")(int(audience.countries)) != 0)
    if (audience.locales or audience.kinds) and not has_chats:
        narrowed = narrowed.join(chats, chats.c.chat_id == subscriptions.c.chat_id)
    if audience.locales:
        narrowed = narrowed.where(locale_read().in_(sorted(audience.locales)))
    if audience.kinds:
        narrowed = narrowed.where(chats.c.kind.in_(sorted(audience.kinds)))
    return narrowed


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        topics=Topic(row.topics),
        countries=Country(row.countries),
        state=SubscriptionState(row.state),
        joined_at=row.joined_at,
        ended_at=row.ended_at,
    )
