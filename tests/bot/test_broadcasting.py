"""What members of staff do with broadcasts: every step, who may, and what is written down of it."""

from dataclasses import replace

import pytest

from bot.broadcasting import Broadcasting
from bot.broadcasts import BroadcastState, Delivery, DeliveryState, Progress
from bot.outcomes import DeliveryError, RejectedError, UnknownOutcomeError
from bot.subscribers import Audience, Topic
from tests.bot.delivering.conftest import office
from tests.bot.delivering.stand_in import AUTHOR, HELLO, SECOND, Office, until_frozen
from tests.bot.storage.instants import NOON, later

__all__ = ["office"]

BETTER = replace(HELLO, text="Hello, rightly")


async def acts(office: Office) -> list[str]:
    """What was done, the first act first."""
    entries = await office.stores.audit.latest(100)
    return [f"{entry.act} {entry.subject} by {entry.actor_id}" for entry in reversed(entries)]


async def test_a_draft_needs_a_version_in_its_default_locale(office: Office) -> None:
    with pytest.raises(ValueError, match="no version in en"):
        await office.staff.draft(AUTHOR, Audience(), "en", {"ja": HELLO})


async def test_a_draft_is_kept_with_all_its_versions(office: Office) -> None:
    audience = Audience(topics=Topic.VISITS, locales=frozenset({"ja"}))
    versions = {"en": HELLO, "ja": replace(HELLO, text="こんにちは", message_ids=(6, 7))}
    draft = await office.staff.draft(AUTHOR, audience, "en", versions)
    assert await office.staff.get(draft.id) == draft
    assert (draft.state, draft.audience, draft.author_id) == (
        BroadcastState.DRAFT,
        audience,
        AUTHOR,
    )
    assert await office.staff.versions(draft.id) == versions


async def test_a_broadcast_is_confirmed_once(office: Office) -> None:
    draft = await office.staff.draft(AUTHOR, Audience(), "en", {"en": HELLO})
    confirmed = await office.staff.confirm(draft.id, AUTHOR, later(60), "Asia/Tokyo")
    assert confirmed is not None
    assert (confirmed.state, confirmed.send_at) == (BroadcastState.SCHEDULED, later(60))
    assert confirmed.time_zone == "Asia/Tokyo"
    assert await office.staff.confirm(draft.id, AUTHOR) is None
    assert await acts(office) == [f"confirm broadcast/{draft.id} by {AUTHOR}"]


async def test_a_second_person_approves_where_that_is_needed(office: Office) -> None:
    staff = Broadcasting(office.stores, office.clock, needs_approval=True)
    draft = await staff.draft(AUTHOR, Audience(), "en", {"en": HELLO})
    asked = await staff.confirm(draft.id, AUTHOR, later(60), "Asia/Tokyo")
    assert asked is not None
    assert asked.state is BroadcastState.AWAITING_APPROVAL
    assert await staff.approve(draft.id, AUTHOR) is None
    approved = await staff.approve(draft.id, SECOND)
    assert approved is not None
    assert (approved.state, approved.approved_by) == (BroadcastState.SCHEDULED, SECOND)
    assert (approved.send_at, approved.time_zone) == (later(60), "Asia/Tokyo")
    assert await staff.approve(draft.id, SECOND) is None
    assert await acts(office) == [
        f"ask_approval broadcast/{draft.id} by {AUTHOR}",
        f"approve broadcast/{draft.id} by {SECOND}",
    ]


@pytest.mark.parametrize("act", ["pause", "resume", "send_held", "approve"])
async def test_what_a_draft_is_not_ready_for_does_nothing(office: Office, act: str) -> None:
    draft = await office.staff.draft(AUTHOR, Audience(), "en", {"en": HELLO})
    assert await getattr(office.staff, act)(draft.id, SECOND) is None
    assert await office.staff.get(draft.id) == draft
    assert await acts(office) == []


