"""PTB's HTTP seam on aiohttp: a call of the Bot API goes out, its status and body come back.

Owns the course of a call: time-outs, the limit on answers, errors. Leaves to PTB's `BaseRequest`
what an answer means (401, 409, 429, …), and to the rate limiter when to send and whether to send
again.

    telegram.Bot -> BaseRequest.post, .retrieve -> AiohttpRequest.do_request -> Telegram

The URL of every call holds the bot's token, so nothing that escapes from here names it: not the
message, not the chained cause, not the context of an exception, nor a page that a server sent in
place of an answer. Nothing is logged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.transport.answer import answer_in
from bot.transport.body import body_of
from bot.transport.call import Call, Limits
from bot.transport.errors import CallError
from bot.transport.pool import Pool
from bot.transport.proxies import Proxies
from bot.transport.redaction import presentable, secrets_in

if TYPE_CHECKING:
    import ssl

    from telegram._utils.types import JSONDict, ODVInput

DEFAULT_MAX_RESPONSE_BYTES: Final = 32 * 2**20
"""A bot may download files of up to 20 MB (https://core.telegram.org/bots/api#getfile); a hundred
updates with the longest of texts stay under the rest. A lower limit could refuse the same updates
for ever, since updates that were not read are not confirmed."""

_SHORTEST_SECONDS: Final = 0.001
"""Stands for a time-out of 0, which aiohttp would take for none."""


class AiohttpRequest(BaseRequest):
    """Sends a bot's calls over kept-alive connections of HTTP/1.1.

    One instance may serve many tasks of one event loop. PTB wants two: one with a single connection
    for `getUpdates`, one for all else. The time-outs mean what they mean to PTB 22.8's
    `HTTPXRequest`, and have its defaults; None means no limit, and 0 the shortest there is.

    A POST is sent at most once, and no redirect is followed: it would carry the token elsewhere.

    Args:
        connection_pool_size: Calls that may be under way at once; further ones wait.
        read_timeout: Seconds without a byte from the server, once the request is sent.
        write_timeout: Seconds in which the server must take each 64 KiB of a request.
        connect_timeout: Seconds for name look-up, connection, proxy and TLS together.
        pool_timeout: Seconds to wait for one of the `connection_pool_size` places.
        media_write_timeout: Takes the place of `write_timeout` where files are uploaded.
        total_timeout: Seconds for all of a call, waiting included, or its `read_timeout` if that is
            longer: the end of a server that sends a byte now and then. 600 lets 20 MB pass at
            35 kB/s.
        max_response_bytes: An answer larger than this, once decompressed, is an error.
        proxy: URL, `http://` or `https://`, credentials allowed. None: see `trust_env`.
        trust_env: Without a `proxy`, heed HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY.
        ssl_context: None: the system's certificates, or those of SSL_CERT_FILE.

    Raises:
        ValueError: A proxy, given or of the environment, is not of HTTP; or a size is under 1.
    """

    __slots__ = (
        "_limits",
        "_max_response_bytes",
        "_media_write_timeout",
        "_pool",
        "_pool_size",
        "_proxies",
        "_ssl_context",
        "_total_timeout",
    )

    def __init__(
        self,
        *,
        connection_pool_size: int = 256,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 20.0,
        total_timeout: float | None = 600.0,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        proxy: str | None = None,
        trust_env: bool = True,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        if connection_pool_size < 1 or max_response_bytes < 1:
            raise ValueError("connection_pool_size and max_response_bytes must be at least 1")
        self._pool_size = connection_pool_size
        self._limits = Limits(read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._media_write_timeout = media_write_timeout
        self._total_timeout = total_timeout
        self._max_response_bytes = max_response_bytes
        self._proxies = Proxies(proxy, trust_env=trust_env)
        self._ssl_context = ssl_context
        self._pool: Pool | None = None

    @property
    def read_timeout(self) -> float | None:
        """The default read time-out in seconds; PTB adds the time of a long poll to it."""
        return self._limits.read

    async def initialize(self) -> None:
        """Open the session in the running event loop; again after `shutdown`, if need be.

        Connections are made by the first calls. Does nothing where the session is open.
        """
        if self._pool is None:
            self._pool = Pool(self._pool_size, self._ssl_context)

    async def shutdown(self) -> None:
        """Close every connection; calls under way end in `NetworkError`. Harmless if repeated."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body of the server's answer, whatever the status.

        The body of an answer other than 2xx is stripped of the token and, unless it is a JSON
        object of a reasonable length, cut short: PTB puts it into the message of the error.

        Raises:
            TimedOut: A time-out passed; the message says which.
            BadRequest: A text holds half a surrogate pair, so it is not UTF-8. Nothing was sent.
            NetworkError: No connection, TLS or proxy; connection lost; answer cut off, malformed or
                too large; file to upload unreadable; `shutdown` meanwhile.
            RuntimeError: `initialize` has not been awaited.

        `is_safe_to_repeat` tells, of any of the first three, whether the call can have had effect.
        """
        pool = self._pool
        if pool is None:
            raise RuntimeError("This AiohttpRequest is not initialized: await initialize() first")
        has_files = request_data is not None and request_data.contains_files
        call = Call(
            url=url,
            method=method,
            limits=Limits(
                read=_chosen(read_timeout, self._limits.read),
                write=_chosen(
                    write_timeout, self._media_write_timeout if has_files else self._limits.write
                ),
                connect=_chosen(connect_timeout, self._limits.connect),
                pool=_chosen(pool_timeout, self._limits.pool),
            ),
        )
        try:
            if method != "GET":
                call.body = body_of(request_data, call.limits.write)
            return await self._run(call, pool)
        except Exception as exc:
            known = self._secrets_of(url)
            error = call.error(exc, known, is_shut_down=pool.is_closed)
            cause = call.cause(exc, known)
        # Raised here rather than above, the error gets no context: aiohttp's exception is dropped,
        # and the URL in it.
        raise error from cause

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the answer of the Bot API in `payload`; unlike PTB's own, log nothing.

        Raises:
            NetworkError: It is no such answer, or later, when a `result` that it lacks is read.
        """
        return answer_in(payload)

    async def _run(self, call: Call, pool: Pool) -> tuple[int, bytes]:
        """Return what the server answered, within the limits on time of `call`."""
        total = self._total_timeout
        if total is not None:
            total = max(total, call.limits.read or 0)
        async with pool.deadline(total) as call.deadline, pool.place(call.limits.pool):
            status, payload = await self._exchange(call, pool.session)
        if 200 <= status < 300:
            return status, payload
        return status, presentable(payload, self._secrets_of(call.url))

    def _secrets_of(self, url: str) -> set[str]:
        """Return what must not be told of a call of `url`."""
        return secrets_in(url) | self._proxies.secrets

    async def _exchange(self, call: Call, session: aiohttp.ClientSession) -> tuple[int, bytes]:
        """Return what the server answered; the connection is then free, or closed."""
        proxy = self._proxies.for_url(call.url)
        # With TLS the proxy gets a request of its own, CONNECT; without, it passes this one on.
        is_tunnelled = call.url.lower().startswith("https:")
        response = await session.request(
            call.method,
            call.url,
            data=call.body,
            headers=None if is_tunnelled else proxy.headers,
            allow_redirects=False,
            proxy=proxy.address,
            proxy_headers=proxy.headers if is_tunnelled else None,
            # `connect` and `sock_read` are all that is left to aiohttp: it has no write time-out,
            # and would count the wait for a place in the pool as connecting.
            timeout=aiohttp.ClientTimeout(
                total=None, connect=call.limits.connect, sock_read=call.limits.read
            ),
        )
        try:
            payload = await self._read(response)
        except BaseException:
            response.close()
            raise
        response.release()
        return response.status, payload

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        """Return the body of `response`, decompressed."""
        limit = self._max_response_bytes
        size = response.content_length or 0
        payload = bytearray()
        while size <= limit:
            chunk = await response.content.readany()
            if not chunk:
                return bytes(payload)
            payload += chunk
            size = len(payload)
        raise CallError(NetworkError(f"The answer is larger than {limit} bytes"))


def _chosen(given: ODVInput[float], default: float | None) -> float | None:
    """Return the time-out that a call asks for, or else `default`."""
    seconds = given if given is None or isinstance(given, int | float) else default
    return None if seconds is None else max(seconds, _SHORTEST_SECONDS)
