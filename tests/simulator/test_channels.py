"""Channels, as far as a bot that is put into one needs them."""

from tests.simulator.driver import Driver

CHANNEL = -1_000_000_000_500


async def test_posts_are_the_channels_own(sim: Driver) -> None:
    await sim.person()
    chat = {"id": CHANNEL, "type": "channel", "title": "News", "bot_status": "administrator"}
    await sim.sim("message", chat=chat, user=11, text="a post")
    post = (await sim.update())["channel_post"]
    assert post["chat"] == {"id": CHANNEL, "title": "News", "type": "channel"}
    assert post["sender_chat"] == post["chat"]
    assert "from" not in post
    await sim.sim("edit", chat_id=CHANNEL, message_id=1, user_id=11, text="the post")
    assert (await sim.update())["edited_channel_post"]["text"] == "the post"
    sent = await sim.call("sendMessage", chat_id=CHANNEL, text="the bot's")
    assert "from" not in sent
    assert await sim.call("editMessageText", chat_id=CHANNEL, message_id=2, text="changed")
    forwarded = await sim.call("forwardMessage", chat_id=11, from_chat_id=CHANNEL, message_id=1)
    assert forwarded["forward_origin"]["type"] == "channel"


async def test_a_bot_needs_a_right_to_post(sim: Driver) -> None:
    await sim.person()
    chat = {"id": CHANNEL, "type": "channel", "title": "News"}
    await sim.sim("message", chat=chat, user=11, text="a post")
    assert await sim.refusal("sendMessage", chat_id=CHANNEL, text="a") == (
        "Bad Request: need administrator rights in the channel chat"
    )
