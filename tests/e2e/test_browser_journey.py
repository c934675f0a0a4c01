"""The bot as people start it, `python -m bot run` without a token, used in its page by a browser.

Nothing here reaches into the process: what a person would see is what counts. With
SCREENSHOTS=FOLDER in the environment the pictures of the docs are written there.
"""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.answering import BROWSED
from handlers.menu import PRIVATE_COMMANDS
from tests.bot import delivered
from tests.simulator.test_page_browser import CHROMIUM, launched, person, type_and_send

ROOT = Path(__file__).parents[2]
PICTURES = os.environ.get("SCREENSHOTS")
START_SECONDS = 60
"""Far longer than any machine needs to load the base."""

SCREEN, PHONE = (1100, 1030), (390, 844, 1.5)
"""Width, height and scale; the screen is as high as it takes to show greeting and answer whole."""

GROUP, FORUM = "Exchange students 2026", "International Office"
TYPO = "when was the mou with kanagawa singed?"
SIGNED = "17 October 2024"
BANGKOK = "which institutions were visited in Bangkok"
SOURCE = "Source: Hanoi international collaboration, “Meeting with the Governor of Kanagawa”"

expect.set_options(timeout=30_000)  # a busy machine is no mistake of the page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    # One browser and one bot for all tests here, so one event loop too.
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no browser at {CHROMIUM}"),
]


@dataclass
class Preview:
    """The running bot, and what it said."""

    process: asyncio.subprocess.Process
    address: str
    log: Path


async def start_preview(folder: Path) -> Preview:
    """Start the bot in an empty folder, with no setting but a free port."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EXCHANGE_BOT_", "TELEGRAM_"))
    }
    log = folder / "log.txt"
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run"),
            cwd=folder,
            env={**kept, "EXCHANGE_BOT_PREVIEW_PORT": "0", "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_SECONDS):
            while line := (await process.stdout.readline()).decode():
                if printed := re.fullmatch(r"Preview: open (\S+) in a browser\. .*\n", line):
                    return Preview(process, printed[1], log)
    except TimeoutError:
        process.kill()
    await process.wait()
    raise AssertionError(f"no address was printed:\n{log.read_text(encoding='utf-8')}")


async def stop_preview(preview: Preview) -> str:
    """Stop the bot as a service manager does; what it has logged."""
    preview.process.terminate()
    async with asyncio.timeout(30):
        await preview.process.communicate()
    return preview.log.read_text(encoding="utf-8")


def assert_all_went_well(preview: Preview, log: str) -> None:
    """The bot ended cleanly, and found nothing wrong before."""
    assert preview.process.returncode == 0, log
    assert log.rstrip().endswith("INFO bot.app: stopped")
    assert not re.search(r"ERROR|WARNING|Traceback", log), log


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def preview(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Preview]:
    """The bot for all tests that each keep to a chat or topic of their own."""
    preview = await start_preview(tmp_path_factory.mktemp("preview"))
    yield preview
    assert_all_went_well(preview, await stop_preview(preview))


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@asynccontextmanager
async def opened(
    browser: Browser, preview: Preview, width: int = 1200, height: int = 800, scale: float = 1
) -> AsyncIterator[Page]:
    """The printed address in a fresh tab; at the end the page must have reported no error."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        device_scale_factor=scale,
    )
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    await page.goto(preview.address)
    yield page
    await context.close()
    assert not troubles


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, preview: Preview) -> AsyncIterator[Page]:
    """A tab of somebody who has not been here before."""
    async with opened(browser, preview) as page:
        yield page


async def begin(page: Page) -> Locator:
    """Press Start; the message that greets."""
    await page.get_by_role("button", name="Start", exact=True).click()
    return await replied(page, 1)


async def replied(page: Page, count: int) -> Locator:
    """The newest message of others, once there are so many of them."""
    messages = page.locator("article.theirs")
    await expect(messages).to_have_count(count)
    return messages.nth(count - 1)


