"""Finds what a process serves when it starts: the live release, else the folder's base."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import StorageError
from bot.releases import COMMAND_LINE, NewRelease, ReleaseOrigin
from bot.reloading.folder import BaseFolder
from bot.storage.releases import Releases
from knowledge.base_files import BaseFiles, hash_of, write_files
from knowledge.loading import load_base
from knowledge.matcher import Matcher
from knowledge.packing import pack, unpack
from knowledge.problems import InvalidBaseError
from knowledge.release import Release

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Started:
    """What is served at the start; `is_folder_new` where the folder holds what was never live."""

    matcher: Matcher
    release_id: int
    is_folder_new: bool = False


async def start_serving(
    releases: Releases,
    folder: BaseFolder,
    wrong_accepted: float,
    now: Callable[[], datetime],
) -> Started:
    """Return the live release's matcher, with its English ready.

    Where nothing is live yet, or what is cannot be read by this version of the bot, the folder's
    base goes live. InvalidBaseError where that has a problem too. A base in the folder that was
    never live does not go live here: it has to pass the golden questions first.
    """
    while True:
        live = await releases.live()
        if live.release_id is not None:
            packed = await releases.files(live.release_id)
            started = None
            if packed is not None:
                started = await _start_live(live.release_id, packed, wrong_accepted)
            if started is not None:
                is_new = await _is_new(releases, folder)
                return Started(started, live.release_id, is_folder_new=is_new)
        files = await asyncio.to_thread(folder.read)
        matcher = await asyncio.to_thread(_build, files, wrong_accepted)
        packed = await asyncio.to_thread(pack, files)
        new = _new_release(files, packed, matcher.release)
        record = await releases.propose(new, ReleaseOrigin.START, COMMAND_LINE, now())
        version = await releases.apply(
            record.id, live.release_id, COMMAND_LINE, now(), origin="start", hash=record.short_hash
        )
        if version is not None:
            return Started(matcher, record.id)
        logger.info("another process was first to go live")


async def _start_live(release_id: int, packed: bytes, wrong_accepted: float) -> Matcher | None:
    try:
        files = await asyncio.to_thread(unpack, packed)
        return await asyncio.to_thread(_build, files, wrong_accepted)
    except InvalidBaseError as invalid:
        logger.error("the live release %s cannot be served: %s", release_id, invalid)  # noqa: TRY400
        return None


async def _is_new(releases: Releases, folder: BaseFolder) -> bool:
    """Whether the folder holds a base that was never live; one that cannot be read is none."""
    try:
        files = await asyncio.to_thread(folder.read)
    except InvalidBaseError as invalid:
        logger.warning("the folder's base cannot be read, and the live one is served: %s", invalid)
        return False
    files_hash = await asyncio.to_thread(hash_of, files)
    try:
        return await releases.with_files(files_hash) is None
    except StorageError as error:
        logger.warning("it is not known whether the folder's base is new: %s", error)
        return False


def _build(files: BaseFiles, wrong_accepted: float) -> Matcher:
    with tempfile.TemporaryDirectory(prefix="exchange-bot-start-") as name:
        write_files(files, Path(name))
        return Matcher(load_base(Path(name)), wrong_accepted)


def _new_release(files: BaseFiles, packed: bytes, release: Release) -> NewRelease:
    return NewRelease(
        files=packed,
        files_hash=hash_of(files),
        content_hash=release.content_hash,
        entry_count=len(release.entries),
        fact_count=release.fact_count,
        phrasing_count=release.phrasing_count,
    )
