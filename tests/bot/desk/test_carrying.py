"""Carrying on both databases: in order, once, through failures, deaths and stops."""

import asyncio
from datetime import timedelta

import pytest

from bot.carrying.outcomes import MAX_ATTEMPTS, NoTopicError, TopicGoneError, done
from bot.handoffs import HandoffState, Job, Side, What
from bot.outcomes import (
    BlockedError,
    DeliveryError,
    HaltedError,
    MovedError,
    NotSentError,
    RejectedError,
    UnknownOutcomeError,
)
from bot.storage.leases import LeaseLostError
from tests.bot.desk.bench import GROUP, OTHER, PERSON, QUESTION, STAFF, Bench, is_copy
from tests.simulator.driver import until


async def test_a_handoff_gets_its_topic_then_its_card_then_the_messages(bench: Bench) -> None:
    handoff = await bench.hand_over()
    for message_id in (11, 12, 13):
        await bench.desk.from_person(bench.update, PERSON, message_id, None)
    await bench.carry_all()
    assert [what for side, what, _ in bench.carrier.made if side == "staff"] == [
        "topic", "card", "copy", "copy", "copy",
    ]  # fmt: skip
    assert bench.carrier.copies(Side.STAFF) == [11, 12, 13]
    handoff = await bench.now(handoff)
    assert handoff.thread_id is not None
    assert handoff.card_message_id is not None
    assert bench.carrier.jobs[-1].handoff.thread_id == handoff.thread_id


