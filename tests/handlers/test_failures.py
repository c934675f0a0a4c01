"""What people, log and administrators learn when something goes wrong."""

import asyncio
import logging
import re

import pytest

from tests.bot import delivered
from tests.handlers.chatting import (
    ADMIN,
    FORUM,
    KIM,
    ROBIN,
    SIGNED,
    Hands,
    answered,
    only,
    suggested,
)
from tests.simulator.driver import until

APOLOGY = re.compile(
    re.escape(delivered.texts().get("error-apology", "en", reference="REFERENCE")).replace(
        "REFERENCE", "([0-9A-F]{8})"
    )
)


def references(text: str) -> list[str]:
    """The references that a log names."""
    return re.findall(r"error ([0-9A-F]{8}) while handling", text)


async def told_admin(hands: Hands) -> list[str]:
    """What the administrator has been told so far."""
    return [each["text"] for each in await hands.written(ADMIN)]


@pytest.fixture(autouse=True)
async def _admin_has_started(hands: Hands) -> None:
    """A bot can write only to those who have started it."""
    await hands.sim.sim("people", people=[{"id": ADMIN, "has_started": True}])


async def test_person_log_and_admin_get_the_same_reference(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    hands.answering.broken = RuntimeError("the <secret> reason")
    apology = only(await hands.says("anything"))
    found = APOLOGY.fullmatch(apology["text"])
    assert found
    assert references(caplog.text) == [found[1]]
    assert "the <secret> reason" in caplog.text
    assert "Traceback" in caplog.text
    report = only([{"text": each} for each in await told_admin(hands)])["text"]
    assert report == f"RuntimeError (1 since the last report), reference {found[1]}. See the log."


async def test_admins_get_one_message_for_each_kind_of_error_an_hour(hands: Hands) -> None:
    for error in (RuntimeError("a"), RuntimeError("b"), ValueError("c"), RuntimeError("d")):
        hands.answering.broken = error
        assert len(await hands.says("anything")) == 1
    assert [each.split(",")[0] for each in await told_admin(hands)] == [
        "RuntimeError (1 since the last report)",
        "ValueError (1 since the last report)",
    ]
    hands.clock[0] += 3600
    hands.answering.broken = RuntimeError("e")
    await hands.says("anything")
    assert (await told_admin(hands))[-1].startswith("RuntimeError (3 since the last report)")


async def test_an_error_in_one_chat_does_not_touch_the_next_question(hands: Hands) -> None:
    hands.answering.broken = RuntimeError("once")
    await hands.says("anything")
    hands.answering.broken = None
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]


async def test_an_apology_in_a_topic_stays_there(hands: Hands) -> None:
    hands.answering.broken = RuntimeError("x")
    apology = only(await hands.says("/ask anything", KIM, FORUM, topic=3))
    assert APOLOGY.fullmatch(apology["text"])
    assert apology["message_thread_id"] == 3


