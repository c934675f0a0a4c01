"""Fixtures: a shell, a small base, and the delivered base without building it for each command."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import asking, evaluating
from tests.bot import delivered
from tests.bot.commands.shell import Shell
from tests.knowledge.small_bases import write_base


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """A shell in an empty folder, on whatever base the settings name."""
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture
def small_base(tmp_path: Path) -> str:
    """The folder of the small base."""
    return str(write_base(tmp_path / "base"))


@pytest.fixture
def on_delivered_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer from the delivered base, which is built once for all tests."""
    for module in (asking, evaluating):
        monkeypatch.setattr(module, "build_answering", lambda *_: delivered.answering())
