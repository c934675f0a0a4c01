"""The desk itself: what people do, what either side writes, and what Telegram tells."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from bot.desk.deeds import OPEN, REFRESH, SHUT, Deeds, closing
from bot.desk.taking import Taking
from bot.handoffs import (
    Handoff,
    HandoffState,
    Notice,
    Side,
    Step,
    ToCarry,
    What,
    notice,
)
from bot.model import Suggestion
from bot.office_hours import OfficeHours
from bot.storage.handoffs import Handoffs

REMIND_AFTER = timedelta(hours=12)
"""Who writes again after so long is told once more where that goes."""

OFFERED = frozenset({HandoffState.OFFERED})

WHY_NOT = {
    HandoffState.CLOSED: Notice.IS_CLOSED,
    HandoffState.BLOCKED: Notice.IS_BLOCKED,
    HandoffState.ERASED: Notice.IS_ERASED,
}
"""What a member of staff is told whose message stays where it is."""


class Accepted(Enum):
    """What came of a person's yes."""

    DONE = auto()
    ALREADY_OPEN = auto()
    """Another question of theirs is with the office; what they write goes there."""
    GONE = auto()
    """The offer is too old, or was another person's."""


class Desk:
    """Opens and ends handoffs and takes what either side writes; off where there is no group."""

    def __init__(
        self,
        handoffs: Handoffs,
        staff_chat_id: int | None,
        hours: OfficeHours,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`staff_chat_id` is the office's group, None for no desk; `now` is a clock in UTC."""
        self._handoffs = handoffs
        self._group = staff_chat_id
        self._hours = hours
        self.now = now
        self._taking = Taking(handoffs, now, sleep)
        self.deeds = Deeds(handoffs, self._taking, now)

    # What is known without asking the database

    @property
    def is_on(self) -> bool:
        """Whether questions can be handed over."""
        return self._group is not None

    @property
    def group(self) -> int | None:
        """The office's group as the settings name it, None where there is none."""
        return self._group

    @property
    def hours(self) -> OfficeHours:
        """When the office is there."""
        return self._hours

    def is_open(self, person_id: int) -> bool:
        """Tell whether what a person writes goes to the office."""
        return self.is_on and self._taking.is_open(person_id)

    def is_staff_group(self, chat_id: int) -> bool:
        """Tell whether a chat is the office's group, or was before it moved to a new id."""
        is_known = chat_id == self._group or self._taking.is_known_group(chat_id)
        return self.is_on and is_known

    def forget_chat(self, chat_id: int) -> None:
        """Drop what is remembered of a chat, after its data were erased."""
        self._taking.remember(chat_id, is_open=False)
        self._taking.wake()

    def connect(self, on_work: Callable[[], None], on_taken: Callable[[int], None]) -> None:
        """Call `on_work` when there is something to carry, `on_taken` when an update is durable."""
        self._taking.connect(on_work, on_taken)

    async def refresh(self) -> None:
        """Learn who has an open handoff, also what another process did; StorageError."""
        if self.is_on:
            await self._taking.refresh()

    # Handing over

    async def offer(
        self,
        person_id: int,
        locale: str,
        questions: tuple[str, ...],
        candidates: tuple[Suggestion, ...],
    ) -> Handoff | None:
        """Return an offer that waits for the person's yes, or the handoff that is open already.

        None where the office takes nothing from this person. `questions` are oldest first.
        """
        assert self._group is not None  # noqa: S101 - no button leads here without a group
        states = (HandoffState.BLOCKED, HandoffState.OPEN)
        found = await self._handoffs.of_person(person_id, *states)
        if found is not None:
            return found if found.state is HandoffState.OPEN else None
        return await self._handoffs.offer(
            person_id, self._group, locale, questions, candidates, self.now()
        )

    async def decline(self, handoff_id: int, person_id: int) -> bool:
        """Drop an offer; False where there is none of this person's."""
        return await self._handoffs.withdraw(handoff_id, person_id)

    async def accept(self, update_id: int, handoff_id: int, person_id: int) -> Accepted:
        """Hand a question over after the person's yes; DONE means durable."""
        offered = await self._handoffs.get(handoff_id)
        if offered is None or offered.person_id != person_id:
            return Accepted.GONE
        told = self._told(Notice.AWAITED, Notice.AWAITED_AWAY)
        if offered.questions:
            told = self._told(Notice.OPENED, Notice.OPENED_AWAY)
        opening = (
            ToCarry(Side.STAFF, What.TOPIC, is_first=True),
            ToCarry(Side.STAFF, What.CARD, is_first=True),
            told,
        )
        values = {"state": HandoffState.OPEN.value, "told_at": self.now()}
        step = Step(update_id, handoff_id, OFFERED, values, opening, if_alone=True)
        taken = await self._taking.take(step)
        if taken.handoff is not None and taken.handoff.state is HandoffState.OPEN:
            return Accepted.DONE
        return Accepted.ALREADY_OPEN if self.is_open(person_id) else Accepted.GONE

    async def end(self, update_id: int, person_id: int) -> bool:
        """End a person's handoff at their wish; False where none is open."""
        found = await self._open_of(person_id)
        if found is None:
            self._taking.remember(person_id, is_open=False)
            return False
        told = (
            notice(Side.PERSON, Notice.ENDED),
            notice(Side.STAFF, Notice.ENDED_BY_PERSON),
            REFRESH,
            SHUT,
        )
        taken = await self._taking.take(Step(update_id, found.id, OPEN, closing(self.now()), told))
        return taken.handoff is not None

    # What either side writes

    async def from_person(
        self, update_id: int, person_id: int, message_id: int, reply_to_id: int | None
    ) -> bool:
        """Take a person's message to the office; False where they have no open handoff."""
        found = await self._open_of(person_id)
        if found is None:
            self._taking.remember(person_id, is_open=False)
            return False
        outbox = [ToCarry(Side.STAFF, What.COPY, message_id, reply_to_id)]
        values: dict[str, Any] = {}
        if found.told_at is None or self.now() - found.told_at >= REMIND_AFTER:
            values["told_at"] = self.now()
            outbox.append(self._told(Notice.PASSED, Notice.AWAY))
        taken = await self._taking.take(Step(update_id, found.id, OPEN, values, tuple(outbox)))
        return taken.handoff is not None

    async def from_staff(
        self, update_id: int, handoff: Handoff, message_id: int, reply_to_id: int | None
    ) -> None:
        """Take a message of a member of staff to the person, or say why it cannot go there."""
        outbox = (ToCarry(Side.PERSON, What.COPY, message_id, reply_to_id),)
        why_not = {state: notice(Side.STAFF, line, message_id) for state, line in WHY_NOT.items()}
        await self._taking.take(Step(update_id, handoff.id, OPEN, {}, outbox, otherwise=why_not))

    async def edited(
        self, update_id: int, chat_id: int, message_id: int, content: dict[str, Any]
    ) -> bool:
        """Let the copy of a message follow its edit; False where the message was not carried."""
        found = await self._handoffs.carried(chat_id, message_id)
        if found is None or found.state is HandoffState.ERASED:
            return False
        side = Side.PERSON if self.is_staff_group(chat_id) else Side.STAFF
        edit = ToCarry(side, What.EDIT, message_id, payload=content)
        await self._taking.take(Step(update_id, found.id, frozenset(HandoffState), {}, (edit,)))
        return True

    # What members of staff do

    async def find(
        self, chat_id: int, thread_id: int | None, reply_to_id: int | None
    ) -> Handoff | None:
        """Return the handoff that a message in the office's group is about, None for none."""
        if thread_id is not None:
            return await self._taking.patiently(lambda: self._handoffs.in_topic(chat_id, thread_id))
        if reply_to_id is not None:
            return await self._taking.patiently(lambda: self._handoffs.about(chat_id, reply_to_id))
        return None

    async def get(self, handoff_id: int) -> Handoff | None:
        """Return a handoff, None where there is none of this id."""
        return await self._handoffs.get(handoff_id)

    # What Telegram tells

    async def reached(self, update_id: int, person_id: int, *, is_reachable: bool) -> None:
        """Note that a person has blocked the bot or let it in again; the topic is told."""
        if not self.is_on:
            return
        found = await self._open_of(person_id)
        if found is None or found.is_reachable is is_reachable:
            return
        name = Notice.PERSON_BACK if is_reachable else Notice.PERSON_GONE
        values = {"is_reachable": is_reachable}
        outbox = (notice(Side.STAFF, name), REFRESH)
        await self._taking.take(Step(update_id, found.id, OPEN, values, outbox))

    async def topic_opened(self, handoff_id: int, thread_id: int) -> None:
        """Note Telegram's word that the bot opened a topic, in case its answer was lost."""
        await self._handoffs.adopt(handoff_id, thread_id, self.now())
        self._taking.wake()

    async def moved(self) -> None:
        """Learn the new id of the office's group."""
        await self.refresh()
        self._taking.wake()

    # Beneath

    async def _open_of(self, person_id: int) -> Handoff | None:
        return await self._taking.patiently(
            lambda: self._handoffs.of_person(person_id, HandoffState.OPEN)
        )

    def _told(self, there: Notice, away: Notice) -> ToCarry:
        """Return a line to the person: one for when the office is there, one for when it is not."""
        opens_at = self._hours.opens_at(self.now())
        if opens_at is None:
            return notice(Side.PERSON, there)
        return notice(Side.PERSON, away, opens_at=opens_at.isoformat())
