"""The chat page in a real browser, with a small bot behind it.

No test waits for a fixed time: each waits for what should appear.
"""

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright, expect

from bot.simulator.personas import FORUM_ID, GROUP_ID
from bot.simulator.server import RunningSimulator, start
from tests.simulator.conftest import driving
from tests.simulator.driver import Driver
from tests.simulator.pictures import png

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROBIN, HARU = 1001, 1002
HOSTILE = "<img src=x onerror=\"document.title='owned'\"> & <b>bold</b>"

pytestmark = [
    pytest.mark.browser,
    # One browser for all tests here, so one event loop too.
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}"),
]


class MenuBot:
    """A bot that greets, echoes, and knows a few words that make it show something."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.pressed = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def run(self) -> None:
        offset = 0
        while True:
            updates = await self._driver.call("getUpdates", offset=offset, timeout=50)
            for update in updates:
                offset = update["update_id"] + 1
                if "message" in update:
                    await self._on_message(update["message"])
                elif "callback_query" in update:
                    await self._on_press(update["callback_query"])
                elif "inline_query" in update:
                    await self._on_inline(update["inline_query"])

    async def _on_message(self, message: dict[str, Any]) -> None:
        text = message.get("text")
        if text is None or "via_bot" in message:
            return
        where: dict[str, Any] = {"chat_id": message["chat"]["id"]}
        if message.get("is_topic_message"):
            where["message_thread_id"] = message["message_thread_id"]
        if text.startswith("/start"):
            await self._greet(where, text.partition(" ")[2])
        elif text == "/formats":
            await self._driver.call("sendMessage", **where, text=FORMATS, parse_mode="HTML")
        elif text == "/keys":
            keyboard = {"keyboard": [[{"text": "Yes"}, {"text": "No"}]], "one_time_keyboard": True}
            await self._driver.call("sendMessage", **where, text="Well?", reply_markup=keyboard)
        elif text == "/force":
            force = {"force_reply": True, "input_field_placeholder": "Your name"}
            await self._driver.call("sendMessage", **where, text="Name?", reply_markup=force)
        elif text == "/wait":
            await self._driver.call("sendChatAction", **where, action="typing")
        else:
            await self._driver.call("sendMessage", **where, text=f"echo: {text}")

    async def _greet(self, where: dict[str, Any], payload: str) -> None:
        rows = [
            [
                {"text": "Toast", "callback_data": "toast"},
                {"text": "Alert", "callback_data": "alert"},
            ],
            [{"text": "Edit", "callback_data": "edit"}],
            [{"text": "Search", "switch_inline_query_current_chat": "fee"}],
        ]
        text = f"<b>Welcome</b> {payload}".strip()
        await self._driver.call(
            "sendMessage",
            **where,
            text=text,
            parse_mode="HTML",
            reply_markup={"inline_keyboard": rows},
        )

    async def _on_press(self, query: dict[str, Any]) -> None:
        self.pressed.set()
        await self.may_answer.wait()
        message = query["message"]
        if query["data"] == "edit":
            await self._driver.call(
                "editMessageText",
                chat_id=message["chat"]["id"],
                message_id=message["message_id"],
                text="Changed",
            )
        await self._driver.call(
            "answerCallbackQuery",
            callback_query_id=query["id"],
            text=f"You pressed {query['data']}",
            show_alert=query["data"] == "alert",
        )

    async def _on_inline(self, query: dict[str, Any]) -> None:
        results = [
            {
                "type": "article",
                "id": str(number),
                "title": title,
                "description": f"About {query['query']}",
                "input_message_content": {"message_text": f"Result: {title}"},
            }
            for number, title in enumerate(("First", "Second"))
        ]
        await self._driver.call(
            "answerInlineQuery", inline_query_id=query["id"], results=results, cache_time=0
        )


FORMATS = (
    "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>code</code> "
    "<tg-spoiler>secret</tg-spoiler> <a href='https://example.com/'>link</a>"
    "<pre><code class='language-python'>pass</code></pre>"
    "<blockquote>quote</blockquote><blockquote expandable>long</blockquote>"
)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Chromium without a window, until the end of the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=ARGUMENTS, headless=True
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def running() -> AsyncIterator[RunningSimulator]:
    running = await start()
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def sim(running: RunningSimulator) -> AsyncIterator[Driver]:
    async with driving(running) as driver:
        yield driver


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sim: Driver) -> AsyncIterator[MenuBot]:
    await sim.call("setMyDescription", description="I answer questions.")
    await sim.call("setMyDescription", description="質問に答えます。", language_code="ja")
    commands = [("start", "Begin"), ("formats", "Show formats"), ("force", "Ask back")]
    await sim.call(
        "setMyCommands",
        commands=[{"command": name, "description": text} for name, text in commands],
    )
    bot = MenuBot(sim)
    task = asyncio.create_task(bot.run())
    yield bot
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, bot: MenuBot, running: RunningSimulator) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 1200, "height": 800}, reduced_motion="reduce"
    )
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    # Violations of the content security policy are reported there too.
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    await page.goto(running.page_url)
    yield page
    await context.close()
    assert not troubles


def person(page: Page, name: str) -> Locator:
    """The button by which one becomes a person."""
    return page.get_by_role("navigation", name="People").get_by_role(
        "button", name=re.compile(name)
    )


async def begin(page: Page) -> None:
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".bubble").last).to_contain_text("Welcome")


async def type_and_send(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def test_a_fresh_chat_tells_what_the_bot_can_do_and_starts(page: Page) -> None:
    await expect(page.locator(".welcome-card")).to_contain_text("I answer questions.")
    await begin(page)
    await expect(page.locator(".own .bubble")).to_contain_text("/start")
    await expect(page.get_by_role("button", name="Toast")).to_be_visible()
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()


async def test_each_person_reads_the_description_in_their_language(page: Page) -> None:
    await person(page, "佐藤").click()
    await expect(page.locator(".welcome-card")).to_contain_text("質問に答えます。")


async def test_what_messages_hold_is_never_read_as_html(page: Page) -> None:
    await begin(page)
    await type_and_send(page, HOSTILE)
    await expect(page.locator(".theirs .text").last).to_contain_text(f"echo: {HOSTILE}")
    assert await page.locator(".text img").count() == 0
    assert await page.title() == "Exchange Bot preview"


async def test_formatting_is_shown(page: Page) -> None:
    await begin(page)
    await type_and_send(page, "/formats")
    text = page.locator(".theirs .text").last
    for selector, content in (
        ("b", "bold"),
        ("i", "italic"),
        ("u", "under"),
        ("s", "struck"),
        ("code >> nth=0", "code"),
        (".pre-head", "python"),
        ("blockquote >> nth=0", "quote"),
    ):
        await expect(text.locator(selector).first).to_contain_text(content)
    link = text.locator("a")
    assert await link.get_attribute("rel") == "noopener noreferrer"
    secret = text.locator(".spoiler-text")
    await expect(secret).to_be_hidden()
    await text.get_by_role("button", name="Hidden text, press to show").press("Enter")
    await expect(secret).to_be_visible()


async def test_buttons_show_that_they_wait_and_what_the_bot_said(page: Page, bot: MenuBot) -> None:
    await begin(page)
    bot.may_answer.clear()
    button = page.get_by_role("button", name="Toast")
    await button.click()
    await bot.pressed.wait()
    await expect(button).to_have_attribute("aria-busy", "true")
    bot.may_answer.set()
    await expect(page.get_by_role("status").filter(has_text="You pressed toast")).to_be_visible()
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await page.get_by_role("button", name="Alert").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("You pressed alert")
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    await page.get_by_role("button", name="Edit", exact=True).click()
    await expect(page.locator(".theirs .bubble").last).to_contain_text("Changed")
    await expect(page.locator(".theirs .stamp").last).to_contain_text("edited")


async def test_commands_are_filtered_while_typing_and_sent_by_keyboard(page: Page) -> None:
    await begin(page)
    field = page.get_by_label("Message", exact=True)
    await field.press_sequentially("/")
    options = page.get_by_role("option")
    await expect(options).to_have_count(3)
    await field.press_sequentially("fo")
    await expect(options).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert await field.get_attribute("aria-activedescendant") == "choice-1"
    await page.keyboard.press("Enter")
    await expect(page.locator(".own .bubble").last).to_contain_text("/force")
    await field.press_sequentially("/fo")
    await page.keyboard.press("Tab")
    await expect(field).to_have_value("/formats ")
    await field.fill("")
    await page.get_by_role("button", name="Commands").click()
    await expect(options).to_have_count(3)
    await page.keyboard.press("Escape")
    await expect(options).to_have_count(0)


async def test_own_messages_are_edited_and_any_replied_to_by_keyboard(
    page: Page, sim: Driver
) -> None:
    await begin(page)
    await type_and_send(page, "frist")
    await expect(page.locator(".theirs .bubble").last).to_contain_text("echo: frist")
    field = page.get_by_label("Message", exact=True)
    await field.press("ArrowUp")
    await expect(field).to_have_value("frist")
    await field.fill("first")
    await field.press("Enter")
    own = page.locator(".own .bubble").last
    await expect(own).to_contain_text("first")
    await expect(own).to_contain_text("edited")
    more = page.get_by_role("button", name="Options for the message of Exchange Bot").last
    await more.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Reply").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".context")).to_contain_text("Reply to Exchange Bot")
    await type_and_send(page, "indeed")
    await expect(page.locator(".own .quoted").last).to_contain_text("echo: frist")
    messages = (await sim.look(f"chats/{ROBIN}/messages"))["messages"]
    replies = [message for message in messages if message.get("text") == "indeed"]
    assert replies[0]["reply_to_message"]["text"] == "echo: frist"


async def test_inline_mode_from_typing_to_sending(page: Page) -> None:
    await begin(page)
    await page.get_by_role("button", name="Search").click()
    options = page.get_by_role("option")
    await expect(options).to_have_count(2)
    await expect(options.first).to_contain_text("About fee")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    own = page.locator(".own .bubble").last
    await expect(own).to_contain_text("Result: Second")
    await expect(own).to_contain_text("via @exchange_preview_bot")


async def test_reply_keyboards_and_forced_replies(page: Page) -> None:
    await begin(page)
    await type_and_send(page, "/keys")
    yes = page.get_by_role("button", name="Yes", exact=True)
    await yes.click()
    await expect(page.locator(".own .bubble").last).to_contain_text("Yes")
    await expect(yes).to_be_hidden()
    await page.get_by_role("button", name="Show or hide suggested answers").click()
    await expect(yes).to_be_visible()
    await type_and_send(page, "/force")
    await expect(page.locator(".context")).to_contain_text("Name?")
    field = page.get_by_label("Message", exact=True)
    assert await field.get_attribute("placeholder") == "Your name"
    await type_and_send(page, "Kim")
    await expect(page.locator(".own .quoted").last).to_contain_text("Name?")


async def test_chats_live_on_behind_other_chats_and_people(page: Page, sim: Driver) -> None:
    await begin(page)
    await person(page, "佐藤").click()
    await sim.call("sendMessage", chat_id=ROBIN, text="while away")
    robin = person(page, "Robin Clarke")
    await expect(robin.locator(".badge")).to_have_text("1")
    await robin.click()
    await expect(page.locator(".theirs .bubble").last).to_contain_text("while away")
    await expect(robin.locator(".badge")).to_have_count(0)
    await sim.say("hello all", user=HARU, chat=GROUP_ID)
    group = page.locator(".chat", has_text="Exchange students 2026")
    await expect(group.locator(".badge")).to_contain_text("1")
    await expect(group).to_contain_text("hello all")
    await group.click()
    await expect(page.locator(".sender")).to_have_text("佐藤 春")
    await sim.call("deleteMessage", chat_id=ROBIN, message_id=1)


async def test_a_forum_shows_one_topic_at_a_time(page: Page, sim: Driver) -> None:
    await page.locator(".chat", has_text="International Office").click()
    tabs = page.get_by_role("tab")
    await expect(tabs).to_have_count(4)
    await expect(page.get_by_role("tab", name="Questions")).to_have_attribute(
        "aria-selected", "true"
    )
    await type_and_send(page, "when?")
    await expect(page.locator(".theirs .bubble").last).to_contain_text("echo: when?")
    await page.get_by_role("tab", name="Questions").press("ArrowRight")
    await expect(page.get_by_role("tab", name="Visits")).to_be_focused()
    await expect(page.locator(".bubble")).to_have_count(0)
    await sim.call("sendMessage", chat_id=FORUM_ID, message_thread_id=2, text="news")
    await expect(page.get_by_role("tab", name="Questions").locator(".badge")).to_have_text("1")
    await page.get_by_role("button", name="New topic").click()
    await page.get_by_role("textbox", name="Name").fill("Housing")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", name="Housing")).to_have_attribute("aria-selected", "true")


async def test_files_and_everything_else_that_is_not_text(page: Page, sim: Driver) -> None:
    await begin(page)
    photo = FilePayload(name="a.png", mimeType="image/png", buffer=png(60, 40))
    await page.locator("input[type=file]").set_input_files([photo])
    await expect(page.locator(".context")).to_contain_text("a.png")
    await type_and_send(page, "from me")
    shown = page.locator(".own .photo img")
    await expect(shown).to_have_js_property("naturalWidth", 60)
    await expect(page.locator(".own .text").last).to_contain_text("from me")
    upload = ("b.pdf", b"%PDF", "application/pdf")
    await sim.form("sendDocument", chat_id=ROBIN, document=upload)
    await expect(page.locator(".theirs .file-name")).to_have_text("b.pdf")
    media = '[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]'
    picture = ("a.png", png(), "image/png")
    await sim.form("sendMediaGroup", chat_id=ROBIN, media=media, a=picture, b=picture)
    await expect(page.locator(".album img")).to_have_count(2)
    await sim.call(
        "sendVenue", chat_id=ROBIN, latitude=1, longitude=2, title="Office", address="Room 12"
    )
    await expect(page.locator(".place-text")).to_contain_text("Room 12")
    await sim.call("sendContact", chat_id=ROBIN, phone_number="+331", first_name="Kim")
    await expect(page.locator(".contact-phone")).to_have_text("+331")
    await sim.call("sendPoll", chat_id=ROBIN, question="When?", options=["Now", "Later"])
    await page.locator(".poll-option", has_text="Later").click()
    await expect(page.locator(".poll-option", has_text="Later")).to_contain_text("100%")
    await sim.call("sendPhoto", chat_id=ROBIN, photo=await known_photo(sim), has_spoiler=True)
    await page.get_by_role("button", name="Show the photo").click()
    await expect(page.locator(".photo-cover")).to_have_count(0)


async def known_photo(sim: Driver) -> str:
    content = base64.b64encode(png(30, 20)).decode()
    sent = await sim.sim("message", user=HARU, photo=content)
    file_id: str = sent["message"]["photo"][-1]["file_id"]
    return file_id


async def test_typing_is_shown_until_the_message_comes(page: Page, sim: Driver) -> None:
    await begin(page)
    await type_and_send(page, "/wait")
    status = page.locator("#chat-status")
    await expect(status).to_contain_text("typing")
    await sim.call("sendMessage", chat_id=ROBIN, text="here")
    await expect(status).to_have_text("bot")


async def test_reactions_come_and_go(page: Page) -> None:
    await begin(page)
    await page.get_by_role("button", name="Options for the message of Exchange Bot").click()
    await page.get_by_role("menuitem", name="React with 🔥").click()
    reaction = page.locator(".reaction")
    await expect(reaction).to_have_text("🔥1")
    await reaction.click()
    await expect(reaction).to_have_count(0)


async def test_blocking_and_unblocking(page: Page, sim: Driver) -> None:
    await begin(page)
    await page.get_by_role("button", name="Chat options").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    unblock = page.get_by_role("button", name="Unblock")
    await expect(unblock).to_be_visible()
    assert await sim.refusal("sendMessage", chat_id=ROBIN, text="a") == (
        "Forbidden: bot was blocked by the user"
    )
    await unblock.click()
    await expect(page.get_by_label("Message", exact=True)).to_be_visible()


async def test_a_link_with_a_payload_starts_with_it(page: Page, running: RunningSimulator) -> None:
    await begin(page)
    await page.goto(f"{running.page_url}?start=poster_7&user={ROBIN}")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".own .bubble").last).to_contain_text("/start poster_7")
    await expect(page.locator(".theirs .bubble").last).to_contain_text("Welcome poster_7")
    await page.get_by_role("button", name="Chat options").click()
    await page.get_by_role("menuitem", name="Open a link with a payload").click()
    await page.get_by_role("textbox").last.fill("again")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".own .bubble").last).to_contain_text("/start again")


async def test_the_calls_of_the_bot_can_be_watched(page: Page) -> None:
    await page.get_by_role("button", name="Show what the bot calls").click()
    calls = page.get_by_role("complementary", name="Calls of the bot")
    await expect(calls).to_contain_text("setMyCommands")
    await begin(page)
    await expect(calls.locator(".call-method").first).to_have_text("sendMessage")


async def test_starting_anew_empties_everything(page: Page) -> None:
    await begin(page)
    await page.get_by_role("button", name="Preview options").click()
    await page.get_by_role("menuitem", name="Start anew").click()
    await page.get_by_role("dialog").get_by_role("button", name="Start anew").click()
    await expect(page.locator(".welcome")).to_be_visible()


async def test_a_phone_shows_one_thing_at_a_time_and_nothing_sticks_out(
    page: Page, sim: Driver
) -> None:
    await expect(page.locator(".welcome")).to_be_visible()
    await page.set_viewport_size({"width": 360, "height": 720})
    await page.get_by_role("button", name="Back to chats").click()
    await expect(page.locator(".people")).to_be_visible()
    await expect(page.locator(".chat-head")).to_be_hidden()
    await page.locator(".chat", has_text="Exchange Bot").click()
    await begin(page)
    await type_and_send(page, "/formats")
    await expect(page.locator(".bubble").last).to_contain_text("bold")
    long_word = "x" * 300
    await sim.call("sendMessage", chat_id=ROBIN, text=long_word)
    await expect(page.locator(".bubble").last).to_contain_text(long_word)
    width = "document.documentElement.scrollWidth + document.getElementById('scroll').scrollWidth"
    assert await page.evaluate(width) == 720
    await page.keyboard.press("Escape")
    await expect(page.locator(".people")).to_be_visible()


UNNAMED = """
() => [...document.querySelectorAll("button, a[href], input, textarea, img, [role=button]")]
  .filter((node) => node.checkVisibility() && !node.closest("[aria-hidden=true]"))
  .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.hasAttribute("alt")))
  .map((node) => node.outerHTML)
