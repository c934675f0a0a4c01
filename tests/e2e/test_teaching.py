"""The bot is killed at every step of teaching: nothing is lost, nothing is done twice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.asked import WaitState
from bot.learning.lessons import Step
from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from tests.bot.storage.databases import BOTH, fresh_url
from tests.e2e.processes import (
    HARU,
    PATIENCE_SECONDS,
    ROBIN,
    UNPACED,
    BotProcess,
    Chatting,
    buttons,
)
from tests.simulator.driver import Json

QUESTIONS = (
    "what is the entrance fee of the museum",
    "how much is a ticket for the tram",
    "is there a dress code for the opera",
)
"""Questions that the small base does not answer, none like another."""

ANSWER = "partners for clean water"
"""What the fact says that is taught to answer them."""

FACT = "p:river-pact:overview"


@dataclass
class Office:
    """A reader, an officer, and a bot that is killed and started again."""

    telegram: Chatting
    stores: Stores
    url: str
    base: Path
    keys: dict[str, str] = field(default_factory=dict)
    """Of the reader's questions."""

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[BotProcess]:
        """The bot, until the end of the block; it must not have logged an error."""
        async with self.telegram.bot(*UNPACED, DATABASE_URL=self.url, STAFF_IDS=str(HARU)) as bot:
            yield bot
            assert " ERROR " not in bot.log, bot.log

    async def kill(self, bot: BotProcess) -> None:
        """Kill the bot, and let so much time pass for the others that they take it for dead."""
        await bot.kill()
        await self.stores.releases.servers(datetime.now(UTC))

    async def asks_in_vain(self, question: str) -> None:
        """The reader asks what has no answer and wants to be told."""
        reply = await self.telegram.answer(question)
        (data,) = [each for each in buttons(reply) if each.startswith("q:")]
        await self.telegram.presses(reply, data)
        self.keys[question] = data.split(":")[1]

    async def press(self, data: str) -> Json:
        """The officer presses a button of the card that /unanswered shows; that card."""
        card = await self.telegram.answer("/unanswered", user=HARU)
        found = [each for each in buttons(card) if each.startswith(data)]
        assert found, (data, card["text"], buttons(card))
        await self.telegram.presses(card, found[0], user=HARU)
        return card

    async def begins(self, question: str) -> None:
        """The officer begins to teach a question."""
        listed = await self.press(f"x:o:{self.keys[question]}")
        await self.telegram.presses(listed, f"x:b:p:{self.keys[question]}", user=HARU)

    async def goes(self, *steps: tuple[str, Step]) -> None:
        """The officer presses one button after the other, and each leads to a step."""
        for data, step in steps:
            await self.press(data)
            await self.reaches(step)

    async def reaches(self, step: Step) -> None:
        """Return once the lesson is at a step."""

        async def is_there() -> bool:
            lesson = await self.stores.lessons.get(HARU, HARU)
            return lesson is not None and lesson.step == step.value

        await becomes(is_there)

    async def is_finished(self) -> bool:
        """Whether nothing is being taught any more."""
        return await self.stores.lessons.get(HARU, HARU) is None

    async def waiter_state(self, question: str) -> WaitState:
        """How it stands with the reader's wish to be told."""
        waiter = await self.stores.waiters.get(self.keys[question])
        assert waiter is not None
        return waiter.state

    async def is_told(self, question: str) -> bool:
        """Whether the reader was told."""
        return await self.waiter_state(question) is WaitState.TOLD

    async def tellings(self, question: str) -> int:
        """How often the reader was told the answer after all."""
        texts = [each.get("text", "") for each in await self.telegram.written(ROBIN)]
        return sum(f"“{question}”" in each and ANSWER in each for each in texts)

    async def release(self) -> int | None:
        """The release that is live."""
        return (await self.stores.releases.live()).release_id

    async def lessons_logged(self) -> int:
        """How many lessons the audit log holds."""
        acts = [each.act for each in await self.stores.audit.latest(20)]
        return acts.count("teach-phrasing")

    def phrasings(self, question: str) -> int:
        """How often a question stands in the base's folder as a phrasing."""
        return (self.base / "entries" / "towns.yaml").read_text(encoding="utf-8").count(question)


