"""A hand on each side of a simulator: the bot's, by raw calls, and the people's."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import aiohttp

from bot.simulator.server import RunningSimulator
from bot.simulator.state import World

Json = dict[str, Any]


async def until(condition: Callable[[], object]) -> None:
    """Return once a condition holds; fail if it does not within a time no machine needs."""
    async with asyncio.timeout(20):
        while True:
            if condition():
                return
            await asyncio.sleep(0.002)


class Driver:
    """Speaks to a running simulator over HTTP, as a bot and as people."""

    def __init__(self, running: RunningSimulator, session: aiohttp.ClientSession) -> None:
        self.running = running
        self.session = session
        self._offset = 0

    @property
    def world(self) -> World:
        return self.running.simulator.world

    @property
    def bot_id(self) -> int:
        return self.world.bot.id

    def url(self, method: str) -> str:
        return f"{self.running.base_url}/bot{self.running.token}/{method}"

    async def answer(self, method: str, **params: Any) -> Json:
        """The whole answer of a call."""
        async with self.session.post(self.url(method), json=params) as response:
            answer: Json = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def call(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.answer(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """The description of a call that must be refused."""
        answer = await self.answer(method, **params)
        assert not answer["ok"], answer
        description: str = answer["description"]
        return description

    async def form(self, method: str, **fields: Any) -> Json:
        """The answer to a multipart call; a tuple is a file: name, content, type."""
        form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
        for name, value in fields.items():
            if isinstance(value, tuple):
                filename, content, mime_type = value
                form.add_field(name, io.BytesIO(content), filename=filename, content_type=mime_type)
            else:
                form.add_field(name, str(value))
        async with self.session.post(self.url(method), data=form) as response:
            answer: Json = await response.json()
            return answer

    async def updates(self, **params: Any) -> list[Json]:
        """New updates, confirming those returned before."""
        updates: list[Json] = await self.call("getUpdates", offset=self._offset, **params)
        if updates:
            self._offset = updates[-1]["update_id"] + 1
        return updates

    async def update(self) -> Json:
        """The one update that has come, or comes soon."""
        updates = await self.updates(timeout=10)
        assert len(updates) == 1, updates
        return updates[0]

    async def sim(self, path: str, **body: Any) -> Json:
        """What a request of the people's side answers, which must succeed."""
        status, answer = await self.sim_status(path, **body)
        assert status == 200, answer
        return answer

    async def sim_status(self, path: str, **body: Any) -> tuple[int, Json]:
        async with self.session.post(f"{self.running.base_url}/sim/{path}", json=body) as response:
            return response.status, await response.json()

    async def texts(self, chat_id: int = 11) -> list[str | None]:
        """The texts of a chat's messages, None for those without."""
        messages = (await self.look(f"chats/{chat_id}/messages"))["messages"]
        return [message.get("text") for message in messages]

    async def look(self, path: str, method: str = "GET") -> Json:
        url = f"{self.running.base_url}/sim/{path}"
        async with self.session.request(method, url) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
            return answer

    async def person(self, user_id: int = 11, **fields: Any) -> int:
        """A person who has started the bot, without an update of it."""
        names = {"first_name": f"Person {user_id}", "has_started": True}
        await self.sim("people", people=[{"id": user_id, **names, **fields}])
        return user_id

    async def group(self, chat_id: int = -100, *, bot_status: str = "member", **fields: Any) -> int:
        """A group with the bot and person 11, without updates."""
        await self.person()
        chat = {"id": chat_id, "title": "Group", "bot_status": bot_status, **fields}
        await self.sim("message", chat=chat, user=11, text="made")
        self.world.updates.drop_all()
        return chat_id

    async def say(self, text: str, user: Any = 11, **fields: Any) -> Json:
        """A person writes; the message."""
        answer = await self.sim("message", user=user, text=text, **fields)
        message: Json = answer["message"]
        return message
