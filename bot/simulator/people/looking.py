"""What can be looked at: chats, messages, people, calls, updates, files and the live feed."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from bot.simulator.errors import PeopleError
from bot.simulator.guard import stream_headers
from bot.simulator.model import Chat, JsonObject, User
from bot.simulator.people.belonging import topic_json
from bot.simulator.profile import text_for
from bot.simulator.render import bot_json, chat_json, people_json, user_json
from bot.simulator.state import World

_CHAT_LIMIT = 100
_HEARTBEAT_SECONDS = 15.0
# Shown in the browser as they are; anything else is only offered for saving.
_SHOWN_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
_PLAYED_TYPES = ("audio/", "video/")


class Looking:
    """The handlers of what can be looked at."""

    def __init__(self, world: World, stopping: asyncio.Event) -> None:
        self._world = world
        self._stopping = stopping

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of what is here."""
        return [
            web.get("/sim/people", self.people),
            web.get("/sim/profile", self.profile),
            web.get("/sim/chats", self.chats),
            web.get("/sim/chats/{id}", self.chat),
            web.get("/sim/chats/{id}/messages", self.messages),
            web.get("/sim/calls", self.calls),
            web.delete("/sim/calls", self.clear_calls),
            web.get("/sim/updates", self.updates),
            web.get("/sim/files/{id}", self.file),
            web.get("/sim/events", self.events),
        ]

    async def people(self, request: web.Request) -> web.Response:
        """Answer with the bot and the people."""
        limit = _number(request, "limit", _CHAT_LIMIT)
        people: list[JsonObject] = []
        for user in self._world.users.values():
            if len(people) >= limit:
                break
            if not user.is_bot:
                people.append(_person_json(user))
        return web.json_response({"bot": bot_json(self._world), "people": people})

    async def profile(self, request: web.Request) -> web.Response:
        """What a person sees of the bot: its texts in their language, its commands in a chat."""
        user = self._user(request)
        chat = self._chat(request, "chat_id") if "chat_id" in request.query else None
        chat = chat or self._world.chats[user.id]
        profile, language = self._world.profile, (user.language_code or "")[:2]
        return web.json_response(
            {
                "name": text_for(profile.names, language) or self._world.bot.first_name,
                "description": text_for(profile.descriptions, language),
                "short_description": text_for(profile.short_descriptions, language),
                "commands": profile.commands_for(chat, user),
                "menu_button": profile.menu_buttons.get(user.id, profile.menu_button),
            }
        )

    async def chats(self, request: web.Request) -> web.Response:
        """Answer with the chats."""
        limit = _number(request, "limit", _CHAT_LIMIT)
        if "user_id" in request.query:
            user = self._user(request)
            chats = [self._world.chats[user.id], *self._world.groups_of(user.id)]
        else:
            chats = [*self._world.groups.values()]
            for chat in self._world.chats.values():
                if len(chats) >= limit:
                    break
                if chat.is_private:
                    chats.append(chat)
        return web.json_response({"chats": [self._chat_json(chat) for chat in chats[:limit]]})

    async def chat(self, request: web.Request) -> web.Response:
        """Answer with one chat."""
        return web.json_response(self._chat_json(self._named_chat(request)))

    async def messages(self, request: web.Request) -> web.Response:
        """Answer with the messages of a chat."""
        chat = self._named_chat(request)
        after, limit = _number(request, "after", 0), _number(request, "limit", 1_000)
        topic = _number(request, "topic", 0)
        found = [
            message
            for message in chat.messages.values()
            if message.id > after and (not topic or message.thread_id == topic)
        ]
        return web.json_response(
            {
                "chat": chat_json(self._world, chat),
                "last_message_id": chat.last_message_id,
                "messages": [people_json(self._world, message) for message in found[-limit:]],
            }
        )

    async def calls(self, request: web.Request) -> web.Response:
        """Answer with the bot's calls."""
        after, limit = _number(request, "after", 0), _number(request, "limit", 20_000)
        calls = self._world.calls.after(after, request.query.get("method"), limit)
        return web.json_response(
            {"calls": [call.json() for call in calls], "last_id": self._world.calls.last_id}
        )

    async def clear_calls(self, _: web.Request) -> web.Response:
        """Forget the bot's calls."""
        self._world.calls.clear()
        return web.json_response({"last_id": self._world.calls.last_id})

    async def updates(self, request: web.Request) -> web.Response:
        """Answer with the updates that there were, and how many wait."""
        after = _number(request, "after", 0)
        return web.json_response(
            {
                "pending_count": len(self._world.updates),
                "last_id": self._world.updates.last_id,
                "updates": [
                    {
                        "update": update.json(),
                        "at": update.created_at,
                        "delivered_at": update.delivered_at,
                        "delivery_count": update.delivery_count,
                    }
                    for update in self._world.updates.record
                    if update.id > after
                ],
            }
        )

    async def file(self, request: web.Request) -> web.Response:
        """Answer with the content of a file."""
        stored = self._world.files.get(request.match_info["id"])
        if stored is None or stored.content is None:
            raise PeopleError("there is no such file", 404)
        is_shown = stored.mime_type in _SHOWN_TYPES or stored.mime_type.startswith(_PLAYED_TYPES)
        response = web.Response(
            body=stored.content,
            content_type=stored.mime_type if is_shown else "application/octet-stream",
        )
        if not is_shown:
            response.headers["Content-Disposition"] = "attachment"
        return response

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events; the first says that the feed has begun."""
        response = web.StreamResponse(headers={**stream_headers(), "X-Accel-Buffering": "no"})
        response.content_type = "text/event-stream"
        # A page that goes away ends its feed, and that is no error.
        with self._world.events.watch() as queue, contextlib.suppress(ConnectionResetError):
            await response.prepare(request)
            await response.write(_event_line({"kind": "hello"}))
            while not self._stopping.is_set():
                try:
                    async with asyncio.timeout(_HEARTBEAT_SECONDS):
                        event = await queue.get()
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                await response.write(_event_line(event))
        return response

    def _chat_json(self, chat: Chat) -> JsonObject:
        last = next(reversed(chat.messages.values()), None)
        json: JsonObject = {
            "chat": chat_json(self._world, chat),
            "last_message_id": chat.last_message_id,
            "last_message": people_json(self._world, last) if last is not None else None,
            "pinned_message_id": chat.pinned_ids[-1] if chat.pinned_ids else None,
        }
        if chat.is_private:
            user = self._world.users[chat.id]
            return json | {"has_started": user.has_started, "has_blocked": user.has_blocked}
        return json | {
            "description": chat.description,
            "migrated_to": chat.migrated_to,
            "topics": [topic_json(topic) for topic in chat.topics.values()],
            "members": [
                {"user": user_json(self._world.users[user_id]), "status": member.status}
                for user_id, member in chat.members.items()
            ],
        }

    def _user(self, request: web.Request) -> User:
        user = self._world.users.get(_number(request, "user_id", 0))
        if user is None:
            raise PeopleError("user_id is missing or not known", 404)
        return user

    def _chat(self, request: web.Request, name: str) -> Chat:
        chat = self._world.chats.get(_number(request, name, 0))
        if chat is None:
            raise PeopleError(f"{name} is not known", 404)
        return chat

    def _named_chat(self, request: web.Request) -> Chat:
        try:
            chat_id = int(request.match_info["id"])
        except ValueError:
            raise PeopleError("the id of a chat is a number", 404) from None
        chat = self._world.chats.get(chat_id)
        if chat is None:
            raise PeopleError(f"chat {chat_id} is not known", 404)
        return chat


def _person_json(user: User) -> JsonObject:
    return user_json(user) | {
        "has_started": user.has_started,
        "has_blocked": user.has_blocked,
        "is_deactivated": user.is_deactivated,
        "is_persona": user.is_persona,
        "note": user.note,
    }


def _number(request: web.Request, name: str, default: int) -> int:
    value = request.query.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise PeopleError(f"{name} must be a whole number") from None


def _event_line(event: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
