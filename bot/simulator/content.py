"""The content of messages: text and captions with entities, media, places, contacts, dice."""

import secrets
from typing import Any

from bot.simulator import limits
from bot.simulator.errors import bad_request
from bot.simulator.files import StoredFile, photo_sizes
from bot.simulator.formatting import FormatError, FormattedText, formatted_text
from bot.simulator.forms import Upload
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.render import user_json
from bot.simulator.state import World

_LINK_PREVIEW_FIELDS = (
    "is_disabled",
    "url",
    "prefer_small_media",
    "prefer_large_media",
    "show_above_text",
)
DICE_SIDES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
_ANIMATED = {"application/x-tgsticker": "is_animated", "video/webm": "is_video"}
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
# Media that goes with a caption.
CAPTIONED = ("photo", "video", "animation", "audio", "document", "voice")


def entities_json(world: World, formatted: FormattedText) -> list[JsonObject]:
    """The entities, mentions of people filled in and those of strangers left out."""
    entities = []
    for entity in formatted.entities:
        if entity.type == "text_mention":
            user = world.users.get(entity.extra["user"]["id"])
            if user is None:
                continue
            entity.extra = {"user": user_json(user)}
        entities.append(entity.json())
    return entities


def read_text(source: str, parse_mode: str, entities: list[Any] | None) -> FormattedText:
    """Return a text with its entities; BotApiError where it cannot be parsed."""
    try:
        return formatted_text(source, parse_mode, entities)
    except FormatError as error:
        raise bad_request(str(error)) from None


def text_fields(world: World, name: str, formatted: FormattedText) -> JsonObject:
    """`text` and `entities`, or `caption` and `caption_entities`; nothing for an empty text."""
    if not formatted.text:
        return {}
    fields: JsonObject = {name: formatted.text}
    entities = entities_json(world, formatted)
    if entities:
        fields["entities" if name == "text" else f"{name}_entities"] = entities
    return fields


def text_content(world: World, params: Params, refusal_if_long: str) -> JsonObject:
    """The content of a text message."""
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    formatted = read_text(source, params.text("parse_mode"), params.items("entities"))
    if not formatted.text:
        raise bad_request("message must be non-empty")
    if len(formatted.text) > limits.TEXT_LENGTH:
        raise bad_request(refusal_if_long)
    return text_fields(world, "text", formatted) | _link_preview(params)


def _link_preview(params: Params) -> JsonObject:
    options = params.parsed("link_preview_options", "can't parse link preview options JSON object")
    if options is None:
        if params.flag("disable_web_page_preview"):
            return {"link_preview_options": {"is_disabled": True}}
        return {}
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    kept = {name: options[name] for name in _LINK_PREVIEW_FIELDS if options.get(name)}
    return {"link_preview_options": kept} if kept else {}


def caption_fields(
    world: World, source: str, parse_mode: str, entities: list[Any] | None
) -> JsonObject:
    """Return the fields of a message for its caption, none for an empty one."""
    formatted = read_text(source, parse_mode, entities)
    if len(formatted.text) > limits.CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return text_fields(world, "caption", formatted)


def without_caption(content: JsonObject) -> JsonObject:
    """Return the content of a message without its caption."""
    return {name: value for name, value in content.items() if name not in CAPTION_FIELDS}


