"""Inline mode: what is offered for what is typed behind the bot's name."""

import pytest

from handlers.rich_text import utf16_length
from tests.bot import delivered
from tests.handlers.chatting import (
    AN,
    GROUP,
    HOSTILE,
    ROBIN,
    SIGNED,
    SOURCE,
    Hands,
    answered,
    suggested,
)
from tests.simulator.driver import Json


async def typed(hands: Hands, query: str, user: int = ROBIN, **more: object) -> Json:
    """What is offered to somebody who types."""
    answer = await hands.sim.sim("inline", user=user, query=query, **more)
    await hands.settle()
    assert answer["answered"]
    return answer


async def test_a_question_offers_its_answer(hands: Hands) -> None:
    offered = await typed(hands, "kanagawa mou signed when")
    result = offered["results"][0]
    assert result["title"] == "Memorandum of Understanding between Hanoi and Kanagawa"
    assert "2024" in result["description"]
    assert offered["button"] is None


async def test_the_chosen_result_is_the_answer_with_its_source(hands: Hands) -> None:
    hands.answering.replies["q"] = answered(HOSTILE)
    offered = await typed(hands, "q", chat=GROUP)
    chosen = await hands.chooses(offered, GROUP)
    message = chosen["message"]
    assert message["text"].startswith(f"{HOSTILE}\n\nSource: {SOURCE.document}, “")
    assert [entity["type"] for entity in message["entities"]] == ["italic"]
    assert message["via_bot"]["id"] == hands.sim.bot_id


async def test_suggestions_are_offered_as_results(hands: Hands) -> None:
    hands.answering.replies["mou"] = suggested("When was it signed?")
    offered = await typed(hands, "mou")
    assert [each["title"] for each in offered["results"]] == ["When was it signed?"]
    assert "17 October 2024" in offered["results"][0]["description"]


async def test_suggestions_that_are_gone_are_left_out(hands: Hands) -> None:
    hands.answering.replies["mou"] = suggested("Gone", entry="no-such-entry")
    offered = await typed(hands, "mou")
    assert offered["results"] == []
    assert offered["button"]["text"] == delivered.texts().get("inline-nothing", "en")


async def test_no_answer_offers_a_hint_and_a_way_to_the_bot(hands: Hands) -> None:
    offered = await typed(hands, "what did the mayor of osaka say")
    assert offered["results"] == []
    assert offered["button"] == {
        "text": delivered.texts().get("inline-nothing", "en"),
        "start_parameter": "inline",
    }


@pytest.mark.parametrize("query", ["", "   "])
async def test_nothing_typed_offers_a_prompt(hands: Hands, query: str) -> None:
    offered = await typed(hands, query)
    assert offered["results"] == []
    assert offered["button"]["text"] == delivered.texts().get("inline-prompt", "en")


async def test_the_way_to_the_bot_ends_in_a_greeting(hands: Hands) -> None:
    await hands.sim.sim("start", user=ROBIN, payload="inline")
    await hands.settle()
    assert (await hands.written(ROBIN))[-1]["text"].startswith("Hello, Robin!")


async def test_the_longest_query_is_answered(hands: Hands) -> None:
    assert (await typed(hands, "x" * 256))["results"] == []


async def test_people_with_other_languages_are_answered(hands: Hands) -> None:
    assert (await typed(hands, SIGNED, user=AN))["results"]


async def test_a_long_answer_is_offered_within_the_limits(hands: Hands) -> None:
    hands.answering.replies["q"] = answered("👍<&>\n" * 1500)
    offered = await typed(hands, "q")
    result = offered["results"][0]
    assert utf16_length(result["description"]) <= 120
    chosen = await hands.chooses(offered, ROBIN)
    assert utf16_length(chosen["message"]["text"]) <= 4096


async def test_a_list_is_offered_under_a_title(hands: Hands) -> None:
    listed = delivered.answering().show_fact("catalogue", "agreement-all", "en")
    assert listed is not None
    hands.answering.replies["q"] = listed
    offered = await typed(hands, "q")
    assert utf16_length(offered["results"][0]["title"]) <= 60


def test_every_fact_has_an_id_that_inline_mode_takes() -> None:
    for fact in delivered.matcher().facts:
        assert len(f"{fact.entry}/{fact.fact}".encode()) <= 64, fact.key


async def test_what_is_typed_is_not_remembered_for_follow_ups(hands: Hands) -> None:
    await typed(hands, SIGNED)
    await hands.says("and where was that?")
    assert hands.answering.last() == ("and where was that?", ())
