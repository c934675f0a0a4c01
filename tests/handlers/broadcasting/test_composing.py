"""/broadcast: every step on one card, in order and back, and what is refused."""

from dataclasses import replace

from tests.bot import delivered
from tests.handlers.broadcasting.office import OFFICER, Office, inline
from tests.handlers.chatting import AN, GROUP, HARU, KIM, only


async def test_a_broadcast_is_written_on_one_card_and_reaches_its_readers(office: Office) -> None:
    hands = office.hands
    await office.subscribe(HARU, AN)
    await hands.services.languages.choose(HARU, "ja")
    (card,) = await hands.says("/broadcast")
    assert "Send me the message as it should look, in English." in card["text"]
    bold = [{"type": "bold", "offset": 0, "length": 5}]
    card = await office.says("Hello all", entities=bold)
    assert "buttons with links" in card["text"]
    card = await office.says("Apply - https://example.org/apply")
    assert "English (for all others)\nText: Hello all\n[Apply]" in card["text"]
    card = await office.presses("＋ 日本語")
    assert "in 日本語" in card["text"]
    await office.says("皆さま、こんにちは")
    card = await office.presses("No buttons")
    assert "日本語\nText: 皆さま、こんにちは" in card["text"]
    card = await office.presses("To the audience")
    assert "Readers now: 2" in card["text"]
    await office.presses("To the preview")
    card = await office.presses("Send now")
    assert "When: at once" in card["text"]
    await office.press(card, "Send to 2")
    await office.reaches("finished")
    japanese = only(await hands.written(HARU))
    assert japanese["text"] == "皆さま、こんにちは"
    assert list(inline(japanese)) == [delivered.texts().get("button-leave", "ja")]
    english = only(await hands.written(AN))
    assert (english["text"], english["entities"]) == ("Hello all", bold)
    assert "Apply" in inline(english)
    assert len(inline(english)) == 2
    # What was written was no question.
    assert hands.answering.asked == []


async def test_readers_may_not_broadcast_and_are_told_so(office: Office) -> None:
    for command in ("/broadcast", "/broadcasts"):
        told = only(await office.hands.says(command, user=KIM))
        assert told["text"] == "Only members of staff can do this."
    # Nor whoever was a member of staff when they began.
    await office.employ(KIM)
    (card,) = await office.hands.says("/broadcast", user=KIM)
    await office.hands.services.stores.roles.revoke(KIM, 1, office.hands.services.now())
    refused = await office.press(card, "Cancel", user=KIM)
    assert refused is not None
    assert refused["text"] == "Only members of staff can do this."


async def test_back_leads_through_all_steps_to_the_list(office: Office) -> None:
    await office.written_so_far()
    card = await office.presses("To the preview")
    seen = []
    for _ in range(4):
        card = await office.presses("Back")
        seen.append(card["text"].splitlines()[2])
    assert seen == [
        "Who shall get it?",
        "What will be sent:",
        "Send me the message as it should look, in English.",
        "What will be sent:",
    ]
    await office.press(card, "Cancel")
    (card,) = await office.hands.says("/broadcast")
    await office.press(card, "Back")
    assert (await office.hands.now(card))["text"].startswith("Broadcasts")
    assert await office.hands.services.drafting.current(OFFICER, OFFICER) is None


async def test_cancel_drops_what_was_written_and_questions_are_answered_again(
    office: Office,
) -> None:
    card = await office.written_so_far()
    await office.press(card, "Cancel")
    cancelled = await office.hands.now(card)
    assert cancelled["text"] == "Cancelled. Nothing was sent."
    assert inline(cancelled) == {}
    await office.hands.says("When was the MOU with Kanagawa signed?")
    assert office.hands.answering.last()[0].startswith("When was")
    assert await office.hands.services.broadcasting.latest(5) == ()


async def test_steps_that_ask_for_nothing_leave_questions_to_be_answered(office: Office) -> None:
    await office.written_so_far()
    await office.hands.says("When was the MOU with Kanagawa signed?")
    assert office.hands.answering.last()[0].startswith("When was")


async def test_a_card_belongs_to_whoever_began_it(office: Office) -> None:
    await office.employ(KIM)
    (card,) = await office.hands.says("/broadcast", chat=GROUP)
    told = await office.press(card, "Cancel", user=KIM)
    assert told is not None
    assert told["text"].startswith("This broadcast belongs to the person who began it.")
    assert told["show_alert"]
    # Two people can write at the same time in one chat.
    (other,) = await office.hands.says("/broadcast", user=KIM, chat=GROUP)
    await office.press(other, "Cancel", user=KIM)
    assert (await office.hands.now(card)) == card


async def test_in_a_group_only_replies_to_the_card_are_taken(office: Office) -> None:
    (card,) = await office.hands.says("/broadcast", chat=GROUP)
    await office.hands.says("just chatting", chat=GROUP)
    assert "Send me the message" in (await office.hands.now(card))["text"]
    await office.hands.says("Hello all", chat=GROUP, reply_to=card["message_id"])
    written = await office.hands.written(GROUP, after=card["message_id"])
    assert "buttons with links" in written[-1]["text"]


async def test_the_command_goes_on_with_what_was_begun_and_an_old_card_becomes_current(
    office: Office,
) -> None:
    (first,) = await office.hands.says("/broadcast")
    await office.says("Hello all")
    await office.hands.says("/broadcast")
    card = await office.card()
    assert "You were writing this broadcast." in card["text"]
    assert "buttons with links" in card["text"]
    # A card that a crash left behind becomes the card, and shows how things are.
    drafting = office.hands.services.drafting
    draft = await drafting.current(OFFICER, OFFICER)
    assert draft is not None
    await drafting.save(OFFICER, OFFICER, replace(draft, card_id=first["message_id"]))
    await office.presses("No buttons")
    assert "buttons with links" in (await office.card())["text"]
    card = await office.presses("No buttons")
    assert "What will be sent:" in card["text"]


