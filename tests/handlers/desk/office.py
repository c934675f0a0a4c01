"""A bot with a desk, people who ask, and members of staff who answer in the forum."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Row, select

from bot.simulator.model import Topic
from bot.storage.schema import carriages
from tests.bot import delivered
from tests.handlers.chatting import FORUM, HARU, KIM, ROBIN, Hands, buttons, only, serving
from tests.simulator.driver import Json

SAY = delivered.texts().get
STRANGE = "How tall is the tower of Yokohama?"
"""A question that the base does not answer."""

PERSON = KIM
COLLEAGUE = HARU
"""Another member of the forum, as ROBIN is."""


TURNS = 6000
"""So often it is looked whether all is carried: far longer than any machine takes."""


class Office:
    """Hands with which people and members of staff use the desk."""

    def __init__(self, hands: Hands, group: int) -> None:
        self.hands = hands
        self.group = group
        self.last: Json = {}

    @property
    def topics(self) -> dict[int, Topic]:
        """The forum's topics."""
        return self.hands.sim.world.chats[self.group].topics

    async def settle(self) -> None:
        """Return once all updates are handled and nothing in the outbox is due."""
        await self.hands.settle()
        for _ in range(TURNS):
            if not await self._is_due():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("what is in the outbox is not carried")

    async def _is_due(self) -> bool:
        now = self.hands.services.desk.now()
        rows = await self.outbox("pending", "claimed")
        first: dict[tuple[int, str], Row[Any]] = {}
        for row in sorted(rows, key=lambda row: (row.place, row.id)):
            first.setdefault((row.handoff_id, row.side), row)
        return any(row.state == "claimed" for row in rows) or any(
            row.due_at <= now for row in first.values()
        )

    async def outbox(self, *states: str) -> list[Row[Any]]:
        """The rows of the outbox in some states."""
        found = select(carriages).where(carriages.c.state.in_(states)).order_by(carriages.c.id)
        async with self.hands.services.stores.outbox._database.reading() as connection:
            return list((await connection.execute(found)).all())

    async def asks(self, question: str = STRANGE, user: int = PERSON) -> Json:
        """A person asks; the bot's answer."""
        return only(await self.hands.says(question, user=user))

    async def hand_over(self, question: str = STRANGE, user: int = PERSON) -> int:
        """A person asks, presses and agrees; the handoff's topic, 0 where it has none."""
        before = set(self.topics)
        consent = only(await self.press(await self.asks(question, user), "h:a", user))
        await self.press(consent, data_of(consent, "h:y:"), user)
        (thread_id,) = set(self.topics) - before or {0}
        return thread_id

    async def press(self, message: Json, data: str, user: int = ROBIN) -> list[Json]:
        """Somebody presses; what the bot wrote in that chat from then on."""
        chat = message["chat"]["id"]
        last = await self._last(chat)
        await self.hands.presses(message, data, user)
        await self.settle()
        return await self.hands.written(chat, after=last)

    async def person_says(self, user: int = PERSON, **body: Any) -> list[Json]:
        """A person sends something; what the bot wrote in the group from then on."""
        last = await self._last(self.group)
        self.last = (await self.hands.sim.sim("message", user=user, **body))["message"]
        await self.settle()
        return await self.hands.written(self.group, after=last)

    async def staff_says(
        self, topic: int = 0, person: int = PERSON, user: int = ROBIN, **body: Any
    ) -> list[Json]:
        """A member of staff sends something; what the bot wrote to the person from then on."""
        last = await self._last(person)
        where = {"topic": topic} if topic else {}
        sent = await self.hands.sim.sim("message", user=user, chat=self.group, **where, **body)
        self.last = sent["message"]
        await self.settle()
        return await self.hands.written(person, after=last)

    async def edits(self, message: Json, text: str, user: int) -> None:
        """Somebody edits a message."""
        await self.hands.edits(message, text, user)
        await self.settle()

    async def in_topic(self, thread_id: int) -> list[Json]:
        """What the bot said in a topic, the card first."""
        found = await self.hands.written(self.group)
        return [
            each
            for each in found
            if each.get("message_thread_id") == thread_id and ("text" in each or "photo" in each)
        ]

    async def texts_in(self, thread_id: int) -> list[str]:
        """The texts of what the bot said in a topic."""
        return [each.get("text", "") for each in await self.in_topic(thread_id)]

    async def card(self, thread_id: int) -> Json:
        """The card of a topic."""
        return (await self.in_topic(thread_id))[0]

    async def told(self, person: int = PERSON) -> str:
        """What the bot said last to a person."""
        return str((await self.hands.written(person))[-1].get("text"))

    async def _last(self, chat: int) -> int:
        return int((await self.hands.sim.look(f"chats/{chat}/messages"))["last_message_id"])


def data_of(message: Json, start: str) -> str:
    """The data of the one button whose data begins so."""
    found = [data for data in buttons(message).values() if data.startswith(start)]
    assert len(found) == 1, buttons(message)
    return found[0]


def replied_to(message: Json) -> int | None:
    """The id of the message that a message replies to, None for none."""
    replied = message.get("reply_to_message")
    return int(replied["message_id"]) if replied else None


@asynccontextmanager
async def serving_office(
    group: int = FORUM, more_settings: Mapping[str, str] | None = None
) -> AsyncIterator[Office]:
    """The running bot with a desk."""
    settings = {"STAFF_CHAT_ID": str(group), **(more_settings or {})}
    async with serving(more_settings=settings) as hands:
        yield Office(hands, group)
