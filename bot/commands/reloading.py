"""``exchange-bot reload``: the folder's base goes live wherever the same database is used."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.answering import Answering
from bot.composing import compose, folder_of
from bot.releases import COMMAND_LINE, Applied
from bot.reloading.starting import start_serving
from bot.settings import Settings
from bot.storage.address import DEFAULT_URL
from bot.storage.database import Database
from bot.storage.stores import stores_on
from bot.texts import FALLBACK, Texts
from handlers.proposals import show_applied, show_proposal
from handlers.rich_text import RichText


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    settings: Callable[[], Settings],
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("reload", help="check the base's folder and let it go live")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
    parser.add_argument(
        "--override", action="store_true", help="although golden questions turned wrong; on record"
    )
    parser.set_defaults(run=lambda options: asyncio.run(_run(options, settings())))


async def _run(options: argparse.Namespace, settings: Settings) -> int:
    url = settings.database_url.get_secret_value() if settings.database_url else DEFAULT_URL
    database = Database(url)
    await database.open()
    try:
        return await _reload(database, settings, options.dry_run, options.override)
    finally:
        await database.close()


async def _reload(database: Database, settings: Settings, is_dry: bool, override: bool) -> int:
    """Return 0 where the folder's base is live in the end, or could be; 1 where it is not."""
    texts, stores = Texts.delivered(), stores_on(database)
    accepted = settings.wrong_answers_accepted
    started = await start_serving(stores.releases, folder_of(settings), accepted, _now)
    answering = Answering(started.matcher, texts)
    services = compose(settings, answering, texts, stores, _now, time.monotonic)
    services.serving.serving_id = started.release_id
    reloading = services.reloading
    try:
        await reloading.recover_folder()
        proposal = await reloading.reload(COMMAND_LINE)
        _print(show_proposal(proposal, FALLBACK, texts).text)
        number = proposal.record.id
        if proposal.is_same:
            return 0
        if is_dry:
            await reloading.cancel(number)
            return 1 if proposal.turned_wrong else 0
        applied = await reloading.apply(number, COMMAND_LINE, override=override)
        if applied is not Applied.DONE:
            await reloading.cancel(number)
        _print(show_applied(applied, proposal, FALLBACK, texts).text)
        return 0 if applied is Applied.DONE else 1
    finally:
        await reloading.close()
        await services.serving.leave()


def _print(text: RichText) -> None:
    print(text.plain, flush=True)


def _now() -> datetime:
    return datetime.now(UTC)
