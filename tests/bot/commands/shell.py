"""Runs commands in this process, or as processes of their own, and shows what they say."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Said:
    """The end of a command."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """What was printed, each line read as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs commands in this process, in an empty folder and without settings."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in list(os.environ):
            if name.startswith(("EXCHANGE_BOT_", "TELEGRAM_")):
                monkeypatch.delenv(name)
        monkeypatch.chdir(folder)

    def run(self, *arguments: str, given: str = "", **settings: str) -> Said:
        """Run a command with something on its standard input."""
        for name, value in settings.items():
            self._monkeypatch.setenv(f"EXCHANGE_BOT_{name}", value)
        self._monkeypatch.setattr("sys.stdin", io.StringIO(given))
        self._capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:  # argparse, for what it does not understand
            code = int(ended.code or 0)
        told = self._capsys.readouterr()
        return Said(code, told.out, told.err)


def run_process(
    folder: Path, *arguments: str, given: bytes = b"", **environment: str
) -> tuple[int, bytes, bytes]:
    """The exit code and what was written by the bot as a process of its own."""
    with _started(folder, arguments, environment) as process:
        out, err = process.communicate(given, PATIENCE_SECONDS)
    return process.returncode, out, err


def run_until_first_line(
    folder: Path, *arguments: str, given: bytes, **environment: str
) -> tuple[int, bytes, bytes]:
    """The same for a reader who closes after the first line; that, and the errors."""
    questions = folder / "given.txt"
    questions.write_bytes(given)
    with (
        questions.open("rb") as source,
        _started(folder, arguments, environment, source) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(PATIENCE_SECONDS)
    return process.returncode, first, err


@contextmanager
def _started(
    folder: Path,
    arguments: Iterable[str],
    environment: Mapping[str, str],
    source: IO[bytes] | int = subprocess.PIPE,
) -> Iterator[subprocess.Popen[bytes]]:
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-m", "bot", *arguments],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
