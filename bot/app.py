"""Puts the bot together and runs it: services, handlers, Telegram or the preview."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import logging
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes, ExtBot

from bot.answering import Answering
from bot.composing import compose, folder_of
from bot.errors import ExchangeBotError, StorageError
from bot.learning_beside import forget_questions, keep_questions, learning
from bot.refreshing import refreshing, wanted_on_signal
from bot.reloading.starting import start_serving
from bot.sending_broadcasts import BroadcastSending
from bot.serving_desk import desk_running
from bot.settings import Settings
from bot.simulator.server import RunningSimulator, is_loopback
from bot.simulator.server import start as start_simulator
from bot.storage.address import DEFAULT_URL
from bot.storage.database import Database
from bot.storage.stores import stores_on
from bot.texts import Texts
from bot.transport.journal import Journal
from bot.transport.keeping import Keeping
from bot.transport.pace import Lane
from bot.transport.polling import Polling
from bot.transport.redaction import TokenFilter
from bot.transport.request import AiohttpRequest
from bot.transport.update_order import PerChatProcessor
from handlers.broadcasting.watching import Watching
from handlers.context import Context, Services
from handlers.desk.passing import matters
from handlers.menu import publish, publish_for
from handlers.registering import AnyApplication, register

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
"""How long a getUpdates call waits for something to happen."""

FIRST_RETRY_SECONDS = 1.0
MAX_RETRY_SECONDS = 30.0

FORGET_SECONDS = 60.0
"""How often questions that are too old to be followed up are dropped from memory."""

FINISH_SECONDS = 5.0
"""How long a stop waits for answers under way: less than the ten seconds after which whoever
stops a container kills it."""


SWITCH_SECONDS = 0.001
"""How long a thread that takes over a new base may keep the interpreter from a question; Python's
own 5 ms let questions wait up to 115 ms while 10,000 facts load, this 12 ms."""


class TelegramRefusedError(ExchangeBotError):
    """Telegram does not take the token.

    Remedy: check TELEGRAM_BOT_TOKEN; @BotFather shows the right one and makes new ones.
    """


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the Bot API is, and the token for it."""

    base_url: str
    token: str = field(repr=False)


def set_up_logging(level: str, *tokens: str) -> None:
    """Log to standard error, with every token replaced by a placeholder."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(TokenFilter(*tokens))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


async def build_services(settings: Settings, database: Database) -> tuple[Services, bool]:
    """Return all services over the live release, and whether the folder holds a base that was
    never live; InvalidBaseError where there is no release and the folder's base has a problem."""
    texts, stores = Texts.delivered(), stores_on(database)
    folder = folder_of(settings)
    accepted = settings.wrong_answers_accepted
    started = await start_serving(stores.releases, folder, accepted, utc_now)
    answering = Answering(started.matcher, texts)
    services = compose(settings, answering, texts, stores, utc_now, time.monotonic)
    services.serving.serving_id = started.release_id
    return services, started.is_folder_new


def utc_now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def build_application(
    endpoint: Endpoint, settings: Settings, services: Services, journal: Journal | None = None
) -> AnyApplication:
    """Return PTB's application with our request class, order of updates, and handlers.

    Updates that must not be lost are put aside in the journal where taking them takes long.
    ExchangeBotError where the environment names a proxy that cannot be used.
    """
    sending = BroadcastSending(settings, services.stores, services.texts, services.now)
    services.broadcasting.wakes(sending.wake)
    keeping = Keeping(lambda update: matters(update, services.desk), journal)
    proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
    application = (
        Application.builder()
        .token(endpoint.token)
        .base_url(f"{endpoint.base_url}/bot")
        .base_file_url(f"{endpoint.base_url}/file/bot")
        .request(_request(settings, proxy, connections=256))
        .get_updates_request(_request(settings, proxy, connections=1))
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(PerChatProcessor(settings.concurrent_updates, keeping.taken))
        .rate_limiter(sending.limiter)
        .job_queue(None)
        .updater(None)  # our own `Polling` takes its place
        .build()
    )
    application.bot_data["services"] = services
    application.bot_data["sending"] = sending
    application.bot_data["keeping"] = keeping
    register(application)
    return application


