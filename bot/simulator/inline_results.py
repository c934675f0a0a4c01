"""Results of inline queries: what the server accepts, and the message each becomes when chosen.

Follows `Client::get_inline_query_result` of telegram-bot-api.
"""

from typing import Any

from bot.simulator.content import (
    CAPTIONED,
    caption_fields,
    input_file,
    media_content,
    read_text,
    text_fields,
)
from bot.simulator.errors import bad_request
from bot.simulator.limits import TEXT_LENGTH
from bot.simulator.markup import checked_markup
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.state import World

# The kind of message a result's type stands for, and the fields that may hold its file.
_FILES = {
    "photo": ("photo", ("photo_url", "photo_file_id")),
    "gif": ("animation", ("gif_url", "gif_file_id")),
    "mpeg4_gif": ("animation", ("mpeg4_url", "mpeg4_file_id")),
    "video": ("video", ("video_url", "video_file_id")),
    "audio": ("audio", ("audio_url", "audio_file_id")),
    "voice": ("voice", ("voice_url", "voice_file_id")),
    "document": ("document", ("document_url", "document_file_id")),
    "sticker": ("sticker", ("sticker_file_id",)),
}
_REQUIRED = {
    "article": ("title", "input_message_content"),
    "contact": ("phone_number", "first_name"),
    "location": ("latitude", "longitude", "title"),
    "venue": ("latitude", "longitude", "title", "address"),
    "audio": (),
    "document": ("title",),
    "video": ("title",),
    "voice": ("title",),
    "photo": (),
    "gif": (),
    "mpeg4_gif": (),
    "sticker": (),
}


def checked_result(world: World, result: Any) -> JsonObject:
    """The result as given, once the server would accept it."""
    prefix = "can't parse inline query result: "
    if not isinstance(result, dict):
        raise bad_request(f"{prefix}Inline query result must be an object")
    kind = result.get("type")
    for name in ("type", "id"):
        if not isinstance(result.get(name), str):
            raise bad_request(f'{prefix}Can\'t find field "{name}"')
    if kind not in _REQUIRED:
        raise bad_request(f'{prefix}type "{kind}" is unsupported for the inline query result')
    for name in _REQUIRED[kind]:
        if result.get(name) in (None, ""):
            raise bad_request(f'{prefix}Can\'t find field "{name}"')
    fields = _FILES.get(kind, ("", ()))[1]
    if fields and not any(result.get(name) for name in fields):
        raise bad_request(f'{prefix}Can\'t find field "{fields[-1]}"')
    if result.get("reply_markup") is not None:
        checked_markup(result["reply_markup"], is_private=True, inline_only=True)
    chosen_content(world, result)
    return result


def chosen_content(world: World, result: JsonObject) -> JsonObject:
    """The content of the message that a chosen result sends."""
    given = result.get("input_message_content")
    if given is not None:
        return _given_content(world, given)
    kind = result["type"]
    if kind in _FILES:
        return _file_content(world, kind, result)
    if kind == "contact":
        names = ("phone_number", "first_name", "last_name", "vcard")
        return {"contact": {name: result[name] for name in names if result.get(name)}}
    location = {"latitude": result["latitude"], "longitude": result["longitude"]}
    if kind == "venue":
        return _venue(result, location)
    return {"location": location}


def _given_content(world: World, given: Any) -> JsonObject:
    if not isinstance(given, dict):
        raise bad_request("can't parse inline query result: Can't parse input message content")
    if "message_text" in given:
        return _text_content(world, given)
    if "phone_number" in given:
        names = ("phone_number", "first_name", "last_name", "vcard")
        return {"contact": {name: given[name] for name in names if given.get(name)}}
    if "latitude" not in given or "longitude" not in given:
        raise bad_request("can't parse inline query result: Can't find field \"message_text\"")
    location = {"latitude": given["latitude"], "longitude": given["longitude"]}
    return _venue(given, location) if "address" in given else {"location": location}


def _text_content(world: World, given: JsonObject) -> JsonObject:
    if not given["message_text"]:
        raise bad_request("message text is empty")
    formatted = read_text(
        str(given["message_text"]), str(given.get("parse_mode") or ""), given.get("entities")
    )
    if not formatted.text:
        raise bad_request("message must be non-empty")
    if len(formatted.text) > TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    content = text_fields(world, "text", formatted)
    options = given.get("link_preview_options")
    if isinstance(options, dict):
        kept = {name: value for name, value in options.items() if value}
        content |= {"link_preview_options": kept} if kept else {}
    return content


def _file_content(world: World, kind: str, result: JsonObject) -> JsonObject:
    message_kind, fields = _FILES[kind]
    source = next(result[name] for name in fields if result.get(name))
    stored = input_file(world, Params({}), "", message_kind, source)
    content = media_content(message_kind, stored, result)
    if message_kind in CAPTIONED:
        content |= caption_fields(
            world,
            str(result.get("caption") or ""),
            str(result.get("parse_mode") or ""),
            result.get("caption_entities"),
        )
    return content


def _venue(given: JsonObject, location: JsonObject) -> JsonObject:
    names = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue: JsonObject = {
        "location": location,
        "title": given["title"],
        "address": given["address"],
        **{name: given[name] for name in names if given.get(name)},
    }
    return {"venue": venue, "location": location}
