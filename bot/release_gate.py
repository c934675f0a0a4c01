"""Lets what is taught pass the gate that every reload passes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.learning.gate import Checked, Files, Passage
from bot.releases import Applied, OnWait
from bot.reloading.reloading import Reloading
from bot.storage.releases import Releases
from knowledge.golden import GoldenChange

_PASSAGES = {
    Applied.DONE: Passage.LIVE,
    Applied.GONE: Passage.GONE,
    Applied.OUTDATED: Passage.GONE,
    Applied.TURNED_WRONG: Passage.TURNED_WRONG,
    Applied.EDITED: Passage.EDITED,
    Applied.NOT_READY: Passage.NOT_READY,
    Applied.READ_ONLY: Passage.READ_ONLY,
}


class ReleaseGate:
    """`bot.learning.gate.Gate` over reloading."""

    def __init__(self, reloading: Reloading, releases: Releases) -> None:
        self._reloading = reloading
        self._releases = releases

    async def check(self, edit: Callable[[Files], Files], by: int) -> Checked:
        """Propose the base as `edit` makes it; the errors are those of `Reloading.teach`."""
        proposal = await self._reloading.teach(edit, by)
        return Checked(
            proposal.record.id,
            turned_right=_questions(proposal.turned_right),
            turned_wrong=_questions(proposal.turned_wrong),
            turned_silent=_questions(proposal.turned_silent),
            is_same=proposal.is_same,
        )

    async def pass_through(self, release_id: int, by: int, on_wait: OnWait) -> Passage:
        """Let a proposal go live; golden questions that turned wrong are never overridden."""
        return _PASSAGES[await self._reloading.apply(release_id, by, on_wait=on_wait)]

    async def drop(self, release_id: int) -> None:
        """Let go of a proposal; harmless if repeated."""
        await self._reloading.cancel(release_id)

    async def went_live(self, release_id: int, since: datetime) -> bool:
        """Return whether a release went live after an instant, also before a restart.

        It may be one that was live long ago: the same files are the same release.
        """
        found = await self._releases.get(release_id)
        return found is not None and found.applied_at is not None and found.applied_at >= since


def _questions(changes: tuple[GoldenChange, ...]) -> tuple[str, ...]:
    return tuple(each.question.question for each in changes)
