"""/unanswered and the card of a lesson, pressed and written through; who asked is told."""

import base64
from collections.abc import AsyncIterator

import pytest

from bot.asked import WaitState
from bot.errors import StorageError
from bot.learning.gate import Passage
from bot.learning.lessons import Step
from bot.releases import Unready
from tests.bot import delivered
from tests.handlers.chatting import (
    ADMIN,
    GROUP,
    HARU,
    KIM,
    MOU,
    ROBIN,
    SIGNED,
    buttons,
    named,
    only,
)
from tests.handlers.teaching_hands import DRESS, Officer, teaching
from tests.simulator.driver import Json, until
from tests.simulator.pictures import png

SAY = delivered.texts().get


@pytest.fixture
async def desk() -> AsyncIterator[Officer]:
    """The running bot and somebody who teaches it."""
    async with teaching() as desk:
        yield desk


async def asked(
    desk: Officer, text: str = DRESS, user: int = ROBIN, chat: int | None = None
) -> Json:
    """Somebody asks in vain; the reply."""
    return only(await desk.hands.says(text, user=user, chat=chat))


async def wants(desk: Officer, text: str = DRESS, user: int = ROBIN) -> Json:
    """Somebody asks in vain and wants to be told; the reply."""
    reply = await asked(desk, text, user)
    await desk.hands.presses(reply, named(reply, "🔔"), user=user)
    return reply


async def opened(desk: Officer) -> None:
    """The cluster of the one question is open."""
    await desk.hands.services.questions.flush()
    await desk.command("/unanswered")
    await desk.press(DRESS[:20])


async def told(desk: Officer, user: int, after: Json) -> str:
    """What somebody is told after a message."""
    chat = desk.hands.sim.world.chats[user]
    await until(lambda: any(number > after["message_id"] for number in chat.messages))
    found = await desk.hands.written(user, after=after["message_id"])
    return str(only(found)["text"])


# --- Being told ---


async def test_under_a_question_without_an_answer_one_can_ask_to_be_told_and_undo_it(
    desk: Officer,
) -> None:
    reply = await asked(desk)
    answer = await desk.hands.presses(reply, named(reply, "🔔"))
    assert answer is not None
    assert answer["text"] == SAY("tell-noted", "en")
    assert answer["show_alert"]
    reply = await desk.hands.now(reply)
    key = named(reply, "🔕").split(":")[1]
    waiter = await desk.hands.services.stores.waiters.get(key)
    assert waiter is not None
    assert (waiter.chat_id, waiter.text, waiter.state) == (ROBIN, DRESS, WaitState.WAITING)
    await desk.hands.presses(reply, named(reply, "🔕"))
    assert await desk.hands.services.stores.waiters.get(key) is None
    assert named(await desk.hands.now(reply), "🔔")


@pytest.mark.parametrize("text", [SIGNED, "hello"])
async def test_an_answer_and_small_talk_offer_no_telling(desk: Officer, text: str) -> None:
    assert not [data for data in buttons(await asked(desk, text)).values() if data.startswith("q:")]


async def test_a_button_of_a_question_that_is_kept_no_more_says_so(desk: Officer) -> None:
    reply = await asked(desk)
    data = named(reply, "🔔")
    await desk.hands.services.questions.flush()
    await desk.hands.services.questions.erase(ROBIN)
    answer = await desk.hands.presses(reply, data)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "en")


async def test_a_question_that_is_edited_is_kept_as_it_is_then(desk: Officer) -> None:
    sent = await desk.hands.sim.sim("message", user=ROBIN, text=DRESS)
    await desk.hands.settle()
    message = {"chat": {"id": ROBIN}, "message_id": sent["message_id"]}
    await desk.hands.edits(message, "Is there a bus to the reception?")
    await desk.hands.services.questions.flush()
    told = await desk.hands.services.questions.export(ROBIN)
    assert [each["text"] for each in told["questions"]] == ["Is there a bus to the reception?"]


# --- Teaching ---


