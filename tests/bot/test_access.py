"""Roles: from the settings and from admins; who may change them; what the log tells."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.access import Access, Change
from bot.staff import Role
from bot.storage.stores import Stores
from tests.bot.kept import Clock, kept

ADMIN, STAFF, READER, OTHER = 1, 2, 3, 4


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    """Where grants are kept."""
    async with kept(tmp_path) as stores:
        yield stores


def access_on(stores: Stores) -> Access:
    """Access as a process has it that has just started."""
    return Access(stores.roles, stores.audit, frozenset({ADMIN}), frozenset({STAFF}), Clock())


@pytest.fixture
def access(stores: Stores) -> Access:
    """One admin and one member of staff, from the settings."""
    return access_on(stores)


async def test_the_settings_give_roles_and_nobody_else_has_one(access: Access) -> None:
    roles = [await access.role_of(each) for each in (ADMIN, STAFF, READER)]
    assert roles == [Role.ADMIN, Role.STAFF, None]


async def test_what_an_admin_grants_and_revokes_counts_at_once_and_after_a_restart(
    access: Access, stores: Stores
) -> None:
    assert await access.grant(ADMIN, READER, Role.STAFF) is Change.DONE
    assert await access_on(stores).role_of(READER) is Role.STAFF
    assert await access.grant(ADMIN, READER, Role.STAFF) is Change.NOTHING
    assert await access.grant(ADMIN, READER, Role.ADMIN) is Change.DONE
    assert await access.role_of(READER) is Role.ADMIN
    assert await access.revoke(ADMIN, READER) is Change.DONE
    assert await access_on(stores).role_of(READER) is None
    assert await access.revoke(ADMIN, READER) is Change.NOTHING


async def test_a_granted_admin_may_grant_until_it_is_revoked(access: Access) -> None:
    await access.grant(ADMIN, READER, Role.ADMIN)
    assert await access.grant(READER, OTHER, Role.STAFF) is Change.DONE
    await access.revoke(ADMIN, READER)
    assert await access.revoke(READER, OTHER) is Change.NOT_ALLOWED
    assert await access.role_of(OTHER) is Role.STAFF


@pytest.mark.parametrize("by", [STAFF, READER])
async def test_nobody_but_admins_changes_a_role_or_reads_the_log(access: Access, by: int) -> None:
    assert await access.grant(by, by, Role.ADMIN) is Change.NOT_ALLOWED
    assert await access.revoke(by, ADMIN) is Change.NOT_ALLOWED
    assert await access.log(by, 10) is None
    assert await access.role_of(by) is (Role.STAFF if by == STAFF else None)
    assert await access.log(ADMIN, 10) == ()


async def test_a_role_of_the_settings_can_be_raised_but_not_taken(access: Access) -> None:
    assert await access.revoke(ADMIN, ADMIN) is Change.IN_SETTINGS
    assert await access.grant(ADMIN, ADMIN, Role.STAFF) is Change.IN_SETTINGS
    assert await access.grant(ADMIN, STAFF, Role.STAFF) is Change.IN_SETTINGS
    assert await access.grant(ADMIN, STAFF, Role.ADMIN) is Change.DONE
    assert await access.role_of(STAFF) is Role.ADMIN
    assert await access.revoke(ADMIN, STAFF) is Change.DONE
    assert await access.role_of(STAFF) is Role.STAFF


async def test_everybody_with_a_role_is_listed_with_the_greater_one(access: Access) -> None:
    await access.grant(ADMIN, READER, Role.STAFF)
    await access.grant(ADMIN, STAFF, Role.ADMIN)
    assert await access.everybody() == {
        ADMIN: Role.ADMIN,
        STAFF: Role.ADMIN,
        READER: Role.STAFF,
    }


async def test_the_log_tells_who_did_what_to_whom_newest_first(access: Access) -> None:
    await access.grant(ADMIN, READER, Role.STAFF)
    await access.revoke(ADMIN, READER)
    log = await access.log(ADMIN, 10)
    assert log is not None
    assert [(each.actor_id, each.act, each.subject) for each in log] == [
        (ADMIN, "revoke", f"user/{READER}"),
        (ADMIN, "grant", f"user/{READER}"),
    ]
    assert await access.log(ADMIN, 10, before_id=log[0].id) == log[1:]


async def test_without_the_database_the_settings_say_what_is_shown(
    access: Access, stores: Stores, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await access.grant(ADMIN, READER, Role.STAFF)
    for path in tmp_path.iterdir():  # noqa: ASYNC240 - as somebody would, at once
        path.unlink()
    await stores.roles._database.close()
    assert await access.shown_role_of(STAFF) is Role.STAFF
    assert await access.shown_role_of(READER) is None
    assert "a role cannot be read" in caplog.text
