"""The bot in this process, talking to a simulator over loopback, and hands to use it with.

Nothing waits for a time: `settle` returns once every update has been handled.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from telegram import Update

from bot import app
from bot.answering import Answering
from bot.composing import compose
from bot.model import Reply, ReplyStatus, SourceLine, Suggestion
from bot.settings import Settings, read_settings
from bot.simulator.model import MEMBER, Member
from bot.simulator.personas import FORUM_ID, GROUP_ID
from bot.simulator.server import start
from bot.storage.database import Database
from bot.storage.stores import stores_on
from bot.transport.update_order import PerChatProcessor
from handlers.context import Services
from handlers.registering import AnyApplication
from tests.bot import delivered
from tests.bot.storage.databases import SQLITE, fresh
from tests.simulator.conftest import driving
from tests.simulator.driver import Driver, Json, until

ROBIN, HARU, AN, TAWAN = 1001, 1002, 1003, 1004
"""The people of the simulator; they speak English, Japanese, Vietnamese and Thai."""
KIM = 1005
"""One more who speaks English."""
GROUP, FORUM = GROUP_ID, FORUM_ID
ADMIN = TAWAN
BOT = "@exchange_preview_bot"

MOU = "hanoi-kanagawa-mou"
SIGNED = "When was the MOU with Kanagawa signed?"
"""The example that the greeting and the help give: it must be answered."""

EPOCH = datetime(2026, 3, 2, tzinfo=UTC)
"""The day on which the clock of a test begins."""

HOSTILE = '<b>bold</b> & <a href="x">y</a> &lt; *_`[ 👩‍👩‍👧'
SOURCE = SourceLine('A <document> & "more"', "Section <i>1</i>")


class Scripted(Answering):
    """The delivered answers, and before them replies given by the test."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        super().__init__(delivered.matcher(), delivered.texts())
        self.replies = replies
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.broken: Exception | None = None

    def last(self) -> tuple[str, tuple[str, ...]]:
        """What was asked last, and the earlier questions that it was asked with."""
        return self.asked[-1]

    def answer(self, query: str, locale: str | None = None, context: Sequence[str] = ()) -> Reply:
        """What the test said, else what the base says."""
        self.asked.append((query, tuple(context)))
        if self.broken is not None:
            raise self.broken
        return self.replies.get(query) or super().answer(query, locale, context)


def answered(text: str, entry: str | None = MOU, fact: str | None = "signed") -> Reply:
    """A reply that answers."""
    return Reply(ReplyStatus.ANSWER, text, "en", 99.0, entry=entry, fact=fact, source=SOURCE)


def suggested(*titles: str, entry: str = MOU, fact: str = "signed") -> Reply:
    """A reply that offers suggestions."""
    offered = tuple(Suggestion(entry, fact, title) for title in titles)
    return Reply(ReplyStatus.SUGGEST, "Did you mean one of these?", "en", 40.0, suggestions=offered)


_TASKS = "_Application__create_task_tasks"
"""Where the library keeps the tasks that it waits for at the end."""


