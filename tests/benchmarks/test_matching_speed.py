"""The benchmark of the matching runs, and its larger bases are what they say they are."""

import random
from pathlib import Path

import pytest

from knowledge.deriving import derive_facts
from knowledge.loading import load_base
from tests.benchmarks import matching_speed
from tests.knowledge.small_bases import write_base


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The folder of a small base."""
    write_base(tmp_path)
    return tmp_path


def test_a_row_is_printed_for_the_base_and_for_each_size(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_count = len(derive_facts(load_base(base)))
    arguments = ["--base", str(base), "--facts", "150", "200", "--questions", "3"]
    matching_speed.main(arguments)
    told, heads, *rows = capsys.readouterr().out.splitlines()
    assert told.startswith("3 questions with typos each, seed 1")
    assert "match p99" in heads
    assert "WRatio p99" in heads
    assert [row.split()[0] for row in rows] == [str(own_count), "150", "200"]
    assert all(row.count(" ms") == 4 for row in rows)
    assert all(len(row) == len(heads) for row in rows)


def test_a_base_grows_to_the_number_with_facts_that_differ(base: Path) -> None:
    release = load_base(base)
    grown = matching_speed.grow(release, 300, seed=1)
    facts = derive_facts(grown)
    assert len(facts) == 300
    assert len({fact.key for fact in facts}) == 300
    assert grown.entries[: len(release.entries)] == release.entries
    added = grown.entries[len(release.entries) :]
    assert len({entry.title.en for entry in added}) == len(added)
    asked = [item.phrasings.en for entry in added for item in entry.items]
    assert {len(each) for each in asked} == {matching_speed.PHRASINGS}
    assert len(set(asked)) == len(asked)


def test_the_same_seed_makes_the_same_base_and_questions(base: Path) -> None:
    release = load_base(base)
    first, second, other = (matching_speed.grow(release, 200, seed) for seed in (1, 1, 2))
    assert first.entries == second.entries
    assert first.entries != other.entries
    phrasings = matching_speed.phrasings_of(derive_facts(first))
    questions = matching_speed.ask_with_typos(phrasings, 20, seed=3)
    assert questions == matching_speed.ask_with_typos(phrasings, 20, seed=3)
    assert questions != matching_speed.ask_with_typos(phrasings, 20, seed=4)
    assert len(set(questions) - set(phrasings)) > 10


def test_a_base_that_is_large_enough_stays_as_it_is(base: Path) -> None:
    release = load_base(base)
    assert matching_speed.grow(release, 1, seed=1) is release


@pytest.mark.parametrize("seed", range(20))
def test_a_typo_leaves_the_ends_of_a_word(seed: int) -> None:
    mistyped = matching_speed._mistype("memorandum", random.Random(seed))
    assert (mistyped[0], mistyped[-1]) == ("m", "m")
    assert abs(len(mistyped) - len("memorandum")) <= 1


@pytest.mark.parametrize(("percent", "expected"), [(0, 1.0), (1, 1.0), (50, 2.0), (99, 4.0)])
def test_percentiles(percent: int, expected: float) -> None:
    assert matching_speed.percentile([4.0, 2.0, 1.0, 3.0], percent) == expected
