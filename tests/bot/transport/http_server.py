"""A server of HTTP/1.1 that answers as it is told, and what it may be told."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import parse_qsl, unquote_to_bytes

if TYPE_CHECKING:
    import ssl

MESSAGE = {"message_id": 1, "date": 1_700_000_000, "chat": {"id": 42, "type": "private"}}
OK_MESSAGE = json.dumps({"ok": True, "result": MESSAGE}).encode()


@dataclass(frozen=True)
class Received:
    """A request as it came off the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def api_method(self) -> str:
        return self.target.rpartition("/")[2]

    @property
    def form(self) -> dict[str, str]:
        pairs = parse_qsl(self.body.decode("ascii"), keep_blank_values=True, errors="strict")
        return dict(pairs)

    @property
    def parts(self) -> dict[str, Part]:
        return parse_multipart(self.body, self.headers["content-type"])


Answer: TypeAlias = Callable[[Received, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Part:
    content: bytes
    filename: str | None
    mimetype: str | None


def parse_multipart(body: bytes, content_type: str) -> dict[str, Part]:
    """Read a form as Telegram's server does (tdlib/td, tdnet/td/net/HttpReader.cpp)."""
    kind, _, boundary = content_type.partition("; boundary=")
    assert kind == "multipart/form-data"
    opening, *raw_parts, closing = (b"\r\n" + body).split(f"\r\n--{boundary}".encode())
    assert (opening, closing) == (b"", b"--\r\n")
    parts = {}
    for raw_part in raw_parts:
        head, _, content = raw_part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n"))
        disposition = headers[b"Content-Disposition"]
        names = {
            key.decode(): unquote_to_bytes(re.sub(rb"\\(.)", rb"\1", value)).decode()
            for key, value in re.findall(rb'(\w+)="((?:[^"\\]|\\.)*)"', disposition)
        }
        mimetype = headers.get(b"Content-Type")
        assert names["name"] not in parts
        parts[names["name"]] = Part(
            content, names.get("filename"), mimetype.decode() if mimetype else None
        )
    return parts


class HungUpError(ConnectionError):
    """Raised by an answer that closed the connection."""


class Server:
    """A server of HTTP/1.1 that records what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.answer: Answer = accept
        self.reads_bodies = True
        self.received: list[Received] = []
        self.connection_count = 0
        self.under_way_count = 0
        self.most_under_way_count = 0
        self.arrived = asyncio.Event()
        self.closing = asyncio.Event()
        self.url = ""
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, tls: ssl.SSLContext | None = None) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=tls)
        host, port = self._server.sockets[0].getsockname()
        self.url = f"http{'s' if tls else ''}://{host}:{port}"

    async def close(self) -> None:
        self.closing.set()
        self._server.close()
        for writer in self._writers:
            with contextlib.suppress(AttributeError):  # CPython 3.11: a TLS one closed already
                writer.transport.abort()
        await asyncio.gather(*self._tasks)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connection_count += 1
        self._writers.append(writer)
        self._tasks.append(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while not self.closing.is_set():
                await self._serve_one(reader, writer)
        writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await self.read_request(reader)
        self.received.append(request)
        self.under_way_count += 1
        self.most_under_way_count = max(self.most_under_way_count, self.under_way_count)
        self.arrived.set()
        try:
            await self.answer(request, writer)
            await writer.drain()
            if not self.reads_bodies:
                await self.closing.wait()
        finally:
            self.under_way_count -= 1

    async def read_request(self, reader: asyncio.StreamReader) -> Received:
        head = await reader.readuntil(b"\r\n\r\n")
        request_line, *lines = head.decode().strip().split("\r\n")
        method, target, _ = request_line.split(" ")
        pairs = (line.split(": ", 1) for line in lines)
        headers = {name.lower(): value for name, value in pairs}
        body = await self._read_body(headers, reader) if self.reads_bodies else b""
        return Received(method, target, headers, body)

    @staticmethod
    async def _read_body(headers: dict[str, str], reader: asyncio.StreamReader) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return await reader.readexactly(int(headers.get("content-length", 0)))
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
        return body


def response(
    payload: bytes, status: int = 200, headers: str = "Content-Type: application/json\r\n"
) -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\n{headers}Content-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload


async def accept(request: Received, out: asyncio.StreamWriter) -> None:
    """Answer as if a message had been sent."""
    out.write(response(OK_MESSAGE))


def replies(
    payload: bytes | dict[str, Any] | list[Any], status: int = 200, headers: str = ""
) -> Answer:
    """Return an answer that is always the same."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        out.write(response(body, status, headers))

    return answer


def sends_then_closes(data: bytes) -> Answer:
    """Return an answer that breaks off after `data`."""

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        out.write(data)
        await out.drain()
        out.close()
        raise HungUpError

    return answer


async def resets(request: Received, out: asyncio.StreamWriter) -> None:
    """Reset the connection, as a machine that lost power does once it is back."""
    plug = out.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    out.transport.abort()
    raise HungUpError


def hangs(server: Server) -> Answer:
    """Return an answer that never comes."""

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        await server.closing.wait()

    return answer


def takes_no_more(server: Server) -> Answer:
    """Return an answer that never comes, from a server that does not read on either."""

    async def answer(request: Received, out: asyncio.StreamWriter) -> None:
        cast("asyncio.Transport", out.transport).pause_reading()
        await server.closing.wait()

    return answer
