"""Who waits for an answer, and the sending of those that there are now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, literal, select, update

from bot.asked import Waiter, WaitState
from bot.storage.database import Database
from bot.storage.schema import questions, waiters

CLAIMED = WaitState.CLAIMED.value
DUE = WaitState.DUE.value


class Waiters:
    """At most one a question."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def wait(
        self, question: str, chat_id: int, thread_id: int, message_id: int, now: datetime
    ) -> bool:
        """Note that a chat wants to be told; False where the question is not kept.

        Harmless if repeated.
        """
        columns = {
            "question": questions.c.key,
            "chat_id": literal(chat_id, waiters.c.chat_id.type),
            "thread_id": literal(thread_id, waiters.c.thread_id.type),
            "message_id": literal(message_id, waiters.c.message_id.type),
            "state": literal(WaitState.WAITING.value),
            "attempts": literal(0),
            "updated_at": literal(now, waiters.c.updated_at.type),
        }
        found = select(*columns.values()).where(questions.c.key == question)
        insert = self._database.insert(waiters).from_select(list(columns), found)
        async with self._database.writing() as connection:
            is_kept = select(questions.c.key).where(questions.c.key == question)
            if (await connection.execute(is_kept)).scalar_one_or_none() is None:
                return False
            # SQLite takes ON CONFLICT behind a SELECT only if that has a WHERE, which it has.
            await connection.execute(insert.on_conflict_do_nothing())
            return True

    async def stop(self, question: str, chat_id: int) -> None:
        """Note that a chat does not want to be told any more; what is under way is not undone."""
        gone = delete(waiters).where(
            waiters.c.question == question,
            waiters.c.chat_id == chat_id,
            waiters.c.state.in_([WaitState.WAITING.value, DUE]),
        )
        async with self._database.writing() as connection:
            await connection.execute(gone)

    async def get(self, question: str) -> Waiter | None:
        """Return who waits for the answer to a question, None where nobody does."""
        async with self._database.reading() as connection:
            found = _joined().where(waiters.c.question == question)
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else _waiter(row)

    async def claim(self, now: datetime, limit: int) -> tuple[Waiter, ...]:
        """Take those who are to be told now; nobody else gets the same. Durable on return."""
        first = (
            select(waiters.c.question)
            .where(waiters.c.state == DUE, waiters.c.due_at <= now)
            .order_by(waiters.c.due_at, waiters.c.question)
            .limit(limit)
            .with_for_update(skip_locked=True)  # SQLite has one writer at a time, and no such word
        )
        async with self._database.writing() as connection:
            keys = list((await connection.execute(first)).scalars())
            if not keys:
                return ()
            await connection.execute(
                update(waiters)
                .where(waiters.c.question.in_(keys), waiters.c.state == DUE)
                .values(state=CLAIMED, updated_at=now)
            )
            rows = await connection.execute(_joined().where(waiters.c.question.in_(keys)))
            return tuple(_waiter(row) for row in rows)

    async def record(
        self,
        question: str,
        state: WaitState,
        now: datetime,
        due_at: datetime | None = None,
        *,
        is_tried: bool = True,
    ) -> None:
        """Write down what became of one that was claimed; `due_at` tells when DUE it is again."""
        statement = (
            update(waiters)
            .where(waiters.c.question == question, waiters.c.state == CLAIMED)
            .values(
                state=state.value,
                due_at=due_at,
                attempts=waiters.c.attempts + int(is_tried),
                updated_at=now,
            )
        )
        async with self._database.writing() as connection:
            await connection.execute(statement)

    async def give_up_claims(self, before: datetime, now: datetime) -> int:
        """Make UNKNOWN what was claimed before an instant: whoever did has died over it."""
        stale = (
            update(waiters)
            .where(waiters.c.state == CLAIMED, waiters.c.updated_at < before)
            .values(state=WaitState.UNKNOWN.value, updated_at=now)
            .returning(waiters.c.question)
        )
        async with self._database.writing() as connection:
            return len((await connection.execute(stale)).all())


def _joined() -> Any:
    return select(waiters, questions.c.text, questions.c.locale).select_from(
        waiters.join(questions, questions.c.key == waiters.c.question)
    )


def _waiter(row: Row[Any]) -> Waiter:
    return Waiter(
        question=row.question,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        message_id=row.message_id,
        text=row.text,
        locale=row.locale,
        state=WaitState(row.state),
        entry=row.entry,
        fact=row.fact,
        answer=row.answer,
        attempts=row.attempts,
    )