def _journal(endpoint: Endpoint, settings: Settings, database: Database) -> Journal:
    folder = settings.updates_folder
    if folder is None:
        name = database.file or Path("exchange-bot")
        folder = name.with_name(f"{name.name}-updates")
    return Journal(folder, endpoint.token.partition(":")[0])


def _request(settings: Settings, proxy: str | None, connections: int) -> AiohttpRequest:
    try:
        return AiohttpRequest(
            connection_pool_size=connections,
            connect_timeout=settings.connect_timeout_seconds,
            read_timeout=settings.read_timeout_seconds,
            write_timeout=settings.read_timeout_seconds,
            pool_timeout=settings.connect_timeout_seconds,
            proxy=proxy,
        )
    except ValueError as error:  # its text never holds the proxy's URL
        raise ExchangeBotError(f"The bot cannot reach Telegram so: {error}.") from None


async def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM: Telegram with a token, the preview without one."""
    stopping = _stop_on_signals()
    sys.setswitchinterval(SWITCH_SECONDS)
    async with _database(settings) as database:
        services: Services | None = None
        wanted = wanted_on_signal()
        logger.info("loading the knowledge base")
        async with _until(stopping):
            services, is_folder_new = await build_services(settings, database)
            if is_folder_new:
                wanted.set()
        if services is not None:
            about = services.answering.about()
            logger.info("knowledge base %s: %s facts", about.release, about.fact_count)
            async with _endpoint(settings) as endpoint:
                journal = _journal(endpoint, settings, database)
                application = build_application(endpoint, settings, services, journal)
                await _serve(application, services, stopping, wanted)
    logger.info("stopped")


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    """Yield the open database; StorageError, with what to do, where it cannot be opened.

    The preview's people are gone when it stops, and so is what was kept of them, unless a
    database was named.
    """
    with contextlib.ExitStack() as stack:
        url = DEFAULT_URL
        if settings.database_url is not None:
            url = settings.database_url.get_secret_value()
        elif settings.telegram_bot_token is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="exchange-bot-"))
            url = f"sqlite:///{Path(folder, 'preview.db')}"
        database = Database(url)
        await database.open()
        logger.info("database %s", database.place)
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def _endpoint(settings: Settings) -> AsyncIterator[Endpoint]:
    """Yield where to reach the Bot API; without a token, start the preview for it."""
    if settings.telegram_bot_token is not None:
        token = settings.telegram_bot_token.get_secret_value()
        yield Endpoint(settings.api_base_url, token)
        return
    preview = await _start_preview(settings)
    print(f"\nPreview: open {preview.page_url} in a browser. Ctrl-C stops it.\n", flush=True)
    try:
        yield Endpoint(preview.base_url, preview.token)
    finally:
        await preview.stop()


async def _start_preview(settings: Settings) -> RunningSimulator:
    host, port = settings.preview_host, settings.preview_port
    if not is_loopback(host):
        print(
            f"Warning: the preview binds {host}. Whoever reaches it can speak as anybody.",
            file=sys.stderr,
        )
    try:
        return await start_simulator(host, port)
    except OSError as error:
        raise ExchangeBotError(
            f"The preview cannot use port {port}: {error.strerror}. "
            "Set EXCHANGE_BOT_PREVIEW_PORT to another one, or to 0 for any."
        ) from None


def _stop_on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, stopping.set)
    return stopping


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let `work` go on beside the block, and no longer."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


@asynccontextmanager
async def _until(stopping: asyncio.Event) -> AsyncIterator[None]:
    """Run the block to its end or until `stopping` is set, whatever it is waiting for then."""
    try:
        async with asyncio.timeout(None) as limit, _beside(_expire(limit, stopping)):
            yield
    except TimeoutError:
        if not limit.expired():
            raise


async def _expire(limit: asyncio.Timeout, stopping: asyncio.Event) -> None:
    await stopping.wait()
    limit.reschedule(asyncio.get_running_loop().time())


async def _serve(
    application: AnyApplication,
    services: Services,
    stopping: asyncio.Event,
    reload_wanted: asyncio.Event | None = None,
) -> None:
    """Poll and answer until `stopping` is set; then finish what has been fetched.

    Whenever `reload_wanted` is set, the folder's base is loaded anew.
    TelegramRefusedError where Telegram does not take the token, at the start or later.
    """
    if stopping.is_set():
        return
    keeping: Keeping = application.bot_data["keeping"]
    polling = Polling(application.bot, application.update_queue, POLL_SECONDS, keeping)
    try:
        async with _until(stopping):
            await _connect(application)
            await _publish_menu(application.bot, services)
            await application.start()
            await polling.prepare()
            logger.info("serving as @%s", application.bot.username)
            async with (
                _beside(_warm_up(services.answering)),
                _beside(_forget(services)),
                application.bot_data["sending"].running(application.bot),
                _beside(_publish_roles(application.bot, services)),
                _beside(Watching(services, application.bot).run()),
                learning(application.bot, services),
                refreshing(application.bot, services, reload_wanted or asyncio.Event()),
                desk_running(application.bot, services, keeping),
            ):
                await polling.run()
    except InvalidToken:
        raise TelegramRefusedError(
            "Telegram does not know this token. Check TELEGRAM_BOT_TOKEN; @BotFather "
            "shows the right one."
        ) from None
    finally:
        if application.running:
            logger.info("stopping: finishing what is under way")
            await _finish(application, polling)
        await keep_questions(services)
        await _disconnect(application)


async def _finish(application: AnyApplication, polling: Polling) -> None:
    """Confirm what was fetched and answer it, as far as that is done in time."""
    try:
        async with asyncio.timeout(FINISH_SECONDS):
            await asyncio.gather(polling.confirm(), application.stop())
    except TimeoutError:
        logger.warning("stopping before all is finished: Telegram takes too long")


async def _disconnect(application: AnyApplication) -> None:
    """Close all connections, also those of an application that never was initialised."""
    await application.shutdown()
    await application.bot.shutdown()


async def _warm_up(answering: Answering) -> None:
    """Build the languages that are not ready yet, so that nobody's first question waits.

    One after the other: a stop need not wait for more than the one that is being built.
    """
    try:
        for locale in answering.locales:
            await asyncio.to_thread(answering.warm_up, locale)
            logger.info("ready for questions in '%s'", locale)
            _give_back_memory()
        gc.freeze()  # walking all this again and again would stop everybody for a third of a second
    except Exception:  # the language is tried again when it is asked in
        logger.exception("a language cannot be made ready")


def _give_back_memory() -> None:
    """Return to the system what building took and is free again: a quarter of all.

    Only glibc can; elsewhere nothing happens.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


