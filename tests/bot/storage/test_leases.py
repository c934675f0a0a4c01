"""Leases and halts: who may send, what must be left alone, and until when."""

import asyncio
from datetime import timedelta

from bot.storage.database import Database
from bot.storage.leases import hold
from bot.storage.stores import Stores
from tests.bot.storage.instants import NOON, later

TEN = timedelta(seconds=10)


async def test_one_of_many_that_ask_at_once_gets_the_lease(stores: Stores) -> None:
    asked = [stores.leases.take("sender", f"process-{number}", NOON, TEN) for number in range(8)]
    taken = [lease for lease in await asyncio.gather(*asked) if lease is not None]
    assert len(taken) == 1
    assert await stores.leases.holder("sender", later(9)) == taken[0].holder


async def test_a_lease_that_ran_out_goes_to_the_next_with_a_higher_fence(stores: Stores) -> None:
    first = await stores.leases.take("sender", "a", NOON, TEN)
    assert first is not None
    assert await stores.leases.take("sender", "b", later(9.9), TEN) is None
    assert await stores.leases.holder("sender", later(10)) is None
    second = await stores.leases.take("sender", "b", later(10), TEN)
    assert second is not None
    assert second.fence > first.fence
    assert not await stores.leases.renew(first, later(11), TEN)
    assert await stores.leases.renew(second, later(11), TEN)
    assert await stores.leases.holder("sender", later(20)) == "b"


async def test_a_renewed_lease_is_not_given_away(stores: Stores) -> None:
    lease = await stores.leases.take("sender", "a", NOON, TEN)
    assert lease is not None
    assert await stores.leases.renew(lease, later(8), TEN)
    assert await stores.leases.take("sender", "b", later(17), TEN) is None


async def test_a_holder_that_asks_anew_is_fenced_off_from_its_former_self(stores: Stores) -> None:
    before = await stores.leases.take("sender", "a", NOON, TEN)
    after = await stores.leases.take("sender", "a", later(1), TEN)
    assert before is not None
    assert after is not None
    assert after.fence > before.fence
    assert not await stores.leases.renew(before, later(2), TEN)


async def test_a_lease_given_up_is_free_at_once(stores: Stores) -> None:
    first = await stores.leases.take("sender", "a", NOON, TEN)
    assert first is not None
    await stores.leases.give_up(first, later(1))
    second = await stores.leases.take("sender", "b", later(1), TEN)
    assert second is not None
    await stores.leases.give_up(first, later(2))
    assert await stores.leases.holder("sender", later(3)) == "b"


async def test_nobody_takes_a_lease_while_its_holder_writes_under_it(
    stores: Stores, database: Database
) -> None:
    lease = await stores.leases.take("sender", "a", NOON, TEN)
    assert lease is not None
    async with database.writing() as connection:
        assert await hold(connection, lease, later(30))
        other = asyncio.create_task(stores.leases.take("sender", "b", later(15), TEN))
        await asyncio.wait({other}, timeout=0.2)
        assert not other.done()
    assert await other is None


async def test_halts_last_as_long_as_they_say_and_never_get_shorter(stores: Stores) -> None:
    await stores.halts.set("bulk", later(30))
    await stores.halts.set("bulk", later(10))
    await stores.halts.set("chat/5", later(5))
    assert await stores.halts.all(NOON) == {"bulk": later(30), "chat/5": later(5)}
    assert await stores.halts.all(later(5)) == {"bulk": later(30)}
    await stores.halts.clear(later(5))
    await stores.halts.set("chat/5", later(6))
    assert await stores.halts.all(NOON) == {"bulk": later(30), "chat/5": later(6)}
