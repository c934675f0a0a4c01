"""Sending: what comes back, and what is refused with Telegram's words."""

from typing import Any

import pytest

from tests.simulator.driver import Driver


async def test_a_sent_message_comes_back_whole(sim: Driver) -> None:
    await sim.person(language_code="vi", username="per_son", last_name="L")
    sent = await sim.call("sendMessage", chat_id=11, text="<b>xin</b> chào", parse_mode="HTML")
    assert sent == {
        "message_id": 1,
        "from": {
            "id": sim.bot_id,
            "is_bot": True,
            "first_name": "Exchange Bot",
            "username": "exchange_preview_bot",
        },
        "chat": {
            "id": 11,
            "first_name": "Person 11",
            "last_name": "L",
            "username": "per_son",
            "type": "private",
        },
        "date": sent["date"],
        "text": "xin chào",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
    }


async def test_message_ids_count_up_in_each_chat(sim: Driver) -> None:
    await sim.person(11)
    await sim.person(12)
    ids = [(await sim.call("sendMessage", chat_id=c, text="a"))["message_id"] for c in (11, 12, 11)]
    assert ids == [1, 1, 2]


async def test_the_bot_is_not_told_of_its_own_messages(sim: Driver) -> None:
    await sim.person()
    await sim.call("sendMessage", chat_id=11, text="a")
    assert await sim.updates() == []


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "a"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 5, "text": "a"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "a"}, "Bad Request: chat not found"),
        ({"chat_id": "abc", "text": "a"}, "Bad Request: chat not found"),
        ({"chat_id": 11}, "Bad Request: message text is empty"),
        ({"chat_id": 11, "text": ""}, "Bad Request: message text is empty"),
        ({"chat_id": 11, "text": " \n "}, "Bad Request: message must be non-empty"),
        ({"chat_id": 11, "text": "a" * 4097}, "Bad Request: message is too long"),
        ({"chat_id": 11, "text": "a" * 40_000}, "Bad Request: text is too long"),
        (
            {"chat_id": 11, "text": "<b>a", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag b",
        ),
        (
            {"chat_id": 11, "text": "a", "parse_mode": "x"},
            "Bad Request: unsupported parse_mode",
        ),
        (
            {"chat_id": 11, "text": "a", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        (
            {"chat_id": 11, "text": "a", "message_thread_id": 5},
            "Bad Request: message thread not found",
        ),
    ],
)
async def test_refusals(sim: Driver, params: dict[str, Any], description: str) -> None:
    await sim.person()
    assert await sim.refusal("sendMessage", **params) == description


async def test_formatting_does_not_count_towards_the_limit(sim: Driver) -> None:
    await sim.person()
    text = f"<b>{'é' * 4096}</b>"
    sent = await sim.call("sendMessage", chat_id=11, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_people_who_never_started_blocked_or_left_telegram(sim: Driver) -> None:
    await sim.person(11, has_started=False)
    await sim.person(12)
    await sim.sim("block", user_id=12, blocked=True)
    await sim.person(13)
    await sim.sim("deactivate", user_id=13)
    for chat_id, description in (
        (11, "Forbidden: bot can't initiate conversation with a user"),
        (12, "Forbidden: bot was blocked by the user"),
        (13, "Forbidden: user is deactivated"),
        (sim.bot_id, "Forbidden: bot can't send messages to bots"),
    ):
        assert await sim.refusal("sendMessage", chat_id=chat_id, text="a") == description


async def test_groups_the_bot_is_not_in(sim: Driver) -> None:
    await sim.group(-1, bot_status="left")
    await sim.group(-2, bot_status="kicked")
    await sim.group(-1_000_000_000_003, bot_status="left")
    await sim.group(-1_000_000_000_004, bot_status="kicked")
    for chat_id, description in (
        (-1, "Forbidden: bot is not a member of the group chat"),
        (-2, "Forbidden: bot was kicked from the group chat"),
        (-1_000_000_000_003, "Forbidden: bot is not a member of the supergroup chat"),
        (-1_000_000_000_004, "Forbidden: bot was kicked from the supergroup chat"),
    ):
        assert await sim.refusal("sendMessage", chat_id=chat_id, text="a") == description


async def test_a_public_group_may_be_named(sim: Driver) -> None:
    await sim.group(-1_000_000_000_001, username="our_group")
    sent = await sim.call("sendMessage", chat_id="@our_group", text="a")
    assert sent["chat"]["id"] == -1_000_000_000_001


async def test_a_migrated_group_says_where_it_went(sim: Driver) -> None:
    await sim.group(-5)
    new_id = (await sim.sim("migrate", chat_id=-5))["migrate_to_chat_id"]
    answer = await sim.answer("sendMessage", chat_id=-5, text="a")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new_id},
    }
    assert await sim.call("sendMessage", chat_id=new_id, text="a")


