"""How the bot starts, as a process: tokens, settings, the preview, a Telegram that is not there."""

import asyncio
import re
from pathlib import Path

import aiohttp
import pytest

from tests.bot.transport.bots import SECRET, TOKEN
from tests.e2e.processes import (
    PACT,
    PACT_DATE,
    ROBIN,
    RUN,
    BotProcess,
    Chatting,
    chatting,
    eventually,
    free_port,
    launched,
)
from tests.knowledge.small_bases import write_base
from tests.simulator.driver import Json

PASSWORD = "correct-horse"
PROXY = f"socks5://user:{PASSWORD}@proxy.example:1080"


async def lines_of_failure(
    telegram: Chatting, token: str | None = None, **settings: str
) -> list[str]:
    """What a bot that cannot start says, once it has ended with exit code 1."""
    async with telegram.bot(token=token, is_ready=False, LOG_LEVEL="ERROR", **settings) as bot:
        assert await bot.end() == 1
        assert bot.out == ""
        assert "Traceback" not in bot.log
        return bot.log.splitlines()


@pytest.mark.parametrize("token", [TOKEN, "no-token-at-all", "a token/with?all#kinds of"])
async def test_a_wrong_token_is_told_with_the_remedy(telegram: Chatting, token: str) -> None:
    lines = await lines_of_failure(telegram, token)
    assert lines[0] == (
        "Telegram does not know this token. Check TELEGRAM_BOT_TOKEN; @BotFather shows the "
        "right one."
    )
    assert SECRET not in "".join(lines)
    assert token not in "".join(lines)


async def test_a_wrong_token_is_told_in_one_line(telegram: Chatting) -> None:
    assert len(await lines_of_failure(telegram, TOKEN)) == 1


async def test_wrong_settings_are_told_all_at_once(telegram: Chatting) -> None:
    lines = await lines_of_failure(
        telegram, PROXI_URL=PROXY, LOG_LEVLE="DEBUG", PREVIEW_PORT="many"
    )
    assert lines[0] == "Settings are wrong:"
    assert sorted(line.partition(":")[0] for line in lines[1:]) == [
        "- EXCHANGE_BOT_LOG_LEVLE",
        "- EXCHANGE_BOT_PREVIEW_PORT",
        "- EXCHANGE_BOT_PROXI_URL",
    ]
    assert "did you mean EXCHANGE_BOT_PROXY_URL?" in "".join(lines)
    assert "did you mean EXCHANGE_BOT_LOG_LEVEL?" in "".join(lines)
    assert PASSWORD not in "".join(lines)


async def test_a_proxy_of_another_kind_is_a_wrong_setting(telegram: Chatting) -> None:
    async with telegram.bot(is_ready=False, LOG_LEVEL="ERROR", PROXY_URL=PROXY) as bot:
        assert await bot.end() == 1
        assert PASSWORD not in bot.log
        assert "Traceback" not in bot.log
        assert "EXCHANGE_BOT_PROXY_URL" in bot.log


async def test_a_base_that_is_not_there_is_told(telegram: Chatting) -> None:
    lines = await lines_of_failure(telegram, KNOWLEDGE_FOLDER=str(telegram.folder / "nowhere"))
    assert len(lines) == 2
    assert "nowhere" in lines[1]
    assert "is not a folder" in lines[1]


async def test_a_token_from_an_env_file_is_used(tmp_path: Path) -> None:
    """The file lies in the folder that the bot is started in."""
    base = write_base(tmp_path / "base")
    enter = (
        "import pathlib; from bot.cli import main; "
        "pathlib.Path('.env').write_text('TELEGRAM_BOT_TOKEN={}\\nEXCHANGE_BOT_LOG_LEVEL=DEBUG'); "
        "raise SystemExit(main(['run']))"
    )
    async with chatting(tmp_path) as telegram:
        url = telegram.sim.running.base_url
        code = enter.format(telegram.sim.running.token)
        async with launched(
            tmp_path,
            "-c",
            code,
            EXCHANGE_BOT_API_BASE_URL=url,
            EXCHANGE_BOT_KNOWLEDGE_FOLDER=str(base),
        ) as bot:
            await telegram.polled(bot)
            assert PACT_DATE in await telegram.asks(PACT)
            assert await bot.stop() == 0
            assert " DEBUG " in bot.log
            assert telegram.sim.running.token not in bot.log


