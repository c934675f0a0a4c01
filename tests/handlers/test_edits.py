"""An edited question edits its answer."""

import pytest

from knowledge.normalising import MAX_QUERY_CHARACTERS
from tests.bot import delivered
from tests.handlers.chatting import (
    BOT,
    FORUM,
    KIM,
    ROBIN,
    SIGNED,
    Hands,
    answered,
    buttons,
    only,
)
from tests.simulator.driver import Json

LONG = "\n".join("x" * 1000 for _ in range(6))


async def asked(hands: Hands, text: str) -> tuple[Json, list[Json]]:
    """A question of Robin's, and what it was answered with."""
    question = await hands.sim.say(text, user=ROBIN)
    await hands.settle()
    return question, await hands.written(ROBIN, after=question["message_id"])


async def test_the_answer_follows_the_edited_question(hands: Hands) -> None:
    hands.answering.replies["first"] = answered("First.", "hanoi", "overview")
    question, answers = await asked(hands, "first")
    assert await hands.edits(question, SIGNED) == []
    answer = await hands.now(only(answers))
    assert "17 October 2024" in answer["text"]
    assert list(buttons(answer).values())[-1] == "n:hanoi-kanagawa-mou:signed"


async def test_an_edit_that_changes_no_answer_is_no_error(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    hands.answering.replies |= {"a": answered("Same."), "b": answered("Same.")}
    question, answers = await asked(hands, "a")
    assert await hands.edits(question, "b") == []
    assert (await hands.now(only(answers)))["text"].startswith("Same.")
    assert "error" not in caplog.text.lower()


async def test_parts_that_are_no_longer_needed_go(hands: Hands) -> None:
    hands.answering.replies |= {"long": answered(LONG), "short": answered("Short.")}
    question, answers = await asked(hands, "long")
    assert len(answers) == 2
    assert await hands.edits(question, "short") == []
    left = only(await hands.written(ROBIN))
    assert left["message_id"] == answers[0]["message_id"]
    assert left["text"].startswith("Short.")


async def test_an_answer_that_grows_is_sent_anew(hands: Hands) -> None:
    hands.answering.replies |= {"long": answered(LONG), "short": answered("Short.")}
    question, _ = await asked(hands, "short")
    assert len(await hands.edits(question, "long")) == 2
    assert await hands.edits(question, "long again") == []


async def test_an_answer_that_was_deleted_is_sent_anew(hands: Hands) -> None:
    question, answers = await asked(hands, "Osaka?")
    gone = only(answers)["message_id"]
    await hands.sim.call("deleteMessage", chat_id=ROBIN, message_id=gone)
    anew = only(await hands.edits(question, SIGNED))
    assert "17 October 2024" in anew["text"]


async def test_an_edit_of_the_last_question_takes_its_place_for_follow_ups(hands: Hands) -> None:
    await hands.says("one")
    question, _ = await asked(hands, "two")
    await hands.edits(question, "three")
    assert hands.answering.last() == ("three", ("one",))
    await hands.says("four")
    assert hands.answering.last() == ("four", ("one", "three"))


async def test_an_edit_of_an_earlier_question_leaves_the_last_one_in_place(hands: Hands) -> None:
    question, _ = await asked(hands, "one")
    await hands.says("two")
    await hands.edits(question, "three")
    assert hands.answering.last() == ("three", ())
    await hands.says("four")
    assert hands.answering.last() == ("four", ("three", "two"))


async def test_an_edit_to_a_text_too_long_for_a_question_says_so(hands: Hands) -> None:
    question, answers = await asked(hands, SIGNED)
    await hands.edits(question, "x" * (MAX_QUERY_CHARACTERS + 1))
    too_long = delivered.texts().get("question-too-long", "en")
    assert (await hands.now(only(answers)))["text"] == too_long


async def test_an_edited_command_to_ask_has_its_answer_edited(hands: Hands) -> None:
    question = await hands.sim.say("/ask Osaka?", user=KIM, chat=FORUM)
    await hands.settle()
    answer = only(await hands.written(FORUM))
    assert await hands.edits(question, f"/ask{BOT} {SIGNED}", user=KIM) == []
    assert "17 October 2024" in (await hands.now(answer))["text"]
    assert hands.answering.last()[0] == SIGNED


async def test_an_edit_of_talk_among_people_is_left_alone(hands: Hands) -> None:
    talk = await hands.sim.say("hello", user=ROBIN, chat=FORUM)
    await hands.settle()
    assert await hands.edits(talk, SIGNED) == []


async def test_an_edit_that_adds_a_mention_is_answered(hands: Hands) -> None:
    talk = await hands.sim.say(SIGNED, user=ROBIN, chat=FORUM)
    await hands.settle()
    assert "17 October 2024" in only(await hands.edits(talk, f"{BOT} {SIGNED}"))["text"]


async def test_a_question_of_before_a_restart_is_answered_when_edited(hands: Hands) -> None:
    question, _ = await asked(hands, "Osaka?")
    hands.services.conversations.forget((ROBIN, None))
    assert "17 October 2024" in only(await hands.edits(question, SIGNED))["text"]


async def test_a_command_that_is_edited_does_nothing(hands: Hands) -> None:
    command = await hands.sim.say("/about", user=ROBIN)
    await hands.settle()
    assert await hands.edits(command, "/help") == []
