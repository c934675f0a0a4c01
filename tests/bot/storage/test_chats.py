"""What is kept of chats: meeting them, choices, new ids, handing out and erasing."""

import json
from datetime import timedelta, timezone

import pytest
from sqlalchemy import insert, select

from bot.broadcasts import DeliveryState
from bot.chats import ChatKind, Reachable
from bot.staff import Role
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.stores import Stores
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Topic
from tests.bot.storage.instants import NOON, later

PERSON, GROUP, SUPERGROUP = 7_000_000_001, -500, -1_002_000_000_000


async def deliver(database: Database, chat_id: int, position: int, state: DeliveryState) -> None:
    """Write down a delivery, and the broadcast that it belongs to."""
    async with database.writing() as connection:
        rows = await connection.execute(select(schema.broadcasts.c.id))
        if not rows.all():
            await connection.execute(
                insert(schema.broadcasts).values(
                    id=1,
                    kind="send",
                    state="finished",
                    author_id=1,
                    audience={},
                    default_locale="en",
                    frozen_up_to=0,
                    frozen_to=0,
                    is_frozen=True,
                    recipient_count=0,
                    created_at=NOON,
                    updated_at=NOON,
                )
            )
        await connection.execute(
            insert(schema.deliveries).values(
                broadcast_id=1,
                position=position,
                chat_id=chat_id,
                thread_id=0,
                locale="en",
                state=state.value,
                message_ids=[41, 42] if state is DeliveryState.SENT else None,
                attempts=0,
            )
        )


async def ledger(database: Database) -> list[tuple[object, ...]]:
    """Whom the deliveries go to, their states, messages and reasons."""
    c = schema.deliveries.c
    async with database.reading() as connection:
        rows = await connection.execute(
            select(c.chat_id, c.state, c.message_ids, c.reason).order_by(c.position)
        )
        return [tuple(row) for row in rows]


async def test_a_chat_is_remembered_with_its_first_and_last_news(stores: Stores) -> None:
    assert await stores.chats.get(PERSON) is None
    met = await stores.chats.remember(PERSON, ChatKind.PERSON, "ja", NOON)
    assert (met.chat_id, met.kind, met.language_code) == (PERSON, ChatKind.PERSON, "ja")
    assert (met.locale, met.time_zone, met.reachable) == (None, None, Reachable.OK)
    again = await stores.chats.remember(PERSON, ChatKind.PERSON, "vi-VN", later(5))
    assert (again.created_at, again.updated_at) == (NOON, later(5))
    assert again == await stores.chats.get(PERSON)
    assert again.language_code == "vi-VN"


async def test_what_is_no_news_changes_nothing(stores: Stores) -> None:
    met = await stores.chats.remember(PERSON, ChatKind.PERSON, "ja", NOON)
    assert await stores.chats.remember(PERSON, ChatKind.PERSON, "ja", later(5)) == met
    assert await stores.chats.remember(PERSON, ChatKind.PERSON, None, later(5)) == met
    assert await stores.chats.get(PERSON) == met


async def test_instants_come_back_in_utc_whatever_zone_they_came_in(stores: Stores) -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    await stores.chats.remember(PERSON, ChatKind.PERSON, None, tokyo)
    known = await stores.chats.get(PERSON)
    assert known is not None
    assert known.created_at == NOON
    assert known.created_at.utcoffset() == timedelta(0)


async def test_an_instant_without_a_zone_is_refused(stores: Stores) -> None:
    with pytest.raises(Exception, match="aware"):
        await stores.chats.remember(PERSON, ChatKind.PERSON, None, NOON.replace(tzinfo=None))


async def test_choices_are_kept_and_taken_back_also_of_a_chat_not_met(stores: Stores) -> None:
    await stores.chats.choose_locale(GROUP, "th", NOON)
    await stores.chats.choose_time_zone(GROUP, "Asia/Tokyo", later(1))
    chosen = await stores.chats.get(GROUP)
    assert chosen is not None
    assert (chosen.kind, chosen.locale, chosen.time_zone) == (ChatKind.GROUP, "th", "Asia/Tokyo")
    assert (chosen.created_at, chosen.updated_at) == (NOON, later(1))
    await stores.chats.choose_locale(GROUP, None, later(2))
    undone = await stores.chats.choose_time_zone(GROUP, None, later(2))
    assert (undone.locale, undone.time_zone) == (None, None)


async def test_whether_a_chat_can_be_reached_is_noted(stores: Stores) -> None:
    await stores.chats.remember(GROUP, ChatKind.GROUP, None, NOON)
    left = await stores.chats.mark(GROUP, Reachable.LEFT, later(1))
    assert left.reachable is Reachable.LEFT
    assert left == await stores.chats.get(GROUP)


async def test_a_group_that_gets_a_new_id_keeps_what_it_had(stores: Stores) -> None:
    await stores.chats.choose_locale(GROUP, "vi", NOON)
    await stores.subscriptions.subscribe(GROUP, 0, Topic.VISITS, ALL_COUNTRIES, NOON)
    await stores.chats.migrate(GROUP, SUPERGROUP, later(1))
    await stores.chats.migrate(GROUP, SUPERGROUP, later(2))
    assert await stores.chats.get(GROUP) is None
    moved = await stores.chats.get(SUPERGROUP)
    assert moved is not None
    assert (moved.locale, moved.created_at) == ("vi", NOON)
    kept = await stores.subscriptions.get(SUPERGROUP)
    assert kept is not None
    assert kept.topics == Topic.VISITS
    assert await stores.subscriptions.of_chat(GROUP) == ()