async def test_an_entry_that_answers_is_found_taught_and_told_to_who_asked(
    desk: Officer,
) -> None:
    reply = await wants(desk)
    await asked(desk, user=KIM)
    await opened(desk)
    assert SAY("missed-count", "en", count=2) in desk.card["text"]
    assert SAY("missed-waiting", "en", count=1) in desk.card["text"]
    await desk.press(SAY("button-teach-phrasing", "en"))
    await desk.write("when was the MOU with Kanagawa signed")
    fact = f"p:{MOU}:signed"
    assert fact in buttons(desk.card).values()
    await desk.hands.presses(desk.card, fact, user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    assert SAY("teach-wordings", "en") in desk.card["text"]
    assert "17 October 2024" in desk.card["text"]
    await desk.press(DRESS[:20])
    assert SAY("teach-one-wording", "en") in desk.card["text"]
    assert SAY("button-onwards", "en") not in buttons(desk.card)
    await desk.press(DRESS[:20])
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-check", "en"))
    assert SAY("teach-sound", "en") in desk.card["text"]
    assert SAY("teach-will-tell", "en", count=1) in desk.card["text"]
    await desk.press(SAY("button-teach-apply", "en"))
    assert SAY("teach-done", "en", count=1) in desk.card["text"]
    text = await told(desk, ROBIN, reply)
    assert text.startswith(SAY("tell-heading", "en", question=DRESS))
    assert "17 October 2024" in text
    assert DRESS in desk.gate.files["phrasings/en/agreements.yaml"].decode() or DRESS in (
        desk.gate.files["entries/agreements.yaml"].decode()
    )
    assert SAY("missed-none", "en") in (await desk.command("/unanswered"))["text"]
    audit = await desk.command("/audit")
    assert "taught more ways to ask about “Memorandum of Understanding" in audit["text"]


async def test_a_new_answer_is_written_step_by_step(desk: Officer) -> None:
    await wants(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-fact", "en"))
    await desk.press(SAY("button-new-subject", "en"))
    await desk.press(SAY("subject-event", "en"))
    await desk.write("Reception")
    await desk.write("レセプション")
    await desk.press(SAY("button-onwards", "en"))
    assert DRESS in desk.card["text"]
    await desk.press(SAY("button-onwards", "en"))
    too_long = await desk.write("x" * 901)
    assert SAY("teach-too-long", "en", found=901, limit=900) in too_long["text"]
    await desk.write("Business dress is asked for.")
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("asks-which", "en"))
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-other-source", "en"))
    wrong = await desk.write("only one line")
    assert SAY("teach-source-lines", "en") in wrong["text"]
    await desk.write("Office notice 12\nExchange office\nReceptions")
    await desk.press(DRESS[:20])
    await desk.press(DRESS[:20])
    await desk.press(SAY("button-onwards", "en"))
    assert "Business dress" in desk.card["text"]
    await desk.press(SAY("button-check", "en"))
    await desk.press(SAY("button-teach-apply", "en"))
    taught = desk.gate.files["entries/taught.yaml"].decode()
    for part in ("id: reception", "kind: event", "レセプション", "Business dress", "which"):
        assert part in taught
    assert "Office notice 12" in desk.gate.files["documents.yaml"].decode()


async def test_a_fact_of_a_known_entry_cites_a_known_section(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-fact", "en"))
    await desk.press(SAY("button-browse", "en"))
    await desk.press(SAY("browse-heading-agreement", "en"))
    await desk.hands.presses(desk.card, f"p:{MOU}", user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    await desk.press(SAY("button-onwards", "en"))
    await desk.write("Business dress.")
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-onwards", "en"))
    await desk.press("Hanoi international")
    await desk.press("Governor of Kanagawa")
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-check", "en"))
    await desk.press(SAY("button-teach-apply", "en"))
    text = desk.gate.files["entries/agreements.yaml"].decode()
    assert "Business dress." in text
    assert "{document: hanoi-collaboration, section: kanagawa}" in text


async def test_those_who_asked_get_a_reply_in_the_officers_words(desk: Officer) -> None:
    reply = await wants(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-reply", "en", count=1))
    await desk.write("Business dress, please.")
    assert SAY("teach-confirm-reply", "en", count=1) in desk.card["text"]
    await desk.press(SAY("button-teach-send", "en"))
    assert SAY("teach-replied", "en", count=1) in desk.card["text"]
    assert "Business dress, please." in await told(desk, ROBIN, reply)


async def test_a_cluster_is_set_aside_and_taken_up_again(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-ignore", "en"))
    assert SAY("missed-none", "en") in desk.card["text"]
    await desk.press(SAY("button-missed-ignored", "en"))
    await desk.press(DRESS[:20])
    await desk.press(SAY("button-take-up", "en"))
    assert DRESS in desk.card["text"]
    assert SAY("missed-hint", "en") in desk.card["text"]
    await desk.press(SAY("button-missed-ignored", "en"))
    assert SAY("missed-none-ignored", "en") in desk.card["text"]


async def test_back_leads_back_from_every_step_and_cancel_out_of_it(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    start = desk.card["text"]
    await desk.press(SAY("button-teach-fact", "en"))
    await desk.press(SAY("button-new-subject", "en"))
    await desk.press(SAY("subject-event", "en"))
    await desk.write("Reception")
    steps = []
    while (lesson := await desk.lesson()) is not None:
        steps.append(lesson.step)
        assert SAY("button-cancel", "en") in buttons(desk.card)
        await desk.press(SAY("button-back", "en"))
    assert steps == [Step.TITLE, Step.KIND, Step.HOME]
    assert desk.card["text"] == start
    await desk.press(SAY("button-teach-phrasing", "en"))
    await desk.press(SAY("button-cancel", "en"))
    assert await desk.lesson() is None
    assert desk.card["text"] == start


async def test_a_lesson_goes_on_where_it_was_and_an_old_card_becomes_the_card(
    desk: Officer,
) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-fact", "en"))
    old = desk.card
    shown = await desk.command("/unanswered")
    assert SAY("teach-goes-on", "en") in shown["text"]
    assert SAY("teach-home", "en") in shown["text"]
    await desk.hands.sim.sim("message", user=ADMIN, text="/help")
    await desk.hands.settle()
    assert await desk.lesson() is not None
    assert old["message_id"] != shown["message_id"]


@pytest.mark.parametrize("passage", [each for each in Passage if each is not Passage.LIVE])
async def test_what_does_not_go_live_is_told_and_can_be_checked_again(
    desk: Officer, passage: Passage
) -> None:
    await asked(desk)
    await opened(desk)
    desk.gate.passage = passage
    await desk.press(SAY("button-teach-phrasing", "en"))
    await desk.write("when was the MOU with Kanagawa signed")
    await desk.hands.presses(desk.card, f"p:{MOU}:signed", user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-check", "en"))
    await desk.press(SAY("button-teach-apply", "en"))
    name = passage.name.lower().replace("_", "-")
    assert SAY(f"teach-passage-{name}", "en") in desk.card["text"]
    desk.gate.passage = Passage.LIVE
    await desk.press(SAY("button-check", "en"))
    await desk.press(SAY("button-teach-apply", "en"))
    assert SAY("teach-live", "en") in desk.card["text"]
    await desk.press(SAY("button-to-list", "en"))
    assert SAY("missed-none", "en") in desk.card["text"]


async def to_be_checked(desk: Officer) -> None:
    """The card asks whether a phrasing is to be checked."""
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-phrasing", "en"))
    await desk.write("when was the MOU with Kanagawa signed")
    await desk.hands.presses(desk.card, f"p:{MOU}:signed", user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    await desk.press(SAY("button-onwards", "en"))


async def test_while_a_change_is_checked_the_officer_is_answered_and_may_go_back(
    desk: Officer,
) -> None:
    await to_be_checked(desk)
    desk.gate.may_check.clear()
    await desk.begin(SAY("button-check", "en"))
    assert SAY("teach-checking", "en") in desk.card["text"]
    assert "17 October 2024" in only(await desk.hands.says(SIGNED, user=ADMIN))["text"]
    await desk.begin(SAY("button-back", "en"))
    assert SAY("teach-wordings", "en") in desk.card["text"]
    desk.gate.may_check.set()
    await desk.hands.rest()
    assert SAY("teach-wordings", "en") in (await desk.hands.now(desk.card))["text"]
    assert desk.gate.dropped == [1]


async def test_while_it_goes_live_the_card_says_what_it_waits_for_and_then_goes_on(
    desk: Officer,
) -> None:
    await to_be_checked(desk)
    await desk.press(SAY("button-check", "en"))
    desk.gate.unready = (Unready("bots-1:7", 4, 21),)
    desk.gate.may_pass.clear()
    await desk.begin(SAY("button-teach-apply", "en"))
    waiting = SAY("waiting-for", "en", process="bots-1:7", silent=4, left=21)
    shown = desk.hands.sim.world.chats[ADMIN].messages[desk.card["message_id"]]
    await until(lambda: waiting in str(shown.content))
    assert "17 October 2024" in only(await desk.hands.says(SIGNED, user=ADMIN))["text"]
    for label in ("button-cancel", "button-refresh"):
        await desk.begin(SAY(label, "en"))
        assert SAY("teach-applying", "en") in desk.card["text"]
    desk.gate.may_pass.set()
    await desk.hands.rest()
    shown = (await desk.hands.now(desk.card))["text"]
    assert SAY("teach-live", "en") in shown
    assert "bots-1" not in shown


async def test_where_the_database_fails_while_it_goes_live_one_can_look_again(
    desk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await to_be_checked(desk)
    await desk.press(SAY("button-check", "en"))

    async def fail(*_: object) -> None:
        raise StorageError("The database does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(desk.hands.services.stores.lessons, "finish", fail)
        await desk.press(SAY("button-teach-apply", "en"))
    assert SAY("teach-interrupted", "en") in desk.card["text"]
    await desk.press(SAY("button-refresh", "en"))
    assert SAY("teach-live", "en") in desk.card["text"]


async def test_golden_questions_that_turn_wrong_forbid_it(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    desk.gate.turned = {"wrong": ("Who led the delegation?",)}
    await desk.press(SAY("button-teach-phrasing", "en"))
    await desk.write("when was the MOU with Kanagawa signed")
    await desk.hands.presses(desk.card, f"p:{MOU}:signed", user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-check", "en"))
    assert "Who led the delegation?" in desk.card["text"]
    assert SAY("button-teach-apply", "en") not in buttons(desk.card)
    await desk.hands.presses(desk.card, "t:y", user=ADMIN)
    assert not desk.gate.live_at


async def test_what_is_unsound_is_told_with_its_remedy(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-phrasing", "en"))
    await desk.hands.presses(desk.card, "p:no-such-entry:fact", user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    await desk.press(SAY("button-onwards", "en"))
    await desk.press(SAY("button-check", "en"))
    assert "no-such-entry" in desk.card["text"]
    assert await desk.lesson() is not None


# --- Who may, and where ---


@pytest.mark.parametrize("command", ["/unanswered", "/review", "/stats"])
async def test_readers_are_refused_and_groups_see_nothing(desk: Officer, command: str) -> None:
    refused = only(await desk.hands.says(command, user=ROBIN))
    assert refused["text"] == SAY("staff-only", "en")
    assert not await desk.hands.says(command, user=ADMIN, chat=GROUP)


@pytest.mark.parametrize(
    "data", ["x:l:0", "x:b:f:key", "t:o", "p:a:b", "v:l", "v:y:river", "i:week"]
)
async def test_a_readers_press_of_a_button_of_staff_does_nothing(desk: Officer, data: str) -> None:
    reply = await asked(desk)
    answer = await desk.hands.presses(reply, data, user=ROBIN)
    assert answer is not None
    assert answer["text"] == SAY("staff-only", "en")
    assert await desk.hands.services.teaching.current(ROBIN, ROBIN) is None


@pytest.mark.parametrize(
    "data",
    [
        "x",
        "x:b:z:key",
        "x:o:gone",
        "x:i:gone",
        "t",
        "t:zz",
        "p",
        "v:o:gone",
        "v:y:gone",
        "i:year",
        "q:a",
        "q:gone:1",
    ],
)
async def test_buttons_that_name_nothing_say_so(desk: Officer, data: str) -> None:
    shown = only(await desk.hands.says("/help", user=ADMIN))
    answer = await desk.hands.presses(shown, data, user=ADMIN)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", "en")


async def test_a_photo_for_a_card_that_asks_for_words_is_told_so(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-phrasing", "en"))
    moved = only(await desk.hands.sends(ADMIN, photo=base64.b64encode(png()).decode()))
    assert SAY("only-text", "en") in moved["text"]


async def test_while_a_card_asks_for_nothing_questions_are_answered(desk: Officer) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-fact", "en"))
    await desk.press(SAY("button-new-subject", "en"))
    assert "17 October 2024" in only(await desk.hands.says(SIGNED, user=ADMIN))["text"]


async def test_a_broadcast_that_was_gone_on_with_later_gets_what_is_written(
    desk: Officer,
) -> None:
    await asked(desk)
    await opened(desk)
    await desk.press(SAY("button-teach-phrasing", "en"))
    desk.hands.clock[0] += 5
    await desk.hands.says("/broadcast", user=ADMIN)
    await desk.hands.says("News!", user=ADMIN)
    lesson = await desk.lesson()
    assert lesson is not None
    assert lesson.search == DRESS
    draft = await desk.hands.services.drafting.current(ADMIN, ADMIN)
    assert draft is not None
    assert draft.versions


# --- Being forgotten ---


async def test_what_somebody_asked_is_in_their_file_and_erased_by_forgetting(
    desk: Officer,
) -> None:
    await wants(desk)
    file = (await desk.hands.services.privacy.file(ROBIN)).decode()
    assert DRESS in file
    assert '"waiting"' in file
    await desk.hands.services.privacy.erase(ROBIN)
    assert DRESS not in (await desk.hands.services.privacy.file(ROBIN)).decode()
    assert await desk.hands.services.unanswered.clusters() == ()


async def test_a_group_that_moves_keeps_what_it_asked(desk: Officer) -> None:
    await asked(desk, f"/ask {DRESS}", chat=GROUP)
    await desk.hands.services.questions.flush()
    moved = await desk.hands.sim.sim("migrate", chat_id=GROUP)
    await desk.hands.settle()
    told = await desk.hands.services.questions.export(moved["migrate_to_chat_id"])
    assert [each["text"] for each in told["questions"]] == [DRESS]


# --- Reviews and counts ---


async def test_an_entry_past_its_date_is_confirmed_through_the_gate(desk: Officer) -> None:
    assert "2027-11-22" in (await desk.command("/review"))["text"]
    desk.hands.clock[0] += 3 * 365 * 86400
    await desk.command("/review")
    entry = next(data for data in buttons(desk.card).values() if data.startswith("v:o:"))
    await desk.hands.presses(desk.card, entry, user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    assert SAY("review-dates", "en", verified="2026-11-22", due="2027-11-22") in desk.card["text"]
    assert "Source: " in desk.card["text"]
    await desk.press(SAY("button-confirm", "en"))
    await desk.press(SAY("months", "en", count=24))
    await desk.press(SAY("button-check", "en"))
    await desk.press(SAY("button-teach-apply", "en"))
    changed = b"".join(desk.gate.files.values()).decode()
    assert "verified_on: 2029-03-01" in changed
    assert "review_by: 2031-03-01" in changed


async def test_an_answer_is_changed_in_one_language(desk: Officer) -> None:
    desk.hands.clock[0] += 3 * 365 * 86400
    shown = only(await desk.hands.says("/help", user=ADMIN))
    await desk.hands.presses(shown, f"v:c:{MOU}", user=ADMIN)
    desk.card = await desk.hands.now(shown)
    await desk.hands.presses(desk.card, f"p:{MOU}:signed", user=ADMIN)
    desk.card = await desk.hands.now(desk.card)
    await desk.press("日本語")
    assert SAY("teach-present", "en") in desk.card["text"]
    await desk.write("It was on 17 October 2024.")
    odd = SAY("teach-other-language", "en", found="English", asked="日本語")
    assert odd in desk.card["text"]
    await desk.write("2024年10月17日でした。")
    assert odd not in desk.card["text"]
    await desk.press(SAY("button-onwards", "en"))
    stay = "English, Tiếng Việt, ไทย"
    assert SAY("teach-not-changed", "en", languages=stay) in desk.card["text"]
    assert SAY("months", "en", count=12) in desk.card["text"]
    await desk.press(SAY("button-check", "en"))
    await desk.press(SAY("button-teach-apply", "en"))
    assert "2024年10月17日でした。" in desk.gate.files["translations/ja/agreements.yaml"].decode()


async def test_counts_come_as_a_picture_and_a_table_for_each_period(desk: Officer) -> None:
    await asked(desk, SIGNED, user=HARU)
    answer = await asked(desk, SIGNED)
    await desk.hands.presses(answer, f"n:{MOU}:signed")
    await asked(desk)
    picture, table = await desk.hands.says("/stats day", user=ADMIN)
    assert "photo" in picture
    counted = SAY("stats-counts", "en", total=3, answer=67, suggest=0, none=33)
    lines = picture["caption"].splitlines()
    assert lines[0] == SAY("period-day", "en")
    assert lines[1] == counted
    assert any("Memorandum" in line and line.endswith("(1)") for line in lines[2:])
    assert table["document"]["file_name"].startswith("questions-day-")
    await desk.hands.presses(picture, "i:month", user=ADMIN)
    sent = await desk.hands.written(ADMIN, after=table["message_id"])
    assert [("photo" in each, "document" in each) for each in sent] == [
        (True, False),
        (False, True),
    ]


async def test_what_was_asked_in_another_language_is_looked_for_in_the_officers_words(
    desk: Officer,
) -> None:
    asked_in_japanese = "プログラムの応募締切はいつですか"
    await desk.hands.says(asked_in_japanese, user=HARU)
    await desk.hands.services.questions.flush()
    await desk.command("/unanswered")
    await desk.press(asked_in_japanese)
    await desk.press(SAY("button-teach-phrasing", "en"))
    offered = [label for label, data in buttons(desk.card).items() if data.startswith("p:")]
    assert offered
    assert all(each.isascii() or "…" in each for each in offered)
    await desk.write("when was the MOU with Kanagawa signed")
    assert f"p:{MOU}:signed" in buttons(desk.card).values()
