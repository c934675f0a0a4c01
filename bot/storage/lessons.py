"""What members of staff are teaching, and the end of it: one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.asked import Handled, WaitState
from bot.staff import Composition
from bot.storage.audit import note
from bot.storage.compositions import Compositions
from bot.storage.database import Database
from bot.storage.schema import lessons, questions, waiters


@dataclass(frozen=True, slots=True)
class Finished:
    """What a lesson leaves behind: questions that were handled, and what is told to who waits.

    `act`, `subject` and `detail` are for the audit log.
    """

    questions: Sequence[str]
    handled: Handled
    act: str
    subject: str
    entry: str | None = None
    fact: str | None = None
    answer: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)


class Lessons(Compositions):
    """At most one lesson a person and chat."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, lessons)

    async def finish(self, user_id: int, chat_id: int, done: Finished, now: datetime) -> int | None:
        """End a lesson: mark its questions, make who waits for them due, and log the act.

        A chat that waits for several of them is told once, under the last one. Return how many
        are to be told; None where there is no such lesson any more, as when this was done before,
        and nothing happens then.
        """
        gone = (
            delete(lessons)
            .where(lessons.c.user_id == user_id, lessons.c.chat_id == chat_id)
            .returning(lessons.c.user_id)
        )
        keys = sorted(done.questions)
        marked = (
            update(questions).where(questions.c.key.in_(keys)).values(handled=done.handled.value)
        )
        async with self._database.writing() as connection:
            if (await connection.execute(gone)).scalar_one_or_none() is None:
                return None
            await connection.execute(marked)
            told = 0
            if done.handled is not Handled.IGNORED:
                told = await _make_due(connection, keys, done, now)
            await note(
                connection,
                now,
                user_id,
                done.act,
                done.subject,
                {**done.detail, "questions": len(keys), "told": told},
            )
            return told

    async def at_step(self, step: str) -> tuple[Composition, ...]:
        """Return all lessons that are at a step."""
        async with self._database.reading() as connection:
            return tuple(
                Composition(row.user_id, row.chat_id, row.step, row.data, row.updated_at)
                for row in await connection.execute(select(lessons).where(lessons.c.step == step))
            )


async def _make_due(
    connection: AsyncConnection, keys: Sequence[str], done: Finished, now: datetime
) -> int:
    """Make who waits for any of some questions due, once a chat; return how many those are."""
    waiting = (
        select(waiters.c.question, waiters.c.chat_id, waiters.c.thread_id)
        .where(waiters.c.question.in_(keys), waiters.c.state == WaitState.WAITING.value)
        .order_by(waiters.c.message_id)
        .with_for_update()
    )
    rows = (await connection.execute(waiting)).all()
    last = {(row.chat_id, row.thread_id): row.question for row in rows}
    state = case(
        (waiters.c.question.in_(sorted(last.values())), WaitState.DUE.value),
        else_=WaitState.TOLD.value,
    )
    await connection.execute(
        update(waiters)
        .where(waiters.c.question.in_([row.question for row in rows]))
        .values(
            state=state,
            entry=done.entry,
            fact=done.fact,
            answer=done.answer,
            due_at=now,
            updated_at=now,
        )
    )
    return len(last)
