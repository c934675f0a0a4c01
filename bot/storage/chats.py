"""The chats that the bot has met, and what was chosen in each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chats import ChatKind, KnownChat, Reachable, kind_of
from bot.storage import personal
from bot.storage.database import Database
from bot.storage.moving import move_chat
from bot.storage.schema import chats


class Chats:
    """Remembers chats, their choices and whether they can be reached."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(
        self, chat_id: int, kind: ChatKind, language_code: str | None, now: datetime
    ) -> KnownChat:
        """Return what is known of a chat that was just heard of; written only where it is news.

        A `language_code` of None leaves the known one: groups have none.
        """
        known = await self.get(chat_id)
        if (
            known is not None
            and known.kind is kind
            and language_code in {None, known.language_code}
        ):
            return known
        news = {"kind": kind.value, "updated_at": now}
        if language_code is not None:
            news["language_code"] = language_code
        return await self._upsert(chat_id, news, now)

    async def get(self, chat_id: int) -> KnownChat | None:
        """Return what is known of a chat, None for one that the bot has not met."""
        async with self._database.reading() as connection:
            row = await _row(connection, chat_id)
        return None if row is None else _chat(row)

    async def choose_locale(self, chat_id: int, locale: str | None, now: datetime) -> KnownChat:
        """Let `locale` be a chat's language; None undoes the choice."""
        return await self._upsert(chat_id, {"locale": locale, "updated_at": now}, now)

    async def choose_time_zone(self, chat_id: int, name: str | None, now: datetime) -> KnownChat:
        """Let `name`, such as Asia/Tokyo, be a chat's time zone; None undoes the choice."""
        return await self._upsert(chat_id, {"time_zone": name, "updated_at": now}, now)

    async def mark(self, chat_id: int, reachable: Reachable, now: datetime) -> KnownChat:
        """Note whether a chat can be reached; subscriptions stay as they are."""
        return await self._upsert(chat_id, {"reachable": reachable.value, "updated_at": now}, now)

    async def migrate(self, old_id: int, new_id: int, now: datetime) -> None:
        """Let all that belongs to a chat belong to its new id, as when a group is upgraded.

        What the new one has already stays; harmless if repeated.
        """
        async with self._database.writing() as connection:
            await move_chat(connection, old_id, new_id, now)

    async def export(self, chat_id: int) -> dict[str, Any]:
        """Return all that is stored of a chat and, where it is a person's, of the person; as JSON.

        Instants are in the form of ISO 8601. Empty for one that nothing is stored of.
        """
        async with self._database.reading() as connection:
            return await personal.collect(connection, chat_id)

    async def erase(self, chat_id: int, now: datetime) -> None:
        """Erase for good what is stored of a chat; rows of deliveries lose chat and message ids.

        Members of staff with whom the person had an open handoff are told that it is over. What a
        member of staff did and sent stays: it is the office's, not theirs.
        """
        async with self._database.writing() as connection:
            await personal.erase(connection, chat_id, now)

    async def _upsert(self, chat_id: int, news: dict[str, Any], now: datetime) -> KnownChat:
        first = {
            "kind": kind_of(chat_id).value,
            "reachable": Reachable.OK.value,
            "created_at": now,
        }
        insert = self._database.insert(chats).values(chat_id=chat_id, **(first | news))
        statement = insert.on_conflict_do_update(
            index_elements=[chats.c.chat_id], set_=news
        ).returning(chats)
        async with self._database.writing() as connection:
            return _chat((await connection.execute(statement)).one())


async def _row(connection: AsyncConnection, chat_id: int) -> Row[Any] | None:
    found = select(chats).where(chats.c.chat_id == chat_id)
    return (await connection.execute(found)).one_or_none()


def _chat(row: Row[Any]) -> KnownChat:
    return KnownChat(
        chat_id=row.chat_id,
        kind=ChatKind(row.kind),
        language_code=row.language_code,
        locale=row.locale,
        time_zone=row.time_zone,
        reachable=Reachable(row.reachable),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
