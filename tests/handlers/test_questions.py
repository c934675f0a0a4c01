"""Questions in private chats, end to end: text in, answer with source and buttons out."""

import base64

import pytest

from bot.model import Reply, ReplyStatus, Suggestion
from handlers.rich_text import utf16_length
from knowledge.known import Origin
from knowledge.normalising import MAX_QUERY_CHARACTERS
from tests.bot import delivered
from tests.handlers.chatting import (
    AN,
    BOT,
    HOSTILE,
    KIM,
    MOU,
    ROBIN,
    SIGNED,
    SOURCE,
    Hands,
    answered,
    buttons,
    named,
    only,
    suggested,
)
from tests.simulator.driver import Json
from tests.simulator.pictures import png

PICTURE = base64.b64encode(png()).decode()
ONLY_TEXT = delivered.texts().get("only-text", "en")


async def test_a_question_gets_its_answer_with_source_and_buttons(hands: Hands) -> None:
    answer = only(await hands.says(SIGNED))
    assert "17 October 2024" in answer["text"]
    assert "\n\nSource: Hanoi international collaboration, “" in answer["text"]
    assert list(buttons(answer).values())[-2:] == [f"y:{MOU}:signed", f"n:{MOU}:signed"]
    assert named(answer, "More: ") == f"e:{MOU}"


async def test_a_question_with_typos_gets_the_same_answer(hands: Hands) -> None:
    sound = only(await hands.says(SIGNED))
    mistyped = only(await hands.says("when was the mou with kanagawa singed?"))
    assert mistyped["text"] == sound["text"]


async def test_an_answer_stands_in_html_and_everything_in_it_is_escaped(hands: Hands) -> None:
    hands.answering.replies["q"] = answered(f"{HOSTILE}\n{HOSTILE}")
    answer = only(await hands.says("q"))
    assert answer["text"].startswith(f"{HOSTILE}\n{HOSTILE}\n\nSource: {SOURCE.document}, “")
    assert [entity["type"] for entity in answer["entities"]] == ["italic"]


async def test_a_note_is_shown_between_answer_and_source(hands: Hands) -> None:
    hands.answering.replies["q"] = Reply(
        ReplyStatus.ANSWER, "Text.", "en", 99.0, MOU, "signed", SOURCE, note="<Note> & more."
    )
    answer = only(await hands.says("q"))
    assert answer["text"].startswith("Text.\n\n<Note> & more.\n\nSource: ")


async def test_suggestions_are_buttons_and_a_press_answers(hands: Hands) -> None:
    hands.answering.replies["mou"] = suggested("When was it <signed>?")
    offer = only(await hands.says("mou"))
    assert _known(offer) == {"When was it <signed>?": f"f:{MOU}:signed"}
    answer = await hands.presses(offer, f"f:{MOU}:signed")
    assert answer is not None
    assert not answer.get("text")
    shown = (await hands.written(ROBIN))[-1]
    assert "17 October 2024" in shown["text"]
    assert (await hands.now(offer))["text"] == offer["text"]


async def test_a_list_is_answered_line_by_line(hands: Hands) -> None:
    fact = next(each for each in delivered.matcher().facts if each.origin is Origin.LIST)
    listed = hands.answering.show_fact(fact.entry, fact.fact, "en")
    assert listed is not None
    hands.answering.replies["list"] = listed
    answer = only(await hands.says("list"))
    assert answer["text"].startswith(listed.text)
    assert "\n• " in answer["text"]
    assert list(buttons(answer).values()) == [
        f"y:{fact.entry}:{fact.fact}",
        f"n:{fact.entry}:{fact.fact}",
    ]


async def test_a_follow_up_uses_what_was_asked_before(hands: Hands) -> None:
    alone = only(await hands.says("and where was that?", user=KIM))
    await hands.says(SIGNED)
    followed = only(await hands.says("and where was that?"))
    assert followed["text"] != alone["text"]
    assert hands.answering.last() == ("and where was that?", (SIGNED,))


async def test_what_was_asked_long_ago_is_not_followed_up(hands: Hands) -> None:
    await hands.says(SIGNED)
    hands.clock[0] += 601
    await hands.says("and where was that?")
    assert hands.answering.last() == ("and where was that?", ())


async def test_what_others_asked_is_not_followed_up(hands: Hands) -> None:
    await hands.says(SIGNED, user=KIM)
    await hands.says("and where was that?")
    assert hands.answering.last() == ("and where was that?", ())


async def test_a_question_beyond_the_documents_is_declined(hands: Hands) -> None:
    declined = only(await hands.says("What did the mayor of Osaka say?"))
    assert "Osaka" in declined["text"]
    assert "not in what I know" in declined["text"]
    assert not _known(declined)


async def test_a_declined_question_may_offer_others(hands: Hands) -> None:
    offered = (Suggestion(MOU, "signed", "When?"),)
    hands.answering.replies["q"] = Reply(
        ReplyStatus.NONE, "Not said.", "en", 60.0, source=SOURCE, suggestions=offered
    )
    declined = only(await hands.says("q"))
    assert declined["text"].startswith("Not said.\n\nSource: ")
    assert declined["text"].endswith("\n\n" + delivered.texts().get("answer-perhaps", "en"))
    assert _known(declined) == {"When?": f"f:{MOU}:signed"}