async def test_replies_and_edits_find_the_message_on_the_other_side(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    await bench.carry_all()
    (copy,) = [row.result_id for row in await bench.outbox() if row.what == "copy"]
    await bench.desk.from_staff(bench.update, handoff, 21, copy)
    await bench.carry_all()
    assert bench.carrier.jobs[-1].reply_to_id == 11
    await bench.desk.from_person(bench.update, PERSON, 12, 11)
    await bench.desk.edited(bench.update, PERSON, 11, {"text": "new"})
    await bench.carry_all()
    by_what = {job.carriage.what: job for job in bench.carrier.jobs}
    assert by_what[What.COPY].reply_to_id == copy
    assert by_what[What.EDIT].target_id == copy
    assert all(row.payload == {} for row in await bench.outbox() if row.what == "edit")


async def test_one_persons_trouble_does_not_hold_up_another(bench: Bench) -> None:
    await bench.hand_over()
    await bench.hand_over(OTHER)
    until_then = bench.clock() + timedelta(hours=1)
    bench.carrier.fail = lambda job: (
        HaltedError(until_then, PERSON) if job.handoff.person_id == PERSON else None
    )
    await bench.desk.from_person(bench.update, OTHER, 31, None)
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    await bench.carry_all()
    assert bench.carrier.copies(Side.STAFF) == [31]
    bench.carrier.fail = lambda _: None
    bench.clock.move(hours=1, seconds=1)
    await bench.carry_all()
    assert bench.carrier.copies(Side.STAFF) == [31, 11]


async def test_the_messages_of_one_go_one_after_the_other_and_of_several_side_by_side(
    bench: Bench,
) -> None:
    people = range(2000, 2005)
    for person in people:
        await bench.hand_over(person)
    await bench.carry_all()
    bench.carrier.most_at_once = 0
    bench.carrier.is_open.clear()
    for person in people:
        for message_id in (11, 12):
            await bench.desk.from_person(bench.update, person, message_id, None)
    async with bench.carrying():
        await until(lambda: bench.carrier.at_once == len(people))
        bench.carrier.is_open.set()
        await until(lambda: len(bench.carrier.copies(Side.STAFF)) == 2 * len(people))
    assert bench.carrier.most_at_once == len(people)


@pytest.mark.parametrize("is_made", [True, False])
async def test_a_copy_whose_carrier_died_is_unknown_and_goes_again_only_on_demand(
    bench: Bench, is_made: bool
) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    await bench.desk.from_staff(bench.update, handoff, 21, None)
    await bench.desk.from_staff(bench.update, handoff, 22, None)
    await bench.killed_while_carrying(is_made=is_made)
    await bench.carry_all()
    assert bench.carrier.copies(Side.PERSON) == ([21, 22] if is_made else [22])
    assert bench.carrier.lines(Side.STAFF) == ["missed-by-person"]
    (unknown,) = await bench.outbox("unknown")
    (line,) = [
        job
        for job in bench.carrier.jobs
        if job.carriage.what is What.NOTICE and job.carriage.side is Side.STAFF
    ]
    assert line.carriage.payload["carriage"] == unknown.id
    assert line.reply_to_id == 21
    assert await bench.desk.deeds.again(unknown.id, handoff.id)
    assert not await bench.desk.deeds.again(unknown.id, handoff.id)
    await bench.carry_all()
    assert bench.carrier.copies(Side.PERSON)[-1] == 21


async def test_what_harms_nobody_twice_is_carried_again_after_a_death(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.killed_while_carrying(is_made=True)
    await bench.carry_all()
    assert bench.carrier.lines(Side.PERSON) == ["opened", "opened"]
    assert (await bench.now(handoff)).thread_id is None, "its echo is waited for"
    bench.clock.move(seconds=4)
    await bench.carry_all()
    assert (await bench.now(handoff)).thread_id is not None
    assert await bench.outbox("unknown") == []


async def test_a_topic_of_which_telegram_tells_is_taken_and_no_other_opened(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.killed_while_carrying()
    async with bench.carrying():
        await until(lambda: bench.carrier.lines(Side.PERSON))
    await bench.desk.topic_opened(handoff.id, 4711)
    bench.clock.move(seconds=4)
    await bench.carry_all()
    assert (await bench.now(handoff)).thread_id == 4711
    assert [what for _, what, _ in bench.carrier.made].count("topic") == 0
    await bench.desk.topic_opened(handoff.id, 9)
    assert (await bench.now(handoff)).thread_id == 4711


async def test_two_processes_carry_nothing_twice(bench: Bench) -> None:
    await bench.hand_over()
    for message_id in range(11, 31):
        await bench.desk.from_person(bench.update, PERSON, message_id, None)
    async with bench.carrying("a") as first, bench.carrying("b") as second:
        for _ in range(4000):
            first.wake()
            second.wake()
            if not await bench.outbox("pending", "claimed"):
                break
            await asyncio.sleep(0.002)
    assert bench.carrier.copies(Side.STAFF) == list(range(11, 31))


async def test_who_lost_the_lease_can_record_nothing(bench: Bench) -> None:
    await bench.hand_over()
    length = timedelta(seconds=5)
    old = await bench.stores.leases.take("desk", "old", bench.clock(), length)
    assert old is not None
    jobs = await bench.stores.outbox.claim(old, bench.clock() + length, bench.clock(), 8)
    bench.clock.move(seconds=6)
    await bench.carry_all()
    with pytest.raises(LeaseLostError):
        await bench.stores.outbox.record(
            old, bench.clock() + length, bench.clock(), jobs[0], done(jobs[0], 1)
        )


async def test_a_stop_finishes_what_is_on_its_way(bench: Bench) -> None:
    await bench.hand_over()
    await bench.carry_all()
    bench.carrier.is_open.clear()
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    async with bench.carrying() as carrying:
        await until(lambda: bench.carrier.at_once == 1)
        carrying.stop()
        asyncio.get_running_loop().call_later(0.05, bench.carrier.is_open.set)
    assert await bench.outbox("claimed", "pending") == []
    assert bench.carrier.copies(Side.STAFF) == [11]
    holder = await bench.stores.leases.holder("desk", bench.clock())
    assert holder is None


@pytest.mark.parametrize("error", [NotSentError("no network"), UnknownOutcomeError("?")])
async def test_a_line_is_tried_until_it_gets_through(bench: Bench, error: DeliveryError) -> None:
    await bench.hand_over()
    bench.carrier.fail = lambda _: error
    for _ in range(30):
        await bench.carry_all()
        bench.clock.move(minutes=2)
    bench.carrier.fail = lambda _: None
    await bench.carry_all()
    await bench.carry_all()
    assert bench.carrier.lines(Side.PERSON) == ["opened"]
    assert await bench.outbox("pending", "failed", "unknown") == []


async def test_a_copy_that_telegram_cannot_make_is_given_up_in_the_end_and_told(
    bench: Bench,
) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    bench.carrier.fail = lambda job: (
        NotSentError("Internal Server Error", is_answered=True) if is_copy(job) else None
    )
    await bench.desk.from_staff(bench.update, handoff, 21, None)
    for _ in range(MAX_ATTEMPTS):
        await bench.carry_all()
        bench.clock.move(minutes=2)
    await bench.carry_all()
    assert [row.attempts for row in await bench.outbox("failed")] == [MAX_ATTEMPTS]
    assert bench.carrier.lines(Side.STAFF) == ["not-taken"]


async def test_a_person_who_is_gone_is_told_of_and_nothing_more(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    bench.carrier.fail = lambda job: (
        BlockedError("blocked") if job.carriage.side is Side.PERSON else None
    )
    await bench.desk.from_staff(bench.update, handoff, 21, None)
    await bench.carry_all()
    assert bench.carrier.lines(Side.STAFF) == ["not-delivered"]
    assert not (await bench.now(handoff)).is_reachable
    bench.carrier.fail = lambda _: None
    await bench.desk.from_staff(bench.update, handoff, 22, None)
    await bench.carry_all()
    assert (await bench.now(handoff)).is_reachable


async def test_what_people_write_waits_until_the_bot_is_in_the_group_again(bench: Bench) -> None:
    await bench.hand_over()
    await bench.carry_all()
    bench.carrier.fail = lambda job: (
        BlockedError("kicked", has_left=True) if job.carriage.side is Side.STAFF else None
    )
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    for _ in range(50):
        await bench.carry_all()
        bench.clock.move(minutes=5)
    bench.carrier.fail = lambda _: None
    await bench.carry_all()
    assert bench.carrier.copies(Side.STAFF) == [11]


async def test_a_topic_that_is_gone_is_opened_anew_before_what_waits(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    old = (await bench.now(handoff)).thread_id
    bench.carrier.fail = lambda job: (
        TopicGoneError("gone") if is_copy(job) and job.handoff.thread_id == old else None
    )
    bench.carrier.made.clear()
    for message_id in (11, 12):
        await bench.desk.from_person(bench.update, PERSON, message_id, None)
    await bench.carry_all()
    assert [(what, line) for _, what, line in bench.carrier.made] == [
        ("topic", None), ("card", None), ("copy", 11), ("copy", 12),
    ]  # fmt: skip
    assert (await bench.now(handoff)).thread_id != old


async def test_where_no_topic_can_be_opened_the_card_comes_all_the_same(bench: Bench) -> None:
    handoff = await bench.hand_over()
    bench.carrier.fail = lambda job: (
        NoTopicError("not a forum") if job.carriage.what is What.TOPIC else None
    )
    await bench.carry_all()
    handoff = await bench.now(handoff)
    assert handoff.thread_id is None
    assert handoff.card_message_id is not None


async def test_a_group_that_moved_is_followed(bench: Bench) -> None:
    handoff = await bench.hand_over()
    bench.carrier.fail = lambda job: (
        MovedError(-200)
        if job.handoff.staff_chat_id == GROUP and job.carriage.side is Side.STAFF
        else None
    )
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    await bench.carry_all()
    assert (await bench.now(handoff)).staff_chat_id == -200
    assert bench.carrier.copies(Side.STAFF) == [11]
    await bench.desk.moved()
    assert bench.desk.is_staff_group(-200)


async def test_nothing_is_carried_to_somebody_who_was_erased_meanwhile(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    await bench.desk.from_staff(bench.update, handoff, 21, None)
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    await bench.stores.chats.erase(PERSON, bench.clock())
    await bench.carry_all()
    assert bench.carrier.copies(Side.PERSON) == []
    assert bench.carrier.copies(Side.STAFF) == []
    assert bench.carrier.lines(Side.STAFF) == ["erased"]
    found = await bench.now(handoff)
    assert (found.state, found.person_id, found.questions) == (HandoffState.ERASED, None, ())
    assert await bench.stores.chats.export(PERSON) == {}


async def test_what_has_ended_long_ago_is_erased(bench: Bench) -> None:
    first = await bench.hand_over()
    await bench.hand_over(OTHER)
    waits = await bench.desk.offer(3003, "en", (QUESTION,), ())
    assert waits is not None
    await bench.desk.deeds.close(bench.update, first.id, STAFF, "Robin")
    await bench.carry_all()
    bench.clock.move(days=2)
    await bench.carry_all()
    assert await bench.stores.handoffs.get(waits.id) is None
    assert await bench.stores.handoffs.get(first.id) is not None
    bench.clock.move(days=90)
    await bench.carry_all()
    assert await bench.stores.handoffs.get(first.id) is None
    assert {row.handoff_id for row in await bench.outbox()} == {first.id + 1}


async def test_a_surprise_in_the_carrier_loses_nothing(bench: Bench) -> None:
    await bench.hand_over()
    await bench.carry_all()

    def surprise(job: Job) -> DeliveryError | None:
        if is_copy(job):
            raise RuntimeError("surprise")
        return None

    bench.carrier.fail = surprise
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    await bench.carry_all()
    assert [row.state for row in await bench.outbox() if row.what == "copy"] == ["unknown"]
    assert bench.carrier.lines(Side.STAFF) == ["missed-by-staff"]


async def test_a_refusal_is_told_to_whom_it_concerns(bench: Bench) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    bench.carrier.fail = lambda job: RejectedError("can't be copied") if is_copy(job) else None
    await bench.desk.from_staff(bench.update, handoff, 21, None)
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    await bench.carry_all()
    assert sorted(map(str, bench.carrier.lines(Side.STAFF))) == ["not-shown", "not-taken"]
