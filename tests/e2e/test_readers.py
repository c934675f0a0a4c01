"""Readers and a bot that is killed and started again: subscriptions, roles and choices hold."""

from pathlib import Path

import pytest

from bot.simulator.personas import FORUM_ID, GROUP_ID
from tests.bot import delivered
from tests.bot.storage.databases import BOTH, fresh_url
from tests.e2e.processes import HARU, ROBIN, Chatting

SAY = delivered.texts().get
VISITS = 3


@pytest.mark.parametrize("kind", BOTH)
async def test_who_subscribed_is_still_subscribed_after_the_bot_was_killed(
    telegram: Chatting, kind: str, tmp_path: Path
) -> None:
    async with fresh_url(kind, tmp_path, is_empty=True) as url:
        async with telegram.bot(DATABASE_URL=url, ADMIN_IDS=str(ROBIN)) as bot:
            await telegram.asks("/subscribe visits Vietnam", user=HARU)
            await telegram.asks("/subscribe events", chat=FORUM_ID, topic=VISITS)
            await telegram.asks("/subscribe", chat=GROUP_ID)
            await telegram.asks(f"/grant {HARU} admin")
            menu = await telegram.answer("/settings", user=HARU)
            await telegram.presses(menu, "s:t:events:1", user=HARU)
            await telegram.confirmed()
            await bot.kill()
        moved = await telegram.sim.sim("migrate", chat_id=GROUP_ID)
        async with telegram.bot(DATABASE_URL=url, ADMIN_IDS=str(ROBIN)) as bot:
            shown = await telegram.answer("/settings", user=HARU)
            assert SAY("settings-on", "ja") in shown["text"]
            names = "、".join(SAY(name, "ja") for name in ("topic-visits", "topic-events"))
            assert SAY("settings-topics", "ja", names=names) in shown["text"]
            assert SAY("country-vietnam", "ja") in shown["text"]
            in_topic = await telegram.answer("/settings", chat=FORUM_ID, topic=VISITS)
            assert "Topics: Events" in in_topic["text"]
            assert SAY("settings-off", "en") in await telegram.asks("/settings", chat=FORUM_ID)
            migrated = await telegram.asks("/settings", chat=moved["migrate_to_chat_id"])
            assert SAY("settings-on", "en") in migrated
            told = await telegram.asks("/audit", user=HARU)
            assert "Robin" in told  # whose name the killed process kept
            assert "佐藤 春" in told
            assert await bot.stop() == 0
            assert " ERROR " not in bot.log


async def test_a_block_while_the_bot_was_down_ends_the_subscription_and_start_offers_it(
    telegram: Chatting, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with telegram.bot(DATABASE_URL=url) as bot:
        await telegram.asks("/subscribe visits")
        await telegram.confirmed()
        assert await bot.stop() == 0
    await telegram.sim.sim("block", user_id=ROBIN, blocked=True)
    async with telegram.bot(DATABASE_URL=url):
        await telegram.confirmed()
        before = telegram.sim.world.chats[ROBIN].last_message_id
        await telegram.sim.sim("start", user=ROBIN)  # unblocks first, as clients do
        expected = SAY("join-offer", "en", topics="Visits", countries="All countries")
        offered = await telegram.answers(ROBIN, before, count=2)
        (offer,) = [each for each in offered if each["text"] == expected]
        await telegram.presses(offer, "j:0:m")
        assert "Topics: Visits" in await telegram.asks("/settings")


async def test_what_was_erased_stays_erased(telegram: Chatting, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with telegram.bot(DATABASE_URL=url) as bot:
        await telegram.asks("/subscribe")
        asked = await telegram.answer("/forgetme")
        await telegram.presses(asked, "d:1")
        await telegram.confirmed()
        await bot.kill()
    async with telegram.bot(DATABASE_URL=url):
        assert SAY("settings-off", "en") in await telegram.asks("/settings")
