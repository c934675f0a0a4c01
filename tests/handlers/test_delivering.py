"""Copies of a broadcast in the simulated Telegram: sent, corrected, recalled."""

from dataclasses import replace

import pytest
from telegram import Message

from bot.app import utc_now
from bot.broadcasts import Content, Delivery, DeliveryState
from bot.outcomes import BlockedError, RejectedError, UnknownOutcomeError
from handlers.broadcasting.reading import content_of
from handlers.delivering import TelegramSender
from tests.bot import delivered
from tests.handlers.chatting import FORUM, GROUP, HARU, ROBIN, Hands, buttons, only

LEAVE = delivered.texts().get("button-leave", "en")


def to(chat: int, thread: int = 0, messages: tuple[int, ...] = ()) -> Delivery:
    """A delivery that was claimed."""
    return Delivery(1, 1, chat, thread, "en", DeliveryState.CLAIMED, messages)


def sender(hands: Hands) -> TelegramSender:
    """The sender on the running bot."""
    return TelegramSender(hands.application.bot, utc_now, hands.services.texts)


async def original(hands: Hands, **body: object) -> Content:
    """What a member of staff wrote to the bot."""
    await hands.sim.person(HARU, language_code="ja")
    sent = await hands.sim.sim("message", user=ROBIN, **body)
    await hands.settle()
    content = content_of(Message.de_json(sent["message"], hands.application.bot))
    assert content is not None
    return content


async def test_a_copy_keeps_its_formatting_and_gets_buttons(hands: Hands) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 5}]
    content = await original(hands, text="Hello all", entities=entities)
    content = replace(content, buttons=((("Apply", "https://example.org/apply"),),))
    (message_id,) = await sender(hands).send(to(HARU), content)
    copy = only(await hands.written(HARU))
    assert copy["message_id"] == message_id
    assert (copy["text"], copy["entities"]) == ("Hello all", entities)
    rows = copy["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [["Apply"], [LEAVE]]
    assert rows[0][0]["url"] == "https://example.org/apply"


async def test_a_copy_goes_into_the_topic_that_subscribed(hands: Hands) -> None:
    content = await original(hands, text="Hello all")
    topic = next(iter(hands.sim.world.chats[FORUM].topics))
    await sender(hands).send(to(FORUM, topic), content)
    assert only(await hands.written(FORUM))["message_thread_id"] == topic


async def test_a_correction_changes_the_copy_and_done_twice_is_no_error(hands: Hands) -> None:
    content = await original(hands, text="Hello all")
    ids = await sender(hands).send(to(HARU), content)
    better = replace(
        content, text="Hello, all!", entities=({"type": "italic", "offset": 0, "length": 5},)
    )
    for _ in range(2):
        await sender(hands).edit(to(HARU, messages=ids), better)
    copy = only(await hands.written(HARU))
    assert copy["text"] == "Hello, all!"
    assert copy["entities"][0]["type"] == "italic"
    assert LEAVE in str(copy["reply_markup"])


async def test_what_has_no_text_cannot_be_corrected(hands: Hands) -> None:
    content = await original(hands, text="Hello all")
    ids = await sender(hands).send(to(HARU), content)
    with pytest.raises(RejectedError, match="only texts and files"):
        await sender(hands).edit(to(HARU, messages=ids), replace(content, text=""))


async def test_a_recalled_copy_is_gone_and_done_twice_is_no_error(hands: Hands) -> None:
    content = await original(hands, text="Hello all")
    ids = await sender(hands).send(to(HARU), content)
    for _ in range(2):
        await sender(hands).delete(to(HARU, messages=ids))
    assert await hands.written(HARU) == []


async def test_who_blocked_the_bot_is_told_from_who_only_fell_silent(hands: Hands) -> None:
    content = await original(hands, text="Hello all")
    description = "Forbidden: bot was blocked by the user"
    await hands.fault("error", method="sendMessage", error_code=403, description=description)
    with pytest.raises(BlockedError):
        await sender(hands).send(to(HARU), content)
    await hands.fault("drop", method="sendMessage", delivered=True)
    with pytest.raises(UnknownOutcomeError):
        await sender(hands).send(to(HARU), content)
    assert len(await hands.written(HARU)) == 1


async def test_a_group_gets_its_copy_too(hands: Hands) -> None:
    content = await original(hands, text="Hello all")
    await sender(hands).send(to(GROUP), content)
    assert buttons_of(only(await hands.written(GROUP))) == [LEAVE]


def buttons_of(message: dict[str, object]) -> list[str]:
    """The labels under a message."""
    return list(buttons(message))
