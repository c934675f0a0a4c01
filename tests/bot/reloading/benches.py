"""A process's services of reloading, on a small base in a folder and a database of the test's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.answering import Answering
from bot.reloading.folder import BaseFolder
from bot.reloading.following import Following
from bot.reloading.reloading import Reloading
from bot.reloading.serving import Serving
from bot.reloading.starting import start_serving
from bot.reloading.workshop import Workshop
from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from knowledge.matcher import DEFAULT_WRONG_ACCEPTED
from tests.bot import delivered
from tests.knowledge.small_bases import ENTRIES, edited, write_base

ADMIN = 7
PACT = "When was the River Pact signed?"
SIGNED, LATER = "4 June 2021", "5 July 2022"

WATER = "date of the treaty on clean water"

GOLDEN = f"""\
- {{question: "{PACT}", expected: river-pact/signed}}
- {{question: {WATER}, expected: river-pact/signed}}
- {{question: how much does the pact cost, expected: none}}
"""


def changed(text: str = ENTRIES) -> str:
    """The entries of the small base with another day for the River Pact."""
    later = edited(text, "signed: {start: 2021-06-04}", "signed: {start: 2022-07-05}")
    return edited(later, "was signed on 4 June 2021 in", "was signed on 5 July 2022 in")


def prepare(path: Path) -> None:
    """Write the small base where there is none."""
    if not path.exists():
        write_base(path, {"golden.yaml": GOLDEN})


@dataclass
class Clock:
    """Time that the test moves; whoever sleeps moves it too."""

    now: datetime = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Bench:
    """One process."""

    answering: Answering
    serving: Serving
    reloading: Reloading
    following: Following
    folder: BaseFolder
    workshop: Workshop
    stores: Stores
    clock: Clock

    def asked(self, question: str = PACT) -> str:
        """What people are told."""
        return self.answering.answer(question).text


@asynccontextmanager
async def bench(
    database: Database,
    path: Path,
    name: str = "one",
    clock: Clock | None = None,
    *,
    may_write: bool = True,
    watch_seconds: float = 0.0,
) -> AsyncIterator[Bench]:
    """A process that serves what `path` or the database says."""
    prepare(path)
    clock = clock or Clock()
    stores = stores_on(database)
    folder = BaseFolder(path, may_write=may_write)
    workshop = Workshop(DEFAULT_WRONG_ACCEPTED)
    started = await start_serving(stores.releases, folder, DEFAULT_WRONG_ACCEPTED, clock)
    answering = Answering(started.matcher, delivered.texts())
    serving = Serving(stores.releases, answering, workshop, name, clock)
    serving.serving_id = started.release_id
    reloading = Reloading(stores.releases, answering, workshop, folder, serving, clock, clock.sleep)
    following = Following(
        stores.releases, serving, reloading, folder, clock, watch_seconds, clock.sleep
    )
    await reloading.recover_folder()
    try:
        yield Bench(answering, serving, reloading, following, folder, workshop, stores, clock)
    finally:
        await reloading.close()
