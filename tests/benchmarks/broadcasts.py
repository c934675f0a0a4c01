"""Measures broadcasts: pace and answers meanwhile, a million subscribers, kills.

    python -m tests.benchmarks.broadcasts pace [--recipients N] [--on sqlite|postgresql]
    python -m tests.benchmarks.broadcasts million [--subscribers N] [--on ...]
    python -m tests.benchmarks.broadcasts kills [--kills N] [--on ...]

`pace`: the bot as a process, the simulator as another, which takes 50 ms for each copy and refuses
what breaks Telegram's limits. People ask meanwhile; in the middle broadcasts are told to wait
20 seconds. `million`: a process that sends, at 1000 a second, to a server that takes all.
`kills`: see `tests.e2e.killing`. PostgreSQL is that of EXCHANGE_BOT_TEST_POSTGRES_URL.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy import text

from bot.broadcasting import Broadcasting
from bot.broadcasts import BroadcastState, Content, DeliveryState
from bot.chats import ChatKind
from bot.storage.database import Database
from bot.storage.schema import chats, subscriptions
from bot.storage.stores import Stores, stores_on
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Audience, Topic
from tests.bot.storage.databases import BOTH, drop_templates, fresh_url
from tests.e2e.killing import kill_repeatedly
from tests.e2e.processes import PACT, free_port
from tests.knowledge.small_bases import write_base

ROOT = Path(__file__).parents[2]
TOKEN = "7000000001:benchmarkbenchmarkbenchmarkbenchmar"
AUTHOR, FIRST = 901, 100_000
ASKERS = range(5_000, 5_020)
RATE = 30
HALT_SECONDS = 20
CALL_SECONDS = 0.05


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass
class Watched:
    """What was seen while a broadcast ran."""

    usual: list[float] = field(default_factory=list)
    halted: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    halt: tuple[float, float] = (0.0, 0.0)


@asynccontextmanager
async def process(*arguments: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Python with arguments; killed at the end of the block."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, "NO_PROXY": "*", **environment},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


def megabytes(pid: int) -> float:
    """The resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def p95(seconds: list[float]) -> float:
    """The time that 95 of 100 took no longer than."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else float("nan")


class Simulated:
    """The people's side of a simulator in another process."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    async def post(self, path: str, **body: Any) -> Any:
        """What the simulator answers."""
        async with self.session.post(f"{self.url}/sim/{path}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def ready(self) -> None:
        """Return once it listens."""
        while True:
            try:
                async with self.session.get(f"{self.url}/sim/settings"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)

    async def asks(self, user: int) -> float:
        """How long it takes until a person has the answer to a question."""
        sent = await self.post("message", user=user, text=PACT)
        begun = time.perf_counter()
        chat, after = sent["chat_id"], sent["message_id"]
        while time.perf_counter() - begun < 60:
            url = f"{self.url}/sim/chats/{chat}/messages?after={after}"
            async with self.session.get(url) as response:
                if (await response.json())["messages"]:
                    break
            await asyncio.sleep(0.01)
        return time.perf_counter() - begun


async def confirm(stores: Stores, message_id: int) -> int:
    """Confirm a broadcast to all; its id."""
    staff = Broadcasting(stores, utc_now)
    content = Content(AUTHOR, (message_id,))
    draft = await staff.draft(AUTHOR, Audience(), "en", {"en": content})
    await staff.confirm(draft.id, AUTHOR)
    return draft.id


# Pace


async def measure_pace(kind: str, recipients: int) -> None:
    """Print how fast a broadcast goes, and how people fare meanwhile."""
    port = free_port()
    api = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        write_base(Path(folder, "base"))
        async with (
            fresh_url(kind, Path(folder)) as url,
            process("-m", "bot", "simulator", "--port", str(port), "--token", TOKEN),
            aiohttp.ClientSession() as session,
        ):
            sim = Simulated(api, session)
            await sim.ready()
            database = Database(url)
            await database.open()
            stores = stores_on(database)
            message_id = await _people(sim, stores, recipients)
            settings = {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "EXCHANGE_BOT_API_BASE_URL": api,
                "EXCHANGE_BOT_DATABASE_URL": url,
                "EXCHANGE_BOT_KNOWLEDGE_FOLDER": str(Path(folder, "base")),
            }
            async with process("-m", "bot", "run", **settings) as bot:
                await sim.asks(ASKERS[0])
                broadcast_id = await confirm(stores, message_id)
                watched = await _watch(sim, stores, broadcast_id, bot.pid, recipients)
                await _print_pace(kind, stores, broadcast_id, watched, session, api)
            await database.close()


async def _people(sim: Simulated, stores: Stores, recipients: int) -> int:
    chats = range(FIRST, FIRST + recipients)
    everybody = [AUTHOR, *ASKERS, *chats]
    for first in range(0, len(everybody), 1000):
        people = [
            {"id": each, "first_name": f"Person {each}", "has_started": True}
            for each in everybody[first : first + 1000]
        ]
        await sim.post("people", people=people)
    now = utc_now()
    for chat in chats:
        await stores.subscriptions.subscribe(chat, 0, ALL_TOPICS, ALL_COUNTRIES, now)
    written = await sim.post("message", user=AUTHOR, text="The application closes on 15 May.")
    await sim.post("settings", rate_limits=True)
    await sim.post("faults", fault="slow", method="copyMessage", seconds=CALL_SECONDS, times=None)
    return int(written["message_id"])


async def _watch(
    sim: Simulated, stores: Stores, broadcast_id: int, pid: int, recipients: int
) -> Watched:
    """Ask twice a second until the broadcast is finished; halt it once, in the middle."""
    watched = Watched()
    asking: set[asyncio.Task[None]] = set()
    number, halted_at = 0, 0.0

    async def ask(user: int, times: list[float]) -> None:
        times.append(await sim.asks(user))

    while True:
        found = await stores.broadcasts.get(broadcast_id)
        assert found is not None
        if found.state is BroadcastState.FINISHED:
            break
        if number % 10 == 0:
            watched.memory.append(megabytes(pid))
            counts = await stores.ledger.counts(broadcast_id)
            if not halted_at and counts.get(DeliveryState.SENT, 0) > recipients / 2:
                halted_at = time.time()
                await _halt(sim)
        is_halted = halted_at and time.time() - halted_at < HALT_SECONDS - 1
        times = watched.halted if is_halted else watched.usual
        task = asyncio.create_task(ask(ASKERS[number % len(ASKERS)], times))
        asking.add(task)
        task.add_done_callback(asking.discard)
        number += 1
        await asyncio.sleep(0.5)
    await asyncio.gather(*asking)
    watched.halt = (halted_at, halted_at + HALT_SECONDS)
    return watched


async def _halt(sim: Simulated) -> None:
    """Refuse one copy, as Telegram does for all; the slowness is set anew behind it."""
    async with sim.session.delete(f"{sim.url}/sim/faults"):
        pass
    await sim.post(
        "faults", fault="too_many_requests", method="copyMessage", retry_after=HALT_SECONDS
    )
    await sim.post("faults", fault="slow", method="copyMessage", seconds=CALL_SECONDS, times=None)


async def _print_pace(
    kind: str,
    stores: Stores,
    broadcast_id: int,
    watched: Watched,
    session: aiohttp.ClientSession,
    api: str,
) -> None:
    found = await stores.broadcasts.get(broadcast_id)
    assert found is not None
    assert found.started_at is not None
    assert found.finished_at is not None
    counts = await stores.ledger.counts(broadcast_id)
    async with session.get(f"{api}/sim/calls?method=copyMessage&limit=20000") as response:
        calls = (await response.json())["calls"]
    sent = sorted(call["at"] for call in calls if call["status"] == 200)
    refused = sum(1 for call in calls if call["status"] == 429)
    # The time in which nothing may be sent is not the limiter's doing.
    pauses = sum(b - a for a, b in pairwise(sent) if b - a > HALT_SECONDS / 2)
    seconds = sent[-1] - sent[0] - pauses
    async with session.get(f"{api}/sim/calls?method=sendMessage&limit=20000") as response:
        answers = [call["at"] for call in (await response.json())["calls"]]
    first, last = watched.halt
    beside = sum(1 for at in answers if sent[0] <= at <= sent[-1] and not first <= at <= last)
    rate = (len(sent) - 1 + beside) / seconds
    counted = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    tenth = max(1, len(watched.memory) // 10)
    print(f"{kind}: {counted}; {refused} refused (1 on purpose)")
    print(
        f"  {rate:.2f} messages a second, {beside / seconds:.2f} of them answers: "
        f"{100 * rate / RATE:.1f} % of {RATE}; halted {pauses:.0f} s"
    )
    print(
        f"  memory {statistics.median(watched.memory[:tenth]):.0f} MB in the first tenth, "
        f"{statistics.median(watched.memory[-tenth:]):.0f} MB in the last"
    )
    print(
        f"  answers, p95: {p95(watched.usual):.3f} s of {len(watched.usual)}; "
        f"while broadcasts were halted {p95(watched.halted):.3f} s of {len(watched.halted)}",
        flush=True,
    )


# A million


async def measure_million(kind: str, subscribers: int) -> None:
    """Print how long counting an audience, beginning and recording take."""
    with tempfile.TemporaryDirectory() as folder:
        async with fresh_url(kind, Path(folder)) as url, _takes_all() as (api, arrived):
            database = Database(url)
            await database.open()
            stores = stores_on(database)
            await _fill(database, subscribers)
            for name, audience in (
                ("all", Audience()),
                ("a topic", Audience(topics=Topic.VISITS)),
                ("people who read Japanese", JAPANESE),
            ):
                begun = time.perf_counter()
                count = await stores.subscriptions.count(audience)
                took = time.perf_counter() - begun
                print(f"{kind}: audience '{name}' of {subscribers}: {count} in {took:.2f} s")
            arguments = ("-m", "tests.e2e.sender_process", url, api, TOKEN, "1000", "10")
            async with process(*arguments) as sender:
                await asyncio.sleep(3)
                await _begin(kind, stores, sender.pid, arrived)
            await database.close()


JAPANESE = Audience(locales=frozenset({"ja"}), kinds=frozenset({ChatKind.PERSON}))


async def _begin(kind: str, stores: Stores, pid: int, arrived: list[float]) -> None:
    begun = time.time()
    broadcast_id = await confirm(stores, 1)
    most = 0.0
    while True:
        most = max(most, megabytes(pid))
        found = await stores.broadcasts.get(broadcast_id)
        assert found is not None
        if found.is_frozen and len(arrived) > 20_000:
            break
        await asyncio.sleep(0.1)
    frozen = time.time() - begun
    print(f"{kind}: first copy {arrived[0] - begun:.2f} s after the confirmation")
    print(f"  all {found.recipient_count} recipients written down within {frozen:.1f} s")
    rate = 10_000 / (arrived[20_000] - arrived[10_000])
    print(f"  {rate:.0f} copies a second meanwhile; at most {most:.0f} MB", flush=True)


async def _fill(database: Database, subscribers: int) -> None:
    """Write subscribers, a fifth of whom read Japanese and half of whom want visits."""
    joined = datetime(2026, 1, 1, tzinfo=UTC)
    async with database.writing() as connection:
        for first in range(1, subscribers + 1, 10_000):
            numbers = range(first, min(first + 10_000, subscribers + 1))
            people = [
                {
                    "chat_id": FIRST + number,
                    "kind": ChatKind.PERSON.value,
                    "language_code": "en" if number % 5 else "ja",
                    "reachable": "ok",
                    "created_at": joined,
                    "updated_at": joined,
                }
                for number in numbers
            ]
            await connection.execute(chats.insert(), people)
            wishes = [
                {
                    "chat_id": FIRST + number,
                    "thread_id": 0,
                    "topics": int(Topic.AGREEMENTS if number % 2 else ALL_TOPICS),
                    "countries": int(ALL_COUNTRIES),
                    "state": "active",
                    "joined_at": joined,
                }
                for number in numbers
            ]
            await connection.execute(subscriptions.insert(), wishes)
        await connection.execute(text("ANALYZE"))


@asynccontextmanager
async def _takes_all() -> AsyncIterator[tuple[str, list[float]]]:
    """A server that accepts every copy after 50 ms, and when it did; it knows the bot."""
    arrived: list[float] = []

    async def answer(_: web.Request) -> web.Response:
        arrived.append(time.time())
        await asyncio.sleep(CALL_SECONDS)
        return web.json_response({"ok": True, "result": {"message_id": len(arrived)}})

    async def introduce(_: web.Request) -> web.Response:
        me = {"id": 7000000001, "is_bot": True, "first_name": "Exchange Bot", "username": "a_bot"}
        return web.json_response({"ok": True, "result": me})

    app = web.Application()
    app.router.add_post("/{bot}/getMe", introduce)
    app.router.add_post("/{method:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", arrived
    finally:
        await runner.cleanup()


# Kills


async def measure_kills(kind: str, kills: int) -> None:
    """Print what became of a broadcast whose senders were killed again and again."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = await kill_repeatedly(kind, Path(folder), kills, seed=1)
    print(f"{kind}: {outcome}", flush=True)
    print(f"  the unknown: {outcome.unknown[:10]} ...; lost {outcome.lost}; {outcome.doubled}")


async def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["pace", "million", "kills"])
    parser.add_argument("--on", choices=BOTH, action="append")
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--subscribers", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    for kind in options.on or BOTH:
        if options.what == "pace":
            await measure_pace(kind, options.recipients)
        elif options.what == "million":
            await measure_million(kind, options.subscribers)
        else:
            await measure_kills(kind, options.kills)
    await drop_templates()


if __name__ == "__main__":
    asyncio.run(_main())
