"""Senders are killed in the middle of a broadcast, with faults: nobody is lost, nobody doubled."""

from pathlib import Path

import pytest

from bot.broadcasts import DeliveryState
from tests.bot.storage.databases import BOTH
from tests.e2e.killing import kill_repeatedly


@pytest.mark.parametrize("kind", BOTH)
async def test_kills_and_faults_lose_and_double_nobody(kind: str, tmp_path: Path) -> None:
    outcome = await kill_repeatedly(kind, tmp_path, kills=6, seed=4)
    assert outcome.lost == []
    assert outcome.doubled == []
    assert sum(outcome.states.values()) == outcome.recipients
    settled = {DeliveryState.SENT, DeliveryState.BLOCKED, DeliveryState.UNKNOWN}
    assert set(outcome.states) <= {state.value for state in settled}
    # So many can be on their way when a process dies, and each fault leaves one unknown.
    assert len(outcome.unknown) <= 6 * 50 + 12
    assert outcome.states["sent"] > 0


@pytest.mark.parametrize("kind", BOTH)
async def test_senders_that_freeze_and_thaw_lose_and_double_nobody(
    kind: str, tmp_path: Path
) -> None:
    outcome = await kill_repeatedly(kind, tmp_path, kills=0, seed=4, freezes=1)
    assert outcome.lost == []
    assert outcome.doubled == []
    # Whoever thaws cannot record what it had claimed: that is unknown, and nothing else is.
    assert set(outcome.states) <= {"sent", "unknown"}
    assert outcome.states["sent"] > outcome.recipients / 2
