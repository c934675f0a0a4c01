"""Writing a broadcast: kept at each step, confirmed once, corrections that fit."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.broadcasts import BroadcastKind, BroadcastState, Content
from bot.chats import ChatKind
from bot.drafting import Drafting
from bot.drafts import Draft, Step
from bot.subscribers import Audience
from tests.bot.delivering.conftest import office
from tests.bot.delivering.stand_in import AUTHOR, HELLO, SECOND, Office
from tests.bot.storage.instants import NOON, later

__all__ = ["office"]

CHAT = AUTHOR
TOKYO = ZoneInfo("Asia/Tokyo")


def drafting(office: Office) -> Drafting:
    """The service, on the office's stores and clock."""
    stores = office.stores
    return Drafting(stores.compositions, stores.chats, office.staff, ("en", "ja"), office.clock)


async def ready(office: Office) -> Draft:
    """A draft that is about to be confirmed."""
    await office.subscribe(1, 2)
    draft = Draft(Step.CONFIRM, "en", "en", {"en": HELLO}, zone="Asia/Tokyo", card_id=5)
    await drafting(office).save(AUTHOR, CHAT, draft)
    return draft


async def test_a_draft_is_there_after_a_restart_for_its_author_alone(office: Office) -> None:
    begun = await drafting(office).begin(AUTHOR, CHAT, "ja", "ja-JP")
    assert begun == Draft(Step.MESSAGE, "ja", "ja")
    changed = begun.with_content(replace(HELLO, text="こんにちは"))
    await drafting(office).save(AUTHOR, CHAT, changed)
    assert await drafting(office).current(AUTHOR, CHAT) == changed
    assert await drafting(office).current(SECOND, CHAT) is None
    known = await office.stores.chats.get(AUTHOR)
    assert known is not None
    assert (known.kind, known.language_code) == (ChatKind.PERSON, "ja-JP")
    await drafting(office).drop(AUTHOR, CHAT)
    assert await drafting(office).current(AUTHOR, CHAT) is None


async def test_what_another_release_wrote_otherwise_is_no_draft(office: Office) -> None:
    await office.stores.compositions.save(AUTHOR, CHAT, "message", {"text": "?"}, NOON)
    assert await drafting(office).current(AUTHOR, CHAT) is None
    await office.stores.compositions.save(AUTHOR, CHAT, "no step", {}, NOON)
    assert await drafting(office).current(AUTHOR, CHAT) is None


async def test_a_time_zone_is_kept_for_the_next_time(office: Office) -> None:
    assert await drafting(office).zone_of(AUTHOR) is None
    await drafting(office).keep_zone(AUTHOR, TOKYO)
    assert await drafting(office).zone_of(AUTHOR) == TOKYO
    await office.stores.chats.choose_time_zone(AUTHOR, "Atlantis/Capital", NOON)
    assert await drafting(office).zone_of(AUTHOR) is None


async def test_a_draft_is_confirmed_with_its_time_and_is_gone(office: Office) -> None:
    draft = replace(await ready(office), send_at=later(3600))
    broadcast = await drafting(office).confirm(AUTHOR, CHAT, draft)
    assert broadcast is not None
    assert (broadcast.state, broadcast.send_at) == (BroadcastState.SCHEDULED, later(3600))
    assert broadcast.time_zone == "Asia/Tokyo"
    assert await office.staff.versions(broadcast.id) == {"en": HELLO}
    assert await drafting(office).current(AUTHOR, CHAT) is None


async def test_a_crash_between_confirming_and_forgetting_sends_nothing_twice(
    office: Office,
) -> None:
    draft = await ready(office)
    first = await drafting(office).confirm(AUTHOR, CHAT, draft)
    assert first is not None
    # The process died before the draft was dropped; its author presses again.
    kept = replace(draft, broadcast_id=first.id)
    await drafting(office).save(AUTHOR, CHAT, kept)
    again = await drafting(office).confirm(AUTHOR, CHAT, kept)
    assert again is not None
    assert again.id == first.id
    assert [each.id for each in await office.staff.latest(9)] == [first.id]


async def test_a_crash_between_making_and_confirming_uses_what_was_made(office: Office) -> None:
    draft = await ready(office)
    made = await office.staff.draft(AUTHOR, Audience(), "en", {"en": HELLO})
    confirmed = await drafting(office).confirm(AUTHOR, CHAT, replace(draft, broadcast_id=made.id))
    assert confirmed is not None
    assert (confirmed.id, confirmed.state) == (made.id, BroadcastState.SCHEDULED)


async def test_readers_for_whom_it_is_night_are_counted(office: Office) -> None:
    draft = await ready(office)
    await office.stores.chats.choose_locale(2, "ja", NOON)
    at_night = replace(draft, send_at=NOON.replace(hour=13) + timedelta(days=1))
    found = await drafting(office).disturbed(at_night, ZoneInfo("Europe/London"))
    assert [(night.locale, f"{night.local:%H:%M}", count) for night, count in found] == [
        ("ja", "22:00", 1)
    ]
    everybody = await drafting(office).disturbed(at_night, TOKYO)
    assert [(night.locale, count) for night, count in everybody] == [("en", 1), ("ja", 1)]
    only_english = replace(at_night, audience=Audience(locales=frozenset({"en"})))
    assert await drafting(office).disturbed(only_english, ZoneInfo("Europe/London")) == []


async def delivered(office: Office) -> int:
    """The id of a broadcast that has ended."""
    await office.subscribe(1, 2)
    async with office.running():
        broadcast = await office.confirmed()
        await office.reaches(broadcast, "finished")
    return broadcast.id


async def test_a_correction_begins_with_what_was_sent_last(office: Office) -> None:
    origin = await delivered(office)
    service = drafting(office)
    draft = await service.begin_correction(AUTHOR, CHAT, origin)
    assert draft is not None
    assert (draft.step, draft.origin_id, draft.versions) == (Step.VERSIONS, origin, {"en": HELLO})
    better = draft.with_content(replace(HELLO, text="Hello!"))
    corrected = await service.confirm(AUTHOR, CHAT, better)
    assert corrected is not None
    assert (corrected.kind, corrected.origin_id) == (BroadcastKind.CORRECT, origin)
    async with office.running():
        await office.reaches(corrected, "finished")
    again = await service.begin_correction(AUTHOR, CHAT, origin)
    assert again is not None
    assert again.versions["en"].text == "Hello!"


async def test_what_was_not_begun_cannot_be_corrected(office: Office) -> None:
    made = await office.staff.draft(AUTHOR, Audience(), "en", {"en": HELLO})
    assert await drafting(office).begin_correction(AUTHOR, CHAT, made.id) is None
    assert await drafting(office).begin_correction(AUTHOR, CHAT, 999) is None
    assert await drafting(office).current(AUTHOR, CHAT) is None


async def test_languages_whose_copies_cannot_become_that_are_named(office: Office) -> None:
    origin = await delivered(office)
    draft = await drafting(office).begin_correction(AUTHOR, CHAT, origin)
    assert draft is not None
    photo = Content(AUTHOR, (9,), media="photo", file_id="a")
    assert await drafting(office).unfit(draft) == []
    # Readers of Japanese have the English text, which cannot become a photo.
    with_photo = replace(draft, versions={"en": HELLO, "ja": photo})
    assert await drafting(office).unfit(with_photo) == ["ja"]
    assert await drafting(office).unfit(replace(draft, origin_id=None)) == []
