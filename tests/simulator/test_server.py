"""Starting and stopping: ports, addresses, warnings, signals."""

import asyncio
import ipaddress
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.simulator.server import RunningSimulator, Simulator, is_loopback, new_token, start
from tests.simulator.driver import Driver, until

EVERYWHERE = str(ipaddress.IPv4Address(0))
RUN = "from bot.simulator.server import run; import sys; run(sys.argv[1], 0)"


async def test_a_free_port_is_taken_and_told() -> None:
    first, second = await start(), await start()
    try:
        assert first.port != second.port
        assert first.base_url == f"http://127.0.0.1:{first.port}"
        assert first.page_url == f"{first.base_url}/"
        assert first.token != second.token
    finally:
        await first.stop()
        await second.stop()


async def test_a_port_in_use_is_an_error() -> None:
    running = await start()
    try:
        with pytest.raises(OSError, match="address already in use"):
            await start(port=running.port)
    finally:
        await running.stop()


async def test_a_stop_lets_go_of_whoever_waits() -> None:
    running = await start(token=f"5:{'a' * 35}", bot_name="Bot", bot_username="a_bot")
    async with aiohttp.ClientSession() as session:
        driver = Driver(running, session)
        assert await driver.call("getMe")
        poll = asyncio.create_task(driver.answer("getUpdates", timeout=50))
        await driver.sim("faults", fault="hang", method="getChat")
        hanging = asyncio.create_task(driver.answer("getChat", chat_id=11))
        events = await session.get(f"{running.base_url}/sim/events")
        await until(lambda: driver.world.calls.last_id == 3)
        async with asyncio.timeout(5):
            await running.stop()
            await asyncio.gather(poll, hanging, return_exceptions=True)
        events.close()


async def test_people_and_groups_are_there_from_the_start() -> None:
    running = await start()
    try:
        async with aiohttp.ClientSession() as session:
            driver = Driver(running, session)
            people = (await driver.look("people"))["people"]
            assert [person["language_code"] for person in people] == ["en", "ja", "vi", "th"]
            assert all(person["is_persona"] for person in people)
            chats = (await driver.look("chats?user_id=1002"))["chats"]
            kinds = [chat["chat"]["type"] for chat in chats]
            assert kinds == ["private", "group", "supergroup"]
            assert [topic["name"] for topic in chats[2]["topics"]] == [
                "Questions",
                "Visits",
                "Announcements",
            ]
            # None of it is news to the bot.
            assert await driver.call("getUpdates") == []
    finally:
        await running.stop()


def test_a_token_is_made_or_must_have_the_right_form() -> None:
    assert new_token() != new_token()
    with pytest.raises(ValueError, match="a bot token begins with the bot's id"):
        Simulator("nonsense")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        (EVERYWHERE, False),
        ("192.168.1.5", False),
        ("example.com", False),
    ],
)
def test_which_hosts_only_this_machine_reaches(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_addresses_are_written_so_that_they_can_be_opened(running: RunningSimulator) -> None:
    for host, url in (
        (EVERYWHERE, "http://127.0.0.1:5"),
        ("::", "http://[::1]:5"),
        ("::1", "http://[::1]:5"),
        ("192.168.1.5", "http://192.168.1.5:5"),
    ):
        listening = RunningSimulator(running.simulator, host, 5, running._runner)
        assert listening.base_url == url


@pytest.mark.process
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE])
async def test_run_says_where_it_listens_and_stops_at_a_signal(
    number: signal.Signals, host: str
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "error",
        "-c",
        RUN,
        host,
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(30):
        page = (await process.stdout.readline()).decode()
        assert page.startswith("Chat page:  http://127.0.0.1:")
        assert (await process.stdout.readline()).startswith(b"Bot API:    http://127.0.0.1:")
        assert (await process.stdout.readline()).startswith(b"Bot token:  ")
        async with aiohttp.ClientSession() as session:
            async with session.get(page.split()[-1]) as response:
                assert response.status == 200
            process.send_signal(number)
            assert await process.wait() == 0
        warning = (await process.stderr.read()).decode()
    assert warning.startswith(f"WARNING: listening on {EVERYWHERE}") is (host == EVERYWHERE)
