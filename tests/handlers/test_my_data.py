"""/mydata and /forgetme, as people use them."""

import json
from typing import Any

import pytest

from bot.staff import Role
from bot.subscribers import Place
from tests.bot import delivered
from tests.handlers.chatting import (
    ADMIN,
    GROUP,
    KIM,
    ROBIN,
    SIGNED,
    Hands,
    named,
    only,
)
from tests.simulator.driver import Json

SAY = delivered.texts().get


async def content(hands: Hands, message: Json) -> dict[str, Any]:
    """What stands in the file of a message."""
    file = await hands.application.bot.get_file(message["document"]["file_id"])
    found: dict[str, Any] = json.loads(bytes(await file.download_as_bytearray()))
    return found


async def test_all_that_is_kept_comes_as_a_file(hands: Hands) -> None:
    await hands.says("/subscribe visits")
    await hands.says(SIGNED)
    sent = only(await hands.says("/mydata"))
    assert sent["caption"] == SAY("my-data", "en", id=str(ROBIN))
    assert sent["document"]["file_name"] == "my-data.json"
    told = await content(hands, sent)
    assert told["chat_id"] == ROBIN
    assert told["stored"]["subscriptions"][0]["topics"] == ["visits"]
    assert told["last_questions_in_memory"] == [SIGNED]


async def test_a_groups_file_is_about_the_group(hands: Hands) -> None:
    await hands.says("/subscribe")
    sent = only(await hands.says("/mydata", chat=GROUP))
    assert sent["caption"] == SAY("my-data-group", "en")
    told = await content(hands, sent)
    assert (told["chat_id"], told["stored"]) == (GROUP, {})


async def test_everything_is_erased_after_one_yes(hands: Hands) -> None:
    await hands.says("/subscribe")
    await hands.services.languages.choose(ROBIN, "vi")
    await hands.says(SIGNED)
    asked = only(await hands.says("/forgetme"))
    assert asked["text"] == SAY("forget-ask", "vi")
    assert await hands.services.subscribing.is_active(Place(ROBIN))
    await hands.presses(asked, named(asked, SAY("button-forget", "vi")))
    after = await hands.now(asked)
    assert after["text"] == SAY("forgotten", "vi")
    assert "reply_markup" not in after
    assert await hands.services.stores.chats.export(ROBIN) == {}
    assert hands.services.conversations.questions_of(ROBIN) == ()
    told = await content(hands, only(await hands.says("/mydata")))
    assert told["stored"] == {}


async def test_a_no_erases_nothing(hands: Hands) -> None:
    await hands.says("/subscribe")
    asked = only(await hands.says("/forgetme"))
    await hands.presses(asked, "d:0")
    assert (await hands.now(asked))["text"] == SAY("forget-kept", "en")
    assert await hands.services.subscribing.is_active(Place(ROBIN))


async def test_a_member_of_staff_is_told_what_stays(hands: Hands) -> None:
    await hands.services.access.grant(ADMIN, ROBIN, Role.STAFF)
    asked = only(await hands.says("/forgetme"))
    await hands.presses(asked, "d:1")
    told = (await hands.now(asked))["text"]
    assert SAY("forgotten-staff", "en", role=SAY("role-staff", "en")) in told
    assert await hands.services.access.role_of(ROBIN) is Role.STAFF


async def test_only_administrators_erase_a_group(hands: Hands) -> None:
    await hands.says("/subscribe", chat=GROUP)
    asked = only(await hands.says("/forgetme", chat=GROUP))
    assert asked["text"] == SAY("forget-ask-group", "en")
    answer = await hands.presses(asked, "d:1", user=KIM)
    assert answer is not None
    assert answer["text"] == SAY("admins-decide", "en")
    assert await hands.services.subscribing.is_active(Place(GROUP))
    await hands.presses(asked, "d:1")
    assert await hands.services.stores.chats.export(GROUP) == {}


@pytest.mark.parametrize("data", ["d", "d:", "d:2", "d:1:1"])
async def test_a_button_that_means_nothing_erases_nothing(hands: Hands, data: str) -> None:
    await hands.says("/subscribe")
    asked = only(await hands.says("/forgetme"))
    answer = await hands.presses(asked, data)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "en")
    assert await hands.services.subscribing.is_active(Place(ROBIN))
