"""What can be looked up: the right audience, the last 30 days, the right wording."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.broadcasts import BroadcastKind, BroadcastState, Content
from bot.catching_up import PAGE_SIZE, CatchingUp
from bot.chats import ChatKind
from bot.storage.stores import Stores
from bot.subscribers import Audience, Choice, Country, Place, Topic
from bot.subscribing import Subscribing
from tests.bot.kept import Clock, kept

READER = Place(1001)
STAFF = 7
EVERYBODY = Audience()


class Desk:
    """Somebody who sends broadcasts, and a reader who looks them up."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.clock = Clock()
        self.subscribing = Subscribing(stores.chats, stores.subscriptions, self.clock)
        self.catching_up = CatchingUp(
            stores.broadcasts, stores.subscriptions, stores.chats, self.clock
        )

    async def sends(
        self,
        texts: Mapping[str, str] | str,
        audience: Audience = EVERYBODY,
        state: BroadcastState = BroadcastState.FINISHED,
        kind: BroadcastKind = BroadcastKind.SEND,
        origin: int | None = None,
    ) -> int:
        """A broadcast that has come so far; its id."""
        texts = {"en": texts} if isinstance(texts, str) else texts
        versions = {locale: Content(STAFF, (5,), text) for locale, text in texts.items()}
        store, now = self.stores.broadcasts, self.clock()
        made = await store.create(STAFF, audience, "en", versions, now, kind, origin)
        if state is not BroadcastState.DRAFT:
            await store.confirm(made.id, now)
        if state not in {BroadcastState.DRAFT, BroadcastState.SCHEDULED}:
            running = BroadcastState.RUNNING
            await store._move(
                made.id, [BroadcastState.SCHEDULED], now, state=running.value, started_at=now
            )
            await store.move(made.id, [running], state, now)
        return made.id

    async def listed(self, place: Place = READER, number: int = 0) -> list[str]:
        """The texts on a page of the reader's list."""
        page = await self.catching_up.page(place, number)
        assert page is not None
        return [each.content.text for each in page.listed]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """With a reader who subscribed to visits in Vietnam, in English."""
    async with kept(tmp_path) as stores:
        desk = Desk(stores)
        choice = Choice(Topic.VISITS, Country.VIETNAM)
        await desk.subscribing.begin(READER, "en", choice)
        yield desk


async def test_only_subscribers_look_things_up(desk: Desk) -> None:
    sent = await desk.sends("Hello")
    for place in (Place(5), Place(READER.chat_id, 3)):
        assert await desk.catching_up.page(place, 0) is None
        assert await desk.catching_up.content(place, sent) is None
    await desk.subscribing.leave(READER)
    assert await desk.catching_up.page(READER, 0) is None


async def test_what_went_out_before_somebody_joined_is_there_newest_first(desk: Desk) -> None:
    await desk.sends("First")
    desk.clock.move(hours=1)
    await desk.sends("Second", state=BroadcastState.RUNNING)
    newcomer = Place(1002)
    await desk.subscribing.begin(newcomer, "en")
    assert await desk.listed(newcomer) == ["Second", "First"]


async def test_only_what_was_for_the_readers_audience_is_there(desk: Desk) -> None:
    await desk.sends("topic", Audience(topics=Topic.VISITS | Topic.EVENTS))
    await desk.sends("other topic", Audience(topics=Topic.EVENTS))
    await desk.sends("country", Audience(countries=Country.VIETNAM))
    other = await desk.sends("other country", Audience(countries=Country.JAPAN))
    await desk.sends("locale", Audience(locales=frozenset({"en"})))
    await desk.sends("other locale", Audience(locales=frozenset({"ja"})))
    await desk.sends("kind", Audience(kinds=frozenset({ChatKind.PERSON})))
    await desk.sends("other kind", Audience(kinds=frozenset({ChatKind.GROUP})))
    assert set(await desk.listed()) == {"topic", "country", "locale", "kind"}
    assert await desk.catching_up.content(READER, other) is None


async def test_it_is_there_for_thirty_days(desk: Desk) -> None:
    sent = await desk.sends("Old")
    desk.clock.move(days=29, hours=23)
    assert await desk.listed() == ["Old"]
    desk.clock.move(hours=2)
    assert await desk.listed() == []
    assert await desk.catching_up.content(READER, sent) is None


@pytest.mark.parametrize(
    "state",
    [
        BroadcastState.DRAFT,
        BroadcastState.SCHEDULED,
        BroadcastState.PAUSED,
        BroadcastState.STOPPED,
    ],
)
async def test_what_has_not_begun_or_was_halted_is_not_there(
    desk: Desk, state: BroadcastState
) -> None:
    sent = await desk.sends("Perhaps wrong", state=state)
    assert await desk.listed() == []
    assert await desk.catching_up.content(READER, sent) is None


async def test_a_reader_gets_their_language_else_the_default_one(desk: Desk) -> None:
    sent = await desk.sends({"en": "Hello", "ja": "こんにちは"})
    await desk.sends({"en": "English only"})
    await desk.stores.chats.choose_locale(READER.chat_id, "ja", desk.clock())
    assert set(await desk.listed()) == {"こんにちは", "English only"}
    content = await desk.catching_up.content(READER, sent)
    assert content is not None
    assert content.text == "こんにちは"


async def test_what_was_recalled_is_gone_and_what_was_corrected_is_corrected(desk: Desk) -> None:
    recalled = await desk.sends("Recalled")
    kept_one = await desk.sends("Not recalled after all")
    corrected = await desk.sends("Wrnog")
    recall, correct = BroadcastKind.RECALL, BroadcastKind.CORRECT
    await desk.sends({}, kind=recall, origin=recalled)
    await desk.sends({}, kind=recall, origin=kept_one, state=BroadcastState.DRAFT)
    await desk.sends("Rihgt", kind=correct, origin=corrected)
    await desk.sends("Right", kind=correct, origin=corrected)
    await desk.sends("Draft", kind=correct, origin=corrected, state=BroadcastState.DRAFT)
    assert set(await desk.listed()) == {"Not recalled after all", "Right"}
    assert await desk.catching_up.content(READER, recalled) is None


async def test_the_list_comes_page_by_page_and_the_last_is_the_last(desk: Desk) -> None:
    for number in range(PAGE_SIZE + 2):
        desk.clock.move(minutes=1)
        await desk.sends(str(number))
    assert await desk.listed(number=0) == ["7", "6", "5", "4", "3", "2"]
    for number in (1, 2, 999):
        page = await desk.catching_up.page(READER, number)
        assert page is not None
        assert (page.number, page.count) == (1, 2)
        assert [each.content.text for each in page.listed] == ["1", "0"]


@pytest.mark.parametrize(
    ("zone", "day"), [(None, 2), ("Asia/Tokyo", 3), ("Mars/Olympus", 2), ("../../etc", 2)]
)
async def test_the_day_is_the_readers(desk: Desk, zone: str | None, day: int) -> None:
    desk.clock.move(hours=4)  # 16:00 UTC
    await desk.sends("Late")
    await desk.stores.chats.choose_time_zone(READER.chat_id, zone, desk.clock())
    page = await desk.catching_up.page(READER, 0)
    assert page is not None
    assert [each.day.day for each in page.listed] == [day]
