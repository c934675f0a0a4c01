"""The desk with a bot that is killed and started again; the people's side goes on meanwhile."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import psycopg

from bot.simulator.model import Message
from bot.simulator.personas import FORUM_ID
from tests.e2e.processes import (
    HARU,
    PATIENCE_SECONDS,
    ROBIN,
    BotProcess,
    Chatting,
    eventually,
)
from tests.simulator.driver import Json

PERSON, COLLEAGUE = HARU, ROBIN
STRANGE = "How tall is the tower of Yokohama?"
OLD_TOPICS = 3
"""So many topics the forum has before."""


@dataclass
class Desk:
    """A bot that can be killed, and both sides' chats."""

    telegram: Chatting
    url: str
    settings: dict[str, str] = field(default_factory=dict)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    kills: int = 0
    bot: BotProcess | None = None

    async def start(self) -> None:
        """Start the bot once the lease of a killed one has run out; it polls when this returns."""
        await ask(self.url, "UPDATE leases SET expires_at = '2020-01-01 00:00:00'")
        running = self.telegram.bot(
            DATABASE_URL=self.url,
            STAFF_CHAT_ID=str(FORUM_ID),
            UPDATES_FOLDER=str(self.put_aside),
            **cast(dict[str, Any], self.settings),
        )
        self.bot = await self.stack.enter_async_context(running)

    @property
    def put_aside(self) -> Path:
        """Where updates wait that the database does not take."""
        return self.telegram.folder / "updates"

    async def kill(self) -> None:
        """End it without a chance to do anything."""
        assert self.bot is not None
        await self.bot.kill()
        assert "Traceback" not in self.bot.log, self.bot.log
        self.kills += 1

    async def killed_in(
        self, method: str, act: Callable[[], Awaitable[object]], **fault: Any
    ) -> None:
        """Do something, kill the bot in the midst of the call that follows, start another."""
        faults = self.telegram.sim.world.faults
        await self.telegram.fault("hang", method=method, **fault)
        await act()
        await eventually(lambda: not faults.all())
        await self.kill()
        await self.start()

    async def carried(self) -> None:
        """Return once all that was to be carried is carried, and is known to be."""
        waiting = "SELECT id FROM carriages WHERE state IN ('pending', 'claimed')"
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                if not await ask(self.url, waiting):
                    return
                await asyncio.sleep(0.01)

    async def killed_before_it_is_taken(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do something while the database takes nothing, and kill the bot that has fetched it."""
        updates = self.telegram.sim.world.updates
        await self.carried()
        async with locked(self.url):
            await act()
            await eventually(lambda: updates.record[-1].delivery_count)
            await asyncio.sleep(0)
            await self.kill()
        await self.start()

    # What people do

    async def hand_over(self) -> None:
        """The person asks something strange, and hands it over."""
        await self.person_says(STRANGE)
        answer = await self.seen(PERSON, "not in what I know")
        await self.presses(answer, "h:a", PERSON)
        consent = await self.seen(PERSON, STRANGE)
        await self.presses(consent, button(consent, "h:y:"), PERSON)
        await self.seen(FORUM_ID, STRANGE)

    async def person_says(self, text: str, **more: Any) -> None:
        """The person writes."""
        await self.telegram.sim.sim("message", user=PERSON, text=text, **more)

    async def staff_says(self, text: str, **more: Any) -> None:
        """A member of staff writes in the handoff's topic."""
        body = {"user": COLLEAGUE, "chat": FORUM_ID, "topic": self.topic, **more}
        await self.telegram.sim.sim("message", text=text, **body)

    async def presses(self, message: Message, data: str, user: int) -> None:
        """Somebody presses, and does not wait for an answer."""
        body = {"chat_id": message.chat_id, "message_id": message.id, "user_id": user}
        await self.telegram.sim.sim("click", data=data, wait_seconds=0.0, **body)

    # What is to be seen

    @property
    def topics(self) -> list[int]:
        """The topics of handoffs."""
        return sorted(self.telegram.sim.world.chats[FORUM_ID].topics)[OLD_TOPICS:]

    @property
    def topic(self) -> int:
        """The newest topic."""
        return self.topics[-1]

    def written(self, chat: int) -> list[Message]:
        """The bot's own messages in a chat."""
        bot = self.telegram.sim.bot_id
        found = self.telegram.sim.world.chats[chat].messages.values()
        return [each for each in found if each.sender_id == bot]

    def texts(self, chat: int) -> list[str]:
        """The texts of the bot's own messages in a chat."""
        return [str(each.content.get("text", "")) for each in self.written(chat)]

    async def said(self, chat: int, text: str, times: int) -> None:
        """Return once the bot has said a text in a chat so many times or more."""
        await eventually(lambda: self.texts(chat).count(text) >= times)

    async def called_up_to(self, number: int) -> None:
        """Return once the bot has made a call of a number or a later one."""
        await eventually(lambda: self.telegram.last_call >= number)

    async def seen(self, chat: int, text: str) -> Message:
        """The bot's last message in a chat that holds a text, once there is one."""
        await eventually(lambda: any(text in each for each in self.texts(chat)))
        return [each for each in self.written(chat) if text in str(each.content.get("text"))][-1]


def button(message: Message, start: str) -> str:
    """The data of the one button whose data begins so."""
    keyboard: Json = message.inline_keyboard or {"inline_keyboard": []}
    found = [
        each["callback_data"]
        for row in keyboard["inline_keyboard"]
        for each in row
        if each.get("callback_data", "").startswith(start)
    ]
    assert len(found) == 1, keyboard
    return str(found[0])


@asynccontextmanager
async def desk_of(telegram: Chatting, url: str, **settings: str) -> AsyncIterator[Desk]:
    """A desk whose bot runs, until the end of the block; settings by their names without prefix."""
    desk = Desk(telegram, url, settings)
    async with desk.stack:
        await desk.start()
        yield desk


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Nobody else can take an update into the database."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("PRAGMA busy_timeout = 20000")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()
        return
    async with await psycopg.AsyncConnection.connect(url) as server:
        await server.execute("LOCK TABLE taken_updates IN ACCESS EXCLUSIVE MODE")
        try:
            yield
        finally:
            await server.rollback()


async def ask(url: str, statement: str) -> list[Any]:
    """The rows that a statement gives, past the bot; what it changes is committed."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as connection:
            found = connection.execute(statement).fetchall()
            connection.commit()
        return found
    async with await psycopg.AsyncConnection.connect(url) as server:
        cursor = await server.execute(statement)
        return await cursor.fetchall() if cursor.description else []
