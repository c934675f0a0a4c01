"""Handing a question over: where it is offered, what is asked before, what the office then sees."""

from typing import Any

from handlers.menu import OFFICE_COMMANDS
from tests.handlers.chatting import AN, GROUP, HARU, SIGNED, Hands, buttons, named, only
from tests.handlers.desk.office import PERSON, SAY, STRANGE, Office, data_of, serving_office

ASK = SAY("button-ask-a-person", "en")


async def test_without_a_group_nothing_is_offered(hands: Hands) -> None:
    answer = only(await hands.says(STRANGE))
    assert ASK not in buttons(answer)
    assert SAY("unknown-command", "en") in only(await hands.says("/contact"))["text"]
    assert SAY("unknown-command", "en") in only(await hands.says("/end"))["text"]
    told = only(await hands.says("/privacy"))["text"]
    assert SAY("privacy-desk", "en") not in told
    assert ASK not in buttons(only(await hands.says("/help")))


async def test_it_is_offered_where_a_question_was_not_answered(office: Office) -> None:
    offered = buttons(await office.asks(STRANGE, user=PERSON))
    assert list(offered)[-2:] == [SAY("button-tell", "en"), ASK]
    assert ASK not in buttons(await office.asks(SIGNED, user=PERSON))
    assert SAY("privacy-desk", "en") in (await office.asks("/privacy", user=PERSON))["text"]
    assert ASK in buttons(await office.asks("/help", user=PERSON))
    in_group = await office.hands.says(f"/ask {STRANGE}", user=PERSON, chat=GROUP)
    assert ASK not in buttons(only(in_group))


async def test_commands_show_where_they_may_be_used(office: Office) -> None:
    async def shown(scope: dict[str, Any]) -> list[str]:
        found = await office.hands.sim.call("getMyCommands", scope=scope)
        return [each["command"] for each in found]

    assert {"contact", "end"} < set(await shown({"type": "all_private_chats"}))
    assert not {"contact", "close"} & set(await shown({"type": "all_group_chats"}))
    in_office = await shown({"type": "chat", "chat_id": office.group})
    assert in_office == list(OFFICE_COMMANDS)


async def test_it_is_offered_after_a_vote_that_an_answer_is_wrong(office: Office) -> None:
    answer = await office.asks(SIGNED, user=PERSON)
    await office.hands.presses(answer, named(answer, SAY("button-wrong", "en")), user=PERSON)
    assert ASK in buttons(await office.hands.now(answer))


async def test_the_person_sees_before_what_the_office_would_see(office: Office) -> None:
    await office.asks("Who signed it?", user=PERSON)
    answer = await office.asks(user=PERSON)
    consent = only(await office.press(answer, "h:a", PERSON))
    assert SAY("desk-consent", "en") in consent["text"]
    assert "Who signed it?" in consent["text"]
    assert STRANGE in consent["text"]
    assert len(office.topics) == 3


async def test_a_no_hands_nothing_over(office: Office) -> None:
    consent = only(await office.press(await office.asks(), "h:a", PERSON))
    await office.press(consent, data_of(consent, "h:n:"), PERSON)
    assert (await office.hands.now(consent))["text"] == SAY("desk-declined", "en")
    assert len(office.topics) == 3
    again = await office.hands.presses(consent, data_of(consent, "h:y:"), PERSON)
    assert again is not None
    assert again["text"] == SAY("button-gone", "en")


async def test_the_office_gets_a_topic_with_language_questions_and_candidates(
    office: Office,
) -> None:
    await office.asks("Who signed it?", user=AN)
    thread_id = await office.hand_over("Tháp Yokohama cao bao nhiêu?", user=AN)
    assert office.topics[thread_id].name == "#1 Tháp Yokohama cao bao nhiêu?"
    card = (await office.card(thread_id))["text"]
    assert SAY("desk-card-heading", "en", id=1) in card
    assert SAY("desk-card-language", "en", language="Tiếng Việt") in card
    assert card.index("Who signed it?") < card.index("Tháp Yokohama")
    assert SAY("desk-card-candidates", "en") in card
    assert await office.told(AN) == SAY("desk-opened", "vi")


