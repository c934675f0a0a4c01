"""What can be sent: read from a member of staff's message, and copied as it was."""

import base64
from typing import Any

import pytest
from telegram import Message

from bot.broadcasts import Content
from bot.content_limits import LEAVE_LINE_LENGTH, can_correct, problem_of, units
from bot.subscribers import Place
from bot.texts import LANGUAGE_NAMES
from handlers.broadcasting.reading import content_of
from handlers.copies import Copies, WayOut
from tests.bot import delivered
from tests.handlers.broadcasting.office import OFFICER, Office, inline
from tests.handlers.chatting import GROUP, HARU, Hands, only
from tests.simulator.driver import Json

PIXEL = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()
FILE = {"name": "a.png", "content": PIXEL, "type": "image/png"}
POLL: Json = {
    "id": "1",
    "question": "Which day?",
    "options": [
        {"text": "Monday", "voter_count": 0, "persistent_id": "a"},
        {"text": "Tuesday", "voter_count": 0, "persistent_id": "b"},
    ],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": True,
    "allows_revoting": True,
    "members_only": False,
}


def read(hands: Hands, **fields: Any) -> Content | None:
    """The content of a message that holds these fields."""
    body = {
        "message_id": 5,
        "date": 1,
        "chat": {"id": OFFICER, "type": "private"},
        "from": {"id": OFFICER, "is_bot": False, "first_name": "Robin"},
    }
    return content_of(Message.de_json(body | fields, hands.application.bot))


async def sent(hands: Hands, content: Content, chat: int = HARU) -> list[Json]:
    """The copy that a reader gets, with the way out."""
    if chat > 0:
        await hands.sim.person(chat)
    place = Place(chat)
    bot = hands.application.bot
    way_out = WayOut.of("en", delivered.texts(), place, bot.username)
    ids = await Copies(bot).send(content, place, way_out)
    written = await hands.written(chat)
    assert tuple(each["message_id"] for each in written) == ids
    return written


@pytest.mark.parametrize("kind", ["photo", "document", "video", "animation", "audio", "voice"])
async def test_a_file_is_copied_with_its_caption_and_formatting(hands: Hands, kind: str) -> None:
    entities = [{"type": "italic", "offset": 0, "length": 3}]
    written = await hands.sim.sim(
        "message", user=OFFICER, text="See this", entities=entities, **{kind: FILE}
    )
    await hands.settle()
    content = content_of(Message.de_json(written["message"], hands.application.bot))
    assert content is not None
    assert (content.kind, content.title) == (kind, "See this")
    copy = only(await sent(hands, content))
    assert (copy["caption"], copy["caption_entities"]) == ("See this", entities)
    assert kind in copy
    assert list(inline(copy)) == ["🔕 Unsubscribe"]


async def test_a_poll_and_a_place_are_sent_anew(hands: Hands) -> None:
    poll = read(hands, poll=POLL)
    assert poll is not None
    assert (poll.kind, poll.title) == ("poll", "Which day?")
    copy = only(await sent(hands, poll))
    assert [each["text"] for each in copy["poll"]["options"]] == ["Monday", "Tuesday"]
    assert copy["poll"]["allows_multiple_answers"]
    place = read(hands, location={"latitude": 35.44, "longitude": 139.64})
    assert place is not None
    assert place.kind == "place"
    *_, copy = await hands.written(HARU), *await sent_after(hands, place)
    assert copy["location"]["latitude"] == pytest.approx(35.44)


async def sent_after(hands: Hands, content: Content) -> list[Json]:
    """A further copy to the same reader."""
    (number,) = await Copies(hands.application.bot).send(content, Place(HARU))
    return await hands.written(HARU, after=number - 1)


async def test_how_a_file_is_shown_goes_with_it(hands: Hands) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    content = read(
        hands, photo=photo, caption="x", has_media_spoiler=True, show_caption_above_media=True
    )
    assert content is not None
    assert content.options == {"has_spoiler": True, "show_caption_above_media": True}
    content = read(hands, text="a.example", link_preview_options={"is_disabled": True})
    assert content is not None
    copy = only(await sent(hands, content))
    assert copy["link_preview_options"] == {"is_disabled": True}