async def becomes(condition: Callable[[], Awaitable[bool]]) -> None:
    """Return once a condition holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.005)


@asynccontextmanager
async def office(telegram: Chatting, kind: str, folder: Path) -> AsyncIterator[Office]:
    """No bot runs yet."""
    async with fresh_url(kind, folder, is_empty=True) as url:
        database = Database(url)
        await database.open()
        try:
            yield Office(telegram, stores_on(database), url, telegram.folder / "base")
        finally:
            await database.close()


@pytest.mark.parametrize("kind", BOTH)
async def test_a_lesson_goes_on_after_a_kill_at_every_step(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    question = QUESTIONS[0]
    async with office(telegram, kind, tmp_path) as at:
        async with at.bot() as bot:
            await at.asks_in_vain(question)
            await at.begins(question)
            await at.kill(bot)
        for data, step in ((FACT, Step.WORDINGS), ("t:o", Step.CHECK)):
            async with at.bot() as bot:
                await at.goes((data, step))
                await at.kill(bot)
        async with at.bot() as bot:
            await at.press("t:c")
            await at.kill(bot)  # in the middle of the check
        async with at.bot() as bot:
            await at.goes(("t:c", Step.CHECKED))
            await at.kill(bot)
        async with at.bot() as bot:  # what was checked is gone with the process: once more
            await at.goes(("t:y", Step.CHECK))
            assert at.phrasings(question) == 0
            await at.goes(("t:c", Step.CHECKED))
            await at.press("t:y")
            await becomes(lambda: at.is_told(question))
            assert ANSWER in await telegram.asks(question)
            assert await bot.stop() == 0
        assert at.phrasings(question) == 1
        assert await at.tellings(question) == 1
        assert await at.lessons_logged() == 1


@pytest.mark.parametrize("kind", BOTH)
async def test_a_kill_while_it_goes_live_ends_as_all_or_as_nothing(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    """Each bot ends what the one before left in the middle, then is killed at another moment."""
    async with office(telegram, kind, tmp_path) as at:
        async with at.bot() as bot:
            for each in QUESTIONS:
                await at.asks_in_vain(each)
            was_live = await _killed(at, bot, QUESTIONS[0], "applying")
        async with at.bot() as bot:
            await _ends(at, QUESTIONS[0], was_live)
            was_live = await _killed(at, bot, QUESTIONS[1], "live")
        async with at.bot() as bot:
            await _ends(at, QUESTIONS[1], was_live)
            was_live = await _killed(at, bot, QUESTIONS[2], "due")
        async with at.bot() as bot:
            await _ends(at, QUESTIONS[2], was_live)
            assert await bot.stop() == 0
        assert await at.lessons_logged() == len(QUESTIONS)
        for each in QUESTIONS:
            assert at.phrasings(each) == 1


async def _killed(at: Office, bot: BotProcess, question: str, moment: str) -> bool:
    """Teach a question and kill the bot at a moment of its going live; whether it went live."""
    before = await at.release()
    await at.begins(question)
    await at.goes((FACT, Step.WORDINGS), ("t:o", Step.CHECK), ("t:c", Step.CHECKED))
    pressing = asyncio.create_task(at.press("t:y"))

    async def has_come() -> bool:
        if moment == "due":
            return await at.waiter_state(question) is not WaitState.WAITING
        if moment == "live":
            return await at.release() != before
        lesson = await at.stores.lessons.get(HARU, HARU)
        return lesson is None or lesson.step == Step.APPLYING.value

    await becomes(has_come)
    await at.kill(bot)
    pressing.cancel()
    with contextlib.suppress(asyncio.CancelledError, AssertionError):
        await pressing
    return await at.release() != before


async def _ends(at: Office, question: str, was_live: bool) -> None:
    """The bot that starts next brings a lesson to its end: told once, or to be checked again."""
    if not was_live:
        assert at.phrasings(question) == 0
        await at.reaches(Step.CHECK)
        await at.goes(("t:c", Step.CHECKED))
        await at.press("t:y")
    await becomes(at.is_finished)
    if await at.waiter_state(question) is not WaitState.CLAIMED:
        await becomes(lambda: at.is_told(question))
    assert ANSWER in await at.telegram.asks(question)
    told = await at.tellings(question)
    # Whoever is killed between sending and writing it down leaves it open whether it was sent.
    assert told == 1 or (await at.waiter_state(question) is WaitState.CLAIMED and told == 0)