def caption_of(world: World, params: Params) -> JsonObject:
    """The caption of a call, with how it and its media are to be shown."""
    fields = caption_fields(
        world, params.text("caption"), params.text("parse_mode"), params.items("caption_entities")
    )
    if fields and params.flag("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    if params.flag("has_spoiler"):
        fields["has_media_spoiler"] = True
    return fields


def input_file(
    world: World, params: Params, field: str, kind: str, value: Any = None
) -> StoredFile:
    """The file a call gives: an upload, an upload it points to, a known file or an address."""
    upload = params.files.get(field)
    source = params.values.get(field) if value is None else value
    if upload is None and isinstance(source, str) and source.startswith("attach://"):
        upload = params.files.get(source.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
    if upload is not None:
        return store_upload(world, kind, upload)
    if not isinstance(source, str) or not source.strip():
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    source = source.strip()
    known = world.files.get(source)
    if known is not None:
        return known
    if source.startswith(("http://", "https://")):
        # Never fetched: the simulator talks to nobody. The page shows a placeholder.
        return world.files.add(kind, source.rpartition("/")[2] or source, _guess(kind), None)
    raise bad_request("wrong file identifier/HTTP URL specified")


def store_upload(world: World, kind: str, upload: Upload) -> StoredFile:
    """Store a file that was sent and return it."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    stored = world.files.add(kind, upload.name, upload.mime_type, upload.content)
    if kind == "photo":
        _check_photo(stored)
    return stored


def _guess(kind: str) -> str:
    return {"photo": "image/jpeg", "video": "video/mp4", "animation": "video/mp4"}.get(
        kind, "application/octet-stream"
    )


def _check_photo(stored: StoredFile) -> None:
    if stored.size > limits.PHOTO_BYTES:
        raise bad_request(f"file of size {stored.size} bytes is too big for a photo")
    if not stored.width or not stored.height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    sides = sorted((stored.width, stored.height))
    if sum(sides) > 10_000 or sides[1] > 20 * sides[0]:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def media_content(kind: str, stored: StoredFile, details: JsonObject) -> JsonObject:
    """The field of a message that holds a file, by its kind; `details` are duration and so on."""
    if kind == "photo":
        return {"photo": photo_sizes(stored)}
    json: JsonObject = {"file_id": stored.id, "file_unique_id": stored.unique_id}
    json |= _details(kind, stored, details)
    if kind in ("document", "video", "animation", "audio"):
        json["file_name"] = stored.name
    if kind not in ("video_note", "sticker"):
        json["mime_type"] = stored.mime_type
    if stored.size:
        json["file_size"] = stored.size
    if kind == "animation":
        # Kept by the server for clients from before there were animations.
        names = ("file_id", "file_unique_id", "file_name", "mime_type", "file_size")
        return {"animation": json, "document": {name: json[name] for name in names if name in json}}
    return {kind: json}


def _details(kind: str, stored: StoredFile, details: JsonObject) -> JsonObject:
    duration = {"duration": details.get("duration") or 0}
    match kind:
        case "video" | "animation":
            return _sides(stored, details) | duration
        case "audio":
            names = ("performer", "title")
            return duration | {name: details[name] for name in names if details.get(name)}
        case "voice":
            return duration
        case "video_note":
            return {"length": details.get("length") or 384} | duration
        case "sticker":
            return _sticker(stored, details)
        case _:
            return {}


def _sides(stored: StoredFile, details: JsonObject) -> JsonObject:
    return {
        "width": details.get("width") or stored.width or 640,
        "height": details.get("height") or stored.height or 360,
    }


def _sticker(stored: StoredFile, details: JsonObject) -> JsonObject:
    json: JsonObject = {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    }
    flag = _ANIMATED.get(stored.mime_type)
    if flag is not None:
        json[flag] = True
    if details.get("emoji"):
        json["emoji"] = details["emoji"]
    return json


def media_details(params: Params) -> JsonObject:
    """What a call says of its media beside the file."""
    details: JsonObject = {
        name: params.integer(name, 0, 0) for name in ("duration", "width", "height")
    }
    if params.has("length"):
        details["length"] = params.integer("length", 384, 1)
    return details | {name: params.text(name) for name in ("performer", "title", "emoji")}


def location_json(params: Params) -> JsonObject:
    """Return the location in a call; BotApiError where it is none."""
    for name in ("latitude", "longitude"):
        if not params.has(name):
            raise bad_request(f"{name} is empty")
    latitude, longitude = params.real("latitude"), params.real("longitude")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong location coordinates specified")
    json: JsonObject = {"latitude": latitude, "longitude": longitude}
    accuracy = params.real("horizontal_accuracy")
    if accuracy:
        json["horizontal_accuracy"] = accuracy
    names = ("live_period", "heading", "proximity_alert_radius")
    return json | {name: params.integer(name) for name in names if params.integer(name) > 0}


def venue_json(params: Params) -> JsonObject:
    """Return the venue in a call."""
    names = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    location = location_json(params)
    for name in ("title", "address"):
        if not params.text(name).strip():
            raise bad_request(f"venue {name} must be non-empty")
    return {
        "location": location,
        "title": params.text("title"),
        "address": params.text("address"),
        **{name: params.text(name) for name in names if params.text(name)},
    }


def contact_json(params: Params) -> JsonObject:
    """Return the contact in a call."""
    if not params.text("phone_number"):
        raise bad_request('field "phone_number" must contain a valid phone number')
    if not params.text("first_name"):
        raise bad_request("first name must be non-empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return {name: params.text(name) for name in names if params.text(name)}


def dice_json(emoji: str) -> JsonObject:
    """Return a thrown die of this emoji."""
    emoji = emoji or "🎲"
    sides = DICE_SIDES.get(emoji.rstrip("\ufe0f"))
    if sides is None:
        raise bad_request("ENTITY_TEXT_INVALID")
    return {"emoji": emoji, "value": 1 + secrets.randbelow(sides)}