async def test_an_album_has_the_way_out_in_its_caption(office: Office) -> None:
    hands = office.hands
    await hands.says("/broadcast")
    for text in ("", "Three pictures", ""):
        await hands.sim.sim("message", user=OFFICER, photo=FILE, text=text, media_group_id="7")
    await hands.settle()
    card = await office.card()
    assert "Album (3): Three pictures" in card["text"]
    draft = await hands.services.drafting.current(OFFICER, OFFICER)
    assert draft is not None
    content = draft.versions["en"]
    copies = await sent(hands, content)
    assert len({each["media_group_id"] for each in copies}) == 1
    caption = copies[1]["caption"]
    assert caption == "Three pictures\n\nUnsubscribe"
    (link,) = copies[1]["caption_entities"]
    assert (link["type"], link["offset"]) == ("text_link", 16)
    assert link["url"] == "https://t.me/exchange_preview_bot?start=leave"
    grouped = await sent(hands, content, GROUP)
    assert grouped[1]["caption"].endswith("To unsubscribe: /unsubscribe@exchange_preview_bot")
    # There is no button to be had under it.
    await office.presses("✓ English")
    assert "Link buttons" not in inline(await office.card())


async def test_the_link_in_an_album_ends_the_subscription(office: Office) -> None:
    await office.subscribe(HARU)
    await office.hands.sim.sim("start", user=HARU, payload="leave")
    await office.hands.settle()
    found = await office.hands.services.stores.subscriptions.get(HARU)
    assert found is not None
    assert found.state.value == "ended"


async def test_a_correction_changes_texts_and_files_in_place(hands: Hands) -> None:
    copies = Copies(hands.application.bot)
    for kind in ("photo", "document"):
        written = await hands.sim.sim("message", user=OFFICER, text="old", **{kind: FILE})
        await hands.settle()
        content = content_of(Message.de_json(written["message"], hands.application.bot))
        assert content is not None
        (number,) = await copies.send(content, Place(OFFICER))
        better = read(hands, **{**written["message"], "caption": "new"})
        assert better is not None
        assert can_correct(content, better)
        await copies.edit(better, OFFICER, [number])
        (now,) = await hands.written(OFFICER, after=number - 1)
        assert now["caption"] == "new"
    with pytest.raises(ValueError, match="only texts and files"):
        await copies.edit(Content(1, (1,), poll=POLL), OFFICER, [number])


async def test_what_cannot_be_sent_is_refused_at_once(office: Office) -> None:
    await office.hands.says("/broadcast")
    await office.hands.sends(OFFICER, sticker=FILE)
    assert "I cannot send that kind of message." in (await office.card())["text"]
    await office.hands.sends(OFFICER, photo=FILE, text="x" * 1024)
    assert "buttons with links" in (await office.card())["text"]


def test_limits_of_telegram_are_known() -> None:
    def told(content: Content) -> str:
        found = problem_of(content)
        return "" if found is None else f"{found.problem} {found.found}/{found.most}"

    assert told(Content(1, (1,), "x" * 4096)) == ""
    assert told(Content(1, (1,), "x" * 4097)) == "text-too-long 4097/4096"
    assert told(Content(1, (1,), "👍" * 2049)) == "text-too-long 4098/4096"
    assert told(Content(1, (1,), " ")) == "empty 0/0"
    photo = Content(1, (1,), "x" * 1025, media="photo", file_id="f")
    assert told(photo) == "caption-too-long 1025/1024"
    quiz = {**POLL, "type": "quiz"}
    assert told(Content(1, (1,), poll=quiz)) == "quiz 0/0"
    long = {**POLL, "question": "x" * 301}
    assert told(Content(1, (1,), poll=long)) == "poll 2/12"


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
@pytest.mark.parametrize("chat", [HARU, GROUP])
def test_an_albums_caption_has_room_for_the_way_out(locale: str, chat: int) -> None:
    """Bot API: a username has at most 32 characters."""
    way_out = WayOut.of(locale, delivered.texts(), Place(chat), "x" * 32)
    assert units(f"\n\n{way_out.line}") <= LEAVE_LINE_LENGTH


@pytest.mark.parametrize("locale", LANGUAGE_NAMES)
def test_what_is_said_to_a_press_is_within_the_limits_of_an_alert(locale: str) -> None:
    """Bot API, answerCallbackQuery: text of 0 to 200 characters."""
    for name in (
        "act-too-late",
        "approve-own",
        "compose-audience-last",
        "compose-busy",
        "compose-not-yours",
        "staff-only",
    ):
        assert units(delivered.texts().get(name, locale)) <= 200
    assert units(delivered.texts().get("settled", locale, count=10**6)) <= 200


async def test_an_album_that_is_too_long_is_refused(office: Office) -> None:
    await office.hands.says("/broadcast")
    async with office.hands.busy():
        for _ in range(11):
            await office.hands.sim.sim("message", user=OFFICER, photo=FILE, media_group_id="7")
    card = await office.card()
    assert "An album has 2 to 10 files; this one has 11." in card["text"]
    assert "Send me the message" in card["text"]
