"""Turns what a driver raises into an error of ours that says cause and remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import (
    StorageBusyError,
    StorageError,
    StorageFullError,
    StorageMalformedError,
    StorageReadOnlyError,
    StorageVanishedError,
)

BUSY = "is held by another program for too long; end that program, then try again"
CROWDED = "takes no more connections; allow it more, or start fewer programs that use it"
FULL = "has no room left on its disk; free some"
READ_ONLY = "cannot be written; let the bot's user write the file and its folder"
STANDBY = "cannot be written; name the primary server"
NO_FILE = "cannot be opened; see that its folder is there and that the bot's user may write it"
NO_SERVER = "cannot be reached; see that the server runs, and check EXCHANGE_BOT_DATABASE_URL"
NO_ENTRY = "lets us not in; check user, password and name in EXCHANGE_BOT_DATABASE_URL"
DAMAGED = "is damaged or is no database; restore it from a backup"
REFUSED = "did not take the request"

_Kind = tuple[type[StorageError], str]

_SQLITE: tuple[tuple[str, _Kind], ...] = (
    ("SQLITE_BUSY", (StorageBusyError, BUSY)),
    ("SQLITE_LOCKED", (StorageBusyError, BUSY)),
    ("SQLITE_FULL", (StorageFullError, FULL)),
    ("SQLITE_READONLY_DBMOVED", (StorageVanishedError, NO_FILE)),
    ("SQLITE_READONLY", (StorageReadOnlyError, READ_ONLY)),
    ("SQLITE_PERM", (StorageReadOnlyError, READ_ONLY)),
    ("SQLITE_CANTOPEN", (StorageVanishedError, NO_FILE)),
    ("SQLITE_IOERR", (StorageVanishedError, NO_FILE)),
    ("SQLITE_CORRUPT", (StorageMalformedError, DAMAGED)),
    ("SQLITE_NOTADB", (StorageMalformedError, DAMAGED)),
)
"""By the start of SQLite's result codes (https://sqlite.org/rescode.html); the first that fits."""

_POSTGRESQL: tuple[tuple[str, _Kind], ...] = (
    ("08", (StorageVanishedError, NO_SERVER)),
    ("57P", (StorageVanishedError, NO_SERVER)),
    ("28", (StorageVanishedError, NO_ENTRY)),
    ("3D", (StorageVanishedError, NO_ENTRY)),
    ("53100", (StorageFullError, FULL)),
    ("53300", (StorageBusyError, CROWDED)),
    ("40", (StorageBusyError, BUSY)),
    ("55P03", (StorageBusyError, BUSY)),
    ("57014", (StorageBusyError, BUSY)),
    ("25006", (StorageReadOnlyError, STANDBY)),
    ("42501", (StorageReadOnlyError, NO_ENTRY)),
    ("XX001", (StorageMalformedError, DAMAGED)),
    ("XX002", (StorageMalformedError, DAMAGED)),
)
"""By the start of the SQLSTATE (PostgreSQL's manual, appendix A); the first that fits."""


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise a StorageError about `place` where the block fails beneath us; else do nothing."""
    try:
        yield
    except PoolTimeoutError:
        raise StorageBusyError(f"The database {place} {CROWDED}.") from None
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        kind, says = _kind_of(error)
        # The driver's own text, on one line, is for whoever reads the log. It holds no password:
        # neither driver repeats one, and `hide_parameters` keeps what is stored out of it.
        detail = " ".join(str(_driver_error(error)).split())[:300]
        raise kind(f"The database {place} {says} ({detail}).") from error


def _driver_error(error: BaseException) -> BaseException:
    """Return the driver's own error where SQLAlchemy, or its adapter, has wrapped it."""
    inner = getattr(error, "orig", None)
    while isinstance(inner, BaseException):
        error, inner = inner, inner.__cause__ if _code_of(inner) is None else None
    return error


def _code_of(error: BaseException) -> str | None:
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    return code if isinstance(code, str) else None


def _kind_of(error: BaseException) -> _Kind:
    if isinstance(error, OSError):
        return StorageVanishedError, NO_SERVER
    inner = _driver_error(error)
    code = _code_of(inner)
    if code is None:
        # psycopg gives a connection that failed or broke off no code, only this class.
        is_broken = type(inner).__name__ in {"OperationalError", "InterfaceError"}
        return (StorageVanishedError, NO_SERVER) if is_broken else (StorageError, REFUSED)
    table = _SQLITE if code.startswith("SQLITE") else _POSTGRESQL
    return next((kind for start, kind in table if code.startswith(start)), (StorageError, REFUSED))
