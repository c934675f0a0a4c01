"""Files: sending them in every way, captions, albums, downloading."""

import json
from typing import Any

import pytest

from tests.simulator.driver import Driver
from tests.simulator.pictures import png


async def test_a_photo_comes_in_sizes_and_can_be_downloaded(sim: Driver) -> None:
    await sim.person()
    content = png(1000, 500)
    answer = await sim.form(
        "sendPhoto", chat_id=11, photo=("a.png", content, "image/png"), caption="*hi*"
    )
    sizes = answer["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]
    assert answer["result"]["caption"] == "*hi*"
    file = await sim.call("getFile", file_id=sizes[0]["file_id"])
    url = f"{sim.running.base_url}/file/bot{sim.running.token}/{file['file_path']}"
    async with sim.session.get(url) as response:
        assert await response.read() == content
        assert response.content_type == "image/png"


@pytest.mark.parametrize(
    ("method", "field", "more"),
    [
        ("sendDocument", "document", {"caption": "c"}),
        ("sendVideo", "video", {"duration": 3, "width": 10, "height": 5}),
        ("sendAnimation", "animation", {"duration": 3}),
        ("sendAudio", "audio", {"performer": "p", "title": "t", "duration": 3}),
        ("sendVoice", "voice", {"duration": 3}),
        ("sendVideoNote", "video_note", {"duration": 3, "length": 240}),
        ("sendSticker", "sticker", {"emoji": "👍"}),
    ],
)
async def test_every_kind_of_file(
    sim: Driver, method: str, field: str, more: dict[str, Any]
) -> None:
    await sim.person()
    upload = ("dir/../name.bin", b"content", "application/octet-stream")
    first = (await sim.form(method, chat_id=11, **{field: upload}, **more))["result"]
    assert first[field]["file_size"] == 7
    assert first[field].get("file_name", "name.bin") == "name.bin"
    # What is known may be sent again by its id.
    again = await sim.call(method, chat_id=11, **{field: first[field]["file_id"]})
    assert again[field]["file_unique_id"] == first[field]["file_unique_id"]


async def test_a_file_may_be_attached_under_another_name_or_named_by_an_address(
    sim: Driver,
) -> None:
    await sim.person()
    answer = await sim.form(
        "sendDocument", chat_id=11, document="attach://x", x=("a.pdf", b"%PDF", "application/pdf")
    )
    assert answer["result"]["document"]["mime_type"] == "application/pdf"
    sent = await sim.call("sendPhoto", chat_id=11, photo="https://example.com/a.jpg")
    assert sent["photo"]


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"", "Bad Request: file must be non-empty"),
        (b"no picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        (b"\x89PNG\r\n\x1a\n", "Bad Request: IMAGE_PROCESS_FAILED"),
        (png(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_photos_that_are_refused(sim: Driver, content: bytes, description: str) -> None:
    await sim.person()
    answer = await sim.form("sendPhoto", chat_id=11, photo=("a.png", content, "image/png"))
    assert answer["description"] == description


async def test_a_caption_is_limited_and_parsed(sim: Driver) -> None:
    await sim.person()
    photo = ("a.png", png(), "image/png")
    answer = await sim.form("sendPhoto", chat_id=11, photo=photo, caption="a" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"
    answer = await sim.form(
        "sendPhoto",
        chat_id=11,
        photo=photo,
        caption="<i>a</i>",
        parse_mode="HTML",
        show_caption_above_media="true",
        has_spoiler="1",
    )
    assert answer["result"]["caption_entities"][0]["type"] == "italic"
    assert answer["result"]["show_caption_above_media"] is True
    assert answer["result"]["has_media_spoiler"] is True


async def test_an_album(sim: Driver) -> None:
    await sim.person()
    media = [
        {"type": "photo", "media": "attach://one", "caption": "<b>a</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://two"},
    ]
    answer = await sim.form(
        "sendMediaGroup",
        chat_id=11,
        media=json.dumps(media),
        one=("1.png", png(), "image/png"),
        two=("2.png", png(3), "image/png"),
    )
    first, second = answer["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption_entities"][0]["type"] == "bold"
    assert "caption" not in second


@pytest.mark.parametrize(
    ("media", "description"),
    [
        ([], "there are no messages to send"),
        ([{"type": "photo", "media": "https://x.org/a"}] * 11, "too many messages to send as"),
        ([{"type": "photo"}], "can't parse InputMedia: media not found"),
        ([{"type": "x", "media": "y"}], "can't parse InputMedia: invalid type specified"),
        (
            [{"type": "animation", "media": "https://x.org/a"}],
            "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
        (
            [
                {"type": "photo", "media": "https://x.org/a"},
                {"type": "document", "media": "https://x.org/b"},
            ],
            "document can't be mixed with other media types",
        ),
    ],
)
async def test_albums_that_are_refused(
    sim: Driver, media: list[dict[str, Any]], description: str
) -> None:
    await sim.person()
    refusal = await sim.refusal("sendMediaGroup", chat_id=11, media=media)
    assert refusal.startswith(f"Bad Request: {description}")


async def test_files_that_do_not_exist(sim: Driver) -> None:
    assert await sim.refusal("getFile") == "Bad Request: file_id not specified"
    assert await sim.refusal("getFile", file_id="x") == "Bad Request: invalid file_id"


async def test_a_file_too_big_to_download(sim: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    await sim.person()
    upload = ("a.bin", b"content", "text/plain")
    sent = (await sim.form("sendDocument", chat_id=11, document=upload))["result"]
    monkeypatch.setattr("bot.simulator.methods.media.DOWNLOAD_BYTES", 3)
    assert await sim.refusal("getFile", file_id=sent["document"]["file_id"]) == (
        "Bad Request: file is too big"
    )


async def test_people_send_files_too(sim: Driver) -> None:
    await sim.person()
    await sim.sim(
        "message",
        user=11,
        text="look",
        document={"name": "a.txt", "mime_type": "text/plain", "content": "aGVsbG8="},
    )
    message = (await sim.update())["message"]
    assert message["caption"] == "look"
    file = await sim.call("getFile", file_id=message["document"]["file_id"])
    url = f"{sim.running.base_url}/file/bot{sim.running.token}/{file['file_path']}"
    async with sim.session.get(url) as response:
        assert await response.text() == "hello"


async def test_old_files_are_forgotten(sim: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.files.KEPT_BYTES", 10)
    await sim.person()
    ids = [
        (await sim.form("sendDocument", chat_id=11, document=("a", b"12345678", "text/plain")))[
            "result"
        ]["document"]["file_id"]
        for _ in range(2)
    ]
    assert await sim.refusal("getFile", file_id=ids[0]) == "Bad Request: invalid file_id"
    assert await sim.call("getFile", file_id=ids[1])
