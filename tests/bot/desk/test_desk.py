"""The desk as a service: what an update does, once and whole, on both databases."""

from typing import Any

import pytest

from bot.desk.service import Accepted, Desk
from bot.desk.taking import RETRY_SECONDS
from bot.errors import StorageBusyError
from bot.handoffs import HandoffState, Notice, Side
from bot.office_hours import read_office_hours
from tests.bot.desk.bench import CANDIDATE, GROUP, OTHER, PERSON, QUESTION, STAFF, Bench


async def test_a_yes_opens_it_with_everything_that_was_offered(bench: Bench) -> None:
    handoff = await bench.hand_over()
    assert handoff.state is HandoffState.OPEN
    assert (handoff.questions, handoff.candidates) == ((QUESTION,), (CANDIDATE,))
    assert bench.desk.is_open(PERSON)
    assert not bench.desk.is_open(OTHER)
    rows = await bench.outbox()
    assert [(row.side, row.what) for row in rows] == [
        ("staff", "topic"), ("staff", "card"), ("person", "notice"),
    ]  # fmt: skip


async def test_an_offer_is_the_persons_own_and_goes_with_the_next(bench: Bench) -> None:
    first = await bench.desk.offer(PERSON, "en", (QUESTION,), ())
    second = await bench.desk.offer(PERSON, "en", (), ())
    assert first is not None
    assert second is not None
    assert await bench.desk.accept(bench.update, first.id, PERSON) is Accepted.GONE
    assert await bench.desk.accept(bench.update, second.id, OTHER) is Accepted.GONE
    assert not await bench.desk.decline(second.id, OTHER)
    assert await bench.desk.decline(second.id, PERSON)
    assert await bench.outbox() == []


async def test_a_second_question_waits_for_the_first(bench: Bench) -> None:
    other = await bench.desk.offer(PERSON, "en", (), ())
    assert other is not None
    first = await bench.hand_over()
    assert await bench.desk.offer(PERSON, "en", (), ()) == first
    assert await bench.desk.accept(bench.update, other.id, PERSON) is Accepted.GONE


@pytest.mark.parametrize("times", [2, 5])
async def test_an_update_that_comes_again_changes_nothing(bench: Bench, times: int) -> None:
    handoff = await bench.hand_over()
    for _ in range(times):
        assert await bench.desk.from_person(700, PERSON, 11, None)
        await bench.desk.from_staff(701, handoff, 21, None)
        assert await bench.desk.edited(702, PERSON, 11, {"text": "x"})
    for _ in range(times):
        assert await bench.desk.deeds.close(703, handoff.id, STAFF, "Robin")
    rows = await bench.outbox()
    assert [row.what for row in rows].count("copy") == 2
    assert [row.what for row in rows].count("edit") == 1
    assert [row.what for row in rows].count("shut") == 1
    acts = await bench.stores.audit.latest(10)
    assert [(each.act, each.subject) for each in acts] == [("close", f"handoff/{handoff.id}")]


async def test_what_a_person_writes_is_taken_only_while_it_is_open(bench: Bench) -> None:
    assert not await bench.desk.from_person(bench.update, PERSON, 11, None)
    handoff = await bench.hand_over()
    assert await bench.desk.from_person(bench.update, PERSON, 12, None)
    await bench.desk.deeds.close(bench.update, handoff.id, STAFF, "Robin")
    assert not bench.desk.is_open(PERSON)
    assert not await bench.desk.from_person(bench.update, PERSON, 13, None)
    copied = [row.source_message_id for row in await bench.outbox() if row.what == "copy"]
    assert copied == [12]


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (HandoffState.CLOSED, Notice.IS_CLOSED),
        (HandoffState.BLOCKED, Notice.IS_BLOCKED),
        (HandoffState.ERASED, Notice.IS_ERASED),
    ],
)
async def test_a_member_of_staff_is_told_why_a_message_stays(
    bench: Bench, state: HandoffState, line: Notice
) -> None:
    handoff = await bench.hand_over()
    await bench.carry_all()
    if state is HandoffState.CLOSED:
        await bench.desk.deeds.close(bench.update, handoff.id, STAFF, "Robin")
    elif state is HandoffState.BLOCKED:
        await bench.desk.deeds.block(bench.update, handoff.id, STAFF, "Robin")
    else:
        await bench.stores.chats.erase(PERSON, bench.clock())
    await bench.desk.from_staff(900, handoff, 21, None)
    await bench.desk.from_staff(900, handoff, 21, None)
    told = [row for row in await bench.outbox() if row.payload.get("notice") == line.value]
    assert [row.reply_to_id for row in told] == [21]
    assert not any(row.what == "copy" for row in await bench.outbox())


