"""What is sent arrives byte for byte, and is given up when the server stops taking it."""

from __future__ import annotations

import asyncio
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot, InputFile, InputMediaPhoto, InputMediaVideo
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.transport.errors import is_safe_to_repeat
from tests.bot.transport.bots import TOKEN
from tests.bot.transport.http_server import MESSAGE, Part, Server, replies, takes_no_more
from tests.bot.transport.loop_clock import Clock, assert_ends_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_call_arrives_as_a_form_with_ptbs_user_agent(server: Server, bot: Bot) -> None:
    await bot.send_message(42, "Ciao, 日本 👋", disable_notification=True)

    (received,) = server.received
    assert (received.method, received.target) == ("POST", f"/bot{TOKEN}/sendMessage")
    assert received.headers["user-agent"] == BaseRequest.USER_AGENT
    assert received.headers["content-type"] == "application/x-www-form-urlencoded"
    assert received.form == {
        "chat_id": "42",
        "text": "Ciao, 日本 👋",
        "disable_notification": "true",
    }
    assert "cookie" not in received.headers


async def test_call_without_parameters_is_an_empty_post(server: Server, either_bot: Bot) -> None:
    server.answer = replies({"ok": True, "result": True})

    assert await either_bot.log_out()

    assert (server.received[0].method, server.received[0].body) == ("POST", b"")
    assert server.received[0].headers["content-length"] == "0"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), name=st.text(min_size=1))
async def test_any_text_arrives_byte_for_byte(
    server: Server, bot: Bot, text: str, name: str
) -> None:
    server.received.clear()

    await bot.do_api_request("sendThis", {"text": text, f"?{name}": [text, {"nested": text}]})
    await bot.send_document(42, InputFile(text.encode(), name), caption=text)

    form, upload = server.received[0].form, server.received[1].parts
    assert form.keys() == {"text", f"?{name}"}
    assert form["text"] == text
    assert json.loads(form[f"?{name}"]) == [text, {"nested": text}]
    assert upload["caption"].content.decode() == text
    assert upload["document"].content == text.encode()
    assert upload["document"].filename == name


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [
        ('say "hi".pdf', b'say \\"hi\\".pdf'),
        ("a;b=c.pdf", b"a;b=c.pdf"),
        ("back\\slash", b"back\\\\slash"),
        ('x"\r\nContent-Type: text/html\r\n\r\n', b'x\\"%0D%0AContent-Type: text/html%0D%0A%0D%0A'),
        ("100%.pdf", b"100%.pdf"),
        ("100%25.pdf", b"100%2525.pdf"),
        ("申込書 Đơn ใบสมัคร.pdf", "申込書 Đơn ใบสมัคร.pdf".encode()),
        (os.fsdecode(b"caf\xe9.pdf"), b"caf?.pdf"),
    ],
)
async def test_hostile_file_name_stays_one_header_and_reads_as_it_was(
    server: Server, bot: Bot, name: str, on_the_wire: bytes
) -> None:
    await bot.send_document(42, b"%PDF", filename=name)

    (received,) = server.received
    assert b'filename="' + on_the_wire + b'"\r\n' in received.body
    assert received.parts["document"].filename == name.encode("utf-8", "replace").decode()
    assert received.parts["document"].content == b"%PDF"


def document_of_bytes(path: Path) -> Any:
    return path.read_bytes()


def document_at_path(path: Path) -> Any:
    return path


def document_read_by_ptb(path: Path) -> Any:
    with path.open("rb") as file:
        return InputFile(file)


def document_streamed(path: Path) -> Any:
    return InputFile(path.open("rb"), read_file_handle=False)


def document_in_memory(path: Path) -> Any:
    return InputFile(io.BytesIO(path.read_bytes()), read_file_handle=False)


DOCUMENT_KINDS = [
    document_of_bytes,
    document_at_path,
    document_read_by_ptb,
    document_streamed,
    document_in_memory,
]


@pytest.mark.parametrize("document_of", DOCUMENT_KINDS)
@pytest.mark.parametrize("size", [0, 10, 2**16, 300_000])
async def test_file_arrives_byte_for_byte(
    server: Server, either_bot: Bot, tmp_path: Path, document_of: Callable[[Path], Any], size: int
) -> None:
    path = tmp_path / "形式.bin"
    path.write_bytes(os.urandom(size))
    document = document_of(path)

    await either_bot.send_document(42, document, caption="ファイル", filename="名.bin")

    (received,) = server.received
    assert received.parts["document"].content == path.read_bytes()
    assert received.parts["document"].mimetype == "application/octet-stream"
    assert received.parts["caption"] == Part("ファイル".encode(), None, None)
    assert received.parts["chat_id"].content == b"42"
    assert int(received.headers["content-length"]) == len(received.body)
    if isinstance(document, InputFile) and not isinstance(document.input_file_content, bytes):
        document.input_file_content.close()


