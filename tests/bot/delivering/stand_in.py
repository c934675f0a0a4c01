"""A sender that needs no Telegram: remembers what was delivered, and fails as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.broadcasting import Broadcasting
from bot.broadcasts import Broadcast, Content, Delivery, DeliveryState
from bot.delivering.engine import Engine
from bot.outcomes import DeliveryError
from bot.storage.database import Database
from bot.storage.stores import Stores, stores_on
from bot.subscribers import ALL_COUNTRIES, ALL_TOPICS, Audience
from tests.bot.storage.instants import NOON
from tests.simulator.driver import until

AUTHOR, SECOND = 901, 902
HELLO = Content(AUTHOR, (5,), "Hello")


class Clock:
    """A clock that only moves when it is told."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


class Telegram:
    """What arrives; `fail` says of each delivery what goes wrong with it, if anything.

    With `is_held` nothing is answered until `release`.
    """

    def __init__(self) -> None:
        self.arrived: list[tuple[int, int]] = []
        self.texts: dict[tuple[int, int], str] = {}
        self.gone: list[int] = []
        self.tries: list[int] = []
        self.fail: Callable[[Delivery], DeliveryError | None] = lambda _: None
        self.at_once = 0
        self.most_at_once = 0
        self._open = asyncio.Event()
        self._open.set()

    def hold(self) -> None:
        """Answer nothing from now on."""
        self._open.clear()

    def release(self) -> None:
        """Answer what waits, and all that follows."""
        self._open.set()

    async def send(self, delivery: Delivery, content: Content) -> tuple[int, ...]:
        """Let a copy arrive."""
        chat = await self._pass(delivery)
        self.arrived.append((chat, delivery.thread_id))
        message_id = len(self.arrived)
        self.texts[chat, message_id] = content.text
        return (message_id,)

    async def edit(self, delivery: Delivery, content: Content) -> None:
        """Let a copy show another text."""
        chat = await self._pass(delivery)
        self.texts[chat, delivery.message_ids[0]] = content.text

    async def delete(self, delivery: Delivery) -> None:
        """Let a copy be gone."""
        self.gone.append(await self._pass(delivery))

    async def _pass(self, delivery: Delivery) -> int:
        assert delivery.chat_id is not None
        assert delivery.state is DeliveryState.CLAIMED
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.tries.append(delivery.chat_id)
            await self._open.wait()
            error = self.fail(delivery)
            if error is not None:
                raise error
        finally:
            self.at_once -= 1
        return delivery.chat_id


@dataclass
class Office:
    """A database, a sender and the engines that use them, on one clock."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    telegram: Telegram = field(default_factory=Telegram)
    engines: list[Engine] = field(default_factory=list)
    concurrency: int = 10

    def __post_init__(self) -> None:
        self.stores: Stores = stores_on(self.database)
        self.staff = Broadcasting(self.stores, self.clock, self.wake)

    def wake(self) -> None:
        """Let every engine look."""
        for engine in self.engines:
            engine.wake()

    def engine(self, name: str = "first", telegram: Telegram | None = None) -> Engine:
        """A process's engine, not running yet."""
        made = Engine(
            self.stores, telegram or self.telegram, self.clock, name, lambda: self.concurrency
        )
        self.engines.append(made)
        return made

    @asynccontextmanager
    async def running(self, name: str = "first") -> AsyncIterator[asyncio.Task[None]]:
        """An engine at work, stopped as a process is that gets SIGTERM."""
        engine = self.engine(name)
        task = asyncio.create_task(engine.run())
        try:
            yield task
        finally:
            engine.stop()
            await task
            self.engines.remove(engine)

    @asynccontextmanager
    async def killed(self, name: str = "first") -> AsyncIterator[None]:
        """An engine at work that ends in the middle of whatever it does, as by SIGKILL."""
        engine = self.engine(name)
        task = asyncio.create_task(engine.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})
            self.engines.remove(engine)

    async def subscribe(self, *chats: int, thread: int = 0) -> None:
        """Let chats want everything."""
        for chat in chats:
            await self.stores.subscriptions.subscribe(
                chat, thread, ALL_TOPICS, ALL_COUNTRIES, self.clock()
            )

    async def confirmed(
        self, text: str = "Hello", send_at: datetime | None = None, audience: Audience | None = None
    ) -> Broadcast:
        """A broadcast that was just confirmed."""
        content = replace(HELLO, text=text)
        draft = await self.staff.draft(AUTHOR, audience or Audience(), "en", {"en": content})
        made = await self.staff.confirm(draft.id, AUTHOR, send_at)
        assert made is not None
        return made

    async def counts(self, broadcast: Broadcast) -> dict[str, int]:
        """How many deliveries are in which state."""
        found = await self.stores.ledger.counts(broadcast.id)
        return {state.value: number for state, number in found.items()}

    async def state(self, broadcast: Broadcast) -> str:
        """The state of a broadcast, and why."""
        found = await self.stores.broadcasts.get(broadcast.id)
        assert found is not None
        return f"{found.state.value}:{found.note}" if found.note else found.state.value

    async def reaches(self, broadcast: Broadcast, *states: str) -> None:
        """Return once a broadcast is in one of some states; time passes meanwhile."""
        async with asyncio.timeout(20):
            while await self.state(broadcast) not in states:
                self.clock.pass_seconds(0.6)
                self.wake()
                await asyncio.sleep(0.005)

    async def tried(self, count: int) -> None:
        """Return once so many sends were tried."""
        await until(lambda: len(self.telegram.tries) >= count)


async def until_frozen(office: Office, broadcast_id: int) -> None:
    """Return once the recipients are written down."""
    async with asyncio.timeout(20):
        while True:
            found = await office.stores.broadcasts.get(broadcast_id)
            if found is not None and found.is_frozen:
                return
            await asyncio.sleep(0.005)
