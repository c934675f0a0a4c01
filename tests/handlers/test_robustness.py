"""Arbitrary texts, entities, button data and malformed updates: no crash, nothing unescaped.

One bot and one simulator serve all examples, in a loop of their own: hypothesis calls plain
functions. Whatever passed is held against the Bot API at the end.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from telegram import Update
from telegram.error import TelegramError

from handlers.rich_text import utf16_length
from tests.handlers.chatting import (
    BOT,
    FORUM,
    GROUP,
    HOSTILE,
    ROBIN,
    Hands,
    answered,
    buttons,
    serving,
)
from tests.simulator.driver import Json

T = TypeVar("T")
QUICK = settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)

TEXT = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/@: \n👍_*`[]{}$0aéかไทย"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=200,
)


class World:
    """The bot, its simulator and the loop that both live in."""

    def __init__(self, runner: asyncio.Runner, hands: Hands, errors: list[BaseException]) -> None:
        self.runner = runner
        self.hands = hands
        self.errors = errors

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Let the loop run until something is done."""
        return self.runner.run(coroutine)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One bot for all examples; what its handlers raised is kept."""
    errors: list[BaseException] = []

    async def keep(_: object, context: Any) -> None:
        errors.append(context.error)

    with asyncio.Runner() as runner:
        bot = serving()
        hands = runner.run(bot.__aenter__())
        hands.application.add_error_handler(keep)
        yield World(runner, hands, errors)
        runner.run(bot.__aexit__(None, None, None))


@pytest.fixture(autouse=True)
def _nothing_was_raised(world: World) -> Iterator[None]:
    """No handler may fail but for a refusal of Telegram's, to which a made-up chat may lead."""
    world.errors.clear()
    yield
    assert [each for each in world.errors if not isinstance(each, TelegramError)] == []


@QUICK
@given(TEXT)
@example(HOSTILE)
@example("/start@")
@example("/ask")
@example("Osaka <b>")
def test_any_text_in_private_gets_a_reply_within_the_limits(world: World, text: str) -> None:
    async def check() -> None:
        status, sent = await world.hands.sim.sim_status("message", user=ROBIN, text=text)
        await world.hands.settle()
        assert world.errors == []
        if status == 200:  # else no client would send it
            for message in await world.hands.written(ROBIN, after=sent["message_id"]):
                assert utf16_length(message["text"]) <= 4096

    world.run(check())


@QUICK
@given(st.sampled_from([GROUP, FORUM]), TEXT)
def test_any_text_in_groups_is_survived(world: World, chat: int, text: str) -> None:
    async def check() -> None:
        await world.hands.sim.sim_status("message", user=ROBIN, chat=chat, text=text)
        await world.hands.sim.sim_status("message", user=ROBIN, chat=chat, text=f"{BOT} {text}")
        await world.hands.settle()
        assert world.errors == []

    world.run(check())


@QUICK
@given(TEXT)
@example(HOSTILE)
@example("<")
@example("\n\n<b>\n")
def test_any_answer_is_shown_as_it_is(world: World, text: str) -> None:
    async def check() -> None:
        hands = world.hands
        hands.answering.replies["q"] = answered(f"={text}=")
        shown = (await hands.says("q"))[-1]
        given_back = shown["text"].split("\n\nSource: ")[0]
        assert without_space(given_back) == without_space(f"={text}=")
        styles = {each["type"] for each in shown["entities"]}
        assert not styles & {"bold", "code", "pre", "text_link", "underline", "spoiler"}

    # The simulator removes what Telegram removes: control characters and marks of direction.
    if text.isprintable():
        world.run(check())


def without_space(text: str) -> str:
    return "".join(text.split())


@QUICK
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=64))
@example("f:hanoi-kanagawa-mou:signed")
@example("e:hanoi:-1")
@example("k::")
def test_any_button_data_is_answered(world: World, data: str) -> None:
    async def check() -> None:
        hands = world.hands
        shown = (await hands.says("/start"))[-1]
        if len(data.encode()) <= 64:
            assert await hands.presses(shown, data) is not None
            assert world.errors == []

    world.run(check())


@QUICK
@given(TEXT)
def test_any_inline_query_is_answered(world: World, query: str) -> None:
    async def check() -> None:
        offered = await world.hands.sim.sim("inline", user=ROBIN, query=query)
        assert offered["answered"]
        assert world.errors == []

    world.run(check())


