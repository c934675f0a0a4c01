"""Broadcasts whose senders are killed again and again, with faults on the way to Telegram.

Nothing here asserts: `kill_repeatedly` returns what became of every recipient, as the ledger has
it and as the simulated Telegram has it.
"""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.broadcasting import Broadcasting
from bot.broadcasts import BroadcastState, Content, DeliveryState
from bot.simulator.server import RunningSimulator, start
from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Audience
from tests.bot.storage.databases import fresh_url
from tests.simulator.driver import Driver

ROOT = Path(__file__).parents[2]
AUTHOR = 901
FIRST = 10_000
"""The recipients have the ids from here on."""

PATIENCE_SECONDS = 120.0
LEASE_SECONDS = 1.0
"""Short, so that whoever stands by takes over soon."""


@dataclass
class Outcome:
    """What became of a broadcast."""

    kills: int
    recipients: int
    states: Counter[str] = field(default_factory=Counter)
    lost: list[int] = field(default_factory=list)
    """Whom the ledger calls served without a copy, or does not have at all."""
    doubled: list[int] = field(default_factory=list)
    """Who has more than one copy."""
    unknown: list[int] = field(default_factory=list)
    unknown_with_copy: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        return (
            f"{self.kills} kills, {self.recipients} recipients in {self.seconds:.0f} s: {counts}; "
            f"{len(self.lost)} lost, {len(self.doubled)} double; of the unknown "
            f"{self.unknown_with_copy} have their copy"
        )


def add_fault(running: RunningSimulator, chance: random.Random, chats: range) -> None:
    """Put one thing in the way of a copy to come."""
    chat = chance.choice(chats)
    faults: list[dict[str, object]] = [
        {"fault": "drop", "delivered": True},
        {"fault": "drop", "delivered": False},
        {"fault": "hang", "delivered": True, "chat_id": chat},
        {"fault": "server_error", "status": 502},
        {"fault": "server_error", "status": 500},
        {"fault": "too_many_requests", "retry_after": 1},
        {
            "fault": "error",
            "chat_id": chat,
            "error_code": 403,
            "description": "Forbidden: bot was blocked by the user",
        },
    ]
    running.simulator.world.faults.add({**chance.choice(faults), "method": "copyMessage"})


async def kill_repeatedly(
    kind: str,
    folder: Path,
    kills: int,
    seed: int,
    *,
    freezes: int = 0,
    each: int = 40,
    rate: float = 100.0,
) -> Outcome:
    """Send to `each` recipients a kill, with two processes at a time; return what came of it.

    After the kills each of `freezes` stops both processes, one after the other, until the other
    sends, and lets them go on.
    """
    chance = random.Random(seed)
    chats = range(FIRST, FIRST + (kills + 5 * freezes) * each)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(fresh_url(kind, folder))
        running = await start(with_personas=False)
        stack.push_async_callback(running.stop)
        database = Database(url)
        await database.open()
        stack.push_async_callback(database.close)
        stores = stores_on(database)
        broadcast_id = await _prepare(running, stores, chats)
        senders = [await _sender(url, running, rate) for _ in range(2)]
        try:
            for number in range(kills):
                for _ in range(2):
                    add_fault(running, chance, chats)
                await _calls(running, more=chance.randrange(1, each // 2))
                await asyncio.sleep(chance.random() * 0.05)
                await _kill(senders.pop(number % 2))
                senders.append(await _sender(url, running, rate))
            for number in range(2 * freezes):
                frozen = senders[number % 2]
                frozen.send_signal(signal.SIGSTOP)
                await _calls(running, more=each)
                frozen.send_signal(signal.SIGCONT)
            await _finished(stores, broadcast_id)
        finally:
            for sender in senders:
                await _kill(sender)
        outcome = await _outcome(running, stores, broadcast_id, chats, kills)
    outcome.seconds = loop.time() - begun
    return outcome


async def _prepare(running: RunningSimulator, stores: Stores, chats: range) -> int:
    """Let everybody subscribe and the author confirm; the id of the broadcast."""
    async with aiohttp.ClientSession() as session:
        sim = Driver(running, session)
        people = [
            {"id": chat, "first_name": f"Person {chat}", "has_started": True}
            for chat in (AUTHOR, *chats)
        ]
        for first in range(0, len(people), 1000):
            await sim.sim("people", people=people[first : first + 1000])
        written = await sim.say("The application closes on 15 May.", user=AUTHOR)
    now = datetime.now(UTC)
    for chat in chats:
        await stores.subscriptions.subscribe(chat, 0, ALL_TOPICS, ALL_COUNTRIES, now)
    staff = Broadcasting(stores, lambda: datetime.now(UTC))
    content = Content(AUTHOR, (written["message_id"],))
    draft = await staff.draft(AUTHOR, Audience(), "en", {"en": content})
    await staff.confirm(draft.id, AUTHOR)
    return draft.id


async def _sender(url: str, running: RunningSimulator, rate: float) -> asyncio.subprocess.Process:
    """A process that sends, or stands by."""
    arguments = (url, running.base_url, running.token, str(rate), str(LEASE_SECONDS))
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.e2e.sender_process",
        *arguments,
        cwd=ROOT,
        env={**os.environ, "NO_PROXY": "*"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


async def _calls(running: RunningSimulator, more: int) -> None:
    """Return once there were so many calls more; at once where no more come."""
    wanted = running.simulator.world.calls.last_id + more
    seen, quiet = wanted - more, 0
    while seen < wanted and quiet < 1000:
        await asyncio.sleep(0.005)
        last = running.simulator.world.calls.last_id
        quiet = 0 if last > seen else quiet + 1
        seen = last


async def _finished(stores: Stores, broadcast_id: int) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = await stores.broadcasts.get(broadcast_id)
            assert found is not None
            if found.state is BroadcastState.FINISHED:
                return
            await asyncio.sleep(0.05)


async def _outcome(
    running: RunningSimulator, stores: Stores, broadcast_id: int, chats: range, kills: int
) -> Outcome:
    """Hold the ledger against what has arrived."""
    bot_id = running.simulator.world.bot.id
    outcome = Outcome(kills, len(chats))
    named: dict[int, DeliveryState] = {}
    after = 0
    while page := await stores.ledger.page(broadcast_id, list(DeliveryState), after, 1000):
        named |= {each.chat_id: each.state for each in page if each.chat_id is not None}
        after = page[-1].position
    for chat in chats:
        messages = running.simulator.world.chats[chat].messages.values()
        copies = sum(1 for message in messages if message.sender_id == bot_id)
        state = named.get(chat)
        outcome.states[state.value if state else "missing"] += 1
        if copies > 1:
            outcome.doubled.append(chat)
        if state is DeliveryState.UNKNOWN:
            outcome.unknown.append(chat)
            outcome.unknown_with_copy += copies
        elif copies == 0 and state is not DeliveryState.BLOCKED:
            outcome.lost.append(chat)
    return outcome
