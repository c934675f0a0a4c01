"""The bot as a process of its own, a simulator for it to call, and hands to use both with.

Nothing here waits for a time: whatever is waited for is looked at until it is there, with a limit
that only a machine at a standstill exceeds.
"""

import asyncio
import itertools
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.simulator.server import start
from tests.knowledge.small_bases import write_base
from tests.simulator.bot_api_contract import assert_contract
from tests.simulator.conftest import driving
from tests.simulator.driver import Driver, Json

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0
STOP_SECONDS = 6.0
"""Whoever stops a container waits ten seconds before it kills; this is less."""

ROBIN, HARU = 1001, 1002
"""People of the simulator; they speak English and Japanese."""

PACT = "When was the River Pact signed?"
PACT_DATE = "4 June 2021"
"""A question of the small base, and what its answer must hold."""

RUN = ("-m", "bot", "run")
UNPACED = ("-m", "tests.e2e.unpaced_bot", "run")
_numbers = itertools.count(1)


async def eventually(condition: Callable[[], object]) -> None:
    """Return once a condition holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if condition():
                return
            await asyncio.sleep(0.01)


def free_port() -> int:
    """A port of this machine's own address that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class BotProcess:
    """A process of ours; what it writes goes into files, so that it never waits for a reader."""

    def __init__(self, process: asyncio.subprocess.Process, out: Path, log: Path) -> None:
        self.process = process
        self._out = out
        self._log = log

    @property
    def out(self) -> str:
        """What it has written to standard output so far."""
        return self._out.read_text(encoding="utf-8")

    @property
    def log(self) -> str:
        """What it has written to standard error so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def has_ended(self) -> bool:
        return self.process.returncode is not None

    async def end(self, seconds: float = PATIENCE_SECONDS) -> int:
        """The exit code, once it has ended by itself."""
        return await asyncio.wait_for(self.process.wait(), seconds)

    async def stop(
        self, number: signal.Signals = signal.SIGTERM, seconds: float = PATIENCE_SECONDS
    ) -> int:
        """The exit code after a signal that asks it to stop."""
        self.process.send_signal(number)
        return await self.end(seconds)

    async def kill(self) -> None:
        """End it without a chance to do anything; harmless if it has ended."""
        if not self.has_ended:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def launched(folder: Path, *arguments: str, **environment: str) -> AsyncIterator[BotProcess]:
    """Python with arguments, in an empty folder and with nothing else in its environment.

    At the end of the block it is killed if it still runs.
    """
    folder = folder / f"process-{next(_numbers)}"
    folder.mkdir()
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    out, log = folder / "out.txt", folder / "log.txt"
    # Not in the project's folder: a developer's own .env is none of a test's business.
    working = folder / "work"
    working.mkdir()
    with out.open("wb") as to_out, log.open("wb") as to_log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=working,
            env={**inherited, "PYTHONPATH": str(ROOT), "NO_PROXY": "*", **environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=to_out,
            stderr=to_log,
        )
    started = BotProcess(process, out, log)
    try:
        yield started
    finally:
        await started.kill()


@dataclass
class Chatting:
    """Both sides: a simulator in this process, and people who write to the bot through it."""

    sim: Driver
    folder: Path

    @asynccontextmanager
    async def bot(
        self, *arguments: str, token: str | None = None, is_ready: bool = True, **settings: str
    ) -> AsyncIterator[BotProcess]:
        """The bot on the small base, once it polls; settings by their names without prefix."""
        base = self.folder / "base"
        if not base.exists():
            write_base(base)
        defaults = {"API_BASE_URL": self.sim.running.base_url, "KNOWLEDGE_FOLDER": str(base)}
        given = {f"EXCHANGE_BOT_{name}": value for name, value in (defaults | settings).items()}
        token = self.sim.running.token if token is None else token
        before = self.last_call
        async with launched(
            self.folder, *(arguments or RUN), TELEGRAM_BOT_TOKEN=token, **given
        ) as started:
            if is_ready:
                await self.polled(started, before)
            yield started
            secret = token.partition(":")[2] or token
            assert secret not in started.log
            assert secret not in started.out

    @property
    def last_call(self) -> int:
        """The number of the bot's last call."""
        return self.sim.world.calls.last_id

    async def polled(self, bot: BotProcess, after: int = 0) -> None:
        """Return once the bot has asked for updates, after a call."""
        calls = self.sim.world.calls
        await eventually(lambda: bot.has_ended or calls.after(after, "getUpdates"))
        assert not bot.has_ended, bot.log

    async def called(self, method: str, after: int = 0) -> None:
        """Return once the bot has called a method, after a call."""
        await eventually(lambda: self.sim.world.calls.after(after, method))

    async def fault(self, fault: str, **fields: Any) -> None:
        """Put something in the way of the bot's calls."""
        await self.sim.sim("faults", fault=fault, **fields)

    async def written(self, chat: int, after: int = 0) -> list[Json]:
        """The bot's own messages in a chat, newer than one."""
        found = await self.sim.look(f"chats/{chat}/messages?after={after}")
        return [each for each in found["messages"] if each["sim"]["from_bot"]]

    async def answers(self, chat: int, after: int = 0, count: int = 1) -> list[Json]:
        """The bot's messages in a chat, newer than one, once there are so many."""
        messages = self.sim.world.chats[chat].messages
        bot = self.sim.bot_id
        await eventually(
            lambda: (
                sum(1 for each in messages.values() if each.id > after and each.sender_id == bot)
                >= count
            )
        )
        return await self.written(chat, after)

    async def asks(self, text: str, user: int = ROBIN, chat: int | None = None, **more: Any) -> str:
        """Somebody asks; the text of the bot's first message after that."""
        return str((await self.answer(text, user, chat, **more))["text"])

    async def answer(
        self, text: str, user: int = ROBIN, chat: int | None = None, **more: Any
    ) -> Json:
        """Somebody asks; the bot's first message after that."""
        sent = await self.sim.sim("message", user=user, chat=chat, text=text, **more)
        return (await self.answers(sent["chat_id"], sent["message_id"]))[0]

    async def presses(self, message: Json, data: str, user: int = ROBIN) -> Json:
        """Somebody presses a button; the answer to the press."""
        pressed = await self.sim.sim(
            "click",
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            user_id=user,
            data=data,
            wait_seconds=PATIENCE_SECONDS,
        )
        assert pressed["answered"]
        answer: Json = pressed["answer"]
        return answer

    async def confirmed(self) -> None:
        """Return once the bot has confirmed every update."""
        await eventually(lambda: not len(self.sim.world.updates))


@asynccontextmanager
async def chatting(
    folder: Path, port: int = 0, token: str | None = None
) -> AsyncIterator[Chatting]:
    """A simulator with its people; all that passes is held against the Bot API at the end."""
    running = await start(port=port, token=token)
    try:
        async with driving(running) as sim:
            yield Chatting(sim, folder)
            # `driving` looks at what requests say where they succeeded; the bot's must all be good.
            assert_contract(calls=[call.json() for call in sim.world.calls.after(0)])
    finally:
        await running.stop()


def buttons(message: Json) -> list[str]:
    """The data behind a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]
