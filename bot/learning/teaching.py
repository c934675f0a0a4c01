"""Teaching step by step: kept in the database at every step, so a restart loses none of it.

Who may is asked before (`bot.access`); showing the steps is the edge's. What is taught passes the
gate of every reload; only when it is live are questions marked and people told, at one stroke.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.answering import Answering
from bot.asked import Handled
from bot.learning.edits import edit_of
from bot.learning.gate import Checked, Gate, Passage
from bot.learning.lessons import FIRST, TEXT_STEPS, Lesson, Step, Way
from bot.learning.unanswered import MissedCluster
from bot.releases import OnWait, tell_nobody
from bot.staff import Composition
from bot.storage.lessons import Finished
from knowledge.deciding import Ranked
from knowledge.known import KnownFact, Origin
from knowledge.schema import MAX_ANSWER_CHARACTERS, Asks

MAX_NAME_CHARACTERS = 200
"""Titles, phrasings and names of sources are at most so long (`knowledge.schema.Name`)."""

MAX_REPLY_CHARACTERS = 2000
MAX_CHOICES = 6

logger = logging.getLogger(__name__)


class LessonStore(Protocol):
    """What is needed of the storage of lessons."""

    async def save(
        self, user_id: int, chat_id: int, step: str, data: dict[str, Any], now: datetime
    ) -> Composition:
        """Keep a lesson, in place of the one that there was."""

    async def get(self, user_id: int, chat_id: int) -> Composition | None:
        """Return a person's lesson in a chat, None where there is none."""

    async def drop(self, user_id: int, chat_id: int) -> bool:
        """Drop a person's lesson in a chat; False where there was none."""

    async def finish(self, user_id: int, chat_id: int, done: Finished, now: datetime) -> int | None:
        """End a lesson; return how many are to be told, None where there is none any more."""

    async def at_step(self, step: str) -> tuple[Composition, ...]:
        """Return all lessons that are at a step."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact, or an entry where `fact` is empty, that may be what is meant."""

    entry: str
    fact: str
    title: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of applying a lesson; `told_count` chats get the answer now."""

    passage: Passage
    told_count: int = 0


class Teaching:
    """The lessons of members of staff: one a person and chat."""

    def __init__(
        self,
        lessons: LessonStore,
        answering: Answering,
        gate: Gate,
        now: Callable[[], datetime],
        on_told: Callable[[], None],
    ) -> None:
        """`now` is a clock in UTC; `on_told` is called when there are people to be told."""
        self._lessons = lessons
        self._answering = answering
        self._gate = gate
        self._now = now
        self._on_told = on_told
        self._going_live: set[tuple[int, int]] = set()

    # --- A lesson and its steps ---

    async def begin(self, user_id: int, chat_id: int, way: Way, cluster: MissedCluster) -> Lesson:
        """Return a new lesson about questions; what there was is gone."""
        short = tuple(each for each in cluster.wordings if len(each) <= MAX_NAME_CHARACTERS)
        wordings = short or (cluster.text[:MAX_NAME_CHARACTERS],)
        lesson = Lesson(
            way,
            FIRST[way],
            cluster.locale,
            cluster.key,
            cluster.text,
            tuple(sorted(cluster.keys)),
            cluster.waiting_count,
            wordings,
            wordings,
            search=cluster.text,
            phrases={cluster.locale: wordings[0]},
            asks=self._asks_in(cluster),
        )
        await self.save(user_id, chat_id, lesson)
        return lesson

    async def begin_review(
        self, user_id: int, chat_id: int, way: Way, entry: str, locale: str
    ) -> Lesson:
        """Return a new lesson about an entry; what there was is gone."""
        lesson = Lesson(way, FIRST[way], locale, entry=entry)
        await self.save(user_id, chat_id, lesson)
        return lesson

    async def current(self, user_id: int, chat_id: int) -> Lesson | None:
        """Return what a person is teaching in a chat, None where that is nothing."""
        found = await self._lessons.get(user_id, chat_id)
        return None if found is None else _lesson(found)

    async def newest_at(self, user_id: int, chat_id: int) -> datetime | None:
        """Return when a person's lesson in a chat was changed last, None where there is none."""
        found = await self._lessons.get(user_id, chat_id)
        return None if found is None else found.updated_at

    async def save(self, user_id: int, chat_id: int, lesson: Lesson) -> None:
        """Keep a lesson; durable on return."""
        await self._lessons.save(user_id, chat_id, lesson.step.value, lesson.as_json(), self._now())

    async def drop(self, user_id: int, chat_id: int) -> None:
        """Drop what a person is teaching in a chat."""
        lesson = await self.current(user_id, chat_id)
        if lesson is not None and lesson.release_id is not None:
            await self._gate.drop(lesson.release_id)
        await self._lessons.drop(user_id, chat_id)

    # --- What there is to choose from ---

    def facts_like(self, lesson: Lesson, shown_in: str) -> tuple[Choice, ...]:
        """Return the facts that editors wrote which fit best what is searched for; phrasings can
        be added. They are named in the locale `shown_in`."""
        ranked = self._ranked(lesson, shown_in)
        found = [each.fact for each in ranked if each.fact.origin is Origin.WRITTEN]
        return tuple(_choice(each, shown_in) for each in found[:MAX_CHOICES])

    def entries_like(self, lesson: Lesson, shown_in: str) -> tuple[Choice, ...]:
        """Return the entries that fit best what is searched for, named in a locale."""
        ids = list(dict.fromkeys(each.fact.entry for each in self._ranked(lesson, shown_in)))
        titles = (self._entry(each, shown_in) for each in ids)
        return tuple(each for each in titles if each is not None)[:MAX_CHOICES]

    def facts_of(self, entry: str, locale: str) -> tuple[Choice, ...]:
        """Return the facts of an entry that editors wrote, in the base's order."""
        facts = self._answering.matcher.facts_of(entry)
        return tuple(_choice(each, locale) for each in facts if each.origin is Origin.WRITTEN)

    def _ranked(self, lesson: Lesson, own: str) -> Sequence[Ranked]:
        """Return what fits best; words that show no language are taken for the question's where
        they are the question, else for that of whoever searches."""
        locale = lesson.locale if lesson.search == lesson.text else own
        return self._answering.match(lesson.search, locale).decision.ranked

    def _entry(self, entry_id: str, locale: str) -> Choice | None:
        entry = self._answering.release.find(entry_id)
        if entry is None:
            return None
        return Choice(entry_id, "", entry.title.get(locale) or entry.title.en)

    def _asks_in(self, cluster: MissedCluster) -> tuple[str, ...]:
        asks = self._answering.matcher.analyse(cluster.text, cluster.locale).asks
        return tuple(sorted(each.value for each in asks)) or (Asks.WHAT.value,)

    # --- Going live ---

    async def check(self, user_id: int, chat_id: int, lesson: Lesson) -> Lesson | None:
        """Return a lesson with what its change would bring; it is kept so.

        The errors are those of `Gate.check`; the lesson then stays as it was. None where the
        person went on to something else meanwhile: that stays.
        """
        await self.save(user_id, chat_id, lesson)
        edit, taught = edit_of(lesson, self._now().date())
        checked = await self._gate.check(edit, user_id)
        present = await self.current(user_id, chat_id)
        if present != lesson:
            await self._gate.drop(checked.release_id)
            return None
        made = taught()
        lesson = lesson.to(
            Step.CHECKED,
            made_entry=made.entry,
            made_fact=made.fact,
            release_id=checked.release_id,
            turned=_turned(checked),
            is_same=checked.is_same,
        )
        await self.save(user_id, chat_id, lesson)
        return lesson

    async def apply(
        self, user_id: int, chat_id: int, lesson: Lesson, on_wait: OnWait = tell_nobody
    ) -> Ended:
        """Let a checked lesson go live, and tell those who wait. Durable where LIVE.

        Else it is where it was before it was checked. Whatever ends the process in between:
        `recover` brings it to one of the two. `on_wait` is that of `Gate.pass_through`.
        """
        release_id, passage = lesson.release_id, Passage.LIVE
        assert release_id is not None  # noqa: S101 - it is at `CHECKED`
        self._going_live.add((user_id, chat_id))
        try:
            if not lesson.is_same:
                lesson = replace(lesson, step=Step.APPLYING)
                await self.save(user_id, chat_id, lesson)
                passage = await self._gate.pass_through(release_id, user_id, on_wait)
            if passage is not Passage.LIVE:
                await self._to_be_checked_again(user_id, chat_id, lesson)
                return Ended(passage)
            return Ended(passage, await self._finish(user_id, chat_id, lesson))
        finally:
            self._going_live.discard((user_id, chat_id))

    async def reply(self, user_id: int, chat_id: int, lesson: Lesson) -> int:
        """Send a lesson's text to those who wait; return how many those are."""
        done = Finished(
            lesson.questions,
            Handled.REPLIED,
            "reply",
            f"question/{lesson.cluster}",
            answer=lesson.reply,
            detail={"text": lesson.reply},
        )
        told = await self._lessons.finish(user_id, chat_id, done, self._now())
        self._on_told()
        return told or 0

    async def recover(self) -> None:
        """Bring lessons to their end that a killed process left in the middle of applying.

        What this process lets go live just now is left to it.
        """
        for each in await self._lessons.at_step(Step.APPLYING.value):
            lesson = _lesson(each)
            if lesson is None or lesson.release_id is None:
                continue
            if (each.user_id, each.chat_id) in self._going_live:
                continue
            if await self._gate.went_live(lesson.release_id, each.updated_at):
                await self._finish(each.user_id, each.chat_id, lesson)
            else:
                await self._to_be_checked_again(each.user_id, each.chat_id, lesson)

    async def _finish(self, user_id: int, chat_id: int, lesson: Lesson) -> int:
        entry, fact = lesson.made_entry, lesson.made_fact
        done = Finished(
            lesson.questions,
            Handled.TAUGHT,
            f"{'review' if lesson.is_review else 'teach'}-{lesson.way.value}",
            f"fact/{entry}/{fact}" if fact else f"entry/{entry}",
            entry,
            fact,
            detail={"release": lesson.release_id},
        )
        told = await self._lessons.finish(user_id, chat_id, done, self._now())
        self._on_told()
        return told or 0

    async def _to_be_checked_again(self, user_id: int, chat_id: int, lesson: Lesson) -> None:
        again = replace(lesson, step=Step.CHECK, trail=lesson.trail[:-1], release_id=None)
        await self.save(user_id, chat_id, again)


def limit_of(step: Step) -> int:
    """Return how many characters a text of a step may have."""
    if step is Step.ANSWER:
        return MAX_ANSWER_CHARACTERS
    return MAX_REPLY_CHARACTERS if step is Step.REPLY else MAX_NAME_CHARACTERS


def is_text_step(step: Step) -> bool:
    """Return whether a step collects a text for one language after the other."""
    return step in TEXT_STEPS


def _turned(checked: Checked) -> dict[str, tuple[str, ...]]:
    return {
        "right": checked.turned_right,
        "wrong": checked.turned_wrong,
        "silent": checked.turned_silent,
    }


def _choice(known: KnownFact, locale: str) -> Choice:
    return Choice(known.entry, known.fact, known.titles.get(locale) or known.titles["en"])


def _lesson(found: Composition) -> Lesson | None:
    try:
        return Lesson.from_json(found.step, found.data)
    except (KeyError, ValueError, TypeError):  # of a release that wrote it otherwise
        logger.warning("what %d was teaching cannot be read any more", found.user_id)
        return None
