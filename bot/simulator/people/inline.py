"""Inline mode: people type "@bot query" in any chat, see results and send one."""

from typing import Any

from aiohttp import web

from bot.simulator import limits
from bot.simulator.errors import PeopleError
from bot.simulator.inline_results import chosen_content
from bot.simulator.markup import checked_markup
from bot.simulator.model import Chat, JsonObject, User
from bot.simulator.people.body import read_body
from bot.simulator.people.finding import chat_of, find_chat, find_user
from bot.simulator.people.talking import DEFAULT_WAIT_SECONDS, place_fields, say, wait_for
from bot.simulator.queries import InlineQuery
from bot.simulator.render import people_json, user_json
from bot.simulator.state import World


class Inline:
    """The handlers of inline mode."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of what is here."""
        return [
            web.post("/sim/inline", self.ask),
            web.post("/sim/inline/choose", self.choose),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """Let somebody type after the bot's name; answer with its results."""
        body = await read_body(request)
        user = find_user(self._world, body)
        query = body.need("query", str)[: limits.INLINE_QUERY_LENGTH]
        offset = body.get("offset", str) or ""
        chat = chat_of(self._world, body.either("chat")) if body.has("chat") else None
        wait = body.get("wait_seconds", float)
        body.finish()
        now = self._world.clock.now()
        cached = self._world.queries.cached(user.id, query, offset, now)
        asked = self._world.queries.add_inline(user.id, now, query, offset)
        if cached is not None:
            asked.answer = cached
        else:
            self._send_update(asked, user, chat)
            await wait_for(asked.answered, DEFAULT_WAIT_SECONDS if wait is None else wait)
        return web.json_response(
            {
                "inline_query_id": asked.id,
                "answered": asked.answer is not None,
                "cached": cached is not None,
                **(asked.answer or {"results": [], "next_offset": "", "button": None}),
            }
        )

    def _send_update(self, asked: InlineQuery, user: User, chat: Chat | None) -> None:
        payload: JsonObject = {
            "id": asked.id,
            "from": user_json(user),
            "query": asked.query,
            "offset": asked.offset,
        }
        if chat is not None:
            payload["chat_type"] = "sender" if chat.is_private else chat.type
        self._world.updates.add("inline_query", payload, user.id)

    async def choose(self, request: web.Request) -> web.Response:
        """Let somebody send one of the results."""
        body = await read_body(request)
        asked = self._world.queries.inline.get(body.need("inline_query_id", str))
        if asked is None or asked.answer is None:
            raise PeopleError("this inline query is not known or has no answer", 404)
        user = self._world.users[asked.user_id]
        result = _result(asked.answer, body.need("result_id", str))
        chat = find_chat(self._world, body, user)
        fields = place_fields(chat, body)
        body.finish()
        fields |= self._keyboard(result)
        content = chosen_content(self._world, result)
        message = say(self._world, chat, user, content, via_bot=True, **fields)
        if self._world.settings.inline_feedback:
            self._tell_chosen(asked, user, result, message.inline_message_id)
        return web.json_response(
            {
                "chat_id": chat.id,
                "message_id": message.id,
                "message": people_json(self._world, message),
            }
        )

    def _keyboard(self, result: JsonObject) -> dict[str, Any]:
        """A keyboard makes the message one the bot can change, by an id of its own."""
        if result.get("reply_markup") is None:
            return {}
        keyboard = checked_markup(result["reply_markup"], is_private=True, inline_only=True)
        return {
            "keyboard": keyboard,
            "inline_message_id": f"inline-{self._world.next_number()}",
        }

    def _tell_chosen(
        self, asked: InlineQuery, user: User, result: JsonObject, inline_message_id: str | None
    ) -> None:
        payload: JsonObject = {
            "result_id": result["id"],
            "from": user_json(user),
            "query": asked.query,
        }
        if inline_message_id is not None:
            payload["inline_message_id"] = inline_message_id
        self._world.updates.add("chosen_inline_result", payload, user.id)


def _result(answer: JsonObject, result_id: str) -> JsonObject:
    for result in answer["results"]:
        if result["id"] == result_id:
            found: JsonObject = result
            return found
    raise PeopleError(f"the answer has no result {result_id}", 404)
