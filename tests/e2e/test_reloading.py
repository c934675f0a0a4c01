"""An administrator changes the base of a running bot: by Telegram, shell, signal and folder."""

import asyncio
import base64
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database
from bot.storage.stores import stores_on
from knowledge.packing import unpack
from tests.bot.reloading.benches import GOLDEN, LATER, SIGNED, WATER, changed
from tests.bot.storage.databases import BOTH, POSTGRESQL, fresh_url
from tests.e2e.processes import (
    HARU,
    PACT,
    PATIENCE_SECONDS,
    ROBIN,
    UNPACED,
    BotProcess,
    Chatting,
    buttons,
    chatting,
    eventually,
    launched,
)
from tests.knowledge.small_bases import ENTRIES, edited, write_base
from tests.simulator.driver import Json

TOWNS = "entries/towns.yaml"
PROPOSED = "could go live"


@pytest.fixture(params=BOTH)
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database."""
    async with fresh_url(str(request.param), tmp_path, is_empty=True) as url:
        yield url


@asynccontextmanager
async def serving(telegram: Chatting, url: str, watch: str = "0") -> AsyncIterator[BotProcess]:
    """The bot on the small base with golden questions; Robin is its administrator."""
    base = telegram.folder / "base"
    if not await asyncio.to_thread(base.exists):
        write_base(base, {"golden.yaml": GOLDEN})
    async with telegram.bot(
        *UNPACED, DATABASE_URL=url, ADMIN_IDS=str(ROBIN), KNOWLEDGE_WATCH_SECONDS=watch
    ) as bot:
        yield bot


def write(telegram: Chatting, text: str, name: str = TOWNS) -> None:
    (telegram.folder / "base" / name).write_text(text, encoding="utf-8")


def read(telegram: Chatting, name: str = TOWNS) -> str:
    return (telegram.folder / "base" / name).read_text(encoding="utf-8")


async def becomes(telegram: Chatting, message: Json, part: str) -> Json:
    """A message of the bot's, once it holds a text."""
    chat, number = message["chat"]["id"], message["message_id"]
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            shown = (await telegram.written(chat, number - 1))[0]
            if part in shown.get("text", ""):
                return shown
            await asyncio.sleep(0.02)


async def sends(
    telegram: Chatting, name: str, content: bytes, user: int = ROBIN, **more: Any
) -> Json:
    """Somebody sends a file; the bot's first message after that."""
    document = {
        "name": name,
        "mime_type": "application/octet-stream",
        "content": base64.b64encode(content).decode(),
    }
    sent = await telegram.sim.sim("message", user=user, document=document, **more)
    return (await telegram.answers(sent["chat_id"], sent["message_id"]))[0]


async def sent_and_proposed(telegram: Chatting, content: bytes) -> Json:
    """The report that sending the towns' file leads to."""
    return await becomes(telegram, await sends(telegram, "towns.yaml", content), PROPOSED)


async def count_as_ended(url: str) -> None:
    """Let so much time pass for all processes that a killed one is taken for dead."""
    database = Database(url)
    await database.open()
    try:
        await stores_on(database).releases.servers(datetime.now(UTC))
    finally:
        await database.close()


async def answered(telegram: Chatting, part: str) -> None:
    """Return once the pact's question is answered so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if part in await telegram.asks(PACT, HARU):
                return
            await asyncio.sleep(0.05)


async def proposed(telegram: Chatting, command: str = "/reload") -> Json:
    """The report that a command of the administrator's leads to."""
    return await becomes(telegram, await telegram.answer(command), PROPOSED)


async def test_an_administrator_changes_the_base_of_a_running_bot(
    telegram: Chatting, url: str
) -> None:
    """One bot all the while; each part leaves the base as it was."""
    async with serving(telegram, url) as bot:
        await _a_newcomer_finds_it_all_by_help(telegram)
        await _a_reload_is_shown_and_goes_live_at_a_press(telegram)
        await _a_refused_base_is_explained_and_never_live(telegram)
        await _hostile_files_get_a_clear_error(telegram)
        await _nobody_but_administrators_may(telegram)
        await _what_turns_wrong_goes_live_by_an_override_only(telegram)
        await _files_that_are_sent_are_written_on_apply(telegram)
        await _the_shell_reloads_every_process(telegram, url)
        await _a_signal_reloads_and_tells_administrators(telegram, bot)
        assert await bot.stop() == 0
        assert " ERROR " not in bot.log


