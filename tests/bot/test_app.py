"""The composition: logging, services, the application, the preview, waiting for Telegram."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from telegram.error import TelegramError

from bot import app
from bot.answering import Answering
from bot.errors import ExchangeBotError, StorageVanishedError
from bot.settings import read_settings
from bot.simulator.server import RunningSimulator, start
from bot.storage.database import Database
from bot.texts import Texts
from bot.transport.request import AiohttpRequest
from bot.transport.update_order import PerChatProcessor
from handlers.context import Context, Services
from handlers.registering import AnyApplication
from knowledge.problems import InvalidBaseError
from tests.bot import delivered
from tests.bot.transport.bots import SECRET, TOKEN
from tests.knowledge.small_bases import write_base
from tests.simulator.driver import until

PASSWORD = "correct-horse"


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Put the root logger back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
async def simulator() -> AsyncIterator[RunningSimulator]:
    """A Telegram for this test."""
    running = await start()
    yield running
    await running.stop()


def built(endpoint: app.Endpoint, **settings: str) -> AnyApplication:
    """The application for an endpoint, with the services that are delivered."""
    given = {f"EXCHANGE_BOT_{name}": value for name, value in settings.items()}
    return app.build_application(endpoint, read_settings(given), delivered.services())


# Logging


@pytest.mark.usefixtures("_logging_as_before")
def test_logs_go_to_standard_error_without_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    app.set_up_logging("INFO", "odd token", TOKEN)
    logger = logging.getLogger("tests.app")
    logger.info("for %s and %s", TOKEN, "odd token")
    logger.debug("too quiet")
    logger.error("failed", exc_info=RuntimeError(f"http://x/bot{TOKEN}/getMe"))
    told = capsys.readouterr()
    assert told.out == ""
    assert "INFO tests.app: for <token> and <token>" in told.err
    assert "RuntimeError: http://x/bot<token>/getMe" in told.err
    assert "too quiet" not in told.err
    assert SECRET not in told.err


@pytest.mark.usefixtures("_logging_as_before")
def test_libraries_that_log_each_request_are_kept_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    app.set_up_logging("DEBUG")
    for name in ("httpx", "httpcore", "aiohttp.access"):
        logging.getLogger(name).info("a request")
    logging.getLogger("tests.app").debug("ours")
    told = capsys.readouterr().err
    assert "a request" not in told
    assert "ours" in told


# Services and application


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    """A database in a folder, open."""
    database = Database(f"sqlite:///{folder}/bot.db")
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def test_services_are_those_of_the_settings(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "base")
    settings = read_settings(
        {"EXCHANGE_BOT_KNOWLEDGE_FOLDER": str(folder), "EXCHANGE_BOT_ADMIN_IDS": "7,8"}
    )
    async with opened(tmp_path) as database:
        services, is_folder_new = await app.build_services(settings, database)
    assert not is_folder_new
    assert services.admin_ids == {7, 8}
    assert "4 June 2021" in services.answering.answer("When was the River Pact signed?").text


async def test_a_base_with_a_problem_is_an_error(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "base", {"documents.yaml": "- nonsense"})
    settings = read_settings({"EXCHANGE_BOT_KNOWLEDGE_FOLDER": str(folder)})
    async with opened(tmp_path) as database:
        with pytest.raises(InvalidBaseError):
            await app.build_services(settings, database)


async def test_the_application_calls_where_the_settings_say() -> None:
    application = built(app.Endpoint("http://127.0.0.1:1/deep", TOKEN), CONCURRENT_UPDATES="5")
    bot = application.bot
    assert bot.base_url == f"http://127.0.0.1:1/deep/bot{TOKEN}"
    assert bot.base_file_url == f"http://127.0.0.1:1/deep/file/bot{TOKEN}"
    assert isinstance(bot.request, AiohttpRequest)
    assert bot.request.read_timeout == 20
    assert isinstance(application.update_processor, PerChatProcessor)
    assert application.update_processor._places._value == 5
    assert issubclass(application.context_types.context, Context)
    assert isinstance(application.bot_data["services"], Services)
    assert application.handlers
    assert application.error_handlers


async def test_time_outs_are_those_of_the_settings() -> None:
    endpoint = app.Endpoint("http://127.0.0.1:1", TOKEN)
    application = built(endpoint, READ_TIMEOUT_SECONDS="7", CONNECT_TIMEOUT_SECONDS="3")
    for request in application.bot._request:
        assert isinstance(request, AiohttpRequest)
        assert request._limits.read == request._limits.write == 7
        assert request._limits.connect == request._limits.pool == 3


@pytest.mark.parametrize("name", ["EXCHANGE_BOT_PROXY_URL", "HTTPS_PROXY"])
def test_a_proxy_that_cannot_be_used_is_told_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    url = f"socks5://user:{PASSWORD}@proxy.example"
    monkeypatch.setenv(name, url)
    given = {name: url} if name.startswith("EXCHANGE") else {}
    with pytest.raises(ExchangeBotError, match=name) as refused:
        app.build_application(
            app.Endpoint("https://127.0.0.1:1", TOKEN), read_settings(given), delivered.services()
        )
    assert PASSWORD not in str(refused.value)


def test_an_endpoint_shows_no_token() -> None:
    assert SECRET not in repr(app.Endpoint("http://127.0.0.1:1", TOKEN))


# Waiting for Telegram


async def test_a_signal_before_telegram_answers_ends_the_wait(
    simulator: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.simulator.world.faults.add({"fault": "server_error", "times": None})
    application = built(app.Endpoint(simulator.base_url, simulator.token))
    stopping = asyncio.Event()
    serving = asyncio.create_task(app._serve(application, delivered.services(), stopping))
    await until(lambda: "cannot be reached" in caplog.text)
    stopping.set()
    await asyncio.wait_for(serving, 20)
    assert not application.running
    assert_disconnected(application)


async def test_a_stop_before_the_start_starts_nothing(simulator: RunningSimulator) -> None:
    stopping = asyncio.Event()
    stopping.set()
    application = built(app.Endpoint(simulator.base_url, simulator.token))
    await app._serve(application, delivered.services(), stopping)
    assert not application.running
    assert simulator.simulator.world.calls.last_id == 0


async def test_a_wrong_token_is_an_error_with_a_remedy(simulator: RunningSimulator) -> None:
    application = built(app.Endpoint(simulator.base_url, TOKEN))
    with pytest.raises(app.TelegramRefusedError, match="Check TELEGRAM_BOT_TOKEN") as refused:
        await app._serve(application, delivered.services(), asyncio.Event())
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert_disconnected(application)


async def test_a_token_that_is_revoked_later_is_the_same_error(
    simulator: RunningSimulator,
) -> None:
    simulator.simulator.world.faults.add({"fault": "unauthorized", "method": "getUpdates"})
    application = built(app.Endpoint(simulator.base_url, simulator.token))
    with pytest.raises(app.TelegramRefusedError, match="Check TELEGRAM_BOT_TOKEN"):
        await app._serve(application, delivered.services(), asyncio.Event())
    assert not application.running
    assert_disconnected(application)


async def test_languages_are_made_ready_while_it_serves(
    simulator: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stopping = asyncio.Event()
    application = built(app.Endpoint(simulator.base_url, simulator.token))
    services = replace(delivered.services(), answering=Balky(delivered.matcher(), Texts({})))
    serving = asyncio.create_task(app._serve(application, services, stopping))
    await until(lambda: "a language cannot be made ready" in caplog.text)
    assert "ready for questions in 'en'" in caplog.text
    assert not serving.done()
    stopping.set()
    await serving


class Balky(Answering):
    """Knows English only, and fails at every other language."""

    def warm_up(self, locale: str) -> None:
        """Fail, unless it is English."""
        if locale != "en":
            raise ValueError(locale)


def assert_disconnected(application: AnyApplication) -> None:
    """Fail where a connection was left open."""
    for request in application.bot._request:
        assert isinstance(request, AiohttpRequest)
        assert request._pool is None


async def test_a_menu_that_cannot_be_set_is_told_and_no_more(
    simulator: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.simulator.world.faults.add({"fault": "server_error", "method": "setMyDescription"})
    application = built(app.Endpoint(simulator.base_url, simulator.token))
    async with application:
        await app._publish_menu(application.bot, delivered.services())
    assert "the command menu could not be set: Bad Gateway" in caplog.text


# The preview


async def test_without_a_token_the_preview_is_the_endpoint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = read_settings({"EXCHANGE_BOT_PREVIEW_PORT": "0"})
    async with app._endpoint(settings) as endpoint:
        told = capsys.readouterr()
        assert f"open {endpoint.base_url}/ in a browser" in told.out
        assert endpoint.token not in told.out
        assert told.err == ""
        application = built(endpoint)
        async with application:
            assert application.bot.username
    application = built(endpoint)
    with pytest.raises(TelegramError):
        await application.bot.initialize()
    for request in application.bot._request:
        await request.shutdown()


async def test_with_a_token_no_preview_starts(capsys: pytest.CaptureFixture[str]) -> None:
    settings = read_settings(
        {"TELEGRAM_BOT_TOKEN": TOKEN, "EXCHANGE_BOT_API_BASE_URL": "http://127.0.0.1:1"}
    )
    async with app._endpoint(settings) as endpoint:
        assert endpoint == app.Endpoint("http://127.0.0.1:1", TOKEN)
    assert capsys.readouterr().out == ""


async def test_a_preview_that_others_can_reach_is_warned_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - what the warning is about
    settings = read_settings(
        {"EXCHANGE_BOT_PREVIEW_PORT": "0", "EXCHANGE_BOT_PREVIEW_HOST": everywhere}
    )
    async with app._endpoint(settings) as endpoint:
        assert endpoint.base_url.startswith("http://127.0.0.1:")
    assert f"Warning: the preview binds {everywhere}" in capsys.readouterr().err


async def test_a_port_in_use_is_told_with_the_remedy(simulator: RunningSimulator) -> None:
    settings = read_settings({"EXCHANGE_BOT_PREVIEW_PORT": str(simulator.port)})
    with pytest.raises(ExchangeBotError, match="Set EXCHANGE_BOT_PREVIEW_PORT") as refused:
        async with app._endpoint(settings):
            pass
    assert str(simulator.port) in str(refused.value)


# The database


async def test_without_a_setting_the_bot_keeps_a_file_and_the_preview_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app._database(read_settings({"TELEGRAM_BOT_TOKEN": TOKEN})) as database:
        assert database.place == "exchange-bot.db"
    assert (tmp_path / "exchange-bot.db").is_file()
    async with app._database(read_settings({})) as database:
        preview = Path(database.place)
        assert preview.is_file()  # noqa: ASYNC240
    assert not preview.exists()  # noqa: ASYNC240
    assert [path.name for path in tmp_path.iterdir()] == ["exchange-bot.db"]  # noqa: ASYNC240


async def test_a_database_that_cannot_be_opened_ends_the_start_with_a_remedy(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/missing/bot.db"
    with pytest.raises(StorageVanishedError, match="see that its folder is there"):
        await app.run(read_settings({"EXCHANGE_BOT_DATABASE_URL": url}))
