"""The command line itself: which command runs, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.errors import ExchangeBotError
from bot.settings import Settings
from tests.bot.transport.bots import SECRET, TOKEN


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Settings]:
    """The settings that the bot was started with, in place of starting it."""
    found: list[Settings] = []

    async def run(settings: Settings) -> None:
        await asyncio.sleep(0)
        found.append(settings)

    monkeypatch.setattr("bot.app.run", run)
    monkeypatch.setattr("bot.app.set_up_logging", lambda *_: None)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    return found


def failing(error: BaseException) -> Any:
    """Stands for a command that fails."""

    def run(_: Coroutine[Any, Any, None]) -> None:
        _.close()
        raise error

    return run


@pytest.mark.parametrize("arguments", [[], ["run"]])
def test_without_a_command_the_bot_runs(started: list[Settings], arguments: list[str]) -> None:
    assert cli.main(arguments) == 0
    assert len(started) == 1
    assert started[0].telegram_bot_token is not None


def test_an_env_file_in_the_folder_is_read(
    started: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    Path(".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    assert cli.main([]) == 0
    token = started[0].telegram_bot_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


def test_an_error_of_ours_is_told_without_a_trace(
    started: list[Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.asyncio.run", failing(ExchangeBotError("Do this instead.")))
    assert cli.main(["run"]) == 1
    assert capsys.readouterr() == ("", "Do this instead.\n")


def test_an_interrupt_ends_with_the_code_of_one(
    started: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.asyncio.run", failing(KeyboardInterrupt()))
    assert cli.main(["run"]) == 130


def test_a_fault_of_ours_is_not_hidden(
    started: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.asyncio.run", failing(RuntimeError("a fault")))
    with pytest.raises(RuntimeError, match="a fault"):
        cli.main(["run"])


def test_wrong_settings_start_nothing_and_tell_no_token(
    started: list[Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXCHANGE_BOT_LOG_LEVEL", "LOUD")
    assert cli.main([]) == 1
    assert not started
    told = capsys.readouterr()
    assert "EXCHANGE_BOT_LOG_LEVEL" in told.err
    assert SECRET not in told.err + told.out


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["simulator", "--help"]])
def test_help_is_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: exchange-bot")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["--port", "1"], ["run", "now"], ["simulator", "--port", "x"]]
)
def test_what_is_not_understood_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: exchange-bot")


@pytest.mark.parametrize(
    "arguments", [["--token", "nonsense"], ["--host", "no such host", "--port", "0"]]
)
def test_a_simulator_that_cannot_start_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["simulator", *arguments]) == 1
    assert capsys.readouterr().err.startswith("The simulator cannot start: ")


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_a_port_that_is_none_is_told(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = cli.main(["simulator", "--port", port])
    except SystemExit as ended:
        code = ended.code
    assert code in {1, 2}
    assert "port" in capsys.readouterr().err
