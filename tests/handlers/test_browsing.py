"""Browsing by commands and buttons: lists, pages, cards, the way back, and buttons of old."""

import pytest

from bot.answering import BROWSED
from handlers.browsing import COMMANDS
from handlers.replying import PAGE_SIZE
from knowledge.schema import Kind
from tests.bot import delivered
from tests.handlers.chatting import (
    GROUP,
    KIM,
    MOU,
    ROBIN,
    SIGNED,
    Hands,
    buttons,
    named,
    only,
)
from tests.simulator.driver import Json

GONE = delivered.texts().get("button-gone", "en")
NEXT, PREVIOUS, BACK, HOME = (
    delivered.texts().get(f"button-{name}", "en") for name in ("next", "previous", "back", "home")
)


async def card_of(hands: Hands, entry: str) -> Json:
    """A fresh message with an entry's card."""
    await hands.sim.sim("start", user=ROBIN, payload=entry)
    await hands.settle()
    return (await hands.written(ROBIN))[-1]


@pytest.mark.parametrize(("command", "what"), COMMANDS.items())
async def test_a_command_opens_its_list(hands: Hands, command: str, what: str) -> None:
    listed = only(await hands.says(f"/{command}"))
    links = delivered.answering().browse(what, "en")
    assert links
    assert listed["text"].splitlines()[0] == delivered.texts().get(f"browse-heading-{what}", "en")
    shown = [data for data in buttons(listed).values() if data.startswith("e:")]
    assert shown == [f"e:{link.entry}" for link in links][:PAGE_SIZE]


async def test_a_command_is_known_in_any_case_and_with_the_bots_name(hands: Hands) -> None:
    listed = only(await hands.says("/Visits@EXCHANGE_preview_bot now"))
    assert listed["text"].startswith(delivered.texts().get("browse-heading-visit", "en"))


async def test_a_list_is_turned_page_by_page_in_its_message(hands: Hands) -> None:
    listed = only(await hands.says("/visits"))
    links = delivered.answering().browse("visit", "en")
    assert links is not None
    assert len(links) > PAGE_SIZE, "the test needs a list of two pages"
    assert PREVIOUS not in buttons(listed)
    assert listed["text"].endswith("Page 1 of 2")
    await hands.presses(listed, buttons(listed)[NEXT])
    turned = await hands.now(listed)
    assert turned["text"].endswith("Page 2 of 2")
    assert NEXT not in buttons(turned)
    shown = [data for data in buttons(turned).values() if data.startswith("e:")]
    assert shown == [f"e:{link.entry}:0:1" for link in links][PAGE_SIZE:]
    await hands.presses(listed, buttons(turned)[PREVIOUS])
    assert buttons(await hands.now(listed)) == buttons(listed)


async def test_an_entry_opens_in_place_of_the_list_and_back_leads_there(hands: Hands) -> None:
    listed = only(await hands.says("/agreements"))
    await hands.presses(listed, f"e:{MOU}")
    card = await hands.now(listed)
    known = delivered.answering().show_entry(MOU, "en")
    assert known is not None
    assert card["text"].startswith(f"{known.title}\n\n{known.text}")
    assert card["entities"][0]["type"] == "bold"
    await hands.presses(card, buttons(card)[BACK])
    assert buttons(await hands.now(listed)) == buttons(listed)
    await hands.presses(card, buttons(card)[HOME])
    menu = buttons(await hands.now(listed))
    assert list(menu.values()) == [f"k:{what}" for what in BROWSED]
    assert len(await hands.written(ROBIN)) == 1


async def test_back_leads_to_the_page_that_one_came_from(hands: Hands) -> None:
    listed = only(await hands.says("/visits"))
    await hands.presses(listed, buttons(listed)[NEXT])
    turned = await hands.now(listed)
    await hands.presses(listed, next(iter(buttons(turned).values())))
    card = await hands.now(listed)
    assert card["text"] != turned["text"]
    await hands.presses(card, buttons(card)[BACK])
    assert buttons(await hands.now(listed)) == buttons(turned)


@pytest.mark.parametrize("what", BROWSED)
async def test_every_list_of_the_menu_opens(hands: Hands, what: str) -> None:
    menu = only(await hands.says("/start"))
    await hands.presses(menu, f"k:{what}")
    heading = delivered.texts().get(f"browse-heading-{what}", "en")
    assert (await hands.now(menu))["text"].startswith(heading)


