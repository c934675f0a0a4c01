"""Proposes changed bases, lets them go live, and goes back: the use cases of administrators."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answering import Answering
from bot.errors import ExchangeBotError
from bot.releases import (
    Applied,
    Live,
    NewRelease,
    OnWait,
    Proposal,
    ReleaseOrigin,
    ReleaseRecord,
    tell_nobody,
)
from bot.reloading.folder import BaseFolder, FolderError
from bot.reloading.serving import Serving
from bot.reloading.uploads import Upload, with_uploads
from bot.reloading.waiting import others_ready
from bot.reloading.workshop import Build, Workshop
from bot.storage.releases import Releases
from knowledge.base_files import BaseFiles, hash_of
from knowledge.differing import Difference, difference
from knowledge.golden import (
    GoldenOutcome,
    GoldenQuestion,
    Verdict,
    ask_one,
    changes_of,
    count_verdicts,
)
from knowledge.packing import pack, unpack

logger = logging.getLogger(__name__)


class SupersededError(ExchangeBotError):
    """A newer proposal took the place of this one before it was ready."""


class UnknownReleaseError(ExchangeBotError):
    """There is no release of this number. Remedy: /releases lists those there are."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A base that is to be proposed; `folder_hash` is that of the folder's files as they were."""

    files: BaseFiles
    origin: ReleaseOrigin
    by: int
    folder_hash: str
    paths: tuple[str, ...] = ()


