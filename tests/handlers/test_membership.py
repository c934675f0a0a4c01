"""Blocked, let in again, removed, added again, moved to a new id."""

import pytest

from bot.chats import Reachable
from bot.simulator.model import CHANNEL
from bot.subscribers import Place, SubscriptionState, Topic
from tests.bot import delivered
from tests.handlers.chatting import GROUP, KIM, ROBIN, Hands, buttons, named, only
from tests.simulator.driver import Json

SAY = delivered.texts().get


async def state(hands: Hands, chat: int = ROBIN) -> SubscriptionState | None:
    """The state of a chat's subscription."""
    found = await hands.services.stores.subscriptions.get(chat)
    return found.state if found else None


async def block(hands: Hands, *, blocked: bool) -> None:
    """Robin blocks the bot, or lets it write again."""
    await hands.sim.sim("block", user_id=ROBIN, blocked=blocked)
    await hands.settle()


async def last(hands: Hands, chat: int = ROBIN) -> Json:
    """What the bot wrote last."""
    return (await hands.written(chat))[-1]


async def test_a_block_ends_the_subscription_and_unblocking_offers_it_as_it_was(
    hands: Hands,
) -> None:
    await hands.says("/subscribe visits Japan")
    await block(hands, blocked=True)
    assert await state(hands) is SubscriptionState.BLOCKED
    await block(hands, blocked=False)
    offer = await last(hands)
    expected = SAY("join-offer", "en", topics="Visits", countries="Japan")
    assert offer["text"] == expected
    assert await state(hands) is SubscriptionState.BLOCKED
    await hands.presses(offer, named(offer, "Yes"))
    assert await state(hands) is SubscriptionState.ACTIVE
    assert "Topics: Visits" in (await hands.now(offer))["text"]


async def test_who_unblocks_by_start_is_asked_once_and_greeted(hands: Hands) -> None:
    await hands.says("/subscribe")
    await block(hands, blocked=True)
    before = (await last(hands))["message_id"]
    await hands.sim.sim("start", user=ROBIN)  # unblocks first, as clients do
    await hands.settle()
    offered, greeting = await hands.written(ROBIN, after=before)
    assert "j:0:m" in buttons(offered).values()
    assert greeting["text"].startswith("Hello, Robin!")


async def test_a_later_start_offers_it_again(hands: Hands) -> None:
    await hands.says("/subscribe")
    await block(hands, blocked=True)
    await block(hands, blocked=False)
    hands.clock[0] += 120
    greeting, offer = await hands.says("/start")
    assert greeting["text"].startswith("Hello, Robin!")
    assert "j:0:m" in buttons(offer).values()


async def test_a_block_that_a_delivery_tells_of_is_undone_by_start(hands: Hands) -> None:
    await hands.says("/subscribe")
    await hands.services.subscribing.blocked(ROBIN)
    await hands.says("/start")
    chat = await hands.services.stores.chats.get(ROBIN)
    assert chat is not None
    assert chat.reachable is Reachable.OK
    assert await state(hands) is SubscriptionState.BLOCKED


async def test_who_never_subscribed_is_offered_nothing(hands: Hands) -> None:
    await hands.says("/help")
    before = (await last(hands))["message_id"]
    await block(hands, blocked=True)
    await block(hands, blocked=False)
    assert await hands.written(ROBIN, after=before) == []
    assert await hands.services.stores.chats.get(ROBIN) is None


async def move_bot(hands: Hands, status: str) -> None:
    """Somebody removes the bot from the group, or adds it."""
    await hands.sim.sim("member", chat=GROUP, user=hands.sim.bot_id, status=status)
    await hands.settle()


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_removal_ends_a_groups_subscription_and_a_return_offers_it(
    hands: Hands, status: str
) -> None:
    await hands.says("/subscribe events", chat=GROUP)
    await move_bot(hands, status)
    assert await state(hands, GROUP) is SubscriptionState.BLOCKED
    chat = await hands.services.stores.chats.get(GROUP)
    assert chat is not None
    assert chat.reachable is Reachable.LEFT
    await move_bot(hands, "member")
    offer = await last(hands, GROUP)
    data = named(offer, "Yes")
    answer = await hands.presses(offer, data, user=KIM)
    assert answer is not None
    assert answer["text"] == SAY("admins-decide", "en")
    assert await state(hands, GROUP) is SubscriptionState.BLOCKED
    await hands.presses(offer, data)
    assert await state(hands, GROUP) is SubscriptionState.ACTIVE


async def test_a_promotion_is_no_return(hands: Hands) -> None:
    await hands.says("/subscribe", chat=GROUP)
    before = (await last(hands, GROUP))["message_id"]
    await move_bot(hands, "administrator")
    assert await state(hands, GROUP) is SubscriptionState.ACTIVE
    assert await hands.written(GROUP, after=before) == []


async def test_an_offer_that_cannot_be_sent_is_no_error(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    await hands.says("/subscribe", chat=GROUP)
    await move_bot(hands, "left")
    await hands.fault("error", method="sendMessage", error_code=403, description="Forbidden: x")
    await move_bot(hands, "member")
    assert "while handling an update" not in caplog.text
    assert await state(hands, GROUP) is SubscriptionState.BLOCKED


async def test_a_group_that_becomes_a_supergroup_keeps_everything(hands: Hands) -> None:
    await hands.says("/subscribe agreements", chat=GROUP)
    await hands.services.languages.choose(GROUP, "ja")
    moved = await hands.sim.sim("migrate", chat_id=GROUP)
    await hands.settle()
    new = moved["migrate_to_chat_id"]
    found = await hands.services.stores.subscriptions.get(new)
    assert found is not None
    assert (found.state, found.topics) == (SubscriptionState.ACTIVE, Topic.AGREEMENTS)
    assert await hands.services.stores.subscriptions.get(GROUP) is None
    shown = only(await hands.says("/settings", chat=new))
    assert SAY("settings-heading", "ja") in shown["text"]
    assert await hands.services.subscribing.is_active(Place(new))


async def test_a_channel_that_takes_the_bot_in_hears_nothing(hands: Hands) -> None:
    channel = {"id": -1009, "type": CHANNEL, "title": "News", "bot_status": "administrator"}
    await hands.sim.sim("message", chat=channel, user=ROBIN, text="made")
    for status in ("left", "administrator"):
        await hands.sim.sim("member", chat=-1009, user=hands.sim.bot_id, status=status)
    await hands.settle()
    assert await hands.written(-1009) == []
