"""A day of the office with a bot as a process, on both databases: files, deeds, counts, reviews."""

import base64
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.simulator.personas import FORUM_ID
from tests.bot import delivered
from tests.bot.storage.databases import BOTH, fresh_url
from tests.e2e.desk import COLLEAGUE, PERSON, Desk, desk_of
from tests.e2e.processes import PACT, PACT_DATE, Chatting, eventually
from tests.knowledge.small_bases import ENTRIES, write_base
from tests.simulator.pictures import png

SAY = delivered.texts().get
TOWNS = "entries/towns.yaml"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FILES: dict[str, Any] = {
    "photo": {"content": base64.b64encode(png()).decode()},
    "document": {"content": "AAAA", "name": "form.pdf"},
}


def another_day() -> str:
    """A day of the week that it is neither now nor in some hours."""
    return DAYS[(datetime.now(UTC).weekday() + 3) % 7]


@pytest.mark.parametrize("kind", BOTH)
async def test_the_office_does_its_work(telegram: Chatting, kind: str, tmp_path: Path) -> None:
    overdue = ENTRIES.replace("review_by: 2027-01-31", "review_by: 2026-02-01")
    write_base(telegram.folder / "base", {TOWNS: overdue})
    settings = {"OFFICE_HOURS": f"{another_day()} 09:00-10:00", "STAFF_IDS": str(COLLEAGUE)}
    async with fresh_url(kind, tmp_path) as url, desk_of(telegram, url, **settings) as desk:
        await desk.hand_over()
        await desk.seen(PERSON, "Nobody is there at the moment")
        assert f"{another_day()}, " in (await desk.seen(PERSON, "09:00")).content["text"]
        await _send_files_both_ways(desk)
        await _decide(desk)
        await _count_and_review(telegram)
        assert desk.bot is not None
        assert await desk.bot.stop() == 0
        assert " ERROR " not in desk.bot.log


async def _send_files_both_ways(desk: Desk) -> None:
    for kind, file in FILES.items():
        await desk.person_says(f"my {kind}", **{kind: file})
        await desk.staff_says(f"our {kind}", **{kind: file})
        for chat, caption in ((FORUM_ID, f"my {kind}"), (PERSON, f"our {kind}")):
            await eventually(partial(_captions, desk, chat, caption))
            assert all(kind in each for each in _captions(desk, chat, caption))


def _captions(desk: Desk, chat: int, caption: str) -> list[dict[str, Any]]:
    """What the bot's messages with a caption hold."""
    found = [each.content for each in desk.written(chat)]
    return [each for each in found if each.get("caption") == caption]


async def _decide(desk: Desk) -> None:
    deeds = (
        ("/assign", FORUM_ID, "takes this on"),
        ("/close", PERSON, SAY("desk-closed", "en")),
        ("/reopen", PERSON, SAY("desk-reopened", "en")),
        ("/block", PERSON, SAY("desk-refused-now", "en")),
    )
    for command, chat, said in deeds:
        await desk.staff_says(command)
        await desk.seen(chat, said)
    assert PACT_DATE in await desk.telegram.asks(PACT, user=PERSON)  # by the bot, as ever
    await desk.staff_says("/unblock")
    await desk.seen(FORUM_ID, "has unblocked the person")
    await desk.carried()
    assert PACT not in desk.texts(FORUM_ID)


async def _count_and_review(telegram: Chatting) -> None:
    picture, table = await telegram.answers(
        COLLEAGUE, (await telegram.sim.say("/stats day", user=COLLEAGUE))["message_id"], 2
    )
    assert "photo" in picture
    assert table["document"]["file_name"].endswith(".csv")
    assert SAY("review-heading", "en") in await telegram.asks("/review", user=COLLEAGUE)
    assert "This was last verified on 2026-01-31" in await telegram.asks(PACT)
