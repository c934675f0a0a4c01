"""What an edited message holds now, as the outbox keeps it until the copy shows it."""

from __future__ import annotations

from typing import Any

from telegram import (
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    MessageEntity,
)

InputMedia = (
    InputMediaAnimation | InputMediaAudio | InputMediaDocument | InputMediaPhoto | InputMediaVideo
)

MEDIA: dict[str, type[InputMedia]] = {
    "animation": InputMediaAnimation,  # before the document that comes with it for old clients
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}


def content_of(message: Message) -> dict[str, Any]:
    """Return text or caption with its entities, and the file where one can be exchanged."""
    entities = message.entities or message.caption_entities
    found: dict[str, Any] = {
        "text": message.text if message.text is not None else message.caption or "",
        "entities": [each.to_dict() for each in entities],
        "is_text": message.text is not None,
    }
    for kind in MEDIA:
        file = getattr(message, kind)
        if file:
            largest = file[-1] if kind == "photo" else file
            return found | {"media": kind, "file_id": largest.file_id}
    return found


def entities_in(content: dict[str, Any]) -> list[MessageEntity]:
    """Return the entities of what `content_of` found."""
    return [MessageEntity.de_json(each) for each in content.get("entities", [])]


def media_in(content: dict[str, Any]) -> InputMedia | None:
    """Return the file of what `content_of` found with its caption, None where there is none."""
    kind = MEDIA.get(str(content.get("media")))
    if kind is None:
        return None
    caption = content["text"] or None
    return kind(content["file_id"], caption=caption, caption_entities=entities_in(content))
