"""Releases on both databases: one candidate, one pointer, and what is kept for how long."""

from datetime import timedelta

import pytest

from bot.releases import NewRelease, ReleaseOrigin, Server
from bot.storage import releases as module
from bot.storage.stores import Stores
from tests.bot.storage.instants import NOON

RELOAD = ReleaseOrigin.RELOAD


def new(number: int) -> NewRelease:
    """A release that differs from others by its number."""
    return NewRelease(b"zip %d" % number, f"files-{number}", f"content-{number}", 1, 2, 3)


async def live(stores: Stores, number: int) -> int:
    """Let a release go live; its id."""
    before = (await stores.releases.live()).release_id
    record = await stores.releases.propose(new(number), RELOAD, 7, NOON)
    at = NOON + timedelta(seconds=number)
    assert await stores.releases.apply(record.id, before, 7, at) is not None
    return record.id


async def test_there_is_nothing_live_at_first(stores: Stores) -> None:
    found = await stores.releases.live()
    assert (found.version, found.release_id, found.candidate_id) == (0, None, None)


async def test_a_candidate_goes_live_once(stores: Stores) -> None:
    record = await stores.releases.propose(new(1), RELOAD, 7, NOON)
    assert (await stores.releases.live()).candidate_id == record.id
    assert record.applied_at is None
    assert await stores.releases.apply(record.id, None, 8, NOON, origin="reload") == 1
    assert await stores.releases.apply(record.id, None, 8, NOON) is None
    found = await stores.releases.get(record.id)
    assert found is not None
    assert (found.applied_by, found.applied_at, found.proposed_by) == (8, NOON, 7)
    entry = (await stores.audit.latest(1))[0]
    assert entry.detail == {"version": 1, "before": None, "origin": "reload"}


async def test_only_what_was_compared_with_the_live_one_goes_live(stores: Stores) -> None:
    first = await live(stores, 1)
    record = await stores.releases.propose(new(2), RELOAD, 7, NOON)
    assert await stores.releases.apply(record.id, None, 7, NOON) is None
    assert await stores.releases.apply(record.id, first + 99, 7, NOON) is None
    assert await stores.releases.apply(record.id, first, 7, NOON) == 2


async def test_a_newer_candidate_leaves_nothing_of_the_one_before(stores: Stores) -> None:
    await live(stores, 1)
    former = await stores.releases.propose(new(2), RELOAD, 7, NOON)
    record = await stores.releases.propose(new(3), RELOAD, 7, NOON)
    assert await stores.releases.get(former.id) is None
    assert (await stores.releases.live()).candidate_id == record.id
    assert await stores.releases.cancel(record.id)
    assert not await stores.releases.cancel(record.id)
    assert await stores.releases.files(record.id) is None


async def test_files_that_were_live_before_are_that_release_again(stores: Stores) -> None:
    first = await live(stores, 1)
    second = await live(stores, 2)
    again = await stores.releases.propose(new(1), ReleaseOrigin.ROLLBACK, 7, NOON)
    assert again.id == first
    assert await stores.releases.apply(first, second, 7, NOON + timedelta(hours=1)) == 3
    assert [each.id for each in await stores.releases.latest(5)] == [first, second]
    assert await stores.releases.with_files("files-2") == await stores.releases.get(second)
    assert await stores.releases.with_files("files-9") is None


async def test_what_was_live_long_ago_goes_but_never_what_is(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    ids = [await live(stores, number) for number in range(6)]
    assert [each.id for each in await stores.releases.latest(9)] == ids[:-4:-1]
    assert (await stores.releases.live()).release_id == ids[-1]


async def test_processes_are_seen_until_they_leave_or_fall_silent(stores: Stores) -> None:
    for name, minutes in (("a", 0), ("b", 5), ("c", 5)):
        at = NOON + timedelta(minutes=minutes)
        await stores.releases.beat(Server(name, 1, None, None, at))
    await stores.releases.beat(Server("b", 1, 2, 3, NOON + timedelta(minutes=6)))
    await stores.releases.leave("c")
    (seen,) = await stores.releases.servers(NOON + timedelta(minutes=1))
    assert seen == Server("b", 1, 2, 3, NOON + timedelta(minutes=6))


async def test_who_let_releases_go_live_is_told_so_and_it_stays_on_record(stores: Stores) -> None:
    number = await live(stores, 1)
    (told,) = (await stores.chats.export(7))["releases"]
    assert told["id"] == number
    assert "files" not in told
    await stores.chats.erase(7, NOON)
    assert (await stores.releases.live()).release_id == number
