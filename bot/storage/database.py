"""The one database: opens it, gives out transactions, closes it.

Knows what SQLite and PostgreSQL need to be durable; leaves the tables to `schema`, and what is
asked of them to the classes that are built on this one.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StorageVanishedError
from bot.storage.address import address_of, file_of, shown
from bot.storage.failures import NO_FILE, translated
from bot.storage.migrating import upgrade

BUSY_SECONDS = 10.0
"""How long a transaction waits for another program's before it gives up."""

_WRITES = "exchange_bot_writes"

Insert = sqlite.Insert | postgresql.Insert


class Database:
    """Transactions on a SQLite file or a PostgreSQL database, once it is open."""

    def __init__(self, url: str) -> None:
        """Nothing is touched yet; BadSettingsError for an address of no database of ours."""
        address = address_of(url)
        self._engine = _engine(address)
        self._place = shown(address)
        self._file = file_of(address)
        self._identity: tuple[int, int] | None = None
        # SQLite has one writer at a time. In line here, ours wait in order and without polling.
        self._turn: asyncio.Lock | None = asyncio.Lock() if self._file else None

    async def open(self) -> None:
        """Make the tables, or bring them up to this release, where need be.

        Several processes may do so at once: one upgrades, the others wait for it.
        StorageError where it cannot be opened, StorageNewerError where a newer release has
        written it; nothing is then left open.
        """
        try:
            async with self.writing() as connection:
                await connection.run_sync(upgrade, self._place)
            self._identity = self._look()
        except BaseException:
            await self.close()
            raise

    @property
    def place(self) -> str:
        """Where it is, for people: a file's path, or a server and a name without credentials."""
        return self._place

    @property
    def file(self) -> Path | None:
        """The file that it is, None where it is a server's."""
        return self._file

    @property
    def is_file(self) -> bool:
        """Whether it is a file of ours, not a server's."""
        return self._file is not None

    async def close(self) -> None:
        """Let go of all connections; harmless if repeated."""
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction that only reads; StorageError where that fails."""
        self._check_still_there()
        with translated(self._place):
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction that is committed at the end of the block.

        What was written is durable then. StorageError: nothing of it was, unless the connection
        was lost in the very commit, so repeat only what can be repeated.
        """
        if self._turn is None:
            async with self._write() as connection:
                yield connection
            return
        async with self._turn:
            self._check_still_there()
            async with self._write() as connection:
                yield connection

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[AsyncConnection]:
        with translated(self._place):
            async with self._engine.connect() as connection:
                await connection.execution_options(**{_WRITES: True})
                async with connection.begin():
                    yield connection

    def insert(self, table: Table) -> Any:
        """Return an INSERT into `table` that can be given ON CONFLICT."""
        return sqlite.insert(table) if self.is_file else postgresql.insert(table)

    def _check_still_there(self) -> None:
        """StorageVanishedError where the file was removed or replaced since it was opened.

        SQLite would go on writing to what no name leads to any more. Nor is a connection tried
        where there is no folder: a failed one leaves a thread of the driver behind for a while.
        """
        if self._file is not None and not self._file.absolute().parent.is_dir():
            raise StorageVanishedError(f"The database {self._place} {NO_FILE}.")
        if self._identity is not None and self._look() != self._identity:
            raise StorageVanishedError(
                f"The database {self._place} was removed or replaced while in use; bring the file "
                "back, then start the bot again."
            )

    def _look(self) -> tuple[int, int] | None:
        if self._file is None:
            return None
        try:
            found = self._file.stat()
        except OSError:
            return (0, 0)
        return found.st_dev, found.st_ino


def _engine(address: URL) -> AsyncEngine:
    if file_of(address) is None:
        return create_async_engine(
            address,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=5,
            pool_timeout=BUSY_SECONDS,
            connect_args={"connect_timeout": int(BUSY_SECONDS)},
        )
    engine = create_async_engine(
        address,
        hide_parameters=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={
            "timeout": BUSY_SECONDS,
            "isolation_level": None,
            "factory": _LettingGo,
        },
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


class _LettingGo(sqlite3.Connection):
    """A connection whose transaction ends when it is closed, whatever is still unread.

    A task cancelled between a statement and its rows leaves a statement open. SQLite keeps such
    a connection, and its lock on the file, until the statement is collected as garbage.
    """

    def close(self) -> None:
        """Roll back what is not committed, then close."""
        with contextlib.suppress(sqlite3.Error):  # closed already, or lost: nothing to roll back
            self.rollback()
        super().close()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Let commits be durable and readers not wait for the writer."""
    cursor = connection.cursor()
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin as a writer where we will write: one that begins as a reader may have to give up."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


assert sqlite3.sqlite_version_info >= (3, 35), "SQLite 3.35 is needed for RETURNING"  # noqa: S101