async def test_a_cards_questions_are_answered_below_it(hands: Hands) -> None:
    card = await card_of(hands, MOU)
    await hands.presses(card, f"f:{MOU}:signed")
    answer = (await hands.written(ROBIN))[-1]
    assert answer["message_id"] > card["message_id"]
    assert "17 October 2024" in answer["text"]
    assert await hands.now(card) == card


async def test_a_cards_questions_are_turned_page_by_page(hands: Hands) -> None:
    entry = next(
        each.id
        for each in delivered.matcher().release.entries
        if len(delivered.matcher().facts_of(each.id)) > PAGE_SIZE + 1
    )
    card = await card_of(hands, entry)
    first = {data for data in buttons(card).values() if data.startswith("f:")}
    await hands.presses(card, buttons(card)[NEXT])
    turned = await hands.now(card)
    second = {data for data in buttons(turned).values() if data.startswith("f:")}
    assert len(first) == PAGE_SIZE
    assert second
    assert not first & second
    assert "Page 2 of" in turned["text"]


async def test_more_about_an_answer_leaves_the_answer_where_it_is(hands: Hands) -> None:
    answer = only(await hands.says(SIGNED))
    await hands.presses(answer, named(answer, "More: "))
    assert (await hands.now(answer))["text"] == answer["text"]
    assert len(await hands.written(ROBIN)) == 2


async def test_anybody_in_a_group_may_turn_a_list(hands: Hands) -> None:
    listed = only(await hands.says("/visits", chat=GROUP))
    await hands.presses(listed, "k:visit:1", user=KIM)
    assert (await hands.now(listed))["text"].endswith("Page 2 of 2")


async def test_pressing_twice_is_no_error(hands: Hands, caplog: pytest.LogCaptureFixture) -> None:
    listed = only(await hands.says("/visits"))
    for _ in range(2):
        answer = await hands.presses(listed, "k:visit:1")
        assert answer is not None
        assert not answer.get("text")
    assert "error" not in caplog.text.lower()


@pytest.mark.parametrize(
    "data",
    [
        "f:no-such-entry:signed",
        "f:hanoi-kanagawa-mou:no-such-fact",
        "f:hanoi-kanagawa-mou",
        "f:",
        "f",
        "e:no-such-entry",
        "e",
        "k:no-such-list",
        "k",
        "from another bot",
        "z:1:2",
        ":",
        "{}",
        "f:a:b:c",
        "e:<b>&:9",
        "👍",
    ],
)
async def test_a_button_that_means_nothing_any_more_says_so(
    hands: Hands, caplog: pytest.LogCaptureFixture, data: str
) -> None:
    message = only(await hands.says("/start"))
    answer = await hands.presses(message, data)
    assert answer is not None
    assert answer["text"] == GONE
    assert answer["show_alert"] is True
    assert (await hands.now(message))["text"] == message["text"]
    assert "error" not in caplog.text.lower()


@pytest.mark.parametrize("page", ["99", "-1", "x", "", "1:2:3", "²", "9" * 40])
async def test_a_page_that_is_not_there_shows_one_that_is(hands: Hands, page: str) -> None:
    listed = only(await hands.says("/visits"))
    await hands.presses(listed, f"k:visit:{page}")
    assert "Page " in (await hands.now(listed))["text"]
    card = await card_of(hands, MOU)
    await hands.presses(card, f"e:{MOU}:{page}")
    assert (await hands.now(card))["text"].startswith("Memorandum")


async def test_a_button_under_a_message_that_is_gone_says_so(hands: Hands) -> None:
    listed = only(await hands.says("/visits"))
    number = listed["message_id"]
    async with hands.busy():
        pressed = await hands.sim.sim(
            "click", chat_id=ROBIN, message_id=number, user_id=ROBIN, data="f:x:y", wait_seconds=0
        )
        query = pressed["callback_query_id"]
        await hands.sim.call("deleteMessage", chat_id=ROBIN, message_id=number)
    assert (await hands.sim.look(f"click/{query}"))["answer"]["text"] == GONE


BROWSABLE = {kind for kinds in BROWSED.values() for kind in kinds}


@pytest.mark.parametrize(
    "kind",
    sorted({entry.kind for entry in delivered.matcher().release.entries}),
)
async def test_back_leads_somewhere_from_every_kind_of_card(hands: Hands, kind: Kind) -> None:
    entry = next(each for each in delivered.matcher().release.entries if each.kind is kind)
    card = await card_of(hands, entry.id)
    answer = await hands.presses(card, buttons(card)[BACK])
    assert answer is not None
    assert not answer.get("text")
    assert (await hands.now(card))["text"] != card["text"]
