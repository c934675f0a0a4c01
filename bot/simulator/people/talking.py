"""What people say and do in chats: messages, edits, presses of buttons, reactions, votes."""

import asyncio
import re
from typing import Any

from aiohttp import web

from bot.simulator import limits
from bot.simulator.content import media_content, store_upload, text_fields
from bot.simulator.errors import BotApiError, PeopleError
from bot.simulator.formatting import FormatError, detect, formatted_text
from bot.simulator.membership import set_blocked
from bot.simulator.methods.text import checked_reaction
from bot.simulator.model import Chat, JsonObject, Message, User
from bot.simulator.people.body import Body, read_body
from bot.simulator.people.finding import find_chat, find_message, find_user, known_user
from bot.simulator.polls import vote
from bot.simulator.posting import edited_by_person, post, react
from bot.simulator.queries import CallbackQuery
from bot.simulator.render import inaccessible_json, message_json, people_json, user_json
from bot.simulator.sending import thread_of_reply
from bot.simulator.state import World

_ATTACHMENTS = (
    "photo",
    "document",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "sticker",
)
_PAYLOAD = re.compile(rf"^[A-Za-z0-9_-]{{1,{limits.START_PARAMETER_LENGTH}}}$")
DEFAULT_WAIT_SECONDS = 10.0


class Talking:
    """The handlers of what people do in chats."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of what is here."""
        return [
            web.post("/sim/message", self.message),
            web.post("/sim/start", self.start),
            web.post("/sim/edit", self.edit),
            web.post("/sim/click", self.click),
            web.get("/sim/click/{id}", self.click_answer),
            web.post("/sim/reaction", self.reaction),
            web.post("/sim/vote", self.vote),
        ]

    async def message(self, request: web.Request) -> web.Response:
        """Let somebody send a message."""
        body = await read_body(request)
        user = find_user(self._world, body)
        chat = find_chat(self._world, body, user)
        content = _content(self._world, user, body)
        fields = place_fields(chat, body)
        album = body.get("media_group_id", str)
        body.finish()
        if album is not None:
            fields["media_group_id"] = album
        return self._said(chat, user, content, fields)

    async def start(self, request: web.Request) -> web.Response:
        """Let somebody press Start, or follow a link to the bot."""
        body = await read_body(request)
        user = find_user(self._world, body)
        payload = body.get("payload", str)
        body.finish()
        if payload is not None and not _PAYLOAD.match(payload):
            raise PeopleError("payload must be 1 to 64 of A-Z, a-z, 0-9, _ and -")
        text = f"/start {payload}" if payload else "/start"
        content = text_fields(self._world, "text", detect(text))
        return self._said(self._world.chats[user.id], user, content, {})

    def _said(
        self, chat: Chat, user: User, content: JsonObject, fields: dict[str, Any]
    ) -> web.Response:
        before = self._world.updates.last_id
        message = say(self._world, chat, user, content, **fields)
        return web.json_response(
            {
                "chat_id": chat.id,
                "message_id": message.id,
                "message": people_json(self._world, message),
                "update_ids": list(range(before + 1, self._world.updates.last_id + 1)),
            }
        )

    async def edit(self, request: web.Request) -> web.Response:
        """Let somebody edit a message."""
        body = await read_body(request)
        message, user = find_message(self._world, body), known_user(self._world, body)
        text, entities = body.need("text", str), body.get("entities", list)
        body.finish()
        if message.sender_id != user.id:
            raise PeopleError("people can edit only their own messages", 403)
        name = "text" if "text" in message.content else "caption"
        kept = {
            key: value
            for key, value in message.content.items()
            if key not in ("text", "entities", "caption", "caption_entities")
        }
        content = kept | _text(self._world, name, text, entities)
        if name == "text" and "text" not in content:
            raise PeopleError("text is empty")
        if content != message.content:
            chat = self._world.chats[message.chat_id]
            edited_by_person(self._world, chat, message, content)
        return web.json_response({"message": people_json(self._world, message)})

    async def click(self, request: web.Request) -> web.Response:
        """Let somebody press a button; answer with what the bot says to that."""
        body = await read_body(request)
        message, user = find_message(self._world, body), known_user(self._world, body)
        data, wait = body.need("data", str), body.get("wait_seconds", float)
        body.finish()
        if not data or len(data.encode("utf-8")) > limits.CALLBACK_DATA_BYTES:
            raise PeopleError("data must be 1 to 64 bytes")
        query = press(self._world, message, user, data)
        await wait_for(query.answered, DEFAULT_WAIT_SECONDS if wait is None else wait)
        return web.json_response(_click_json(query))

    async def click_answer(self, request: web.Request) -> web.Response:
        """Answer with what the bot has said to a press."""
        query = self._world.queries.callbacks.get(request.match_info["id"])
        if query is None:
            raise PeopleError("there is no such callback query", 404)
        return web.json_response(_click_json(query))

    async def reaction(self, request: web.Request) -> web.Response:
        """Let somebody react to a message."""
        body = await read_body(request)
        message, user = find_message(self._world, body), known_user(self._world, body)
        emoji = body.get("emoji", str)
        body.finish()
        try:
            chosen = checked_reaction([{"type": "emoji", "emoji": emoji}] if emoji else [])
        except BotApiError as error:
            raise PeopleError(f"{emoji} is not a reaction ({error.description})") from None
        react(self._world, self._world.chats[message.chat_id], message, user.id, chosen)
        return web.json_response({"message": people_json(self._world, message)})

    async def vote(self, request: web.Request) -> web.Response:
        """Let somebody vote in a poll."""
        body = await read_body(request)
        message, user = find_message(self._world, body), known_user(self._world, body)
        option_ids = body.need("option_ids", list)
        body.finish()
        vote(self._world, message, user, option_ids)
        return web.json_response({"message": people_json(self._world, message)})


