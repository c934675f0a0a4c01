"""/broadcasts: the list, and what can be done with a broadcast that has ended."""

from tests.handlers.broadcasting.office import COLLEAGUE, OFFICER, Office, inline
from tests.handlers.broadcasting.test_watching import shows
from tests.handlers.chatting import AN, HARU, KIM, only
from tests.simulator.driver import Json


async def finished(office: Office, text: str = "Hello all", total: int = 2) -> Json:
    """The report of a broadcast to Haru and An."""
    await office.subscribe(HARU, AN)
    return await shows(office, await office.sent(text), "Finished", f"of {total}")


async def all_broadcasts(office: Office) -> Json:
    """What /broadcasts shows; reports may come at the same time."""
    written = await office.hands.says("/broadcasts")
    return only([each for each in written if each.get("text", "").startswith("Broadcasts")])


async def test_broadcasts_are_listed_with_their_state_page_by_page(office: Office) -> None:
    empty = await all_broadcasts(office)
    assert "There is none yet." in empty["text"]
    await finished(office, "First")
    store = office.hands.services.broadcasting
    versions = await store.versions(1)
    found = await store.get(1)
    assert found is not None
    for _ in range(7):
        await store.draft(OFFICER, found.audience, "en", versions)
    listed = await all_broadcasts(office)
    assert "📝 № 8 · Draft" in listed["text"]
    assert "№ 1 " not in listed["text"]
    await office.press(listed, "Older ›")
    page = await office.hands.now(listed)
    assert "✅ № 1 · Finished · Sent 2 of 2" in page["text"]
    await office.press(page, "№ 1 · First")
    opened = await office.hands.now(listed)
    assert "▰ 100 %" in opened["text"]
    await office.press(opened, "Back")
    assert "№ 8" in (await office.hands.now(listed))["text"]


async def test_a_correction_changes_every_copy_and_shows_its_progress(office: Office) -> None:
    report = await finished(office)
    await office.press(report, "Correct")
    card = await office.card()
    assert card["text"].startswith("✏️ Correction")
    await office.presses("✓ English")
    await office.presses("Send another message")
    await office.says("Hello, all!")
    await office.presses("No buttons")
    await office.presses("To the preview")
    card = await office.presses("Go on")
    assert "Delivered copies that will be changed: 2" in card["text"]
    await office.press(card, "Change 2 copies")
    await shows(office, card, "Finished", "Changed 2 of 2", "Correction of № 1")
    for reader in (HARU, AN):
        assert only(await office.hands.written(reader))["text"] == "Hello, all!"
    await office.press(report, "Show it")
    assert (await office.hands.written(OFFICER))[-1]["text"] == "Hello, all!"


async def test_a_text_cannot_be_corrected_to_a_place(office: Office) -> None:
    report = await finished(office)
    await office.press(report, "Correct")
    await office.presses("✓ English")
    await office.presses("Send another message")
    await office.hands.sends(OFFICER, location={"latitude": 1.0, "longitude": 2.0})
    card = await office.presses("No buttons")
    card = await office.presses("To the preview")
    assert "A copy cannot become that" in card["text"]
    assert "Not fitting: English\n" in card["text"]
    # Cancelling leaves all as it was.
    await office.press(card, "Cancel")
    assert only(await office.hands.written(HARU))["text"] == "Hello all"


async def test_a_recall_deletes_the_young_copies_and_says_how_many_are_older(
    office: Office,
) -> None:
    report = await finished(office)
    ledger = office.hands.services.stores.ledger
    assert len(await ledger.page(1, [*(await ledger.counts(1))])) == 2
    await office.press(report, "Recall")
    asked = await office.hands.now(report)
    assert "Copies that will be deleted: 2" in asked["text"]
    await office.press(asked, "Delete 2 copies")
    await shows(office, report, "Finished", "Recall of № 1", "Deleted 2 of 2")
    for reader in (HARU, AN):
        assert await office.hands.written(reader) == []


async def test_old_copies_are_counted_before_a_recall(office: Office) -> None:
    report = await finished(office)
    office.hands.clock[0] += 49 * 3600
    await office.press(report, "Recall")
    asked = await office.hands.now(report)
    assert "Copies that will be deleted: 0" in asked["text"]
    assert "older than 48 hours, which Telegram lets nobody delete: 2" in asked["text"]
    assert list(inline(asked)) == ["‹ Back"]


async def test_those_who_missed_it_get_it_again(office: Office) -> None:
    await office.hands.fault(
        "error",
        method="sendMessage",
        chat_id=AN,
        error_code=400,
        description="Bad Request: TOPIC_CLOSED",
    )
    report = await finished(office)
    report = await shows(office, report, "Sent 1 of 2")
    await office.press(report, "Send again to those who missed it (1)")
    await office.press(await office.hands.now(report), "Send to 1")
    await shows(office, report, "№ 1 again", "Finished", "Sent 1 of 1")
    assert only(await office.hands.written(AN))["text"] == "Hello all"
    assert len(await office.hands.written(HARU)) == 1
    listed = await all_broadcasts(office)
    await office.press(listed, "№ 1 · Hello all")
    opened = await office.hands.now(listed)
    assert "🔁 № 2 ✅ Sent 1 of 1" in opened["text"]
    assert not any("missed it" in label for label in inline(opened))


async def test_a_person_decides_about_the_unknown(office: Office) -> None:
    for reader in (HARU, AN):
        await office.hands.fault("drop", method="sendMessage", chat_id=reader, delivered=True)
    report = await finished(office)
    report = await shows(office, report, "Sent 0 of 2", "Unknown 2")
    await office.press(report, "Unknown (2)")
    asked = await office.hands.now(report)
    assert "Of 2 recipients nobody knows whether they have a copy" in asked["text"]
    assert str(HARU) not in asked["text"]
    await office.press(asked, "№ 1 has it")
    asked = await office.hands.now(report)
    assert "Of 1 recipients" in asked["text"]
    await office.press(asked, "Send again to all who may lack it (1)")
    await shows(office, report, "№ 1 again", "Finished", "Sent 1 of 1")
    assert len(await office.hands.written(HARU)) == 1
    assert len(await office.hands.written(AN)) == 2
    broadcasting = office.hands.services.broadcasting
    assert await broadcasting.unknown_count(1) == 0
    acts = [entry.act for entry in await office.hands.services.stores.audit.latest(9)]
    assert acts == ["again", "count_as_sent", "confirm", "grant"]


async def test_all_unknown_can_count_as_sent(office: Office) -> None:
    await office.hands.fault("drop", method="sendMessage", chat_id=AN, delivered=True)
    report = await shows(office, await finished(office), "Unknown 1")
    await office.press(report, "Unknown (1)")
    told = await office.press(await office.hands.now(report), "Count all 1 as sent")
    assert told is not None
    assert told["text"] == "Counted as sent: 1"
    assert "Sent 2 of 2" in (await office.hands.now(report))["text"]


async def test_readers_press_in_vain(office: Office) -> None:
    report = await finished(office)
    data = next(iter(inline(report).values()))
    refused = await office.hands.presses(report, data, user=KIM)
    assert refused is not None
    assert refused["text"] == "Only members of staff can do this."
    await office.employ(COLLEAGUE)
    assert await office.hands.presses(report, data, user=COLLEAGUE)
    for broken in ("b", "b:zz:1", "b:o:999", "b:o:x", "b:o"):
        gone = await office.hands.presses(report, broken)
        assert gone is not None
        assert gone["text"].startswith("This button is too old")
