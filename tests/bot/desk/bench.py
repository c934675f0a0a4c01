"""A desk on a database, with a carrier that needs no Telegram and fails as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from bot.carrying.engine import Carrying
from bot.desk.service import Accepted, Desk
from bot.handoffs import Handoff, Job, Side, What
from bot.model import Suggestion
from bot.office_hours import read_office_hours
from bot.outcomes import DeliveryError
from bot.storage.database import Database
from bot.storage.schema import carriages
from bot.storage.stores import Stores, stores_on
from tests.bot.kept import Clock
from tests.bot.storage.databases import fresh

PERSON, OTHER, STAFF, GROUP = 1001, 1002, 7, -100
QUESTION = "How tall is the tower?"
CANDIDATE = Suggestion("tower", "height", "Tower: height")
Made = tuple[str, str, int | str | None]
"""Whom it went to, what it was, and the message or line."""


@dataclass
class Carrier:
    """What was carried; `fail` says of each job what goes wrong with it, if anything."""

    made: list[Made] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    fail: Callable[[Job], DeliveryError | None] = lambda _: None
    at_once: int = 0
    most_at_once: int = 0
    is_open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.is_open.set()

    async def carry(self, job: Job) -> int | None:
        """Carry a job, once the test lets it; the number of what came of it."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.jobs.append(job)
            await self.is_open.wait()
            error = self.fail(job)
            if error is not None:
                raise error
            line = job.carriage.payload.get("notice", job.carriage.source_message_id)
            self.made.append((job.carriage.side.value, job.carriage.what.value, line))
            return 500 + job.carriage.id
        finally:
            self.at_once -= 1

    def copies(self, side: Side) -> list[int | str | None]:
        """The messages that were copied to a side, in order."""
        return [line for to, what, line in self.made if (to, what) == (side.value, "copy")]

    def lines(self, side: Side) -> list[int | str | None]:
        """The bot's own lines to a side, in order."""
        return [line for to, what, line in self.made if (to, what) == (side.value, "notice")]


class Bench:
    """Everything there is for a test."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.stores: Stores = stores_on(database)
        self.clock = Clock()
        self.hours = "Mon 09:00-17:00"
        self.carrier = Carrier()
        self.desk = self.new_desk()
        self.taken: list[int] = []
        self._updates = 0

    def new_desk(self) -> Desk:
        """A desk as another process would have it."""
        hours = read_office_hours(self.hours, "UTC")
        return Desk(self.stores.handoffs, GROUP, hours, self.clock, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.clock.move(seconds=seconds)
        await asyncio.sleep(0)

    @property
    def update(self) -> int:
        """The id of a new update."""
        self._updates += 1
        return self._updates

    async def hand_over(self, person: int = PERSON) -> Handoff:
        """A person hands a question over."""
        offered = await self.desk.offer(person, "en", (QUESTION,), (CANDIDATE,))
        assert offered is not None
        assert await self.desk.accept(self.update, offered.id, person) is Accepted.DONE
        return await self.now(offered)

    async def now(self, handoff: Handoff) -> Handoff:
        """A handoff as it stands now."""
        found = await self.stores.handoffs.get(handoff.id)
        assert found is not None
        return found

    async def outbox(self, *states: str) -> list[Row[Any]]:
        """The rows of the outbox in some states, or all."""
        found = select(carriages).order_by(carriages.c.id)
        if states:
            found = found.where(carriages.c.state.in_(states))
        async with self.database.reading() as connection:
            return list((await connection.execute(found)).all())

    @asynccontextmanager
    async def carrying(self, name: str = "a") -> AsyncIterator[Carrying]:
        """The engine, for as long as the block lasts."""
        carrying = Carrying(self.stores, self.carrier, self.clock, name)
        self.desk.connect(carrying.wake, self.taken.append)
        task = asyncio.create_task(carrying.run())
        try:
            yield carrying
        finally:
            carrying.stop()
            await task

    async def carry_all(self) -> None:
        """Carry what is due, and what then is."""
        async with self.carrying() as carrying:
            for _ in range(2000):
                carrying.wake()
                if not await self._is_due():
                    return
                await asyncio.sleep(0.002)
            raise AssertionError("what is in the outbox is not carried")

    async def _is_due(self) -> bool:
        first: dict[tuple[int, str], Row[Any]] = {}
        rows = await self.outbox("pending", "claimed")
        for row in sorted(rows, key=lambda row: (row.place, row.id)):
            first.setdefault((row.handoff_id, row.side), row)
        now = self.clock()
        return any(row.state == "claimed" or row.due_at <= now for row in first.values())

    async def killed_while_carrying(self, *, is_made: bool = False) -> None:
        """Let a carrier claim what is next and die, with it made or not, and the lease run out."""
        lease = await self.stores.leases.take("desk", "dead", self.clock(), timedelta(seconds=5))
        assert lease is not None
        until_then = self.clock() + timedelta(seconds=5)
        jobs = await self.stores.outbox.claim(lease, until_then, self.clock(), 8)
        assert jobs
        if is_made:
            for job in jobs:
                await self.carrier.carry(job)
        self.clock.move(seconds=6)


def is_copy(job: Job) -> bool:
    """Whether a job is a copy."""
    return job.carriage.what is What.COPY


@asynccontextmanager
async def bench_on(kind: str, folder: Path) -> AsyncIterator[Bench]:
    """A bench on one of the databases."""
    async with fresh(kind, folder) as database:
        yield Bench(database)
