"""The whole bot sends broadcasts, beside answering, and goes on with both after a restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.broadcasting import Broadcasting
from bot.broadcasts import Content
from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Audience
from tests.bot import delivered
from tests.e2e.processes import HARU, PACT, PACT_DATE, ROBIN, Chatting, eventually
from tests.simulator.driver import until


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def url_of(telegram: Chatting) -> str:
    """The database of a test's bots."""
    return f"sqlite:///{telegram.folder}/bot.db"


@asynccontextmanager
async def storing(telegram: Chatting) -> AsyncIterator[Stores]:
    """The stores of a test's bots, opened by another process: this one."""
    database = Database(url_of(telegram))
    await database.open()
    try:
        yield stores_on(database)
    finally:
        await database.close()


async def confirm(telegram: Chatting, stores: Stores) -> int:
    """Robin broadcasts to herself and Haru; the broadcast's id."""
    await telegram.sim.person(HARU, language_code="ja")
    for chat in (ROBIN, HARU):
        await stores.subscriptions.subscribe(chat, 0, ALL_TOPICS, ALL_COUNTRIES, utc_now())
    written = await telegram.sim.say("The application closes on 15 May.", user=ROBIN)
    staff = Broadcasting(stores, utc_now)
    content = Content(ROBIN, (written["message_id"],))
    draft = await staff.draft(ROBIN, Audience(), "en", {"en": content})
    await staff.confirm(draft.id, ROBIN)
    return draft.id


async def test_a_broadcast_reaches_everybody_through_the_whole_bot(telegram: Chatting) -> None:
    async with storing(telegram) as stores, telegram.bot(DATABASE_URL=url_of(telegram)) as bot:
        broadcast_id = await confirm(telegram, stores)
        copies = telegram.sim.world.calls
        await eventually(lambda: len(copies.after(0, "copyMessage")) == 2)
        assert PACT_DATE in await telegram.asks(PACT)
        found = await stores.ledger.counts(broadcast_id)
        assert sum(found.values()) == 2
        assert await bot.stop() == 0
        counts = {state.value: count for state, count in found.items()}
    async with storing(telegram) as stores:
        final = await stores.ledger.counts(broadcast_id)
    assert {state.value: count for state, count in final.items()} == {"sent": 2}, counts


async def test_a_halt_outlives_a_restart_and_answers_go_on(telegram: Chatting) -> None:
    calls = telegram.sim.world.calls
    async with storing(telegram) as stores:
        async with telegram.bot(DATABASE_URL=url_of(telegram)) as bot:
            await telegram.fault("too_many_requests", method="copyMessage", retry_after=3600)
            await confirm(telegram, stores)
            await eventually(lambda: calls.after(0, "copyMessage"))
            await until(lambda: "every broadcast waits" in bot.log)
            assert await bot.stop() == 0
        assert "bulk" in await stores.halts.all(utc_now())
        before = telegram.last_call
        async with telegram.bot(DATABASE_URL=url_of(telegram)) as bot:
            assert PACT_DATE in await telegram.asks(PACT, user=HARU)
            assert PACT_DATE in await telegram.asks(PACT, user=ROBIN)
            assert await bot.stop() == 0
        assert calls.after(before, "copyMessage") == []


async def test_a_chosen_language_outlives_a_restart(telegram: Chatting) -> None:
    help_text = delivered.texts().get("help", "vi")
    async with telegram.bot(DATABASE_URL=url_of(telegram)) as bot:
        offer = await telegram.answer("/language")
        await telegram.presses(offer, "l:vi")
        assert await bot.stop() == 0
    async with telegram.bot(DATABASE_URL=url_of(telegram)):
        assert help_text in await telegram.asks("/help")


async def test_a_database_that_cannot_be_opened_ends_the_bot_with_a_remedy(
    telegram: Chatting,
) -> None:
    url = f"sqlite:///{telegram.folder}/missing/bot.db"
    async with telegram.bot(DATABASE_URL=url, is_ready=False) as bot:
        assert await bot.end() == 1
        assert "see that its folder is there" in bot.log
        assert "Traceback" not in bot.log
