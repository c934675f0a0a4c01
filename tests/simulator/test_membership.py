"""Blocking, joining, leaving, promoting, migrating, and topics."""

from typing import Any

import pytest

from tests.simulator.driver import Driver

FORUM = -1_000_000_000_077


async def forum(sim: Driver, bot_status: str = "administrator") -> int:
    return await sim.group(FORUM, is_forum=True, bot_status=bot_status)


def statuses(update: dict[str, Any]) -> tuple[str, str]:
    member = update.get("my_chat_member") or update["chat_member"]
    return member["old_chat_member"]["status"], member["new_chat_member"]["status"]


async def test_blocking_and_unblocking_are_told(sim: Driver) -> None:
    await sim.person()
    await sim.sim("block", user_id=11, blocked=True)
    update = await sim.update()
    assert statuses(update) == ("member", "kicked")
    assert update["my_chat_member"]["chat"]["type"] == "private"
    assert update["my_chat_member"]["new_chat_member"]["user"]["id"] == sim.bot_id
    await sim.sim("block", user_id=11, blocked=True)
    assert await sim.updates() == []
    await sim.sim("block", user_id=11, blocked=False)
    assert statuses(await sim.update()) == ("kicked", "member")


async def test_a_person_who_writes_again_has_unblocked_the_bot(sim: Driver) -> None:
    await sim.person()
    await sim.sim("block", user_id=11, blocked=True)
    await sim.updates()
    await sim.say("/start")
    unblocked, message = await sim.updates()
    assert statuses(unblocked) == ("kicked", "member")
    assert message["message"]["text"] == "/start"
    assert await sim.call("sendMessage", chat_id=11, text="a")


async def test_the_first_start_is_only_a_message(sim: Driver) -> None:
    await sim.sim("start", user={"id": 11, "first_name": "A"}, payload="src-fair_2026")
    update = await sim.update()
    assert update["message"]["text"] == "/start src-fair_2026"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    status, answer = await sim.sim_status("start", user=11, payload="a b")
    assert (status, "payload must be" in answer["error"]) == (400, True)


async def test_the_bot_is_added_promoted_and_removed(sim: Driver) -> None:
    await sim.group(bot_status="left")
    bot = sim.bot_id
    await sim.sim("member", chat=-100, user=bot, status="member")
    added, joined = await sim.updates()
    assert statuses(added) == ("left", "member")
    assert joined["message"]["new_chat_members"][0]["id"] == bot
    await sim.sim("member", chat=-100, user=bot, status="administrator")
    assert statuses(await sim.update()) == ("member", "administrator")
    await sim.sim("member", chat=-100, user=bot, status="kicked")
    left, removed = await sim.updates()
    assert left["message"]["left_chat_member"]["id"] == bot
    assert statuses(removed) == ("administrator", "kicked")


async def test_the_bot_leaves_by_itself(sim: Driver) -> None:
    await sim.group()
    assert await sim.call("leaveChat", chat_id=-100) is True
    assert statuses(await sim.update()) == ("member", "left")
    assert await sim.refusal("sendMessage", chat_id=-100, text="a") == (
        "Forbidden: bot is not a member of the group chat"
    )


async def test_others_are_told_of_only_to_an_administrator(sim: Driver) -> None:
    await sim.group()
    await sim.call("getUpdates", allowed_updates=["chat_member"])
    await sim.sim("member", chat=-100, user={"id": 12}, status="member")
    assert await sim.updates() == []
    await sim.sim("member", chat=-100, user=sim.bot_id, status="administrator")
    await sim.sim("member", chat=-100, user=12, status="left")
    assert statuses(await sim.update()) == ("member", "left")


