"""A process is killed at every step of an upload: the base is then wholly the old or the new one.

The process that is killed sends itself SIGKILL right before the n-th thing that it makes durable: a
file synced, a rename, a second name, a commit. What it leaves behind is opened by another process,
which must serve one of the two bases and have the same one in its folder.
"""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.bot.reloading.benches import LATER, SIGNED, bench, changed
from tests.knowledge.small_bases import ENTRIES

ROOT = Path(__file__).parents[3]
TOWNS = "entries/towns.yaml"
EXTRA = "entries/extra.yaml"
OTHER = "- {id: pier, kind: topic, title: {en: Pier}, source: {document: gazette, section: pact}, "
OTHER += "verified_on: 2026-01-31, review_by: 2027-01-31}\n"

STEPS = range(1, 22)
"""All that an upload of two files makes durable, and what tells the other processes."""

CHILD = """
import asyncio, contextlib, os, signal, sys
from pathlib import Path
from bot.reloading.uploads import Upload
from bot.reloading.workshop import Workshop
from bot.storage.database import Database
from knowledge import building
from tests.bot.reloading.benches import ADMIN, bench
from tests.bot.reloading.test_killed import EXTRA, OTHER, TOWNS, changed

url, folder, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
count = 0

def step():
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)

def counting(function):
    def call(*arguments, **more):
        step()
        return function(*arguments, **more)
    return call

async def build_here(self, folder):  # a process of its own takes longer and changes nothing here
    building.write_outcome(building.build(folder, folder), folder)

async def main():
    Workshop._run = build_here
    database = Database(url)
    await database.open()
    async with bench(database, folder) as one:
        plain = database.writing
        @contextlib.asynccontextmanager
        async def writing():
            async with plain() as connection:
                yield connection
                step()
        database.writing = writing
        os.fsync, os.link = counting(os.fsync), counting(os.link)
        Path.replace, Path.unlink = counting(Path.replace), counting(Path.unlink)
        await one.reloading.upload(Upload("extra.yaml", OTHER.encode()), ADMIN)
        proposal = await one.reloading.upload(Upload("towns.yaml", changed().encode()), ADMIN)
        await one.reloading.apply(proposal.record.id, ADMIN)
    await database.close()
    print(count)

asyncio.run(main())
"""


async def run(url: str, folder: Path, step: int) -> tuple[int, str]:
    """The exit code of a process that is killed at a step, and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHILD, url, str(folder), str(step)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await process.communicate()
    assert process.returncode in {0, -signal.SIGKILL}, errors.decode()
    return process.returncode, out.decode()


async def assert_whole(url: str, folder: Path) -> bool:
    """Whether the new base is live; the folder must hold the same one, and nothing half done."""
    database = Database(url)
    await database.open()
    try:
        async with bench(database, folder) as one:
            is_new = LATER in one.asked()
            assert is_new != (SIGNED in one.asked())
            files = one.folder.read()
            assert files[TOWNS].decode() == (changed() if is_new else ENTRIES)
            assert (EXTRA in files) is is_new
            assert one.folder.staged() == ()
            live = await one.stores.releases.live()
            assert live.version == (2 if is_new else 1)
            entries = await one.stores.audit.latest(10)
            assert len(entries) == live.version
            if is_new:
                (former,) = (folder / ".former").iterdir()
                assert (former / TOWNS).read_text(encoding="utf-8") == ENTRIES
            return is_new
    finally:
        await database.close()


async def test_the_steps_are_all_there_are(url: str, tmp_path: Path) -> None:
    code, printed = await run(url, tmp_path / "base", 0)
    assert code == 0
    assert int(printed) == len(STEPS)
    assert await assert_whole(url, tmp_path / "base")


@pytest.mark.parametrize("step", STEPS)
async def test_a_kill_leaves_the_old_or_the_new_base_whole(
    url: str, tmp_path: Path, step: int
) -> None:
    code, _ = await run(url, tmp_path / "base", step)
    assert code == -signal.SIGKILL
    await assert_whole(url, tmp_path / "base")
