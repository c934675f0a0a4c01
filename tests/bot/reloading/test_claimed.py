"""Temporary folders: deleted by their process, or by a later one, and never by another."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.reloading.claimed import ClaimedFolder

PREFIX = "builds-"
CLAIMS = f"""
import sys
from bot.reloading.claimed import ClaimedFolder
folder = ClaimedFolder({PREFIX!r})
(folder.path / "built").write_text("x")
print(folder.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_delete_leaves_nothing(temporary: Path) -> None:
    folder = ClaimedFolder(PREFIX)
    (folder.path / "built").write_text("x")
    folder.delete()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_is_deleted_and_what_a_living_one_has_is_not() -> None:
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", CLAIMS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        theirs = Path(process.stdout.readline().strip())
        first = ClaimedFolder(PREFIX)
        assert (theirs / "built").exists()
        process.kill()
        process.wait()
    assert (theirs / "built").exists()
    second = ClaimedFolder(PREFIX)
    assert not theirs.exists()
    assert first.path.exists()
    first.delete()
    second.delete()


def test_folders_that_nobody_claimed_and_links_are_left_alone(temporary: Path) -> None:
    (temporary / f"{PREFIX}foreign").mkdir()
    (temporary / "elsewhere").mkdir()
    (temporary / "elsewhere" / ".claim").touch()
    (temporary / f"{PREFIX}link").symlink_to(temporary / "elsewhere")
    (temporary / f"{PREFIX}with-link").mkdir()
    (temporary / f"{PREFIX}with-link" / ".claim").symlink_to(temporary / "elsewhere" / ".claim")
    ClaimedFolder(PREFIX).delete()
    assert len(list(temporary.iterdir())) == 4
