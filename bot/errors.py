"""Errors with a cause and a remedy, raised by the bot's own code."""

from __future__ import annotations


class ExchangeBotError(Exception):
    """Something that whoever runs the bot can mend; its text says how."""


class BadSettingsError(ExchangeBotError):
    """The environment holds a setting that is wrong or unknown.

    Remedy: the text names each one, and the nearest right name.
    """
