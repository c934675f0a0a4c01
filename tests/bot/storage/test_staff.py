"""Roles, the audit log and half-made broadcasts."""

from bot.staff import Composition, Grant, Role
from bot.storage.stores import Stores
from tests.bot.storage.instants import NOON, later


async def test_a_role_is_granted_changed_and_revoked(stores: Stores) -> None:
    assert await stores.roles.of(5) is None
    await stores.roles.grant(5, Role.STAFF, 1, NOON)
    await stores.roles.grant(6, Role.STAFF, 1, later(1))
    granted = await stores.roles.grant(5, Role.ADMIN, 2, later(2))
    assert granted == Grant(5, Role.ADMIN, 2, later(2))
    assert await stores.roles.of(5) is Role.ADMIN
    assert await stores.roles.all() == (Grant(6, Role.STAFF, 1, later(1)), granted)
    assert await stores.roles.revoke(5, 1, later(3)) is Role.ADMIN
    assert await stores.roles.revoke(5, 1, later(4)) is None
    assert await stores.roles.of(5) is None


async def test_every_change_of_a_role_is_in_the_audit_log(stores: Stores) -> None:
    await stores.roles.grant(5, Role.STAFF, 1, NOON)
    await stores.roles.revoke(6, 2, later(1))
    await stores.roles.revoke(5, 2, later(2))
    told = [
        (each.at, each.actor_id, each.act, each.subject, each.detail)
        for each in await stores.audit.latest(10)
    ]
    assert told == [
        (later(2), 2, "revoke", "user/5", {"role": "staff"}),
        (NOON, 1, "grant", "user/5", {"role": "staff"}),
    ]


async def test_acts_are_listed_newest_first_and_page_by_page(stores: Stores) -> None:
    acts = [
        await stores.audit.add(later(number), 7, "send", f"broadcast/{number}", count=number)
        for number in range(5)
    ]
    first = await stores.audit.latest(2)
    assert first == (acts[4], acts[3])
    assert await stores.audit.latest(10, before_id=first[-1].id) == (acts[2], acts[1], acts[0])
    assert first[0].detail == {"count": 4}


async def test_a_composition_is_kept_replaced_and_dropped(stores: Stores) -> None:
    data = {"versions": {"ja": {"text": "こんにちは"}}, "topics": 3}
    await stores.compositions.save(5, -9, "content", {}, NOON)
    await stores.compositions.save(5, -9, "audience", data, later(1))
    await stores.compositions.save(5, 5, "content", {}, NOON)
    expected = Composition(5, -9, "audience", data, later(1))
    assert await stores.compositions.get(5, -9) == expected
    assert await stores.compositions.get(6, -9) is None
    assert await stores.compositions.drop(5, -9)
    assert not await stores.compositions.drop(5, -9)
    assert await stores.compositions.get(5, -9) is None
    assert await stores.compositions.get(5, 5) is not None