async def test_replies_and_quotes(sim: Driver) -> None:
    await sim.person()
    asked = await sim.say("👍 what is it?")
    sent = await sim.call(
        "sendMessage",
        chat_id=11,
        text="a",
        reply_parameters={"message_id": asked["message_id"], "quote": "what"},
    )
    assert sent["reply_to_message"]["text"] == "👍 what is it?"
    assert sent["quote"] == {"text": "what", "position": 3, "is_manual": True}
    legacy = await sim.call("sendMessage", chat_id=11, text="a", reply_to_message_id=1)
    assert legacy["reply_to_message"]["message_id"] == 1
    assert "quote" not in legacy
    assert (
        await sim.refusal(
            "sendMessage",
            chat_id=11,
            text="a",
            reply_parameters={"message_id": 1, "quote": "nothing"},
        )
        == "Bad Request: QUOTE_TEXT_INVALID"
    )


async def test_a_reply_to_what_is_gone_may_be_sent_without(sim: Driver) -> None:
    await sim.person()
    sent = await sim.call(
        "sendMessage",
        chat_id=11,
        text="a",
        reply_parameters={"message_id": 9, "allow_sending_without_reply": True},
    )
    assert "reply_to_message" not in sent


async def test_a_reply_may_reach_into_another_chat(sim: Driver) -> None:
    await sim.group(-1_000_000_000_009)
    asked = await sim.say("/ask", chat=-1_000_000_000_009)
    sent = await sim.call(
        "sendMessage",
        chat_id=11,
        text="a",
        reply_parameters={"chat_id": -1_000_000_000_009, "message_id": asked["message_id"]},
    )
    assert sent["external_reply"]["message_id"] == asked["message_id"]
    assert sent["external_reply"]["chat"]["id"] == -1_000_000_000_009
    assert "reply_to_message" not in sent


async def test_link_previews(sim: Driver) -> None:
    await sim.person()
    options = {"is_disabled": True, "prefer_small_media": False}
    sent = await sim.call("sendMessage", chat_id=11, text="x.org", link_preview_options=options)
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["entities"][0]["type"] == "url"


async def test_a_mention_of_a_stranger_is_left_out(sim: Driver) -> None:
    await sim.person()
    text = '<a href="tg://user?id=11">known</a> <a href="tg://user?id=99">unknown</a>'
    sent = await sim.call("sendMessage", chat_id=11, text=text, parse_mode="HTML")
    assert [entity["user"]["id"] for entity in sent["entities"]] == [11]


async def test_effects_are_for_private_chats(sim: Driver) -> None:
    await sim.group()
    private = await sim.call("sendMessage", chat_id=11, text="a", message_effect_id="5")
    public = await sim.call("sendMessage", chat_id=-100, text="a", message_effect_id="5")
    assert private["effect_id"] == "5"
    assert "effect_id" not in public


@pytest.mark.parametrize(
    ("method", "params", "field"),
    [
        ("sendLocation", {"latitude": 48.85, "longitude": 2.35}, "location"),
        (
            "sendVenue",
            {"latitude": 1, "longitude": 2, "title": "Office", "address": "Street 1"},
            "venue",
        ),
        ("sendContact", {"phone_number": "+33", "first_name": "A"}, "contact"),
        ("sendDice", {"emoji": "🎰"}, "dice"),
        ("sendDice", {}, "dice"),
        ("sendPoll", {"question": "q?", "options": ["a", {"text": "b"}]}, "poll"),
    ],
)
async def test_what_is_sent_without_text(
    sim: Driver, method: str, params: dict[str, Any], field: str
) -> None:
    await sim.person()
    sent = await sim.call(method, chat_id=11, **params)
    assert field in sent


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("sendContact", {"first_name": "A"}, 'field "phone_number" must contain'),
        ("sendDice", {"emoji": "x"}, "ENTITY_TEXT_INVALID"),
        ("sendPoll", {"question": " ", "options": ["a"]}, "poll question must be non-empty"),
        ("sendPoll", {"question": "q"}, "expected an Array of Strings as options"),
        ("sendPoll", {"question": "q", "options": []}, "poll must have at least 1 option"),
        (
            "sendPoll",
            {"question": "q", "options": ["a"] * 13},
            "poll can't have more than 12 options",
        ),
        (
            "sendPoll",
            {"question": "q", "options": ["a"], "type": "quiz"},
            "wrong correct option ID specified",
        ),
        ("sendChatAction", {"action": "sleep"}, "wrong parameter action in request"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendVideoNote", {}, "there is no video note in the request"),
        ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_refusals_of_other_content(
    sim: Driver, method: str, params: dict[str, Any], description: str
) -> None:
    await sim.person()
    refusal = await sim.refusal(method, chat_id=11, **params)
    assert refusal.startswith(f"Bad Request: {description}")


async def test_chat_actions_are_shown_to_people(sim: Driver) -> None:
    await sim.person()
    with sim.world.events.watch() as events:
        assert await sim.call("sendChatAction", chat_id=11, action="typing") is True
        event = events.get_nowait()
    assert (event["kind"], event["action"]) == ("chat_action", "typing")
