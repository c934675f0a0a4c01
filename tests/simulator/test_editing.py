"""Changing, deleting, pinning, copying and forwarding."""

from typing import Any

import pytest

from tests.simulator.driver import Driver
from tests.simulator.pictures import png

KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


@pytest.fixture
async def sent(sim: Driver) -> dict[str, Any]:
    await sim.person()
    message: dict[str, Any] = await sim.call(
        "sendMessage", chat_id=11, text="a", reply_markup=KEYBOARD
    )
    return message


async def test_an_edit_changes_text_and_drops_the_keyboard(
    sim: Driver, sent: dict[str, Any]
) -> None:
    edited = await sim.call(
        "editMessageText", chat_id=11, message_id=1, text="<b>b</b>", parse_mode="HTML"
    )
    assert edited["text"] == "b"
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited
    assert await sim.updates() == []


async def test_an_edit_that_changes_nothing_is_refused(sim: Driver, sent: dict[str, Any]) -> None:
    where = {"chat_id": 11, "message_id": sent["message_id"]}
    assert (
        await sim.refusal("editMessageText", **where, text=" a ", reply_markup=KEYBOARD)
        == NOT_MODIFIED
    )
    assert await sim.refusal("editMessageReplyMarkup", **where, reply_markup=KEYBOARD) == (
        NOT_MODIFIED
    )
    edited = await sim.call("editMessageReplyMarkup", **where)
    assert "reply_markup" not in edited
    # A change of the keyboard alone is not shown to people as an edit.
    seen = (await sim.look("chats/11/messages"))["messages"][0]
    assert seen["sim"]["is_edited"] is False


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("editMessageText", {"message_id": 9, "text": "b"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": ""}, "message text is empty"),
        ("editMessageText", {"message_id": 1, "text": "a" * 4097}, "MESSAGE_TOO_LONG"),
        (
            "editMessageCaption",
            {"message_id": 1, "caption": "b"},
            "there is no caption in the message to edit",
        ),
        (
            "editMessageText",
            {"message_id": 1, "text": "b", "reply_markup": {"remove_keyboard": True}},
            "inline keyboard expected",
        ),
        ("editMessageText", {"message_id": 2, "text": "b"}, "message can't be edited"),
        ("editMessageMedia", {"message_id": 1}, "input media not specified"),
        ("deleteMessage", {"message_id": 9}, "message to delete not found"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("pinChatMessage", {"message_id": 9}, "message to pin not found"),
        ("unpinChatMessage", {}, "message to unpin not found"),
        ("copyMessage", {"from_chat_id": 11, "message_id": 9}, "message to copy not found"),
        ("forwardMessage", {"from_chat_id": 11, "message_id": 9}, "message to forward not found"),
        ("copyMessages", {"from_chat_id": 11, "message_ids": [9]}, "there are no messages to copy"),
        ("setMessageReaction", {"message_id": 9}, "message to react not found"),
        ("stopPoll", {"message_id": 9}, "message with poll to stop not found"),
        ("stopPoll", {"message_id": 1}, "poll can't be stopped"),
    ],
)
async def test_refusals(
    sim: Driver, sent: dict[str, Any], method: str, params: dict[str, Any], description: str
) -> None:
    await sim.say("mine")
    refusal = await sim.refusal(method, chat_id=11, **params)
    assert refusal == f"Bad Request: {description}"


async def test_edits_without_an_identifier(sim: Driver) -> None:
    assert await sim.refusal("editMessageText", text="a") == (
        "Bad Request: message identifier is not specified"
    )
    assert await sim.refusal("editMessageText", text="a", inline_message_id="x") == (
        "Bad Request: MESSAGE_ID_INVALID"
    )


async def test_captions_and_media_are_edited(sim: Driver) -> None:
    await sim.person()
    photo = ("a.png", png(), "image/png")
    await sim.form("sendPhoto", chat_id=11, photo=photo, caption="a")
    edited = await sim.call("editMessageCaption", chat_id=11, message_id=1, caption="b")
    assert edited["caption"] == "b"
    assert edited["photo"]
    edited = await sim.call("editMessageCaption", chat_id=11, message_id=1)
    assert "caption" not in edited
    media = {"type": "document", "media": "https://example.com/a.pdf", "caption": "c"}
    edited = await sim.call("editMessageMedia", chat_id=11, message_id=1, media=media)
    assert edited["document"]["file_name"] == "a.pdf"
    assert "photo" not in edited
    assert await sim.refusal("editMessageText", chat_id=11, message_id=1, text="b") == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_a_deleted_message_is_gone(sim: Driver, sent: dict[str, Any]) -> None:
    assert await sim.call("deleteMessage", chat_id=11, message_id=1) is True
    assert (await sim.look("chats/11/messages"))["messages"] == []
    await sim.call("sendMessage", chat_id=11, text="b")
    assert await sim.call("deleteMessages", chat_id=11, message_ids=[1, 2, 3]) is True
    assert (await sim.look("chats/11/messages"))["messages"] == []


async def test_old_messages_cannot_be_deleted(sim: Driver, sent: dict[str, Any]) -> None:
    await sim.group(-1_000_000_000_001)
    await sim.call("sendMessage", chat_id=-1_000_000_000_001, text="a")
    last_id = (await sim.look("chats/-1000000000001"))["last_message_id"]
    await sim.sim("clock", advance_seconds=48 * 3600 + 5)
    assert await sim.refusal("deleteMessage", chat_id=11, message_id=1) == (
        "Bad Request: message can't be deleted for everyone"
    )
    assert await sim.refusal("deleteMessage", chat_id=-1_000_000_000_001, message_id=last_id) == (
        "Bad Request: message can't be deleted"
    )
    # Editing has no such limit.
    assert await sim.call("editMessageText", chat_id=11, message_id=1, text="b")


async def test_deleting_what_others_wrote_needs_a_right_in_groups(sim: Driver) -> None:
    await sim.group(-1_000_000_000_001)
    theirs = await sim.say("/a", chat=-1_000_000_000_001)
    where = {"chat_id": -1_000_000_000_001, "message_id": theirs["message_id"]}
    assert await sim.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted"
    await sim.sim("member", chat=-1_000_000_000_001, user=sim.bot_id, status="administrator")
    assert await sim.call("deleteMessage", **where) is True
    # In private a bot may delete what the person wrote.
    mine = await sim.say("a")
    assert await sim.call("deleteMessage", chat_id=11, message_id=mine["message_id"]) is True


async def test_pinning_is_told_in_the_chat_and_to_the_bot(
    sim: Driver, sent: dict[str, Any]
) -> None:
    assert await sim.call("pinChatMessage", chat_id=11, message_id=1) is True
    update = await sim.update()
    assert update["message"]["pinned_message"]["text"] == "a"
    assert update["message"]["from"]["id"] == sim.bot_id
    assert (await sim.call("getChat", chat_id=11))["pinned_message"]["message_id"] == 1
    assert await sim.call("unpinChatMessage", chat_id=11) is True
    assert "pinned_message" not in await sim.call("getChat", chat_id=11)
    await sim.call("pinChatMessage", chat_id=11, message_id=1)
    assert await sim.call("unpinAllChatMessages", chat_id=11) is True


async def test_pinning_needs_a_right_in_groups(sim: Driver) -> None:
    await sim.group()
    await sim.call("sendMessage", chat_id=-100, text="a")
    last_id = (await sim.look("chats/-100"))["last_message_id"]
    assert await sim.refusal("pinChatMessage", chat_id=-100, message_id=last_id) == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )


