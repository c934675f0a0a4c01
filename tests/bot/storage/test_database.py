"""Transactions, what makes them durable, and what is said when the database fails."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import psycopg
import pytest
from sqlalchemy import make_url, select, text

from bot.chats import ChatKind
from bot.errors import (
    StorageBusyError,
    StorageError,
    StorageFullError,
    StorageMalformedError,
    StorageReadOnlyError,
    StorageVanishedError,
)
from bot.storage import database as database_module
from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.schema import chats
from tests.bot.storage.databases import POSTGRESQL, SQLITE, fresh, postgres_url
from tests.bot.storage.instants import NOON
from tests.e2e.processes import free_port

PASSWORD = "hunter2"


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in a file."""
    async with fresh(SQLITE, tmp_path) as database:
        yield database


@pytest.fixture
async def postgres(tmp_path: Path) -> AsyncIterator[Database]:
    """A database on the server."""
    async with fresh(POSTGRESQL, tmp_path) as database:
        yield database


async def meet(database: Database, chat_id: int = 1) -> None:
    """Write something."""
    await Chats(database).remember(chat_id, ChatKind.PERSON, "en", NOON)


def row(chat_id: int) -> dict[str, object]:
    """A chat as it stands in its table."""
    return {
        "chat_id": chat_id,
        "kind": "person",
        "reachable": "ok",
        "time_zone": "x" * 64,
        "created_at": NOON,
        "updated_at": NOON,
    }


# Transactions


async def test_what_a_failing_block_wrote_is_not_there(database: Database) -> None:
    async def fail_midway() -> None:
        async with database.writing() as connection:
            await connection.execute(database.insert(chats), [row(1)])
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        await fail_midway()
    assert await Chats(database).get(1) is None


async def test_writers_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    await meet(database)

    async def lengthen() -> None:
        async with database.writing() as connection:
            locked = select(chats.c.time_zone).with_for_update()
            zone = (await connection.execute(locked)).scalar_one() or ""
            await asyncio.sleep(0)
            await connection.execute(chats.update().values(time_zone=f"{zone}x"))

    await asyncio.gather(*(lengthen() for _ in range(20)))
    known = await Chats(database).get(1)
    assert known is not None
    assert known.time_zone == "x" * 20


async def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    await meet(database)
    async with database.writing() as connection:
        await connection.execute(chats.update().values(time_zone="changed"))
        known = await asyncio.wait_for(Chats(database).get(1), 5)
    assert known is not None
    assert known.time_zone is None


async def test_a_file_is_written_so_that_a_commit_is_on_the_disk(sqlite: Database) -> None:
    async with sqlite.reading() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


async def test_a_write_cancelled_before_its_rows_were_read_lets_go_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    async with fresh(SQLITE, tmp_path) as database:
        written = asyncio.Event()
        unread = []

        async def write() -> None:
            async with database.writing() as connection:
                pooled = await connection.get_raw_connection()
                driver = pooled.driver_connection
                assert isinstance(driver, aiosqlite.Connection)
                unread.append(
                    await driver.execute(
                        "INSERT INTO halts VALUES ('a', 'now'), ('b', 'now') RETURNING name"
                    )
                )
                written.set()
                # What a driver does that is cancelled within a statement.
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    await connection.invalidate()
                    raise

        task = asyncio.create_task(write())
        await asyncio.wait_for(written.wait(), 10)
        task.cancel()
        await asyncio.wait({task})
        await meet(database)
        async with database.reading() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM halts"))).scalar_one() == 0


# Failures of a file


async def test_a_busy_file_is_told_and_free_again_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    async with fresh(SQLITE, tmp_path) as database:
        other = sqlite3.connect(database.place)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusyError, match="held by another program"):
            await meet(database)
        other.rollback()
        other.close()
        await meet(database)
        assert await Chats(database).get(1) is not None


async def test_a_full_disk_is_told_and_with_room_again_it_works(sqlite: Database) -> None:
    async with sqlite.writing() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()

    async def fill() -> None:
        async with sqlite.writing() as connection:
            await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            await connection.execute(sqlite.insert(chats), [row(each) for each in range(5000)])

    with pytest.raises(StorageFullError, match="no room left"):
        await fill()
    async with sqlite.writing() as connection:
        await connection.execute(text("PRAGMA max_page_count = 1000000"))
    assert await Chats(sqlite).get(5) is None
    await meet(sqlite)
    assert await Chats(sqlite).get(1) is not None


