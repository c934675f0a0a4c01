"""What people and the office write to each other through the bot."""

import base64
import json
from typing import Any

import pytest

from bot.simulator.model import ADMINISTRATOR, Member
from tests.handlers.chatting import AN, GROUP, SIGNED, buttons, only
from tests.handlers.desk.office import (
    PERSON,
    SAY,
    STRANGE,
    Office,
    data_of,
    replied_to,
    serving_office,
)
from tests.simulator.driver import Json
from tests.simulator.pictures import png

PLACE = {"latitude": 35.45, "longitude": 139.63}
MESSAGES: list[tuple[str, dict[str, Any]]] = [
    ("text", {"text": "How *high* exactly? <b>&"}),
    ("photo", {"photo": {"content": base64.b64encode(png()).decode()}, "text": "This one"}),
    ("document", {"document": {"content": "AAAA", "name": "form.pdf"}}),
    ("voice", {"voice": {"content": "AAAA"}}),
    ("sticker", {"sticker": {"content": "AAAA"}}),
    ("location", {"location": PLACE}),
]


@pytest.mark.parametrize(("kind", "body"), MESSAGES, ids=[kind for kind, _ in MESSAGES])
async def test_whatever_either_side_sends_reaches_the_other(
    office: Office, kind: str, body: dict[str, Any]
) -> None:
    thread_id = await office.hand_over()
    to_office = only(await office.person_says(**body))
    assert to_office["message_thread_id"] == thread_id
    assert to_office[kind] == office.last[kind]
    assert to_office.get("caption") == office.last.get("caption")
    to_person = only(await office.staff_says(thread_id, **body))
    assert to_person[kind] == office.last[kind]
    assert "reply_markup" not in to_person


async def test_the_office_is_shown_neither_number_nor_username_nor_name(office: Office) -> None:
    thread_id = await office.hand_over(user=AN)
    await office.person_says(AN, text="Here is more")
    shown = json.dumps([await office.in_topic(thread_id), office.topics[thread_id].name])
    calls = [call.json() for call in office.hands.sim.world.calls.after(0)]
    sent = [call for call in calls if str(office.group) in json.dumps(call["params"])]
    assert len(sent) >= 3
    for known in ("an_nguyen", "Nguy", '"An"', "tg://user"):
        assert known not in shown
    assert not {"forwardMessage", "forwardMessages"} & {call["method"] for call in calls}


async def test_replies_keep_what_they_are_about(office: Office) -> None:
    thread_id = await office.hand_over()
    copied = only(await office.person_says(text="And the bridge?"))
    asked = office.last
    answer = only(await office.staff_says(thread_id, text="860 m", reply_to=copied["message_id"]))
    assert replied_to(answer) == asked["message_id"]
    answered = office.last
    again = only(await office.person_says(text="Long!", reply_to=answer["message_id"]))
    assert replied_to(again) == answered["message_id"]
    own = only(await office.person_says(text="I mean", reply_to=asked["message_id"]))
    assert replied_to(own) == copied["message_id"]


async def test_edits_of_either_side_are_followed(office: Office) -> None:
    thread_id = await office.hand_over()
    copied = only(await office.person_says(text="And the brigde?"))
    await office.edits(office.last, "And the bridge?", PERSON)
    assert (await office.hands.now(copied))["text"] == "And the bridge?"
    answer = only(await office.staff_says(thread_id, text="860 cm"))
    await office.edits(office.last, "860 m", 1001)
    assert (await office.hands.now(answer))["text"] == "860 m"
    photo = {"content": base64.b64encode(png()).decode()}
    picture = only(await office.person_says(photo=photo, text="Tihs"))
    await office.edits(office.last, "This", PERSON)
    assert (await office.hands.now(picture))["caption"] == "This"
    voice = only(await office.staff_says(thread_id, voice={"content": "AAAA"}, text="Haer"))
    await office.edits(office.last, "Hear", 1001)
    assert (await office.hands.now(voice))["caption"] == "Hear"
    assert all(row.payload == {} for row in await office.outbox("done") if row.what == "edit")


async def test_an_edit_of_what_went_to_nobody_is_answered_as_ever(office: Office) -> None:
    question = (await office.hands.sim.sim("message", user=PERSON, text=STRANGE))["message"]
    await office.settle()
    await office.edits(question, SIGNED, PERSON)
    shown = (await office.hands.written(PERSON))[-1]
    assert "2024" in shown["text"]
    assert SAY("button-ask-a-person", "en") not in buttons(shown)