async def test_a_copy_has_neither_origin_nor_keyboard(sim: Driver, sent: dict[str, Any]) -> None:
    await sim.person(12)
    assert await sim.call("copyMessage", chat_id=12, from_chat_id=11, message_id=1) == {
        "message_id": 1
    }
    copied = (await sim.look("chats/12/messages"))["messages"][0]
    assert copied["text"] == "a"
    assert not {"forward_origin", "reply_markup"} & copied.keys()


async def test_a_copy_may_have_another_caption(sim: Driver) -> None:
    await sim.person()
    await sim.form("sendPhoto", chat_id=11, photo=("a.png", png(), "image/png"), caption="a")
    await sim.call("copyMessage", chat_id=11, from_chat_id=11, message_id=1, caption="b")
    await sim.call(
        "copyMessages", chat_id=11, from_chat_id=11, message_ids=[1, 2], remove_caption=True
    )
    captions = [
        message.get("caption") for message in (await sim.look("chats/11/messages"))["messages"]
    ]
    assert captions == ["a", "b", None, None]


async def test_a_forward_names_who_wrote_it(sim: Driver) -> None:
    await sim.person(12)
    theirs = await sim.say("theirs", user=12)
    await sim.person(11)
    forwarded = await sim.call("forwardMessage", chat_id=11, from_chat_id=12, message_id=1)
    assert forwarded["forward_origin"] == {
        "type": "user",
        "sender_user": theirs["from"],
        "date": theirs["date"],
    }
    again = await sim.call("forwardMessages", chat_id=12, from_chat_id=11, message_ids=[1])
    assert again == [{"message_id": 2}]
    assert await sim.refusal("editMessageText", chat_id=11, message_id=1, text="b") == (
        "Bad Request: message can't be edited"
    )