async def test_an_edit_of_the_message_is_followed(office: Office) -> None:
    sent = await office.hands.sim.say("/broadcast", user=OFFICER)
    await office.hands.settle()
    sent = await office.hands.sim.say("Helo all", user=OFFICER)
    await office.hands.settle()
    await office.presses("No buttons")
    await office.hands.edits(sent, "Hello all", user=OFFICER)
    card = await office.card()
    assert "The message now says what you have changed." in card["text"]
    assert "Text: Hello all" in card["text"]
    assert office.hands.answering.asked == []


async def test_lines_that_are_no_buttons_are_named(office: Office) -> None:
    await office.hands.says("/broadcast")
    await office.says("Hello all")
    card = await office.says("Apply - example.org")
    assert "This line is no button: “Apply - example.org”" in card["text"]
    card = await office.says("Apply - https://example.org/a\nMore: https://example.org/b")
    assert "[Apply]\n[More]" in card["text"]


async def test_versions_are_changed_made_the_main_one_and_removed(office: Office) -> None:
    await office.hands.says("/broadcast")
    await office.presses("– 日本語")
    await office.says("こんにちは")
    await office.presses("No buttons")
    await office.presses("＋ English")
    await office.says("Hello all")
    await office.presses("No buttons")
    await office.presses("✓ English")
    card = await office.presses("Make it the one for all others")
    assert "English (for all others)" in card["text"]
    await office.presses("✓ 日本語")
    await office.presses("Send another message")
    await office.says("皆さま")
    card = await office.presses("No buttons")
    assert "Text: 皆さま" in card["text"]
    await office.presses("✓ 日本語")
    card = await office.presses("Remove this version")
    assert "＋ 日本語" in inline(card)
    await office.presses("✓ English")
    assert "Remove this version" not in inline(await office.card())


async def test_the_count_follows_every_switch_and_the_last_stays_on(office: Office) -> None:
    await office.subscribe(HARU, AN, GROUP)
    await office.hands.services.languages.choose(HARU, "ja")
    card = await office.written_so_far()
    assert "Readers now: 3" in card["text"]
    card = await office.presses("✓ Groups")
    assert "Readers now: 2" in card["text"]
    assert "All topics · All countries · People" in card["text"]
    card = await office.presses("✓ 日本語")
    assert "Readers now: 1" in card["text"]
    told = await office.press(card, "✓ People")
    assert told is not None
    assert told["text"] == "At least one has to stay on."
    card = await office.presses("✓ Visits")
    assert "Programmes, Agreements, Events" in card["text"]


async def test_a_preview_shows_each_version_as_readers_get_it(office: Office) -> None:
    await office.written_so_far()
    card = await office.presses("To the preview")
    await office.press(card, "👁 English")
    *_, shown, card = await office.hands.written(OFFICER)
    assert shown["text"] == "Hello all"
    assert list(inline(shown)) == ["🔕 Unsubscribe"]
    assert "See it as readers will" in card["text"]
    await office.press(card, "Test: to me")
    *_, shown, card = await office.hands.written(OFFICER)
    assert shown["text"] == "Hello all"
    assert "✅ The test was sent." in card["text"]
    (entry,) = await office.hands.services.stores.audit.latest(1)
    assert (entry.act, entry.actor_id) == ("test", OFFICER)


async def test_what_telegram_refuses_is_seen_in_the_preview(office: Office) -> None:
    await office.written_so_far()
    card = await office.presses("To the preview")
    await office.hands.fault(
        "error", method="sendMessage", error_code=400, description="Bad Request: BUTTON_URL_INVALID"
    )
    await office.press(card, "👁 English")
    card = await office.card()
    assert "Telegram refuses this: Button_url_invalid" in card["text"]


async def test_the_time_zone_is_asked_once_and_night_is_warned_of(office: Office) -> None:
    hands = office.hands
    await office.subscribe(HARU)
    await hands.services.languages.choose(HARU, "ja")
    await office.written_so_far()
    await office.presses("To the preview")
    card = await office.presses("Send at a time")
    assert "In which time zone are you?" in card["text"]
    card = await office.says("Atlantis")
    assert "I do not know that time zone." in card["text"]
    card = await office.presses("Asia/Tokyo")
    # The clock of the test: 2 March 2026, 00:16 UTC.
    assert "It is now Mon, 2 Mar 2026, 09:16 (Asia/Tokyo)." in card["text"]
    card = await office.says("whenever")
    assert "I cannot read that as a time." in card["text"]
    card = await office.says("2026-03-01 09:00")
    assert "That time has passed." in card["text"]
    card = await office.says("tomorrow 22:30")
    assert "When: Tue, 3 Mar 2026, 22:30 (Asia/Tokyo)" in card["text"]
    assert "日本語: 22:30 there, readers: 1" in card["text"]
    await office.presses("Back")
    card = await office.says("tomorrow 9:30")
    assert "night" not in card["text"]
    await office.press(card, "Schedule for 1")
    shown = await hands.now(card)
    assert "Goes out at its time\nTue, 3 Mar 2026, 09:30 (Asia/Tokyo)" in shown["text"]
    broadcast = await office.reaches("scheduled")
    assert broadcast.time_zone == "Asia/Tokyo"
    # The next time only the time is asked.
    await office.written_so_far("Hello again")
    await office.presses("To the preview")
    card = await office.presses("Send at a time")
    assert "When shall it go out?" in card["text"]
    assert "Another time zone" in inline(card)
