"""The desk and a bot that is killed at every step: nothing is lost, nothing comes twice."""

import random
from functools import partial
from pathlib import Path

import pytest

from bot.simulator.personas import FORUM_ID
from tests.bot import delivered
from tests.bot.storage.databases import BOTH, fresh_url
from tests.e2e.desk import COLLEAGUE, PERSON, STRANGE, Desk, button, desk_of, locked
from tests.e2e.processes import PACT, PACT_DATE, Chatting, eventually

OTHER = 1003
SAY = delivered.texts().get


@pytest.mark.parametrize("kind", BOTH)
async def test_a_kill_at_every_step_loses_and_doubles_nothing(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    async with fresh_url(kind, tmp_path) as url, desk_of(telegram, url) as desk:
        await _hand_over_through_kills(desk)
        await _write_through_kills(desk)
        await _end_through_kills(desk)
        assert desk.bot is not None
        assert await desk.bot.stop() == 0
        assert " ERROR " not in desk.bot.log
        assert desk.kills == 10


async def _hand_over_through_kills(desk: Desk) -> None:
    # Pressed, and killed before the question about consent is sent; the new process knows what
    # the button under the old one's answer is about.
    await desk.person_says(STRANGE)
    answer = await desk.seen(PERSON, "not in what I know")
    await desk.telegram.confirmed()
    pressed = partial(desk.presses, answer, "h:a", PERSON)
    await desk.killed_in("sendMessage", pressed, chat_id=PERSON)
    consent = await desk.seen(PERSON, STRANGE)
    yes = partial(desk.presses, consent, button(consent, "h:y:"), PERSON)

    # Agreed: fetched but not taken; then in the opening of the topic, and in its card.
    await desk.killed_before_it_is_taken(yes)
    await desk.telegram.fault("hang", method="createForumTopic", delivered=True)
    await eventually(lambda: len(desk.topics) == 1)
    await desk.kill()
    await desk.start()
    await desk.seen(FORUM_ID, STRANGE)
    await desk.seen(PERSON, SAY("desk-opened", "en"))
    assert len(desk.topics) == 1
    assert sum("Question #" in text for text in desk.texts(FORUM_ID)) == 1


async def _write_through_kills(desk: Desk) -> None:
    # Each side's messages: not taken; then both in the copying, not made and made.
    await desk.killed_before_it_is_taken(partial(desk.person_says, "one"))
    await desk.said(FORUM_ID, "one", 1)
    await desk.killed_before_it_is_taken(partial(desk.staff_says, "four"))
    await desk.said(PERSON, "four", 1)
    missed = {
        FORUM_ID: SAY("desk-missed-by-staff", "en"),
        PERSON: SAY("desk-missed-by-person", "en"),
    }
    pairs = ((("two", "five"), False), (("three", "six"), True))
    for number, (both, is_made) in enumerate(pairs, 1):
        await desk.killed_in(
            "copyMessage", partial(_both_say, desk, *both), times=2, delivered=is_made
        )
        for (chat, line), text in zip(missed.items(), both, strict=True):
            await desk.said(FORUM_ID, line, number)
            if not is_made:
                told = await desk.seen(FORUM_ID, line)
                await desk.presses(told, button(told, "g:a:"), COLLEAGUE)
            await desk.said(chat, text, 1)

    # An edit: repeated until it is seen.
    world = desk.telegram.sim.world
    said = next(m for m in world.chats[PERSON].messages.values() if m.content.get("text") == "one")

    async def edit() -> None:
        where = {"chat_id": PERSON, "message_id": said.id, "user_id": PERSON}
        await desk.telegram.sim.sim("edit", text="One", **where)

    await desk.killed_in("editMessageText", edit, chat_id=FORUM_ID)
    await desk.said(FORUM_ID, "One", 1)

    texts = [text.lower() for text in desk.texts(FORUM_ID)]
    assert [text for text in texts if text in {"one", "two", "three"}] == ["one", "two", "three"]
    answers = [text for text in desk.texts(PERSON) if text in {"four", "five", "six"}]
    assert answers == ["four", "five", "six"]


async def _both_say(desk: Desk, person: str, staff: str) -> None:
    await desk.person_says(person)
    await desk.staff_says(staff)


async def _end_through_kills(desk: Desk) -> None:
    world = desk.telegram.sim.world
    card = next(m for m in desk.written(FORUM_ID) if "Question #" in str(m.content.get("text")))

    # Closed by a button: not taken; then in the closing of the topic.
    close = partial(desk.presses, card, button(card, "g:c:"), COLLEAGUE)
    await desk.killed_before_it_is_taken(close)
    await desk.seen(PERSON, SAY("desk-closed", "en"))
    await eventually(lambda: world.chats[FORUM_ID].topics[desk.topic].is_closed)

    # Reopened by a command and ended by the person, killed in the opening of the topic and in the
    # word to them; then the bot answers again.
    await desk.telegram.fault("hang", method="reopenForumTopic")
    await desk.staff_says("/reopen")
    await desk.seen(PERSON, SAY("desk-reopened", "en"))
    await desk.killed_in("sendMessage", partial(desk.person_says, "/end"), chat_id=PERSON)
    await desk.seen(PERSON, SAY("desk-ended", "en"))
    await desk.seen(FORUM_ID, SAY("desk-ended-by-person", "en"))
    await desk.carried()
    assert world.chats[FORUM_ID].topics[desk.topic].is_closed
    assert desk.telegram.sim.world.calls.after(0, "reopenForumTopic")
    assert desk.texts(FORUM_ID).count(SAY("desk-ended-by-person", "en")) == 1
    await desk.person_says(STRANGE + " Really?")
    await eventually(lambda: sum("not in what I know" in text for text in desk.texts(PERSON)) == 2)


@pytest.mark.parametrize("kind", BOTH)
async def test_kills_at_any_moment_lose_nothing_that_is_not_told(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    chance = random.Random(5)
    said: dict[int, list[str]] = {FORUM_ID: [], PERSON: []}
    async with fresh_url(kind, tmp_path) as url, desk_of(telegram, url) as desk:
        await desk.hand_over()
        for round_number in range(3):
            kill_after = telegram.last_call + chance.randrange(3, 10)
            for number in range(3):
                text = f"{round_number}-{number}"
                await desk.person_says(f"person {text}")
                await desk.staff_says(f"staff {text}")
                said[FORUM_ID].append(f"person {text}")
                said[PERSON].append(f"staff {text}")
            await desk.called_up_to(kill_after)
            await desk.kill()
            await desk.start()
        await desk.person_says("the end")
        await desk.staff_says("the end")
        await desk.seen(FORUM_ID, "the end")
        await desk.seen(PERSON, "the end")
        for chat, missed in (
            (FORUM_ID, SAY("desk-missed-by-staff", "en")),
            (PERSON, SAY("desk-missed-by-person", "en")),
        ):
            arrived = [text for text in desk.texts(chat) if text in said[chat]]
            lost = [text for text in said[chat] if text not in arrived]
            await desk.said(FORUM_ID, missed, len(lost))
            assert len(arrived) == len(set(arrived))
            assert arrived == [text for text in said[chat] if text in arrived]
            assert len(lost) <= 3


@pytest.mark.parametrize("kind", BOTH)
async def test_a_kill_long_after_the_database_was_locked_loses_nothing(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    async with fresh_url(kind, tmp_path) as url, desk_of(telegram, url) as desk:
        await desk.hand_over()
        await desk.carried()
        async with locked(url):
            await desk.person_says("one")
            await desk.staff_says("three")
            # Confirmed to Telegram, which hands them out no more, though nothing was taken; others
            # are answered, and what follows waits behind.
            await telegram.confirmed()
            assert PACT_DATE in await telegram.asks(PACT, user=OTHER)
            await desk.person_says("two")
            await telegram.confirmed()
            await eventually(lambda: len(list(desk.put_aside.glob("*.json"))) == 3)
            await desk.kill()
        await desk.start()
        await desk.said(FORUM_ID, "two", 1)
        await desk.said(PERSON, "three", 1)
        await desk.carried()
        assert [each for each in desk.texts(FORUM_ID) if each in {"one", "two"}] == ["one", "two"]
        assert desk.texts(PERSON).count("three") == 1
        await eventually(lambda: not list(desk.put_aside.glob("*.json")))
