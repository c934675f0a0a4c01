"""The simulator as a whole: its state, its web application, and how it is started and stopped."""

import asyncio
import contextlib
import ipaddress
import secrets
import signal
import string
import sys
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.simulator.bot_api import BotApi
from bot.simulator.errors import BotApiError, PeopleError
from bot.simulator.guard import BOT_PATHS, Handler, make_guard
from bot.simulator.limits import UPLOAD_BYTES
from bot.simulator.model import User
from bot.simulator.people.belonging import Belonging
from bot.simulator.people.controls import Controls
from bot.simulator.people.inline import Inline
from bot.simulator.people.looking import Looking
from bot.simulator.people.talking import Talking
from bot.simulator.personas import add_personas
from bot.simulator.state import World

DEFAULT_HOST = "127.0.0.1"
DEFAULT_BOT_NAME = "Exchange Bot"
DEFAULT_BOT_USERNAME = "exchange_preview_bot"
_PAGE = Path(__file__).parent / "page"
_PAGE_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
_BOT_ID = 7000000001
# Multipart adds its own to the files; more than this is refused with 413.
_MAX_REQUEST_BYTES = UPLOAD_BYTES + 1024 * 1024


def new_token() -> str:
    """A token of the right form that no other simulator has."""
    alphabet = string.ascii_letters + string.digits
    return f"{_BOT_ID}:" + "".join(secrets.choice(alphabet) for _ in range(35))


class Simulator:
    """One bot's Telegram: state and web application.

    `world` is open to tests that run in the same process. With `with_personas`, people and groups
    to chat with are there from the start.
    """

    def __init__(
        self,
        token: str | None = None,
        *,
        bot_name: str = DEFAULT_BOT_NAME,
        bot_username: str = DEFAULT_BOT_USERNAME,
        with_personas: bool = True,
        allowed_hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.token = token or new_token()
        bot_id = self.token.partition(":")[0]
        if not bot_id.isdecimal():
            raise ValueError("a bot token begins with the bot's id and a colon")
        bot = User(int(bot_id), bot_name, is_bot=True, username=bot_username)
        self.world = World(self.token, bot)
        self._with_personas = with_personas
        self._allowed_hosts = allowed_hosts
        self._stopping = asyncio.Event()
        if with_personas:
            add_personas(self.world)

    def make_app(self) -> web.Application:
        """The application: the bot's side, the people's side and the page."""
        app = web.Application(
            client_max_size=_MAX_REQUEST_BYTES,
            middlewares=[make_guard(self._allowed_hosts), _explain_refusals],
        )
        bot_api = BotApi(self.world)
        bot_api.stopping = self._stopping
        app.add_routes(bot_api.routes())
        app.add_routes(Talking(self.world).routes())
        app.add_routes(Inline(self.world).routes())
        app.add_routes(Belonging(self.world).routes())
        app.add_routes(Looking(self.world, self._stopping).routes())
        app.add_routes(Controls(self.world, with_personas=self._with_personas).routes())
        app.add_routes([web.get("/", _page), web.get("/page/{name}", _page)])
        app.on_shutdown.append(self._on_shutdown)
        app.on_cleanup.append(self._on_cleanup)
        return app

    async def _on_shutdown(self, _: web.Application) -> None:
        """Let go of what waits, so that connections can close."""
        self._stopping.set()
        self.world.updates.end_poll("terminated by other getUpdates request")
        self.world.events.emit("bye")

    async def _on_cleanup(self, _: web.Application) -> None:
        await self.world.webhook.close()


@web.middleware
async def _explain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What goes wrong is answered in JSON, on the bot's side in the Bot API's form."""
    try:
        return await handler(request)
    except PeopleError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except BotApiError as error:
        # What people do may meet the rules for bots: a result of an inline query, a photo.
        return web.json_response({"error": error.description}, status=400)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        if request.path.startswith(BOT_PATHS):
            answer = BotApiError(error.status, error.reason).answer()
            return web.json_response(answer, status=error.status)
        body = {"error": error.reason, "path": request.path, "method": request.method}
        return web.json_response(body, status=error.status)


async def _page(request: web.Request) -> web.Response:
    path = _PAGE / request.match_info.get("name", "index.html")
    kind = _PAGE_TYPES.get(path.suffix)
    if kind is None or path.parent != _PAGE or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8")


@dataclass(slots=True)
class RunningSimulator:
    """A simulator that listens; `stop` ends it."""

    simulator: Simulator
    host: str
    port: int
    _runner: web.AppRunner

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.simulator.token

    @property
    def base_url(self) -> str:
        """The address without a path, such as `http://127.0.0.1:8081`."""
        host = DEFAULT_HOST if self.host in ("0.0.0.0", "") else self.host  # noqa: S104 - compared
        if host == "::":
            host = "::1"
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def page_url(self) -> str:
        """Where the chat page is."""
        return f"{self.base_url}/"

    async def stop(self) -> None:
        """Close all connections and stop listening."""
        await self._runner.cleanup()


async def start(
    host: str = DEFAULT_HOST,
    port: int = 0,
    *,
    token: str | None = None,
    with_personas: bool = True,
    bot_name: str = DEFAULT_BOT_NAME,
    bot_username: str = DEFAULT_BOT_USERNAME,
    allowed_hosts: frozenset[str] = frozenset(),
) -> RunningSimulator:
    """Start a simulator in this event loop; port 0 takes any that is free.

    `allowed_hosts` are names, beside localhost and addresses, under which the page and the
    people's side may be asked for.
    """
    simulator = Simulator(
        token,
        bot_name=bot_name,
        bot_username=bot_username,
        with_personas=with_personas,
        allowed_hosts=allowed_hosts,
    )
    # A client that goes away takes its waiting call with it: a long poll must not outlive its bot.
    runner = web.AppRunner(
        simulator.make_app(), access_log=None, handler_cancellation=True, shutdown_timeout=2.0
    )
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=1024)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    bound_port = int(runner.addresses[0][1])
    return RunningSimulator(simulator, host, bound_port, runner)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def run(
    host: str = DEFAULT_HOST,
    port: int = 0,
    token: str | None = None,
    *,
    with_personas: bool = True,
    allowed_hosts: frozenset[str] = frozenset(),
) -> None:
    """Run a simulator until SIGINT or SIGTERM.

    Prints its addresses and, if it was made here, the token.
    """
    asyncio.run(_run(host, port, token, with_personas, allowed_hosts))


async def _run(
    host: str, port: int, token: str | None, with_personas: bool, allowed_hosts: frozenset[str]
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in its loops; there Ctrl+C ends asyncio.run itself.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    running = await start(
        host, port, token=token, with_personas=with_personas, allowed_hosts=allowed_hosts
    )
    try:
        print(f"Chat page:  {running.page_url}")
        print(f"Bot API:    {running.base_url}/bot<token>/<method>")
        if token is None:
            print(f"Bot token:  {running.token}")
        if not is_loopback(host):
            print(
                f"WARNING: listening on {host}, so other machines can reach this simulator. "
                "Anybody who can may read and write every chat in it.",
                file=sys.stderr,
            )
        sys.stdout.flush()
        await stop.wait()
    finally:
        await running.stop()
