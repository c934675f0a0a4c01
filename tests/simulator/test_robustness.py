"""Whatever a bot or a person sends, the simulator answers; it never fails itself."""

import asyncio
import inspect
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator import params as parameters
from bot.simulator.errors import BotApiError
from bot.simulator.methods import METHODS
from bot.simulator.model import User
from bot.simulator.names import names
from bot.simulator.params import Params
from bot.simulator.personas import FORUM_ID, GROUP_ID, add_personas
from bot.simulator.server import Simulator
from bot.simulator.state import World

NAMES = sorted(
    parameters.INTEGERS
    | parameters.BOOLEANS
    | parameters.FLOATS
    | parameters.JSON_VALUES
    | {
        *("text", "caption", "parse_mode", "photo", "document", "sticker", "action", "question"),
        *("name", "language_code", "callback_query_id", "inline_query_id", "inline_message_id"),
        *("emoji", "url", "file_id", "title", "address", "phone_number", "first_name", "type"),
    }
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 2, -1, 1001, 1002, GROUP_ID, FORUM_ID, 7000000001, 10**30]),
    st.floats(allow_nan=False),
    st.sampled_from(
        ["", "a", "HTML", "<b>", "{", "photo", "default", "emoji", "@x", "https://x.org"]
    ),
)
KEYS = st.sampled_from(
    sorted(
        names(
            """
            type id text media message_id chat_id user_id emoji url offset length inline_keyboard
            keyboard callback_data command description title input_message_content message_text
            quote latitude longitude web_app first_name username is_forum bot_status content
            """
        )
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def world() -> World:
    world = World("1:a", User(1, "Bot", is_bot=True, username="a_bot"))
    add_personas(world)
    world.users[1001].has_started = True
    return world


@pytest.mark.parametrize("name", sorted({method.name for method in METHODS.values()}))
@settings(max_examples=12, deadline=None)
@given(values=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_any_call_is_answered_or_refused(name: str, values: dict[str, Any]) -> None:
    if name in ("getUpdates", "setWebhook"):
        # Their effect is to wait or to connect; how they read values is tested elsewhere.
        values = {}
    place = {"chat_id": 1001, "from_chat_id": 1001, "message_id": 1, "user_id": 1001}
    ours = world()
    ours.new_message(ours.chats[1001], 1, {"text": "a"})

    async def run() -> Any:
        result = METHODS[name.lower()].run(ours, Params(place | values))
        return await result if inspect.isawaitable(result) else result

    try:
        asyncio.run(run())
    except BotApiError as refusal:
        assert refusal.code in (400, 403, 409)  # noqa: PT017 - either end is right


PATHS = names(
    """
    message edit click inline inline/choose block member migrate topic reaction vote faults clock
    settings people start deactivate
    """
)
FIELDS = names(
    """
    user chat text chat_id message_id user_id data query blocked status name topic emoji option_ids
    fault times location contact reply_to entities photo now advance_seconds people rights payload
    """
)
BODY = st.dictionaries(st.sampled_from(sorted(FIELDS)), VALUES, max_size=6)


@pytest.mark.parametrize("path", sorted(PATHS))
@settings(max_examples=4, deadline=None)
@given(bodies=st.lists(BODY, min_size=8, max_size=12))
def test_any_request_of_people_is_answered_or_refused(
    path: str, bodies: list[dict[str, Any]]
) -> None:
    async def run() -> set[int]:
        statuses = set()
        async with TestClient(TestServer(Simulator().make_app())) as client:
            for body in bodies:
                patience = {"wait_seconds": 0} if path in ("click", "inline") else {}
                async with client.post(f"/sim/{path}", json=body | patience) as response:
                    statuses.add(response.status)
        return statuses

    assert asyncio.run(run()) <= {200, 400, 403, 404}
