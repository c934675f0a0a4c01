"""/grant, /revoke and /audit: who may, whom it is about, and which commands then show."""

import pytest

from bot.releases import NewRelease, ReleaseOrigin
from bot.staff import Role
from handlers.menu import ADMIN_COMMANDS, PRIVATE_COMMANDS, commands_for
from tests.bot import delivered
from tests.handlers.chatting import ADMIN, AN, FORUM, HARU, ROBIN, Hands, buttons, named, only

SAY = delivered.texts().get
LOCALE = "th"
"""What the administrator speaks."""
CALLED = "ตะวัน ศรีสุข (@tawan_srisuk)"
"""What Telegram shows of the administrator."""


async def role(hands: Hands, user: int) -> Role | None:
    """What somebody is."""
    return await hands.services.access.role_of(user)


async def commands(hands: Hands, user: int) -> list[str]:
    """What somebody finds in their private menu."""
    profile = await hands.sim.look(f"profile?user_id={user}")
    return [each["command"] for each in profile["commands"]]


async def test_a_grant_counts_at_once_shows_its_commands_and_is_told(hands: Hands) -> None:
    await hands.sim.person(AN, language_code="vi")
    told = only(await hands.says(f"/grant {AN} admin", user=ADMIN))
    role_name = SAY("role-admin", LOCALE)
    assert told["text"] == SAY("granted", LOCALE, user=str(AN), role=role_name)
    assert await role(hands, AN) is Role.ADMIN
    assert await commands(hands, AN) == list(commands_for(Role.ADMIN))
    assert role_name in only(await hands.written(AN))["text"]
    help_text = only(await hands.says("/help", user=AN))["text"]
    for command in ADMIN_COMMANDS:
        assert f"/{command}" in help_text
    await hands.says(f"/revoke {AN}", user=ADMIN)
    assert await role(hands, AN) is None
    assert await commands(hands, AN) == list(PRIVATE_COMMANDS)
    assert "/grant" not in only(await hands.says("/help", user=AN))["text"]


async def test_without_a_role_it_is_staff_and_again_is_nothing_new(hands: Hands) -> None:
    await hands.says(f"/grant {HARU}", user=ADMIN)
    assert await role(hands, HARU) is Role.STAFF
    again = only(await hands.says(f"/grant {HARU} STAFF", user=ADMIN))
    expected = SAY("granted-before", LOCALE, user=str(HARU), role=SAY("role-staff", LOCALE))
    assert again["text"] == expected


async def test_somebody_who_never_wrote_gets_the_commands_when_they_start(hands: Hands) -> None:
    await hands.says("/grant 6001 admin", user=ADMIN)
    assert await role(hands, 6001) is Role.ADMIN
    await hands.sim.sim("people", people=[{"id": 6001, "first_name": "New"}])
    assert await commands(hands, 6001) == list(PRIVATE_COMMANDS)
    await hands.sim.sim("start", user=6001)
    await hands.settle()
    assert await commands(hands, 6001) == list(commands_for(Role.ADMIN))


async def test_a_reply_names_who_wrote_the_message(hands: Hands) -> None:
    asked = await hands.sim.say("Hello", user=HARU, chat=FORUM)
    await hands.settle()
    number = asked["message_id"]
    await hands.says("/grant staff", user=ADMIN, chat=FORUM, reply_to=number)
    assert await role(hands, HARU) is Role.STAFF
    await hands.says("/revoke", user=ADMIN, chat=FORUM, reply_to=number)
    assert await role(hands, HARU) is None


async def test_a_reply_to_the_bot_names_nobody(hands: Hands) -> None:
    shown = only(await hands.says("/about", user=ADMIN))
    told = only(await hands.says("/grant staff", user=ADMIN, reply_to=shown["message_id"]))
    assert told["text"].startswith(SAY("grant-usage", LOCALE))
    assert await role(hands, hands.sim.bot_id) is None


@pytest.mark.parametrize(
    "words", ["", "staff", "@haru_sato", "1002 boss", "-5", "1002 1003", "１００２", "9" * 16]
)
async def test_what_names_nobody_is_explained_with_the_roles_there_are(
    hands: Hands, words: str
) -> None:
    told = only(await hands.says(f"/grant {words}", user=ADMIN))
    assert told["text"].startswith(SAY("grant-usage", LOCALE))
    assert f"{ADMIN}: {SAY('role-admin', LOCALE)}" in told["text"]
    told = only(await hands.says("/revoke", user=ADMIN))
    assert told["text"].startswith(SAY("revoke-usage", LOCALE))


