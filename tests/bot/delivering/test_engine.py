"""The engine: everybody once, whatever fails, is paused, dies or is frozen."""

import asyncio
from datetime import timedelta

import pytest

from bot.broadcasts import BroadcastState, Delivery, DeliveryState
from bot.chats import Reachable
from bot.delivering import engine as engine_module
from bot.errors import StorageError
from bot.outcomes import (
    MAX_ATTEMPTS,
    BlockedError,
    DeliveryError,
    HaltedError,
    MovedError,
    NotSentError,
    RejectedError,
    UnknownOutcomeError,
)
from bot.storage.leases import LeaseLostError
from bot.storage.ledger import Ledger, Turn
from bot.subscribers import SubscriptionState
from tests.bot.delivering.stand_in import AUTHOR, Office, until_frozen
from tests.bot.storage.instants import later
from tests.simulator.driver import until

PEOPLE = range(1, 41)


async def test_everybody_gets_one_copy_and_the_broadcast_is_finished(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    await office.subscribe(-100, thread=3)
    await office.subscribe(-100, thread=8)
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert sorted(office.telegram.arrived) == [
        (-100, 3),
        (-100, 8),
        *((each, 0) for each in PEOPLE),
    ]
    assert await office.counts(broadcast) == {"sent": 42}
    found = await office.stores.broadcasts.get(broadcast.id)
    assert found is not None
    assert found.recipient_count == 42
    assert found.finished_at is not None
    page = await office.stores.ledger.page(broadcast.id, [DeliveryState.SENT])
    assert all(len(each.message_ids) == 1 and each.attempts == 1 for each in page)


async def test_no_more_copies_are_on_their_way_than_allowed(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.concurrency = 4
    office.telegram.hold()
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(4)
        office.telegram.release()
        await office.reaches(broadcast, "finished")
    assert office.telegram.most_at_once == 4
    assert len(office.telegram.arrived) == len(PEOPLE)


async def test_who_joins_later_or_leaves_before_gets_nothing(office: Office) -> None:
    await office.subscribe(1, 2, 3)
    office.clock.pass_seconds(1)
    broadcast = await office.confirmed(send_at=later(600))
    async with office.running():
        await until_frozen(office, broadcast.id)
    office.clock.pass_seconds(1)
    await office.subscribe(4)
    await office.stores.subscriptions.unsubscribe(2, 0, office.clock())
    office.clock.now = later(600)
    async with office.running():
        await office.reaches(broadcast, "finished")
    assert sorted(office.telegram.arrived) == [(1, 0), (3, 0)]


async def test_two_broadcasts_share_the_sender(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.hold()
    first = await office.confirmed("one")
    second = await office.confirmed("two")
    async with office.running():
        await office.tried(10)
        office.telegram.release()
        await office.reaches(first, "finished")
        await office.reaches(second, "finished")
    half = [
        office.telegram.texts[chat, at] for at, (chat, _) in enumerate(office.telegram.arrived, 1)
    ]
    assert set(half[:10]) == {"one", "two"}
    assert half.count("one") == half.count("two") == len(PEOPLE)


# What may go wrong with a delivery


async def test_who_blocked_the_bot_is_noted_and_unsubscribed_and_never_tried_again(
    office: Office,
) -> None:
    await office.subscribe(1, 2, -30)

    def fail(delivery: Delivery) -> DeliveryError | None:
        if delivery.chat_id == 2:
            return BlockedError("bot was blocked by the user")
        return BlockedError("bot was kicked", has_left=True) if delivery.chat_id == -30 else None

    office.telegram.fail = fail
    async with office.running():
        await office.reaches(await office.confirmed(), "finished")
        again = await office.confirmed()
        await office.reaches(again, "finished")
    assert office.telegram.tries.count(2) == 1
    assert await office.counts(again) == {"sent": 1}
    states = {}
    for chat in (2, -30):
        known = await office.stores.chats.get(chat)
        subscription = await office.stores.subscriptions.get(chat)
        assert known is not None
        assert subscription is not None
        states[chat] = (known.reachable, subscription.state)
    blocked = SubscriptionState.BLOCKED
    assert states == {2: (Reachable.BLOCKED, blocked), -30: (Reachable.LEFT, blocked)}


async def test_what_is_unknown_is_never_sent_again(office: Office) -> None:
    await office.subscribe(1, 2)
    office.telegram.fail = lambda each: (
        UnknownOutcomeError("read timeout") if each.chat_id == 1 else None
    )
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert office.telegram.tries.count(1) == 1
    assert await office.counts(broadcast) == {"sent": 1, "unknown": 1}
    (listed,) = await office.staff.undelivered(broadcast.id)
    assert (listed.chat_id, listed.state, listed.reason) == (
        1,
        DeliveryState.UNKNOWN,
        "read timeout",
    )


async def test_a_group_that_moved_gets_its_copy_under_the_new_id(office: Office) -> None:
    await office.subscribe(-5, 1)
    office.telegram.fail = lambda each: MovedError(-1005) if each.chat_id == -5 else None
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert sorted(office.telegram.arrived) == [(-1005, 0), (1, 0)]
    assert await office.counts(broadcast) == {"sent": 2}
    assert await office.stores.subscriptions.get(-5) is None
    assert await office.stores.subscriptions.get(-1005) is not None


async def test_a_group_known_under_both_ids_gets_one_copy(office: Office) -> None:
    await office.subscribe(-5, -1005)
    office.telegram.fail = lambda each: MovedError(-1005) if each.chat_id == -5 else None
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert office.telegram.arrived == [(-1005, 0)]
    assert await office.counts(broadcast) == {"sent": 1, "failed": 1}


async def test_what_was_surely_not_sent_is_tried_until_it_succeeds(office: Office) -> None:
    await office.subscribe(*PEOPLE)

    def fail(delivery: Delivery) -> DeliveryError | None:
        if delivery.chat_id == 7 and office.telegram.tries.count(7) < 4:
            return NotSentError("502", is_answered=True)
        return None

    office.telegram.fail = fail
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert office.telegram.tries.count(7) == 4
    assert await office.counts(broadcast) == {"sent": len(PEOPLE)}


async def test_who_fails_while_all_others_succeed_is_given_up_at_last(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.fail = lambda each: (
        NotSentError("500", is_answered=True) if each.chat_id == 7 else None
    )
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"sent": len(PEOPLE) - 1, "failed": 1}
    assert office.telegram.tries.count(7) == MAX_ATTEMPTS


async def test_an_outage_is_nobodys_fault_and_ends_by_itself(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    is_down = True
    office.telegram.fail = lambda _: NotSentError("no connection") if is_down else None
    async with office.running():
        broadcast = await office.confirmed()
        async with asyncio.timeout(20):
            while len(office.telegram.tries) < 40:
                office.clock.pass_seconds(5)
                office.wake()
                await asyncio.sleep(0.002)
        is_down = False
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"sent": len(PEOPLE)}
    assert office.telegram.most_at_once <= office.concurrency


async def test_a_halt_of_a_chat_delays_that_chat_alone(office: Office) -> None:
    await office.subscribe(1, 2, 3)

    def fail(delivery: Delivery) -> DeliveryError | None:
        is_halted = delivery.chat_id == 2 and office.clock() < later(50)
        return HaltedError(later(50), chat_id=2) if is_halted else None

    office.telegram.fail = fail
    async with office.running():
        broadcast = await office.confirmed()
        await until(lambda: len(office.telegram.arrived) == 2)
        await office.reaches(broadcast, "finished")
    assert office.telegram.arrived[-1] == (2, 0)
    assert office.clock() >= later(50)
    assert await office.counts(broadcast) == {"sent": 3}


async def test_a_halt_of_all_is_kept_also_across_a_restart(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.fail = lambda _: (
        HaltedError(later(100)) if office.clock() < later(100) else None
    )
    async with office.killed():
        broadcast = await office.confirmed()
        await until_halted(office)
    tried = len(office.telegram.tries)
    assert tried <= office.concurrency
    office.clock.now = later(99)
    async with office.running("second"):
        await office.stores.leases.holder(engine_module.LEASE_NAME, office.clock())
        await asyncio.sleep(0.1)
        assert len(office.telegram.tries) == tried
        office.clock.now = later(100)
        await office.reaches(broadcast, "finished")
    assert len(office.telegram.arrived) == len(PEOPLE)


async def until_halted(office: Office) -> None:
    """Return once the halt is written down."""
    async with asyncio.timeout(20):
        while True:
            if await office.stores.halts.all(office.clock()):
                return
            await asyncio.sleep(0.005)


async def test_a_content_that_fails_everybody_is_stopped_after_the_first(office: Office) -> None:
    people = range(1, 201)
    await office.subscribe(*people)
    office.telegram.fail = lambda _: RejectedError("can't parse entities")
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "stopped:all_failed")
    assert len(office.telegram.tries) < 60
    counts = await office.counts(broadcast)
    assert counts["pending"] + counts["failed"] == len(people)


async def test_recipients_that_fail_each_for_themselves_stop_nothing(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.fail = lambda _: RejectedError("TOPIC_CLOSED", is_recipients=True)
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"failed": len(PEOPLE)}


async def test_a_mistake_of_ours_leaves_the_delivery_unknown(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.subscribe(1, 2)

    def fail(delivery: Delivery) -> DeliveryError | None:
        if delivery.chat_id == 1:
            raise KeyError("mistake")
        return None

    office.telegram.fail = fail
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"sent": 1, "unknown": 1}
    assert "KeyError" in caplog.text


# Pausing, stopping, restarting


async def test_a_pause_lets_begun_copies_arrive_and_a_resume_sends_the_rest(
    office: Office,
) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.hold()
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(10)
        assert await office.staff.pause(broadcast.id, AUTHOR) is not None
        office.telegram.release()
        await office.reaches(broadcast, "paused")
        await until(lambda: len(office.telegram.arrived) == 10)
        office.clock.pass_seconds(5)
        office.wake()
        await asyncio.sleep(0.05)
        assert len(office.telegram.tries) == 10
        assert await office.staff.resume(broadcast.id, AUTHOR) is not None
        await office.reaches(broadcast, "finished")
    assert sorted(office.telegram.arrived) == [(each, 0) for each in PEOPLE]


async def test_a_stop_leaves_the_rest_unsent_for_good(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.hold()
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(10)
        assert await office.staff.stop(broadcast.id, AUTHOR) is not None
        office.telegram.release()
        await until(lambda: len(office.telegram.arrived) == 10)
    async with office.running("second"):
        office.clock.pass_seconds(60)
    assert await office.counts(broadcast) == {"sent": 10, "pending": 30}
    assert await office.staff.resume(broadcast.id, AUTHOR) is None


async def test_an_orderly_stop_records_what_was_on_its_way(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.hold()
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(10)
        asyncio.get_running_loop().call_later(0.05, office.telegram.release)
    assert await office.counts(broadcast) == {"sent": 10, "pending": 30}
    async with office.running("second"):
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"sent": len(PEOPLE)}


async def test_after_a_death_what_was_claimed_is_unknown_and_the_rest_is_sent(
    office: Office,
) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.hold()
    async with office.killed():
        broadcast = await office.confirmed()
        await office.tried(10)
    before = list(office.telegram.tries)
    office.telegram.release()
    office.clock.pass_seconds(11)
    async with office.running("second"):
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"sent": 30, "unknown": 10}
    listed = await office.staff.undelivered(broadcast.id)
    assert sorted(each.chat_id or 0 for each in listed) == sorted(before)
    assert len(set(office.telegram.tries)) == len(office.telegram.tries) == len(PEOPLE)


async def test_the_lease_of_the_dead_runs_out_before_another_sends(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    office.telegram.hold()
    async with office.killed():
        await office.confirmed()
        await office.tried(10)
    office.telegram.release()
    office.clock.pass_seconds(9)
    async with office.running("second"):
        await asyncio.sleep(0.1)
        assert len(office.telegram.tries) == 10


async def test_of_two_processes_only_one_sends(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    async with office.running("first"), office.running("second"):
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert sorted(office.telegram.arrived) == [(each, 0) for each in PEOPLE]


async def test_a_sender_that_was_frozen_cannot_write_when_it_thaws(office: Office) -> None:
    await office.subscribe(*PEOPLE)
    frozen = await office.stores.leases.take(
        engine_module.LEASE_NAME, "frozen", office.clock(), timedelta(seconds=10)
    )
    assert frozen is not None
    broadcast = await office.confirmed()
    office.clock.pass_seconds(11)
    async with office.running("second"):
        await office.reaches(broadcast, "finished")
        ledger: Ledger = office.stores.ledger
        with pytest.raises(LeaseLostError):
            await ledger.turn(frozen, later(99), office.clock(), Turn(), [])


async def test_a_broadcast_confirmed_while_the_bot_was_down_begins_at_the_start(
    office: Office,
) -> None:
    await office.subscribe(*PEOPLE)
    broadcast = await office.confirmed()
    async with office.running():
        await office.reaches(broadcast, "finished")
    assert await office.counts(broadcast) == {"sent": len(PEOPLE)}


# Scheduled


@pytest.mark.parametrize(
    ("minutes", "ends"),
    [(0, "finished"), (30, "finished:late"), (61, "held:too_late")],
)
async def test_a_time_that_passed_is_met_late_or_held(
    office: Office, minutes: int, ends: str
) -> None:
    await office.subscribe(1)
    broadcast = await office.confirmed(send_at=later(600))
    office.clock.now = later(600 + 60 * minutes)
    async with office.running():
        await office.reaches(broadcast, ends)
        if ends.startswith("held"):
            assert office.telegram.tries == []
            await office.staff.send_held(broadcast.id, AUTHOR)
            await office.reaches(broadcast, "finished:too_late", "finished")
    assert office.telegram.arrived == [(1, 0)]


async def test_nothing_is_sent_before_its_time(office: Office) -> None:
    await office.subscribe(1)
    broadcast = await office.confirmed(send_at=later(600))
    async with office.running():
        await until_frozen(office, broadcast.id)
        office.clock.now = later(599)
        office.wake()
        await asyncio.sleep(0.05)
        assert await office.state(broadcast) == BroadcastState.SCHEDULED
        await office.reaches(broadcast, "finished")
    assert office.clock() >= later(600)
    assert office.telegram.arrived == [(1, 0)]


# The database


async def test_a_database_that_fails_for_a_while_loses_and_doubles_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every third commit of a turn fails: before it was carried out, or after."""
    await office.subscribe(*PEOPLE)
    original = Ledger.turn
    calls = 0

    async def fail_at_times(self: Ledger, *arguments: object) -> list[Delivery]:
        nonlocal calls
        calls += 1
        if calls % 3 == 1:
            raise StorageError("for the test")
        done = await original(self, *arguments)  # type: ignore[arg-type]
        if calls % 3 == 2:
            raise StorageError("for the test")
        return done

    monkeypatch.setattr(Ledger, "turn", fail_at_times)
    monkeypatch.setattr("bot.delivering.reign.STORAGE_RETRY_SECONDS", 0)
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    assert sorted(office.telegram.arrived) == [(each, 0) for each in PEOPLE]
    assert await office.counts(broadcast) == {"sent": len(PEOPLE)}
