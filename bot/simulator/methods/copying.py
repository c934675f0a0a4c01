"""Copies and forwards."""

from typing import Any

from bot.simulator.access import Access, find_chat, find_message, message_ids
from bot.simulator.content import CAPTIONED, caption_fields, without_caption
from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import method
from bot.simulator.model import Chat, JsonObject, Message
from bot.simulator.params import Params
from bot.simulator.polls import fresh_poll
from bot.simulator.privacy import is_service
from bot.simulator.render import message_json
from bot.simulator.sending import Target, deliver, origin_json, target_of
from bot.simulator.state import World


@method("copyMessage")
def copy_message(world: World, params: Params) -> JsonObject:
    """Send a message's content anew; answer with the new id."""
    source = _source(world, params, "message to copy", "can't be copied")
    content = _copied(source)
    if params.has("caption") and not content.keys().isdisjoint(CAPTIONED):
        content = without_caption(content) | caption_fields(
            world,
            params.text("caption"),
            params.text("parse_mode"),
            params.items("caption_entities"),
        )
    if params.flag("show_caption_above_media") and "caption" in content:
        content = content | {"show_caption_above_media": True}
    target = target_of(world, params)
    return {"message_id": deliver(world, target, content).id}


@method("copyMessages")
def copy_messages(world: World, params: Params) -> list[JsonObject]:
    """Send the content of several messages anew; answer with the new ids."""

    def content_of(source: Message) -> JsonObject:
        content = _copied(source)
        return without_caption(content) if params.flag("remove_caption") else content

    return _send_many(
        world,
        params,
        "messages to copy",
        lambda target, source, album: deliver(
            world, target, content_of(source), media_group_id=album
        ),
    )


@method("forwardMessage")
def forward_message(world: World, params: Params) -> JsonObject:
    """Forward a message; answer with the new one."""
    source = _source(world, params, "message to forward", "can't be forwarded")
    target = target_of(world, params)
    return message_json(world, _forward(world, target, source, None))


@method("forwardMessages")
def forward_messages(world: World, params: Params) -> list[JsonObject]:
    """Forward several messages; answer with the new ids."""
    return _send_many(
        world,
        params,
        "messages to forward",
        lambda target, source, album: _forward(world, target, source, album),
    )


def _source(world: World, params: Params, what: str, refusal: str) -> Message:
    renamed = Params(
        {
            "chat_id": params.values.get("from_chat_id"),
            "message_id": params.values.get("message_id"),
        }
    )
    message = find_message(world, renamed, Access.READ, what)
    if not _is_sendable(message):
        raise bad_request(f"the message {refusal}")
    return message


def _copied(source: Message) -> JsonObject:
    """The content of a copy: the same, but a poll begins anew."""
    poll = source.content.get("poll")
    return source.content if poll is None else {"poll": fresh_poll(poll)}


def _is_sendable(message: Message) -> bool:
    return not is_service(message) and not message.is_protected


def _forward(world: World, target: Target, source: Message, album: str | None) -> Message:
    keyboard = source.inline_keyboard
    # Only buttons that work without the original message go with it.
    if keyboard is not None and not all(
        "url" in button for row in keyboard["inline_keyboard"] for button in row
    ):
        keyboard = None
    return deliver(
        world,
        target,
        source.content,
        forward_origin=origin_json(world, source),
        keyboard=keyboard,
        media_group_id=album,
    )


def _send_many(world: World, params: Params, what: str, send_one: Any) -> list[JsonObject]:
    """Send what can be sent of a list of messages, albums kept together."""
    ids = message_ids(params)
    source = find_chat(world, Params({"chat_id": params.values.get("from_chat_id")}), Access.READ)
    messages = _found(source, ids)
    if not messages:
        raise bad_request(f"there are no {what}")
    target = target_of(world, params, len(messages))
    albums: dict[str, str] = {}
    sent = []
    for message in messages:
        album = message.media_group_id
        if album is not None:
            album = albums.setdefault(album, str(world.next_number() + 10**16))
        sent.append({"message_id": send_one(target, message, album).id})
    return sent


def _found(source: Chat, ids: list[int]) -> list[Message]:
    found = [source.messages[item] for item in ids if item in source.messages]
    return [message for message in found if _is_sendable(message)]