async def test_a_start_serves_what_was_live_and_what_passes_the_gate(
    telegram: Chatting, url: str
) -> None:
    async with serving(telegram, url, watch="0.2") as bot:
        assert SIGNED in await telegram.asks(PACT, HARU)
        write(telegram, changed())  # a watched folder goes live by itself
        await answered(telegram, LATER)
        report = await sent_and_proposed(telegram, ENTRIES.encode())
        await bot.kill()
    await count_as_ended(url)
    async with serving(telegram, url) as bot:
        assert LATER in await telegram.asks(PACT, HARU)
        assert read(telegram) == changed()
        await telegram.presses(report, buttons(report)[0])
        await becomes(telegram, report, "gone")
        report = await sent_and_proposed(telegram, ENTRIES.encode())
        await telegram.presses(report, buttons(report)[0])
        await becomes(telegram, report, "Live")
        await bot.kill()
    await count_as_ended(url)
    async with serving(telegram, url) as bot:
        assert SIGNED in await telegram.asks(PACT, HARU)
        assert read(telegram) == ENTRIES
        assert await bot.stop() == 0
    write(telegram, "# While nothing ran.\n" + changed())
    async with serving(telegram, url) as bot:
        await answered(telegram, LATER)
        assert await bot.stop() == 0
    write(telegram, changed().replace("kind: person", "kind: robot"))
    async with serving(telegram, url) as bot:
        await eventually(lambda: "does not go live" in bot.log)
        assert LATER in await telegram.asks(PACT, HARU)


async def _a_newcomer_finds_it_all_by_help(telegram: Chatting) -> None:
    shown = await telegram.asks("/help")
    for part in ("/reload", "/releases", "/rollback", "/export", "/knowledge", ".zip file"):
        assert part in shown
    known = await telegram.asks("/knowledge")
    assert "#1" in known
    assert "send /reload" in known
    assert "none to go back to" in await telegram.asks("/rollback")


async def _a_reload_is_shown_and_goes_live_at_a_press(telegram: Chatting) -> None:
    write(telegram, changed())
    report = await proposed(telegram)
    assert "river-pact/signed" in report["text"]
    assert "3 right, 0 wrong, 0 silent" in report["text"]
    assert SIGNED in await telegram.asks(PACT, HARU)
    await telegram.presses(report, buttons(report)[0])
    await becomes(telegram, report, "Live: release #2")
    assert LATER in await telegram.asks(PACT, HARU)
    assert "#2" in await telegram.asks("/knowledge")
    listed = await telegram.answer("/releases")
    assert "▶ #2" in listed["text"]
    (back,) = buttons(listed)
    await telegram.presses(listed, back)
    again = (await telegram.answers(ROBIN, listed["message_id"]))[-1]
    again = await becomes(telegram, again, PROPOSED)
    await telegram.presses(again, buttons(again)[0])
    await becomes(telegram, again, "Live: release #1")
    assert SIGNED in await telegram.asks(PACT, HARU)
    assert read(telegram) == ENTRIES


async def _a_refused_base_is_explained_and_never_live(telegram: Chatting) -> None:
    write(telegram, changed().replace("kind: person", "kind: robot"))
    report = await becomes(telegram, await telegram.answer("/reload"), "refused")
    assert "entries/towns.yaml:" in report["text"]
    assert buttons(report) == []
    assert SIGNED in await telegram.asks(PACT, HARU)
    write(telegram, ENTRIES)


async def _hostile_files_get_a_clear_error(telegram: Chatting) -> None:
    for name, content, word in (
        ("towns.yaml", b"- &a [x]\n- [*a, *a]\n", "anchor"),
        ("all.zip", b"PK\3\4nonsense", "zip"),
        ("towns.yaml", ENTRIES.encode("utf-16"), "UTF-16"),
    ):
        report = await becomes(telegram, await sends(telegram, name, content), "refused")
        assert word in report["text"]
    assert SIGNED in await telegram.asks(PACT, HARU)
    assert read(telegram) == ENTRIES