def say(world: World, chat: Chat, user: User, content: JsonObject, **fields: Any) -> Message:
    """A person's message, with what writing to the bot in private means beside it."""
    if chat.is_private:
        if user.has_blocked:
            # Clients let a person who blocked a bot write only by unblocking it.
            set_blocked(world, user, is_blocked=False)
        user.has_started = True
    elif chat.migrated_to is not None:
        raise PeopleError(f"the group became the supergroup {chat.migrated_to}")
    elif not chat.member(user.id).is_inside:
        raise PeopleError("this person is not in the group", 403)
    return post(world, chat, user.id, content, **fields)


def place_fields(chat: Chat, body: Body) -> dict[str, Any]:
    """Where in its chat a person's message goes: what it replies to, and in which topic."""
    reply_to, topic_id = body.get("reply_to", int), body.get("topic", int)
    fields: dict[str, Any] = {}
    if reply_to is not None:
        replied = chat.messages.get(reply_to)
        if replied is None:
            raise PeopleError(f"there is no message {reply_to} to reply to", 404)
        fields["reply_to_id"] = reply_to
        fields["thread_id"] = thread_of_reply(chat, replied)
    if topic_id is not None and topic_id != 1:
        if topic_id not in chat.topics:
            raise PeopleError(f"there is no topic {topic_id}", 404)
        fields["thread_id"] = topic_id
    fields["is_topic_message"] = chat.is_forum and fields.get("thread_id") is not None
    return fields


def _content(world: World, user: User, body: Body) -> JsonObject:
    text, entities = body.get("text", str) or "", body.get("entities", list)
    location, contact = body.get("location", dict), body.get("contact", dict)
    attachment = next((name for name in _ATTACHMENTS if body.has(name)), None)
    if attachment is not None:
        return _attached(world, body, attachment) | _text(world, "caption", text, entities)
    for name in _ATTACHMENTS:
        body.file(name)
    if location is not None:
        return {"location": _location(location)}
    if contact is not None:
        return {"contact": _contact(user, contact)}
    content = _text(world, "text", text, entities)
    if not content:
        raise PeopleError("a message needs text, an attachment, a location or a contact")
    return content


def _attached(world: World, body: Body, name: str) -> JsonObject:
    upload = body.file(name)
    details = body.get("details", dict) or {}
    if upload is None:
        raise PeopleError(f"{name} is missing")
    if upload.mime_type == "application/octet-stream":
        upload.mime_type = _MIME_TYPES.get(name, upload.mime_type)
    try:
        stored = store_upload(world, name, upload)
    except BotApiError as error:
        raise PeopleError(f"{name}: {error.description.removeprefix('Bad Request: ')}") from None
    return media_content(name, stored, details)


_MIME_TYPES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "video": "video/mp4",
    "animation": "video/mp4",
    "sticker": "image/webp",
}


def _text(world: World, name: str, text: str, entities: list[Any] | None) -> JsonObject:
    try:
        formatted = formatted_text(text, "", entities) if entities else detect(text)
    except FormatError as error:
        raise PeopleError(str(error)) from None
    most = limits.TEXT_LENGTH if name == "text" else limits.CAPTION_LENGTH
    if len(formatted.text) > most:
        raise PeopleError(f"{name} is longer than {most}; a client would send it in parts")
    return text_fields(world, name, formatted)


def _location(value: JsonObject) -> JsonObject:
    body = Body(value)
    json = {"latitude": body.need("latitude", float), "longitude": body.need("longitude", float)}
    body.finish()
    return json


def _contact(user: User, value: JsonObject) -> JsonObject:
    body = Body(value)
    json: JsonObject = {
        "phone_number": body.need("phone_number", str),
        "first_name": body.get("first_name", str) or user.first_name,
    }
    last_name = body.get("last_name", str) or user.last_name
    if last_name:
        json["last_name"] = last_name
    json["user_id"] = body.get("user_id", int) or user.id
    body.finish()
    return json


def press(world: World, message: Message, user: User, data: str) -> CallbackQuery:
    """A person presses a button; the bot is sent a callback query."""
    chat = world.chats[message.chat_id]
    if not chat.is_private and not chat.member(user.id).is_inside:
        raise PeopleError("this person is not in the group", 403)
    query = world.queries.add_callback(user.id, world.clock.now(), chat.id, message.id, data)
    payload: JsonObject = {
        "id": query.id,
        "from": user_json(user),
        "chat_instance": str(7_000_000_000 + abs(chat.id)),
        "data": data,
    }
    if message.inline_message_id is not None:
        payload["inline_message_id"] = message.inline_message_id
    elif message.id in chat.messages:
        payload["message"] = message_json(world, message)
    else:
        payload["message"] = inaccessible_json(world, chat, message.id)
    world.updates.add("callback_query", payload, user.id)
    return query


def _click_json(query: CallbackQuery) -> JsonObject:
    return {
        "callback_query_id": query.id,
        "answered": query.answer is not None,
        "answer": query.answer,
    }


async def wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait for an answer of the bot, in real time: a client's patience, not the simulator's."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
