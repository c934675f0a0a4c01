"""The body of a request: a form, or a multipart form with files, and its way onto the wire.

Owns the encoding, the reading of the files, the write time-out, and the knowledge whether the
server may have got the whole. Leaves to `call` which error a failure becomes.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import re
import secrets
from typing import TYPE_CHECKING, Any, Final, cast

import aiohttp
from telegram.error import BadRequest, NetworkError

from bot.transport.errors import CallError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp.abc import AbstractStreamWriter
    from aiohttp.http import StreamWriter
    from telegram.request import RequestData

_CHUNK_BYTES: Final = 2**16
"""What a server must take within one write time-out; the same as httpx."""

# Telegram's server undoes quoted pairs, then percent-encoding, in a file's name (tdlib/td,
# tdnet/td/net/HttpReader.cpp). So `%` is escaped only where it would be undone, and a control
# character, which no header may hold, is always.
_UNSAFE_IN_NAME: Final = re.compile(r"[\x00-\x1f\x7f]|%(?=[0-9A-Fa-f]{2})")


class Body(aiohttp.Payload):
    """The body of a request, which gives up when the server stops taking it.

    Attributes:
        may_be_whole: Whether the server may have got all of it.
        failure: Why it was not written to its end.
    """

    def __init__(
        self, parts: list[bytes | _Handle], content_type: str, timeout: float | None
    ) -> None:
        super().__init__(parts, content_type=content_type)
        self._parts = parts
        self._timeout = timeout
        self.may_be_whole = False
        self.failure: Exception | None = None

    @property
    def size(self) -> int | None:
        """Bytes in all; None sends it chunked."""
        size = 0
        for part in self._parts:
            part_size = part.size if isinstance(part, _Handle) else len(part)
            if part_size is None:
                return None
            size += part_size
        return size

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Return the body without the files that are streamed; aiohttp's class asks for this."""
        return b"".join(part for part in self._parts if isinstance(part, bytes)).decode(
            encoding, errors
        )

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send all of it; if that fails, the connection is dropped with what it has not sent."""
        # aiohttp forgets the transport when it closes the connection, so it is kept here.
        stream = cast("StreamWriter", writer)
        protocol, transport = stream.protocol, stream.transport
        if transport is not None:
            # `drain` is then to wait until nothing is left in the buffer of the transport, which
            # would outlive a call that failed, and make `shutdown` wait for the server.
            transport.set_write_buffer_limits(high=1)
        try:
            await self._send(stream)
        except BaseException as exc:
            if isinstance(exc, Exception):
                self.failure = exc
            if protocol.writing_paused:
                # aiohttp 3.13 gives an error to whoever waits to write, and asyncio logs an error
                # that nobody waits for any more. So that wait is ended first.
                protocol.resume_writing()
            if transport is not None:
                # Merely closed, it would wait for the server to take what is left.
                transport.abort()
            raise
        self.may_be_whole = True

    async def _send(self, stream: StreamWriter) -> None:
        left = self.size
        async with asyncio.timeout(self._timeout) as patience:
            async for chunk in self._chunks():
                if left is not None:
                    left -= len(chunk)
                    # From here on, an error may come too late to keep the last byte back.
                    self.may_be_whole = left == 0
                await stream.write(chunk)
                await stream.drain()
                if self._timeout is not None:
                    patience.reschedule(asyncio.get_running_loop().time() + self._timeout)

    async def _chunks(self) -> AsyncIterator[bytes | memoryview]:
        for part in self._parts:
            if isinstance(part, _Handle):
                async for chunk in part.chunks():
                    yield chunk
            else:
                for start in range(0, len(part), _CHUNK_BYTES):
                    yield memoryview(part)[start : start + _CHUNK_BYTES]


class _Handle:
    """An open file, read from its start, as httpx does: a repeated call sends it whole again.

    Attributes:
        size: Bytes to send; None where only reading can tell.
    """

    __slots__ = ("_file", "size")

    def __init__(self, file: Any) -> None:
        if getattr(file, "closed", False) or isinstance(file, io.TextIOBase):
            raise CallError(NetworkError("The file to upload is closed, or opened as text"))
        self._file = file
        self.size: int | None = None
        with contextlib.suppress(AttributeError, OSError, ValueError):
            self.size = file.seek(0, os.SEEK_END)
        with contextlib.suppress(AttributeError, OSError, ValueError):
            file.seek(0)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield what was announced: no more if the file grew since, and an error if it shrank."""
        left = self.size
        while left is None or left > 0:
            chunk = await self._read(_CHUNK_BYTES if left is None else min(left, _CHUNK_BYTES))
            if not chunk and left is None:
                return
            if not chunk:
                raise CallError(NetworkError("The file to upload shrank while it was sent"))
            if left is not None:
                left -= len(chunk)
            yield chunk

    async def _read(self, count: int) -> bytes:
        try:
            chunk = await asyncio.to_thread(self._file.read, count)
        except Exception as exc:
            reason = f"The file to upload cannot be read: {type(exc).__name__}: {exc}"
            raise CallError(NetworkError(reason)) from None
        if not isinstance(chunk, bytes):
            raise CallError(NetworkError("The file to upload does not yield bytes"))
        return chunk[:count]


def body_of(data: RequestData | None, timeout: float | None) -> Body:
    """Return the parameters as a form, or with files as a multipart form, in PTB's own encoding."""
    try:
        if data is not None and data.contains_files:
            boundary = secrets.token_hex(16)
            content_type = f"multipart/form-data; boundary={boundary}"
            return Body(_multipart(data, boundary), content_type, timeout)
        form = b"" if data is None else data.url_encoded_parameters().encode("ascii")
    except UnicodeEncodeError:
        # Telegram's own words, and its own status, for what is not UTF-8.
        reason = "Strings must be encoded in UTF-8: half a surrogate pair cannot be"
        raise CallError(BadRequest(reason)) from None
    return Body([form], "application/x-www-form-urlencoded", timeout)


def _multipart(data: RequestData, boundary: str) -> list[bytes | _Handle]:
    """Return the parts of a `multipart/form-data` body: the parameters, then the files."""
    parts: list[bytes | _Handle] = []
    text = bytearray()
    opening = f'--{boundary}\r\nContent-Disposition: form-data; name="'.encode()
    for name, value in data.json_parameters.items():
        text += opening + _quoted(name) + b'"\r\n\r\n' + value.encode() + b"\r\n"
    for name, (filename, content, mimetype) in data.multipart_data.items():
        text += opening + _quoted(name) + b'"; filename="' + _quoted(filename)
        text += b'"\r\nContent-Type: ' + mimetype.encode() + b"\r\n\r\n"
        if isinstance(content, bytes) and len(content) < _CHUNK_BYTES:
            text += content
        else:
            parts += [bytes(text), content if isinstance(content, bytes) else _Handle(content)]
            text.clear()
        text += b"\r\n"
    return [*parts, bytes(text + f"--{boundary}--\r\n".encode())]


def _quoted(name: str) -> bytes:
    """Return `name` as it may stand between the quotes of a header, such that Telegram reads it.

    Half surrogates, which Python puts for the bytes of a file's name that are not UTF-8, become
    question marks.

    >>> _quoted('50%20 "x"\\n')
    b'50%2520 \\\\"x\\\\"%0A'
    """
    name = _UNSAFE_IN_NAME.sub(lambda found: f"%{ord(found[0]):02X}", name)
    return name.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8", "replace")
