"""People talk to the bot, which runs as a process of its own on the delivered base."""

import asyncio

import pytest

from bot.simulator.personas import FORUM_ID, GROUP_ID
from tests.bot import delivered
from tests.e2e.processes import HARU, ROBIN, Chatting, buttons, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOT = "@exchange_preview_bot"
MOU = "hanoi-kanagawa-mou"
SIGNED = "When was the MOU with Kanagawa signed?"
SIGNED_ON = "17 October 2024"
AN = 1003


async def test_a_question_is_answered_with_its_source_and_buttons(served: Chatting) -> None:
    answer = await served.answer("when was the mou with kanagawa singed?")
    assert SIGNED_ON in answer["text"]
    assert "Source: Hanoi international collaboration" in answer["text"]
    assert buttons(answer)[0] == f"e:{MOU}"
    assert buttons(answer)[-2:] == [f"y:{MOU}:signed", f"n:{MOU}:signed"]


async def test_a_question_is_followed_up(served: Chatting) -> None:
    await served.sim.person(11)
    await served.asks(SIGNED, user=11)
    assert "headquarters" in await served.asks("and where?", user=11)


async def test_what_is_not_known_is_said_to_be(served: Chatting) -> None:
    declined = await served.asks("What is the price of the train to Osaka?")
    assert "not in what I know" in declined or "outside my subject" in declined


async def test_a_start_greets_and_one_with_an_entry_opens_it(served: Chatting) -> None:
    for payload, expected in ((None, "Hello, Robin"), (MOU, "Memorandum")):
        sent = await served.sim.sim("start", user=ROBIN, payload=payload)
        (shown,) = await served.answers(ROBIN, sent["message_id"])
        assert expected in shown["text"]


async def test_the_language_is_the_persons(served: Chatting) -> None:
    about = delivered.texts().get("about-heading", "ja")
    assert (await served.asks("/about", user=HARU)).startswith(about)


async def test_the_menu_is_there_in_each_language(served: Chatting) -> None:
    for person, locale in ((ROBIN, "en"), (HARU, "ja"), (AN, "vi")):
        profile = await served.sim.look(f"profile?user_id={person}")
        told = {each["command"]: each["description"] for each in profile["commands"]}
        assert told["ask"] == delivered.texts().get("command-ask", locale)
        assert profile["description"] == delivered.texts().get("bot-description", locale)


async def test_buttons_open_cards_lists_and_take_votes(served: Chatting) -> None:
    answer = await served.answer(SIGNED)
    await served.presses(answer, f"e:{MOU}")
    (card,) = await served.answers(ROBIN, answer["message_id"])
    assert f"f:{MOU}:signed" in buttons(card)
    await served.presses(card, "k:agreement")
    await served.presses(card, "m")
    thanks = await served.presses(answer, f"y:{MOU}:signed")
    assert thanks["text"] == delivered.texts().get("feedback-thanks-right", "en")
    shown = served.sim.world.chats[ROBIN].messages[answer["message_id"]]
    await eventually(lambda: f"y:{MOU}:signed" not in str(shown.keyboard))


async def test_inline_mode_offers_the_answer(served: Chatting) -> None:
    offered = await served.sim.sim("inline", user=ROBIN, query=SIGNED, wait_seconds=60.0)
    assert offered["answered"]
    assert offered["results"][0]["id"] == f"{MOU}/signed"
    assert SIGNED_ON in offered["results"][0]["input_message_content"]["message_text"]


@pytest.mark.parametrize("chat", [GROUP_ID, FORUM_ID])
async def test_talk_in_a_group_is_left_alone(served: Chatting, chat: int) -> None:
    talk = await served.sim.say(SIGNED, user=ROBIN, chat=chat)
    await served.sim.say("Who knows?", user=HARU, chat=chat)
    await served.sim.say("/ask@another_bot hello", user=HARU, chat=chat)
    await served.answer(f"/ask {SIGNED}", chat=chat)
    # Messages of one chat are handled in order: by now the others would have been answered.
    (answer,) = await served.written(chat, talk["message_id"])
    assert answer["reply_to_message"]["text"] == f"/ask {SIGNED}"


@pytest.mark.parametrize("chat", [GROUP_ID, FORUM_ID])
async def test_in_a_group_commands_and_replies_are_answered(served: Chatting, chat: int) -> None:
    first = await served.answer(f"/ask{BOT} {SIGNED}", chat=chat)
    assert SIGNED_ON in first["text"]
    reply = await served.answer(
        "and where was that?", user=HARU, chat=chat, reply_to=first["message_id"]
    )
    assert reply["reply_to_message"]["text"] == "and where was that?"


async def test_in_a_topic_a_mention_is_answered_there(served: Chatting) -> None:
    answer = await served.answer(f"{BOT} {SIGNED}", chat=FORUM_ID, topic=3)
    assert SIGNED_ON in answer["text"]
    assert answer["message_thread_id"] == 3


async def test_an_edited_question_edits_its_answer(served: Chatting) -> None:
    sent = await served.sim.sim("message", user=ROBIN, text="Who led the Hanoi delegation?")
    (answer,) = await served.answers(ROBIN, sent["message_id"])
    assert SIGNED_ON not in answer["text"]
    await served.sim.sim(
        "edit", chat_id=ROBIN, message_id=sent["message_id"], user_id=ROBIN, text=SIGNED
    )
    messages = served.sim.world.chats[ROBIN].messages
    await eventually(lambda: SIGNED_ON in messages[answer["message_id"]].content["text"])
    assert len(await served.written(ROBIN, sent["message_id"])) == 1


async def test_many_chats_are_answered_at_once_and_each_in_order(served: Chatting) -> None:
    people = [await served.sim.person(number) for number in range(5001, 5031)]
    questions = [SIGNED, "/privacy", "Who led the Hanoi delegation?"]
    expected = [SIGNED_ON, "memory", "delegation"]
    for text in questions:
        await asyncio.gather(*(served.sim.say(text, user=person) for person in people))
    for person in people:
        answers = await served.answers(person, count=3)
        assert len(answers) == 3
        for answer, part in zip(answers, expected, strict=True):
            assert part in answer["text"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>Osaka</b> & <script>",
        "'; DROP TABLE facts; --",
        "🦕" * 50,
        "\u202eabc\u0000",
        "x" * 4096,
    ],
)
async def test_odd_texts_are_answered(served: Chatting, text: str) -> None:
    assert await served.asks(text)
    assert SIGNED_ON in await served.asks(SIGNED)
