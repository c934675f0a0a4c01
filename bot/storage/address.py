"""Where the database is: what the setting says, as SQLAlchemy and its drivers take it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import BadSettingsError

DEFAULT_URL = "sqlite:///exchange-bot.db"
"""A file in the folder that the bot is started in."""

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_REMEDY = "Write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME."


def address_of(url: str) -> URL:
    """Return the address with the driver that we use; BadSettingsError for any other database.

    >>> address_of("postgresql://bot:secret@db.example/exchange").drivername
    'postgresql+psycopg'
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # its text may hold the password
        raise BadSettingsError(f"EXCHANGE_BOT_DATABASE_URL is no address. {_REMEDY}") from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None or parsed.database in {None, "", ":memory:"}:
        raise BadSettingsError(
            f"EXCHANGE_BOT_DATABASE_URL names no file and no PostgreSQL database. {_REMEDY}"
        )
    return parsed.set(drivername=driver)


def shown(address: URL) -> str:
    """Return the address for people and logs: without user, password and driver.

    >>> shown(address_of("postgresql://bot:secret@db.example/exchange"))
    'postgresql://db.example/exchange'
    """
    if address.get_backend_name() == "sqlite":
        return str(file_of(address))
    return str(
        URL.create("postgresql", host=address.host, port=address.port, database=address.database)
    )


def file_of(address: URL) -> Path | None:
    """Return the file that an address names, None for a server."""
    if address.get_backend_name() != "sqlite":
        return None
    return Path(address.database or "")
