"""What goes wrong between bot and Telegram passes, and the bot goes on answering."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.processes import PACT, PACT_DATE, ROBIN, Chatting, chatting, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHORT_POLL = """
import bot.app
from bot.cli import main

bot.app.POLL_SECONDS = 1
raise SystemExit(main(["run"]))
"""
"""The bot with a poll that does not wait half a minute for something to happen."""

FAULTS: dict[str, dict[str, Any]] = {
    "too many requests": {"fault": "too_many_requests", "retry_after": 1},
    "server error": {"fault": "server_error", "status": 500},
    "bad gateway": {"fault": "server_error", "status": 502},
    "dropped before": {"fault": "drop"},
    "dropped after": {"fault": "drop", "delivered": True},
    "no JSON": {"fault": "not_json"},
    "no JSON although it is fine": {"fault": "not_json", "status": 200, "delivered": True},
    "another instance": {"fault": "conflict"},
    "slow": {"fault": "slow", "seconds": 0.5},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def polling(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Chatting]:
    """A bot that all tests of this file share; it must outlive them all."""
    async with (
        chatting(tmp_path_factory.mktemp("faults")) as telegram,
        telegram.bot("-c", SHORT_POLL, LOG_LEVEL="DEBUG", READ_TIMEOUT_SECONDS="1") as bot,
    ):
        yield telegram
        assert await bot.stop() == 0


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _no_fault_stays(polling: Chatting) -> AsyncIterator[None]:
    yield
    await polling.sim.look("faults", "DELETE")


async def struck(telegram: Chatting) -> None:
    """Return once every fault has struck as often as it should."""
    await eventually(lambda: not telegram.sim.world.faults.all())


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_of_polling_loses_no_question(polling: Chatting, name: str) -> None:
    await polling.fault(method="getUpdates", **FAULTS[name])
    assert PACT_DATE in await polling.asks(PACT)
    await struck(polling)
    assert PACT_DATE in await polling.asks(PACT)


async def test_a_poll_that_hangs_is_given_up(polling: Chatting) -> None:
    await polling.fault("hang", method="getUpdates")
    await struck(polling)
    assert PACT_DATE in await polling.asks(PACT)


async def test_a_question_among_faults_is_answered_once(polling: Chatting) -> None:
    for fault in ("drop", "server_error", "not_json"):
        await polling.fault(fault, method="getUpdates", delivered=True)
    sent = await polling.sim.say(PACT, user=ROBIN)
    await polling.answers(ROBIN, sent["message_id"])
    await polling.asks("/privacy")
    answers = await polling.written(ROBIN, sent["message_id"])
    assert len(answers) == 2


@pytest.mark.parametrize(
    "name",
    [
        "server error",
        "bad gateway",
        "dropped before",
        "dropped after",
        "no JSON",
        "no JSON although it is fine",
    ],
)
async def test_a_fault_of_an_answer_leaves_the_next_question_alone(
    polling: Chatting, name: str
) -> None:
    sent = await polling.sim.say("/privacy", user=ROBIN)
    await polling.answers(ROBIN, sent["message_id"])
    await polling.fault(method="sendMessage", chat_id=ROBIN, **FAULTS[name])
    await polling.sim.say("/about", user=ROBIN)
    await struck(polling)
    # Whether it came or not, an answer that may have come is not sent again.
    assert PACT_DATE in (await polling.answer(PACT))["text"]
    delivered = FAULTS[name].get("delivered", False)
    assert len(await polling.written(ROBIN, sent["message_id"])) == 2 + int(delivered)


async def test_an_answer_that_hangs_leaves_the_next_question_alone(polling: Chatting) -> None:
    await polling.fault("hang", method="sendMessage", chat_id=ROBIN)
    await polling.sim.say("/about", user=ROBIN)
    await struck(polling)
    assert PACT_DATE in await polling.asks(PACT)


async def test_an_answer_that_hangs_holds_up_nobody_else(polling: Chatting) -> None:
    await polling.sim.person(11)
    await polling.fault("slow", seconds=3600, delivered=False, method="sendMessage", chat_id=ROBIN)
    await polling.sim.say("/about", user=ROBIN)
    await struck(polling)
    assert PACT_DATE in await polling.asks(PACT, user=11)
    polling.sim.world.clock.advance(3600)


async def test_a_slow_answer_comes_and_comes_once(polling: Chatting) -> None:
    await polling.fault("slow", seconds=0.3, method="sendMessage", chat_id=ROBIN)
    sent = await polling.sim.say(PACT, user=ROBIN)
    await struck(polling)
    await polling.asks("/privacy")
    assert len(await polling.written(ROBIN, sent["message_id"])) == 2


async def test_an_answer_refused_for_flooding_comes_after_the_wait(polling: Chatting) -> None:
    await polling.fault("too_many_requests", retry_after=1, method="sendMessage", chat_id=ROBIN)
    assert PACT_DATE in await polling.asks(PACT)
    await struck(polling)


async def test_somebody_who_blocked_the_bot_harms_nobody(polling: Chatting) -> None:
    await polling.sim.person(12)
    await polling.fault(
        "error",
        error_code=403,
        description="Forbidden: bot was blocked by the user",
        method="sendMessage",
        chat_id=12,
    )
    await polling.sim.say(PACT, user=12)
    await struck(polling)
    assert PACT_DATE in await polling.asks(PACT)


async def test_a_handed_out_again_question_is_survived(polling: Chatting) -> None:
    await polling.fault("redeliver", method="message")
    assert PACT_DATE in await polling.asks(PACT)
    await struck(polling)
    assert PACT_DATE in await polling.asks(PACT)


async def test_faults_all_at_once_pass(polling: Chatting) -> None:
    people = [await polling.sim.person(number) for number in range(101, 121)]
    for fault in ("drop", "server_error", "not_json"):
        await polling.fault(fault, times=5, method="sendMessage")
    await polling.fault("drop", method="getUpdates", delivered=True)
    await asyncio.gather(*(polling.sim.say("/about", user=person) for person in people))
    await struck(polling)
    for person in people:
        assert PACT_DATE in (await polling.answer(PACT, user=person))["text"]
