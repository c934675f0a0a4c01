"""/help for members of staff: a newcomer finds there how the desk works."""

import pytest

from tests.bot import delivered
from tests.handlers.chatting import ADMIN, GROUP, only
from tests.handlers.desk.office import SAY, Office, serving_office

LOCALES = delivered.texts().locales


@pytest.mark.parametrize("locale", LOCALES)
async def test_help_in_the_offices_group_says_how_to_answer(office: Office, locale: str) -> None:
    await office.hands.services.languages.choose(office.group, locale)
    told = only(await office.hands.says("/help", chat=office.group))["text"]
    for line in ("desk-guide", "desk-guide-topics", "desk-guide-seen", "desk-guide-notes"):
        assert SAY(line, locale) in told
    for command in ("assign", "close", "reopen", "block", "unblock"):
        assert f"/{command} – {SAY(f'command-{command}', locale)}" in told
    assert SAY("desk-guide-hours", locale, hours="").split(":")[0] not in told


async def test_help_says_the_office_hours_and_how_it_goes_without_topics() -> None:
    hours = {"OFFICE_HOURS": "Mon-Fri 09:00-17:00; Sat 10:00-12:00", "OFFICE_TIME_ZONE": "UTC"}
    async with serving_office(GROUP, hours) as office:
        told = only(await office.hands.says("/help", chat=GROUP))["text"]
    shown = "Mon–Fri 09:00–17:00; Sat 10:00–12:00 (UTC)"
    assert SAY("desk-guide-hours", "en", hours=shown) in told
    assert SAY("desk-guide-replies", "en") in told


async def test_help_in_private_leads_members_of_staff_there(office: Office) -> None:
    line = SAY("help-staff-desk", "th")
    assert line in only(await office.hands.says("/help", user=ADMIN))["text"]
    assert SAY("help-staff-desk", "en") not in only(await office.hands.says("/help"))["text"]
    in_group = only(await office.hands.says("/help", chat=GROUP))["text"]
    assert SAY("desk-guide", "en") not in in_group
