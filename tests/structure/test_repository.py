"""Files that no other tool looks at: locks, CI, the image, the tests' own names, decisions."""

import ast
import fnmatch
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.structure.repository import (
    PACKAGES,
    ROOT,
    name_of,
    python_files,
    read,
    tracked_files,
)

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
REGISTRIES = re.compile(
    r"://|pypi|pythonhosted|anaconda|artifactory|nexus|devpi|index-url|find-links|trusted-host|\s@\s",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.}~-])/(?:home|root|work|Users)/[\w.-]+")
IN_THE_IMAGE = "/home" + "/bot"
"""The one home that is no machine's: the user's in the image."""


def lock_id(path: Path) -> str:
    return path.name


def test_there_are_locks() -> None:
    assert [path.name for path in LOCKS] == ["build.lock", "dev.lock", "draft.lock", "run.lock"]


@pytest.mark.parametrize("path", LOCKS, ids=lock_id)
def test_a_lock_names_no_registry(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if REGISTRIES.search(line)] == []


@pytest.mark.parametrize("path", LOCKS, ids=lock_id)
def test_a_lock_pins_and_hashes_every_package(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert packages
    form = re.compile(r"[A-Za-z0-9._-]+==\S+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line[:60] for line in packages if not form.fullmatch(line)] == []


def test_what_runs_is_locked_for_development_at_the_same_version() -> None:
    pins = {
        path.name: set(re.findall(r"(?m)^([\w.-]+==\S+)", path.read_text(encoding="utf-8")))
        for path in LOCKS
    }
    assert pins["run.lock"] <= pins["dev.lock"]
    assert pins["run.lock"] <= pins["draft.lock"]


def test_locks_that_are_installed_together_name_one_version_of_a_package() -> None:
    versions: dict[str, set[tuple[str, str]]] = {}
    for path in LOCKS:
        for name, version, marker in re.findall(
            r"(?m)^([\w.-]+)==(\S+)(?: ; ([^\\\n]+?))? \\$", path.read_text(encoding="utf-8")
        ):
            versions.setdefault(f"{name} ; {marker}", set()).add((name, version))
    assert versions
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = []
    for name in tracked_files():
        content = (ROOT / name).read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode().splitlines(), 1):
            paths = MACHINE_PATH.findall(line)
            found += [f"{name}:{number}: {path}" for path in paths if path != IN_THE_IMAGE]
    assert found == []


@pytest.mark.parametrize("folder", ["home", "root", "work", "Users"])
def test_paths_of_machines_are_recognised(folder: str) -> None:
    path = f"/{folder}/somebody"
    assert MACHINE_PATH.search(f"open {path}/notes.txt")
    assert MACHINE_PATH.search(f'"{path}"')
    assert not MACHINE_PATH.search(f"https://example.org{path}")
    assert not MACHINE_PATH.search(f"docs{path}")


def test_files_with_tests_are_found_by_pytest() -> None:
    """A file with tests that is not called test_* would never run."""
    wrong = []
    for path in python_files("tests"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = path.name.startswith("test_")
        functions = {node.name for node in ast.walk(tree) if isinstance(node, FUNCTIONS)}
        holds_tests = any(each.startswith("test_") for each in functions)
        if named != holds_tests:
            wrong.append(name_of(path))
    assert wrong == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Without, files of one name in two folders would hide each other."""
    folders = {path.parent for path in python_files("tests")}
    assert [name_of(each) for each in folders if not (each / "__init__.py").is_file()] == []


def test_no_two_tests_of_a_file_share_a_name() -> None:
    """The later one would silently replace the earlier one."""
    twice = []
    for path in python_files("tests"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.name for node in tree.body if isinstance(node, FUNCTIONS)]
        twice += [f"{name_of(path)}: {name}" for name in {*names} if names.count(name) > 1]
    assert twice == []


def test_ci_runs_the_one_command() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1] == "make test"
    bash = shutil.which("bash")
    if bash is not None:
        subprocess.run([bash, "-n", str(path)], check=True)  # noqa: S603


def test_every_target_is_declared_phony_or_makes_its_file() -> None:
    makefile = read("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(phony[1].split()) == targets


def test_modules_that_make_starts_are_there() -> None:
    modules = re.findall(r"-m (tests[\w.]+)", read("Makefile"))
    assert modules
    missing = [each for each in modules if not (ROOT / f"{each.replace('.', '/')}.py").is_file()]
    assert missing == []


# --- The image ---


def stages() -> list[list[str]]:
    """The instructions of each stage of the Dockerfile, continued lines joined."""
    found: list[list[str]] = []
    for line in read("Dockerfile").replace("\\\n", " ").splitlines():
        instruction = " ".join(line.split())
        if instruction.startswith("FROM "):
            found.append([])
        if instruction and not instruction.startswith("#"):
            found[-1].append(instruction)
    return found


def test_the_image_runs_as_a_user_without_rights() -> None:
    *_, last = stages()
    users = [line.split()[1] for line in last if line.startswith("USER ")]
    assert users
    assert users[-1].partition(":")[0] not in {"root", "0"}
    created = [line for line in last if re.search(rf"\buseradd\b.* {users[-1]}$", line)]
    assert len(created) == 1
    assert "--uid 10001" in created[0]
    after = last[last.index(f"USER {users[-1]}") :]
    assert not [line for line in after if line.startswith(("RUN ", "COPY ", "ADD "))]


def test_the_image_holds_nothing_to_build_or_install_with() -> None:
    *builds, last = stages()
    assert builds
    commands = " ".join(line for line in last if line.startswith("RUN "))
    for tool in ("apt-get", "apk", "gcc", "build-essential", "curl", "git", "pip install", "venv"):
        assert tool not in commands
    assert re.search(r"pip uninstall --yes .*pip setuptools wheel", commands)
    copied = [line for line in last if line.startswith(("COPY ", "ADD "))]
    assert copied
    assert all("--from=build" in line for line in copied)
    assert all("/opt/tools" not in line for line in copied)


def test_the_image_stops_by_the_signal_that_the_bot_takes() -> None:
    *_, last = stages()
    assert "STOPSIGNAL SIGTERM" in last
    entry = [line for line in last if line.startswith("ENTRYPOINT ")]
    # As a list: a shell in between would not pass the signal on.
    assert entry == ['ENTRYPOINT ["exchange-bot"]']


def test_what_the_image_copies_is_not_ignored() -> None:
    ignored = read(".dockerignore").splitlines()
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert ignored[0] == "*"
    for instructions in stages():
        for line in instructions:
            if line.startswith("COPY ") and "--from" not in line:
                *sources, _ = line.split()[1:]
                assert {source.split("/")[0] for source in sources} <= kept


def test_one_lowest_python_is_named_everywhere() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    required = project["project"]["requires-python"].removeprefix(">=")
    assert project["tool"]["mypy"]["python_version"] == required
    assert project["tool"]["ruff"]["target-version"] == f"py{required.replace('.', '')}"
    assert f"Python {required} or newer" in read("README.md")
    bases = {instructions[0].split()[1] for instructions in stages()}
    assert len(bases) == 1
    version = re.fullmatch(r"python:3\.(\d+)-slim", bases.pop())
    assert version
    assert int(version[1]) >= int(required.partition(".")[2])


def test_the_wheel_holds_every_file_of_the_packages() -> None:
    """A file that package-data does not name is missing in the image."""
    patterns = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["package-data"]
    missing = []
    for name in tracked_files():
        package, _, inside = name.partition("/")
        if package in PACKAGES and not name.endswith(".py"):
            regexes = [glob_regex(pattern) for pattern in patterns.get(package, [])]
            if not any(regex.fullmatch(inside) for regex in regexes):
                missing.append(name)
    assert missing == []


def glob_regex(pattern: str) -> re.Pattern[str]:
    """The expression for a pattern in which ** is any number of folders and * stays in one."""
    parts = [
        ".*" if part == "**" else fnmatch.translate(part)[4:-3].replace(".*", "[^/]*")
        for part in pattern.split("/")
    ]
    return re.compile("/".join(parts).replace(".*/", "(?:.*/)?"))


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("entries/*.yaml", "entries/a.yaml", True),
        ("entries/*.yaml", "entries/en/a.yaml", False),
        ("locales/**/*.ftl", "locales/en/bot.ftl", True),
        ("locales/**/*.ftl", "locales/bot.ftl", True),
        ("locales/**/*.ftl", "other/en/bot.ftl", False),
        ("*.json", "weights.json", True),
        ("*.json", "weights/a.json", False),
    ],
)
def test_patterns_of_package_data(pattern: str, name: str, *, matches: bool) -> None:
    assert bool(glob_regex(pattern).fullmatch(name)) is matches


# --- Decisions ---


def test_decisions_are_numbered_without_a_gap_and_titled_by_their_number() -> None:
    paths = sorted((ROOT / "docs" / "decisions").iterdir())
    assert paths
    for number, path in enumerate(paths, 1):
        assert re.fullmatch(rf"{number:04}-[a-z0-9]+(-[a-z0-9]+)*\.md", path.name)
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ")
        parts = re.findall(r"(?m)^\*\*(\w+)\.\*\*", text)
        assert parts == ["Context", "Decision", "Alternatives", "Consequences"]
