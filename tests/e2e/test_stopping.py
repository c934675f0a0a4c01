"""The bot is stopped, killed and started again, and nobody's question is lost."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.e2e.processes import (
    HARU,
    PACT,
    PACT_DATE,
    ROBIN,
    STOP_SECONDS,
    Chatting,
    buttons,
    chatting,
    eventually,
)


async def test_after_a_kill_a_new_process_goes_on(telegram: Chatting) -> None:
    async with telegram.bot() as bot:
        sent = await telegram.sim.sim("message", user=ROBIN, text=PACT)
        (old,) = await telegram.answers(ROBIN, sent["message_id"])
        # After the poll that waits now, what is handed out is lost on its way.
        await telegram.fault("drop", method="getUpdates", times=1000, delivered=True)
        await telegram.asks("/privacy")
        lost = await telegram.sim.say("How many bridges does Springtown have?", user=ROBIN)
        await eventually(lambda: telegram.sim.world.updates.record[-1].delivery_count)
        await bot.kill()
    await telegram.sim.look("faults", "DELETE")
    waiting = await telegram.sim.say(PACT, user=HARU)
    assert await telegram.written(ROBIN, lost["message_id"]) == []

    async with telegram.bot() as bot:
        (bridges,) = await telegram.answers(ROBIN, lost["message_id"])
        assert "12 bridges" in bridges["text"]
        (late,) = await telegram.answers(HARU, waiting["message_id"])
        assert PACT_DATE in late["text"]

        # Buttons of before the kill work.
        await telegram.presses(old, "e:river-pact")
        card = (await telegram.answers(ROBIN, bridges["message_id"]))[0]
        assert "River Pact" in card["text"]
        assert any(each.startswith("f:river-pact:") for each in buttons(card))
        await telegram.presses(old, buttons(old)[-2])

        # The new process knows nothing of the old question; its edited form is answered anew.
        await telegram.sim.sim(
            "edit",
            chat_id=ROBIN,
            message_id=sent["message_id"],
            user_id=ROBIN,
            text="How many bridges are in Springtown?",
        )
        anew = (await telegram.answers(ROBIN, card["message_id"]))[0]
        assert "12 bridges" in anew["text"]
        assert await bot.stop() == 0


async def test_a_question_under_way_is_answered_before_the_end(telegram: Chatting) -> None:
    async with telegram.bot() as bot:
        await telegram.fault("slow", seconds=1, delivered=False, method="sendMessage")
        sent = await telegram.sim.say(PACT, user=ROBIN)
        await telegram.called("sendMessage")
        assert await bot.stop() == 0
        (answer,) = await telegram.written(ROBIN, sent["message_id"])
        assert PACT_DATE in answer["text"]


async def test_a_stop_amid_a_crowd_loses_and_doubles_nothing(telegram: Chatting) -> None:
    people = [await telegram.sim.person(number) for number in range(101, 161)]

    async def crowd() -> None:
        for person in people:
            await telegram.sim.say(PACT, user=person)

    async with telegram.bot() as bot:
        before = telegram.last_call
        asking = asyncio.create_task(crowd())
        await telegram.called("sendMessage", before)
        assert await bot.stop() == 0
        await asking
    async with telegram.bot() as bot:
        await telegram.confirmed()
        for person in people:
            assert len(await telegram.answers(person)) == 1
        assert await bot.stop() == 0
    for person in people:
        assert len(await telegram.written(person)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_cleanly(telegram: Chatting, number: signal.Signals) -> None:
    async with telegram.bot() as bot:
        assert await bot.stop(number, STOP_SECONDS) == 0
        assert bot.log.endswith("stopped\n")
        assert " ERROR " not in bot.log
        assert bot.out == ""
    # A poll that was left waiting would take the next process's updates.
    assert telegram.sim.world.updates._poll is None


async def test_a_signal_while_telegram_cannot_be_reached_stops_it(telegram: Chatting) -> None:
    await telegram.fault("server_error", method="getMe", times=1000)
    async with telegram.bot(is_ready=False) as bot:
        await eventually(lambda: "cannot be reached" in bot.log)
        assert await bot.stop(seconds=STOP_SECONDS) == 0
        assert "Traceback" not in bot.log
        assert " ERROR " not in bot.log


async def test_a_signal_while_telegram_is_silent_stops_it(tmp_path: Path) -> None:
    async def stop_during(method: str) -> int:
        folder = tmp_path / method
        folder.mkdir()
        async with chatting(folder) as telegram:
            await telegram.fault("hang", method=method, times=1000)
            async with telegram.bot(is_ready=False) as bot:
                await telegram.called(method)
                return await bot.stop(seconds=STOP_SECONDS)

    calls = ("getMe", "setMyCommands", "deleteWebhook")
    assert await asyncio.gather(*map(stop_during, calls)) == [0, 0, 0]


async def test_an_answer_that_hangs_holds_the_stop_up_for_seconds_only(telegram: Chatting) -> None:
    await telegram.fault("hang", method="sendMessage", times=1000)
    async with telegram.bot() as bot:
        await telegram.sim.say(PACT, user=ROBIN)
        await telegram.called("sendMessage")
        assert await bot.stop(seconds=STOP_SECONDS + 2) == 0
        assert "stopping before all is finished" in bot.log


async def test_a_signal_while_the_base_is_loaded_stops_it(telegram: Chatting) -> None:
    async with telegram.bot(is_ready=False, KNOWLEDGE_FOLDER="") as bot:
        await eventually(lambda: "loading the knowledge base" in bot.log)
        assert await bot.stop() == 0
        assert bot.log.endswith("stopped\n")
        assert telegram.last_call == 0


async def test_a_signal_during_a_wait_of_polling_stops_it(telegram: Chatting) -> None:
    async with telegram.bot() as bot:
        await telegram.fault("too_many_requests", method="getUpdates", retry_after=600)
        await telegram.sim.say(PACT, user=ROBIN)
        await eventually(lambda: not telegram.sim.world.faults.all())
        assert await bot.stop(seconds=STOP_SECONDS) == 0


async def test_a_token_that_is_revoked_ends_the_bot_with_an_error(telegram: Chatting) -> None:
    async with telegram.bot() as bot:
        await telegram.fault("unauthorized", method="getUpdates", times=1000)
        await telegram.sim.say(PACT, user=ROBIN)
        assert await bot.end(STOP_SECONDS) == 1
        assert "TELEGRAM_BOT_TOKEN" in bot.log.splitlines()[-1]
