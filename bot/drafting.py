"""Writing a broadcast step by step: kept in the database at every step, so a restart loses none.

Who may is asked before (`bot.access`); showing the steps is the edge's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.broadcasting import Broadcasting
from bot.broadcasts import Broadcast, BroadcastKind
from bot.chats import ChatKind, KnownChat
from bot.content_limits import can_correct
from bot.drafts import Draft, Step
from bot.quiet_hours import Night, nights
from bot.staff import Composition
from bot.subscribers import Audience

logger = logging.getLogger(__name__)


class CompositionStore(Protocol):
    """What is needed of the storage of what is being written."""

    async def save(
        self, user_id: int, chat_id: int, step: str, data: dict[str, Any], now: datetime
    ) -> Composition:
        """Keep a composition, in place of the one that there was."""

    async def get(self, user_id: int, chat_id: int) -> Composition | None:
        """Return a person's composition in a chat, None where there is none."""

    async def drop(self, user_id: int, chat_id: int) -> bool:
        """Drop a person's composition in a chat; False where there was none."""


class ChatStore(Protocol):
    """What is needed of the storage of chats."""

    async def get(self, chat_id: int) -> KnownChat | None:
        """Return what is known of a chat, None for one that the bot has not met."""

    async def remember(
        self, chat_id: int, kind: ChatKind, language_code: str | None, now: datetime
    ) -> KnownChat:
        """Note a chat that the bot has met."""

    async def choose_time_zone(self, chat_id: int, name: str | None, now: datetime) -> KnownChat:
        """Let `name` be a chat's time zone."""


class Drafting:
    """The broadcasts that members of staff are writing: one a person and chat."""

    def __init__(
        self,
        compositions: CompositionStore,
        chats: ChatStore,
        broadcasting: Broadcasting,
        locales: tuple[str, ...],
        now: Callable[[], datetime],
    ) -> None:
        """`locales` are those that there can be versions for; `now` is a clock in UTC."""
        self._compositions = compositions
        self._chats = chats
        self._broadcasting = broadcasting
        self.locales = locales
        self._now = now

    async def begin(
        self, user_id: int, chat_id: int, locale: str, language_code: str | None
    ) -> Draft:
        """Return a new draft whose first message is in `locale`; what there was is gone.

        `language_code` is what Telegram tells of the person: reports are written in it.
        """
        await self._chats.remember(user_id, ChatKind.PERSON, language_code, self._now())
        draft = Draft(Step.MESSAGE, locale, locale)
        await self.save(user_id, chat_id, draft)
        return draft

    async def begin_correction(self, user_id: int, chat_id: int, origin_id: int) -> Draft | None:
        """Return a draft of what a broadcast says now, to be changed; None where it cannot be."""
        origin = await self._broadcasting.get(origin_id)
        if origin is None or origin.kind is not BroadcastKind.SEND or origin.started_at is None:
            return None
        draft = Draft(
            Step.VERSIONS,
            origin.default_locale,
            origin.default_locale,
            await self._broadcasting.latest_versions(origin_id),
            origin.audience,
            origin_id=origin_id,
        )
        await self.save(user_id, chat_id, draft)
        return draft

    async def current(self, user_id: int, chat_id: int) -> Draft | None:
        """Return what a person is writing in a chat, None where that is nothing."""
        found = await self._compositions.get(user_id, chat_id)
        if found is None:
            return None
        try:
            return Draft.from_json(found.step, found.data)
        except (KeyError, ValueError, TypeError):  # of a release that wrote it otherwise
            logger.warning("what %d was writing cannot be read any more", user_id)
            return None

    async def save(self, user_id: int, chat_id: int, draft: Draft) -> None:
        """Keep a draft; durable on return."""
        await self._compositions.save(
            user_id, chat_id, draft.step.value, draft.as_json(), self._now()
        )

    async def drop(self, user_id: int, chat_id: int) -> None:
        """Drop what a person is writing in a chat."""
        await self._compositions.drop(user_id, chat_id)

    async def count(self, audience: Audience) -> int:
        """Return how many would get it now."""
        return await self._broadcasting.count(audience)

    async def zone_of(self, user_id: int) -> ZoneInfo | None:
        """Return the time zone that a person told, None where they were not asked yet."""
        known = await self._chats.get(user_id)
        if known is None or known.time_zone is None:
            return None
        try:
            return ZoneInfo(known.time_zone)
        except (ZoneInfoNotFoundError, ValueError):  # a name that this machine does not know
            return None

    async def keep_zone(self, user_id: int, zone: ZoneInfo) -> None:
        """Keep a person's time zone; durable on return."""
        await self._chats.choose_time_zone(user_id, zone.key, self._now())

    def now(self) -> datetime:
        """Return the present instant."""
        return self._now()

    async def disturbed(self, draft: Draft, zone: ZoneInfo | None) -> list[tuple[Night, int]]:
        """Return the locales whose readers would get it at night, with how many those are."""
        audience = draft.audience
        locales = sorted(audience.locales) or list(self.locales)
        found = []
        for night in nights(draft.send_at or self._now(), locales, zone):
            count = await self.count(replace(audience, locales=frozenset({night.locale})))
            found += [(night, count)] if count else []
        return found

    async def unfit(self, draft: Draft) -> list[str]:
        """Return the locales whose readers have a copy that a correction cannot change."""
        if draft.origin_id is None:
            return []
        before = await self._broadcasting.latest_versions(draft.origin_id)
        old_default = before[draft.default_locale]
        new_default = draft.versions[draft.default_locale]
        return [
            locale
            for locale in sorted({*before, *draft.versions})
            if not can_correct(
                before.get(locale, old_default), draft.versions.get(locale, new_default)
            )
        ]

    async def confirm(self, user_id: int, chat_id: int, draft: Draft) -> Broadcast | None:
        """Send what was written, at its time; None where it is a correction that cannot be.

        Harmless if repeated, as after a crash in the middle of it: one draft is sent once.
        """
        if draft.origin_id is not None:
            made = await self._broadcasting.correct(draft.origin_id, user_id, draft.versions)
            await self.drop(user_id, chat_id)
            return made
        broadcast_id = draft.broadcast_id
        if broadcast_id is None:
            drafted = await self._broadcasting.draft(
                user_id, draft.audience, draft.default_locale, draft.versions
            )
            broadcast_id = drafted.id
            await self.save(user_id, chat_id, replace(draft, broadcast_id=broadcast_id))
        confirmed = await self._broadcasting.confirm(
            broadcast_id, user_id, draft.send_at, draft.zone
        )
        await self.drop(user_id, chat_id)
        return confirmed or await self._broadcasting.get(broadcast_id)
