"""/start with and without a link, /help, /about and /privacy."""

import re

import pytest

from bot.errors import StorageError
from bot.subscribers import Place
from handlers.browsing import COMMANDS
from handlers.menu import ADMIN_COMMANDS, PRIVATE_COMMANDS
from handlers.starting import EXAMPLES, NEWS_COMMANDS, OTHER_COMMANDS
from tests.bot import delivered
from tests.handlers.chatting import (
    ADMIN,
    AN,
    GROUP,
    MOU,
    ROBIN,
    Hands,
    buttons,
    named,
    only,
)
from tests.simulator.driver import Json

STARTABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def started(hands: Hands, payload: str | None = None, user: int = ROBIN) -> Json:
    """What the bot says to somebody who follows a link to it."""
    await hands.sim.sim("start", user=user, payload=payload)
    await hands.settle()
    return only(await hands.written(user))


async def test_the_start_greets_by_name_gives_examples_and_the_menu(hands: Hands) -> None:
    greeting = await started(hands)
    assert greeting["text"].startswith("Hello, Robin!")
    for example in EXAMPLES:
        assert delivered.texts().get(example, "en") in greeting["text"]
    assert "k:agreement" in buttons(greeting).values()


@pytest.mark.parametrize("name", ["<b>Kim</b> & Co", "none", "{ $name }", "👩‍👩‍👧"])
async def test_any_name_is_greeted_as_it_is(hands: Hands, name: str) -> None:
    await hands.sim.person(50, first_name=name)
    greeting = await started(hands, user=50)
    expected = "Hello!" if name == "none" else f"Hello, {name}!"
    assert greeting["text"].startswith(expected)
    assert not any(each["type"] == "bold" for each in greeting.get("entities", []))


async def test_a_link_opens_the_entry_that_it_names(hands: Hands) -> None:
    card = await started(hands, MOU)
    assert card["text"].startswith("Memorandum of Understanding")
    assert f"f:{MOU}:signed" in buttons(card).values()


@pytest.mark.parametrize("payload", ["no-such-entry", "inline", "0", "f_b"])
async def test_a_link_to_nowhere_greets(hands: Hands, payload: str) -> None:
    assert (await started(hands, payload))["text"].startswith("Hello, Robin!")


def test_every_entry_can_be_linked_to() -> None:
    for entry in delivered.matcher().release.entries:
        assert STARTABLE.fullmatch(entry.id), entry.id


async def test_every_entry_opens_by_its_link(hands: Hands) -> None:
    for entry in delivered.matcher().release.entries:
        await hands.sim.sim("start", user=ROBIN, payload=entry.id)
    await hands.settle()
    cards = await hands.written(ROBIN)
    titles = [entry.title.en for entry in delivered.matcher().release.entries]
    assert [card["text"].splitlines()[0] for card in cards] == titles


async def test_people_are_greeted_in_their_language(hands: Hands) -> None:
    greeting = delivered.texts().get("start", "vi", name="An")
    assert (await started(hands, user=AN))["text"].startswith(greeting)


async def test_help_says_how_to_ask_and_names_the_commands(hands: Hands) -> None:
    told = only(await hands.says("/help"))
    assert "@exchange_preview_bot" in told["text"]
    for command in (*COMMANDS, "about", "privacy", "ask"):
        assert f"/{command}" in told["text"]
    assert buttons(told)


@pytest.mark.parametrize("locale", delivered.texts().locales)
async def test_a_newcomer_finds_everything_from_help_in_their_language(
    hands: Hands, locale: str
) -> None:
    await hands.sim.person(50, language_code=locale)
    told = only(await hands.says("/help", user=50))["text"]
    for command in set(PRIVATE_COMMANDS) - {"start", "help"}:
        assert f"/{command}" in told
    for command in {*NEWS_COMMANDS, *OTHER_COMMANDS}:
        described = delivered.texts().get(f"command-{command}", locale)
        assert f"/{command} – {described}" in told
    for command in ADMIN_COMMANDS:
        assert f"/{command}" not in told


async def test_an_administrator_finds_more_from_help_but_not_in_groups(hands: Hands) -> None:
    in_private = only(await hands.says("/help", user=ADMIN))["text"]
    in_group = only(await hands.says("/help", user=ADMIN, chat=GROUP))["text"]
    for command in ADMIN_COMMANDS:
        assert f"/{command}" in in_private
        assert f"/{command}" not in in_group
    assert delivered.texts().get("help-news-group", "th") in in_group


async def test_the_greeting_leads_to_the_news_and_then_to_their_settings(hands: Hands) -> None:
    greeting = await started(hands)
    await hands.presses(greeting, named(greeting, "Get our news"))
    assert await hands.services.subscribing.is_active(Place(ROBIN))
    assert delivered.texts().get("subscribed", "en") in (await hands.now(greeting))["text"]
    greeting = only(await hands.says("/start"))
    await hands.presses(greeting, named(greeting, "News settings"))
    assert delivered.texts().get("settings-on", "en") in (await hands.now(greeting))["text"]


async def test_without_the_database_people_are_greeted_and_helped_all_the_same(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StorageError("gone")

    stores = hands.services.stores
    for store, method in (
        (stores.subscriptions, "get"),
        (stores.subscriptions, "of_chat"),
        (stores.roles, "of"),
        (stores.chats, "get"),
    ):
        monkeypatch.setattr(store, method, fail)
    assert (await started(hands))["text"].startswith("Hello, Robin!")
    assert "/subscribe" in only(await hands.says("/help"))["text"]
    assert "/updates" in only(await hands.says("/update"))["text"]


async def test_help_is_given_in_groups(hands: Hands) -> None:
    assert only(await hands.says("/help", chat=GROUP))["text"]


async def test_about_says_what_is_known_and_from_where(hands: Hands) -> None:
    told = only(await hands.says("/about"))
    known = delivered.answering().about()
    assert f"{known.entry_count} subjects and {known.fact_count} facts" in told["text"]
    assert known.release in told["text"]
    assert known.verified_on in told["text"]
    for document in known.documents:
        assert f"• {document.document} ({document.section})" in told["text"]


async def test_privacy_says_what_is_kept(hands: Hands) -> None:
    told = only(await hands.says("/privacy"))
    assert told["text"] == delivered.texts().get("privacy", "en")
