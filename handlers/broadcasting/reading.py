"""Reads a message of a member of staff as the content of a broadcast."""

from __future__ import annotations

from typing import Any

from telegram import Message

from bot.broadcasts import Content

_FILES = ("video", "animation", "audio", "voice", "document")
"""An animation also comes as a document, so documents are looked for last."""

_SPOILER = ("photo", "video", "animation")
_ABOVE = ("photo", "video", "animation")


def content_of(message: Message) -> Content | None:
    """Return what a message says, None for what broadcasts cannot carry, such as a sticker.

    Formatting is kept as the entities that Telegram gives, and files by their ids: both hold
    after the message itself is deleted.
    """
    chat_id, ids = message.chat.id, (message.message_id,)
    if message.poll is not None:
        return Content(chat_id, ids, poll=_plain(message.poll.to_dict()))
    place = message.venue or message.location
    if place is not None:
        return Content(chat_id, ids, place=_plain(place.to_dict()))
    media, file_id = _file_in(message)
    if media is not None:
        return Content(
            chat_id,
            ids,
            message.caption or "",
            tuple(_plain(each.to_dict()) for each in message.caption_entities),
            media,
            file_id,
            options=_look_of(message, media),
        )
    if message.text is None:
        return None
    options = {}
    if message.link_preview_options is not None:
        options["link_preview_options"] = _plain(message.link_preview_options.to_dict())
    entities = tuple(_plain(each.to_dict()) for each in message.entities)
    return Content(chat_id, ids, message.text, entities, options=options)


def _file_in(message: Message) -> tuple[str | None, str | None]:
    if message.photo:
        return "photo", message.photo[-1].file_id
    for media in _FILES:
        file = getattr(message, media)
        if file is not None:
            return media, file.file_id
    return None, None


def _look_of(message: Message, media: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if message.has_media_spoiler and media in _SPOILER:
        options["has_spoiler"] = True
    if message.show_caption_above_media and media in _ABOVE:
        options["show_caption_above_media"] = True
    return options


def _plain(value: Any) -> Any:
    """Return a value of Telegram's as plain JSON."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
