"""What members of staff do with a handoff; each act is in the audit log by itself.

A method returns False where it cannot be done as the handoff stands; somebody was quicker.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.desk.taking import Taking
from bot.handoffs import Act, HandoffState, Notice, Side, Step, ToCarry, What, notice
from bot.model import Suggestion
from bot.storage.handoffs import Handoffs

OPEN, CLOSED = frozenset({HandoffState.OPEN}), frozenset({HandoffState.CLOSED})
BLOCKED = frozenset({HandoffState.BLOCKED})

REFRESH = ToCarry(Side.STAFF, What.REFRESH)
SHUT = ToCarry(Side.STAFF, What.SHUT)
UNSHUT = ToCarry(Side.STAFF, What.UNSHUT)


def closing(now: datetime) -> dict[str, Any]:
    """Return what changes in a handoff that ends."""
    return {"state": HandoffState.CLOSED.value, "closed_at": now}


class Deeds:
    """Closes, takes up again, blocks and assigns; `by` is a member of staff, `name` theirs."""

    def __init__(self, handoffs: Handoffs, taking: Taking, now: Callable[[], datetime]) -> None:
        """`now` is a clock in UTC."""
        self._handoffs = handoffs
        self._taking = taking
        self._now = now

    async def close(
        self, update_id: int, handoff_id: int, by: int, name: str, *, is_shut: bool = False
    ) -> bool:
        """Close an open handoff; `is_shut` tells that its topic is closed already."""
        outbox = (
            notice(Side.PERSON, Notice.CLOSED),
            notice(Side.STAFF, Notice.CLOSED_BY_STAFF, name=name),
            REFRESH,
            *(() if is_shut else (SHUT,)),
        )
        act = Act(by, "close")
        return await self._did(Step(update_id, handoff_id, OPEN, closing(self._now()), outbox, act))

    async def reopen(
        self, update_id: int, handoff_id: int, by: int, name: str, *, is_unshut: bool = False
    ) -> bool:
        """Take a closed handoff up again; False also where the person has another open one."""
        outbox = (
            *(() if is_unshut else (UNSHUT,)),
            notice(Side.STAFF, Notice.REOPENED_BY_STAFF, name=name),
            REFRESH,
            notice(Side.PERSON, Notice.REOPENED),
        )
        values = {
            "state": HandoffState.OPEN.value,
            "closed_at": None,
            "told_at": self._now(),
        }
        act = Act(by, "reopen")
        other = {HandoffState.CLOSED: notice(Side.STAFF, Notice.OTHER_IS_OPEN)}
        step = Step(update_id, handoff_id, CLOSED, values, outbox, act, True, other)
        return await self._did(step)

    async def block(self, update_id: int, handoff_id: int, by: int, name: str) -> bool:
        """Take nothing from the person any more, in this or another handoff."""
        values = closing(self._now()) | {"state": HandoffState.BLOCKED.value}
        outbox = (
            notice(Side.PERSON, Notice.REFUSED),
            notice(Side.STAFF, Notice.BLOCKED, name=name),
            REFRESH,
            SHUT,
        )
        step = Step(update_id, handoff_id, OPEN | CLOSED, values, outbox, Act(by, "block"))
        return await self._did(step)

    async def unblock(self, update_id: int, handoff_id: int, by: int, name: str) -> bool:
        """Let the person hand questions over again; this handoff stays closed."""
        values = {"state": HandoffState.CLOSED.value}
        outbox = (notice(Side.STAFF, Notice.UNBLOCKED, name=name), REFRESH)
        step = Step(update_id, handoff_id, BLOCKED, values, outbox, Act(by, "unblock"))
        return await self._did(step)

    async def assign(
        self, update_id: int, handoff_id: int, by: int, assignee: tuple[int, str] | None
    ) -> bool:
        """Let a member of staff, by id and name, have taken a handoff on, or nobody."""
        user_id, name = assignee if assignee is not None else (None, None)
        told = notice(Side.STAFF, Notice.GIVEN_BACK)
        if name is not None:
            told = notice(Side.STAFF, Notice.TAKEN, name=name)
        step = Step(
            update_id,
            handoff_id,
            OPEN | CLOSED,
            {"assigned_to": user_id, "assigned_name": name},
            (told, REFRESH),
            Act(by, "assign", {"to": user_id}),
        )
        return await self._did(step)

    async def answer(
        self, update_id: int, handoff_id: int, by: int, name: str, fact: Suggestion, text: str
    ) -> bool:
        """Send the person what the bot knows of a fact, as `text`, in an open handoff."""
        outbox = (
            notice(Side.PERSON, Notice.ANSWERED, text=text),
            notice(Side.STAFF, Notice.ANSWER_SENT, name=name, title=fact.title),
        )
        act = Act(by, "answer", {"entry": fact.entry, "fact": fact.fact})
        return await self._did(Step(update_id, handoff_id, OPEN, {}, outbox, act))

    async def again(self, carriage_id: int, handoff_id: int) -> bool:
        """Let a message that may not have arrived be copied once more; False where it cannot."""
        is_revived = await self._handoffs.again(carriage_id, handoff_id, self._now())
        self._taking.wake()
        return is_revived

    async def _did(self, step: Step) -> bool:
        return (await self._taking.take(step)).handoff is not None
