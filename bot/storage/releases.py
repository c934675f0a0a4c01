"""Releases of the knowledge base, which one is live, and which process serves which."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.releases import Live, NewRelease, ReleaseOrigin, ReleaseRecord, Server
from bot.storage.audit import note
from bot.storage.database import Database
from bot.storage.schema import live_release, release_servers, releases

KEPT = 50
"""So many releases that were live are kept; a zip of the delivered base has 1 MB."""

_ROW = 1
_COLUMNS = [each for each in releases.c if each.name != "files"]


class Releases:
    """Keeps releases and moves the one pointer that says which is live."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def live(self) -> Live:
        """Return what all processes are to serve; version 0 where nothing ever went live."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(live_release))).one_or_none()
        return Live() if row is None else _live(row)

    async def propose(
        self, new: NewRelease, origin: ReleaseOrigin, by: int, now: datetime
    ) -> ReleaseRecord:
        """Keep a release as the candidate for all processes to make ready.

        The candidate before it goes, and with it what was kept of it unless it was live once. A
        release whose files were live before is that release again, not a new one.
        """
        async with self._database.writing() as connection:
            await self._begin(connection)
            found = await _find(connection, new.files_hash)
            row = found or await _insert(connection, new, origin, by, now)
            await _set_candidate(connection, row.id, now)
            return _record(row)

    async def propose_again(self, release_id: int, now: datetime) -> ReleaseRecord | None:
        """Make a release that was live the candidate; None where it is not kept."""
        async with self._database.writing() as connection:
            await self._begin(connection)
            found = select(*_COLUMNS).where(
                releases.c.id == release_id, releases.c.applied_at.is_not(None)
            )
            row = (await connection.execute(found)).one_or_none()
            if row is None:
                return None
            await _set_candidate(connection, release_id, now)
            return _record(row)

    async def cancel(self, release_id: int) -> bool:
        """Let go of a candidate; False where it is none. Nothing is kept of one never live."""
        async with self._database.writing() as connection:
            left = (
                update(live_release)
                .where(live_release.c.candidate_id == release_id)
                .values(candidate_id=None)
                .returning(live_release.c.id)
            )
            was_candidate = (await connection.execute(left)).scalar_one_or_none() is not None
            await _forget_unapplied(connection)
            return was_candidate

    async def apply(
        self, release_id: int, base_id: int | None, by: int, now: datetime, **detail: Any
    ) -> int | None:
        """Let the candidate go live in place of `base_id`; return the new version.

        The pointer, the release's own note of it and the entry in the audit log are one
        transaction. None where it is not the candidate, or another release went live meanwhile.
        """
        before = live_release.c.release_id
        moved = (
            update(live_release)
            .where(
                live_release.c.candidate_id == release_id,
                before.is_(None) if base_id is None else before == base_id,
            )
            .values(
                version=live_release.c.version + 1,
                release_id=release_id,
                candidate_id=None,
            )
            .returning(live_release.c.version)
        )
        async with self._database.writing() as connection:
            version = (await connection.execute(moved)).scalar_one_or_none()
            if version is None:
                return None
            noted = (
                update(releases)
                .where(releases.c.id == release_id)
                .values(applied_by=by, applied_at=now)
            )
            await connection.execute(noted)
            told = {"version": version, "before": base_id, **detail}
            subject = f"release/{release_id}"
            await note(connection, now, by, "release-apply", subject, told)
            await _prune(connection)
            return int(version)

    async def get(self, release_id: int) -> ReleaseRecord | None:
        """Return a release, None where it is not kept."""
        found = select(*_COLUMNS).where(releases.c.id == release_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return None if row is None else _record(row)

    async def with_files(self, files_hash: str) -> ReleaseRecord | None:
        """Return the release that was live with these very files, None where there is none."""
        async with self._database.reading() as connection:
            row = await _find(connection, files_hash)
        return None if row is None else _record(row)

    async def files(self, release_id: int) -> bytes | None:
        """Return the files of a release as a zip, None where it is not kept."""
        found = select(releases.c.files).where(releases.c.id == release_id)
        async with self._database.reading() as connection:
            return (await connection.execute(found)).scalar_one_or_none()

    async def latest(self, limit: int) -> tuple[ReleaseRecord, ...]:
        """Return the releases that were live, the one that went live last first."""
        found = (
            select(*_COLUMNS)
            .where(releases.c.applied_at.is_not(None))
            .order_by(releases.c.applied_at.desc(), releases.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(_record(row) for row in await connection.execute(found))

    async def beat(self, server: Server) -> None:
        """Write down that a process lives, and what it serves and has made ready."""
        values = {
            "serving_id": server.serving_id,
            "ready_id": server.ready_id,
            "failed_id": server.failed_id,
            "seen_at": server.seen_at,
        }
        statement = self._database.insert(release_servers).values(name=server.name, **values)
        async with self._database.writing() as connection:
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[release_servers.c.name], set_=values
                )
            )

    async def leave(self, name: str) -> None:
        """Forget a process that stops."""
        async with self._database.writing() as connection:
            await connection.execute(delete(release_servers).where(release_servers.c.name == name))

    async def servers(self, since: datetime) -> tuple[Server, ...]:
        """Return the processes that were seen after an instant, by name; forget all others."""
        gone = delete(release_servers).where(release_servers.c.seen_at <= since)
        found = select(release_servers).order_by(release_servers.c.name)
        async with self._database.writing() as connection:
            await connection.execute(gone)
            return tuple(
                Server(row.name, row.serving_id, row.ready_id, row.failed_id, row.seen_at)
                for row in await connection.execute(found)
            )

    async def _begin(self, connection: AsyncConnection) -> None:
        """Make the pointer where there is none, and hold it until the commit."""
        first = self._database.insert(live_release).values(id=_ROW, version=0)
        await connection.execute(
            first.on_conflict_do_update(
                index_elements=[live_release.c.id], set_={"id": live_release.c.id}
            )
        )


async def _find(connection: AsyncConnection, files_hash: str) -> Row[Any] | None:
    found = (
        select(*_COLUMNS)
        .where(releases.c.files_hash == files_hash, releases.c.applied_at.is_not(None))
        .order_by(releases.c.id.desc())
        .limit(1)
    )
    return (await connection.execute(found)).one_or_none()


async def _insert(
    connection: AsyncConnection, new: NewRelease, origin: ReleaseOrigin, by: int, now: datetime
) -> Row[Any]:
    statement = (
        insert(releases)
        .values(
            content_hash=new.content_hash,
            files_hash=new.files_hash,
            files=new.files,
            origin=origin.value,
            entry_count=new.entry_count,
            fact_count=new.fact_count,
            phrasing_count=new.phrasing_count,
            proposed_by=by,
            proposed_at=now,
        )
        .returning(*_COLUMNS)
    )
    return (await connection.execute(statement)).one()


async def _set_candidate(connection: AsyncConnection, release_id: int, now: datetime) -> None:
    chosen = {"candidate_id": release_id, "candidate_since": now}
    await connection.execute(update(live_release).values(**chosen))
    await _forget_unapplied(connection)


async def _forget_unapplied(connection: AsyncConnection) -> None:
    """Drop what was proposed and is neither live nor the candidate."""
    candidate = select(live_release.c.candidate_id).scalar_subquery()
    await connection.execute(
        delete(releases).where(
            releases.c.applied_at.is_(None), releases.c.id != func.coalesce(candidate, 0)
        )
    )


async def _prune(connection: AsyncConnection) -> None:
    """Drop releases that have not been live for long; never the one that is."""
    applied_at = releases.c.applied_at
    newest = select(applied_at).where(applied_at.is_not(None)).order_by(applied_at.desc())
    oldest_kept = (await connection.execute(newest.offset(KEPT).limit(1))).scalar_one_or_none()
    if oldest_kept is not None:
        live = select(live_release.c.release_id).scalar_subquery()
        candidate = select(live_release.c.candidate_id).scalar_subquery()
        in_use = or_(releases.c.id == live, releases.c.id == func.coalesce(candidate, 0))
        await connection.execute(
            delete(releases).where(releases.c.applied_at <= oldest_kept, ~in_use)
        )


def _live(row: Row[Any]) -> Live:
    return Live(row.version, row.release_id, row.candidate_id, row.candidate_since)


def _record(row: Row[Any]) -> ReleaseRecord:
    return ReleaseRecord(
        id=row.id,
        content_hash=row.content_hash,
        files_hash=row.files_hash,
        origin=ReleaseOrigin(row.origin),
        entry_count=row.entry_count,
        fact_count=row.fact_count,
        phrasing_count=row.phrasing_count,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        applied_by=row.applied_by,
        applied_at=row.applied_at,
    )
