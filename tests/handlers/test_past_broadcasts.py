"""/updates: the list, its pages, and sending what is pressed."""

import base64
from dataclasses import replace

import pytest
from telegram import Message

from bot.broadcasts import BroadcastState, Content, File
from bot.subscribers import Audience, Country, Place, Topic
from handlers.broadcasting.reading import content_of
from tests.bot import delivered
from tests.handlers.chatting import FORUM, HARU, ROBIN, TAWAN, Hands, buttons, named, only
from tests.simulator.pictures import png

SAY = delivered.texts().get
AUTHOR = TAWAN
EVERYBODY = Audience()
PICTURE = base64.b64encode(png()).decode()
VISITS = 3


async def wrote(hands: Hands, text: str, **more: str) -> Content:
    """What a member of staff wrote to the bot."""
    sent = await hands.sim.sim("message", user=AUTHOR, text=text, **more)
    await hands.settle()
    content = content_of(Message.de_json(sent["message"], hands.application.bot))
    assert content is not None
    return content


async def sent(hands: Hands, content: Content, audience: Audience = EVERYBODY) -> int:
    """A broadcast that has gone out, a second after the one before; its id."""
    hands.clock[0] += 1
    store, now = hands.services.stores.broadcasts, hands.services.subscribing._now()
    made = await store.create(AUTHOR, audience, "en", {"en": content}, now)
    await store.confirm(made.id, now)
    scheduled = [BroadcastState.SCHEDULED]
    await store._move(made.id, scheduled, now, state="finished", started_at=now)
    return made.id


async def news(hands: Hands, text: str, audience: Audience = EVERYBODY) -> int:
    """A broadcast of a text; its id."""
    return await sent(hands, await wrote(hands, text), audience)


async def test_who_is_not_subscribed_gets_in_with_one_tap(hands: Hands) -> None:
    shown = only(await hands.says("/updates"))
    assert shown["text"] == SAY("updates-for-subscribers", "en")
    await hands.presses(shown, named(shown, "Subscribe"))
    assert await hands.services.subscribing.is_active(Place(ROBIN))
    assert only(await hands.says("/updates"))["text"].endswith(SAY("updates-none", "en"))


async def test_what_is_pressed_is_sent_as_it_was_with_links_and_a_way_to_leave(
    hands: Hands,
) -> None:
    content = await wrote(hands, "Hanoi <b>festival</b>\nCome & see")
    links = ((("Apply", "https://example.org/apply"),),)
    await sent(hands, replace(content, buttons=links))
    await hands.says("/subscribe")
    shown = only(await hands.says("/updates"))
    assert list(buttons(shown)) == ["2 Mar · Hanoi <b>festival</b>"]
    await hands.presses(shown, named(shown, "Hanoi"))
    copy = (await hands.written(ROBIN))[-1]
    assert copy["text"] == "Hanoi <b>festival</b>\nCome & see"
    rows = copy["reply_markup"]["inline_keyboard"]
    assert rows[0] == [{"text": "Apply", "url": "https://example.org/apply"}]
    assert rows[1][0]["callback_data"] == "u"


async def test_a_picture_and_an_album_are_sent_whole(hands: Hands) -> None:
    picture = await wrote(hands, "", photo=PICTURE)
    second = await wrote(hands, "", photo=PICTURE)
    await sent(hands, picture)
    await sent(hands, replace(picture, more=(File("photo", second.file_id or ""),)))
    await hands.says("/subscribe")
    shown = only(await hands.says("/updates"))
    assert list(buttons(shown)) == ["2 Mar · Album", "2 Mar · Photo"]
    await hands.presses(shown, named(shown, "Photo"))
    assert (await hands.written(ROBIN))[-1]["photo"]
    await hands.presses(shown, named(shown, "Album"))
    assert all(each["photo"] for each in (await hands.written(ROBIN))[-2:])


async def test_the_list_is_turned_in_place_and_in_the_readers_language(hands: Hands) -> None:
    for number in range(8):
        hands.clock[0] += 60
        await news(hands, f"News {number}")
    await hands.says("/subscribe", user=HARU)
    shown = only(await hands.says("/updates", user=HARU))
    assert SAY("updates-heading", "ja") in shown["text"]
    assert "3月2日 · News 7" in buttons(shown)
    await hands.presses(shown, named(shown, SAY("button-next", "ja")), user=HARU)
    older = await hands.now(shown)
    assert "3月2日 · News 0" in buttons(older)
    assert SAY("browse-page", "ja", page=2, pages=2) in older["text"]
    await hands.presses(older, named(older, SAY("button-previous", "ja")), user=HARU)
    assert buttons(await hands.now(shown)) == buttons(shown)


async def test_a_topic_of_a_forum_gets_it_in_the_topic(hands: Hands) -> None:
    await news(hands, "News", Audience(topics=Topic.VISITS))
    await hands.says("/subscribe visits", chat=FORUM, topic=VISITS)
    shown = only(await hands.says("/updates", chat=FORUM, topic=VISITS))
    await hands.presses(shown, named(shown, "News"))
    copy = (await hands.written(FORUM))[-1]
    assert (copy["text"], copy["message_thread_id"]) == ("News", VISITS)
    assert named(copy, "Unsubscribe") == f"u:{VISITS}"


async def test_what_is_for_others_is_not_sent(hands: Hands) -> None:
    other = await news(hands, "Others", Audience(countries=Country.JAPAN))
    await hands.says("/subscribe Vietnam")
    shown = only(await hands.says("/updates"))
    assert buttons(shown) == {}
    for broadcast in (other, 999):
        answer = await hands.presses(shown, f"w:b:{broadcast}")
        assert answer is not None
        assert answer["text"] == SAY("button-gone", "en")


async def test_news_outlives_the_message_that_it_was_made_of(hands: Hands) -> None:
    content = await wrote(hands, "Deleted")
    await sent(hands, content)
    await hands.application.bot.delete_message(AUTHOR, content.message_ids[0])
    await hands.says("/subscribe")
    shown = only(await hands.says("/updates"))
    await hands.presses(shown, named(shown, "Deleted"))
    assert (await hands.written(ROBIN))[-1]["text"] == "Deleted"


@pytest.mark.parametrize("data", ["w", "w:", "w:b", "w:b:x", "w:b:-1", "w:z:1", "w:b:" + "9" * 30])
async def test_a_button_that_means_nothing_sends_nothing(hands: Hands, data: str) -> None:
    await hands.says("/subscribe")
    shown = only(await hands.says("/updates"))
    answer = await hands.presses(shown, data)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "en")
