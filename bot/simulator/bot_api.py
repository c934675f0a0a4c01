"""The bot's side over HTTP: `/bot<TOKEN>/METHOD` and `/file/bot<TOKEN>/PATH`.

Takes a call, lets a fault strike if one is set, runs the method, records what happened and
answers in the Bot API's form.
"""

import asyncio
import inspect
import json
import mimetypes
import re
import time
from typing import Any

from aiohttp import web

from bot.simulator.calls import Call
from bot.simulator.errors import BotApiError
from bot.simulator.faults import DROP, HANG, NOT_JSON, SLOW, Fault
from bot.simulator.methods import METHODS, Method
from bot.simulator.params import Params, read_params
from bot.simulator.state import World

_TOKEN = re.compile(r"^[1-9][0-9]*:[A-Za-z0-9_-]+$")
_NOT_FOUND = BotApiError(404, "Not Found")
# What the server answers to a method it does not know (Client::on_cmd).
_NO_METHOD = BotApiError(404, "Not Found: method not found")
_UNAUTHORIZED = BotApiError(401, "Unauthorized")

Answer = dict[str, Any]


class BotApi:
    """The handlers of the bot's side."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.stopping = asyncio.Event()
        world.webhook.on_call = self._run_webhook_answer

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of methods and of files."""
        return [
            web.route("*", "/bot{token}/{method}", self._handle),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        refused = self._refused(request)
        if refused is not None:
            return _json_response(refused.answer(), refused.code)
        found = METHODS.get(request.match_info["method"].lower())
        if found is None:
            return _json_response(_NO_METHOD.answer(), _NO_METHOD.code)
        try:
            params = await read_params(request)
        except BotApiError as error:
            return _json_response(error.answer(), error.code)
        started = time.perf_counter()
        call = self._begin(found, params)
        chat_id = params.values.get("chat_id")
        fault = self._world.faults.for_call(
            found.name, chat_id if isinstance(chat_id, int) else None
        )
        try:
            if fault is None:
                answer = await self._run(found, params)
                return self._answered(call, answer, answer.get("error_code", 200))
            call.fault = fault.kind
            return await self._run_with_fault(request, call, fault, found, params)
        finally:
            call.seconds = time.perf_counter() - started

    def _refused(self, request: web.Request) -> BotApiError | None:
        token = request.match_info["token"]
        if token == self._world.token:
            return None
        return _UNAUTHORIZED if _TOKEN.match(token) else _NOT_FOUND

    def _begin(self, found: Method, params: Params) -> Call:
        files = {name: upload.json() for name, upload in params.files.items()}
        return self._world.calls.begin(self._world.clock.now(), found.name, params.values, files)

    async def _run(self, found: Method, params: Params) -> Answer:
        """The whole answer of a call."""
        try:
            result = found.run(self._world, params)
            if inspect.isawaitable(result):
                result = await result
        except BotApiError as error:
            return error.answer()
        if isinstance(result, tuple):
            return {"ok": True, "result": result[0], "description": result[1]}
        return {"ok": True, "result": result}

    def _answered(self, call: Call, answer: Answer, status: int) -> web.Response:
        call.answer, call.status = answer, status
        if self._world.events.is_watched and call.method != "getUpdates":
            self._world.events.emit("call", call=call.json())
        return _json_response(answer, status)

    async def _run_with_fault(
        self, request: web.Request, call: Call, fault: Fault, found: Method, params: Params
    ) -> web.StreamResponse:
        answer = await self._run(found, params) if fault.delivered else None
        if fault.kind == DROP:
            return _drop(request)
        if fault.kind == HANG:
            await self._hang()
            return _drop(request)
        if fault.kind == NOT_JSON:
            call.status = int(fault.options.get("status", 502))
            body = str(fault.options.get("body", "<html><h1>502 Bad Gateway</h1></html>"))
            return web.Response(text=body, status=call.status, content_type="text/html")
        error = fault.error()
        if error is not None:
            return self._answered(call, error.answer(), error.code)
        if fault.kind == SLOW:
            await self._world.clock.sleep(fault.seconds)
        answer = answer if answer is not None else await self._run(found, params)
        return self._answered(call, answer, answer.get("error_code", 200))

    async def _hang(self) -> None:
        """Say nothing until the client goes (which cancels this) or the simulator stops."""
        await self.stopping.wait()

    async def _run_webhook_answer(self, method: str, values: dict[str, Any]) -> None:
        """Run a call that a bot put into its answer to an update; nobody gets its result."""
        found = METHODS.get(method)
        if found is None:
            return
        params = Params(values)
        call = self._begin(found, params)
        call.via_webhook = True
        answer = await self._run(found, params)
        call.answer, call.status = answer, answer.get("error_code", 200)

    async def _download(self, request: web.Request) -> web.Response:
        refused = self._refused(request)
        stored = self._world.files.at_path(request.match_info["path"])
        if refused is None and (stored is None or stored.content is None):
            refused = _NOT_FOUND
        if refused is not None or stored is None:
            refused = refused or _NOT_FOUND
            return _json_response(refused.answer(), refused.code)
        kind = mimetypes.guess_type(stored.path)[0] or "application/octet-stream"
        return web.Response(body=stored.content, content_type=kind)


def _json_response(answer: Answer, status: int) -> web.Response:
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, status=status, content_type="application/json")


def _drop(request: web.Request) -> web.Response:
    """Close the connection without a word; the response is never written."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
