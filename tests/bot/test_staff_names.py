"""Names of members of staff: kept while they have a role, written seldom, missed by nobody."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StorageBusyError
from bot.staff import Role, StaffName
from bot.staff_names import FRESH, StaffNames
from bot.storage.stores import Stores
from tests.bot.kept import Clock, kept
from tests.bot.storage.instants import NOON

HARU = StaffName("Haru Sato", "haru")


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    """Where names are kept."""
    async with kept(tmp_path) as stores:
        yield stores


async def test_a_name_is_the_last_one_seen(stores: Stores) -> None:
    names = StaffNames(stores.staff_names, Clock())
    await names.note(5, HARU)
    await names.note(5, StaffName("Hana"))
    await names.note(6, HARU)
    assert await names.of([5, 6, 7]) == {5: StaffName("Hana"), 6: HARU}
    assert await names.of([]) == {}


async def test_a_name_goes_with_the_role(stores: Stores) -> None:
    names = StaffNames(stores.staff_names, Clock())
    await stores.roles.grant(5, Role.STAFF, 1, NOON)
    for user_id in (5, 6, 7):
        await names.note(user_id, HARU)
    await stores.roles.revoke(5, 1, NOON)
    await stores.roles.revoke(6, 1, NOON)  # who had none that was granted
    assert set(await names.of([5, 6, 7])) == {6, 7}
    await names.keep_only([7])
    assert set(await names.of([5, 6, 7])) == {7}
    await names.note(6, HARU)
    assert set(await names.of([5, 6, 7])) == {6, 7}


async def test_a_name_is_erased_and_handed_out_with_all_else(stores: Stores) -> None:
    clock = Clock()
    names = StaffNames(stores.staff_names, clock)
    await names.note(5, HARU)
    (told,) = (await stores.chats.export(5))["name"]
    assert (told["name"], told["username"]) == ("Haru Sato", "haru")
    await stores.chats.erase(5, clock())
    names.forget_chat(5)
    assert await names.of([5]) == {}
    await names.note(5, HARU)
    assert await names.of([5]) == {5: HARU}


class Counting:
    """A store that counts what is written, and can be out of order."""

    def __init__(self) -> None:
        self.written = 0
        self.is_out = False

    async def put(self, user_id: int, name: StaffName, now: datetime) -> None:
        self._fail()
        self.written += 1

    async def of(self, user_ids: Collection[int]) -> dict[int, StaffName]:
        self._fail()
        return {}

    async def keep_only(self, user_ids: Collection[int]) -> None:
        self._fail()

    def _fail(self) -> None:
        if self.is_out:
            raise StorageBusyError("busy")


async def test_a_name_that_stays_is_written_once_an_hour() -> None:
    store, present = Counting(), [NOON]
    names = StaffNames(store, lambda: present[0])
    for _ in range(3):
        await names.note(5, HARU)
    assert store.written == 1
    present[0] += FRESH - timedelta(seconds=1)
    await names.note(5, HARU)
    assert store.written == 1
    present[0] += timedelta(seconds=1)
    await names.note(5, HARU)
    assert store.written == 2


async def test_without_the_database_nobody_is_stopped(caplog: pytest.LogCaptureFixture) -> None:
    store = Counting()
    store.is_out = True
    names = StaffNames(store, Clock())
    await names.note(5, HARU)
    assert await names.of([5]) == {}
    assert "cannot be kept" in caplog.text
    store.is_out = False
    await names.note(5, HARU)
    assert store.written == 1