async def test_a_read_only_database_is_told(sqlite: Database) -> None:
    async with sqlite.writing() as connection:
        await connection.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(StorageReadOnlyError, match="cannot be written"):
        await meet(sqlite)


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, " * 1000)
    with pytest.raises(StorageMalformedError, match=r"letter\.db is damaged or is no database"):
        await Database(f"sqlite:///{path}").open()
    assert path.read_text().startswith("Dear reader")


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageVanishedError, match="see that its folder is there"):
        await Database(f"sqlite:///{tmp_path}/missing/bot.db").open()


async def test_nothing_is_written_into_a_file_that_was_removed(sqlite: Database) -> None:
    path = Path(sqlite.place)
    aside = path.with_suffix(".aside")
    path.rename(aside)  # noqa: ASYNC240 - as another program would, at once
    with pytest.raises(StorageVanishedError, match="removed or replaced"):
        await meet(sqlite)
    aside.rename(path)
    await meet(sqlite)
    assert await Chats(sqlite).get(1) is not None


# Failures of a server


async def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    url = f"postgresql://bot:{PASSWORD}@127.0.0.1:{free_port()}/exchange"
    with pytest.raises(StorageVanishedError, match="cannot be reached") as refused:
        await Database(url).open()
    seen: BaseException | None = refused.value
    while seen is not None:
        assert PASSWORD not in str(seen)
        assert PASSWORD not in repr(seen)
        seen = seen.__cause__


async def test_a_database_that_the_server_does_not_have_is_told() -> None:
    missing = make_url(postgres_url()).set(database="exchange_bot_missing")
    with pytest.raises(StorageError, match="exchange_bot_missing"):
        await Database(missing.render_as_string(hide_password=False)).open()


async def test_after_the_server_broke_the_connections_the_next_request_works(
    postgres: Database,
) -> None:
    await meet(postgres)
    name = postgres.place.rpartition("/")[2]

    async def lose_connection() -> None:
        async with postgres.writing() as connection:
            await connection.execute(chats.update().values(time_zone="lost"))
            await _end_connections(name)
            await connection.execute(text("SELECT 1"))

    with pytest.raises(StorageVanishedError, match="cannot be reached"):
        await lose_connection()
    known = await Chats(postgres).get(1)
    assert known is not None
    assert known.time_zone is None
    await meet(postgres, 2)


async def _end_connections(name: str) -> None:
    admin = await psycopg.AsyncConnection.connect(postgres_url(), autocommit=True)
    async with admin:
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )


async def test_a_server_that_only_reads_is_told(postgres: Database) -> None:
    async def write_to_a_standby() -> None:
        async with postgres.writing() as connection:
            await connection.execute(text("SET TRANSACTION READ ONLY"))
            await connection.execute(chats.update().values(time_zone="x"))

    with pytest.raises(StorageReadOnlyError, match="name the primary"):
        await write_to_a_standby()


async def test_a_statement_that_is_wrong_is_told_without_what_it_held(database: Database) -> None:
    async def write_wrongly() -> None:
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO chats (chat_id, kind) VALUES (:id, :kind)"),
                {"id": 1, "kind": PASSWORD},
            )

    with pytest.raises(StorageError, match="did not take") as refused:
        await write_wrongly()
    assert PASSWORD not in str(refused.value.__cause__).partition("DETAIL")[0]


# Durability


async def test_what_was_committed_survives_the_death_of_the_process(url: str) -> None:
    script = (
        "import asyncio, os, signal, sys\n"
        "from datetime import datetime, UTC\n"
        "from bot.storage.database import Database\n"
        "from bot.storage.chats import Chats\n"
        "async def main():\n"
        "    database = Database(sys.argv[1])\n"
        "    await database.open()\n"
        "    await Chats(database).choose_locale(7, 'ja', datetime.now(UTC))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, url)
    assert await process.wait() == -9
    database = Database(url)
    await database.open()
    known = await Chats(database).get(7)
    await database.close()
    assert known is not None
    assert known.locale == "ja"
