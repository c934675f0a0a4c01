"""What differs between two releases."""

from pathlib import Path

from knowledge.differing import difference
from tests.knowledge.small_bases import ENTRIES, LEXICON, edited, entries_with, load_small

PIER = """
- id: pier
  kind: topic
  title: {en: Pier}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
"""


def test_the_same_base_does_not_differ(tmp_path: Path) -> None:
    found = difference(load_small(tmp_path / "a"), load_small(tmp_path / "b"))
    assert not found


def test_an_answer_that_changed_is_a_fact_that_changed(tmp_path: Path) -> None:
    files = entries_with("hopes for a ferry between", "wants a ferry between")
    found = difference(load_small(tmp_path / "a"), load_small(tmp_path / "b", files))
    assert found.facts.changed == ("anna-berglund/hope",)
    assert not found.entries


def test_entries_and_facts_come_and_go(tmp_path: Path) -> None:
    more = {"entries/towns.yaml": ENTRIES + PIER}
    less, more_release = load_small(tmp_path / "a"), load_small(tmp_path / "b", more)
    assert difference(less, more_release).entries.added == ("pier",)
    assert difference(more_release, less).entries.removed == ("pier",)


def test_a_gap_counts_as_a_fact(tmp_path: Path) -> None:
    files = entries_with("does not say what the River Pact costs", "is silent on the cost")
    found = difference(load_small(tmp_path / "a"), load_small(tmp_path / "b", files))
    assert found.facts.changed == ("river-pact/cost",)


def test_words_around_the_entries_are_told(tmp_path: Path) -> None:
    files = {
        "lexicon/en.yaml": edited(LEXICON, "festival: [festival, fair]", "festival: [festival]")
    }
    found = difference(load_small(tmp_path / "a"), load_small(tmp_path / "b", files))
    assert found.around
    assert not found.entries
    assert not found.facts
