"""What people asked in vain: clusters of alike questions, and setting some of them aside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.answering import Answering
from bot.asked import Handled, Missed
from knowledge.clustering import Asked, Cluster, bare, clusters_of

MAX_QUESTIONS = 3000
"""So many of the latest are looked at; clustering them takes a second or two, in a thread."""

MAX_WORDINGS = 5
"""So many different wordings of a cluster are shown, and can be taught at once."""


class QuestionStore(Protocol):
    """What is needed of the storage of questions."""

    async def missed(self, since: datetime, limit: int) -> tuple[Missed, ...]:
        """Return questions that had no answer or a wrong one, newest first."""

    async def mark(
        self, keys: Collection[str], handled: Handled | None, by: int, now: datetime
    ) -> None:
        """Note what was done with questions, and who did; None undoes it."""


@dataclass(frozen=True, slots=True)
class MissedCluster:
    """Questions that ask the same and had no answer; `key` is that of one of them.

    `wordings` are different ones, the most frequent first. `waiting_count` is how many chats want
    to be told, `wrong_count` how many got an answer that they said to be wrong.
    """

    key: str
    locale: str
    text: str
    wordings: tuple[str, ...]
    keys: frozenset[str]
    count: int
    waiting_count: int
    wrong_count: int
    last_asked_at: datetime
    is_ignored: bool


class Unanswered:
    """Finds and sets aside."""

    def __init__(
        self,
        questions: QuestionStore,
        answering: Answering,
        since: Callable[[], datetime],
        now: Callable[[], datetime],
    ) -> None:
        """Look at what was asked after `since`; `now` is a clock in UTC."""
        self._questions = questions
        self._answering = answering
        self._since = since
        self._now = now
        self._last: tuple[object, tuple[MissedCluster, ...]] | None = None

    async def clusters(self, *, are_ignored: bool = False) -> tuple[MissedCluster, ...]:
        """Return the clusters, the most frequent first; those that were ignored only if asked for.

        One is ignored as soon as any of its questions was, so what is asked alike later is too.
        """
        return tuple(each for each in await self._all() if each.is_ignored is are_ignored)

    async def holding(self, key: str) -> MissedCluster | None:
        """Return the cluster that a question is in, None where it had its answer meanwhile."""
        return next((each for each in await self._all() if key in each.keys), None)

    async def ignore(self, cluster: MissedCluster, by: int) -> None:
        """Set a cluster aside; the audit log tells of it."""
        await self._questions.mark(cluster.keys, Handled.IGNORED, by, self._now())

    async def take_up(self, cluster: MissedCluster, by: int) -> None:
        """Undo `ignore`; the audit log tells of it."""
        await self._questions.mark(cluster.keys, None, by, self._now())

    async def _all(self) -> tuple[MissedCluster, ...]:
        found = await self._questions.missed(self._since(), MAX_QUESTIONS)
        matcher = self._answering.matcher
        state = (found, matcher.release.content_hash)
        if self._last is None or self._last[0] != state:
            asked = [
                Asked(each.question.key, each.question.locale, each.question.text) for each in found
            ]
            clusters = await asyncio.to_thread(clusters_of, asked, matcher.analyse)
            by_key = {each.question.key: each for each in found}
            self._last = state, tuple(_missed_cluster(each, by_key) for each in clusters)
        return self._last[1]


def _missed_cluster(cluster: Cluster, by_key: dict[str, Missed]) -> MissedCluster:
    members = [by_key[each.key] for each in cluster.questions]
    wordings: dict[str, str] = {}
    for question in cluster.questions:
        wordings.setdefault(bare(question.text), question.text)
    return MissedCluster(
        key=cluster.questions[0].key,
        locale=cluster.locale,
        text=cluster.text,
        wordings=tuple(wordings.values())[:MAX_WORDINGS],
        keys=cluster.keys,
        count=cluster.count,
        waiting_count=len({each.question.chat for each in members if each.is_waiting}),
        wrong_count=sum(each.is_wrong for each in members),
        last_asked_at=max(each.question.asked_at for each in members),
        is_ignored=any(each.question.handled is Handled.IGNORED for each in members),
    )