async def test_another_process_learns_who_has_an_open_handoff(bench: Bench) -> None:
    other = bench.new_desk()
    await bench.hand_over()
    assert not other.is_open(PERSON)
    await other.refresh()
    assert other.is_open(PERSON)
    await bench.desk.end(bench.update, PERSON)
    await other.refresh()
    assert not other.is_open(PERSON)


async def test_without_a_group_there_is_no_desk(bench: Bench) -> None:
    await bench.hand_over()
    off = Desk(bench.stores.handoffs, None, read_office_hours(None, "UTC"), bench.clock)
    await off.refresh()
    assert not off.is_on
    assert not off.is_open(PERSON)
    assert not off.is_staff_group(GROUP)
    await off.reached(bench.update, PERSON, is_reachable=False)
    assert (await bench.outbox())[-1].what != "refresh"


async def test_only_one_of_two_members_of_staff_closes(bench: Bench) -> None:
    handoff = await bench.hand_over()
    assert await bench.desk.deeds.close(bench.update, handoff.id, STAFF, "Robin")
    assert not await bench.desk.deeds.close(bench.update, handoff.id, 8, "Haru")
    assert len(await bench.stores.audit.latest(10)) == 1


async def test_whoever_waits_is_told_once_an_update_is_durable(bench: Bench) -> None:
    woken: list[bool] = []
    bench.desk.connect(lambda: woken.append(True), bench.taken.append)
    await bench.hand_over()
    await bench.desk.from_person(77, PERSON, 11, None)
    assert bench.taken[-1] == 77
    assert woken


async def test_an_update_waits_for_a_database_that_comes_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.hand_over()
    fail_first(bench, monkeypatch, len(RETRY_SECONDS))
    assert await bench.desk.from_person(bench.update, PERSON, 11, None)
    assert [row.source_message_id for row in await bench.outbox() if row.what == "copy"] == [11]


async def test_a_database_that_stays_away_is_an_error_to_be_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.hand_over()
    fail_first(bench, monkeypatch, len(RETRY_SECONDS) + 1)
    with pytest.raises(StorageBusyError):
        await bench.desk.from_person(bench.update, PERSON, 11, None)


def fail_first(bench: Bench, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the database be busy so many times, in reading and in writing."""
    handoffs = bench.stores.handoffs
    for name in ("take", "of_person"):
        real, left = getattr(handoffs, name), [times]

        async def busy(*given: object, real: Any = real, left: list[int] = left) -> Any:
            if left[0] > 0:
                left[0] -= 1
                raise StorageBusyError("busy")
            return await real(*given)

        monkeypatch.setattr(handoffs, name, busy)


async def test_the_person_is_told_of_the_hours_and_reminded_after_a_pause(bench: Bench) -> None:
    await bench.hand_over()  # on a Monday at noon
    await bench.desk.from_person(bench.update, PERSON, 11, None)
    bench.clock.move(hours=13)
    await bench.desk.from_person(bench.update, PERSON, 12, None)
    await bench.desk.from_person(bench.update, PERSON, 13, None)
    bench.clock.move(days=6, hours=12)
    await bench.desk.from_person(bench.update, PERSON, 14, None)
    told = [row.payload for row in await bench.outbox() if row.side == Side.PERSON.value]
    assert [each["notice"] for each in told] == ["opened", "away", "passed"]
    assert told[1]["opens_at"] == "2026-03-09T09:00:00+00:00"
