"""Building in a process of its own: what comes of it, and what is left when it fails."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.reloading.workshop import KEPT, BuildError, Workshop
from knowledge.base_files import hash_of, read_files
from knowledge.building import Built, read_outcome, write_outcome
from knowledge.problems import InvalidBaseError, Problem
from tests.bot.reloading.benches import GOLDEN
from tests.knowledge.small_bases import write_base


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """The small base with golden questions."""
    return read_files(write_base(tmp_path / "base", {"golden.yaml": GOLDEN}))


async def test_a_sound_base_is_built_and_taken_over(files: dict[str, bytes]) -> None:
    workshop = Workshop(0.01)
    build = await workshop.build(files)
    assert build.files_hash == hash_of(files)
    assert len(build.built.golden) == 3
    matcher = await workshop.take(build)
    assert matcher.release.content_hash == build.built.content_hash
    root = workshop._root
    await workshop.close()
    assert root is not None
    assert not root.path.exists()


async def test_what_was_built_lately_is_not_built_again(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(0.01)
    first = await workshop.build(files)
    monkeypatch.setattr(workshop, "_run", None)
    assert await workshop.build(dict(files)) is first
    await workshop.close()


async def test_only_a_few_builds_are_kept(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def build_nothing(folder: Path) -> None:
        write_outcome(Built(content_hash="0"), folder)

    workshop = Workshop(0.01)
    monkeypatch.setattr(workshop, "_run", build_nothing)
    del files["golden.yaml"]
    built = [await workshop.build(files | {"grounding.yaml": b"%d" % n}) for n in range(KEPT + 2)]
    assert [each.folder.exists() for each in built] == [False] * 2 + [True] * KEPT
    await workshop.close()


async def test_problems_are_those_of_the_base(files: dict[str, bytes]) -> None:
    workshop = Workshop(0.01)
    with pytest.raises(InvalidBaseError) as refused:
        await workshop.build(files | {"documents.yaml": b"- {}"})
    assert refused.value.problems[0].file == "documents.yaml"
    assert workshop._root is not None
    assert [each for each in workshop._root.path.iterdir() if each.is_dir()] == []
    await workshop.close()


async def test_a_builder_that_dies_is_an_error_with_its_last_words(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reloading.workshop.sys.executable", "/bin/false")
    workshop = Workshop(0.01)
    with pytest.raises(BuildError, match="exit code 1"):
        await workshop.build(files)
    await workshop.close()


async def test_a_builder_that_takes_too_long_is_ended(files: dict[str, bytes]) -> None:
    workshop = Workshop(0.01, build_seconds=0.0)
    with pytest.raises(BuildError, match="was not built in 0 seconds"):
        await workshop.build(files)
    await workshop.close()


async def test_a_build_that_is_cancelled_leaves_no_process_and_no_file(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    create = asyncio.create_subprocess_exec

    async def noted(*arguments: str, **more: object) -> asyncio.subprocess.Process:
        process = await create(*arguments, **more)  # type: ignore[arg-type]
        started.append(process.pid)
        task.cancel()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    workshop = Workshop(0.01)
    task = asyncio.create_task(workshop.build(files))
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)
    assert workshop._root is not None
    assert [each for each in workshop._root.path.iterdir() if each.is_dir()] == []
    await workshop.close()


def test_an_outcome_is_read_as_it_was_written(tmp_path: Path) -> None:
    problem = Problem("a.yaml", 3, "b.c", "is odd", "mend it")
    write_outcome(Built(problems=(problem,)), tmp_path)
    assert read_outcome(tmp_path, tmp_path) == Built(problems=(problem,))
    sound = Built(content_hash="0" * 64, entry_count=1, fact_count=2, phrasing_count=3, seconds=4.5)
    write_outcome(sound, tmp_path)
    assert read_outcome(tmp_path, tmp_path) == sound
