"""What a process does by itself: heed the folder, start from what is live, outlive the database."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from bot.errors import StorageVanishedError
from bot.releases import Applied, ReleaseOrigin
from bot.reloading.following import Announcement
from bot.storage.database import Database
from tests.bot.reloading.benches import ADMIN, LATER, SIGNED, WATER, Bench, bench, changed
from tests.knowledge.small_bases import ENTRIES, edited, write_base

TOWNS = "entries/towns.yaml"


class Told:
    """Collects what administrators are told."""

    def __init__(self) -> None:
        self.announcements: list[Announcement] = []

    async def __call__(self, announcement: Announcement) -> None:
        self.announcements.append(announcement)


def write(one: Bench, text: str) -> None:
    (one.folder.path / TOWNS).write_text(text, encoding="utf-8")


async def test_a_reload_that_nobody_waits_for_goes_live_where_all_is_well(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        told = Told()
        write(one, changed())
        await one.following.reload_by_itself(ReleaseOrigin.RELOAD, told)
        assert LATER in one.asked()
        assert [each.applied for each in told.announcements] == [Applied.DONE]
        await one.following.reload_by_itself(ReleaseOrigin.RELOAD, told)
        assert len(told.announcements) == 1


async def test_it_asks_where_a_golden_question_turned_wrong(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        told = Told()
        taken = edited(ENTRIES, f", {WATER}", "")
        write(one, edited(taken, "explain the treaty on clean water", WATER))
        await one.following.reload_by_itself(ReleaseOrigin.WATCH, told)
        (announcement,) = told.announcements
        assert announcement.applied is None
        assert announcement.proposal is one.reloading.proposal
        assert (await one.stores.releases.live()).version == 1


async def test_it_tells_why_a_base_does_not_go_live(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        told = Told()
        write(one, "nonsense: [")
        await one.following.reload_by_itself(ReleaseOrigin.WATCH, told)
        assert "towns.yaml" in str(told.announcements[0].error)
        assert SIGNED in one.asked()


async def test_a_watched_folder_is_reloaded_once_it_stays_as_it_is(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base", watch_seconds=5) as one:
        told = Told()
        # What the folder looks like from one look to the next.
        looks = [(("a", 1, 1),), (("a", 1, 1),), (("a", 2, 2),), (("a", 3, 3),), (("a", 3, 3),)]
        one.folder.signature = lambda: looks.pop(0)  # type: ignore[method-assign]
        write(one, changed())
        with contextlib.suppress(IndexError):
            await one.following.watch(told)
        assert looks == []
        assert [each.applied for each in told.announcements] == [Applied.DONE]


async def test_a_folder_is_not_watched_unasked(database: Database, tmp_path: Path) -> None:
    async with bench(database, tmp_path / "base") as one:
        async with asyncio.timeout(5):
            await one.following.watch(Told())


async def test_following_outlives_a_database_that_is_away(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench(database, tmp_path / "base") as one:

        async def away() -> None:
            raise StorageVanishedError("away")

        with monkeypatch.context() as patched:
            patched.setattr(one.stores.releases, "live", away)
            await one.following._step_safely()
        write(one, changed())
        proposal = await one.reloading.reload(ADMIN)
        version = await one.stores.releases.apply(
            proposal.record.id, proposal.base_id, ADMIN, one.clock()
        )
        assert version == 2
        await one.following._step_safely()
        assert LATER in one.asked()


async def test_a_live_release_that_cannot_be_read_gives_way_to_the_folder(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update of the bot that asks more of a base than the one before."""
    async with bench(database, tmp_path / "base"):
        pass

    async def damaged(_: int) -> bytes:
        return b"no zip file"

    monkeypatch.setattr(
        "bot.storage.releases.Releases.files", lambda _self, number: damaged(number)
    )
    folder = write_base(tmp_path / "new", {TOWNS: changed()})
    async with bench(database, folder) as two:
        assert LATER in two.asked()
        assert (await two.stores.releases.live()).version == 2


async def test_an_unreadable_folder_does_not_keep_the_live_release_from_being_served(
    database: Database, tmp_path: Path
) -> None:
    async with bench(database, tmp_path / "base") as one:
        assert one.serving.serving_id == 1
    (tmp_path / "gone").mkdir()
    async with bench(database, tmp_path / "gone") as two:
        assert SIGNED in two.asked()


async def test_two_processes_that_start_at_once_serve_the_same_release(
    database: Database, tmp_path: Path
) -> None:
    async with asyncio.timeout(60):
        async with (
            bench(database, tmp_path / "a", "one") as one,
            bench(database, tmp_path / "b", "two") as two,
        ):
            assert one.serving.serving_id == two.serving.serving_id == 1
            assert len(await one.stores.releases.latest(9)) == 1