USER = st.fixed_dictionaries(
    {"id": st.sampled_from([ROBIN, 5, 2**52]), "is_bot": st.booleans(), "first_name": TEXT},
    optional={"language_code": st.sampled_from(["en", "ja-JP", "", "xx", "EN", "-", "vi_VN"])},
)
CHAT = st.fixed_dictionaries(
    {
        "id": st.sampled_from([ROBIN, GROUP, FORUM, 5]),
        "type": st.sampled_from(["private", "group", "supergroup", "channel", "new type"]),
    },
    optional={"is_forum": st.booleans(), "title": TEXT},
)
ENTITY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["mention", "bot_command", "bold", "text_mention", "new"]),
        "offset": st.integers(-2, 30),
        "length": st.integers(-2, 300),
    }
)
CONTENT: dict[str, st.SearchStrategy[Any]] = {
    "from": USER,
    "text": TEXT | st.just("") | st.just(f"/ask {BOT}") | st.just("/visits"),
    "caption": TEXT,
    "message_thread_id": st.integers(1, 5),
    "is_topic_message": st.booleans(),
    "via_bot": USER,
    "photo": st.just([]),
    "location": st.just({"latitude": 1.0, "longitude": 2.0}),
    "new_chat_members": st.lists(USER, max_size=1),
    "unknown_field": TEXT,
    "dice": st.just({"emoji": "🎲", "value": 1}),
}
HEAD: dict[str, st.SearchStrategy[Any]] = {
    "message_id": st.integers(0, 2**40),
    "date": st.integers(0, 2**31 - 1),
    "chat": CHAT,
}
MESSAGE = st.fixed_dictionaries(
    HEAD,
    optional=CONTENT
    | {
        "reply_to_message": st.fixed_dictionaries(HEAD, optional=CONTENT),
        # Only whole units: PTB itself fails on half of a pair, before any handler.
        "entities": st.lists(ENTITY, max_size=3),
        "caption_entities": st.lists(ENTITY, max_size=3),
    },
)
GONE = st.fixed_dictionaries({"chat": CHAT, "message_id": st.integers(1, 9), "date": st.just(0)})
CALLBACK = st.fixed_dictionaries(
    {"id": st.just("1"), "from": USER, "chat_instance": st.just("1")},
    optional={
        "message": MESSAGE | GONE,
        "data": st.text(max_size=70) | st.sampled_from(["k:visit", "e:hanoi", "y:a:b", "m", "f"]),
        "inline_message_id": st.just("x"),
        "game_short_name": st.just("x"),
    },
)
INLINE = st.fixed_dictionaries(
    {"id": st.just("1"), "from": USER, "query": TEXT | st.just(""), "offset": st.just("")}
)
UPDATE = st.fixed_dictionaries(
    {"update_id": st.integers(0, 2**31 - 1)},
    optional={
        "message": MESSAGE,
        "edited_message": MESSAGE,
        "channel_post": MESSAGE,
        "callback_query": CALLBACK,
        "inline_query": INLINE,
        "something_new": st.just({"a": 1}),
    },
)


def is_whole(update: Json) -> bool:
    """Whether PTB can read entities: half of a surrogate pair it cannot."""
    for kind in ("message", "edited_message"):
        message = update.get(kind, {})
        if message.get("entities") and utf16_length(message.get("text", "")) != len(
            message.get("text", "")
        ):
            return False
    return True


@settings(QUICK, max_examples=250)
@given(UPDATE.filter(is_whole))
@example({"update_id": 1})
@example({"update_id": 1, "callback_query": {"id": "1", "chat_instance": "1", "from": {}}})
def test_a_malformed_update_is_survived(world: World, update: Json) -> None:
    async def check() -> None:
        hands = world.hands
        try:
            read = Update.de_json(update, hands.application.bot)
        except (TypeError, KeyError, ValueError):  # PTB drops it before any handler
            return
        await hands.application.process_update(read)

    world.errors.clear()
    world.run(check())
    found = [each for each in world.errors if not isinstance(each, TelegramError)]
    assert found == []


def test_the_bot_still_works_after_all_that(world: World) -> None:
    assert buttons(world.run(world.hands.says("/start"))[-1])