async def test_commands_stay_between_the_person_and_the_bot(office: Office) -> None:
    await office.hand_over()
    assert await office.person_says(text="/about") == []
    assert SAY("about-heading", "en") in await office.told()


async def test_a_note_stays_among_members_of_staff(office: Office) -> None:
    thread_id = await office.hand_over()
    assert await office.staff_says(thread_id, text="// do we know that?") == []
    assert await office.outbox("pending") == []


async def test_what_is_written_elsewhere_in_the_group_goes_to_nobody(office: Office) -> None:
    await office.hand_over()
    assert await office.staff_says(text="Lunch?") == []
    assert await office.staff_says(3, text="Lunch?") == []


async def test_the_next_messages_come_in_order(office: Office) -> None:
    thread_id = await office.hand_over()
    said = [f"line {number}" for number in range(12)]
    for text in said:
        await office.hands.sim.sim("message", user=PERSON, text=text)
    await office.settle()
    assert [text for text in await office.texts_in(thread_id) if text in said] == said


async def test_each_person_has_a_topic_of_their_own(office: Office) -> None:
    first, second = await office.hand_over(), await office.hand_over(user=AN)
    assert only(await office.staff_says(first, PERSON, text="To you"))["text"] == "To you"
    assert await office.staff_says(second, PERSON, text="To another") == []
    assert (await office.told(AN)) == "To another"


async def test_a_deleted_topic_is_opened_anew_and_nothing_is_lost(office: Office) -> None:
    thread_id = await office.hand_over()
    topic = {"user": 1001, "chat": office.group, "topic": thread_id}
    await office.hands.sim.sim("topic", **topic, deleted=True)
    copied = only([each for each in await office.person_says(text="Hello?") if "text" in each][-1:])
    assert copied["text"] == "Hello?"
    (new_id,) = set(office.topics) - {2, 3, 4}
    assert copied["message_thread_id"] == new_id != thread_id
    assert STRANGE in (await office.card(new_id))["text"]
    assert only(await office.staff_says(new_id, text="Here"))["text"] == "Here"


async def test_closing_and_opening_a_topic_by_hand_does_the_same_as_the_buttons(
    office: Office,
) -> None:
    thread_id = await office.hand_over()
    topic = {"user": 1001, "chat": office.group, "topic": thread_id}
    await office.hands.sim.sim("topic", **topic, closed=True)
    await office.settle()
    assert await office.told() == SAY("desk-closed", "en")
    assert SAY("desk-state-closed", "en") in (await office.card(thread_id))["text"]
    await office.hands.sim.sim("topic", **topic, closed=False)
    await office.settle()
    assert await office.told() == SAY("desk-reopened", "en")
    assert only(await office.person_says(text="Good"))["text"] == "Good"


async def test_where_no_topic_may_be_opened_replies_keep_it_together(office: Office) -> None:
    world = office.hands.sim.world
    forum = world.chats[office.group]
    rights = {"can_manage_chat": True, "can_manage_topics": False}
    world.set_member(forum, world.bot.id, Member(ADMINISTRATOR, rights=rights))
    assert await office.hand_over() == 0
    card = (await office.hands.written(office.group))[-1]
    assert SAY("desk-card-no-right", "en") in card["text"]
    assert SAY("desk-card-replies", "en") in card["text"]
    await _by_replies(office, card)


async def test_in_a_group_without_topics_replies_keep_it_together() -> None:
    async with serving_office(GROUP) as office:
        assert await office.hand_over() == 0
        card = (await office.hands.written(GROUP))[-1]
        assert SAY("desk-card-no-right", "en") not in card["text"]
        await _by_replies(office, card)


async def _by_replies(office: Office, card: Json) -> None:
    """Both sides write; members of staff reply to the card, or to what came of the person."""
    copied = only(await office.person_says(text="Hello?"))
    assert replied_to(copied) == card["message_id"]
    assert await office.staff_says(text="Not a reply") == []
    to_card = await office.staff_says(text="42 m", reply_to=card["message_id"])
    assert only(to_card)["text"] == "42 m"
    to_copy = await office.staff_says(text="Anything else?", reply_to=copied["message_id"])
    assert only(to_copy)["text"] == "Anything else?"
    closed = await office.staff_says(text="/close", reply_to=copied["message_id"])
    assert only(closed)["text"] == SAY("desk-closed", "en")