"""


async def test_everything_has_a_name_and_can_be_reached_by_keyboard(page: Page) -> None:
    await begin(page)
    await type_and_send(page, "/keys")
    await expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    assert await page.evaluate(UNNAMED) == []
    for role, name in (("main", "Chat with Exchange Bot"), ("log", "New messages")):
        await expect(page.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type]
    await page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        await page.keyboard.press("Tab")
        reached.add(
            await page.evaluate(
                "document.activeElement.getAttribute('aria-label')"
                " ?? document.activeElement.textContent.trim()"
            )
        )
    assert {
        "Skip to the message field",
        "Preview options",
        "Chat options",
        "Messages",
        "Toast",
        "Commands",
        "Attach a photo or file",
        "Message",
        "Send",
        "Yes",
    } <= reached
    await page.keyboard.press("Alt+2")
    await expect(page.locator(".person[aria-current]")).to_contain_text("佐藤 春")


async def test_a_break_in_the_line_is_told_and_mended(
    browser: Browser, running: RunningSimulator, sim: Driver
) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(running.page_url)
    await expect(page.locator(".welcome")).to_be_visible()
    await context.set_offline(True)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_text("The simulator does not answer.", exact=True)).to_be_visible()
    await context.set_offline(False)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".own .bubble")).to_contain_text("/start")
    await context.close()


async def test_the_page_of_an_empty_simulator_says_so(browser: Browser) -> None:
    running = await start(with_personas=False)
    context = await browser.new_context()
    try:
        page = await context.new_page()
        await page.goto(running.page_url)
        await expect(page.get_by_text("Nobody is here yet.")).to_be_visible()
        async with aiohttp.ClientSession() as session:
            driver = Driver(running, session)
            await driver.sim("message", user={"id": 5, "first_name": "Kim"}, text="hi")
        await expect(person(page, "Kim")).to_be_visible()
    finally:
        await context.close()
        await running.stop()
