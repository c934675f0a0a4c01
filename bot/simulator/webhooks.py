"""Updates pushed to the bot's webhook, as td's WebhookActor pushes them.

One request at a time for each chat, so its updates stay in order; as many chats at once as
`max_connections` allows. A refused update is tried again at once, then after 2, 4, 8 … seconds up
to a minute or two, or after the time the bot asks for, and holds up its chat meanwhile.
"""

import asyncio
import contextlib
import itertools
import json
import random
import ssl
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.simulator.clock import Clock
from bot.simulator.updates import DEFAULT_TYPES, UPDATE_TYPES, Update, UpdateQueue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_MAX_RESEND_SECONDS = 60
_MAX_RETRY_AFTER_SECONDS = 3600
_REQUEST_TIMEOUT_SECONDS = 60
# Methods that may not be called in an answer to an update (WebhookActor::handle).
_NOT_IN_ANSWERS = frozenset({"deletewebhook", "setwebhook", "close", "logout"})


@dataclass(slots=True)
class Webhook:
    """Where updates go."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: bytes | None = None


class WebhookError(Exception):
    """An update that the bot did not take; `retry_after` is the wait it asked for, or zero."""

    def __init__(self, reason: str, retry_after: int = 0) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class WebhookSender:
    """Pushes updates while a webhook is set."""

    def __init__(self, updates: UpdateQueue, clock: Clock) -> None:
        self._updates = updates
        self._clock = clock
        self._queues: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(1)
        self.webhook: Webhook | None = None
        self.last_error_at: int | None = None
        self.last_error = ""
        # Runs a method call that came as the answer to an update.
        self.on_call: Callable[[str, dict[str, Any]], Awaitable[None]] | None = None

    async def set(self, webhook: Webhook) -> None:
        """Push to a webhook from now on."""
        await self.close()
        self.webhook = webhook
        self.last_error_at, self.last_error = None, ""
        self._slots = asyncio.Semaphore(webhook.max_connections)
        self._updates.push_to(self._push)

    async def close(self) -> None:
        """Stop pushing; what was not delivered stays in the queue of updates."""
        self._updates.push_to(None)
        self.webhook = None
        self._queues.clear()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> dict[str, Any]:
        """The answer of getWebhookInfo."""
        webhook = self.webhook
        json: dict[str, Any] = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": webhook is not None and webhook.certificate is not None,
            "pending_update_count": len(self._updates),
        }
        if webhook is not None:
            json["max_connections"] = webhook.max_connections
            if webhook.ip_address:
                json["ip_address"] = webhook.ip_address
        if self.last_error_at is not None:
            json |= {
                "last_error_date": self.last_error_at,
                "last_error_message": self.last_error,
            }
        if self._updates.allowed_types != DEFAULT_TYPES:
            allowed = self._updates.allowed_types
            json["allowed_updates"] = [kind for kind in UPDATE_TYPES if kind in allowed]
        return json

    def _push(self, update: Update) -> None:
        queue = self._queues.get(update.queue_id)
        if queue is not None:
            queue.append(update)
            return
        self._queues[update.queue_id] = deque([update])
        task = asyncio.create_task(self._drain(update.queue_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, queue_id: int) -> None:
        queue = self._queues[queue_id]
        while queue:
            # Off the queue before it is confirmed: a fault may put the same update on again.
            update = queue.popleft()
            await self._deliver(update)
            self._updates.confirm(update)
        del self._queues[queue_id]

    async def _deliver(self, update: Update) -> None:
        """Return once the bot has taken the update or it is too old to be tried again."""
        delay = 1
        for attempt in itertools.count():
            try:
                async with self._slots:
                    self._updates.handed_out(update)
                    await self._send(update)
            except WebhookError as failure:
                self.last_error_at, self.last_error = self._clock.date(), str(failure)
                wait = min(failure.retry_after, _MAX_RETRY_AFTER_SECONDS)
                if not wait and attempt:
                    most = random.randint(_MAX_RESEND_SECONDS, 2 * _MAX_RESEND_SECONDS)  # noqa: S311 - jitter
                    wait = delay = min(most, delay * 2)
                if self._updates.is_expired(update, wait):
                    return
                await self._clock.sleep(wait)
            else:
                return

    async def _send(self, update: Update) -> None:
        webhook = self.webhook
        if webhook is None:
            raise WebhookError("Webhook closed")
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with self._client(webhook).post(
                webhook.url,
                json=update.json(),
                headers=headers,
                allow_redirects=False,
            ) as response:
                body = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise WebhookError(error.os_error.strerror or "Connection failed") from None
        except aiohttp.ClientError:
            raise WebhookError("Webhook connection closed") from None
        except TimeoutError:
            raise WebhookError("Read timeout expired") from None
        if not 200 <= response.status <= 299:
            retry_after = response.headers.get("Retry-After", "")
            raise WebhookError(
                f"Wrong response from the webhook: {response.status} {response.reason}",
                int(retry_after) if retry_after.isdecimal() else 0,
            )
        await self._run_answer(response, body)

    async def _run_answer(self, response: aiohttp.ClientResponse, body: bytes) -> None:
        call = _call_in(response.content_type, body)
        if call is None or self.on_call is None:
            return
        method = str(call.pop("method")).lower()
        if method not in _NOT_IN_ANSWERS and not method.startswith("get"):
            await self.on_call(method, call)

    def _client(self, webhook: Webhook) -> aiohttp.ClientSession:
        if self._session is None:
            context: ssl.SSLContext | bool = True
            if webhook.certificate is not None:
                context = ssl.create_default_context(cadata=webhook.certificate.decode("ascii"))
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=webhook.max_connections, ssl=context),
                timeout=aiohttp.ClientTimeout(total=_REQUEST_TIMEOUT_SECONDS),
            )
        return self._session


def _call_in(content_type: str, body: bytes) -> dict[str, Any] | None:
    """The method call in an answer's body, if there is one."""
    if content_type != "application/json" or not body:
        return None
    try:
        call = json.loads(body)
    except ValueError:
        return None
    return call if isinstance(call, dict) and call.get("method") else None
