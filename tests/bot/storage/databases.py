"""Databases for tests: fresh ones, on a SQLite file and on a PostgreSQL server.

The server is named by EXCHANGE_BOT_TEST_POSTGRES_URL, whose user must be allowed to make
databases; without it the tests on PostgreSQL are skipped. Each fresh database is a copy of one
that was upgraded once.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from bot.storage.database import Database

POSTGRES_URL_NAME = "EXCHANGE_BOT_TEST_POSTGRES_URL"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)

_numbers = itertools.count(1)
_templates: dict[str, str] = {}


def postgres_url() -> str:
    """The server's address; the test is skipped where there is none."""
    url = os.environ.get(POSTGRES_URL_NAME, "")
    if not url:
        pytest.skip(f"no PostgreSQL: {POSTGRES_URL_NAME} is not set")
    return url


@cache
def _folder() -> Path:
    """Where the upgraded file is; goes with the process."""
    kept = tempfile.TemporaryDirectory(prefix="exchange-bot-tests-")
    _keep.append(kept)
    return Path(kept.name)


_keep: list[tempfile.TemporaryDirectory[str]] = []


async def _administer(statement: str, *names: str) -> None:
    """Run a statement on the server, outside of a transaction."""
    connection = await psycopg.AsyncConnection.connect(postgres_url(), autocommit=True)
    async with connection:
        await connection.execute(
            sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
        )


def _named(name: str) -> str:
    """The address of a database on the server."""
    return make_url(postgres_url()).set(database=name).render_as_string(hide_password=False)


async def _template(kind: str) -> str:
    """The file or the name of an upgraded database that nothing is written to."""
    if kind not in _templates:
        if kind == SQLITE:
            place = str(_folder() / "template.db")
            url = f"sqlite:///{place}"
        else:
            place = f"exchange_bot_template_{os.getpid()}"
            await _administer("CREATE DATABASE {}", place)
            url = _named(place)
        database = Database(url)
        await database.open()
        await database.close()
        _templates[kind] = place
    return _templates[kind]


async def drop_templates() -> None:
    """Leave nothing on the server."""
    if POSTGRESQL in _templates:
        await _administer("DROP DATABASE IF EXISTS {}", _templates.pop(POSTGRESQL))


@asynccontextmanager
async def fresh_url(kind: str, folder: Path, *, is_empty: bool = False) -> AsyncIterator[str]:
    """The address of an upgraded database without a row, or of one without a table."""
    if kind == SQLITE:
        place = folder / f"fresh-{next(_numbers)}.db"
        if not is_empty:
            shutil.copy(await _template(kind), place)
        yield f"sqlite:///{place}"
        return
    name = f"exchange_bot_test_{os.getpid()}_{next(_numbers)}"
    if is_empty:
        await _administer("CREATE DATABASE {}", name)
    else:
        await _administer("CREATE DATABASE {} TEMPLATE {}", name, await _template(kind))
    try:
        yield _named(name)
    finally:
        await _administer("DROP DATABASE {} WITH (FORCE)", name)


@asynccontextmanager
async def fresh(kind: str, folder: Path) -> AsyncIterator[Database]:
    """An open database without a row."""
    async with fresh_url(kind, folder) as url:
        database = Database(url)
        await database.open()
        try:
            yield database
        finally:
            await database.close()
