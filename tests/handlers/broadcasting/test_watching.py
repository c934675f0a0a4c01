"""The message that shows how a broadcast goes, and the report at its end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from handlers.broadcasting.reports import bar
from tests.handlers.broadcasting.office import COLLEAGUE, OFFICER, Office, inline
from tests.handlers.chatting import AN, GROUP, HARU, KIM
from tests.simulator.driver import Json


async def shows(office: Office, message: Json, *parts: str) -> Json:
    """A message, once it shows some texts; the clock goes on."""

    async def look() -> Json:
        return await office.hands.now(message)

    return await eventually(office, look, lambda now: all(part in now["text"] for part in parts))


async def eventually(
    office: Office, look: Callable[[], Awaitable[Json]], is_there: Callable[[Json], object]
) -> Json:
    """What is looked at, once it is there."""
    async with asyncio.timeout(20):
        while True:
            found = await look()
            if is_there(found):
                return found
            office.hands.clock[0] += 0.2
            await asyncio.sleep(0.01)


async def news(office: Office, after: Json, part: str) -> Json:
    """The message of the bot's below another that holds a text, once it is there."""

    async def look() -> Json:
        written = await office.hands.written(OFFICER, after=after["message_id"])
        found = [each for each in written if part in str(each.get("text", each.get("caption")))]
        return found[0] if found else {}

    return await eventually(office, look, bool)


async def file_of(office: Office, message: Json) -> str:
    """The text of a message's document."""
    sim = office.hands.sim
    found = await sim.call("getFile", file_id=message["document"]["file_id"])
    url = f"{sim.running.base_url}/file/bot{sim.running.token}/{found['file_path']}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return (await response.read()).decode("utf-8-sig")


async def test_the_card_becomes_the_report_and_the_end_is_told(office: Office) -> None:
    await office.subscribe(HARU, AN)
    card = await office.sent("Hello all")
    report = await shows(office, card, "Finished", "▰▰▰▰▰▰▰▰▰▰▰▰ 100 %", "Sent 2 of 2")
    assert "📣 № 1 · Hello all" in report["text"]
    assert "Blocked 0 · Failed 0 · Unknown 0" in report["text"]
    assert {"👁 Show it", "✏️ Correct", "🗑 Recall"} == set(inline(report))
    told = await news(office, card, "Sent 2 of 2")
    assert "document" not in told
    assert await office.hands.services.broadcasting.watched() == ()


async def test_the_undelivered_come_as_a_file_that_names_nobody(office: Office) -> None:
    await office.subscribe(HARU, AN, KIM)
    await office.hands.fault(
        "error",
        method="sendMessage",
        chat_id=AN,
        error_code=403,
        description="Forbidden: bot was blocked by the user",
    )
    await office.hands.fault(
        "error",
        method="sendMessage",
        chat_id=KIM,
        error_code=400,
        description="Bad Request: TOPIC_CLOSED",
    )
    card = await office.sent()
    await shows(office, card, "Finished", "Sent 1 of 3", "Blocked 1 · Failed 1 · Unknown 0")
    told = await news(office, card, "Undelivered of № 1: 2")
    lines = (await file_of(office, told)).splitlines()
    assert lines[0] == "number,state,reason,language"
    assert [line.split(",")[1] for line in lines[1:]] == ["blocked", "failed"]
    assert "bot was blocked by the user" in lines[1]
    for chat in (AN, KIM):
        assert str(chat) not in "".join(lines)


async def test_a_broadcast_is_paused_resumed_and_stopped_after_a_question(office: Office) -> None:
    await office.subscribe(HARU, AN)
    await office.hands.fault("hang", method="sendMessage", chat_id=HARU, times=1)
    card = await office.sent()
    running = await shows(office, card, "Going out")
    await office.press(running, "Pause")
    paused = await shows(office, card, "Paused")
    assert set(inline(paused)) == {"▶ Resume", "⏹ Stop"}
    await office.press(paused, "Resume")
    await shows(office, card, "Going out")
    await office.press(await office.hands.now(card), "Stop")
    asked = await shows(office, card, "Really stop?")
    await office.press(asked, "No, go on")
    running = await shows(office, card, "Going out")
    assert "Really stop?" not in running["text"]
    await office.press(running, "Stop")
    await office.press(await shows(office, card, "Really stop?"), "Yes, stop it")
    await shows(office, card, "Stopped")
    acts = [entry.act for entry in await office.hands.services.stores.audit.latest(9)]
    assert acts == ["stop", "resume", "pause", "confirm", "grant"]


async def test_a_question_that_nobody_answers_goes_away(office: Office) -> None:
    await office.subscribe(HARU)
    await office.hands.fault("hang", method="sendMessage", chat_id=HARU, times=1)
    card = await office.sent()
    await office.press(await shows(office, card, "Going out"), "Stop")
    await shows(office, card, "Really stop?")
    office.hands.clock[0] += 31
    await shows(office, card, "Going out")


async def test_a_message_that_is_gone_is_sent_anew(office: Office) -> None:
    await office.subscribe(HARU)
    await office.hands.fault("hang", method="sendMessage", chat_id=HARU, times=1)
    card = await office.sent()
    await shows(office, card, "Going out")
    await office.hands.application.bot.delete_message(OFFICER, card["message_id"])
    (broadcast,) = await office.hands.services.broadcasting.latest(1)
    await office.hands.services.broadcasting.pause(broadcast.id, COLLEAGUE)
    await news(office, card, "Paused")


