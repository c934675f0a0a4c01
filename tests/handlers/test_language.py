"""/language: who may choose the language of the replies, and when it counts."""

import pytest

from bot.simulator.model import ADMINISTRATOR, Member
from bot.texts import LANGUAGE_NAMES
from tests.bot import delivered
from tests.handlers.chatting import (
    GROUP,
    HARU,
    KIM,
    ROBIN,
    SIGNED,
    Hands,
    buttons,
    only,
)

HELP = {locale: delivered.texts().get("help", locale) for locale in LANGUAGE_NAMES}


async def test_every_language_is_offered_by_its_own_name(hands: Hands) -> None:
    offer = only(await hands.says("/language"))
    assert offer["text"] == delivered.texts().get("language-choose", "en")
    assert buttons(offer) == {
        **{name: f"l:{locale}" for locale, name in LANGUAGE_NAMES.items()},
        "✓ As Telegram is set": "l:telegram",
    }


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
async def test_a_choice_counts_from_then_on_and_is_shown(hands: Hands, locale: str) -> None:
    offer = only(await hands.says("/language"))
    answer = await hands.presses(offer, f"l:{locale}")
    assert answer is not None
    assert answer["text"] == delivered.texts().get("language-chosen", locale)
    assert f"✓ {LANGUAGE_NAMES[locale]}" in buttons(await hands.now(offer))
    assert HELP[locale] in only(await hands.says("/help"))["text"]
    # A question that shows its own language is answered in that.
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]


async def test_a_choice_can_be_taken_back(hands: Hands) -> None:
    offer = only(await hands.says("/language", user=HARU))
    await hands.presses(offer, "l:vi", user=HARU)
    assert HELP["vi"] in only(await hands.says("/help", user=HARU))["text"]
    await hands.presses(offer, "l:telegram", user=HARU)
    assert HELP["ja"] in only(await hands.says("/help", user=HARU))["text"]


async def test_a_persons_choice_goes_with_them_and_a_groups_comes_first(hands: Hands) -> None:
    await hands.presses(only(await hands.says("/language")), "l:vi")
    assert HELP["vi"] in only(await hands.says("/help", chat=GROUP))["text"]
    assert HELP["en"] in only(await hands.says("/help", user=KIM, chat=GROUP))["text"]
    await hands.services.languages.choose(GROUP, "ja")
    for user in (ROBIN, KIM):
        assert HELP["ja"] in only(await hands.says("/help", user=user, chat=GROUP))["text"]


async def test_only_administrators_choose_for_a_group(hands: Hands) -> None:
    offer = only(await hands.says("/language", user=KIM, chat=GROUP))
    answer = await hands.presses(offer, "l:ja", user=KIM)
    assert answer is not None
    assert answer["text"] == delivered.texts().get("admins-decide", "en")
    assert answer["show_alert"]
    assert hands.services.languages.of(GROUP) is None
    hands.sim.world.set_member(hands.sim.world.groups[GROUP], KIM, Member(ADMINISTRATOR))
    await hands.presses(offer, "l:ja", user=KIM)
    assert hands.services.languages.of(GROUP) == "ja"


@pytest.mark.parametrize("data", ["l", "l:", "l:fr", "l:EN", "l:<b>"])
async def test_a_language_that_there_is_not_is_no_choice(hands: Hands, data: str) -> None:
    offer = only(await hands.says("/language"))
    answer = await hands.presses(offer, data)
    assert answer is not None
    assert answer["text"] == delivered.texts().get("button-gone", "en")
    assert hands.services.languages.of(ROBIN) is None
    assert await hands.now(offer) == offer