async def test_a_scheduled_broadcast_can_be_called_off(office: Office) -> None:
    await office.subscribe(1)
    broadcast = await office.confirmed(send_at=later(60))
    stopped = await office.staff.stop(broadcast.id, AUTHOR)
    assert stopped is not None
    assert (stopped.state, stopped.finished_at) == (BroadcastState.STOPPED, NOON)
    office.clock.now = later(61)
    async with office.running():
        other = await office.confirmed()
        await office.reaches(other, "finished")
    assert office.telegram.arrived == [(1, 0)]


async def test_the_latest_broadcasts_are_listed_page_by_page(office: Office) -> None:
    made = [await office.staff.draft(AUTHOR, Audience(), "en", {"en": HELLO}) for _ in range(3)]
    first = await office.staff.latest(2)
    assert first == (made[2], made[1])
    assert await office.staff.latest(2, before_id=first[-1].id) == (made[0],)


# Progress


async def test_progress_counts_and_tells_how_long_it_takes(office: Office) -> None:
    assert await office.staff.progress(12345) is None
    await office.subscribe(*range(1, 41))
    office.telegram.hold()
    office.concurrency = 10
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(10)
        begun = await office.staff.progress(broadcast.id)
        assert begun is not None
        assert (begun.recipient_count, begun.done_count, begun.left_seconds) == (40, 0, None)
        assert await office.staff.pause(broadcast.id, AUTHOR)
        office.telegram.release()
    office.clock.pass_seconds(5)
    await office.staff.resume(broadcast.id, AUTHOR)
    seen = await office.staff.progress(broadcast.id)
    assert seen is not None
    assert seen.count(DeliveryState.SENT) == seen.done_count == 10
    assert seen.rate == pytest.approx(2.0, rel=0.5)
    assert seen.left_seconds == pytest.approx(30 / seen.rate)


def test_progress_without_counts_is_nothing_done() -> None:
    progress = Progress(1, BroadcastState.RUNNING, is_frozen=False)
    assert (progress.recipient_count, progress.done_count) == (0, 0)


# Afterwards


async def delivered(office: Office) -> int:
    """A broadcast to 1, 2, 3 and 4 that 3 could not get, and 4 has perhaps; its id."""
    await office.subscribe(1, 2, 3, 4)

    def fail(delivery: Delivery) -> DeliveryError | None:
        if delivery.chat_id == 3:
            return RejectedError("TOPIC_CLOSED", is_recipients=True)
        return UnknownOutcomeError("time-out") if delivery.chat_id == 4 else None

    office.telegram.fail = fail
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    office.telegram.fail = lambda _: None
    return broadcast.id


async def test_a_correction_edits_the_copies_that_were_delivered(office: Office) -> None:
    origin = await delivered(office)
    async with office.running():
        correction = await office.staff.correct(origin, AUTHOR, {"en": BETTER})
        assert correction is not None
        await office.reaches(correction, "finished")
    assert sorted(office.telegram.texts.items()) == [
        ((1, 1), "Hello, rightly"),
        ((2, 2), "Hello, rightly"),
    ]
    assert await office.counts(correction) == {"sent": 2}
    assert office.telegram.arrived == [(1, 0), (2, 0)]


async def test_who_is_sent_to_again_gets_what_was_corrected_and_is_corrected_too(
    office: Office,
) -> None:
    origin = await delivered(office)
    async with office.running():
        correction = await office.staff.correct(origin, AUTHOR, {"en": BETTER})
        assert correction is not None
        await office.reaches(correction, "finished")
        again = await office.staff.send_again(origin, AUTHOR)
        assert again is not None
        await office.reaches(again, "finished")
        assert office.telegram.arrived == [(1, 0), (2, 0), (3, 0)]
        assert office.telegram.texts[3, 3] == "Hello, rightly"
        best = replace(HELLO, text="Hello, at last")
        second = await office.staff.correct(origin, AUTHOR, {"en": best})
        assert second is not None
        await office.reaches(second, "finished")
    assert set(office.telegram.texts.values()) == {"Hello, at last"}
    assert await office.counts(second) == {"sent": 3}


