"""The languages that chats chose: durable, read at once, and no reason for silence."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chosen_languages import ChosenLanguages
from bot.errors import StorageError
from bot.storage.chats import Chats
from bot.storage.database import Database
from tests.bot.storage.databases import SQLITE, fresh
from tests.bot.storage.instants import NOON


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Where choices are kept."""
    async with fresh(SQLITE, tmp_path) as database:
        yield database


def languages(database: Database, max_chats: int = 10) -> ChosenLanguages:
    """What a process knows that has just started."""
    return ChosenLanguages(Chats(database), lambda: NOON, max_chats)


async def test_a_choice_outlives_the_process_and_is_taken_back(database: Database) -> None:
    before = languages(database)
    await before.choose(1, "ja")
    await before.choose(2, "vi")
    assert (before.of(1), before.of(2), before.of(3)) == ("ja", "vi", None)
    after = languages(database)
    assert after.of(1) is None
    await after.load(1, 2, 3)
    assert (after.of(1), after.of(2), after.of(3)) == ("ja", "vi", None)
    await after.choose(1, None)
    assert after.of(1) is None
    await before.load(1)
    assert before.of(1) is None


async def test_a_chat_is_forgotten_in_memory_only(database: Database) -> None:
    chosen = languages(database)
    await chosen.choose(1, "ja")
    chosen.forget_chat(1)
    chosen.forget_chat(2)
    assert chosen.of(1) is None
    await chosen.load(1)
    assert chosen.of(1) == "ja"


async def test_only_so_many_choices_are_held_in_memory(database: Database) -> None:
    chosen = languages(database, max_chats=2)
    for chat in (1, 2, 1, 3):
        await chosen.choose(chat, "ja")
    assert [chosen.of(chat) for chat in (1, 2, 3)] == ["ja", None, "ja"]
    await chosen.load(2)
    assert chosen.of(2) == "ja"


async def test_a_database_that_fails_silences_nobody_but_refuses_a_choice(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = languages(database)
    await chosen.choose(1, "ja")
    Path(database.place).unlink()  # noqa: ASYNC240 - as somebody would, at once
    await database.close()
    await chosen.load(1, 2)
    assert "cannot be read" in caplog.text
    assert (chosen.of(1), chosen.of(2)) == ("ja", None)
    with pytest.raises(StorageError):
        await chosen.choose(1, "vi")
    assert chosen.of(1) == "ja"
