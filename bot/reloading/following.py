"""Keeps one process in step: with the live release, with candidates, with the folder."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.errors import ExchangeBotError, StorageError
from bot.releases import COMMAND_LINE, Applied, Live, Proposal, ReleaseOrigin
from bot.reloading.folder import BaseFolder
from bot.reloading.reloading import Reloading, SupersededError
from bot.reloading.serving import Serving
from bot.storage.releases import Releases
from knowledge.problems import InvalidBaseError

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""How often the pointer to the live release is read: a release that is ready everywhere is served
everywhere within a second or two."""

BEAT_SECONDS = 10.0
"""How often a process shows that it lives, besides whenever it has news."""

PROPOSAL_LIFE = timedelta(hours=1)
"""So long a proposal waits for somebody to decide; it takes memory in every process."""

Announce = Callable[["Announcement"], Awaitable[None]]


class Announcement:
    """What came of a reload that nobody waits for: a proposal that needs a person, or that went
    live by itself, or why there is none."""

    def __init__(
        self,
        proposal: Proposal | None = None,
        applied: Applied | None = None,
        error: InvalidBaseError | ExchangeBotError | None = None,
    ) -> None:
        self.proposal = proposal
        self.applied = applied
        self.error = error


class Following:
    """The loops of one process."""

    def __init__(
        self,
        releases: Releases,
        serving: Serving,
        reloading: Reloading,
        folder: BaseFolder,
        now: Callable[[], datetime],
        watch_seconds: float = 0.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`now` is a clock in UTC; `watch_seconds` of 0 does not watch the folder."""
        self._releases = releases
        self._serving = serving
        self._reloading = reloading
        self._folder = folder
        self._now = now
        self._watch_seconds = watch_seconds
        self._sleep = sleep
        self._beat_at: datetime | None = None
        self._preparing: asyncio.Task[bool] | None = None
        self._failed_version = 0
        self._is_out = False

    async def follow(self) -> None:
        """Serve whatever goes live, and make candidates ready, until cancelled."""
        try:
            while True:
                await self._step_safely()
                await self._sleep(POLL_SECONDS)
        finally:
            await self._stop_preparing()

    async def step(self) -> None:
        """Look once; StorageError where the database cannot be asked."""
        live = await self._releases.live()
        await self._serve(live)
        await self._prepare(live)
        now = self._now()
        if self._beat_at is None or now - self._beat_at >= timedelta(seconds=BEAT_SECONDS):
            self._beat_at = now
            await self._serving.beat()

    async def watch(self, announce: Announce) -> None:
        """Reload whenever the folder has changed, once it stays so from one look to the next.

        Returns at once where the settings do not ask for it.
        """
        if not self._watch_seconds:
            return
        served = before = await asyncio.to_thread(self._folder.signature)
        while True:
            await self._sleep(self._watch_seconds)
            present = await asyncio.to_thread(self._folder.signature)
            if present == before and present != served:
                served = present
                await self.reload_by_itself(ReleaseOrigin.WATCH, announce)
            before = present

    async def reload_by_itself(self, origin: ReleaseOrigin, announce: Announce) -> None:
        """Reload, and go live where no golden question turned wrong; tell `announce` of it."""
        try:
            proposal = await self._reloading.reload(COMMAND_LINE, origin)
        except SupersededError:
            return
        except (InvalidBaseError, ExchangeBotError) as error:
            logger.warning("the folder's base does not go live: %s", error)
            await announce(Announcement(error=error))
            return
        if proposal.is_same:
            logger.info("the folder's base is live already")
            return
        applied = None
        if not proposal.turned_wrong:
            applied = await self._reloading.apply(proposal.record.id, COMMAND_LINE)
        logger.info("the folder's base %s: %s", proposal.record.short_hash, applied or "waits")
        await announce(Announcement(proposal=proposal, applied=applied))

    async def _step_safely(self) -> None:
        try:
            await self.step()
        except StorageError as error:
            if not self._is_out:
                logger.warning("releases cannot be followed: %s", error)
            self._is_out = True
        except Exception:  # a mistake of ours must not end the following for good
            logger.exception("releases cannot be followed")
        else:
            self._is_out = False

    async def _serve(self, live: Live) -> None:
        """Serve the live release; one that this process cannot build is tried once."""
        release_id = live.release_id
        if release_id is None or release_id == self._serving.serving_id:
            return
        if live.version == self._failed_version:
            return
        await self._stop_preparing()
        if not await self._serving.go_live(release_id):
            self._failed_version = live.version

    async def _prepare(self, live: Live) -> None:
        candidate = live.candidate_id
        if candidate is None:
            await self._stop_preparing()
            own = self._reloading.proposal
            if self._serving.ready_id is not None and own is None:
                await self._serving.drop_ready()
            return
        since = live.candidate_since
        if since is not None and self._now() - since > PROPOSAL_LIFE:
            await self._reloading.cancel(candidate)
            return
        if candidate in {self._serving.ready_id, self._serving.failed_id, self._serving.serving_id}:
            return
        if self._preparing is None or self._preparing.done():
            self._preparing = asyncio.create_task(self._serving.make_ready(candidate))

    async def _stop_preparing(self) -> None:
        task, self._preparing = self._preparing, None
        if task is not None and not task.done():
            task.cancel()
            await asyncio.wait({task})