@dataclass
class Hands:
    """The people's side of a chat with the running bot."""

    sim: Driver
    application: AnyApplication
    services: Services
    answering: Scripted
    clock: list[float] = field(default_factory=lambda: [1000.0])

    async def settle(self) -> None:
        """Return when the bot has fetched and handled all there is."""
        await until(lambda: not len(self.sim.world.updates))
        await self.application.update_queue.join()

    async def rest(self) -> None:
        """Return when what the bot does beside its handlers is done, too."""
        await self.settle()
        while tasks := [each for each in self.beside if not each.done()]:
            await asyncio.wait(tasks)

    @property
    def beside(self) -> set[asyncio.Task[object]]:
        """What goes on beside the bot's handlers."""
        tasks: set[asyncio.Task[object]] = getattr(self.application, _TASKS)
        return tasks

    async def says(
        self, text: str, user: int = ROBIN, chat: int | None = None, **more: Any
    ) -> list[Json]:
        """Somebody writes; what the bot wrote in that chat from then on."""
        return await self.sends(user, chat, text=text, **more)

    async def sends(self, user: int, chat: int | None = None, **body: Any) -> list[Json]:
        """Somebody sends anything; what the bot wrote in that chat from then on."""
        sent = await self.sim.sim("message", user=user, chat=chat, **body)
        await self.settle()
        return await self.written(sent["chat_id"], after=sent["message_id"])

    async def edits(self, message: Json, text: str, user: int = ROBIN) -> list[Json]:
        """Somebody edits a message; what the bot wrote anew in that chat."""
        chat = message["chat"]["id"]
        last = (await self.sim.look(f"chats/{chat}/messages"))["last_message_id"]
        await self.sim.sim(
            "edit", chat_id=chat, message_id=message["message_id"], user_id=user, text=text
        )
        await self.settle()
        return await self.written(chat, after=last)

    async def written(self, chat: int, after: int = 0) -> list[Json]:
        """The bot's own messages in a chat, newer than one."""
        found = await self.sim.look(f"chats/{chat}/messages?after={after}")
        return [each for each in found["messages"] if each["sim"]["from_bot"]]

    async def now(self, message: Json) -> Json:
        """A message as it stands now."""
        chat, number = message["chat"]["id"], message["message_id"]
        found = await self.sim.look(f"chats/{chat}/messages?after={number - 1}")
        shown: Json = found["messages"][0]
        assert shown["message_id"] == number
        return shown

    async def receives(self, content: Json, user: int = ROBIN) -> None:
        """The bot gets a message of a person that holds what no client of the simulator sends."""
        chat = {"id": user, "type": "private", "first_name": "Robin"}
        sender = {"id": user, "is_bot": False, "first_name": "Robin"}
        body = {"message_id": 900_000, "date": 1_700_000_000, "chat": chat, "from": sender}
        update = Update.de_json({"update_id": 1, "message": body | content}, self.application.bot)
        await self.application.process_update(update)

    async def presses(self, message: Json, data: str, user: int = ROBIN) -> Json | None:
        """Somebody presses a button; the answer to the press."""
        pressed = await self.sim.sim(
            "click",
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            user_id=user,
            data=data,
        )
        await self.settle()
        answer: Json | None = pressed["answer"]
        return answer

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """The bot handles nothing until the end of the block, and then all that has come."""
        processor = self.application.update_processor
        assert isinstance(processor, PerChatProcessor)
        count = processor._places._value
        for _ in range(count):
            await processor._places.acquire()
        yield
        for _ in range(count):
            processor._places.release()
        await self.settle()

    async def chooses(self, offered: Json, chat: int = ROBIN) -> Json:
        """Somebody sends the first of the results that inline mode offered; what came of it."""
        chosen = await self.sim.sim(
            "inline/choose",
            inline_query_id=offered["inline_query_id"],
            result_id=offered["results"][0]["id"],
            chat=chat,
        )
        await self.settle()
        return chosen

    async def fault(self, fault: str, **fields: Any) -> None:
        """Put something in the way of the bot's calls."""
        await self.sim.sim("faults", fault=fault, **fields)


def buttons(message: Json) -> dict[str, str]:
    """The data behind a message's buttons, by label, in order."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def named(message: Json, part: str) -> str:
    """The data of the one button whose label holds a text."""
    found = [data for label, data in buttons(message).items() if part in label]
    assert len(found) == 1, (part, list(buttons(message)))
    return found[0]


def only(messages: list[Json]) -> Json:
    """The one message that there should be."""
    assert len(messages) == 1, [each.get("text") for each in messages]
    return messages[0]


def services_for_tests(
    answering: Answering,
    clock: list[float],
    database: Database,
    more: Mapping[str, str] | None = None,
) -> Services:
    """Fresh services around an answering service, on a clock that the test moves.

    Settings go by their names without prefix.
    """
    given = {"ADMIN_IDS": str(ADMIN), **(more or {})}
    settings = read_settings({f"EXCHANGE_BOT_{name}": value for name, value in given.items()})
    stores = stores_on(database)
    return compose(
        settings,
        answering,
        delivered.texts(),
        stores,
        lambda: EPOCH + timedelta(seconds=clock[0]),
        lambda: clock[0],
    )


@asynccontextmanager
async def serving(
    replies: dict[str, Reply] | None = None, more_settings: Mapping[str, str] | None = None
) -> AsyncIterator[Hands]:
    """The bot as the composition builds and runs it, until the end of the block.

    Nobody waits for the pace of a chat: a test says more in a second than a person does. Whatever
    passed between the bot and the simulator is then held against the Bot API.
    """
    clock = [1000.0]
    answering = Scripted(replies or {})
    running = await start()
    try:
        async with AsyncExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            stack.enter_context(patch("bot.transport.pace.PRIVATE_SECONDS", 0.0))
            stack.enter_context(patch("bot.transport.pace.GROUP_SECONDS", 0.0))
            database = await stack.enter_async_context(fresh(SQLITE, Path(folder)))
            services = services_for_tests(answering, clock, database, more_settings)
            sim = await stack.enter_async_context(driving(running))
            settings: Settings = read_settings({"EXCHANGE_BOT_READ_TIMEOUT_SECONDS": "5"})
            endpoint = app.Endpoint(running.base_url, running.token)
            application = app.build_application(endpoint, settings, services)
            stopping = asyncio.Event()
            task = asyncio.create_task(app._serve(application, services, stopping))
            await until(lambda: task.done() or sim.world.calls.after(0, "getUpdates"))
            await sim.person(KIM, language_code="en")
            for group in sim.world.groups.values():
                sim.world.set_member(group, KIM, Member(MEMBER))
            try:
                yield Hands(sim, application, services, answering, clock)
            finally:
                stopping.set()
                await task
    finally:
        await running.stop()
