"""Measures `AiohttpRequest` beside PTB's own `HTTPXRequest`: calls of the Bot API a second.

    python -m tests.benchmarks.request_throughput [--calls N] [--rounds N]

A real `telegram.Bot` sends messages to an aiohttp server in a process of its own, so both clients
pay for the same parsing, and neither for the server's. The clients take turns, and the best round
of each counts: whatever else the machine does only ever slows one down.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import time
from typing import TYPE_CHECKING, Final

from aiohttp import web
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport.request import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

CONCURRENCIES: Final = (1, 64, 256)
POOL_SIZE: Final = 256
CLIENTS: Final[dict[str, Callable[[], BaseRequest]]] = {
    "HTTPXRequest": lambda: HTTPXRequest(connection_pool_size=POOL_SIZE, pool_timeout=None),
    "AiohttpRequest": lambda: AiohttpRequest(connection_pool_size=POOL_SIZE, pool_timeout=None),
}
MESSAGE: Final = {
    "message_id": 1,
    "date": 1_700_000_000,
    "chat": {"id": 42, "type": "private", "first_name": "Linh"},
    "from": {"id": 7, "is_bot": True, "first_name": "Exchange", "username": "exchange_bot"},
    "text": "The application closes on 15 May.",
}


async def answer(request: web.Request) -> web.Response:
    """Accept whatever is sent."""
    await request.read()
    return web.json_response({"ok": True, "result": MESSAGE})


async def serve(port_pipe: Connection) -> None:
    """Serve until the process is ended; the port goes into `port_pipe`."""
    app = web.Application()
    app.router.add_post("/{method:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port_pipe.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def run_server(port_pipe: Connection) -> None:
    """Run `serve` in its own process."""
    asyncio.run(serve(port_pipe))


async def calls_per_second(
    request: BaseRequest, base_url: str, call_count: int, concurrency: int
) -> float:
    """Return the throughput of `concurrency` senders that make `call_count` calls in all."""
    bot = Bot("123456:" + "A" * 35, base_url=base_url, request=request)
    left = iter(range(call_count))

    async def send() -> None:
        for _ in left:
            await bot.send_message(42, "When does the application close?", read_timeout=60)

    async with request:
        await bot.send_message(42, "Open the first connection")
        started_at = time.perf_counter()
        async with asyncio.TaskGroup() as senders:
            for _ in range(concurrency):
                senders.create_task(send())
        return call_count / (time.perf_counter() - started_at)


async def measure(base_url: str, call_count: int, round_count: int) -> None:
    """Print a line for each degree of concurrency."""
    print(f"{'calls at once':>14}", *(f"{name:>16}" for name in CLIENTS), f"{'ratio':>7}")
    for concurrency in CONCURRENCIES:
        best = dict.fromkeys(CLIENTS, 0.0)
        for _ in range(round_count):
            for name, build in CLIENTS.items():
                speed = await calls_per_second(build(), base_url, call_count, concurrency)
                best[name] = max(best[name], speed)
        httpx_speed, own_speed = best.values()
        speeds = (f"{speed:>14,.0f}/s" for speed in best.values())
        print(f"{concurrency:>14}", *speeds, f"{own_speed / httpx_speed:>6.1f}x")


def main() -> None:
    """Start the server, measure, and end it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--calls", type=int, default=2000, help="calls a round (default: 2000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each (default: 3)")
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=run_server, args=(theirs,), daemon=True)
    server.start()
    try:
        base_url = f"http://127.0.0.1:{ours.recv()}/bot"
        asyncio.run(measure(base_url, options.calls, options.rounds))
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
