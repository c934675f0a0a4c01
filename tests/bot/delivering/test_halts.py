"""Halts are written down beside the work, read at the start, and forgotten when over."""

from pathlib import Path

import pytest

from bot.delivering.halts import HaltKeeper
from bot.storage.database import Database
from bot.storage.halts import Halts
from tests.bot.delivering.stand_in import Office
from tests.bot.storage.instants import NOON, later


async def test_halts_come_back_after_a_restart_as_long_as_they_last(office: Office) -> None:
    keeper = HaltKeeper(office.stores.halts, office.clock)
    keeper.keep(None, 30)
    keeper.keep(-100200, 90)
    await keeper.settle()
    assert await keeper.kept() == {None: 30, -100200: 90}
    office.clock.pass_seconds(31)
    assert await HaltKeeper(office.stores.halts, office.clock).kept() == {-100200: 59}
    assert await office.stores.halts.all(NOON) == {"chat/-100200": later(90)}


async def test_a_database_that_fails_is_told_and_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = HaltKeeper(Halts(Database(f"sqlite:///{tmp_path}/missing/bot.db")), lambda: NOON)
    keeper.keep(None, 30)
    await keeper.settle()
    assert await keeper.kept() == {}
    assert "cannot be written" in caplog.text
    assert "cannot be read" in caplog.text