async def test_readers_and_staff_are_refused_and_learn_of_no_role(hands: Hands) -> None:
    await hands.says(f"/grant {HARU}", user=ADMIN)
    for user, locale in ((ROBIN, "en"), (HARU, "ja")):
        for words in (f"/grant {user} admin", f"/revoke {ADMIN}", "/grant", "/revoke", "/audit"):
            told = (await hands.says(words, user=user))[-1]
            assert told["text"] == SAY("staff-admins-only", locale)
    assert await role(hands, ROBIN) is None
    assert await role(hands, HARU) is Role.STAFF


async def test_a_role_of_the_settings_is_left_to_them(hands: Hands) -> None:
    for words in (f"/revoke {ADMIN}", f"/grant {ADMIN} staff"):
        told = only(await hands.says(words, user=ADMIN))
        assert told["text"] == SAY("kept-in-settings", LOCALE, user=CALLED)
    assert await role(hands, ADMIN) is Role.ADMIN


async def test_revoking_nothing_says_so(hands: Hands) -> None:
    told = only(await hands.says(f"/revoke {HARU}", user=ADMIN))
    assert told["text"] == SAY("revoked-before", LOCALE, user=str(HARU))


async def test_the_log_is_read_page_by_page(hands: Hands) -> None:
    assert SAY("audit-empty", LOCALE) in only(await hands.says("/audit", user=ADMIN))["text"]
    for number in range(12):
        await hands.services.access.grant(ADMIN, 7000 + number, Role.STAFF)
    shown = only(await hands.says("/audit", user=ADMIN))
    said = SAY("audit-grant", LOCALE, who=CALLED, user="7011", role=SAY("role-staff", LOCALE))
    assert f"2026-03-02 00:16 UTC · {said}" in shown["text"]
    assert "7001" not in shown["text"]
    await hands.presses(shown, named(shown, SAY("button-older", LOCALE)), user=ADMIN)
    older = await hands.now(shown)
    assert "7001" in older["text"]
    assert "7011" not in older["text"]
    assert list(buttons(older)) == [SAY("button-latest", LOCALE)]
    await hands.presses(older, "a", user=ADMIN)
    assert (await hands.now(shown))["text"] == shown["text"]


@pytest.mark.parametrize("data", ["a:x", "a:-1", "a:" + "9" * 20])
async def test_a_page_of_the_log_that_is_none_is_gone(hands: Hands, data: str) -> None:
    shown = only(await hands.says("/audit", user=ADMIN))
    answer = await hands.presses(shown, data, user=ADMIN)
    assert answer is not None
    assert answer["text"] == SAY("button-gone", LOCALE)


async def test_the_log_is_not_shown_in_groups(hands: Hands) -> None:
    assert await hands.says("/audit", user=ADMIN, chat=FORUM) == []


async def test_a_name_is_kept_with_the_role_and_goes_with_it(hands: Hands) -> None:
    await hands.says("/broadcasts", user=HARU)  # who has no role
    await hands.says(f"/grant {HARU}", user=ADMIN)
    assert str(HARU) in only(await hands.says("/audit", user=ADMIN))["text"]
    await hands.says("/broadcasts", user=HARU)
    assert "佐藤 春" in only(await hands.says("/audit", user=ADMIN))["text"]
    usage = only(await hands.says("/grant", user=ADMIN))
    assert f"佐藤 春 (@haru_sato) · {HARU}: " in usage["text"]
    await hands.sim.person(HARU, first_name="Hana", last_name="Sato", username="hana")
    await hands.says("/broadcasts", user=HARU)
    assert "Hana Sato" in only(await hands.says("/audit", user=ADMIN))["text"]
    assert "佐藤" not in only(await hands.says("/audit", user=ADMIN))["text"]
    revoked = only(await hands.says(f"/revoke {HARU}", user=ADMIN))
    assert revoked["text"] == SAY("revoked", LOCALE, user="Hana Sato (@hana)")
    assert "Hana" not in only(await hands.says("/audit", user=ADMIN))["text"]


async def test_who_acted_is_named_where_releases_are_listed(hands: Hands) -> None:
    releases = hands.services.stores.releases
    record = await releases.propose(
        NewRelease(b"", "f" * 64, "c" * 64, 3, 4, 5),
        ReleaseOrigin.UPLOAD,
        ADMIN,
        hands.services.now(),
    )
    origin = {"origin": "upload", "hash": record.short_hash, "overridden": []}
    await releases.apply(record.id, None, ADMIN, hands.services.now(), **origin)
    assert f" · {CALLED} · " in only(await hands.says("/releases", user=ADMIN))["text"]
    said = SAY(
        "audit-release-apply",
        LOCALE,
        who=CALLED,
        number=str(record.id),
        hash=record.short_hash,
        origin=SAY("release-origin-upload", LOCALE),
    )
    assert said in only(await hands.says("/audit", user=ADMIN))["text"]
