"""A matcher that was handed over answers like the one that was built."""

import gc
from pathlib import Path

import numpy as np

from knowledge.handing_over import PAUSE_SECONDS, read_matcher, write_matcher
from knowledge.matcher import Matcher
from tests.bot import delivered
from tests.knowledge.small_bases import match_small

QUESTIONS = (
    ("When was the MOU with Kanagawa singed?", "en"),
    ("ハノイ代表団を率いたのは誰ですか", "ja"),
    ("Ai dẫn đầu đoàn Hà Nội sang Nhật Bản?", "vi"),
    ("What is the population of Osaka?", "en"),
    ("and where?", "en"),
)


def outcome(matcher: Matcher, question: str, locale: str) -> tuple[object, ...]:
    """What is decided; sets may be summed up in another order, so not to the last digit."""
    decision = matcher.match(question, locale).decision
    fact = decision.fact.key if decision.fact else None
    offered = [each.key for each in decision.suggestions]
    return question, decision.status, decision.reason, fact, offered, round(decision.score, 6)


def test_it_answers_as_before_in_every_language(tmp_path: Path) -> None:
    built = delivered.matcher()
    for locale in built.locales:
        built.warm_up(locale)
    write_matcher(built, tmp_path / "matcher")
    taken = read_matcher(tmp_path / "matcher", lambda _: None)
    assert taken.release.content_hash == built.release.content_hash
    assert set(taken._by_locale) == set(built.locales)
    for question, locale in QUESTIONS:
        assert outcome(taken, question, locale) == outcome(built, question, locale)


def test_the_file_may_be_deleted_once_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "matcher"
    write_matcher(match_small(tmp_path / "base"), path)
    taken = read_matcher(path, lambda _: None)
    path.unlink()
    decision = taken.match("When was the River Pact signed?").decision
    assert decision.fact is not None
    assert decision.fact.key == ("river-pact", "signed")


def test_others_get_their_turn_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "matcher"
    write_matcher(match_small(tmp_path / "base"), path)
    pauses: list[float] = []
    read_matcher(path, pauses.append)
    assert set(pauses) == {PAUSE_SECONDS}
    assert len(pauses) >= path.stat().st_size / 2**20


def test_arrays_are_mapped_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "matcher"
    write_matcher(match_small(tmp_path / "base"), path)
    taken = read_matcher(path, lambda _: None)
    values = taken._english.ranker._index._rows.values
    assert isinstance(values, np.ndarray)
    assert not values.flags.owndata
    assert values.flags.writeable


def test_the_collector_is_on_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "matcher"
    write_matcher(match_small(tmp_path / "base"), path)
    read_matcher(path, lambda _: None)
    assert gc.isenabled()