async def test_who_perhaps_has_it_gets_it_again_only_if_a_person_says_so(office: Office) -> None:
    origin = await delivered(office)
    async with office.running():
        for with_unknown, expected in ((False, [3]), (True, [3, 4]), (True, [3, 4])):
            again = await office.staff.send_again(origin, AUTHOR, with_unknown=with_unknown)
            assert again is not None
            await office.reaches(again, "finished", "finished:with_unknown")
            assert sorted(chat for chat, _ in office.telegram.arrived) == [1, 2, *expected]


async def test_those_whom_a_stop_left_out_can_be_sent_to_again(office: Office) -> None:
    await office.subscribe(*range(1, 21))
    office.telegram.hold()
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(10)
        assert await office.staff.send_again(broadcast.id, AUTHOR) is None
        await office.staff.stop(broadcast.id, AUTHOR)
        office.telegram.release()
    async with office.running("second"):
        again = await office.staff.send_again(broadcast.id, AUTHOR)
        assert again is not None
        await office.reaches(again, "finished")
    assert sorted(chat for chat, _ in office.telegram.arrived) == list(range(1, 21))


async def test_a_stop_before_all_recipients_are_written_down_forgets_nobody(
    office: Office,
) -> None:
    await office.subscribe(1, 2)
    broadcast = await office.confirmed()
    await office.staff.stop(broadcast.id, AUTHOR)
    assert await office.counts(broadcast) == {}
    async with office.running():
        await until_frozen(office, broadcast.id)
    assert await office.counts(broadcast) == {"pending": 2}
    assert office.telegram.arrived == []


async def test_a_recall_deletes_what_is_young_enough(office: Office) -> None:
    origin = await delivered(office)
    async with office.running():
        office.clock.pass_seconds(47 * 3600)
        recall = await office.staff.recall(origin, AUTHOR)
        assert recall is not None
        await office.reaches(recall, "finished")
        assert sorted(office.telegram.gone) == [1, 2]
        office.clock.pass_seconds(2 * 3600)
        late = await office.staff.recall(origin, AUTHOR)
        assert late is not None
        await office.reaches(late, "finished")
    assert sorted(office.telegram.gone) == [1, 2]
    assert await office.counts(late) == {}


async def test_a_correction_that_is_killed_goes_on(office: Office) -> None:
    origin = await delivered(office)
    office.telegram.hold()
    async with office.killed():
        correction = await office.staff.correct(origin, AUTHOR, {"en": BETTER})
        assert correction is not None
        await office.tried(6)
    office.telegram.release()
    office.clock.pass_seconds(11)
    async with office.running("second"):
        await office.reaches(correction, "finished")
    assert sum((await office.counts(correction)).values()) == 2


async def test_only_what_was_sent_can_be_mended(office: Office) -> None:
    draft = await office.staff.draft(AUTHOR, Audience(), "en", {"en": HELLO})
    assert await office.staff.correct(draft.id, AUTHOR, {"en": BETTER}) is None
    assert await office.staff.recall(draft.id, AUTHOR) is None
    assert await office.staff.send_again(draft.id, AUTHOR) is None
    assert await office.staff.recall(999, AUTHOR) is None


async def test_who_had_all_erased_is_neither_sent_to_nor_corrected(office: Office) -> None:
    origin = await delivered(office)
    await office.stores.chats.erase(1, NOON)
    async with office.running():
        correction = await office.staff.correct(origin, AUTHOR, {"en": BETTER})
        assert correction is not None
        await office.reaches(correction, "finished")
    assert office.telegram.texts[1, 1] == "Hello"
    assert await office.counts(correction) == {"sent": 1}


async def test_who_erases_all_while_a_copy_is_on_its_way_leaves_no_id(office: Office) -> None:
    await office.subscribe(1, 2)
    office.telegram.hold()
    async with office.running():
        broadcast = await office.confirmed()
        await office.tried(2)
        await office.stores.chats.erase(1, NOON)
        office.telegram.release()
        await office.reaches(broadcast, "finished")
    page = await office.stores.ledger.page(broadcast.id, [DeliveryState.SENT])
    assert [(each.chat_id, bool(each.message_ids)) for each in page] == [(None, False), (2, True)]
