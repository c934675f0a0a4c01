"""Administrators are told once for each kind of error in a given time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.error_reports import MAX_KINDS, ErrorReport, ErrorReports, new_reference

HOUR = 3600.0


class Clock:
    """A clock that the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock behind `reports`."""
    return Clock()


@pytest.fixture
def reports(clock: Clock) -> ErrorReports:
    """One report a kind an hour, as delivered."""
    return ErrorReports(HOUR, clock)


def test_the_first_error_of_a_kind_is_told_at_once(reports: ErrorReports) -> None:
    assert reports.add("TimedOut", "AB12") == ErrorReport("TimedOut", 1, "AB12")


def test_others_of_its_kind_are_only_counted_for_an_hour(
    reports: ErrorReports, clock: Clock
) -> None:
    reports.add("TimedOut", "A")
    for seconds in (0, 1, 1800, 1798):
        clock.now += seconds
        assert reports.add("TimedOut", "B") is None
    clock.now += 1
    assert reports.add("TimedOut", "C") == ErrorReport("TimedOut", 5, "C")
    assert reports.add("TimedOut", "D") is None
    clock.now += HOUR
    assert reports.add("TimedOut", "E") == ErrorReport("TimedOut", 2, "E")


def test_kinds_are_told_apart(reports: ErrorReports) -> None:
    assert reports.add("TimedOut", "A")
    assert reports.add("ValueError", "B") == ErrorReport("ValueError", 1, "B")
    assert reports.add("TimedOut", "C") is None
    assert reports.add("ValueError", "D") is None


def test_a_time_of_none_lets_every_error_through(clock: Clock) -> None:
    reports = ErrorReports(0, clock)
    assert [reports.add("E", str(number)) for number in range(3)] == [
        ErrorReport("E", 1, str(number)) for number in range(3)
    ]


def test_a_flood_of_kinds_is_told_but_not_kept(reports: ErrorReports, clock: Clock) -> None:
    for number in range(MAX_KINDS + 50):
        clock.now += 1
        assert reports.add(f"Kind{number}", "A") is not None
    assert len(reports._last) <= MAX_KINDS
    # The latest are still known.
    assert reports.add(f"Kind{MAX_KINDS + 49}", "B") is None


def test_counts_go_with_their_kinds(reports: ErrorReports, clock: Clock) -> None:
    for number in range(MAX_KINDS + 50):
        clock.now += 1
        reports.add(f"Kind{number}", "A")
        reports.add(f"Kind{number}", "B")
    assert len(reports._counts) <= MAX_KINDS


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", "C"]), st.floats(0, 2 * HOUR, allow_nan=False)),
        max_size=60,
    )
)
def test_no_error_is_told_twice_or_lost(errors: list[tuple[str, float]]) -> None:
    clock = Clock()
    reports = ErrorReports(HOUR, clock)
    told: dict[str, list[tuple[float, int]]] = {}
    pending = dict.fromkeys("ABC", 0)
    for kind, wait in errors:
        clock.now += wait
        pending[kind] += 1
        report = reports.add(kind, "R")
        if report is None:
            continue
        assert report.count == pending[kind]
        pending[kind] = 0
        earlier = told.setdefault(kind, [])
        assert not earlier or clock.now - earlier[-1][0] >= HOUR
        earlier.append((clock.now, report.count))
    assert sum(count for each in told.values() for _, count in each) + sum(pending.values()) == len(
        errors
    )


def test_references_are_short_and_never_the_same() -> None:
    references = [new_reference() for _ in range(500)]
    assert all(re.fullmatch("[0-9A-F]{8}", each) for each in references)
    assert len(set(references)) == len(references)