async def test_the_language_of_the_person_decides_the_locale(hands: Hands) -> None:
    text = "Nothing here is <translated>."
    hands.answering.replies["q"] = Reply(ReplyStatus.NONE, text, "vi", 0.0)
    assert only(await hands.says("q", user=AN))["text"] == text


async def test_a_long_answer_comes_in_parts_and_the_last_has_the_buttons(hands: Hands) -> None:
    long = "\n".join(f"{number} " + "<👍&>" * 200 for number in range(12))
    hands.answering.replies["q"] = answered(long)
    parts = await hands.says("q")
    assert len(parts) > 1
    assert all(utf16_length(part["text"]) <= 4096 for part in parts)
    shown = "\n".join(part["text"] for part in parts)
    assert shown.split("\n\nSource: ")[0] == long
    assert [bool(buttons(part)) for part in parts] == [False] * (len(parts) - 1) + [True]


async def test_a_message_that_is_too_long_to_be_a_question_is_told_so(hands: Hands) -> None:
    told = only(await hands.says("x" * (MAX_QUERY_CHARACTERS + 1)))
    assert told["text"] == delivered.texts().get("question-too-long", "en")
    assert not hands.answering.asked


async def test_the_longest_question_is_answered(hands: Hands) -> None:
    await hands.says("x" * MAX_QUERY_CHARACTERS)
    assert len(hands.answering.asked) == 1


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "audio", "video", "document"])
async def test_what_is_not_text_gets_a_friendly_line(hands: Hands, kind: str) -> None:
    content = {"content": PICTURE, "name": "a.png"}
    told = only(await hands.sends(ROBIN, None, **{kind: content}))
    assert told["text"] == ONLY_TEXT


@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 35.0, "longitude": 139.0}},
        {"contact": {"phone_number": "+81", "first_name": "Kim"}},
    ],
    ids=["location", "contact"],
)
async def test_a_place_or_a_contact_gets_a_friendly_line(hands: Hands, content: Json) -> None:
    assert only(await hands.sends(ROBIN, **content))["text"] == ONLY_TEXT


@pytest.mark.parametrize("kind", ["dice", "poll", "story", "game"])
async def test_other_kinds_get_a_friendly_line_too(hands: Hands, kind: str) -> None:
    content: Json = {
        "dice": {"emoji": "🎲", "value": 3},
        "poll": {
            "id": "1",
            "question": "When?",
            "options": [{"text": "Now", "voter_count": 0, "persistent_id": "1"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        },
        "story": {"chat": {"id": ROBIN, "type": "private"}, "id": 1},
        "game": {"title": "G", "description": "D", "photo": []},
    }
    greeted = only(await hands.says("/privacy"))
    await hands.receives({kind: content[kind]})
    told = await hands.written(ROBIN, after=greeted["message_id"])
    assert [each["text"] for each in told] == [ONLY_TEXT]


async def test_a_caption_is_a_question(hands: Hands) -> None:
    answer = only(await hands.sends(ROBIN, photo=PICTURE, text=SIGNED))
    assert "17 October 2024" in answer["text"]


async def test_the_command_to_ask_answers_what_follows_it(hands: Hands) -> None:
    assert "17 October 2024" in only(await hands.says(f"/ask {SIGNED}"))["text"]
    assert "17 October 2024" in only(await hands.says(f"/ask{BOT}\n{SIGNED}"))["text"]


async def test_the_command_to_ask_answers_the_message_it_replies_to(hands: Hands) -> None:
    first = await hands.sim.say("x", user=ROBIN)
    await hands.settle()
    hands.answering.replies["x"] = answered("Here.")
    answer = only(await hands.says("/ask", reply_to=first["message_id"]))
    assert answer["text"].startswith("Here.")


async def test_the_command_to_ask_alone_explains_itself(hands: Hands) -> None:
    told = only(await hands.says("/ask"))
    assert told["text"] == delivered.texts().get("ask-usage", "en")
    assert not hands.answering.asked


async def test_the_bots_own_inline_result_is_no_question(hands: Hands) -> None:
    found = await hands.sim.sim("inline", user=ROBIN, query=SIGNED)
    chosen = await hands.chooses(found, ROBIN)
    assert not await hands.written(ROBIN, after=chosen["message_id"])


async def test_an_unknown_command_is_not_left_without_an_answer(hands: Hands) -> None:
    assert await hands.says("/agreement")


async def test_messages_of_one_chat_are_answered_in_order(hands: Hands) -> None:
    for number in range(30):
        hands.answering.replies[f"q{number}"] = answered(f"a{number}.")
        await hands.sim.say(f"q{number}", user=ROBIN)
    await hands.settle()
    shown = [each["text"].split(".")[0] for each in await hands.written(ROBIN)]
    assert shown == [f"a{number}" for number in range(30)]


def _known(message: Json) -> dict[str, str]:
    """The buttons under a question without an answer, but the one to be told later."""
    label = delivered.texts().get("button-tell", "en")
    found = buttons(message)
    assert found.pop(label).startswith("q:")
    return found