async def test_a_second_person_approves_and_nobody_their_own(office: Office) -> None:
    hands = office.hands
    await office.employ(COLLEAGUE)
    await hands.sim.person(COLLEAGUE)
    await office.subscribe(HARU)
    hands.services.broadcasting.needs_approval = True
    await office.written_so_far()
    await office.presses("To the preview")
    card = await office.presses("Send now")
    assert "A second person has to approve it" in card["text"]
    await office.press(card, "Ask for approval")
    waiting = await hands.now(card)
    assert "Waits for the approval of a second person" in waiting["text"]
    refused = await office.press(waiting, "Approve")
    assert refused is not None
    assert refused["text"] == "Somebody else has to approve your broadcast."
    request = (await hands.written(COLLEAGUE))[-1]
    assert "1001 asks for your approval" in request["text"]
    await office.press(request, "Show it", user=COLLEAGUE)
    assert (await hands.written(COLLEAGUE))[-1]["text"] == "Hello all"
    await office.press(request, "Approve", user=COLLEAGUE)
    await shows(office, card, "Finished", "Sent 1 of 1")
    broadcast = await office.broadcast()
    assert broadcast.approved_by == COLLEAGUE
    late = await office.press(request, "Approve", user=COLLEAGUE)
    assert late is not None
    assert late["text"].startswith("That is no longer possible")


async def scheduled(office: Office) -> Json:
    """A broadcast to Haru for 9:30 of the next day in Tokyo; its message."""
    await office.subscribe(HARU)
    await office.hands.services.drafting.keep_zone(OFFICER, ZoneInfo("Asia/Tokyo"))
    await office.written_so_far()
    await office.presses("To the preview")
    await office.presses("Send at a time")
    card = await office.says("tomorrow 9:30")
    await office.press(card, "Schedule for 1")
    return await shows(office, card, "Goes out at its time")


DAY_SECONDS = 86_400
TO_THE_TIME_SECONDS = DAY_SECONDS + 840
"""The clock of the test begins at 9:16 in Tokyo, and 40 seconds."""


async def test_a_broadcast_that_begins_at_its_time_is_shown_in_a_new_message(
    office: Office,
) -> None:
    card = await scheduled(office)
    assert set(inline(card)) == {"👁 Show it", "✖ Call it off"}
    office.hands.clock[0] += TO_THE_TIME_SECONDS
    anew = await news(office, card, "№ 1 · Hello all")
    await news(office, anew, "Sent 1 of 1")
    assert "Begun late" not in (await office.hands.now(anew))["text"]


async def test_a_scheduled_broadcast_can_be_called_off(office: Office) -> None:
    card = await scheduled(office)
    await office.press(card, "Call it off")
    await office.press(await shows(office, card, "Really stop?"), "Yes, stop it")
    await shows(office, card, "Stopped")
    office.hands.clock[0] += TO_THE_TIME_SECONDS
    other = await office.sent("Something else")
    await shows(office, other, "Finished")
    assert [each["text"] for each in await office.hands.written(HARU)] == ["Something else"]


async def test_what_is_hours_late_is_held_until_somebody_says_so(office: Office) -> None:
    card = await scheduled(office)
    office.hands.clock[0] += TO_THE_TIME_SECONDS + 7200
    held = await news(office, card, "Does it still hold?")
    assert await office.hands.written(HARU) == []
    await office.press(held, "Send it now")
    await news(office, held, "Sent 1 of 1")
    assert len(await office.hands.written(HARU)) == 1


async def test_tests_and_requests_go_to_the_group_of_staff(office: Office) -> None:
    hands = office.hands
    services = replace(hands.services, staff_chat_id=GROUP)
    hands.application.bot_data["services"] = services
    services.broadcasting.needs_approval = True
    await office.employ(COLLEAGUE)
    await office.subscribe(HARU)
    await office.written_so_far()
    card = await office.presses("To the preview")
    await office.press(card, "Test: to the staff group")
    assert (await hands.written(GROUP))[-1]["text"] == "Hello all"
    assert "The test was sent." in (await office.card())["text"]
    card = await office.presses("Send now")
    await office.press(card, "Ask for approval")
    request = (await hands.written(GROUP))[-1]
    assert "1001 asks for your approval" in request["text"]
    own = await office.press(request, "Approve")
    assert own is not None
    assert own["text"] == "Somebody else has to approve your broadcast."
    await office.press(request, "Approve", user=COLLEAGUE)
    await shows(office, card, "Finished", "Sent 1 of 1")


async def test_without_a_group_of_staff_there_is_no_test_for_it(office: Office) -> None:
    await office.written_so_far()
    assert "Test: to the staff group" not in inline(await office.presses("To the preview"))


@pytest.mark.parametrize(("share", "full"), [(0, 0), (0.49, 5), (0.99, 11), (1, 12)])
def test_a_bar_is_full_only_at_the_end(share: float, full: int) -> None:
    assert bar(share).count("▰") == full