async def test_album_with_cover_arrives_with_its_attachments(
    server: Server, either_bot: Bot
) -> None:
    server.answer = replies({"ok": True, "result": [MESSAGE, MESSAGE]})
    photo = InputMediaPhoto(b"photo", caption="写真", filename="a.jpg")
    video = InputMediaVideo(b"video" * 50_000, thumbnail=b"thumbnail", filename="b.mp4")

    await either_bot.send_media_group(42, [photo, video])

    parts = server.received[0].parts
    first, second = json.loads(parts["media"].content)
    content = {
        "photo": parts[first["media"].removeprefix("attach://")].content,
        "video": parts[second["media"].removeprefix("attach://")].content,
        "thumbnail": parts[second["thumbnail"].removeprefix("attach://")].content,
    }
    assert content == {"photo": b"photo", "video": b"video" * 50_000, "thumbnail": b"thumbnail"}
    assert first["caption"] == "写真"
    assert len(parts) == 5


async def test_handle_is_sent_from_its_start_each_time(server: Server, bot: Bot) -> None:
    handle = io.BytesIO(b"0123456789")
    handle.seek(5)

    for _ in range(2):
        await bot.send_document(42, InputFile(handle, read_file_handle=False))

    contents = [received.parts["document"].content for received in server.received]
    assert contents == [b"0123456789"] * 2


async def test_pipe_is_sent_chunked(server: Server, bot: Bot) -> None:
    out, into = os.pipe()
    os.write(into, b"from a pipe")
    os.close(into)

    with os.fdopen(out, "rb") as pipe:
        await bot.send_document(42, InputFile(pipe, "pipe.txt", read_file_handle=False))

    assert server.received[0].headers["transfer-encoding"] == "chunked"
    assert server.received[0].parts["document"].content == b"from a pipe"


class ShiftyFile(io.BytesIO):
    """Holds fewer or more bytes by the time it is read than it first says."""

    def __init__(self, content: bytes, announced: int) -> None:
        super().__init__(content)
        self.announced = announced

    def seek(self, offset: int, whence: int = 0, /) -> int:
        super().seek(offset, whence)
        return self.announced if whence == os.SEEK_END else offset

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read()


class UnreadableFile(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


async def test_file_that_grows_is_sent_as_announced(server: Server, bot: Bot) -> None:
    await bot.send_document(42, InputFile(ShiftyFile(b"0123456789", 4), read_file_handle=False))

    assert server.received[0].parts["document"].content == b"0123"


def closed_file() -> Any:
    file = io.BytesIO(b"closed")
    file.close()
    return file


@pytest.mark.parametrize(
    ("file_of", "message"),
    [
        (lambda: ShiftyFile(b"0123", 10), "shrank"),
        (lambda: UnreadableFile(b"x"), "cannot be read: OSError: .*Input/output error"),
        (lambda: io.StringIO("text"), "opened as text"),
        (closed_file, "closed"),
    ],
)
async def test_unreadable_file_is_named_and_nothing_arrives(
    server: Server, bot: Bot, file_of: Callable[[], Any], message: str
) -> None:
    document = InputFile(b"", "x.bin")
    document.input_file_content = file_of()

    with pytest.raises(NetworkError, match=message) as failed:
        await bot.send_document(42, document)

    assert server.received == []
    assert is_safe_to_repeat(failed.value)


async def test_half_a_surrogate_pair_is_a_bad_request_and_nothing_arrives(
    server: Server, bot: Bot
) -> None:
    for call in (
        bot.send_message(42, "half of 👋: \ud83d"),
        bot.send_document(42, b"x", caption="half of 👋: \ud83d"),
    ):
        with pytest.raises(BadRequest, match="UTF-8") as failed:
            await call
        assert is_safe_to_repeat(failed.value)
    assert server.received == []


@pytest.mark.parametrize("media", [False, True])
async def test_server_that_takes_no_more_is_a_write_timeout(
    server: Server, bot: Bot, clock: Clock, media: bool
) -> None:
    server.reads_bodies = False
    server.answer = takes_no_more(server)
    big = "x" * 20_000_000

    async def send(**timeouts: Any) -> None:
        server.arrived.clear()
        if media:
            await bot.send_document(42, big.encode(), **timeouts)
        else:
            await bot.send_message(42, big, **timeouts)

    cases: list[tuple[dict[str, Any], int]] = [({}, 20 if media else 5), ({"write_timeout": 8}, 8)]
    for timeouts, seconds in cases:
        call = asyncio.create_task(send(**timeouts))
        await server.arrived.wait()
        error = await assert_ends_after(seconds, clock, call)
        assert "Write timeout" in str(error)
        assert is_safe_to_repeat(error)


@pytest.mark.parametrize(("seconds", "is_in_time"), [(15, True), (25, False)])
async def test_write_timeout_counts_anew_for_every_piece(
    server: Server, bot: Bot, clock: Clock, seconds: int, is_in_time: bool
) -> None:
    class SlowDisk(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asyncio.run_coroutine_threadsafe(clock.advance(seconds), loop).result()
            return super().read(size)

    loop = asyncio.get_running_loop()
    document = InputFile(SlowDisk(b"x" * 300_000), "slow.bin", read_file_handle=False)

    if is_in_time:
        await bot.send_document(42, document)
        assert len(server.received[0].parts["document"].content) == 300_000
    else:
        with pytest.raises(TimedOut, match="Write timeout"):
            await bot.send_document(42, document)
        assert server.received == []