async def test_the_question_is_known_also_after_a_restart(office: Office) -> None:
    answer = await office.asks()
    office.hands.services.conversations.forget_chat(PERSON)
    consent = only(await office.press(answer, "h:a", PERSON))
    assert STRANGE in consent["text"]


async def test_without_a_question_what_is_written_next_goes_over(office: Office) -> None:
    consent = only(await office.hands.says("/contact", user=PERSON))
    assert consent["text"] == SAY("desk-consent-connect", "en")
    before = set(office.topics)
    await office.press(consent, data_of(consent, "h:y:"), PERSON)
    (thread_id,) = set(office.topics) - before
    assert await office.told() == SAY("desk-awaited", "en")
    assert SAY("desk-card-no-question", "en") in (await office.card(thread_id))["text"]
    copied = await office.person_says(text=STRANGE)
    assert only(copied)["text"] == STRANGE
    assert only(copied)["message_thread_id"] == thread_id


async def test_a_second_yes_opens_nothing_more(office: Office) -> None:
    consent = only(await office.press(await office.asks(), "h:a", PERSON))
    yes = data_of(consent, "h:y:")
    await office.press(consent, yes, PERSON)
    await office.press(consent, yes, PERSON)
    assert len(office.topics) == 4


async def test_another_persons_yes_opens_nothing(office: Office) -> None:
    consent = only(await office.press(await office.asks(), "h:a", PERSON))
    other = await office.asks(user=HARU)
    answer = await office.hands.presses(other, data_of(consent, "h:y:"), HARU)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "ja")
    assert len(office.topics) == 3


async def test_who_has_an_open_handoff_is_told_to_just_write(office: Office) -> None:
    await office.hand_over()
    told = only(await office.hands.says("/contact", user=PERSON))["text"]
    assert told == SAY("desk-already-open", "en")


async def test_the_person_ends_it_by_button_or_command(office: Office) -> None:
    thread_id = await office.hand_over()
    opened = (await office.hands.written(PERSON))[-1]
    told = await office.press(opened, "h:e", PERSON)
    assert only(told)["text"] == SAY("desk-ended", "en")
    assert SAY("desk-ended-by-person", "en") in await office.texts_in(thread_id)
    assert office.topics[thread_id].is_closed
    answered = await office.asks("Where was it?")
    assert answered["text"]
    assert "Where was it?" not in await office.texts_in(thread_id)
    nothing = only(await office.hands.says("/end", user=PERSON))["text"]
    assert nothing == SAY("desk-nothing-open", "en")
    second = await office.hand_over()
    assert second != thread_id
    await office.hands.says("/end", user=PERSON)
    await office.settle()
    assert office.topics[second].is_closed


async def test_outside_of_the_hours_the_person_is_told_when_somebody_is_there() -> None:
    hours = {"OFFICE_HOURS": "Tue 09:00-17:00", "OFFICE_TIME_ZONE": "Asia/Tokyo"}
    async with serving_office(more_settings=hours) as office:  # the clock begins on a Monday
        await office.hand_over()
        when = "Tue, Mar 3 09:00 (Asia/Tokyo)"
        assert await office.told() == SAY("desk-opened-away", "en", when=when)
        await office.person_says(text="Hello?")
        assert await office.told() == SAY("desk-opened-away", "en", when=when)
        office.hands.clock[0] += 13 * 3600
        await office.person_says(text="Hello?")
        assert await office.told() == SAY("desk-away", "en", when=when)
        office.hands.clock[0] += 12 * 3600
        await office.person_says(text="Hello?")
        assert await office.told() == SAY("desk-passed", "en")