async def test_protected_and_service_messages_stay_where_they_are(
    sim: Driver, sent: dict[str, Any]
) -> None:
    await sim.call("sendMessage", chat_id=11, text="secret", protect_content=True)
    await sim.call("pinChatMessage", chat_id=11, message_id=1)
    for message_id in (2, 3):
        where = {"chat_id": 11, "from_chat_id": 11, "message_id": message_id}
        assert await sim.refusal("copyMessage", **where) == (
            "Bad Request: the message can't be copied"
        )
        assert await sim.refusal("forwardMessage", **where) == (
            "Bad Request: the message can't be forwarded"
        )


async def test_reactions_of_the_bot(sim: Driver, sent: dict[str, Any]) -> None:
    where = {"chat_id": 11, "message_id": 1}
    thumb = [{"type": "emoji", "emoji": "👍"}]
    assert await sim.call("setMessageReaction", **where, reaction=thumb) is True
    seen = (await sim.look("chats/11/messages"))["messages"][0]["sim"]["reactions"]
    assert seen == [{"user_id": sim.bot_id, "reaction": thumb}]
    assert await sim.refusal(
        "setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "🍕"}]
    ) == ("Bad Request: REACTION_INVALID")
    assert await sim.refusal("setMessageReaction", **where, reaction=thumb * 2) == (
        "Bad Request: REACTIONS_TOO_MANY"
    )


async def test_polls_are_voted_in_and_stopped(sim: Driver) -> None:
    await sim.person()
    sent = await sim.call(
        "sendPoll", chat_id=11, question="q?", options=["a", "b"], is_anonymous=False
    )
    await sim.sim("vote", chat_id=11, message_id=1, user_id=11, option_ids=[1])
    counted, answered = await sim.updates()
    assert [option["voter_count"] for option in counted["poll"]["options"]] == [0, 1]
    assert answered["poll_answer"]["option_ids"] == [1]
    assert answered["poll_answer"]["poll_id"] == sent["poll"]["id"]
    closed = await sim.call("stopPoll", chat_id=11, message_id=1)
    assert closed["is_closed"] is True
    assert closed["total_voter_count"] == 1
    assert await sim.refusal("stopPoll", chat_id=11, message_id=1) == (
        "Bad Request: poll has already been closed"
    )
    status, _ = await sim.sim_status("vote", chat_id=11, message_id=1, user_id=11, option_ids=[0])
    assert status == 400
