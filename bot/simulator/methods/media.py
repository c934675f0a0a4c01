"""Sending files: photos, documents, videos and the rest, alone or as an album; getFile."""

from collections.abc import Callable
from typing import Any

from bot.simulator.content import (
    CAPTIONED,
    caption_fields,
    caption_of,
    input_file,
    media_content,
    media_details,
)
from bot.simulator.errors import bad_request
from bot.simulator.limits import ALBUM_COUNT, DOWNLOAD_BYTES
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.render import message_json
from bot.simulator.sending import deliver, send, target_of
from bot.simulator.state import World


def _sender(kind: str) -> Callable[[World, Params], JsonObject]:
    def send_media(world: World, params: Params) -> JsonObject:
        stored = input_file(world, params, kind, kind)
        content = media_content(kind, stored, media_details(params))
        if kind in CAPTIONED:
            content |= caption_of(world, params)
        return send(world, params, content)

    return send_media


for _name, _kind in (
    ("sendPhoto", "photo"),
    ("sendDocument", "document"),
    ("sendVideo", "video"),
    ("sendAnimation", "animation"),
    ("sendAudio", "audio"),
    ("sendVoice", "voice"),
    ("sendVideoNote", "video_note"),
    ("sendSticker", "sticker"),
):
    method(_name)(_sender(_kind))


def media_item(world: World, params: Params, item: Any, *, for_album: bool = False) -> JsonObject:
    """The content an InputMedia stands for."""
    prefix = "can't parse InputMedia: "
    if not isinstance(item, dict):
        raise bad_request(f"{prefix}expected an Object")
    kind = item.get("type")
    if for_album and kind == "animation":
        raise bad_request(f'{prefix}type "{kind}" can\'t be used in sendMediaGroup')
    if kind not in ("photo", "video", "animation", "audio", "document"):
        raise bad_request(f"{prefix}invalid type specified")
    if not item.get("media"):
        raise bad_request(f"{prefix}media not found")
    stored = input_file(world, params, "", kind, item["media"])
    content = media_content(kind, stored, item) | caption_fields(
        world,
        str(item.get("caption") or ""),
        str(item.get("parse_mode") or ""),
        item.get("caption_entities"),
    )
    if item.get("has_spoiler"):
        content["has_media_spoiler"] = True
    if item.get("show_caption_above_media") and "caption" in content:
        content["show_caption_above_media"] = True
    return content


@method("sendMediaGroup")
def send_media_group(world: World, params: Params) -> list[JsonObject]:
    """Send an album; answer with its messages."""
    items = params.parsed("media", "can't parse media JSON object")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > ALBUM_COUNT:
        raise bad_request("too many messages to send as an album")
    contents = [media_item(world, params, item, for_album=True) for item in items]
    _check_alike([str(item["type"]) for item in items])
    target = target_of(world, params, len(contents))
    album = str(world.next_number() + 10**16) if len(contents) > 1 else None
    messages = [deliver(world, target, content, media_group_id=album) for content in contents]
    return [message_json(world, message) for message in messages]


def _check_alike(kinds: list[str]) -> None:
    for kind in ("document", "audio"):
        if kind in kinds and set(kinds) != {kind}:
            raise bad_request(f"{kind} can't be mixed with other media types")


@method("getFile")
def get_file(world: World, params: Params) -> JsonObject:
    """Answer with the path that a file can be fetched from."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