async def ask(page: Page, text: str) -> Locator:
    """Send a message; the message that answers it."""
    count = await page.locator("article.theirs").count()
    await type_and_send(page, text)
    return await replied(page, count + 1)


async def open_chat(page: Page, name: str) -> None:
    """Open a chat, and wait until it is what the page shows."""
    await page.locator(".chat", has_text=name).click()
    await expect(page.locator("#chat-title")).to_have_text(name)


async def open_topic(page: Page, name: str) -> None:
    """Open one of the topics of the forum: what is said there is no business of the others."""
    await open_chat(page, FORUM)
    await page.get_by_role("tab", name=name).click()
    await expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def button(message: Locator, name: str) -> Locator:
    """A button under a message."""
    return message.locator(".inline-button", has_text=name)


async def labels(message: Locator) -> list[str]:
    """What the buttons under a message say."""
    return await message.locator(".inline-button").all_inner_texts()


# --- In a private chat ---


async def test_a_newcomer_starts_asks_and_follows_up(page: Page) -> None:
    card = page.locator(".welcome-card")
    await expect(card).to_contain_text("I answer questions about exchange programmes")
    greeting = await begin(page)
    await expect(greeting).to_contain_text("Hello, Robin!")
    await expect(greeting).to_contain_text("• When was the MOU with Kanagawa signed?")
    menu = [delivered.texts().get(f"browse-heading-{what}", "en") for what in BROWSED]
    assert await labels(greeting) == [*menu, delivered.texts().get("button-news", "en")]

    await page.get_by_role("button", name="Commands").click()
    options = page.get_by_role("option")
    await expect(options).to_have_count(len(PRIVATE_COMMANDS))
    await expect(options.filter(has_text="/visits")).to_contain_text("Visits and meetings")
    await page.keyboard.press("Escape")

    answer = await ask(page, TYPO)
    await expect(answer).to_contain_text(SIGNED)
    await expect(answer.locator("i")).to_have_text(SOURCE)
    first, *_, right, wrong = await labels(answer)
    assert first == "More: Memorandum of Understanding between Hanoi and Kanagawa"
    assert (right, wrong) == ("👍 Right", "👎 Not right")

    await button(answer, "👍 Right").click()
    await expect(page.get_by_role("status").filter(has_text="Thank you!")).to_be_visible()
    await expect(button(answer, "ight")).to_have_count(0)
    await expect(button(answer, "More: ")).to_be_visible()

    about = await ask(page, "tell me about the Kanagawa MOU")
    await expect(about).to_contain_text("friendship and cooperation relationship")
    when = await ask(page, "and when was it signed?")
    await expect(when).to_contain_text(f"was signed on {SIGNED}")
    where = await ask(page, "and where?")
    await expect(where).to_contain_text("at the Kanagawa Prefecture Government headquarters")


async def test_a_list_what_is_not_known_and_an_edited_question(page: Page) -> None:
    await person(page, "ตะวัน").click()
    await begin(page)
    listed = await ask(page, BANGKOK)
    await expect(listed).to_contain_text("Bangkok City Hall")
    await expect(listed).to_contain_text("Srinakharinwirot University")
    await expect(listed.locator("i")).to_contain_text("Regional Exchange Promotion Program")

    for question, told in (
        (
            "how much did the flight to Tokyo cost?",
            "The article says nothing about hotels, flights",
        ),
        ("who is the president of France?", "That is outside my subject."),
    ):
        declined = await ask(page, question)
        await expect(declined).to_contain_text(told)
        await expect(declined.locator("i")).to_have_count(0)
        await expect(button(declined, "👍")).to_have_count(0)

    answer = await ask(page, TYPO)
    await expect(answer).to_contain_text(SIGNED)
    field = page.get_by_label("Message", exact=True)
    await field.press("ArrowUp")
    await expect(field).to_have_value(TYPO)
    await field.fill("who signed the mou with kanagawa?")
    await field.press("Enter")
    await expect(answer).to_contain_text("Tran Sy Thanh")
    await expect(answer.locator(".stamp")).to_contain_text("edited")
    await expect(page.locator("article.theirs").last).to_contain_text("Tran Sy Thanh")


