"""Hands that teach: the running bot, whose gate is in the test's hands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.answering import Answering
from bot.learning.lessons import Lesson
from bot.learning.teaching import Teaching
from knowledge.base_files import read_files
from knowledge.loading import BUILT_IN_BASE
from tests.bot.learning.small import FakeGate
from tests.handlers.chatting import ADMIN, Hands, buttons, only, serving
from tests.simulator.driver import Json

DRESS = "Is there a dress code for the reception?"
"""A question that the delivered base does not answer."""


@dataclass
class Officer:
    """A member of staff with a card before them."""

    hands: Hands
    gate: FakeGate
    card: Json

    async def press(self, part: str) -> Json:
        """Press the button whose label holds a text; the card as it is in the end."""
        await self.begin(part)
        await self.hands.rest()
        self.card = await self.hands.now(self.card)
        return self.card

    async def begin(self, part: str) -> Json:
        """Press the button whose label holds a text; the card as it is at once, whatever goes on
        beside it."""
        found = [data for label, data in buttons(self.card).items() if part in label]
        assert len(found) == 1, (part, list(buttons(self.card)))
        await self.hands.presses(self.card, found[0], user=ADMIN)
        self.card = await self.hands.now(self.card)
        return self.card

    async def write(self, text: str) -> Json:
        """Write something; the card that stands below it then."""
        self.card = only(await self.hands.says(text, user=ADMIN))
        return self.card

    async def command(self, text: str) -> Json:
        """Send a command; what the bot answers."""
        self.card = only(await self.hands.says(text, user=ADMIN))
        return self.card

    async def lesson(self) -> Lesson | None:
        """What is taught now."""
        return await self.hands.services.teaching.current(ADMIN, ADMIN)


@asynccontextmanager
async def teaching() -> AsyncIterator[Officer]:
    """The running bot, whose administrator reads English."""
    async with serving() as hands:
        services = hands.services
        gate = FakeGate(
            Answering(services.answering.matcher, services.texts),
            services.now,
            files=read_files(BUILT_IN_BASE),
            serves=False,
        )
        taught = Teaching(
            services.stores.lessons, services.answering, gate, services.now, services.telling.wake
        )
        changed = replace(services, gate=gate, teaching=taught)
        hands.application.bot_data["services"] = changed
        hands.services = changed
        await services.languages.choose(ADMIN, "en")
        yield Officer(hands, gate, {})
