"""What all sending methods share: the chat, the topic, the reply, the keyboard, the pace."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.access import Access, check_access, find_chat
from bot.simulator.content import read_text
from bot.simulator.errors import bad_request
from bot.simulator.formatting import utf16_length
from bot.simulator.markup import reply_markup
from bot.simulator.model import CHANNEL, SUPERGROUP, Chat, JsonObject, Message
from bot.simulator.params import Params
from bot.simulator.posting import post
from bot.simulator.render import chat_json, message_json, user_json
from bot.simulator.state import World


@dataclass(slots=True)
class _Reply:
    """What reply_parameters come down to."""

    message_id: int | None = None
    thread_id: int | None = None
    external: JsonObject | None = None
    quote: JsonObject | None = None


@dataclass(slots=True)
class Target:
    """Where and how a message goes; `fields` are those of `Message`."""

    chat: Chat
    fields: dict[str, Any]


def target_of(world: World, params: Params, count: int = 1) -> Target:
    """Check everything about a call but its content; counts towards the pace of sending."""
    chat = find_chat(world, params, Access.WRITE)
    keyboard = reply_markup(params, is_private=chat.is_private)
    reply = _reply_of(world, params, chat)
    thread_id = _thread_of(world, params, chat) or reply.thread_id
    world.limiter.check(chat.id, count, is_paid=params.flag("allow_paid_broadcast"))
    fields: dict[str, Any] = {
        "keyboard": keyboard,
        "reply_to_id": reply.message_id,
        "external_reply": reply.external,
        "quote": reply.quote,
        "thread_id": thread_id,
        "is_topic_message": chat.is_forum and thread_id is not None,
        "is_silent": params.flag("disable_notification"),
        "is_protected": params.flag("protect_content"),
    }
    if chat.is_private and params.text("message_effect_id"):
        fields["effect_id"] = params.text("message_effect_id")
    return Target(chat, fields)


def send(world: World, params: Params, content: JsonObject) -> JsonObject:
    """Send content where the call says; the Message."""
    target = target_of(world, params)
    return message_json(world, deliver(world, target, content))


def deliver(world: World, target: Target, content: JsonObject, **more: Any) -> Message:
    """Post a message of the bot's to where a call sends it."""
    return post(world, target.chat, world.bot.id, content, **(target.fields | more))


def _thread_of(world: World, params: Params, chat: Chat) -> int | None:
    thread_id = params.integer("message_thread_id")
    if thread_id <= 0:
        return None
    if chat.is_forum:
        topic = chat.topics.get(thread_id)
        if topic is None:
            raise bad_request("message thread not found")
        if topic.is_closed and not chat.member(world.bot.id).has_right("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
    elif chat.type != SUPERGROUP or thread_id not in chat.messages:
        raise bad_request("message thread not found")
    return thread_id


def _reply_of(world: World, params: Params, chat: Chat) -> _Reply:
    options = params.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if options is None:
        options = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if not isinstance(options, dict):
        raise bad_request("object expected as reply parameters")
    message_id = options.get("message_id")
    if not isinstance(message_id, int) or message_id <= 0:
        return _Reply()
    source = _replied_chat(world, options, chat)
    replied = source.messages.get(message_id)
    if replied is None:
        if options.get("allow_sending_without_reply"):
            return _Reply()
        raise bad_request("message to be replied not found")
    quote = _quote(options, replied)
    if source is not chat:
        return _Reply(external=_external(world, source, replied), quote=quote)
    return _Reply(message_id=message_id, thread_id=thread_of_reply(chat, replied), quote=quote)


def _replied_chat(world: World, options: JsonObject, chat: Chat) -> Chat:
    if options.get("chat_id") in (None, "", chat.id):
        return chat
    source = find_chat(world, Params({"chat_id": options["chat_id"]}), Access.READ)
    check_access(world, source, Access.READ)
    return source


def thread_of_reply(chat: Chat, replied: Message) -> int | None:
    """The thread a reply falls into: its topic, or in a supergroup the first message replied to."""
    if chat.type != SUPERGROUP or (chat.is_forum and not replied.is_topic_message):
        return None
    if replied.thread_id is not None:
        return replied.thread_id
    return None if chat.is_forum else replied.id


def _quote(options: JsonObject, replied: Message) -> JsonObject | None:
    source = options.get("quote")
    if not source:
        return None
    formatted = read_text(
        str(source), str(options.get("quote_parse_mode") or ""), options.get("quote_entities")
    )
    text = str(replied.content.get("text") or replied.content.get("caption") or "")
    position = text.find(formatted.text)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    quote: JsonObject = {
        "text": formatted.text,
        "position": utf16_length(text[:position]),
        "is_manual": True,
    }
    if formatted.entities:
        quote["entities"] = formatted.entities_json()
    return quote


def _external(world: World, source: Chat, replied: Message) -> JsonObject:
    """An ExternalReplyInfo: a reply to a message of another chat."""
    json: JsonObject = {"origin": origin_json(world, replied)}
    if source.type == SUPERGROUP:
        json |= {"chat": chat_json(world, source), "message_id": replied.id}
    known = ("photo", "document", "video", "audio", "voice", "sticker", "location", "venue", "poll")
    return json | {name: replied.content[name] for name in known if name in replied.content}


def origin_json(world: World, message: Message) -> JsonObject:
    """A MessageOrigin: who wrote a message first, and when."""
    if message.forward_origin is not None:
        return message.forward_origin
    chat = world.chats[message.chat_id]
    if chat.type == CHANNEL:
        return {
            "type": "channel",
            "chat": chat_json(world, chat),
            "message_id": message.id,
            "date": message.date,
        }
    sender = user_json(world.users[message.sender_id])
    return {"type": "user", "sender_user": sender, "date": message.date}
