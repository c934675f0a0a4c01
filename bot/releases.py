"""Releases of the knowledge base as they are kept and proposed. Plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from knowledge.differing import Difference
from knowledge.golden import GoldenChange, GoldenOutcome, Verdict


class ReleaseOrigin(StrEnum):
    """Where a release came from."""

    START = "start"
    """The folder, when the bot started without a release."""
    RELOAD = "reload"
    """The folder, when somebody asked for it."""
    WATCH = "watch"
    """The folder, when it had changed."""
    UPLOAD = "upload"
    """Files that were sent to the bot."""
    ROLLBACK = "rollback"
    """A former release, made current again."""
    TAUGHT = "taught"
    """An edit that the bot made for somebody."""


COMMAND_LINE = 0
"""Stands for a person where somebody at the shell, or the bot by itself, did it."""


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A release in the database. `applied_at` is None for one that never was live.

    `content_hash` is that of what the files mean, `files_hash` that of their bytes.
    """

    id: int
    content_hash: str
    files_hash: str
    origin: ReleaseOrigin
    entry_count: int
    fact_count: int
    phrasing_count: int
    proposed_by: int
    proposed_at: datetime
    applied_by: int | None
    applied_at: datetime | None

    @property
    def short_hash(self) -> str:
        """The first 8 digits of the content hash, for people."""
        return self.content_hash[:8]


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A sound base that is to be kept: its files as a zip, and what was counted in it."""

    files: bytes
    files_hash: str
    content_hash: str
    entry_count: int
    fact_count: int
    phrasing_count: int


@dataclass(frozen=True, slots=True)
class Live:
    """What all processes are to serve, and to make ready.

    `version` grows with each change of `release_id`; 0 means that there is no release yet.
    `candidate_since` is when the candidate became one.
    """

    version: int = 0
    release_id: int | None = None
    candidate_id: int | None = None
    candidate_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves people: which release it serves, has made ready, cannot build."""

    name: str
    serving_id: int | None
    ready_id: int | None
    failed_id: int | None
    seen_at: datetime

    @property
    def place(self) -> str:
        """The machine and process id, as whoever looks after the processes knows it.

        >>> from datetime import UTC
        >>> Server("bots-1:4711:5f3a", None, None, None, datetime.now(UTC)).place
        'bots-1:4711'
        """
        return self.name.rpartition(":")[0] or self.name


@dataclass(frozen=True, slots=True)
class Unready:
    """A process that cannot serve a release yet, named by its `place`.

    It was last heard of `silent_seconds` ago; after `left_seconds` more of silence it counts as
    ended.
    """

    place: str
    silent_seconds: int
    left_seconds: int


OnWait = Callable[[Sequence[Unready]], None]
"""Is told which processes are waited for. It returns at once: going live does not wait for it."""


def tell_nobody(unready: Sequence[Unready]) -> None:
    """Where nobody wants to know what is waited for."""
    del unready


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sound release that may go live, and what would change.

    `golden` are the golden questions of which something else comes than from the live release,
    `unchanged` those that are right from neither; `verdicts` counts what comes of all of them.
    `is_same` tells that the live release has the very same files.
    """

    record: ReleaseRecord
    origin: ReleaseOrigin
    base_id: int | None
    difference: Difference
    golden: tuple[GoldenChange, ...]
    verdicts: Mapping[Verdict, int]
    seconds: float
    is_same: bool = False
    paths: tuple[str, ...] = field(default=())
    """The files that it adds, replaces or takes away."""
    unchanged: tuple[GoldenOutcome, ...] = ()

    @property
    def turned_wrong(self) -> tuple[GoldenChange, ...]:
        """The golden questions that would be answered wrongly and are not now."""
        return self._turned(Verdict.WRONG)

    @property
    def turned_silent(self) -> tuple[GoldenChange, ...]:
        """Those that would not be answered any more."""
        return self._turned(Verdict.SILENT)

    @property
    def turned_right(self) -> tuple[GoldenChange, ...]:
        """Those that would be right and are not now."""
        return self._turned(Verdict.RIGHT)

    def _turned(self, verdict: Verdict) -> tuple[GoldenChange, ...]:
        return tuple(each for each in self.golden if each.after.verdict is verdict)


class Applied(StrEnum):
    """What came of an attempt to let a proposal go live."""

    DONE = "done"
    GONE = "gone"
    """It was cancelled, or another took its place."""
    OUTDATED = "outdated"
    """Another release went live since, so what the proposal was compared with is not live."""
    TURNED_WRONG = "turned-wrong"
    """Golden questions turned wrong, and nobody overrode that."""
    EDITED = "edited"
    """The folder was edited since; a write would undo that."""
    NOT_READY = "not-ready"
    """Another process could not make it ready, or took too long."""
    READ_ONLY = "read-only"
    """The folder cannot be written."""
