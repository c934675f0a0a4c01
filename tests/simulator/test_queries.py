"""Presses of buttons and inline mode."""

import asyncio
from typing import Any

import pytest

from tests.simulator.driver import Driver

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "data"}]]}


def pressed(sim: Driver, message_id: int = 1, **more: Any) -> "asyncio.Task[dict[str, Any]]":
    return asyncio.create_task(
        sim.sim("click", chat_id=11, message_id=message_id, user_id=11, data="data", **more)
    )


async def test_a_press_waits_for_the_bots_answer(sim: Driver) -> None:
    await sim.person()
    sent = await sim.call("sendMessage", chat_id=11, text="a", reply_markup=KEYBOARD)
    press = pressed(sim)
    query = (await sim.update())["callback_query"]
    assert query["message"] == sent
    assert (query["data"], query["from"]["id"]) == ("data", 11)
    assert await sim.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="done", show_alert=True
    )
    assert await press == {
        "callback_query_id": query["id"],
        "answered": True,
        "answer": {"text": "done", "show_alert": True, "url": None, "cache_time": 0},
    }


async def test_a_press_without_patience_can_be_looked_at_later(sim: Driver) -> None:
    await sim.person()
    await sim.call("sendMessage", chat_id=11, text="a", reply_markup=KEYBOARD)
    press = await pressed(sim, wait_seconds=0)
    assert (press["answered"], press["answer"]) == (False, None)
    query_id = press["callback_query_id"]
    await sim.call("answerCallbackQuery", callback_query_id=query_id)
    assert (await sim.look(f"click/{query_id}"))["answered"] is True


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "a" * 201}, "Bad Request: MESSAGE_TOO_LONG"),
        ({"url": "https://example.com"}, "Bad Request: URL_INVALID"),
    ],
)
async def test_answers_that_are_refused(
    sim: Driver, params: dict[str, Any], description: str
) -> None:
    await sim.person()
    await sim.call("sendMessage", chat_id=11, text="a", reply_markup=KEYBOARD)
    press = await pressed(sim, wait_seconds=0)
    assert (
        await sim.refusal(
            "answerCallbackQuery", callback_query_id=press["callback_query_id"], **params
        )
        == description
    )


async def test_an_answer_may_come_too_late(sim: Driver) -> None:
    await sim.person()
    await sim.call("sendMessage", chat_id=11, text="a", reply_markup=KEYBOARD)
    press = await pressed(sim, wait_seconds=0)
    await sim.sim("clock", advance_seconds=16)
    query_id = press["callback_query_id"]
    assert await sim.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
    assert await sim.refusal("answerCallbackQuery", callback_query_id="5") == TOO_OLD
    await sim.sim("settings", callback_query_lifetime_seconds=60)
    assert await sim.call("answerCallbackQuery", callback_query_id=query_id) is True


async def test_presses_that_make_no_sense(sim: Driver) -> None:
    await sim.group()
    await sim.call("sendMessage", chat_id=11, text="a", reply_markup=KEYBOARD)
    for body, status in (
        ({"chat_id": 11, "message_id": 9, "user_id": 11, "data": "a"}, 404),
        ({"chat_id": 11, "message_id": 1, "user_id": 99, "data": "a"}, 404),
        ({"chat_id": 11, "message_id": 1, "user_id": 11, "data": "é" * 33}, 400),
        ({"chat_id": 11, "message_id": 1, "user_id": 11}, 400),
    ):
        assert (await sim.sim_status("click", **body))[0] == status
    async with sim.session.get(f"{sim.running.base_url}/sim/click/5") as response:
        assert response.status == 404


ARTICLE: dict[str, Any] = {
    "type": "article",
    "id": "fee",
    "title": "The fee",
    "input_message_content": {"message_text": "<b>No</b> fee", "parse_mode": "HTML"},
}


async def asked(sim: Driver, **more: Any) -> "asyncio.Task[dict[str, Any]]":
    await sim.person()
    return asyncio.create_task(sim.sim("inline", **{"user": 11, "query": "fee", **more}))


async def answered(sim: Driver, *results: dict[str, Any], **params: Any) -> dict[str, Any]:
    """What a person gets for an inline query that the bot answers so."""
    ask = await asked(sim)
    query = (await sim.update())["inline_query"]
    await sim.call("answerInlineQuery", inline_query_id=query["id"], results=results, **params)
    return await ask