async def _forget(services: Services) -> None:
    """Drop questions that are too old again and again, as people were promised."""
    while True:
        await asyncio.sleep(FORGET_SECONDS)
        services.conversations.purge()
        await forget_questions(services)


async def _connect(application: AnyApplication) -> None:
    """Return when Telegram answers; InvalidToken for a token that it does not know."""
    wait_seconds = FIRST_RETRY_SECONDS
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            logger.warning("Telegram cannot be reached (%s); trying again", error)
            await asyncio.sleep(wait_seconds)
            wait_seconds = min(2 * wait_seconds, MAX_RETRY_SECONDS)
        else:
            return


async def _publish_menu(bot: ExtBot[Lane], services: Services) -> None:
    """Register commands and descriptions; that this fails is no reason not to serve."""
    try:
        await publish(bot, services.texts, services.desk.group)
    except TelegramError as error:
        logger.warning("the command menu could not be set: %s", error)


async def _publish_roles(bot: ExtBot[Lane], services: Services) -> None:
    """Show members of staff the commands of their roles, while the bot serves already."""
    try:
        everybody = await services.access.everybody()
        await services.staff_names.keep_only(everybody)
        for user_id, role in everybody.items():
            has_desk = services.desk.is_on
            await publish_for(bot, services.texts, user_id, role, has_desk=has_desk)
    except StorageError as error:
        logger.warning("commands of members of staff could not be set: %s", error)
