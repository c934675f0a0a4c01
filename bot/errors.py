"""Errors with a cause and a remedy, raised by the bot's own code."""

from __future__ import annotations


class ExchangeBotError(Exception):
    """Something that whoever runs the bot can mend; its text says how."""


class BadSettingsError(ExchangeBotError):
    """The environment holds a setting that is wrong or unknown.

    Remedy: the text names each one, and the nearest right name.
    """


class StorageError(ExchangeBotError):
    """The database did not do what it was asked; nothing of the request was stored.

    Remedy: the text says it, and so does the error's own class where there is one.
    """


class StorageBusyError(StorageError):
    """Somebody else holds the database for too long, or takes all connections to it.

    Remedy: end the other program that uses the file, or allow PostgreSQL more connections.
    """


class StorageFullError(StorageError):
    """There is no room left where the database is.

    Remedy: free some; the bot goes on by itself.
    """


class StorageReadOnlyError(StorageError):
    """The database may be read but not written.

    Remedy: let the bot's user write the file and its folder, or name the primary server.
    """


class StorageVanishedError(StorageError):
    """The database is not where it was, or never was there.

    Remedy: start the server or bring back the file, then start the bot again.
    """


class StorageMalformedError(StorageError):
    """The file is damaged, or is no database.

    Remedy: restore it from a backup; `sqlite3 FILE .recover` saves what can be saved.
    """


class StorageNewerError(StorageError):
    """The database was written by a newer release of the bot than this one.

    Remedy: start the newer release; it cannot be undone.
    """
