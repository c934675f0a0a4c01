"""The folder of the base: read as a whole, and written as a whole or not at all.

A write has two parts. `stage` puts the new files into ``.staged-TOKEN`` beside the base; then
whoever stages records in the database that the release is live; then `finish` moves the files into
place, each by one rename, and keeps the former ones in ``.former``. Whatever ends the process in
between: `recover` finishes what the database knows of and deletes what it does not.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.durable_files import sync_folder, write_durably
from bot.errors import ExchangeBotError
from knowledge.base_files import BaseFiles, is_base_path, read_files

if sys.platform != "win32":  # several processes must not share one folder there
    import fcntl

STAGED = ".staged-"
FORMER = ".former"
FORMER_KEPT = 10
_MANIFEST = "manifest.json"
_NEW = "new"
_LOCK = ".lock"


class FolderError(ExchangeBotError):
    """The folder of the base cannot be written.

    Remedy: let the bot's user write it, or free some room; nothing was changed.
    """


class BaseFolder:
    """A folder that holds a base; `may_write` is False for the one that came with the bot."""

    def __init__(self, path: Path, *, may_write: bool) -> None:
        self.path = path
        self.may_write = may_write

    def read(self) -> dict[str, bytes]:
        """Return all files of the base; InvalidBaseError where they cannot be read."""
        descriptor = self._lock(is_shared=True)
        try:
            return read_files(self.path)
        finally:
            _unlock(descriptor)

    def signature(self) -> tuple[tuple[str, int, int], ...]:
        """Return what changes whenever a file of the base is edited: names, sizes and times."""
        found = []
        for folder in (self.path, *(each for each in self.path.rglob("*") if each.is_dir())):
            for path in folder.glob("*.yaml"):
                name = path.relative_to(self.path).as_posix()
                if is_base_path(name):
                    with contextlib.suppress(OSError):
                        status = path.stat()
                        found.append((name, status.st_size, status.st_mtime_ns))
        return tuple(sorted(found))

    def stage(self, files: BaseFiles, token: str, at: datetime) -> None:
        """Put `files` beside the base, so that `finish` can let them take its place.

        Durable on return. FolderError where the folder cannot be written.
        """
        if not self.may_write:
            raise FolderError(
                "The base that came with the bot is not written. Export it, unpack it into a "
                "folder of yours, and name that in EXCHANGE_BOT_KNOWLEDGE_FOLDER."
            )
        staged = self.path / f"{STAGED}{token}"
        try:
            present = read_files(self.path)
            changed = {path: new for path, new in files.items() if present.get(path) != new}
            for path, content in changed.items():
                write_durably(staged / _NEW / path, content)
            manifest = {
                "former": f"{at:%Y%m%dT%H%M%SZ}-{token}",
                "written": sorted(changed),
                "removed": sorted(set(present) - set(files)),
            }
            write_durably(staged / _MANIFEST, json.dumps(manifest).encode())
            sync_folder(self.path)
        except OSError as error:
            self.discard(token)
            raise FolderError(
                f"The folder {self.path} cannot be written: {error.strerror}. Nothing was changed."
            ) from None

    def finish(self, token: str) -> None:
        """Let staged files take their places; goes on where an earlier attempt ended.

        The former files are in ``.former`` then. FolderError where that fails; try again later.
        """
        staged = self.path / f"{STAGED}{token}"
        try:
            manifest = _manifest_in(staged)
            if manifest is None:
                return
            former = self.path / FORMER / str(manifest["former"])
            for path in manifest["written"]:
                self._replace(path, staged / _NEW / path, former)
            for path in manifest["removed"]:
                self._replace(path, None, former)
            sync_folder(self.path)
            # Without its manifest, what is left is only rubbish.
            (staged / _MANIFEST).unlink()
            shutil.rmtree(staged, ignore_errors=True)
            self._drop_old_versions()
        except OSError as error:
            raise FolderError(
                f"The folder {self.path} cannot be written: {error.strerror}."
            ) from None

    def discard(self, token: str) -> None:
        """Delete what was staged; harmless where there is nothing."""
        shutil.rmtree(self.path / f"{STAGED}{token}", ignore_errors=True)

    def staged(self) -> tuple[str, ...]:
        """Return the tokens of writes that were begun and not ended."""
        if not self.may_write:
            return ()
        return tuple(
            sorted(each.name.removeprefix(STAGED) for each in self.path.glob(f"{STAGED}*"))
        )

    def recover(self, is_live: Callable[[str], bool]) -> None:
        """End every write that a process left behind: finish those that went live, by their
        tokens, and drop the others."""
        for token in self.staged():
            if is_live(token):
                self.finish(token)
            else:
                self.discard(token)

    def _replace(self, path: str, new: Path | None, former: Path) -> None:
        """Keep the present file and put the new one, or none, in its place; again, if need be."""
        present, kept = self.path / path, former / path
        if new is not None and not new.exists():  # this one is done
            return
        if present.exists() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _keep(present, kept)
        if new is None:
            present.unlink(missing_ok=True)
        else:
            present.parent.mkdir(parents=True, exist_ok=True)
            new.replace(present)
        sync_folder(present.parent)

    def _drop_old_versions(self) -> None:
        folder = self.path / FORMER
        versions = sorted(each for each in folder.glob("*") if each.is_dir())
        for old in versions[:-FORMER_KEPT]:
            shutil.rmtree(old, ignore_errors=True)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Keep every other process from reading and writing the folder until the end of the block.

        `stage`, `finish` and `recover` are called inside of it, `read` outside. FolderError where
        the folder cannot be written.
        """
        try:
            descriptor = await asyncio.to_thread(self._lock)
        except OSError as error:
            raise FolderError(
                f"The folder {self.path} cannot be written: {error.strerror}. Nothing was changed."
            ) from None
        try:
            yield
        finally:
            _unlock(descriptor)

    def _lock(self, *, is_shared: bool = False) -> int | None:
        """Return what holds the lock; None where there is nothing that could write."""
        if sys.platform == "win32" or not self.may_write:
            return None
        try:
            descriptor = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            if is_shared:
                return None
            raise
        fcntl.flock(descriptor, fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX)
        return descriptor


def _unlock(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _manifest_in(staged: Path) -> dict[str, list[str]] | None:
    try:
        manifest: dict[str, list[str]] = json.loads((staged / _MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    return manifest


def _keep(present: Path, kept: Path) -> None:
    """Give a file a second name, or a copy where the file system knows no second names."""
    try:
        os.link(present, kept)
    except OSError:
        part = kept.with_name(f"{kept.name}.{time.monotonic_ns()}")
        shutil.copy2(present, part)
        part.replace(kept)
