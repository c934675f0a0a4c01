"""Builds bases in processes of their own, and takes over what they have built.

Nothing of a base is read in the process that serves people before another one has read it whole,
found it sound and asked it the golden questions.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import sys
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ExchangeBotError
from bot.reloading.claimed import ClaimedFolder
from knowledge.base_files import BaseFiles, hash_of, write_files
from knowledge.building import MATCHER, Built, read_outcome
from knowledge.handing_over import read_matcher
from knowledge.matcher import Matcher
from knowledge.problems import InvalidBaseError

logger = logging.getLogger(__name__)

BUILD_SECONDS = 900.0
"""How long building may take; 10,000 facts in four languages take 60 s on one processor."""

KEPT = 3
"""So many bases stay built on disk, 75 MB for the delivered one: what is live, what was before,
and a candidate. Going back to one of them takes a second."""

_ERROR_CHARACTERS = 2000


class BuildError(ExchangeBotError):
    """A base could not be built, and not for a problem that an editor can mend.

    Remedy: the text holds what the process that built it said last; mostly memory or disk ran out.
    """


@dataclass(frozen=True, slots=True)
class Build:
    """A sound base, built; its files are in `folder` and its matcher on disk."""

    files_hash: str
    folder: Path
    built: Built


class Workshop:
    """Builds one base at a time."""

    def __init__(self, wrong_accepted: float, build_seconds: float = BUILD_SECONDS) -> None:
        """`wrong_accepted` is the share of all questions that may be answered wrongly."""
        self._wrong_accepted = wrong_accepted
        self._build_seconds = build_seconds
        self._root: ClaimedFolder | None = None
        self._builds: OrderedDict[str, Build] = OrderedDict()
        self._turn = asyncio.Lock()

    async def build(self, files: BaseFiles) -> Build:
        """Return the build of a base; InvalidBaseError with all its problems where it has any,
        BuildError where the process that builds failed. A base that was built lately is not
        built again. Cancelling ends the process."""
        files_hash = await asyncio.to_thread(hash_of, files)
        async with self._turn:
            found = self._builds.get(files_hash)
            if found is None:
                found = await self._build(files, files_hash)
            self._builds[files_hash] = found
            self._builds.move_to_end(files_hash)
            await self._tidy()
            return found

    async def take(self, build: Build) -> Matcher:
        """Return the matcher of a build; who asks questions meanwhile hardly notices."""
        try:
            return await asyncio.to_thread(read_matcher, build.folder / MATCHER)
        except (OSError, ValueError, EOFError) as error:
            self._builds.pop(build.files_hash, None)
            raise BuildError(f"What was built cannot be read: {error}. Try again.") from None

    async def close(self) -> None:
        """Delete all that was built; harmless if repeated."""
        self._builds.clear()
        root, self._root = self._root, None
        if root is not None:
            await asyncio.to_thread(root.delete)

    async def _build(self, files: BaseFiles, files_hash: str) -> Build:
        try:
            if self._root is None:
                self._root = await asyncio.to_thread(ClaimedFolder, "exchange-bot-builds-")
            folder = Path(tempfile.mkdtemp(prefix=f"{files_hash[:8]}-", dir=self._root.path))
        except OSError as error:
            raise BuildError(f"The base cannot be built here: {error.strerror}.") from None
        try:
            await asyncio.to_thread(write_files, files, folder)
            await self._run(folder)
            built = await asyncio.to_thread(read_outcome, folder, folder)
        except OSError as error:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise BuildError(f"The base cannot be built here: {error.strerror}.") from None
        except BaseException:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise
        if built.problems:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise InvalidBaseError(built.problems)
        return Build(files_hash, folder, built)

    async def _run(self, folder: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "knowledge.building", str(folder), str(folder), str(self._wrong_accepted)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # a Ctrl-C is for us to act on
        )
        try:
            async with asyncio.timeout(self._build_seconds):
                _, said = await process.communicate()
        except TimeoutError:
            limit = f"{self._build_seconds:.0f} seconds"
            raise BuildError(f"The base was not built in {limit}; split it.") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode != 0:
            detail = said.decode(errors="replace")[-_ERROR_CHARACTERS:].strip()
            logger.error("building a base ended with %s: %s", process.returncode, detail)
            last = detail.splitlines()[-1] if detail else f"exit code {process.returncode}"
            raise BuildError(f"The base cannot be built: {last}.")

    async def _tidy(self) -> None:
        while len(self._builds) > KEPT:
            _, old = self._builds.popitem(last=False)
            await asyncio.to_thread(shutil.rmtree, old.folder, ignore_errors=True)
