"""An officer writes a broadcast, the bot is restarted and killed meanwhile, and nothing is lost."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.simulator.model import Message
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS
from tests.e2e.processes import HARU, PATIENCE_SECONDS, ROBIN, BotProcess, Chatting, eventually
from tests.e2e.test_broadcasts import storing, url_of, utc_now
from tests.simulator.driver import Json

READERS = range(2001, 2021)
JAPANESE = READERS[::4]
BOLD = [{"type": "bold", "offset": 0, "length": 8}]
TEXT = "Open now: apply by 15 May."


async def shown(telegram: Chatting, *parts: str, kind: str = "c:") -> Json:
    """The bot's message to Robin with a button of a kind, once it holds some texts."""

    async def look() -> Json | None:
        for message in reversed(await telegram.written(ROBIN)):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            data = [button.get("callback_data", "") for row in rows for button in row]
            text = message.get("text", "")
            if any(each.startswith(kind) for each in data) and all(p in text for p in parts):
                return message
        return None

    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = await look()
            if found is not None:
                return found
            await asyncio.sleep(0.02)


async def press(telegram: Chatting, message: Json, part: str) -> None:
    """Robin presses the button whose label holds a text."""
    rows = message["reply_markup"]["inline_keyboard"]
    (data,) = [button["callback_data"] for row in rows for button in row if part in button["text"]]
    await telegram.presses(message, data)


async def write(telegram: Chatting, text: str, **more: Any) -> None:
    """Robin writes to the bot."""
    await telegram.sim.say(text, user=ROBIN, **more)


def copies(telegram: Chatting, chat: int) -> list[Message]:
    """What the bot has sent to a reader."""
    bot = telegram.sim.bot_id
    messages = telegram.sim.world.chats[chat].messages.values()
    return [each for each in messages if each.sender_id == bot]


def served(telegram: Chatting) -> int:
    """How many readers have something of the bot."""
    return sum(1 for chat in READERS if copies(telegram, chat))


async def until_served(
    telegram: Chatting, bot: BotProcess, is_enough: Callable[[int], bool]
) -> None:
    """Return once enough readers have a copy."""
    await eventually(lambda: bot.has_ended or is_enough(served(telegram)))
    assert not bot.has_ended, bot.log


async def test_a_broadcast_survives_a_restart_while_written_and_a_kill_while_sent(
    telegram: Chatting,
) -> None:
    settings: dict[str, Any] = {
        "DATABASE_URL": url_of(telegram),
        "STAFF_IDS": str(ROBIN),
        "MESSAGES_PER_SECOND": "10",
    }
    async with storing(telegram) as stores:
        for chat in READERS:
            await telegram.sim.person(chat)
            await stores.subscriptions.subscribe(chat, 0, ALL_TOPICS, ALL_COUNTRIES, utc_now())
        for chat in JAPANESE:
            await stores.chats.choose_locale(chat, "ja", utc_now())
    await telegram.sim.person(HARU)

    async with telegram.bot(**settings) as bot:
        await write(telegram, "/broadcast")
        await shown(telegram, "in English")
        await write(telegram, TEXT, entities=BOLD)
        await shown(telegram, "buttons with links")
        await write(telegram, "Apply - https://example.org/apply")
        await shown(telegram, f"Text: {TEXT}\n[Apply]")
        assert await bot.stop() == 0

    async with telegram.bot(**settings) as bot:
        # The card of before the restart goes on.
        await press(telegram, await shown(telegram, "What will be sent"), "＋ 日本語")
        await shown(telegram, "in 日本語")
        await write(telegram, "募集を始めました。")
        await press(telegram, await shown(telegram, "buttons with links"), "No buttons")
        card = await shown(telegram, TEXT, "募集を始めました。")
        await bot.kill()

    async with telegram.bot(**settings) as bot:
        await press(telegram, card, "To the audience")
        card = await shown(telegram, "Readers now: 20")
        await press(telegram, card, "To the preview")
        await press(telegram, await shown(telegram, "See it as readers will"), "Send now")
        # One reader's answer never comes, and some are on their way at the kill.
        await telegram.fault("hang", method="sendMessage", chat_id=READERS[2], delivered=True)
        await press(telegram, await shown(telegram, "When: at once"), "Send to 20")
        await until_served(telegram, bot, lambda count: count >= 6)
        await bot.kill()
    assert served(telegram) < len(READERS)

    async with telegram.bot(**settings) as bot:
        report = await shown(telegram, "Finished", kind="b:")
        async with storing(telegram) as stores:
            broadcast = (await stores.broadcasts.latest(1))[0]
            unknown = await stores.reports.unknown_count(broadcast.id)
            counts = {s.value: n for s, n in (await stores.ledger.counts(broadcast.id)).items()}
        assert unknown >= 1
        assert counts == {"sent": len(READERS) - unknown, "unknown": unknown}
        assert f"Sent {len(READERS) - unknown} of {len(READERS)}" in report["text"]
        assert f"Unknown {unknown}" in report["text"]
        assert await bot.stop() == 0

    found = {chat: copies(telegram, chat) for chat in READERS}
    assert max(len(each) for each in found.values()) == 1
    assert sum(not each for each in found.values()) <= unknown
    for chat, messages in found.items():
        for message in messages:
            if chat in JAPANESE:
                assert message.content["text"] == "募集を始めました。"
            else:
                assert message.content["text"] == TEXT
                assert message.content["entities"] == BOLD
    file = next(each for each in await telegram.written(ROBIN) if "document" in each)
    assert f"Undelivered of № {broadcast.id}: {unknown}" in file["caption"]
