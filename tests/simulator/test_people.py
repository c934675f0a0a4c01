"""The people's side as such: what it accepts, what it records, and the simulator's controls."""

import asyncio
import base64
import json
from typing import Any

import aiohttp
import pytest

from tests.simulator.driver import Driver, until
from tests.simulator.pictures import png

JPEG_LIKE = base64.b64encode(png(40, 20)).decode()


async def test_an_object_creates_a_person_and_a_chat(sim: Driver) -> None:
    person = {"id": 5, "first_name": "An", "username": "an", "language_code": "vi"}
    await sim.sim("message", user=person, text="hi")
    await sim.sim("message", user=5, chat={"id": -7, "title": "G", "type": "group"}, text="/hi")
    private, group = await sim.updates()
    assert private["message"]["from"] == {**person, "is_bot": False}
    assert group["message"]["chat"] == {"id": -7, "title": "G", "type": "group"}
    await sim.sim("message", user="@an", chat=-7, text="/again")
    assert (await sim.update())["message"]["from"]["id"] == 5


@pytest.mark.parametrize(
    ("attachment", "field"),
    [
        ({"photo": JPEG_LIKE}, "photo"),
        ({"document": {"name": "a.pdf", "content": "JVBERg=="}}, "document"),
        ({"voice": "AAAA", "details": {"duration": 3}}, "voice"),
        ({"sticker": "AAAA", "details": {"emoji": "👍"}}, "sticker"),
        ({"video": "AAAA"}, "video"),
        ({"location": {"latitude": 1, "longitude": 2.5}}, "location"),
        ({"contact": {"phone_number": "+84 1"}}, "contact"),
    ],
)
async def test_attachments(sim: Driver, attachment: dict[str, Any], field: str) -> None:
    await sim.person()
    await sim.sim("message", user=11, **attachment)
    assert field in (await sim.update())["message"]


async def test_a_form_takes_files_as_they_are(sim: Driver) -> None:
    await sim.person()
    form = aiohttp.FormData()
    form.add_field("json", json.dumps({"user": 11, "text": "caption"}))
    form.add_field("photo", png(), filename="a.png", content_type="image/png")
    async with sim.session.post(f"{sim.running.base_url}/sim/message", data=form) as response:
        assert response.status == 200
    message = (await sim.update())["message"]
    assert message["photo"]
    assert message["caption"] == "caption"


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("message", {}, 400, "user is missing"),
        ("message", {"user": 99, "text": "a"}, 404, "user 99 is not known"),
        ("message", {"user": True, "text": "a"}, 400, "user must be an id, a @name or an object"),
        ("message", {"user": {"id": -1}, "text": "a"}, 400, "the id of a user must be positive"),
        ("message", {"user": {"id": 5, "colour": 1}}, 400, "unknown field colour"),
        ("message", {"user": 11}, 400, "a message needs text, an attachment"),
        ("message", {"user": 11, "text": 5}, 400, "text must be a string"),
        ("message", {"user": 11, "text": "a", "loud": 1}, 400, "unknown field loud; known are"),
        ("message", {"user": 11, "text": "a", "chat": -1}, 404, "chat -1 is not known"),
        ("message", {"user": 11, "text": "a", "chat": 12}, 400, "a private chat with the bot"),
        ("message", {"user": 11, "text": "a", "reply_to": 9}, 404, "there is no message 9"),
        ("message", {"user": 11, "text": "a", "topic": 9}, 404, "there is no topic 9"),
        ("message", {"user": 11, "photo": "?"}, 400, "photo: content is not Base64"),
        ("message", {"user": 11, "photo": "AAAA"}, 400, "photo: IMAGE_PROCESS_FAILED"),
        ("message", {"user": 11, "text": "a" * 4097}, 400, "text is longer than 4096"),
        ("edit", {"chat_id": 11, "message_id": 9}, 404, "there is no message 9 in chat 11"),
        ("block", {"user_id": 11}, 400, "blocked is missing: it must be true or false"),
        ("member", {"chat": 11, "user": 11, "status": "left"}, 400, "private chats have no"),
        ("migrate", {"chat_id": 11}, 400, "only a group that has not migrated"),
        ("topic", {"chat": 11, "user": 11, "name": "a"}, 400, "this chat is not a forum"),
        ("clock", {"now": "noon"}, 400, "now must be a number"),
        ("settings", {"privacy_mode": 1}, 400, "privacy_mode must be true or false"),
        ("settings", {"noise": 1}, 400, "unknown field noise"),
        ("people", {"people": [1]}, 400, "people must be a list of objects"),
        ("nothing", {}, 404, "Not Found"),
    ],
)
async def test_bad_input_gets_a_clear_error(
    sim: Driver, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    await sim.person(11)
    await sim.person(12)
    got_status, answer = await sim.sim_status(path, **body)
    assert (got_status, answer["error"][: len(error)]) == (status, error)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (rb'{"text": "\udc00"}', "application/json", 400),
        (b"user=11", "application/x-www-form-urlencoded", 415),
    ],
)
async def test_bodies_that_cannot_be_read(
    sim: Driver, body: bytes, content_type: str, status: int
) -> None:
    url = f"{sim.running.base_url}/sim/message"
    headers = {"Content-Type": content_type}
    async with sim.session.post(url, data=body, headers=headers) as response:
        assert response.status == status
        assert "error" in await response.json()