@pytest.mark.parametrize(
    ("name", "greeting"), [("佐藤", "佐藤 春さん、こんにちは"), ("An Nguyễn", "Xin chào An!")]
)
async def test_people_are_greeted_in_their_language(page: Page, name: str, greeting: str) -> None:
    await person(page, name).click()
    await expect(await begin(page)).to_contain_text(greeting)


# --- In groups ---


async def test_in_a_group_the_bot_answers_commands_and_replies(page: Page) -> None:
    await open_chat(page, GROUP)
    await type_and_send(page, "when was the MOU signed?")
    await expect(page.locator("article.own")).to_have_count(1)
    answer = await ask(page, f"/ask {TYPO}")
    await expect(answer).to_contain_text(SIGNED)
    await expect(answer.locator(".quoted")).to_contain_text(TYPO)
    await answer.locator(".bubble").dblclick(position={"x": 5, "y": 5})
    await expect(page.locator(".context")).to_contain_text("Reply to Exchange Bot")
    followed = await ask(page, "and who signed it?")
    await expect(followed).to_contain_text("Tran Sy Thanh")
    # What was said to nobody in particular has stayed without an answer.
    await expect(page.locator("article.own")).to_have_count(3)
    await expect(page.locator("article.theirs")).to_have_count(2)


async def test_a_mention_is_answered_in_its_topic_where_the_bot_reads_all(page: Page) -> None:
    await open_topic(page, "Announcements")
    await type_and_send(page, "when was the MOU signed?")
    answer = await ask(page, f"@exchange_preview_bot {TYPO}")
    await expect(answer).to_contain_text(SIGNED)
    await expect(answer.locator(".quoted")).to_contain_text(TYPO)
    await open_topic(page, "Visits")
    await expect(page.locator(".bubble", has_text=SIGNED)).to_have_count(0)


async def test_an_answer_is_sent_to_a_group_by_an_inline_query(page: Page) -> None:
    await open_chat(page, GROUP)
    field = page.get_by_label("Message", exact=True)
    await field.press_sequentially("@exchange_preview_bot kanagawa mou signed")
    options = page.get_by_role("option")
    await expect(options.first).to_contain_text("Memorandum of Understanding between Hanoi")
    await expect(options.first).to_contain_text(SIGNED)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    sent = page.locator("article.own", has_text="via @exchange_preview_bot")
    await expect(sent).to_contain_text(SIGNED)
    await expect(sent.locator("i")).to_have_text(SOURCE)


async def test_visits_are_browsed_by_buttons(page: Page) -> None:
    await open_topic(page, "Visits")
    listed = await ask(page, "/visits")
    await expect(listed).to_contain_text("Page 1 of 2")
    await expect(button(listed, "Previous")).to_have_count(0)
    first_page = await labels(listed)
    await button(listed, "Next").click()
    await expect(listed).to_contain_text("Page 2 of 2")
    await expect(button(listed, "Next")).to_have_count(0)
    entry = (await labels(listed))[0]
    assert entry not in first_page
    await button(listed, entry).click()
    await expect(listed.locator("b")).to_have_text(entry)
    await expect(listed.locator("i")).to_contain_text("Source:")
    await button(listed, "Back").click()
    await expect(listed.locator("b")).to_have_text("Visits and meetings")
    await button(listed, "Menu").click()
    await expect(button(listed, "Agreements")).to_be_visible()
    # All that happened in one message.
    await expect(page.locator("article.theirs")).to_have_count(1)


