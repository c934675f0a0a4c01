"""The small base with everything that learning is made of, over a database."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from bot.answering import Answering
from bot.asked import AskedQuestion
from bot.learning.gate import Checked, Files, Passage
from bot.learning.question_log import QuestionLog
from bot.learning.teaching import Teaching
from bot.learning.telling import Telling
from bot.learning.unanswered import Unanswered
from bot.model import Reply, ReplyStatus
from bot.releases import OnWait, Unready
from bot.storage.stores import Stores
from knowledge.loading import load_base
from knowledge.matcher import Matcher
from tests.bot import delivered
from tests.bot.kept import Clock
from tests.knowledge.small_bases import FILES, write_base

STAFF, ASKER, OTHER = 7, 1001, 1002
FEE = "what is the entrance fee of the museum"
"""A question that the small base does not answer."""


class Stop(BaseException):
    """The process is killed here."""


@cache
def small_matcher() -> Matcher:
    """The matcher of the small base, built once."""
    return Matcher(load_base(write_base(Path(mkdtemp()))))


def _set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass
class FakeGate:
    """Loads what is taught in this process and serves it at once; can fail and be killed."""

    answering: Answering
    now: Callable[[], datetime]
    files: dict[str, bytes] = field(
        default_factory=lambda: {name: text.encode() for name, text in FILES.items()}
    )
    passage: Passage = Passage.LIVE
    turned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    killed_at: str = ""
    serves: bool = True
    """Whether what goes live is then served: that takes long for a large base."""
    checked: dict[int, dict[str, bytes]] = field(default_factory=dict)
    live_at: dict[int, datetime] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    unready: tuple[Unready, ...] = ()
    may_check: asyncio.Event = field(default_factory=_set)
    may_pass: asyncio.Event = field(default_factory=_set)
    """Until these are set, checks and going live go on."""

    async def check(self, edit: Callable[[Files], Files], by: int) -> Checked:
        """Edit and load; InvalidBaseError where that is no sound base."""
        del by
        files = dict(edit(self.files))
        load_base(_written(files))
        number = len(self.checked) + 1
        self.checked[number] = files
        self._kill("check")
        await self.may_check.wait()
        return Checked(
            number,
            self.turned.get("right", ()),
            self.turned.get("wrong", ()),
            self.turned.get("silent", ()),
            is_same=files == self.files,
        )

    async def pass_through(self, release_id: int, by: int, on_wait: OnWait) -> Passage:
        """Serve it, after another process is waited for where the test says so."""
        del by
        self._kill("before")
        if self.unready:
            on_wait(self.unready)
            await self.may_pass.wait()
        if self.passage is Passage.LIVE:
            self.files = self.checked[release_id]
            self.live_at[release_id] = self.now()
            if self.serves:
                self.answering.use(Matcher(load_base(_written(self.files))))
        self._kill("after")
        return self.passage

    async def drop(self, release_id: int) -> None:
        """Note that it is let go of."""
        self.dropped.append(release_id)

    async def went_live(self, release_id: int, since: datetime) -> bool:
        """Return whether it was served after an instant."""
        return release_id in self.live_at and self.live_at[release_id] >= since

    def _kill(self, where: str) -> None:
        if self.killed_at == where:
            raise Stop(where)


def _written(files: Mapping[str, bytes]) -> Path:
    none = dict.fromkeys(FILES)
    return write_base(
        Path(mkdtemp()), {**none, **{name: raw.decode() for name, raw in files.items()}}
    )


class Learning:
    """All services of learning on one database, as after a start of the bot."""

    def __init__(self, stores: Stores, clock: Clock | None = None) -> None:
        self.stores = stores
        self.clock = clock or Clock()
        self._answer_ids = itertools.count(100)
        self._question_ids = itertools.count(55)
        self.answering = Answering(small_matcher(), delivered.texts(), lambda: self.clock().date())
        self.log = QuestionLog(stores.questions, b"key", 90, self.clock)
        self.gate = FakeGate(self.answering, self.clock)
        self.unanswered = Unanswered(
            stores.questions, self.answering, lambda: self.log.kept_since, self.clock
        )
        self.telling = Telling(
            stores.waiters, stores.questions, self.answering, self.log.flush, self.clock
        )
        self.teaching = self.restarted()

    def restarted(self) -> Teaching:
        """The teaching of a process that starts anew on the same database and gate."""
        self.teaching = Teaching(
            self.stores.lessons, self.answering, self.gate, self.clock, self.telling.wake
        )
        return self.teaching

    async def ask(self, *texts: str, chat: int = ASKER, is_told: bool = False) -> list[str]:
        """Somebody asks; the keys of their questions."""
        keys = []
        for text in texts:
            reply = self.answering.answer(text, "en")
            key = self.log.new_key()
            assert key is not None
            self.log.note(key, chat, text, reply, next(self._answer_ids))
            keys.append(key)
        await self.log.flush()
        for key in keys if is_told else ():
            assert await self.telling.want(key, chat, 0, next(self._question_ids)) is True
        return keys


def declined(locale: str = "en") -> Reply:
    """A reply that is no answer."""
    return Reply(ReplyStatus.NONE, "no", locale, 3.0, reason="unsure")


def texts_of(asked: list[AskedQuestion]) -> list[str]:
    """What was asked."""
    return [each.text for each in asked]