async def test_people_edit_their_own_messages(sim: Driver) -> None:
    await sim.person()
    await sim.say("a")
    await sim.updates()
    edited = await sim.sim("edit", chat_id=11, message_id=1, user_id=11, text="/b")
    assert edited["message"]["entities"][0]["type"] == "bot_command"
    update = await sim.update()
    assert update["edited_message"]["text"] == "/b"
    await sim.sim("edit", chat_id=11, message_id=1, user_id=11, text="/b")
    assert await sim.updates() == []
    await sim.call("sendMessage", chat_id=11, text="bot's")
    status, _ = await sim.sim_status("edit", chat_id=11, message_id=2, user_id=11, text="x")
    assert status == 403


async def test_calls_are_recorded_with_what_was_sent_and_answered(sim: Driver) -> None:
    await sim.person()
    await sim.form("sendPhoto", chat_id=11, photo=("a.png", png(), "image/png"), caption="c")
    await sim.answer("sendMessage", chat_id=5, text="a")
    calls = (await sim.look("calls"))["calls"]
    assert [call["method"] for call in calls] == ["sendPhoto", "sendMessage"]
    photo, refused = calls
    assert photo["params"] == {"chat_id": 11, "caption": "c"}
    assert photo["files"]["photo"]["name"] == "a.png"
    assert photo["answer"]["ok"] is True
    assert refused["status"] == 400
    assert refused["answer"]["description"] == "Bad Request: chat not found"
    assert refused["seconds"] >= 0
    later = await sim.look(f"calls?after={photo['id']}")
    assert [call["id"] for call in later["calls"]] == [refused["id"]]
    only = await sim.look("calls?method=SENDPHOTO&limit=5")
    assert [call["id"] for call in only["calls"]] == [photo["id"]]
    assert (await sim.look("calls", "DELETE"))["last_id"] == refused["id"]
    assert (await sim.look("calls"))["calls"] == []


async def test_old_calls_are_forgotten(sim: Driver) -> None:
    log = sim.world.calls
    for number in range(20_005):
        log.begin(0, "getMe", {"number": number}, {}).answer = None
    assert len(log.after(0)) == 20_000
    assert log.after(0)[0].params == {"number": 5}
    log.clear()


async def test_old_messages_of_a_chat_are_forgotten(sim: Driver) -> None:
    await sim.person()
    await sim.sim("settings", kept_messages_per_chat=3)
    for number in range(5):
        await sim.call("sendMessage", chat_id=11, text=str(number))
    messages = (await sim.look("chats/11/messages"))["messages"]
    assert [message["text"] for message in messages] == ["2", "3", "4"]
    assert await sim.refusal("editMessageText", chat_id=11, message_id=1, text="x") == (
        "Bad Request: message to edit not found"
    )


async def test_chats_of_a_person(sim: Driver) -> None:
    await sim.group(-100)
    await sim.person(12)
    chats = (await sim.look("chats?user_id=11"))["chats"]
    assert [chat["chat"]["id"] for chat in chats] == [11, -100]
    assert chats[1]["last_message"]["text"] == "made"
    assert len((await sim.look("chats?user_id=12"))["chats"]) == 1
    assert {chat["chat"]["id"] for chat in (await sim.look("chats"))["chats"]} == {11, 12, -100}
    people = await sim.look("people")
    assert [person["id"] for person in people["people"]] == [11, 12]
    assert people["bot"]["username"] == "exchange_preview_bot"


async def test_messages_after_one(sim: Driver) -> None:
    await sim.person()
    for text in ("a", "b", "c"):
        await sim.say(text)
    look = await sim.look("chats/11/messages?after=1")
    assert [message["text"] for message in look["messages"]] == ["b", "c"]
    assert look["last_message_id"] == 3


