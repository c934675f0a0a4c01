"""reply_markup: the four kinds, and what is refused."""

from typing import Any

import pytest

from tests.simulator.driver import Driver


@pytest.mark.parametrize(
    "markup",
    [
        {"keyboard": [[{"text": "a"}], [{"text": "b"}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "Your question"},
    ],
)
async def test_people_see_keyboards_that_the_message_does_not_hold(
    sim: Driver, markup: dict[str, Any]
) -> None:
    await sim.person()
    sent = await sim.call("sendMessage", chat_id=11, text="a", reply_markup=markup)
    assert "reply_markup" not in sent
    seen = (await sim.look("chats/11/messages"))["messages"][0]["reply_markup"]
    assert seen.keys() == markup.keys()


async def test_every_kind_of_inline_button_is_kept(sim: Driver) -> None:
    await sim.person()
    buttons = [
        {"text": "data", "callback_data": "d" * 64},
        {"text": "link", "url": "https://example.com/a"},
        {"text": "inline", "switch_inline_query": ""},
        {"text": "here", "switch_inline_query_current_chat": "fees"},
        {"text": "copy", "copy_text": {"text": "42"}},
        {"text": "app", "web_app": {"url": "https://example.com"}},
        {"text": "chosen", "switch_inline_query_chosen_chat": {"allow_user_chats": True}},
        {"text": "loud", "callback_data": "d", "style": "danger"},
    ]
    markup = {"inline_keyboard": [[button] for button in buttons]}
    sent = await sim.call("sendMessage", chat_id=11, text="a", reply_markup=markup)
    assert sent["reply_markup"] == markup


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        ({"inline_keyboard": {}}, 'Field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [{"text": "a"}]},
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [[{"text": "a"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"callback_data": "a"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "url": "http://localhost/x"}]]},
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "url": "file:///etc"}]]},
            "inline keyboard button URL 'file:///etc' is invalid: Unsupported URL protocol",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 101]},
            "reply markup is too long",
        ),
    ],
)
async def test_markup_that_is_refused(sim: Driver, markup: Any, description: str) -> None:
    await sim.person()
    refusal = await sim.refusal("sendMessage", chat_id=11, text="a", reply_markup=markup)
    expected = description[:1].lower() + description[1:] if description[1] != "U" else description
    assert refusal == f"Bad Request: {expected}"


async def test_asking_for_a_phone_number_is_for_private_chats(sim: Driver) -> None:
    await sim.group()
    markup = {"keyboard": [[{"text": "a", "request_contact": True}]]}
    assert await sim.call("sendMessage", chat_id=11, text="a", reply_markup=markup)
    assert await sim.refusal("sendMessage", chat_id=-100, text="a", reply_markup=markup) == (
        "Bad Request: phone number can be requested in private chats only"
    )
    app = {"inline_keyboard": [[{"text": "a", "web_app": {"url": "https://x.org"}}]]}
    assert await sim.refusal("sendMessage", chat_id=-100, text="a", reply_markup=app) == (
        "Bad Request: BUTTON_TYPE_INVALID"
    )


async def test_buttons_without_text_are_left_out(sim: Driver) -> None:
    await sim.person()
    markup = {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}
    assert "reply_markup" not in await sim.call(
        "sendMessage", chat_id=11, text="a", reply_markup=markup
    )