async def test_what_the_bot_may_ask_about_members(sim: Driver) -> None:
    await sim.group()
    await sim.sim("member", chat=-100, user={"id": 12}, status="creator", custom_title="Head")
    member = await sim.call("getChatMember", chat_id=-100, user_id=12)
    assert (member["status"], member["custom_title"]) == ("creator", "Head")
    administrators = await sim.call("getChatAdministrators", chat_id=-100)
    assert [member["user"]["id"] for member in administrators] == [12]
    assert await sim.call("getChatMemberCount", chat_id=-100) == 3
    assert await sim.call("getChatMemberCount", chat_id=11) == 2
    assert (await sim.call("getChatMember", chat_id=11, user_id=11))["status"] == "member"
    assert await sim.refusal("getChatMember", chat_id=-100, user_id=999) == (
        "Bad Request: user not found"
    )
    assert await sim.refusal("getChatMember", chat_id=-100) == (
        "Bad Request: invalid user_id specified"
    )
    assert await sim.refusal("getChatAdministrators", chat_id=11) == (
        "Bad Request: there are no administrators in the private chat"
    )
    assert (await sim.call("getUserProfilePhotos", user_id=11))["total_count"] == 0


async def test_banning_restricting_and_promoting(sim: Driver) -> None:
    await sim.group(-1_000_000_000_001)
    chat = {"chat_id": -1_000_000_000_001, "user_id": 11}
    assert await sim.refusal("banChatMember", **chat) == (
        "Bad Request: not enough rights to restrict/unrestrict chat member"
    )
    await sim.sim(
        "member",
        chat=-1_000_000_000_001,
        user=sim.bot_id,
        status="administrator",
        rights={"can_restrict_members": True, "can_promote_members": True},
    )
    assert await sim.call("restrictChatMember", **chat, permissions={"can_send_messages": True})
    assert (await sim.call("getChatMember", **chat))["status"] == "restricted"
    assert await sim.call("promoteChatMember", **chat, can_pin_messages=True)
    assert (await sim.call("getChatMember", **chat))["can_pin_messages"] is True
    assert await sim.refusal("banChatMember", **chat) == (
        "Bad Request: user is an administrator of the chat"
    )
    assert await sim.call("promoteChatMember", **chat)
    assert await sim.call("banChatMember", **chat)
    assert (await sim.call("getChatMember", **chat))["status"] == "kicked"
    assert await sim.call("unbanChatMember", **chat)
    assert (await sim.call("getChatMember", **chat))["status"] == "left"


async def test_a_person_outside_cannot_write(sim: Driver) -> None:
    await sim.group()
    await sim.sim("member", chat=-100, user=11, status="left")
    status, answer = await sim.sim_status("message", chat=-100, user=11, text="a")
    assert (status, answer["error"]) == (403, "this person is not in the group")


async def test_migration_is_told_in_both_chats(sim: Driver) -> None:
    await sim.group(-100)
    answer = await sim.sim("migrate", chat_id=-100)
    new_id = answer["migrate_to_chat_id"]
    assert new_id == -1_000_000_000_100
    old, new = await sim.updates()
    assert (old["message"]["chat"]["id"], old["message"]["migrate_to_chat_id"]) == (-100, new_id)
    assert (new["message"]["chat"]["id"], new["message"]["migrate_from_chat_id"]) == (new_id, -100)
    assert new["message"]["chat"]["type"] == "supergroup"
    status, _ = await sim.sim_status("migrate", chat_id=-100)
    assert status == 400
    status, _ = await sim.sim_status("message", chat=-100, user=11, text="a")
    assert status == 400


async def test_topics_of_the_bot(sim: Driver) -> None:
    await forum(sim)
    topic = await sim.call("createForumTopic", chat_id=FORUM, name="Visas", icon_color=16766590)
    where = {"chat_id": FORUM, "message_thread_id": topic["message_thread_id"]}
    assert topic["icon_color"] == 16766590
    assert await sim.call("editForumTopic", **where, name="Visas and permits") is True
    assert await sim.refusal("editForumTopic", **where, name="Visas and permits") == (
        "Bad Request: TOPIC_NOT_MODIFIED"
    )
    assert await sim.call("closeForumTopic", **where) is True
    assert await sim.refusal("closeForumTopic", **where) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await sim.call("reopenForumTopic", **where) is True
    kinds = [
        next(key for key in update["message"] if key.startswith("forum_topic_"))
        for update in await sim.updates()
    ]
    assert kinds == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    sent = await sim.call("sendMessage", **where, text="a")
    assert sent["is_topic_message"] is True
    assert sent["message_thread_id"] == topic["message_thread_id"]
    assert "forum_topic_created" in sent["reply_to_message"]
    assert await sim.call("deleteForumTopic", **where) is True
    assert await sim.refusal("sendMessage", **where, text="a") == (
        "Bad Request: message thread not found"
    )


