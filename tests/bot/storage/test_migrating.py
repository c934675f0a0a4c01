"""Upgrading: from every released revision, once, forward only, and to what the code expects."""

import asyncio
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.errors import StorageNewerError
from bot.storage import migrating
from bot.storage.database import Database
from bot.storage.schema import metadata
from tests.bot.storage.databases import SQLITE

ROOT = Path(__file__).parents[3]
OPEN = """
import asyncio, sys
from bot.storage.database import Database
async def main():
    database = Database(sys.argv[1])
    await database.open()
    await database.close()
asyncio.run(main())
"""


def differences(connection: Connection) -> list[object]:
    """What the tables lack of what the code expects, or have beyond it."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


@pytest.mark.parametrize("revision", migrating.revisions())
async def test_every_released_revision_is_brought_up_to_what_the_code_expects(
    empty_url: str, revision: str
) -> None:
    database = Database(empty_url)
    async with database.writing() as connection:
        await connection.run_sync(migrating.upgrade, "here", revision)
    await database.open()
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_differences_are_noticed(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("ALTER TABLE chats ADD COLUMN surplus INTEGER"))
    async with database.reading() as connection:
        assert await connection.run_sync(differences) != []


async def test_several_processes_may_open_a_new_database_at_once(empty_url: str) -> None:
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", OPEN, empty_url, cwd=ROOT, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(4)
    ]
    told = [(await process.communicate())[1] for process in started]
    assert [process.returncode for process in started] == [0] * 4, told
    database = Database(empty_url)
    await database.open()
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_what_a_newer_release_wrote_is_left_alone(url: str) -> None:
    database = Database(url)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageNewerError, match=r"newer release.*9999"):
        await database.open()
    async with database.reading() as connection:
        version = await connection.execute(text("SELECT version_num FROM alembic_version"))
        assert version.scalar_one() == "9999"
    await database.close()


async def test_an_upgrade_that_fails_leaves_nothing_behind(
    empty_url: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade

    def break_off(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise RuntimeError("broken off")

    monkeypatch.setattr(command, "upgrade", break_off)
    database = Database(empty_url)
    with pytest.raises(RuntimeError, match="broken off"):
        await database.open()
    tables = (
        "SELECT count(*) FROM sqlite_master"
        if kind == SQLITE
        else "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    )
    async with database.reading() as connection:
        assert (await connection.execute(text(tables))).scalar_one() == 0
    await database.close()
