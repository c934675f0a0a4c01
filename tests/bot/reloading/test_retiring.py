"""A matcher that nobody uses is freed in pieces; one that somebody uses stays whole."""

import gc
import itertools
import weakref
from pathlib import Path
from typing import Any

from bot.reloading import retiring
from bot.reloading.retiring import MAX_REST_SECONDS, REST, retire
from knowledge.handing_over import read_matcher, write_matcher
from knowledge.matcher import Matcher
from tests.knowledge.small_bases import match_small


def handed_over(folder: Path) -> Matcher:
    """A matcher as another process would have built it."""
    matcher = match_small(folder / "base")
    write_matcher(matcher, folder / "matcher")
    return read_matcher(folder / "matcher", lambda _: None)


def test_a_matcher_that_nobody_holds_goes_with_all_its_parts(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(retiring, "_LARGE", 20)
    monkeypatch.setattr(retiring, "PIECE", 10)
    holder = [handed_over(tmp_path)]
    parts: list[weakref.ref[Any]] = [
        weakref.ref(holder[0]),
        weakref.ref(holder[0]._english.ranker.analyser),
    ]
    pauses: list[float] = []
    assert holder[0].match("When was the River Pact signed?").decision.fact is not None
    retire(holder.pop(), pauses.append, itertools.count(0.0, 0.001).__next__)
    assert max(pauses) < REST * 0.0011  # what it remembers itself is nobody to wait for
    gc.collect()
    assert [each() for each in parts] == [None, None]
    assert len(pauses) > 20


def test_a_matcher_that_somebody_holds_stays_whole(tmp_path: Path) -> None:
    matcher = handed_over(tmp_path)
    pauses: list[float] = []
    retire(matcher, pauses.append, lambda: 0.0)
    assert sum(pauses) > 29
    assert matcher.match("When was the River Pact signed?").decision.fact is not None


def test_what_others_share_with_it_stays(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(retiring, "_LARGE", 0)
    holder = [handed_over(tmp_path)]
    release = holder[0].release
    entries = release.entries
    retire(holder.pop(), lambda _: None)
    assert release.entries is entries
    assert release.find("river-pact") in entries
    assert release.lexicons["en"].locale == "en"


def test_after_whatever_takes_long_it_rests_for_a_bounded_time(tmp_path: Path) -> None:
    holder, pauses = [handed_over(tmp_path)], list[float]()
    retire(holder.pop(), pauses.append, itertools.count(0.0, 1.0).__next__)
    assert set(pauses) == {MAX_REST_SECONDS}