async def test_a_failed_press_is_answered_with_the_apology(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.answering.replies["q"] = suggested("When?")
    offer = only(await hands.says("q"))

    def fail(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(hands.answering, "show_fact", fail)
    answer = await hands.presses(offer, "f:hanoi-kanagawa-mou:signed")
    assert answer is not None
    assert APOLOGY.fullmatch(answer["text"])
    assert answer["show_alert"] is True


async def test_a_failed_inline_query_is_told_to_log_and_admin(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    hands.answering.broken = RuntimeError("x")
    await hands.sim.sim("inline", user=ROBIN, query="anything", wait_seconds=0)
    await hands.settle()
    assert len(references(caplog.text)) == 1
    assert len(await told_admin(hands)) == 1


async def test_somebody_who_blocked_the_bot_is_no_error(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    await hands.fault(
        "error", error_code=403, description="Forbidden: bot was blocked by the user", chat_id=ROBIN
    )
    assert await hands.says(SIGNED) == []
    assert not references(caplog.text)
    assert not await told_admin(hands)


async def test_a_block_between_question_and_answer_is_no_error(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    def block() -> None:
        hands.sim.world.users[ROBIN].has_blocked = True

    hands.answering.replies["q"] = answered("a")
    await hands.sim.say("q", user=ROBIN)
    block()
    await hands.settle()
    await hands.sim.sim("block", user_id=KIM, blocked=True)
    await hands.settle()
    assert "Traceback" not in caplog.text
    assert not await told_admin(hands)


async def test_an_admin_who_never_started_the_bot_keeps_nobody_from_an_apology(
    hands: Hands,
) -> None:
    hands.sim.world.users[ADMIN].has_started = False
    hands.answering.broken = RuntimeError("x")
    assert APOLOGY.fullmatch(only(await hands.says("q"))["text"])


async def test_a_network_error_is_logged_and_reported_but_not_answered(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    await hands.fault("server_error", status=502, method="sendMessage", chat_id=ROBIN)
    assert await hands.says(SIGNED) == []
    assert len(references(caplog.text)) == 1
    assert len(await told_admin(hands)) == 1
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]


@pytest.mark.parametrize("fault", ["drop", "not_json", "server_error"])
@pytest.mark.parametrize("delivered_first", [False, True])
async def test_after_a_fault_the_next_question_is_answered(
    hands: Hands, fault: str, delivered_first: bool
) -> None:
    await hands.fault(fault, method="sendMessage", chat_id=ROBIN, delivered=delivered_first)
    assert len(await hands.says(SIGNED)) == int(delivered_first)
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]


async def test_an_answer_refused_for_flooding_comes_after_the_wait(hands: Hands) -> None:
    await hands.fault("too_many_requests", retry_after=1, method="sendMessage", chat_id=ROBIN)
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]


async def test_a_refused_answer_is_apologised_for(hands: Hands) -> None:
    await hands.fault(
        "error", error_code=400, description="Bad Request: can't parse entities", chat_id=ROBIN
    )
    assert APOLOGY.fullmatch(only(await hands.says(SIGNED))["text"])


async def test_a_press_that_waited_too_long_is_served_all_the_same(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    hands.answering.replies["q"] = suggested("When?")
    offer = only(await hands.says("q"))
    async with hands.busy():
        await hands.sim.sim(
            "click",
            chat_id=ROBIN,
            message_id=offer["message_id"],
            user_id=ROBIN,
            data="f:hanoi-kanagawa-mou:signed",
            wait_seconds=0,
        )
        hands.sim.world.clock.advance(60)
    assert "17 October 2024" in (await hands.written(ROBIN))[-1]["text"]
    assert not references(caplog.text)


async def test_an_inline_query_that_waited_too_long_harms_nothing(hands: Hands) -> None:
    async with hands.busy():
        await hands.sim.sim("inline", user=ROBIN, query=SIGNED, wait_seconds=0)
        hands.sim.world.clock.advance(60)
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]


async def test_an_update_that_is_handed_out_twice_is_survived(hands: Hands) -> None:
    await hands.fault("redeliver", method="message")
    first = await hands.says(SIGNED)
    await until(lambda: not hands.sim.world.updates._again)
    assert 1 <= len(first) <= 2
    assert "17 October 2024" in (await hands.says(SIGNED))[-1]["text"]


@pytest.mark.parametrize(
    "fault", ["drop", "not_json", "server_error", "conflict", "too_many_requests"]
)
async def test_polling_goes_on_after_a_fault(
    hands: Hands, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr("bot.transport.polling.asyncio.sleep", _yield)
    await hands.fault(fault, method="getUpdates", times=3)
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]
    assert "17 October 2024" in only(await hands.says(SIGNED))["text"]
    assert not hands.sim.world.faults.all()


_sleep = asyncio.sleep


async def _yield(_: float) -> None:
    """Stands for the wait between two tries."""
    await _sleep(0)
