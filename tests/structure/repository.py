"""The files of the repository, as the tests of its structure look at them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "knowledge")


def read(path: str) -> str:
    """The text of a file, by its path from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def _listed() -> tuple[str, ...] | None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None
    command = [git, "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    names = listed.stdout.decode().split("\0")
    return tuple(name for name in names if name and (ROOT / name).is_file())


def tracked_files() -> tuple[str, ...]:
    """Every file that git has, by its path from the root; skips the test where there is no git."""
    names = _listed()
    if names is None:
        pytest.skip("there is no git, or this is no clone")
    return names


def python_files(*folders: str) -> list[Path]:
    """All Python files in these folders of the root."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """A file's path from the root, for messages."""
    return path.relative_to(ROOT).as_posix()
