"""What members of staff do with a handoff, and what becomes of it when data are erased."""

import json

from bot.handoffs import HandoffState
from tests.handlers.chatting import AN, ROBIN, buttons, only
from tests.handlers.desk.office import (
    COLLEAGUE,
    PERSON,
    SAY,
    STRANGE,
    Office,
    data_of,
    replied_to,
)

NAME = "Robin Clarke"


async def test_closing_and_reopening_by_buttons(office: Office) -> None:
    thread_id = await office.hand_over()
    card = await office.card(thread_id)
    await office.press(card, data_of(card, "g:c:"))
    assert await office.told() == SAY("desk-closed", "en")
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-closed-by-staff", "en", name=NAME)
    assert office.topics[thread_id].is_closed
    assert (await office.asks())["text"] != STRANGE
    assert STRANGE not in await office.texts_in(thread_id)
    card = await office.hands.now(card)
    await office.press(card, data_of(card, "g:r:"))
    assert not office.topics[thread_id].is_closed
    assert await office.told() == SAY("desk-reopened", "en")
    assert only(await office.person_says(text="Thanks"))["text"] == "Thanks"


async def test_what_is_written_in_a_closed_topic_is_not_passed_on_and_told(
    office: Office,
) -> None:
    thread_id = await office.hand_over()
    await office.staff_says(thread_id, text="/close")
    assert await office.staff_says(thread_id, text="One more thing") == []
    told = (await office.in_topic(thread_id))[-1]
    assert told["text"] == SAY("desk-is-closed", "en")
    assert replied_to(told) == office.last["message_id"]
    await office.press(told, data_of(told, "g:r:"))
    assert only(await office.staff_says(thread_id, text="One more thing"))


async def test_reopening_waits_where_the_person_has_another_open_question(office: Office) -> None:
    first = await office.hand_over()
    await office.staff_says(first, text="/close")
    second = await office.hand_over()
    await office.staff_says(first, text="/reopen")
    assert SAY("desk-other-is-open", "en") in await office.texts_in(first)
    assert only(await office.person_says(text="Hello?"))["message_thread_id"] == second


async def test_who_is_blocked_cannot_hand_over_until_unblocked(office: Office) -> None:
    thread_id = await office.hand_over()
    card = await office.card(thread_id)
    await office.press(card, data_of(card, "g:b:"))
    assert await office.told() == SAY("desk-refused-now", "en")
    await office.staff_says(thread_id, text="Wait")
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-is-blocked", "en")
    refused = await office.press(await office.asks(), "h:a", PERSON)
    assert only(refused)["text"] == SAY("desk-refused", "en")
    await office.staff_says(thread_id, text="/unblock")
    assert SAY("desk-unblocked", "en", name=NAME) in await office.texts_in(thread_id)
    assert await office.hand_over() != thread_id


async def test_a_member_of_staff_takes_it_on_and_gives_it_back(office: Office) -> None:
    thread_id = await office.hand_over()
    card = await office.card(thread_id)
    await office.press(card, data_of(card, "g:t:"))
    card = await office.hands.now(card)
    assert SAY("desk-card-taken", "en", name=NAME) in card["text"]
    await office.press(card, data_of(card, "g:g:"))
    card = await office.hands.now(card)
    assert NAME not in card["text"]
    note = await office.hands.sim.sim(
        "message", user=COLLEAGUE, chat=office.group, topic=thread_id, text="// mine"
    )
    await office.staff_says(thread_id, text="/assign", reply_to=note["message_id"])
    assert SAY("desk-card-taken", "en", name="佐藤 春") in (await office.hands.now(card))["text"]


async def test_what_members_of_staff_do_is_in_the_audit_log(office: Office) -> None:
    thread_id = await office.hand_over()
    for command in ("/assign", "/close", "/reopen", "/block", "/unblock"):
        await office.staff_says(thread_id, text=command)
    acts = await office.hands.services.stores.audit.latest(10)
    assert [each.act for each in acts[::-1]] == ["assign", "close", "reopen", "block", "unblock"]
    assert {(each.actor_id, each.subject) for each in acts} == {(ROBIN, "handoff/1")}


async def test_a_command_says_where_it_belongs(office: Office) -> None:
    await office.hand_over()
    last = (await office.hands.says("/close", chat=office.group))[-1]
    assert last["text"] == SAY("desk-which", "en")
    unknown = only(await office.hands.says("/close", user=AN))
    assert SAY("unknown-command", "vi") in unknown["text"]


