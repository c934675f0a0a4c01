"""What this process serves and has made ready: takes built matchers over and lets them answer."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.answering import Answering
from bot.errors import ExchangeBotError
from bot.releases import Server
from bot.reloading.retiring import retire
from bot.reloading.workshop import Build, Workshop
from bot.storage.releases import Releases
from knowledge.matcher import Matcher
from knowledge.packing import unpack
from knowledge.problems import InvalidBaseError

logger = logging.getLogger(__name__)

ALIVE = timedelta(seconds=25)
"""A process that was not seen for so long has ended; each shows itself every ten seconds."""


class Serving:
    """One process's releases: the one that answers, and the candidate that is ready to."""

    def __init__(
        self,
        releases: Releases,
        answering: Answering,
        workshop: Workshop,
        name: str,
        now: Callable[[], datetime],
    ) -> None:
        """`name` tells this process from the others; `now` is a clock in UTC."""
        self._releases = releases
        self._answering = answering
        self._workshop = workshop
        self._name = name
        self._now = now
        self._ready: tuple[int, Matcher] | None = None
        self._turn = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()
        self.serving_id: int | None = None
        """The release that answers; None where nothing tells."""
        self.failed_id: int | None = None
        """The candidate that could not be made ready here."""

    @property
    def ready_id(self) -> int | None:
        """The release that could go live at once."""
        return self._ready[0] if self._ready else None

    async def hold(self, release_id: int, build: Build) -> Matcher:
        """Return the matcher of a build and keep it ready under the id of its release."""
        async with self._turn:
            if self._ready is not None and self._ready[0] == release_id:
                return self._ready[1]
            matcher = await self._workshop.take(build)
            self._set_ready((release_id, matcher))
        await self.beat()
        return matcher

    async def make_ready(self, release_id: int) -> bool:
        """Build a release from the database; False where it cannot be built here."""
        if self.ready_id == release_id:
            return True
        try:
            async with self._turn:
                if self.ready_id != release_id:
                    await self._take(release_id)
        except (InvalidBaseError, ExchangeBotError) as error:
            logger.error("release %s cannot be made ready: %s", release_id, error)  # noqa: TRY400
            self.failed_id = release_id
        await self.beat()
        return self.ready_id == release_id

    async def go_live(self, release_id: int) -> bool:
        """Let a release answer from now on; False where it cannot be built here.

        A question under way is answered by the release that it began with.
        """
        if self.serving_id == release_id:
            return True
        if self.ready_id != release_id and not await self.make_ready(release_id):
            return False
        if self._ready is None or self.ready_id != release_id:
            return False
        _, matcher = self._ready
        self._ready = None
        former = self._answering.use(matcher)
        self.serving_id = release_id
        self._retire(former)
        logger.info("release %s is live: %s", release_id, matcher.release.short_hash)
        await self.beat()
        return True

    async def drop_ready(self) -> None:
        """Let go of what was made ready and is not wanted any more."""
        self.failed_id = None
        if self._ready is not None:
            self._set_ready(None)
            await self.beat()

    async def beat(self) -> None:
        """Tell the other processes what this one serves and has made ready."""
        server = Server(self._name, self.serving_id, self.ready_id, self.failed_id, self._now())
        await self._releases.beat(server)

    async def others(self) -> tuple[Server, ...]:
        """Return the other processes that live."""
        alive = await self._releases.servers(self._now() - ALIVE)
        return tuple(each for each in alive if each.name != self._name)

    async def leave(self) -> None:
        """Tell the others that this process stops."""
        await self._releases.leave(self._name)

    async def _take(self, release_id: int) -> None:
        packed = await self._releases.files(release_id)
        if packed is None:
            raise ExchangeBotError(f"Release {release_id} is not kept any more.")
        files = await asyncio.to_thread(unpack, packed)
        build = await self._workshop.build(files)
        self._set_ready((release_id, await self._workshop.take(build)))

    def _set_ready(self, ready: tuple[int, Matcher] | None) -> None:
        former, self._ready = self._ready, ready
        self.failed_id = None
        if former is not None:
            self._retire(former[1])

    def _retire(self, matcher: Matcher) -> None:
        """Free a matcher little by little in a thread; this must be the last name for it."""
        task = asyncio.create_task(_retire_one([matcher]))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)


async def _retire_one(holder: list[Matcher]) -> None:
    """Retire the one matcher in `holder`, so that no call further up still holds it."""
    await asyncio.sleep(0)  # whoever gave it has let go of it
    # A daemon: a process that stops need not tidy up first.
    threading.Thread(target=_retire_held, args=(holder,), daemon=True).start()


def _retire_held(holder: list[Matcher]) -> None:
    retire(holder.pop())
