"""Questions with their outcomes, and votes on answers: kept for a time, by a hash of the chat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, delete, func, or_, select, update

from bot.asked import AskedQuestion, Counts, EntryCount, Handled, Missed, Vote, WaitState
from bot.storage.audit import note
from bot.storage.database import Database
from bot.storage.schema import questions, votes, waiters

ANSWERED = "answer"
"""The status of a question that was answered (`bot.model.ReplyStatus`)."""


class Questions:
    """The log of what was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, asked: Sequence[AskedQuestion], given: Sequence[Vote] = ()) -> None:
        """Keep questions and votes; what is kept already stays, so it may be repeated.

        A question whose answer is that of another one takes its place: it was edited. Of several
        votes on one answer the first counts.
        """
        async with self._database.writing() as connection:
            for each in asked:
                if each.answer_id is not None:
                    await connection.execute(
                        delete(questions).where(
                            questions.c.chat == each.chat,
                            questions.c.answer_id == each.answer_id,
                            questions.c.key != each.key,
                        )
                    )
                kept = self._database.insert(questions).values(**_columns(each))
                await connection.execute(kept.on_conflict_do_nothing())
            for vote in given:
                kept = self._database.insert(votes).values(
                    chat=vote.chat,
                    message_id=vote.message_id,
                    at=vote.at,
                    entry=vote.entry,
                    fact=vote.fact,
                    is_right=vote.is_right,
                )
                await connection.execute(kept.on_conflict_do_nothing())

    async def get(self, key: str) -> AskedQuestion | None:
        """Return a question, None where it is not kept."""
        async with self._database.reading() as connection:
            found = select(questions).where(questions.c.key == key)
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else _question(row)

    async def missed(self, since: datetime, limit: int) -> tuple[Missed, ...]:
        """Return questions asked after an instant that had no answer or a wrong one, newest first.

        Those that were taught or replied to are left out, those that were ignored are not.
        """
        is_wrong = and_(
            votes.c.chat == questions.c.chat,
            votes.c.message_id == questions.c.answer_id,
            votes.c.is_right.is_(False),
        )
        waits = and_(
            waiters.c.question == questions.c.key, waiters.c.state == WaitState.WAITING.value
        )
        found = (
            select(
                questions,
                votes.c.message_id.is_not(None).label("is_wrong"),
                waiters.c.question.is_not(None).label("is_waiting"),
            )
            .select_from(questions.outerjoin(votes, is_wrong).outerjoin(waiters, waits))
            .where(
                questions.c.asked_at >= since,
                or_(questions.c.status != ANSWERED, votes.c.message_id.is_not(None)),
                or_(questions.c.handled.is_(None), questions.c.handled == Handled.IGNORED.value),
            )
            .order_by(questions.c.asked_at.desc(), questions.c.key)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(
                Missed(_question(row), bool(row.is_wrong), bool(row.is_waiting))
                for row in await connection.execute(found)
            )

    async def mark(
        self, keys: Collection[str], handled: Handled | None, by: int, now: datetime
    ) -> None:
        """Note what was done with questions; None undoes it. The audit log tells of it."""
        act = f"questions-{handled.value}" if handled else "questions-open"
        statement = (
            update(questions)
            .where(questions.c.key.in_(sorted(keys)))
            .values(handled=handled.value if handled else None)
        )
        async with self._database.writing() as connection:
            await connection.execute(statement)
            await note(
                connection,
                now,
                by,
                act,
                f"question/{min(keys, default='')}",
                {"questions": len(keys)},
            )

    async def purge(self, before: datetime) -> int:
        """Delete questions and votes that are older; return how many questions those were.

        Who waits for the answer to such a question waits no longer.
        """
        old = delete(questions).where(questions.c.asked_at < before).returning(questions.c.key)
        async with self._database.writing() as connection:
            gone = len((await connection.execute(old)).all())
            await connection.execute(delete(votes).where(votes.c.at < before))
        return gone

    async def export(self, chat: str) -> dict[str, Any]:
        """Return all that is kept of a chat, by its hash, as JSON; empty where nothing is."""
        told: dict[str, Any] = {}
        async with self._database.reading() as connection:
            for name, table in (("questions", questions), ("votes", votes)):
                rows = await connection.execute(select(table).where(table.c.chat == chat))
                listed = [_plain(dict(row)) for row in rows.mappings()]
                if listed:
                    told[name] = listed
        return told

    async def erase(self, chat: str) -> None:
        """Delete all that is kept of a chat, by its hash."""
        async with self._database.writing() as connection:
            await connection.execute(delete(questions).where(questions.c.chat == chat))
            await connection.execute(delete(votes).where(votes.c.chat == chat))

    async def move(self, old: str, new: str) -> None:
        """Let what is kept of a chat belong to another, as when a group gets a new id.

        The new one counts its messages anew, so questions lose which message answered them, and
        votes, which count all the same, get numbers that no message has.
        """
        async with self._database.writing() as connection:
            await connection.execute(
                update(questions).where(questions.c.chat == old).values(chat=new, answer_id=None)
            )
            await connection.execute(
                update(votes)
                .where(votes.c.chat == old, votes.c.message_id > 0)
                .values(chat=new, message_id=-votes.c.message_id)
            )

    async def counts(self, parts: Sequence[datetime], until: datetime) -> Counts:
        """Return what was asked from the first of `parts`, which ascend, up to an instant."""
        asked = questions.c.asked_at.between(parts[0], until)
        within = [*(questions.c.asked_at < end for end in parts[1:]), asked]
        part = case(*((belongs, number) for number, belongs in enumerate(within)))
        async with self._database.reading() as connection:

            async def by(column: Any) -> dict[Any, int]:
                rows = await connection.execute(
                    select(column.label("what"), func.count()).where(asked).group_by("what")
                )
                return {row[0]: int(row[1]) for row in rows}

            by_part = await by(part)
            outcomes, locales = await by(questions.c.status), await by(questions.c.locale)
            answers = await by(questions.c.entry)
            voted = await connection.execute(
                select(votes.c.entry, votes.c.is_right, func.count())
                .where(votes.c.at.between(parts[0], until))
                .group_by(votes.c.entry, votes.c.is_right)
            )
            tally = {(row[0], bool(row[1])): int(row[2]) for row in voted}
        answers.pop(None, None)
        entries = tuple(
            EntryCount(
                each, answers.get(each, 0), tally.get((each, True), 0), tally.get((each, False), 0)
            )
            for each in sorted({*answers, *(entry for entry, _ in tally)})
        )
        by_number = tuple(by_part.get(number, 0) for number in range(len(parts)))
        return Counts(parts[0], until, tuple(parts), by_number, outcomes, locales, entries)


def _columns(asked: AskedQuestion) -> dict[str, Any]:
    return {
        "key": asked.key,
        "asked_at": asked.asked_at,
        "chat": asked.chat,
        "answer_id": asked.answer_id,
        "locale": asked.locale,
        "text": asked.text,
        "status": asked.status,
        "reason": asked.reason,
        "entry": asked.entry,
        "fact": asked.fact,
        "score": asked.score,
        "handled": asked.handled.value if asked.handled else None,
    }


def _question(row: Row[Any]) -> AskedQuestion:
    return AskedQuestion(
        key=row.key,
        asked_at=row.asked_at,
        chat=row.chat,
        answer_id=row.answer_id,
        locale=row.locale,
        text=row.text,
        status=row.status,
        reason=row.reason,
        entry=row.entry,
        fact=row.fact,
        score=row.score,
        handled=Handled(row.handled) if row.handled else None,
    )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
