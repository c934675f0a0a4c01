"""Changing the bot's own messages, in chats and in messages sent inline."""

from typing import Any

from bot.simulator.access import Access, find_chat
from bot.simulator.content import CAPTIONED, caption_fields, text_content, without_caption
from bot.simulator.errors import bad_request
from bot.simulator.markup import reply_markup
from bot.simulator.methods.media import media_item
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject, Message
from bot.simulator.params import Params
from bot.simulator.posting import edit
from bot.simulator.render import message_json
from bot.simulator.state import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_MEDIA = ("photo", "video", "animation", "audio", "document")


def _edited_message(world: World, params: Params) -> Message:
    """The message to edit, once it is known to be the bot's."""
    if not params.has("chat_id") and not params.has("message_id"):
        return _inline_message(world, params)
    chat = find_chat(world, params, Access.EDIT)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender_id != world.bot.id or message.forward_origin is not None:
        raise bad_request("message can't be edited")
    return message


def _inline_message(world: World, params: Params) -> Message:
    inline_id = params.text("inline_message_id")
    if not inline_id:
        raise bad_request("message identifier is not specified")
    place = world.inline_messages.get(inline_id)
    message = world.message(*place) if place is not None else None
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return message


def _apply(
    world: World, params: Params, message: Message, content: JsonObject | None
) -> JsonObject | bool:
    is_private = world.chats[message.chat_id].is_private
    keyboard = reply_markup(params, is_private=is_private, inline_only=True)
    is_same_content = content is None or content == message.content
    if is_same_content and keyboard == message.inline_keyboard:
        raise bad_request(_NOT_MODIFIED)
    edit(world, message, None if is_same_content else content, keyboard)
    return True if message.inline_message_id is not None else message_json(world, message)


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Any:
    """Give a message another text."""
    content = text_content(world, params, "MESSAGE_TOO_LONG")
    message = _edited_message(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _apply(world, params, message, content)


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> Any:
    """Give a message another caption."""
    caption = caption_fields(
        world, params.text("caption"), params.text("parse_mode"), params.items("caption_entities")
    )
    if caption and params.flag("show_caption_above_media"):
        caption["show_caption_above_media"] = True
    message = _edited_message(world, params)
    if not any(kind in message.content for kind in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _apply(world, params, message, without_caption(message.content) | caption)


@method("editMessageMedia")
def edit_message_media(world: World, params: Params) -> Any:
    """Give a message another picture or file."""
    item = params.parsed("media", "can't parse input media JSON object")
    if item is None:
        raise bad_request("input media not specified")
    message = _edited_message(world, params)
    if "text" not in message.content and not any(kind in message.content for kind in _MEDIA):
        raise bad_request("there is no media in the message to edit")
    return _apply(world, params, message, media_item(world, params, item))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Any:
    """Give a message other buttons."""
    return _apply(world, params, _edited_message(world, params), None)