async def test_topics_that_are_refused(sim: Driver) -> None:
    await sim.group(-100)
    await forum(sim, bot_status="member")
    assert await sim.refusal("createForumTopic", chat_id=-100, name="a") == (
        "Bad Request: the chat is not a forum"
    )
    assert await sim.refusal("createForumTopic", chat_id=FORUM, name="a") == (
        "Bad Request: not enough rights to create a topic"
    )
    await sim.sim("member", chat=FORUM, user=sim.bot_id, status="administrator")
    assert await sim.refusal("createForumTopic", chat_id=FORUM, name=" ") == (
        "Bad Request: TOPIC_TITLE_EMPTY"
    )
    assert await sim.refusal("closeForumTopic", chat_id=FORUM, message_thread_id=99) == (
        "Bad Request: message thread not found"
    )
    assert len(await sim.call("getForumTopicIconStickers")) == 10


async def test_topics_of_people(sim: Driver) -> None:
    await forum(sim)
    topic = (await sim.sim("topic", chat=FORUM, user=11, name="Fees"))["topic"]
    thread = topic["message_thread_id"]
    asked = await sim.say("how much?", chat=FORUM, topic=thread)
    assert asked["message_thread_id"] == thread
    assert asked["is_topic_message"] is True
    # A reply without a topic falls into that of what it replies to.
    answer = await sim.call(
        "sendMessage",
        chat_id=FORUM,
        text="nothing",
        reply_parameters={"message_id": asked["message_id"]},
    )
    assert answer["message_thread_id"] == thread
    in_topic = (await sim.look(f"chats/{FORUM}/messages?topic={thread}"))["messages"]
    assert [message.get("text") for message in in_topic] == [None, "how much?", "nothing"]
    await sim.sim("topic", chat=FORUM, user=11, topic=thread, closed=True)
    await sim.sim("member", chat=FORUM, user=sim.bot_id, status="member")
    assert await sim.refusal("sendMessage", chat_id=FORUM, message_thread_id=thread, text="a") == (
        "Bad Request: TOPIC_CLOSED"
    )


async def test_in_general_there_is_no_thread(sim: Driver) -> None:
    await forum(sim)
    asked = await sim.say("hi", chat=FORUM)
    assert "message_thread_id" not in asked
    sent = await sim.call(
        "sendMessage",
        chat_id=FORUM,
        text="a",
        reply_parameters={"message_id": asked["message_id"]},
    )
    assert "message_thread_id" not in sent
    assert await sim.refusal("sendMessage", chat_id=FORUM, message_thread_id=1, text="a") == (
        "Bad Request: message thread not found"
    )


async def test_replies_in_a_supergroup_make_a_thread(sim: Driver) -> None:
    await sim.group(-1_000_000_000_001, bot_status="administrator")
    asked = await sim.say("a", chat=-1_000_000_000_001)
    reply = await sim.say("b", chat=-1_000_000_000_001, reply_to=asked["message_id"])
    assert reply["message_thread_id"] == asked["message_id"]
    assert "is_topic_message" not in reply


async def test_reactions_of_people(sim: Driver) -> None:
    await sim.group(bot_status="administrator")
    await sim.call("getUpdates", allowed_updates=["message_reaction"])
    message = await sim.say("a", chat=-100)
    where = {"chat_id": -100, "message_id": message["message_id"], "user_id": 11}
    await sim.sim("reaction", **where, emoji="👍")
    await sim.sim("reaction", **where)
    first, second = await sim.updates()
    assert first["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert second["message_reaction"]["new_reaction"] == []
    status, _ = await sim.sim_status("reaction", **where, emoji="x")
    assert status == 400


@pytest.mark.parametrize("method", ["getChat", "getChatAdministrators"])
async def test_a_private_supergroup_is_closed_to_a_bot_outside(sim: Driver, method: str) -> None:
    await sim.group(-1_000_000_000_001, bot_status="left")
    assert await sim.refusal(method, chat_id=-1_000_000_000_001) == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
