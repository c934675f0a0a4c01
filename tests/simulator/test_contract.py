"""The checker itself: it must find what is unknown, missing or of the wrong type, at any depth."""

from typing import Any

import pytest

from tests.simulator.bot_api_contract import (
    answer_problems,
    assert_contract,
    call_problems,
    params_problems,
    update_problems,
)

USER: dict[str, Any] = {"id": 1, "is_bot": False, "first_name": "A"}
CHAT: dict[str, Any] = {"id": 1, "type": "private", "first_name": "A"}


def message(**fields: Any) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": CHAT, "from": USER, **fields}


def answer(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}


def test_a_right_message_has_no_problems() -> None:
    good = message(text="hi", entities=[{"type": "bold", "offset": 0, "length": 2}])
    assert answer_problems("sendMessage", answer(good)) == []


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (message(colour="red"), "sendMessage ->.colour: Message has no such field"),
        (message(chat={**CHAT, "x": 1}), "sendMessage ->.chat.x: Chat has no such field"),
        ({"message_id": 1, "date": 1}, "sendMessage ->.chat: missing in Message"),
        (message(date="1"), "sendMessage ->.date: '1' is not datetime"),
        (message(date=True), "sendMessage ->.date: True is not datetime"),
        (message(edit_date=None), "sendMessage ->.edit_date: null"),
        (
            message(reply_to_message=message(**{"from": {"id": 1, "is_bot": False}})),
            "sendMessage ->.reply_to_message.from.first_name: missing in User",
        ),
        (
            message(photo=[{"file_id": "a", "width": 1, "height": 1}]),
            "sendMessage ->.photo[0].file_unique_id: missing in PhotoSize",
        ),
        (
            message(text="a", entities=[{"type": "bold", "offset": 0, "length": 2}]),
            "sendMessage ->.entities[0]: outside of the text of 1 units",
        ),
        (
            message(text="a", entities=[{"type": "loud", "offset": 0, "length": 1}]),
            "sendMessage ->.entities[0].type: 'loud' is not one of",
        ),
        (
            message(forward_origin={"type": "user", "date": 1}),
            "sendMessage ->.forward_origin.sender_user: missing in MessageOriginUser",
        ),
    ],
)
def test_a_wrong_message_is_found_by_its_path(result: dict[str, Any], expected: str) -> None:
    problems = answer_problems("sendMessage", answer(result))
    assert len(problems) == 1
    assert problems[0].startswith(expected)


def test_a_member_is_held_against_the_type_that_its_status_names() -> None:
    member = {"status": "kicked", "user": USER}
    assert answer_problems("getChatMember", answer(member)) == [
        "getChatMember ->.until_date: missing in ChatMemberBanned"
    ]


def test_a_refusal_is_checked_too() -> None:
    refusal: dict[str, Any] = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    assert answer_problems("sendMessage", {**refusal, "parameters": {"retry_after": 3}}) == []
    assert answer_problems("sendMessage", {**refusal, "parameters": {"wait": 3}}) == [
        "sendMessage ->.wait: ResponseParameters has no such field"
    ]
    assert answer_problems("sendMessage", {"ok": False}) == [
        "sendMessage -> error_code is None",
        "sendMessage -> description is None",
    ]


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        ("sendMessage", {"chat_id": 1, "text": "a"}, None),
        ("sendMessage", {"chat_id": "@name", "text": "a", "reply_markup": None}, None),
        ("sendMessage", {"chat_id": 1}, "sendMessage.text: missing in SendMessage"),
        ("sendMessage", {"chat_id": 1, "text": "a", "loud": True}, "sendMessage.loud: "),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"data": "x"}]]}},
            "sendMessage.reply_markup.inline_keyboard[0][0].data: ",
        ),
        ("getUpdates", {"offset": "-1", "allowed_updates": '["message"]'}, None),
        ("getUpdates", {"allowed_updates": "message"}, "getUpdates.allowed_updates: "),
        ("getUpdate", {}, "getUpdate: aiogram knows no such method"),
        ("Bot", {}, "Bot: aiogram knows no such method"),
    ],
)
def test_parameters_are_checked_as_sent(
    method: str, params: dict[str, Any], expected: str | None
) -> None:
    problems = params_problems(method, params)
    if expected is None:
        assert problems == []
    else:
        assert problems[0].startswith(expected)


def test_an_uploaded_file_counts_as_its_parameter() -> None:
    assert params_problems("sendPhoto", {"chat_id": 1}) != []
    assert params_problems("sendPhoto", {"chat_id": 1}, {"photo": {"size": 3}}) == []


def test_an_update_holds_one_thing_only() -> None:
    assert update_problems({"update_id": 1, "message": message(text="a")}) == []
    assert update_problems({"update_id": 1}) == ["update: holds ['update_id'] instead of one thing"]
    assert update_problems({"update_id": 1, "news": {}})[0].startswith("update.news: ")


def test_a_call_that_a_fault_cut_off_needs_no_answer() -> None:
    call: dict[str, Any] = {
        "method": "getMe",
        "params": {},
        "answer": None,
        "status": None,
        "fault": "drop",
    }
    assert call_problems(call) == []


def test_every_problem_of_a_record_is_named_once() -> None:
    call = {"method": "getMe", "params": {"a": 1}, "answer": answer(USER), "status": 200}
    with pytest.raises(AssertionError, match=r"getMe\.a: GetMe has no such field$"):
        assert_contract(calls=[call, call])