@pytest.mark.parametrize(
    "path", ["chats/9", "chats/x", "chats/9/messages", "files/x", "profile", "chats?limit=x"]
)
async def test_what_cannot_be_looked_at(sim: Driver, path: str) -> None:
    async with sim.session.get(f"{sim.running.base_url}/sim/{path}") as response:
        assert response.status in (400, 404)
        assert "error" in await response.json()


async def test_only_pictures_and_the_like_are_shown_in_the_browser(sim: Driver) -> None:
    await sim.person()
    page = base64.b64encode(b"<script>alert(1)</script>").decode()
    sent = await sim.sim(
        "message", user=11, document={"name": "a.html", "mime_type": "text/html", "content": page}
    )
    file_id = sent["message"]["document"]["file_id"]
    async with sim.session.get(f"{sim.running.base_url}/sim/files/{file_id}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
    sent = await sim.sim("message", user=11, photo={"content": JPEG_LIKE, "mime_type": "image/png"})
    file_id = sent["message"]["photo"][0]["file_id"]
    async with sim.session.get(f"{sim.running.base_url}/sim/files/{file_id}") as response:
        assert response.content_type == "image/png"


async def test_events_come_as_they_happen(sim: Driver) -> None:
    await sim.person()
    async with sim.session.get(f"{sim.running.base_url}/sim/events") as response:
        assert response.content_type == "text/event-stream"

        async def event() -> dict[str, Any]:
            async with asyncio.timeout(10):
                async for line in response.content:
                    if line.startswith(b"data: "):
                        decoded: dict[str, Any] = json.loads(line[6:])
                        return decoded
            raise AssertionError("the feed ended")

        assert await event() == {"kind": "hello"}
        await sim.say("a")
        told = await event()
        assert (told["kind"], told["message"]["text"]) == ("message", "a")
        await sim.call("deleteMessage", chat_id=11, message_id=1)
        told = await event()
        assert (told["kind"], told["message_id"]) == ("message_deleted", 1)


async def test_a_watcher_that_lags_behind_is_told_to_look_anew(sim: Driver) -> None:
    with sim.world.events.watch() as queue:
        for number in range(2_001):
            sim.world.events.emit("message", number=number)
        assert queue.get_nowait() == {"kind": "resync"}
        assert queue.empty()


async def test_the_clock_is_moved_and_stopped(sim: Driver) -> None:
    frozen = await sim.sim("clock", frozen=True, now=1_800_000_000)
    assert frozen == {"now": 1_800_000_000, "frozen": True}
    await sim.person()
    assert (await sim.say("a"))["date"] == 1_800_000_000
    await sim.sim("clock", advance_seconds=60)
    assert (await sim.say("a"))["date"] == 1_800_000_060
    assert (await sim.sim("clock", frozen=False))["frozen"] is False
    assert (await sim.look("clock"))["now"] >= 1_800_000_060


async def test_a_reset_forgets_all_but_what_is_the_bots_and_the_numbering(sim: Driver) -> None:
    await sim.person()
    await sim.sim("faults", fault="hang", method="getChat")
    await sim.sim("settings", privacy_mode=False)
    await sim.call("setMyCommands", commands=[{"command": "a", "description": "b"}])
    await sim.say("a")
    (first,) = await sim.updates()
    assert await sim.sim("reset") == {"ok": True}
    assert (await sim.look("people"))["people"] == []
    assert (await sim.look("faults"))["faults"] == []
    assert (await sim.look("settings"))["privacy_mode"] is True
    assert (await sim.look("calls"))["calls"] == []
    assert await sim.call("getMyCommands") == [{"command": "a", "description": "b"}]
    await sim.person()
    await sim.say("b")
    (second,) = await sim.updates()
    assert second["update_id"] == first["update_id"] + 1
    await sim.sim("reset", personas=True)
    assert len((await sim.look("people"))["people"]) == 4


async def test_a_reset_answers_a_poll_that_waits(sim: Driver) -> None:
    await sim.person()
    poll = asyncio.create_task(sim.call("getUpdates", timeout=50))
    await until(lambda: sim.world.updates._poll is not None)
    await sim.sim("reset")
    assert await asyncio.wait_for(poll, 20) == []


async def test_many_people_are_made_at_once(sim: Driver) -> None:
    people = [{"id": 1_000 + number, "has_started": True} for number in range(500)]
    assert await sim.sim("people", people=people) == {"count": 500}
    assert await sim.updates() == []
    assert await sim.call("sendMessage", chat_id=1_499, text="a")
    assert len((await sim.look("people?limit=7"))["people"]) == 7