async def test_an_inline_query_and_the_message_it_ends_in(sim: Driver) -> None:
    await sim.group()
    ask = await asked(sim, chat=-100)
    query = (await sim.update())["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("fee", "", "group")
    await sim.call(
        "answerInlineQuery", inline_query_id=query["id"], results=[ARTICLE], next_offset="1"
    )
    answer = await ask
    assert answer["results"] == [ARTICLE]
    assert (answer["next_offset"], answer["cache_time"]) == ("1", 300)
    await sim.sim(
        "inline/choose",
        inline_query_id=answer["inline_query_id"],
        result_id="fee",
        chat=-100,
    )
    message = (await sim.update())["message"]
    assert message["via_bot"]["id"] == sim.bot_id
    assert message["from"]["id"] == 11
    assert message["text"] == "No fee"


async def test_a_result_with_a_keyboard_can_be_changed_by_its_own_id(sim: Driver) -> None:
    await sim.sim("settings", inline_feedback=True)
    answer = await answered(sim, {**ARTICLE, "reply_markup": KEYBOARD})
    chosen = await sim.sim(
        "inline/choose", inline_query_id=answer["inline_query_id"], result_id="fee"
    )
    _, feedback = await sim.updates()
    inline_id = feedback["chosen_inline_result"]["inline_message_id"]
    assert feedback["chosen_inline_result"]["result_id"] == "fee"
    press = pressed(sim, chosen["message_id"])
    query = (await sim.update())["callback_query"]
    assert query["inline_message_id"] == inline_id
    assert "message" not in query
    assert await sim.call("editMessageText", inline_message_id=inline_id, text="changed") is True
    await sim.call("answerCallbackQuery", callback_query_id=query["id"])
    assert (await press)["answered"] is True
    seen = (await sim.look("chats/11/messages"))["messages"][-1]
    assert seen["text"] == "changed"


async def test_answers_are_cached_for_everybody_unless_personal(sim: Driver) -> None:
    await sim.person(12)
    first = await answered(sim, ARTICLE, cache_time=60)
    again = await sim.sim("inline", user=12, query="fee")
    assert (first["cached"], again["cached"]) == (False, True)
    assert await sim.updates() == []
    await sim.sim("clock", advance_seconds=61)
    personal = await answered(sim, ARTICLE, is_personal=True)
    assert personal["cached"] is False
    assert (await sim.sim("inline", user=11, query="fee"))["cached"] is True
    other = await sim.sim("inline", user=12, query="fee", wait_seconds=0)
    assert (other["cached"], other["answered"]) == (False, False)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"results": [ARTICLE] * 2}, "RESULT_ID_DUPLICATE"),
        ({"results": [{**ARTICLE, "id": str(n)} for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [{**ARTICLE, "id": "é" * 33}]}, "RESULT_ID_INVALID"),
        ({"results": [], "next_offset": "a" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [{"type": "article", "id": "1", "title": "t"}]},
            "can't parse inline query result: Can't find field \"input_message_content\"",
        ),
        (
            {"results": [{"type": "photo", "id": "1"}]},
            "can't parse inline query result: Can't find field \"photo_file_id\"",
        ),
        (
            {"results": [{"type": "song", "id": "1"}]},
            'can\'t parse inline query result: type "song" is unsupported '
            "for the inline query result",
        ),
        ({"results": {}}, "expected an Array of inline query results"),
        (
            {"results": [], "button": {"text": "Start", "start_parameter": "a b"}},
            "START_PARAM_INVALID",
        ),
        (
            {
                "results": [
                    {**ARTICLE, "input_message_content": {"message_text": "a" * 4097}},
                ]
            },
            "MESSAGE_TOO_LONG",
        ),
    ],
)
async def test_inline_answers_that_are_refused(
    sim: Driver, params: dict[str, Any], description: str
) -> None:
    ask = await asked(sim, wait_seconds=0)
    query = (await sim.update())["inline_query"]
    refusal = await sim.refusal("answerInlineQuery", inline_query_id=query["id"], **params)
    assert refusal == f"Bad Request: {description}"
    await ask


async def test_an_inline_answer_may_come_too_late_or_twice(sim: Driver) -> None:
    ask = await asked(sim, wait_seconds=0)
    query = (await sim.update())["inline_query"]
    await ask
    await sim.sim("clock", advance_seconds=11)
    params = {"inline_query_id": query["id"], "results": []}
    assert await sim.refusal("answerInlineQuery", **params) == TOO_OLD


@pytest.mark.parametrize(
    ("result", "field"),
    [
        ({"type": "photo", "photo_url": "https://x.org/a.jpg", "thumbnail_url": "x"}, "photo"),
        ({"type": "location", "latitude": 1, "longitude": 2, "title": "t"}, "location"),
        (
            {"type": "venue", "latitude": 1, "longitude": 2, "title": "t", "address": "a"},
            "venue",
        ),
        ({"type": "contact", "phone_number": "+1", "first_name": "A"}, "contact"),
        (
            {
                "type": "document",
                "title": "t",
                "document_url": "https://x.org/a.pdf",
                "mime_type": "application/pdf",
            },
            "document",
        ),
    ],
)
async def test_results_of_other_kinds(sim: Driver, result: dict[str, Any], field: str) -> None:
    answer = await answered(sim, {"id": "1", **result})
    chosen = await sim.sim(
        "inline/choose", inline_query_id=answer["inline_query_id"], result_id="1"
    )
    assert field in chosen["message"]


async def test_choosing_what_is_not_there(sim: Driver) -> None:
    answer = await answered(sim, ARTICLE)
    for body in (
        {"inline_query_id": "5", "result_id": "fee"},
        {"inline_query_id": answer["inline_query_id"], "result_id": "x"},
    ):
        assert (await sim.sim_status("inline/choose", **body))[0] == 404