async def test_a_cards_question_is_answered_below_it(page: Page) -> None:
    await open_topic(page, "Questions")
    listed = await ask(page, "/agreements")
    await button(listed, "Memorandum of Understanding").click()
    await expect(listed).to_contain_text("friendship and cooperation relationship")
    await button(listed, "When was the MOU with Kanagawa signed").click()
    answer = await replied(page, 2)
    await expect(answer).to_contain_text(SIGNED)
    await expect(listed).to_contain_text("friendship and cooperation relationship")


async def test_back_leads_to_the_page_that_one_came_from(page: Page) -> None:
    await open_topic(page, "Announcements")
    listed = await ask(page, "/visits")
    await button(listed, "Next").click()
    await expect(listed).to_contain_text("Page 2 of 2")
    await listed.locator(".inline-button").first.click()
    await button(listed, "Back").click()
    await expect(listed.locator("b")).to_have_text("Visits and meetings")
    assert "Page 2 of 2" in await listed.inner_text()


async def test_a_list_is_whole(page: Page) -> None:
    await open_topic(page, "Announcements")
    answer = await ask(page, f"/ask {BANGKOK}")
    text = await answer.inner_text()
    missing = [name for name in ("City Hall", "JETRO", "JNTO", "Embassy") if name not in text]
    assert missing == []


# --- In a bot of its own ---


async def test_starting_anew_leaves_the_bot_as_it_was(browser: Browser, tmp_path: Path) -> None:
    preview = await start_preview(tmp_path)
    try:
        async with opened(browser, preview) as page:
            card = page.locator(".welcome-card")
            await expect(card).to_contain_text("I answer questions about")
            await begin(page)
            await page.get_by_role("button", name="Preview options").click()
            await page.get_by_role("menuitem", name="Start anew").click()
            await page.get_by_role("dialog").get_by_role("button", name="Start anew").click()
            await expect(card).to_be_visible()
            what_it_says = await card.inner_text()
            await expect(await begin(page)).to_contain_text("Hello, Robin!", timeout=20_000)
    finally:
        log = await stop_preview(preview)
    assert "I answer questions about" in what_it_says
    assert_all_went_well(preview, log)


async def assert_nothing_sticks_out(page: Page) -> None:
    """Neither the page nor a text nor a button is wider than its place."""
    overflow = "node => node.scrollWidth - node.clientWidth"
    for selector in ("html", "#scroll"):
        assert await page.locator(selector).evaluate(overflow) == 0
    for node in await page.locator(".text, .inline-button").all():
        assert await node.evaluate(overflow) <= 0


async def keep_picture(page: Page, name: str) -> None:
    """Write what the page shows, where pictures are asked for."""
    if PICTURES:
        await page.evaluate("document.activeElement.blur()")
        await page.mouse.move(0, 0)
        await page.screenshot(path=Path(PICTURES) / name)


async def test_a_conversation_is_shown_whole_on_a_screen_and_on_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    preview = await start_preview(tmp_path)
    try:
        async with opened(browser, preview, *SCREEN) as page:
            greeting = await begin(page)
            answer = await ask(page, TYPO)
            await expect(answer).to_contain_text(SIGNED)
            await expect(button(answer, "Not right")).to_be_in_viewport(ratio=1)
            await expect(greeting).to_be_in_viewport(ratio=1)
            await assert_nothing_sticks_out(page)
            await keep_picture(page, "preview.png")
        async with opened(browser, preview, *PHONE) as page:
            await page.locator(".chat", has_text="Exchange Bot").click()
            answer = await replied(page, 2)
            await expect(answer.locator(".bubble")).to_be_in_viewport(ratio=1)
            await expect(button(answer, "Not right")).to_be_in_viewport(ratio=1)
            await assert_nothing_sticks_out(page)
            await keep_picture(page, "preview-phone.png")
    finally:
        log = await stop_preview(preview)
    assert_all_went_well(preview, log)