async def test_a_group_that_gets_a_new_id_goes_on_with_new_cards() -> None:
    async with serving_office(GROUP) as office:
        await office.hand_over()
        moved = await office.hands.sim.sim("migrate", chat_id=GROUP)
        await office.settle()
        office.group = moved["migrate_to_chat_id"]
        card = (await office.hands.written(office.group))[-1]
        assert STRANGE in card["text"]
        await _by_replies(office, card)
        assert await office.hand_over() == 0
        assert STRANGE in (await office.hands.written(office.group))[-1]["text"]


async def test_the_office_is_told_when_the_person_blocks_the_bot_and_comes_back(
    office: Office,
) -> None:
    thread_id = await office.hand_over()
    await office.hands.sim.sim("block", user_id=PERSON, blocked=True)
    await office.settle()
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-person-gone", "en")
    assert SAY("desk-card-unreachable", "en") in (await office.card(thread_id))["text"]
    await office.staff_says(thread_id, text="42 m")
    unsent = (await office.in_topic(thread_id))[-1]
    assert unsent["text"] == SAY("desk-not-delivered", "en")
    assert replied_to(unsent) == office.last["message_id"]
    await office.hands.sim.sim("block", user_id=PERSON, blocked=False)
    await office.settle()
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-person-back", "en")
    await office.press(unsent, data_of(unsent, "g:a:"))
    assert await office.told() == "42 m"


async def test_a_message_that_telegram_does_not_take_is_told(office: Office) -> None:
    thread_id = await office.hand_over()
    refused = {"error_code": 400, "description": "Bad Request: message can't be copied"}
    await office.hands.fault("error", method="copyMessage", **refused)
    await office.staff_says(thread_id, text="42 m")
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-not-taken", "en")
    await office.hands.fault("error", method="copyMessage", **refused)
    await office.person_says(text="Hello?")
    assert (await office.texts_in(thread_id))[-1] == SAY("desk-not-shown", "en")


async def test_an_answer_that_never_came_is_told_and_sent_again_on_demand(
    office: Office,
) -> None:
    thread_id = await office.hand_over()
    await office.hands.fault("drop", method="copyMessage", delivered=False)
    assert await office.staff_says(thread_id, text="42 m") == []
    missed = (await office.in_topic(thread_id))[-1]
    assert missed["text"] == SAY("desk-missed-by-person", "en")
    assert replied_to(missed) == office.last["message_id"]
    await office.press(missed, data_of(missed, "g:a:"))
    assert await office.told() == "42 m"
    assert buttons(await office.hands.now(missed)) == {}
    await office.hands.fault("drop", method="copyMessage", delivered=True)
    await office.person_says(text="Hello?")
    assert (await office.texts_in(thread_id))[-2:] == ["Hello?", SAY("desk-missed-by-staff", "en")]


async def test_what_waits_for_telegram_goes_on_afterwards_in_order(office: Office) -> None:
    thread_id = await office.hand_over()
    await office.hands.fault("server_error", method="copyMessage", status=500, times=2)
    await office.hands.sim.sim("message", user=PERSON, text="one")
    await office.hands.sim.sim("message", user=PERSON, text="two")
    await office.settle()
    assert "one" not in await office.texts_in(thread_id)
    for _ in range(3):
        office.hands.clock[0] += 60
        await office.settle()
    assert (await office.texts_in(thread_id))[-2:] == ["one", "two"]


async def test_what_must_wait_for_its_turn_is_not_claimed_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread_id = await office.hand_over()
    monkeypatch.setattr("bot.transport.pace.GROUP_SECONDS", 60.0)
    monkeypatch.setattr("bot.transport.pace.GROUP_COUNT", 1)
    assert only(await office.person_says(text="one"))["text"] == "one"
    assert await office.person_says(text="two") == []
    assert await office.person_says(text="three") == []
    assert await office.outbox("claimed", "unknown") == []
    waiting = await office.outbox("pending")
    assert [(row.what, row.attempts) for row in waiting] == [("copy", 0), ("copy", 0)]
    monkeypatch.setattr("bot.transport.pace.GROUP_SECONDS", 0.0)
    office.hands.clock[0] += 61
    await office.settle()
    assert (await office.texts_in(thread_id))[-3:] == ["one", "two", "three"]


async def test_an_update_that_comes_twice_is_carried_once(office: Office) -> None:
    thread_id = await office.hand_over()
    await office.hands.fault("redeliver", method="message", chat_id=PERSON)
    assert [each["text"] for each in await office.person_says(text="Hello?")] == ["Hello?"]
    assert await office.staff_says(thread_id, text="Hi")
    assert (await office.texts_in(thread_id)).count("Hello?") == 1
