"""Copies, the missed and the unknown of a broadcast and its repeats; what is watched."""

from bot.broadcasts import Broadcast, Delivery, DeliveryState, Unsettled
from bot.outcomes import DeliveryError, RejectedError, UnknownOutcomeError
from tests.bot.delivering.conftest import office
from tests.bot.delivering.stand_in import AUTHOR, Office
from tests.bot.storage.instants import NOON

__all__ = ["office"]

TWO_DAYS = 48 * 3600


def failing(**causes: DeliveryError) -> object:
    """A Telegram that fails for some chats, named c1, c2, …"""

    def fail(delivery: Delivery) -> DeliveryError | None:
        return causes.get(f"c{delivery.chat_id}")

    return fail


async def sent(office: Office, **causes: DeliveryError) -> Broadcast:
    """A broadcast to the chats 1 to 4, which has ended."""
    await office.subscribe(1, 2, 3, 4)
    office.telegram.fail = failing(**causes)  # type: ignore[assignment]
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    return broadcast


async def repeated(office: Office, origin: Broadcast, *, with_unknown: bool = False) -> Broadcast:
    """A repeat of a broadcast, which has ended."""
    async with office.running():
        repeat = await office.staff.send_again(origin.id, AUTHOR, with_unknown=with_unknown)
        assert repeat is not None
        await office.reaches(repeat, "finished", "finished:with_unknown")
    return repeat


REFUSED = RejectedError("TOPIC_CLOSED", is_recipients=True)
LOST = UnknownOutcomeError("time-out")


async def test_copies_are_counted_with_those_that_are_too_old(office: Office) -> None:
    origin = await sent(office, c3=REFUSED, c4=LOST)
    reports = office.stores.reports
    counted = await reports.copies(origin.id, NOON)
    assert (counted.count, counted.old_count) == (2, 0)
    office.clock.pass_seconds(TWO_DAYS)
    office.telegram.fail = failing()  # type: ignore[assignment]
    await repeated(office, origin)
    counted = await reports.copies(origin.id, office.clock())
    assert (counted.count, counted.old_count) == (3, 2)


async def test_who_missed_it_is_counted_until_a_repeat_does_better(office: Office) -> None:
    origin = await sent(office, c3=REFUSED, c4=LOST)
    reports = office.stores.reports
    assert await reports.missed_count(origin.id) == 1
    assert await reports.missed_count(origin.id, with_unknown=True) == 2
    await repeated(office, origin)  # refused again
    assert await reports.missed_count(origin.id) == 1
    office.telegram.fail = failing()  # type: ignore[assignment]
    await repeated(office, origin)
    assert await reports.missed_count(origin.id) == 0
    assert await reports.missed_count(origin.id, with_unknown=True) == 1


async def test_what_a_stopped_repeat_did_not_reach_is_missed_still(office: Office) -> None:
    origin = await sent(office, c3=REFUSED)
    repeat = await office.staff.send_again(origin.id, AUTHOR)
    assert repeat is not None
    await office.staff.stop(repeat.id, AUTHOR)
    assert await office.stores.reports.missed_count(origin.id) == 1
    office.telegram.fail = failing()  # type: ignore[assignment]
    await repeated(office, origin)
    assert office.telegram.arrived.count((3, 0)) == 1


async def test_a_person_settles_the_unknown_one_by_one_or_all(office: Office) -> None:
    origin = await sent(office, c2=LOST, c3=LOST, c4=LOST)
    reports = office.stores.reports
    assert await reports.unknown_count(origin.id) == 3
    first, second = await reports.unknown(origin.id, 0, 2)
    assert isinstance(first, Unsettled)
    assert first.reason == "time-out"
    assert first.at is not None
    (third,) = await reports.unknown(origin.id, second.position, 2)
    assert await reports.count_as_sent(origin.id, NOON, third.position) == 1
    assert await reports.count_as_sent(origin.id, NOON, third.position) == 0
    assert await reports.unknown_count(origin.id) == 2
    assert await reports.count_as_sent(origin.id, NOON) == 2
    assert await reports.unknown_count(origin.id) == 0
    counts = await office.stores.ledger.counts(origin.id)
    assert counts == {DeliveryState.SENT: 4}


async def test_what_only_counts_as_sent_is_no_copy_that_could_be_changed(office: Office) -> None:
    origin = await sent(office, c4=LOST)
    await office.staff.count_as_sent(origin.id, AUTHOR)
    assert (await office.stores.reports.copies(origin.id, NOON)).count == 3
    office.telegram.fail = failing()  # type: ignore[assignment]
    async with office.running():
        recall = await office.staff.recall(origin.id, AUTHOR)
        assert recall is not None
        await office.reaches(recall, "finished")
    assert await office.counts(recall) == {"sent": 3}


async def test_sending_again_settles_the_unknown_even_if_it_stays_unknown(office: Office) -> None:
    origin = await sent(office, c3=LOST, c4=LOST)
    reports = office.stores.reports
    office.telegram.fail = failing(c4=LOST)  # type: ignore[assignment]
    await repeated(office, origin, with_unknown=True)
    (left,) = await reports.unknown(origin.id, 0, 9)
    assert await reports.missed_count(origin.id, with_unknown=True) == 1
    assert await reports.missed_count(origin.id) == 0
    assert await reports.count_as_sent(origin.id, NOON, left.position) == 1
    assert await reports.missed_count(origin.id, with_unknown=True) == 0


async def test_a_broadcast_is_watched_until_its_last_report_was_shown(office: Office) -> None:
    broadcast = await office.confirmed()
    other = await office.confirmed()
    assert await office.staff.watched() == ()
    await office.staff.set_report(broadcast.id, 7, 70)
    await office.staff.set_report(other.id, 7, 71)
    watched = await office.staff.watched()
    assert [(each.id, each.report_message_id) for each in watched] == [
        (broadcast.id, 70),
        (other.id, 71),
    ]
    assert await office.staff.end_watch(broadcast.id)
    assert not await office.staff.end_watch(broadcast.id)
    assert [each.id for each in await office.staff.watched()] == [other.id]
