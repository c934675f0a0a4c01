"""The bot is killed at every step of teaching: nothing is lost, nothing is done twice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.asked import WaitState
from bot.learning.lessons import Step
from bot.releases import ReleaseOrigin
from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from tests.bot.storage.databases import BOTH, fresh_url
from tests.e2e.processes import (
    HARU,
    PATIENCE_SECONDS,
    ROBIN,
    BotProcess,
    Chatting,
    buttons,
)
from tests.simulator.driver import Json

FEE = "what is the entrance fee of the museum"
"""A question that the small base does not answer."""

ANSWER = "partners for clean water"
"""What the fact says that is taught to answer it."""

FACT = "p:river-pact:overview"


@dataclass
class Office:
    """A reader, an officer, and a bot that is killed and started again."""

    telegram: Chatting
    stores: Stores
    url: str
    base: Path
    key: str = ""
    """The reader's question."""

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[BotProcess]:
        """The bot, until the end of the block; it must not have logged an error."""
        async with self.telegram.bot(DATABASE_URL=self.url, STAFF_IDS=str(HARU)) as bot:
            yield bot
            assert " ERROR " not in bot.log, bot.log

    async def kill(self, bot: BotProcess) -> None:
        """Kill the bot, and let so much time pass for the others that they take it for dead."""
        await bot.kill()
        await self.stores.releases.servers(datetime.now(UTC))

    async def press(self, data: str, card: Json | None = None) -> Json:
        """The officer presses a button of the card that /unanswered shows; that card."""
        card = card or await self.telegram.answer("/unanswered", user=HARU)
        found = [each for each in buttons(card) if each.startswith(data)]
        assert found, (data, card["text"], buttons(card))
        await self.telegram.presses(card, found[0], user=HARU)
        return card

    async def reaches(self, step: Step) -> None:
        """Return once the lesson is at a step."""

        async def is_there() -> bool:
            lesson = await self.stores.lessons.get(HARU, HARU)
            return lesson is not None and lesson.step == step.value

        await becomes(is_there)

    async def waiter_state(self) -> WaitState:
        """How it stands with the reader, who asked one question."""
        waiter = await self.stores.waiters.get(self.key)
        assert waiter is not None
        return waiter.state

    async def told(self) -> list[Json]:
        """What the reader was told after all."""
        messages = await self.telegram.written(ROBIN)
        return [each for each in messages if ANSWER in each.get("text", "")]

    async def has_live(self) -> bool:
        """Whether what was taught is live."""
        latest = await self.stores.releases.latest(1)
        return bool(latest) and latest[0].origin is ReleaseOrigin.TAUGHT

    def phrasings(self) -> int:
        """How often the question stands in the base's folder as a phrasing."""
        return (self.base / "entries" / "towns.yaml").read_text(encoding="utf-8").count(FEE)


async def becomes(condition: Callable[[], Awaitable[bool]]) -> None:
    """Return once a condition holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.005)


@asynccontextmanager
async def office(telegram: Chatting, kind: str, folder: Path) -> AsyncIterator[Office]:
    """The reader has asked in vain and wants to be told; no bot runs any more."""
    async with fresh_url(kind, folder, is_empty=True) as url:
        database = Database(url)
        made = Office(telegram, stores_on(database), url, telegram.folder / "base")
        async with made.bot() as bot:
            reply = await telegram.answer(FEE)
            (data,) = [each for each in buttons(reply) if each.startswith("q:")]
            await telegram.presses(reply, data)
            made.key = data.split(":")[1]
            await telegram.confirmed()
            await database.open()
            await made.kill(bot)
        try:
            yield made
        finally:
            await database.close()


@pytest.mark.parametrize("kind", BOTH)
async def test_a_lesson_goes_on_after_a_kill_at_every_step(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    async with office(telegram, kind, tmp_path) as at:
        async with at.bot() as bot:
            listed = await at.press("x:o:")
            await telegram.presses(listed, f"x:b:p:{at.key}", user=HARU)
            await at.kill(bot)
        for data, step in ((FACT, Step.WORDINGS), ("t:o", Step.CHECK)):
            async with at.bot() as bot:
                await at.press(data)
                await at.reaches(step)
                await at.kill(bot)
        async with at.bot() as bot:  # in the middle of the check
            await at.press("t:c")
            await at.kill(bot)
        async with at.bot() as bot:
            await at.press("t:c")
            await at.reaches(Step.CHECKED)
            await at.kill(bot)
        async with at.bot() as bot:  # what was checked is gone with the process: once more
            await at.press("t:y")
            await at.reaches(Step.CHECK)
            assert at.phrasings() == 0
            await at.press("t:c")
            await at.reaches(Step.CHECKED)
            await at.press("t:y")
            await becomes(lambda: _is(at, WaitState.TOLD))
            assert ANSWER in await telegram.asks(FEE)
            assert await bot.stop() == 0
        assert at.phrasings() == 1
        assert len(await at.told()) == 2  # told, and asked again just now
        acts = [each.act for each in await at.stores.audit.latest(9)]
        assert acts.count("teach-phrasing") == 1


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("moment", ["applying", "live", "due"])
async def test_a_kill_while_it_goes_live_ends_as_all_or_as_nothing(
    telegram: Chatting, kind: str, moment: str, tmp_path: Path
) -> None:
    async with office(telegram, kind, tmp_path) as at:
        async with at.bot() as bot:
            listed = await at.press("x:o:")
            await telegram.presses(listed, f"x:b:p:{at.key}", user=HARU)
            for data, step in ((FACT, Step.WORDINGS), ("t:o", Step.CHECK), ("t:c", Step.CHECKED)):
                await at.press(data)
                await at.reaches(step)
            pressing = asyncio.create_task(at.press("t:y"))
            await becomes(lambda: _has_come(at, moment))
            await at.kill(bot)
            pressing.cancel()
            with contextlib.suppress(asyncio.CancelledError, AssertionError):
                await pressing
        was_live = await at.has_live()
        async with at.bot() as bot:
            if not was_live:
                assert at.phrasings() == 0
                await at.reaches(Step.CHECK)
                await at.press("t:c")
                await at.reaches(Step.CHECKED)
                await at.press("t:y")
            if await at.waiter_state() is not WaitState.CLAIMED:
                await becomes(lambda: _is(at, WaitState.TOLD))
            await becomes(lambda: _is_finished(at))
            assert ANSWER in await telegram.asks(FEE)
            assert await bot.stop() == 0
        assert at.phrasings() == 1
        told = len(await at.told()) - 1  # without the question just now
        # Whoever is killed between sending and writing it down leaves it open whether it was sent.
        assert told == 1 or (await at.waiter_state() is WaitState.CLAIMED and told <= 1)
        acts = [each.act for each in await at.stores.audit.latest(9)]
        assert acts.count("teach-phrasing") == 1


async def _is(at: Office, state: WaitState) -> bool:
    return await at.waiter_state() is state


async def _is_finished(at: Office) -> bool:
    return await at.stores.lessons.get(HARU, HARU) is None


async def _has_come(at: Office, moment: str) -> bool:
    """Whether a moment has come at which the bot is to be killed, or is over."""
    if moment == "due":
        return await at.waiter_state() is not WaitState.WAITING
    if moment == "live":
        return await at.has_live()
    lesson = await at.stores.lessons.get(HARU, HARU)
    return lesson is None or lesson.step == Step.APPLYING.value
