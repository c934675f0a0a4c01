"""The delivered base, loaded once for all tests that ask it."""

import time
from dataclasses import replace
from functools import cache

from bot.answering import Answering
from bot.app import utc_now
from bot.composing import compose
from bot.settings import read_settings
from bot.storage.database import Database
from bot.storage.stores import stores_on
from bot.texts import Texts
from handlers.context import Services
from knowledge.loading import load_base
from knowledge.matcher import Matcher


@cache
def matcher() -> Matcher:
    """The matcher over the delivered base; building it takes a second or two."""
    return Matcher(load_base())


@cache
def texts() -> Texts:
    """The bot's own words."""
    return Texts.delivered()


@cache
def answering() -> Answering:
    """The answering service that people meet."""
    return Answering(matcher(), texts())


@cache
def _built() -> Services:
    # It cannot be opened: these services are for tests that keep nothing.
    stores = stores_on(Database("sqlite:////missing/never-opened.db"))
    return compose(read_settings({}), answering(), texts(), stores, utc_now, time.monotonic)


def services() -> Services:
    """Services as the composition makes them, with memories of their own."""
    fresh = _built()
    return replace(fresh, answering=answering())