async def test_it_waits_for_a_telegram_that_is_not_there_yet(tmp_path: Path) -> None:
    port = free_port()
    base = write_base(tmp_path / "base")
    async with launched(
        tmp_path,
        *RUN,
        TELEGRAM_BOT_TOKEN=TOKEN,
        EXCHANGE_BOT_API_BASE_URL=f"http://127.0.0.1:{port}",
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=str(base),
    ) as bot:
        await eventually(lambda: "cannot be reached" in bot.log)
        assert not bot.has_ended
        async with chatting(tmp_path, port, TOKEN) as telegram:
            await telegram.polled(bot)
            assert PACT_DATE in await telegram.asks(PACT)
            assert await bot.stop() == 0
        assert SECRET not in bot.log


async def test_faults_while_it_starts_pass(telegram: Chatting) -> None:
    await telegram.fault("not_json", method="getMe")
    await telegram.fault("server_error", method="setMyCommands")
    await telegram.fault("drop", method="deleteWebhook")
    async with telegram.bot() as bot:
        assert PACT_DATE in await telegram.asks(PACT)
        assert "the command menu could not be set: Bad Gateway" in bot.log
        assert await bot.stop() == 0
    assert not telegram.sim.world.faults.all()


async def page_of(process: BotProcess, pattern: str) -> str:
    """The address that a process prints, once it has."""
    await eventually(lambda: process.has_ended or re.search(pattern, process.out))
    found = re.search(pattern, process.out)
    assert found, process.log
    return found[1]


async def asked_at(session: aiohttp.ClientSession, address: str, text: str) -> Json:
    """The bot's answer to a question that is asked by way of a simulator's page."""
    body = {"user": ROBIN, "text": text}
    async with session.post(f"{address}sim/message", json=body) as response:
        sent = (await response.json())["message_id"]
    async with asyncio.timeout(60):
        while True:
            async with session.get(f"{address}sim/chats/{ROBIN}/messages?after={sent}") as response:
                found = (await response.json())["messages"]
            answers: list[Json] = [each for each in found if each["sim"]["from_bot"]]
            if answers:
                return answers[0]
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("token", [None, ""])
async def test_without_a_token_the_preview_starts(tmp_path: Path, token: str | None) -> None:
    settings = {
        "EXCHANGE_BOT_KNOWLEDGE_FOLDER": str(write_base(tmp_path / "base")),
        "EXCHANGE_BOT_PREVIEW_PORT": "0",
    }
    if token is not None:
        settings["TELEGRAM_BOT_TOKEN"] = token
    async with launched(tmp_path, *RUN, **settings) as bot, aiohttp.ClientSession() as session:
        address = await page_of(bot, r"Preview: open (http://127\.0\.0\.1:\d+/) in a browser")
        async with session.get(address) as response:
            assert response.status == 200
            assert "text/html" in response.headers["Content-Type"]
        assert PACT_DATE in (await asked_at(session, address, PACT))["text"]
        assert await bot.stop() == 0
        assert bot.log.endswith("stopped\n")
        assert " ERROR " not in bot.log
        assert not re.search(r"\d+:[A-Za-z0-9_-]{35}", bot.log + bot.out)


async def test_a_preview_whose_port_is_taken_says_what_to_do(telegram: Chatting) -> None:
    port = telegram.sim.running.port
    base = write_base(telegram.folder / "base")
    async with launched(
        telegram.folder,
        *RUN,
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=str(base),
        EXCHANGE_BOT_PREVIEW_PORT=str(port),
        EXCHANGE_BOT_LOG_LEVEL="ERROR",
    ) as bot:
        assert await bot.end() == 1
        (line,) = bot.log.splitlines()
        assert f"port {port}" in line
        assert "EXCHANGE_BOT_PREVIEW_PORT" in line


async def test_simulator_and_bot_work_as_two_processes(tmp_path: Path) -> None:
    base = write_base(tmp_path / "base")
    async with (
        launched(tmp_path, "-m", "bot", "simulator", "--port", "0") as simulator,
        aiohttp.ClientSession() as session,
    ):
        address = await page_of(simulator, r"Chat page:  (\S+)")
        token = await page_of(simulator, r"Bot token:  (\S+)\n")
        async with launched(
            tmp_path,
            *RUN,
            TELEGRAM_BOT_TOKEN=token,
            EXCHANGE_BOT_API_BASE_URL=address.rstrip("/"),
            EXCHANGE_BOT_KNOWLEDGE_FOLDER=str(base),
        ) as bot:
            assert PACT_DATE in (await asked_at(session, address, PACT))["text"]
            assert await bot.stop() == 0
        assert await simulator.stop() == 0
