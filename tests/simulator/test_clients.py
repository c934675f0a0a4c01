"""Two clients of different makers against the simulator, so that it is shaped to neither alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiogram
import pytest
import telegram
import telegram.error
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    ReplyParameters,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tests.simulator.bot_api_contract import assert_contract
from tests.simulator.driver import Driver
from tests.simulator.pictures import png


@pytest.fixture
async def gram(sim: Driver) -> AsyncIterator[aiogram.Bot]:
    server = TelegramAPIServer.from_base(sim.running.base_url)
    session = AiohttpSession(api=server)
    bot = aiogram.Bot(
        sim.running.token, session=session, default=DefaultBotProperties(parse_mode="HTML")
    )
    yield bot
    await session.close()


async def test_aiogram_sends_edits_and_downloads(sim: Driver, gram: aiogram.Bot) -> None:
    await sim.person()
    assert (await gram.me()).username == "exchange_preview_bot"
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="b")]]
    )
    sent = await gram.send_message(11, "<b>hi</b>", reply_markup=keyboard)
    assert sent.html_text == "<b>hi</b>"
    edited = await gram.edit_message_text("<i>hi</i>", chat_id=11, message_id=sent.message_id)
    assert isinstance(edited, aiogram.types.Message)
    assert edited.html_text == "<i>hi</i>"
    photo = await gram.send_photo(11, BufferedInputFile(png(), "a.png"), caption="<u>c</u>")
    assert photo.photo is not None
    downloaded = await gram.download(photo.photo[-1])
    assert downloaded is not None
    assert downloaded.read() == png()
    album = await gram.send_media_group(
        11,
        [
            InputMediaPhoto(media=BufferedInputFile(png(), "a.png"), caption="c"),
            InputMediaPhoto(media=BufferedInputFile(png(3), "b.png")),
        ],
        reply_parameters=ReplyParameters(message_id=1),
    )
    assert len(album) == 2
    assert await gram.set_my_commands([BotCommand(command="a", description="b")])
    (command,) = await gram.get_my_commands()
    assert (command.command, command.description) == ("a", "b")
    assert (await gram.get_chat(11)).first_name == "Person 11"
    await gram.send_poll(11, "q?", ["a", "b"])
    await gram.copy_message(11, 11, 1)
    await gram.delete_message(11, 1)


async def test_aiogram_reads_refusals(sim: Driver, gram: aiogram.Bot) -> None:
    await sim.group(-100)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await gram.send_message(5, "a")
    await sim.sim("block", user_id=11, blocked=True)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await gram.send_message(11, "a")
    new_id = (await sim.sim("migrate", chat_id=-100))["migrate_to_chat_id"]
    with pytest.raises(TelegramMigrateToChat) as migration:
        await gram.send_message(-100, "a")
    assert migration.value.migrate_to_chat_id == new_id
    await sim.sim("faults", fault="too_many_requests", retry_after=9)
    with pytest.raises(TelegramRetryAfter) as wait:
        await gram.send_message(new_id, "a")
    assert wait.value.retry_after == 9
    await sim.sim("faults", fault="not_json")
    with pytest.raises(Exception, match="Failed to decode"):
        await gram.send_message(new_id, "a")
    await sim.sim("faults", fault="server_error", status=500)
    with pytest.raises(TelegramServerError):
        await gram.send_message(new_id, "a")


async def test_aiogram_polls(sim: Driver, gram: aiogram.Bot) -> None:
    dispatcher = aiogram.Dispatcher()
    texts: asyncio.Queue[str] = asyncio.Queue()

    @dispatcher.message()
    async def echo(message: aiogram.types.Message) -> None:
        await message.answer(f"you said {message.html_text}")
        texts.put_nowait(message.text or "")

    @dispatcher.inline_query()
    async def inline(query: aiogram.types.InlineQuery) -> None:
        content = InputTextMessageContent(message_text=query.query)
        result = InlineQueryResultArticle(id="1", title="t", input_message_content=content)
        await query.answer([result], cache_time=0)

    await sim.person()
    polling = asyncio.create_task(
        dispatcher.start_polling(gram, handle_signals=False, polling_timeout=10)
    )
    try:
        await sim.say("hello")
        async with asyncio.timeout(10):
            assert await texts.get() == "hello"
        answer = await sim.sim("inline", user=11, query="fees")
        assert answer["results"][0]["input_message_content"]["message_text"] == "fees"
    finally:
        await dispatcher.stop_polling()
        await polling
    messages = (await sim.look("chats/11/messages"))["messages"]
    assert messages[-1]["text"] == "you said hello"


PtbApplication = Application[Any, Any, Any, Any, Any, Any]


@pytest.fixture
async def ptb(sim: Driver) -> AsyncIterator[PtbApplication]:
    application: PtbApplication = (
        Application.builder()
        .token(sim.running.token)
        .base_url(f"{sim.running.base_url}/bot")
        .base_file_url(f"{sim.running.base_url}/file/bot")
        .get_updates_read_timeout(20)
        .build()
    )
    async with application:
        yield application


async def test_ptb_sends_edits_and_downloads(sim: Driver, ptb: PtbApplication) -> None:
    await sim.person()
    bot = ptb.bot
    keyboard = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("a", callback_data="b")
    )
    sent = await bot.send_message(11, "*hi*", parse_mode="MarkdownV2", reply_markup=keyboard)
    assert sent.text_markdown_v2 == "*hi*"
    edited = await bot.edit_message_text("_hi_", 11, sent.message_id, parse_mode="MarkdownV2")
    assert isinstance(edited, telegram.Message)
    assert edited.text_markdown_v2 == "_hi_"
    photo = await bot.send_photo(11, png(), caption="c", filename="a.png")
    file = await photo.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == png()
    album = await bot.send_media_group(
        11, [telegram.InputMediaPhoto(png()), telegram.InputMediaPhoto(png(3), caption="c")]
    )
    assert len(album) == 2
    document = await bot.send_document(11, b"text", filename="ä.txt")
    assert document.document is not None
    assert document.document.file_name == "ä.txt"
    await bot.send_venue(11, 1.0, 2.0, "t", "a")
    await bot.send_poll(11, "q?", ["a", "b"])
    scope = telegram.BotCommandScopeChat(11)
    await bot.set_my_commands([("a", "b")], scope=scope, language_code="vi")
    assert await bot.get_my_commands(scope, "vi") == (telegram.BotCommand("a", "b"),)
    assert (await bot.get_chat(11)).first_name == "Person 11"
    assert (await bot.copy_message(11, 11, 1)).message_id > 1
    await bot.delete_messages(11, [1, 2])


async def test_ptb_reads_refusals(
    sim: Driver, ptb: PtbApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it, PTB warns whenever it is told to wait.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    await sim.group(-100)
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb.bot.send_message(5, "a")
    await sim.sim("block", user_id=11, blocked=True)
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await ptb.bot.send_message(11, "a")
    new_id = (await sim.sim("migrate", chat_id=-100))["migrate_to_chat_id"]
    with pytest.raises(telegram.error.ChatMigrated) as migration:
        await ptb.bot.send_message(-100, "a")
    assert migration.value.new_chat_id == new_id
    for fault, error in (
        ({"fault": "too_many_requests", "retry_after": 9}, telegram.error.RetryAfter),
        ({"fault": "server_error"}, telegram.error.NetworkError),
        ({"fault": "drop"}, telegram.error.NetworkError),
        ({"fault": "not_json"}, telegram.error.NetworkError),
        ({"fault": "conflict"}, telegram.error.Conflict),
        ({"fault": "unauthorized"}, telegram.error.InvalidToken),
    ):
        await sim.sim("faults", **fault, method="sendMessage")
        with pytest.raises(error):
            await ptb.bot.send_message(new_id, "a")
    await sim.sim("faults", fault="hang", method="sendMessage")
    with pytest.raises(telegram.error.TimedOut):
        await ptb.bot.send_message(new_id, "a", read_timeout=0.05)


async def test_ptb_polls(sim: Driver, ptb: PtbApplication) -> None:
    done: asyncio.Queue[str] = asyncio.Queue()

    async def start(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        button = telegram.InlineKeyboardButton("more", callback_data="more")
        await update.message.reply_html(
            f"<b>Welcome</b> {' '.join(context.args or [])}",
            reply_markup=telegram.InlineKeyboardMarkup.from_button(button),
        )
        done.put_nowait("start")

    async def echo(update: telegram.Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        kind = "edited" if update.edited_message else "said"
        await update.effective_message.reply_text(f"{kind} {update.effective_message.text}")
        done.put_nowait("echo")

    async def press(update: telegram.Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.edit_message_text("changed")
        await update.callback_query.answer("here you are")

    async def inline(update: telegram.Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.inline_query is not None
        content = telegram.InputTextMessageContent(update.inline_query.query)
        results = [telegram.InlineQueryResultArticle(str(n), f"t{n}", content) for n in range(60)]
        await update.inline_query.answer(results, auto_pagination=True, cache_time=0)

    ptb.add_handler(CommandHandler("start", start))
    ptb.add_handler(MessageHandler(filters.TEXT, echo))
    ptb.add_handler(CallbackQueryHandler(press))
    ptb.add_handler(InlineQueryHandler(inline))
    assert ptb.updater is not None
    await ptb.start()
    await ptb.updater.start_polling(poll_interval=0, timeout=5)
    try:
        async with asyncio.timeout(20):
            await sim.sim("start", user={"id": 11, "first_name": "A"}, payload="from_a_poster")
            assert await done.get() == "start"
            click = await sim.sim("click", chat_id=11, message_id=2, user_id=11, data="more")
            assert click["answer"]["text"] == "here you are"
            mine = await sim.say("hi")
            assert await done.get() == "echo"
            await sim.sim("edit", chat_id=11, message_id=mine["message_id"], user_id=11, text="ho")
            assert await done.get() == "echo"
            answer = await sim.sim("inline", user=11, query="fees", offset="1")
            assert answer["results"][0]["id"] == "50"
    finally:
        await ptb.updater.stop()
        await ptb.stop()
    texts = [message["text"] for message in (await sim.look("chats/11/messages"))["messages"]]
    assert texts[1:] == ["changed", "ho", "said hi", "edited ho"]
    # All that PTB itself sent was as aiogram describes it.
    assert_contract(calls=[call.json() for call in sim.world.calls.after(0)])