async def _nobody_but_administrators_may(telegram: Chatting) -> None:
    for command in ("/reload", "/rollback", "/export", "/releases", "/knowledge"):
        refused = await telegram.asks(command, HARU)
        assert "administrators" in refused or "管理者" in refused
    sent = await sends(telegram, "towns.yaml", changed().encode(), HARU)
    assert PROPOSED not in sent["text"]
    assert read(telegram) == ENTRIES


async def _what_turns_wrong_goes_live_by_an_override_only(telegram: Chatting) -> None:
    taken = edited(ENTRIES, f", {WATER}", "")
    write(telegram, edited(taken, "explain the treaty on clean water", WATER))
    report = await proposed(telegram)
    assert "Turned wrong (1)" in report["text"]
    assert "river-pact/signed → river-pact/overview" in report["text"]
    override, cancel = buttons(report)
    assert override.startswith("r:o:")
    await telegram.presses(report, cancel)
    await becomes(telegram, report, "Cancelled")
    report = await proposed(telegram)
    await telegram.presses(report, buttons(report)[0])
    await becomes(telegram, report, "Live")
    assert WATER in await telegram.asks("/audit")


async def _files_that_are_sent_are_written_on_apply(telegram: Chatting) -> None:
    text, before = "# By hand.\n" + changed(), read(telegram)
    report = await sent_and_proposed(telegram, text.encode())
    assert "Files: entries/towns.yaml" in report["text"]
    assert read(telegram) == before
    await telegram.presses(report, buttons(report)[0])
    await becomes(telegram, report, "Live")
    assert read(telegram) == text
    assert LATER in await telegram.asks(PACT, HARU)
    exported = await telegram.answer("/export")
    file = await telegram.sim.call("getFile", file_id=exported["document"]["file_id"])
    running = telegram.sim.running
    place = f"{running.base_url}/file/bot{running.token}/{file['file_path']}"
    async with telegram.sim.session.get(place) as response:
        packed = await response.read()
    assert unpack(packed)[TOWNS] == text.encode()
    same = await sends(telegram, "all.zip", packed)
    await becomes(telegram, same, "Nothing to do")


async def _the_shell_reloads_every_process(telegram: Chatting, url: str) -> None:
    write(telegram, "# As at first.\n" + ENTRIES)
    base = str(telegram.folder / "base")
    environment = {"EXCHANGE_BOT_DATABASE_URL": url, "EXCHANGE_BOT_KNOWLEDGE_FOLDER": base}
    dry = (*("-m", "bot", "reload"), "--dry-run")
    async with launched(telegram.folder, *dry, **environment) as shell:
        assert await shell.end() == 0, shell.log
        assert "river-pact/signed" in shell.out
    assert LATER in await telegram.asks(PACT, HARU)
    async with launched(telegram.folder, "-m", "bot", "reload", **environment) as shell:
        assert await shell.end() == 0, shell.log
        assert "Live: release" in shell.out
    await answered(telegram, SIGNED)


async def _a_signal_reloads_and_tells_administrators(telegram: Chatting, bot: BotProcess) -> None:
    greeted = await telegram.answer("/start")
    write(telegram, "# By a signal.\n" + changed())
    bot.process.send_signal(signal.SIGHUP)
    await answered(telegram, LATER)
    told = await telegram.answers(ROBIN, greeted["message_id"])
    assert "Live" in told[0]["text"]


async def test_processes_on_one_database_follow_within_five_seconds(
    tmp_path: Path, telegram: Chatting
) -> None:
    """Each has a token, a simulator and a folder of its own; only one folder is changed."""
    (tmp_path / "second").mkdir()
    async with (
        fresh_url(POSTGRESQL, tmp_path, is_empty=True) as url,
        chatting(tmp_path / "second") as other,
        serving(telegram, url),
        serving(other, url),
    ):
        assert "2" in await telegram.asks("/knowledge")
        write(telegram, changed())
        report = await proposed(telegram)
        assert SIGNED in await other.asks(PACT, HARU)
        loop = asyncio.get_running_loop()
        await telegram.presses(report, buttons(report)[0])
        await becomes(telegram, report, "Live")
        live_at = loop.time()
        await answered(other, LATER)
        assert loop.time() - live_at < 5
        assert read(other) == ENTRIES