async def test_what_cannot_be_done_is_said(office: Office) -> None:
    thread_id = await office.hand_over()
    card = await office.card(thread_id)
    close = data_of(card, "g:c:")
    await office.press(card, close)
    answer = await office.hands.presses(card, close)
    assert answer is not None
    assert answer["text"] == SAY("desk-cannot", "en")
    await office.staff_says(thread_id, text="/close")
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-cannot", "en")


async def test_a_made_up_button_does_nothing(office: Office) -> None:
    thread_id = await office.hand_over()
    answer = await office.asks("/about")
    for data in ("g:c:1", "g:b:1", "g:a:1:1", "g:x:1", "g:c", "g:c:9", "h:y:x", "h:x", "h"):
        said = await office.hands.presses(answer, data, PERSON)
        assert said is not None
        assert said["text"] == SAY("button-gone", "en"), data
    card = await office.card(thread_id)
    for data in ("g:x:1", "g:a:1", "g:c:x", "g", "h:e"):
        said = await office.hands.presses(card, data)
        assert said is not None
        assert said["text"] == SAY("button-gone", "en"), data
    assert not office.topics[thread_id].is_closed


async def test_erasing_ends_it_and_leaves_nothing_of_the_person(office: Office) -> None:
    thread_id = await office.hand_over()
    await office.person_says(text="Here is more")
    told = only(await office.hands.says("/mydata", user=PERSON))
    file = await office.hands.application.bot.get_file(told["document"]["file_id"])
    stored = json.loads(bytes(await file.download_as_bytearray()))["stored"]
    assert stored["handoffs"][0]["questions"] == [STRANGE]
    assert any(each["what"] == "copy" for each in stored["carried"])
    asked = only(await office.hands.says("/forgetme", user=PERSON))
    assert SAY("desk-forget-ends", "en") in asked["text"]
    await office.press(asked, "d:1", PERSON)
    assert await office.hands.services.stores.chats.export(PERSON) == {}
    handoff = await office.hands.services.desk.get(1)
    assert handoff is not None
    assert (handoff.state, handoff.person_id) == (HandoffState.ERASED, None)
    assert SAY("desk-erased", "en") in await office.texts_in(thread_id)
    card = await office.card(thread_id)
    assert STRANGE not in card["text"]
    assert buttons(card) == {}
    assert office.topics[thread_id].name == "#1"
    assert office.topics[thread_id].is_closed
    await office.staff_says(thread_id, text="Hello?")
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-is-erased", "en")
    assert await office.person_says(text="Hello?") == []


async def test_a_candidate_is_shown_in_the_persons_language_and_then_sent(office: Office) -> None:
    thread_id = await office.hand_over("Tháp Yokohama cao bao nhiêu?", user=AN)
    card = await office.card(thread_id)
    shown = only(await office.press(card, data_of(card, "g:v:1:0")))
    heading = SAY("desk-answer-heading", "en", language="Tiếng Việt")
    assert shown["text"].startswith(heading)
    assert shown["message_thread_id"] == thread_id
    before = await office.told(AN)
    assert before == SAY("desk-opened", "vi")
    await office.press(shown, data_of(shown, "g:s:"))
    answer = shown["text"].removeprefix(heading).strip()
    told = await office.told(AN)
    assert told == SAY("desk-answered", "vi", text=answer)
    assert "Nguồn" in told
    assert (await office.texts_in(thread_id))[-1].startswith(f"{NAME} has sent the person")
    assert buttons(await office.hands.now(shown)) == {}
    again = await office.hands.presses(shown, data_of(card, "g:v:1:0").replace(":0", ":9"))
    assert again is not None
    assert again["text"] == SAY("button-gone", "en")


async def test_nothing_is_sent_by_a_button_once_the_question_is_closed(office: Office) -> None:
    thread_id = await office.hand_over()
    card = await office.card(thread_id)
    shown = only(await office.press(card, data_of(card, "g:v:1:0")))
    await office.staff_says(thread_id, text="/close")
    assert not [data for data in buttons(await office.hands.now(card)).values() if ":v:" in data]
    answer = await office.hands.presses(shown, data_of(shown, "g:s:"))
    assert answer is not None
    assert answer["text"] == SAY("desk-cannot", "en")
    assert await office.told() == SAY("desk-closed", "en")
