"""What the bot answers in groups and forums, and that it leaves everything else alone."""

import base64

import pytest

from bot.simulator.personas import FORUM_ID
from tests.handlers.chatting import (
    BOT,
    FORUM,
    GROUP,
    KIM,
    ROBIN,
    SIGNED,
    Hands,
    answered,
    only,
)
from tests.simulator.pictures import png

PICTURE = base64.b64encode(png()).decode()
QUESTIONS, VISITS = 2, 3
"""The topics that the forum of the simulator opens with."""


async def test_talk_among_people_is_left_alone(hands: Hands) -> None:
    for chat in (GROUP, FORUM):
        assert await hands.says(SIGNED, chat=chat) == []
        assert await hands.says("Hello all", user=KIM, chat=chat) == []
    assert not hands.answering.asked


async def test_pictures_among_people_are_left_alone(hands: Hands) -> None:
    assert await hands.sends(ROBIN, FORUM, photo=PICTURE) == []


async def test_captioned_pictures_among_people_are_left_alone(hands: Hands) -> None:
    assert await hands.sends(ROBIN, FORUM, photo=PICTURE, text="Our visit") == []


async def test_a_mention_in_a_caption_is_a_question(hands: Hands) -> None:
    answer = only(await hands.sends(ROBIN, FORUM, photo=PICTURE, text=f"{BOT} {SIGNED}"))
    assert "17 October 2024" in answer["text"]


@pytest.mark.parametrize("chat", [GROUP, FORUM])
async def test_a_command_in_a_group_is_answered_in_reply(hands: Hands, chat: int) -> None:
    for command in ("/ask", f"/ask{BOT}"):
        answer = only(await hands.says(f"{command} {SIGNED}", chat=chat))
        assert "17 October 2024" in answer["text"]
        assert answer["reply_to_message"]["text"] == f"{command} {SIGNED}"


async def test_a_command_for_another_bot_is_left_alone(hands: Hands) -> None:
    assert await hands.says(f"/ask@other_bot {SIGNED}", chat=FORUM) == []


async def test_a_reply_to_the_bot_is_a_question(hands: Hands) -> None:
    first = only(await hands.says(f"/ask {SIGNED}", chat=GROUP))
    answer = only(await hands.says("and where was that?", KIM, GROUP, reply_to=first["message_id"]))
    assert answer["reply_to_message"]["text"] == "and where was that?"
    assert hands.answering.last() == ("and where was that?", (SIGNED,))


async def test_a_reply_to_somebody_else_is_left_alone(hands: Hands) -> None:
    first = await hands.sim.say("Who knows?", user=ROBIN, chat=FORUM)
    await hands.settle()
    assert await hands.says(SIGNED, KIM, FORUM, reply_to=first["message_id"]) == []


@pytest.mark.parametrize("text", [f"{BOT} {SIGNED}", f"{SIGNED} {BOT.upper()}"])
async def test_a_mention_is_a_question_where_it_is_delivered(hands: Hands, text: str) -> None:
    answer = only(await hands.says(text, chat=FORUM))
    assert "17 October 2024" in answer["text"]
    assert hands.answering.last()[0] == SIGNED


@pytest.mark.parametrize("text", [f"{BOT}, {SIGNED}", f"{BOT}: {SIGNED}"])
async def test_the_name_goes_with_its_comma(hands: Hands, text: str) -> None:
    await hands.says(text, chat=FORUM)
    assert hands.answering.last()[0] == SIGNED


@pytest.mark.parametrize("text", [f"{BOT}x {SIGNED}", "@other_bot hello", f"mail a{BOT}"])
async def test_another_name_is_no_mention(hands: Hands, text: str) -> None:
    assert await hands.says(text, chat=FORUM) == []


async def test_a_mention_alone_is_left_alone(hands: Hands) -> None:
    assert await hands.says(BOT, chat=FORUM) == []


async def test_a_result_sent_by_inline_mode_is_no_question(hands: Hands) -> None:
    found = await hands.sim.sim("inline", user=ROBIN, query=SIGNED)
    chosen = await hands.chooses(found, GROUP)
    assert await hands.written(GROUP, after=chosen["message_id"]) == []


@pytest.mark.parametrize("topic", [QUESTIONS, VISITS])
async def test_a_topic_is_answered_in_its_topic(hands: Hands, topic: int) -> None:
    hands.answering.replies["long"] = answered("\n".join("x" * 1000 for _ in range(6)))
    short = await hands.says(f"{BOT} {SIGNED}", chat=FORUM, topic=topic)
    long = await hands.says("/ask long", chat=FORUM, topic=topic)
    assert len(short) == 1
    assert len(long) == 2
    assert {each["message_thread_id"] for each in short + long} == {topic}


async def test_a_question_outside_of_topics_is_answered_there(hands: Hands) -> None:
    answer = only(await hands.says(f"/ask {SIGNED}", chat=FORUM))
    assert "message_thread_id" not in answer


async def test_a_button_in_a_topic_opens_in_its_topic(hands: Hands) -> None:
    answer = only(await hands.says(f"{BOT} {SIGNED}", chat=FORUM, topic=VISITS))
    await hands.presses(answer, "e:hanoi-kanagawa-mou", user=KIM)
    card = (await hands.written(FORUM))[-1]
    assert card["message_id"] > answer["message_id"]
    assert card["message_thread_id"] == VISITS


async def test_topics_do_not_share_what_was_asked(hands: Hands) -> None:
    await hands.says(f"{BOT} {SIGNED}", chat=FORUM, topic=QUESTIONS)
    await hands.says(f"{BOT} and where was that?", chat=FORUM, topic=VISITS)
    assert hands.answering.last() == ("and where was that?", ())
    await hands.says(f"{BOT} and where was that?", chat=FORUM, topic=QUESTIONS)
    assert hands.answering.last() == ("and where was that?", (SIGNED,))


async def test_a_bot_added_to_a_group_says_nothing_unasked(hands: Hands) -> None:
    await hands.sim.sim("member", chat=GROUP, user=hands.sim.bot_id, status="left")
    await hands.sim.sim("member", chat=GROUP, user=hands.sim.bot_id, status="member")
    await hands.settle()
    assert await hands.written(GROUP) == []


async def test_a_channel_post_is_left_alone(hands: Hands) -> None:
    channel = {"id": -1009, "type": "channel", "title": "News", "bot_status": "administrator"}
    await hands.sim.sim("message", chat=channel, user=ROBIN, text=SIGNED)
    await hands.settle()
    assert await hands.written(-1009) == []


def test_the_forum_is_that_of_the_simulator() -> None:
    assert FORUM == FORUM_ID