async def test_what_the_new_id_has_already_stays_and_the_rest_is_added(stores: Stores) -> None:
    await stores.chats.choose_locale(GROUP, "vi", NOON)
    await stores.chats.choose_time_zone(GROUP, "Asia/Tokyo", NOON)
    await stores.subscriptions.subscribe(GROUP, 0, Topic.VISITS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.subscribe(GROUP, 5, Topic.EVENTS, ALL_COUNTRIES, NOON)
    await stores.chats.choose_locale(SUPERGROUP, "ja", NOON)
    await stores.subscriptions.subscribe(SUPERGROUP, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.chats.migrate(GROUP, SUPERGROUP, later(1))
    merged = await stores.chats.get(SUPERGROUP)
    assert merged is not None
    assert (merged.locale, merged.time_zone) == ("ja", "Asia/Tokyo")
    kept = await stores.subscriptions.of_chat(SUPERGROUP)
    assert [(each.thread_id, each.topics) for each in kept] == [(0, ALL_TOPICS), (5, Topic.EVENTS)]
    assert await stores.chats.get(GROUP) is None


async def test_only_deliveries_not_begun_follow_to_the_new_id(
    stores: Stores, database: Database
) -> None:
    for position, state in enumerate(DeliveryState):
        await deliver(database, GROUP, position, state)
    await stores.chats.migrate(GROUP, SUPERGROUP, later(1))
    moved = {state for chat, state, *_ in await ledger(database) if chat == SUPERGROUP}
    assert moved == {DeliveryState.PENDING}


async def test_all_that_is_stored_of_a_person_is_handed_out_as_json(
    stores: Stores, database: Database
) -> None:
    assert await stores.chats.export(PERSON) == {}
    await stores.chats.choose_locale(PERSON, "ja", NOON)
    await stores.subscriptions.subscribe(PERSON, 0, Topic.VISITS, ALL_COUNTRIES, NOON)
    await stores.subscriptions.subscribe(PERSON + 1, 0, ALL_TOPICS, ALL_COUNTRIES, NOON)
    await stores.roles.grant(PERSON, Role.STAFF, 1, NOON)
    await stores.compositions.save(PERSON, GROUP, "audience", {"text": "draft"}, NOON)
    await stores.audit.add(NOON, PERSON, "grant", "user/3")
    await stores.halts.set(f"chat/{PERSON}", NOON)
    await deliver(database, PERSON, 1, DeliveryState.SENT)
    found = json.loads(json.dumps(await stores.chats.export(PERSON)))
    assert found["chat"][0]["locale"] == "ja"
    assert found["chat"][0]["created_at"] == "2026-03-02T12:00:00+00:00"
    assert [each["topics"] for each in found["subscriptions"]] == [int(Topic.VISITS)]
    assert found["deliveries"][0]["message_ids"] == [41, 42]
    assert found["role"][0]["role"] == "staff"
    assert found["compositions"][0]["data"] == {"text": "draft"}
    assert [each["subject"] for each in found["acts"]] == [f"user/{PERSON}", "user/3"]
    assert [each["name"] for each in found["pauses"]] == [f"chat/{PERSON}"]


async def test_who_is_erased_leaves_no_id_but_the_counts_stay(
    stores: Stores, database: Database
) -> None:
    await stores.chats.choose_locale(PERSON, "ja", NOON)
    await stores.subscriptions.subscribe(PERSON, 0, Topic.VISITS, ALL_COUNTRIES, NOON)
    await stores.compositions.save(PERSON, GROUP, "audience", {}, NOON)
    await stores.halts.set(f"chat/{PERSON}", later(60))
    await deliver(database, PERSON, 1, DeliveryState.SENT)
    await deliver(database, PERSON, 2, DeliveryState.PENDING)
    await deliver(database, PERSON + 1, 3, DeliveryState.SENT)
    await stores.chats.erase(PERSON, NOON)
    assert await stores.chats.export(PERSON) == {}
    assert await ledger(database) == [
        (None, "sent", None, None),
        (None, "failed", None, "erased"),
        (PERSON + 1, "sent", [41, 42], None),
    ]


async def test_erasing_keeps_what_is_the_offices(stores: Stores) -> None:
    await stores.audit.add(NOON, PERSON, "grant", "user/3")
    await stores.roles.grant(PERSON, Role.STAFF, 1, NOON)
    await stores.chats.erase(PERSON, NOON)
    assert set(await stores.chats.export(PERSON)) == {"acts", "role"}


async def test_who_has_no_role_any_more_and_is_erased_is_in_no_act(stores: Stores) -> None:
    await stores.roles.grant(PERSON, Role.STAFF, 1, NOON)
    await stores.roles.revoke(PERSON, 1, later(1))
    await stores.roles.grant(PERSON + 1, Role.STAFF, 1, later(2))
    assert [each["act"] for each in (await stores.chats.export(PERSON))["acts"]] == [
        "grant",
        "revoke",
    ]
    await stores.chats.erase(PERSON, NOON)
    assert await stores.chats.export(PERSON) == {}
    subjects = [each.subject for each in await stores.audit.latest(10)]
    assert subjects == [f"user/{PERSON + 1}", "user/erased", "user/erased"]
