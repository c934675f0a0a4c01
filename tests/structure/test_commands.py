"""Commands and the data of buttons: no two alike, all within Telegram's limits, all handled."""

import re
from collections import Counter
from itertools import chain

import pytest
from telegram.constants import BotCommandLimit, InlineKeyboardButtonLimit
from telegram.ext import CallbackQueryHandler, CommandHandler, PrefixHandler

from bot.answering import BROWSED
from bot.staff import Role
from bot.texts import Texts
from handlers.browsing import COMMANDS
from handlers.buttons import MAX_BYTES, ButtonData, Press, parse
from handlers.menu import (
    GROUP_ADMIN_COMMANDS,
    GROUP_COMMANDS,
    OFFICE_COMMANDS,
    PRIVATE_COMMANDS,
    commands_for,
)
from handlers.registering import handlers
from knowledge.schema import LOCALES, MAX_BUTTON_BYTES
from tests.bot import delivered

TEXTS = Texts.delivered()
MENUS = {
    "private": PRIVATE_COMMANDS,
    "group": GROUP_COMMANDS,
    "group admin": GROUP_ADMIN_COMMANDS,
    "staff": commands_for(Role.STAFF),
    "admin": commands_for(Role.ADMIN),
    "where there is a desk": commands_for(Role.ADMIN, has_desk=True),
    "office": OFFICE_COMMANDS,
}
PUBLISHED = sorted(set(chain.from_iterable(MENUS.values())))
MAX_COMMANDS = 100
"""Bot API, setMyCommands: at most 100 commands can be specified."""

LONGEST_PAGE = "9999"
"""No page number that a button carries is longer."""


def handled() -> list[str]:
    """The commands that handlers take, as often as they take them."""
    found = [each for each in handlers() if isinstance(each, CommandHandler)]
    assert not any(isinstance(each, PrefixHandler) for each in handlers())
    return sorted(chain.from_iterable(each.commands for each in found))


def button_patterns() -> list[re.Pattern[str]]:
    """The patterns of the handlers of presses; the one without takes what is left."""
    found = [each for each in handlers() if isinstance(each, CallbackQueryHandler)]
    patterns = [each.pattern for each in found]
    assert patterns[-1] is None, "the last takes buttons that mean nothing any more"
    assert None not in patterns[:-1]
    return [each for each in patterns if isinstance(each, re.Pattern)]


# --- Commands ---


def test_no_command_is_handled_twice() -> None:
    assert [name for name, count in Counter(handled()).items() if count > 1] == []


def test_what_the_menus_show_is_what_is_handled() -> None:
    assert handled() == PUBLISHED
    assert set(COMMANDS) <= set(PRIVATE_COMMANDS)


@pytest.mark.parametrize("names", MENUS.values(), ids=MENUS)
def test_a_menu_has_each_command_once_and_not_too_many(names: tuple[str, ...]) -> None:
    assert len(names) == len(set(names))
    assert 1 <= len(names) <= MAX_COMMANDS


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_command_is_one_that_telegram_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", name)
    assert BotCommandLimit.MIN_COMMAND <= len(name) <= BotCommandLimit.MAX_COMMAND


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("locale", TEXTS.locales)
def test_a_commands_description_is_one_that_telegram_takes(locale: str, name: str) -> None:
    text = TEXTS.get(f"command-{name}", locale)
    assert BotCommandLimit.MIN_DESCRIPTION <= len(text) <= BotCommandLimit.MAX_DESCRIPTION
    assert "\n" not in text


@pytest.mark.parametrize("locale", TEXTS.locales)
def test_descriptions_of_one_menu_differ(locale: str) -> None:
    texts = [TEXTS.get(f"command-{name}", locale) for name in PUBLISHED]
    assert len(set(texts)) == len(texts)


def test_every_list_that_a_command_opens_is_one() -> None:
    assert set(COMMANDS.values()) <= set(BROWSED)
    assert len(set(COMMANDS.values())) == len(COMMANDS)


def test_who_may_do_more_finds_all_that_everybody_finds() -> None:
    assert set(GROUP_COMMANDS) < set(GROUP_ADMIN_COMMANDS)
    assert set(commands_for(None)) <= set(commands_for(Role.STAFF)) < set(commands_for(Role.ADMIN))


# --- Buttons ---


def test_prefixes_differ_and_none_begins_another() -> None:
    values = [press.value for press in Press]
    assert len(Press.__members__) == len(values)
    pairs = [(a, b) for a in values for b in values if a != b and b.startswith(a)]
    assert pairs == []


@pytest.mark.parametrize("press", Press)
def test_a_prefix_is_short_and_separable(press: Press) -> None:
    assert re.fullmatch(r"[a-z]{1,4}", press.value)
    data = ButtonData(press, ("an-entry", "a-fact"))
    assert parse(str(data)) == data


@pytest.mark.parametrize("press", Press)
@pytest.mark.parametrize("arguments", [(), ("a",), ("a", "b")])
def test_exactly_one_handler_takes_each_press(press: Press, arguments: tuple[str, ...]) -> None:
    data = str(ButtonData(press, arguments))
    assert [bool(each.match(data)) for each in button_patterns()].count(True) == 1


@pytest.mark.parametrize("data", ["", "z", "fa", "fact:a", "F:a", ":f", " f:a", "e-f", "{}"])
def test_no_handler_takes_what_is_not_ours_but_the_last(data: str) -> None:
    assert not any(each.match(data) for each in button_patterns())


def test_the_limit_is_telegrams_wherever_it_stands() -> None:
    assert MAX_BYTES == MAX_BUTTON_BYTES == InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


def test_longer_data_is_never_sent() -> None:
    assert len(str(ButtonData(Press.FACT, ("a" * (MAX_BYTES - 2),)))) == MAX_BYTES
    for arguments in (("a" * (MAX_BYTES - 1),), ("あ" * 21,)):
        with pytest.raises(ValueError, match="is longer than 64 bytes"):
            str(ButtonData(Press.FACT, arguments))


def test_everything_that_can_be_said_fits_on_its_buttons() -> None:
    known = delivered.matcher().facts
    for fact in known:
        for press in (Press.FACT, Press.RIGHT, Press.WRONG):
            assert len(str(ButtonData(press, fact.key)).encode()) <= MAX_BYTES
    for entry in delivered.matcher().release.entries:
        data = ButtonData(Press.ENTRY, (entry.id, LONGEST_PAGE))
        assert parse(str(data)) == data


def test_every_list_fits_on_its_buttons() -> None:
    for what in BROWSED:
        data = ButtonData(Press.BROWSE, (what, LONGEST_PAGE))
        assert parse(str(data)) == data


def test_every_entry_can_be_linked_to() -> None:
    """Bot API: a deep link's payload has at most 64 characters of A-Z, a-z, 0-9, _ and -."""
    ids = [entry.id for entry in delivered.matcher().release.entries]
    assert [each for each in ids if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", each)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_buttons_say_is_within_the_limits_of_an_alert(locale: str) -> None:
    """Bot API, answerCallbackQuery: text of 0 to 200 characters."""
    for message in ("button-gone", "feedback-thanks-right", "feedback-thanks-wrong"):
        assert len(TEXTS.get(message, locale)) <= 200
    assert len(TEXTS.get("error-apology", locale, reference="XXXXXXXX")) <= 200
