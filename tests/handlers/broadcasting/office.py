"""A member of staff with a card, and readers: hands for tests of broadcasts."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.broadcasts import Broadcast
from bot.staff import Role
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS
from tests.handlers.chatting import KIM, ROBIN, Hands
from tests.simulator.driver import Json

OFFICER = ROBIN
COLLEAGUE = KIM


@dataclass
class Office:
    """What an officer does in the private chat with the bot."""

    hands: Hands

    async def employ(self, *users: int) -> None:
        """Make people members of staff."""
        for user in users:
            await self.hands.services.stores.roles.grant(
                user, Role.STAFF, 1, self.hands.services.now()
            )

    async def subscribe(self, *chats: int) -> None:
        """Let chats get everything."""
        for chat in chats:
            if chat > 0:
                await self.hands.sim.person(chat)
            await self.hands.services.stores.subscriptions.subscribe(
                chat, 0, ALL_TOPICS, ALL_COUNTRIES, self.hands.services.now()
            )

    async def card(self, user: int = OFFICER, chat: int | None = None) -> Json:
        """The card as it stands: the last message of the bot's with a Cancel button."""
        written = await self.hands.written(chat or user)
        cards = [each for each in written if any(data.startswith("c:") for data in data_of(each))]
        assert len(cards) == 1, [each.get("text") for each in written]
        return cards[0]

    async def says(self, text: str, user: int = OFFICER, **more: Any) -> Json:
        """The officer writes; the card afterwards."""
        await self.hands.says(text, user=user, **more)
        return await self.card(user)

    async def presses(self, part: str, user: int = OFFICER) -> Json:
        """The officer presses the button of the card whose label holds a text; the card then."""
        await self.press(await self.card(user), part, user)
        return await self.card(user)

    async def press(self, message: Json, part: str, user: int = OFFICER) -> Json | None:
        """Somebody presses a button of a message; the answer to the press."""
        found = [data for label, data in inline(message).items() if part in label]
        assert len(found) == 1, (part, list(inline(message)))
        return await self.hands.presses(message, found[0], user)

    async def written_so_far(self, text: str = "Hello all", user: int = OFFICER) -> Json:
        """The officer has written a message without buttons and goes on to the audience."""
        await self.hands.says("/broadcast", user=user)
        await self.says(text, user)
        await self.presses("No buttons", user)
        return await self.presses("To the audience", user)

    async def sent(self, text: str = "Hello all", user: int = OFFICER) -> Json:
        """The officer has sent a broadcast at once; the message that shows its progress."""
        await self.written_so_far(text, user)
        await self.presses("To the preview", user)
        card = await self.presses("Send now", user)
        await self.press(card, "Send to", user)
        return await self.hands.now(card)

    async def broadcast(self) -> Broadcast:
        """The latest broadcast."""
        (latest,) = await self.hands.services.broadcasting.latest(1)
        return latest

    async def reaches(self, state: str) -> Broadcast:
        """The latest broadcast, once it is in a state."""
        found = await self.broadcast()
        store = self.hands.services.stores.broadcasts

        async with asyncio.timeout(20):
            while True:
                current = await store.get(found.id)
                assert current is not None
                if current.state.value == state:
                    return current
                # The sender rests between its rounds.
                self.hands.clock[0] += 0.2
                await asyncio.sleep(0.01)


def inline(message: Json) -> dict[str, str]:
    """The data behind a message's buttons by label; those with links have none."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


def data_of(message: Json) -> list[str]:
    """The data behind a message's buttons."""
    return list(inline(message).values())