class Reloading:
    """Holds one proposal at a time."""

    def __init__(
        self,
        releases: Releases,
        answering: Answering,
        workshop: Workshop,
        folder: BaseFolder,
        serving: Serving,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`now` is a clock in UTC."""
        self._releases = releases
        self._answering = answering
        self._workshop = workshop
        self._folder = folder
        self._serving = serving
        self._now = now
        self._sleep = sleep
        self._task: asyncio.Task[Proposal] | None = None
        self._held: tuple[Proposal, _Source] | None = None
        self._uploads: dict[int, list[Upload]] = {}

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that could be applied, None where there is none."""
        return self._held[0] if self._held else None

    async def reload(self, by: int, origin: ReleaseOrigin = ReleaseOrigin.RELOAD) -> Proposal:
        """Propose what stands in the folder.

        InvalidBaseError with every problem where it is unsound; SupersededError where somebody
        proposes something else meanwhile.
        """
        self._uploads.pop(by, None)
        files = await asyncio.to_thread(self._folder.read)
        folder_hash = await asyncio.to_thread(hash_of, files)
        return await self._propose(_Source(files, origin, by, folder_hash))

    async def upload(self, upload: Upload, by: int) -> Proposal:
        """Propose the folder's base with what somebody sent, and with what they sent before and
        was neither applied nor cancelled. The errors are those of `reload`; the upload is then
        forgotten."""
        uploads = self._uploads.setdefault(by, [])
        uploads.append(upload)
        taken = list(uploads)
        try:
            present = await asyncio.to_thread(self._folder.read)
            files = await asyncio.to_thread(with_uploads, present, taken)
            folder_hash = await asyncio.to_thread(hash_of, present)
            paths = tuple(sorted(_changed_paths(present, files)))
            source = _Source(files, ReleaseOrigin.UPLOAD, by, folder_hash, paths)
            return await self._propose(source)
        except SupersededError:
            raise
        except Exception:
            with contextlib.suppress(ValueError):
                uploads.remove(upload)
            raise

    async def teach(self, edit: Callable[[BaseFiles], BaseFiles], by: int) -> Proposal:
        """Propose the folder's base as `edit` makes it; the errors are those of `reload`."""
        present = await asyncio.to_thread(self._folder.read)
        files = await asyncio.to_thread(edit, present)
        folder_hash = await asyncio.to_thread(hash_of, present)
        paths = tuple(sorted(_changed_paths(present, files)))
        return await self._propose(_Source(files, ReleaseOrigin.TAUGHT, by, folder_hash, paths))

    async def roll_back(self, release_id: int, by: int) -> Proposal:
        """Propose a release that was live before; UnknownReleaseError where it is not kept."""
        self._uploads.pop(by, None)
        packed = await self._releases.files(release_id)
        if packed is None:
            raise UnknownReleaseError(f"There is no release {release_id}; /releases lists them.")
        files = await asyncio.to_thread(unpack, packed)
        present = await asyncio.to_thread(self._folder.read)
        folder_hash = await asyncio.to_thread(hash_of, present)
        return await self._propose(_Source(files, ReleaseOrigin.ROLLBACK, by, folder_hash))

    async def former(self) -> ReleaseRecord | None:
        """Return the release that was live before the present one, None where there is none."""
        live = await self._releases.live()
        latest = await self._releases.latest(10)
        return next((each for each in latest if each.id != live.release_id), None)

    async def cancel(self, release_id: int) -> bool:
        """Let go of a proposal; nothing of it is kept. False where it is none any more."""
        if self._held is not None and self._held[0].record.id == release_id:
            self._uploads.pop(self._held[1].by, None)
            self._held = None
        was_candidate = await self._releases.cancel(release_id)
        await self._serving.drop_ready()
        return was_candidate

    async def apply(
        self,
        release_id: int,
        by: int,
        *,
        override: bool = False,
        on_wait: OnWait = tell_nobody,
    ) -> Applied:
        """Let a proposal go live, in every process; where DONE, that is durable and on record.

        `override` accepts golden questions that turned wrong, and says so in the audit log. For
        all other outcomes nothing has changed. `on_wait` is told which processes are waited for.
        """
        held = self._held
        if held is None or held[0].record.id != release_id:
            return Applied.GONE
        proposal, source = held
        if proposal.turned_wrong and not override:
            return Applied.TURNED_WRONG
        ready = others_ready(self._serving, release_id, self._now, self._sleep, on_wait)
        if not await ready:
            return Applied.NOT_READY
        try:
            outcome = await self._write_and_go_live(proposal, source, by)
        except FolderError:
            return Applied.READ_ONLY
        if outcome is Applied.DONE and self._held is held:
            self._held = None
            self._uploads.pop(source.by, None)
        return outcome

    async def close(self) -> None:
        """Give up what is being proposed, and delete what was built; harmless if repeated."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
        await self._workshop.close()

    async def recover_folder(self) -> None:
        """End writes that a killed process left behind; FolderError where that fails."""
        if self._folder.staged():
            live = await self._releases.live()
            async with self._folder.alone():
                await asyncio.to_thread(self._folder.recover, lambda token: _is_live(token, live))

    # --- Proposing ---

    async def _propose(self, source: _Source) -> Proposal:
        """Run one proposal; whoever proposes later ends it."""
        if self._task is not None:
            self._task.cancel()
        task = self._task = asyncio.create_task(self._prepare(source))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if task.cancelled() and current is not None and not current.cancelling():
                raise SupersededError("A newer proposal took the place of this one.") from None
            task.cancel()
            raise
        finally:
            if self._task is task:
                self._task = None

    async def _prepare(self, source: _Source) -> Proposal:
        self._held = None
        live = await self._releases.live()
        if live.release_id is not None:
            await self._serving.go_live(live.release_id)
            record = await self._releases.get(live.release_id)
            if record is not None and record.files_hash == await _hash(source.files):
                return self._unchanged(record, source)
        build = await self._workshop.build(source.files)
        record = await self._keep(source, build)
        matcher = await self._serving.hold(record.id, build)
        before = await self._ask_live(each.question for each in build.built.golden)
        proposal = Proposal(
            record=record,
            origin=source.origin,
            base_id=live.release_id,
            difference=await asyncio.to_thread(
                difference, self._answering.release, matcher.release
            ),
            golden=changes_of(before, build.built.golden),
            verdicts=count_verdicts(build.built.golden),
            seconds=build.built.seconds,
            paths=source.paths or await self._paths_against(live.release_id, source.files),
            unchanged=_not_right_either(before, build.built.golden),
        )
        self._held = proposal, source
        return proposal

    async def _paths_against(self, release_id: int | None, files: BaseFiles) -> tuple[str, ...]:
        """Return which files differ from those of a release."""
        packed = await self._releases.files(release_id) if release_id is not None else None
        if packed is None:
            return ()
        former = await asyncio.to_thread(unpack, packed)
        return tuple(sorted(_changed_paths(former, files)))

    def _unchanged(self, record: ReleaseRecord, source: _Source) -> Proposal:
        nothing = Difference()
        return Proposal(
            record, source.origin, record.id, nothing, (), {}, 0.0, is_same=True, paths=()
        )

    async def _keep(self, source: _Source, build: Build) -> ReleaseRecord:
        new = NewRelease(
            files=await asyncio.to_thread(pack, source.files),
            files_hash=build.files_hash,
            content_hash=build.built.content_hash,
            entry_count=build.built.entry_count,
            fact_count=build.built.fact_count,
            phrasing_count=build.built.phrasing_count,
        )
        return await self._releases.propose(new, source.origin, source.by, self._now())

    async def _ask_live(self, questions: Iterable[GoldenQuestion]) -> list[GoldenOutcome]:
        """Ask the live release; whoever has a question of their own goes first."""
        outcomes = []
        for each in questions:
            outcomes.append(ask_one(each, self._answering.matcher))
            await asyncio.sleep(0)
        return outcomes

    # --- Going live ---

    async def _write_and_go_live(self, proposal: Proposal, source: _Source, by: int) -> Applied:
        release_id = proposal.record.id
        if not await self._is_to_be_written(source):
            return await self._go_live(proposal, source, by)
        present = await asyncio.to_thread(self._folder.read)
        if await _hash(present) != source.folder_hash:
            return Applied.EDITED
        live = await self._releases.live()
        token = f"{release_id}-{live.version + 1}"
        async with self._folder.alone():
            await asyncio.to_thread(self._folder.stage, source.files, token, self._now())
            outcome = await self._go_live(proposal, source, by)
            if outcome is Applied.DONE:
                await self._finish(token)
            else:
                await asyncio.to_thread(self._folder.discard, token)
        return outcome

    async def _finish(self, token: str) -> None:
        """Let the staged files take their places; what is live is live, whatever comes of it."""
        try:
            await asyncio.to_thread(self._folder.finish, token)
        except FolderError:
            logger.exception("the files of a release are staged; the next start ends their write")

    async def _is_to_be_written(self, source: _Source) -> bool:
        """Whether the folder must change; a roll-back leaves edits that were never live alone."""
        if await _hash(source.files) == source.folder_hash:
            return False
        if source.origin is not ReleaseOrigin.ROLLBACK:
            return True
        was_live = await self._releases.with_files(source.folder_hash) is not None
        return self._folder.may_write and was_live

    async def _go_live(self, proposal: Proposal, source: _Source, by: int) -> Applied:
        release_id = proposal.record.id
        version = await self._releases.apply(
            release_id,
            proposal.base_id,
            by,
            self._now(),
            origin=source.origin.value,
            hash=proposal.record.short_hash,
            overridden=[each.question.question for each in proposal.turned_wrong],
        )
        if version is None:
            return Applied.OUTDATED
        await self._serving.go_live(release_id)
        return Applied.DONE


def _not_right_either(
    before: Sequence[GoldenOutcome], after: Sequence[GoldenOutcome]
) -> tuple[GoldenOutcome, ...]:
    """Return what comes now of the golden questions that were wrong or silent, and stay so."""
    return tuple(
        new
        for old, new in zip(before, after, strict=True)
        if old.verdict is new.verdict is not Verdict.RIGHT
    )


def _changed_paths(present: BaseFiles, files: BaseFiles) -> Sequence[str]:
    return [path for path in {*present, *files} if present.get(path) != files.get(path)]


def _is_live(token: str, live: Live) -> bool:
    release_id, _, version = token.partition("-")
    return release_id == str(live.release_id) and version == str(live.version)


async def _hash(files: BaseFiles) -> str:
    return await asyncio.to_thread(hash_of, files)
