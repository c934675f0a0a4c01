"""The measure of drafts counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loading import load_base
from tests.benchmarks import draft_counterparts
from tests.benchmarks.draft_counterparts import Compared, compare, proposals_of
from tests.knowledge.small_bases import write_base

GAZETTE = """\
The pact of two towns

In Northland, Springtown Mayor Anna Berglund and Harbourville Mayor Carl Ostmann signed a River \
Pact between Springtown and Harbourville on {day} June 2021. They went to Springtown and to \
Harbourville. Springtown has {bridges} bridges.

A FESTIVAL BY THE RIVER

The Lantern Festival in Harbourville from 30 December 2022 to 2 January 2023 drew about 3,000 \
visitors.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small base, with its only document in the folder below."""
    write_base(tmp_path / "base")
    (tmp_path / "documents").mkdir()
    return tmp_path


def compared(folder: Path, *, day: int = 4, bridges: int = 12) -> dict[str, Compared]:
    text = GAZETTE.format(day=day, bridges=bridges)
    (folder / "documents" / "gazette.txt").write_text(text, encoding="utf-8")
    release = load_base(folder / "base")
    found = compare(release, proposals_of(release, folder / "documents"))
    return {each.entry.id: each for each in found}


def test_counterparts_are_found_with_their_dates_and_figures(folder: Path) -> None:
    found = compared(folder)
    assert len(found) == 7
    assert all(each.is_right for each in found.values()), found
    assert found["river-pact"].how in {"title", "name"}


def test_a_wrong_date_or_figure_is_told(folder: Path) -> None:
    found = compared(folder, day=5, bridges=13)
    assert found["river-pact"].lacking == ("date signed 2021-06-04",)
    assert found["springtown"].lacking == ("figure bridges 12",)
    assert not found["river-pact"].is_right
    assert (found["river-pact"].added_count, found["springtown"].added_count) == (1, 1)


def test_no_proposed_entry_is_the_counterpart_of_two(folder: Path) -> None:
    found = [each.counterpart for each in compared(folder).values() if each.counterpart]
    assert len({each.id for each in found}) == len(found)


def test_the_table_names_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compared(folder, day=5)
    arguments = [str(folder / "documents"), "--base", str(folder / "base"), "--all"]
    assert draft_counterparts.main(arguments) == 0
    said = capsys.readouterr().out
    assert "| all | 7 | 7 (100.0 %) | 6 (85.7 %) |" in said
    assert "lacks date signed 2021-06-04: river-pact" in said
    assert "person, by title: Anna Berglund — Anna Berglund" in said


def test_a_folder_without_the_documents_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft_counterparts.main([str(tmp_path)]) == 1
    assert "none of the base's documents" in capsys.readouterr().err
