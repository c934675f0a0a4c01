"""Leaving: by command, by the button under a broadcast, and taking it back."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.broadcasts import Content
from bot.subscribers import Audience, Choice, Place, Topic
from handlers.leaving import leave_button
from tests.bot import delivered
from tests.handlers.chatting import FORUM, GROUP, HARU, KIM, ROBIN, Hands, buttons, named, only
from tests.simulator.driver import Json, until

SAY = delivered.texts().get
VISITS = 3
URL = "https://example.org/apply"


async def broadcast(hands: Hands, place: Place) -> Json:
    """A message as a broadcast brings it: with a link and the button to leave."""
    if place.chat_id == ROBIN:
        hands.sim.world.users[ROBIN].has_started = True
    rows = [
        [InlineKeyboardButton("Apply", url=URL)],
        [leave_button("en", delivered.texts(), place.thread_id)],
    ]
    sent = await hands.application.bot.send_message(
        place.chat_id,
        "News",
        message_thread_id=place.thread_id or None,
        reply_markup=InlineKeyboardMarkup(rows),
    )
    return (await hands.written(place.chat_id, after=sent.message_id - 1))[0]


def labels(message: Json) -> list[str]:
    """What stands on the buttons."""
    rows = message["reply_markup"]["inline_keyboard"]
    return [button["text"] for row in rows for button in row]


@pytest.mark.parametrize("place", [Place(ROBIN), Place(GROUP), Place(FORUM, VISITS)])
async def test_one_tap_under_a_broadcast_leaves_and_one_more_takes_it_back(
    hands: Hands, place: Place
) -> None:
    subscribing = hands.services.subscribing
    await subscribing.begin(place, "en", Choice(topics=Topic.EVENTS))
    news = await broadcast(hands, place)
    assert labels(news) == ["Apply", "🔕 Unsubscribe"]
    leave = news["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    answer = await hands.presses(news, leave)
    assert answer is not None
    assert answer["text"] == SAY("left", "en")
    assert not await subscribing.is_active(place)
    left = await hands.now(news)
    assert left["text"] == "News"
    assert labels(left) == ["Apply", "↩ Undo"]
    undo = left["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    await hands.presses(left, undo)
    assert labels(await hands.now(news)) == ["Apply", "🔕 Unsubscribe"]
    found = await subscribing.current(place)
    assert found is not None
    assert found.topics == Topic.EVENTS
    assert await subscribing.is_active(place)


async def test_every_broadcast_brings_the_button_in_the_readers_language(hands: Hands) -> None:
    await hands.says("/subscribe", user=HARU)
    await hands.says("/subscribe", chat=FORUM, topic=VISITS)
    written = await hands.sim.sim("message", user=ROBIN, text="News")
    await hands.settle()
    staff = hands.services.broadcasting
    content = Content(ROBIN, (written["message_id"],), "News")
    draft = await staff.draft(ROBIN, Audience(), "en", {"en": content})
    await staff.confirm(draft.id, ROBIN)
    chats = hands.sim.world.chats
    await until(
        lambda: all(
            any(each.content.get("text") == "News" for each in chats[chat].messages.values())
            for chat in (HARU, FORUM)
        )
    )
    (news,) = [each for each in await hands.written(HARU) if each["text"] == "News"]
    assert labels(news) == [SAY("button-leave", "ja")]
    await hands.presses(news, "u", user=HARU)
    assert not await hands.services.subscribing.is_active(Place(HARU))
    (news,) = [each for each in await hands.written(FORUM) if each["text"] == "News"]
    assert named(news, "Unsubscribe") == f"u:{VISITS}"


async def test_leaving_twice_is_told_and_does_no_harm(hands: Hands) -> None:
    await hands.services.subscribing.begin(Place(ROBIN), "en")
    news = await broadcast(hands, Place(ROBIN))
    await hands.presses(news, "u")
    answer = await hands.presses(news, "u")
    assert answer is not None
    assert answer["text"] == SAY("left-before", "en")


async def test_members_of_a_group_cannot_leave_for_it(hands: Hands) -> None:
    await hands.services.subscribing.begin(Place(GROUP), "en")
    news = await broadcast(hands, Place(GROUP))
    for data in ("u", "j"):
        answer = await hands.presses(news, data, user=KIM)
        assert answer is not None
        assert answer["text"] == SAY("admins-decide", "en")
    assert await hands.services.subscribing.is_active(Place(GROUP))


@pytest.mark.parametrize("data", ["u:x", "u:-1", "u:99999999999", "u:１", "j:"])
async def test_a_button_that_names_no_topic_changes_nothing(hands: Hands, data: str) -> None:
    await hands.services.subscribing.begin(Place(ROBIN), "en")
    news = await broadcast(hands, Place(ROBIN))
    answer = await hands.presses(news, data)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "en")
    assert await hands.services.subscribing.is_active(Place(ROBIN))


async def test_a_broadcast_that_telegram_shows_no_more_can_be_left_all_the_same(
    hands: Hands,
) -> None:
    await hands.services.subscribing.begin(Place(FORUM, VISITS), "en")
    chat = {"id": FORUM, "type": "supergroup", "title": "Office", "is_forum": True}
    query = {
        "id": "1",
        "from": {"id": ROBIN, "is_bot": False, "first_name": "Robin"},
        "chat_instance": "1",
        "message": {"chat": chat, "message_id": 5, "date": 0},
        "data": f"u:{VISITS}",
    }
    update = Update.de_json({"update_id": 1, "callback_query": query}, hands.application.bot)
    await hands.application.process_update(update)
    assert not await hands.services.subscribing.is_active(Place(FORUM, VISITS))


async def test_the_command_leaves_and_offers_to_take_it_back(hands: Hands) -> None:
    await hands.says("/subscribe visits")
    left = only(await hands.says("/unsubscribe"))
    assert left["text"] == SAY("left", "en")
    assert not await hands.services.subscribing.is_active(Place(ROBIN))
    await hands.presses(left, named(left, "Undo"))
    after = await hands.now(left)
    assert SAY("settings-on", "en") in after["text"]
    assert "✓ Visits" in buttons(after)
    assert "– Events" in buttons(after)


async def test_the_command_says_where_there_is_nothing_to_leave(hands: Hands) -> None:
    assert only(await hands.says("/unsubscribe"))["text"] == SAY("left-before", "en")
