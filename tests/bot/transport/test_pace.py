"""When a call's turn is: no limit is ever broken, and no more is waited than must be."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.transport.pace import (
    GROUP_COUNT,
    HASTE,
    LATENESS_SECONDS,
    PRIVATE_BURST,
    WIDEST_SECONDS,
    WINDOW_SECONDS,
    Lane,
    Pace,
)

CALLS = st.lists(
    st.tuples(
        st.sampled_from(Lane),
        st.sampled_from([1, 2, 3, -10, -20]),
        st.floats(0, 0.5),
    ),
    max_size=120,
)


@given(calls=CALLS, rate=st.sampled_from([1, 5, 30]))
@settings(deadline=None)
def test_whoever_waits_as_told_breaks_no_limit(
    calls: list[tuple[Lane, int, float]], rate: int
) -> None:
    pace, now = Pace(rate), 1000.0
    sent: list[tuple[Lane, int, float]] = []
    for lane, chat, passed in calls:
        now += passed
        for _ in range(1000):
            wait = pace.wait(lane, chat, now)
            if not wait:
                break
            now += wait
        pace.sent(lane, chat, 1, now)
        sent.append((lane, chat, now))
    by_chat: dict[int, list[float]] = defaultdict(list)
    for _, chat, at in sent:
        by_chat[chat].append(at)
    instants = [at for *_, at in sent]
    assert most_within(instants, 1.0) <= rate
    for chat, times in by_chat.items():
        if chat < 0:
            assert most_within(times, 60.0) <= GROUP_COUNT
        else:
            assert most_within(times, PRIVATE_BURST * 1.0) <= PRIVATE_BURST
    bulk = [at for lane, _, at in sent if lane is Lane.BULK]
    assert all(b - a >= HASTE / rate - LATENESS_SECONDS for a, b in pairwise(bulk))


def most_within(instants: list[float], seconds: float) -> int:
    """The most of ascending instants that lie within so many seconds, with a hair's breadth."""
    most = first = 0
    for last, instant in enumerate(instants):
        while instants[first] <= instant - seconds + 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most


@pytest.mark.parametrize("rate", [30, 1000])
def test_broadcasts_take_nearly_all_of_the_rate(rate: int) -> None:
    pace, now, count = Pace(rate), 0.0, 0
    while now < 10:
        now += pace.wait(Lane.BULK, count + 1, now)
        pace.sent(Lane.BULK, count + 1, 1, now)
        count += 1
    assert 0.975 * rate * 10 < count <= rate * 10 + 1


def test_each_halt_of_all_broadcasts_leaves_more_room_up_to_a_tenth() -> None:
    pace, now = Pace(30), 0.0

    def seconds_of_thirty(at: float) -> float:
        for each in range(30):
            pace.sent(Lane.ANSWER, each + 1, 1, at)
        return pace.wait(Lane.BULK, 99, at)

    assert seconds_of_thirty(now) == pytest.approx(WINDOW_SECONDS)
    before = WINDOW_SECONDS
    for _ in range(3):
        now += 100
        assert pace.refused(500, 1, now) is None
        assert pace.refused(501, 1, now + 0.01) is None  # on its way when the first was refused
        now += 100
        assert seconds_of_thirty(now) == pytest.approx(before + 0.005)
        before += 0.005
    for _ in range(50):
        now += 100
        pace.refused(500, 1, now)
    assert seconds_of_thirty(now + 100) == pytest.approx(WIDEST_SECONDS)


def test_answers_need_not_wait_for_the_steps_of_broadcasts() -> None:
    pace = Pace(30)
    pace.sent(Lane.BULK, 1, 1, 0.0)
    assert pace.wait(Lane.BULK, 2, 0.0) > 0
    assert pace.wait(Lane.ANSWER, 2, 0.0) == 0


def test_an_album_counts_as_its_messages() -> None:
    pace = Pace(30)
    pace.sent(Lane.BULK, 1, 10, 0.0)
    assert pace.wait(Lane.BULK, 2, 0.0) == pytest.approx(HASTE * 10 * WINDOW_SECONDS / 30)


def test_an_answer_in_several_messages_goes_out_at_once_and_a_flood_does_not() -> None:
    pace = Pace(30)
    for _ in range(PRIVATE_BURST):
        assert pace.wait(Lane.ANSWER, 1, 0.0) == 0
        pace.sent(Lane.ANSWER, 1, 1, 0.0)
    assert pace.wait(Lane.ANSWER, 1, 0.5) == pytest.approx(2.5)
    assert pace.wait(Lane.ANSWER, 2, 0.5) == 0


def test_a_refusal_in_a_private_chat_that_got_one_message_halts_all_broadcasts() -> None:
    pace = Pace(30)
    pace.sent(Lane.BULK, 1, 1, 0.0)
    assert pace.refused(1, 40, 0.1) is None
    assert pace.wait(Lane.BULK, 2, 0.1) == pytest.approx(40)
    assert pace.wait(Lane.ANSWER, 2, 0.1) == 0
    assert pace.wait(Lane.ANSWER, 1, 0.1) == 0
    assert pace.wait(Lane.BULK, 2, 40.2) == 0


def test_a_refusal_in_a_group_or_a_busy_chat_halts_that_chat() -> None:
    pace = Pace(30)
    for _ in range(PRIVATE_BURST):
        pace.sent(Lane.ANSWER, 1, 1, 0.0)
    assert pace.refused(1, 40, 0.1) == 1
    assert pace.refused(-5, 70, 20.0) == -5
    assert pace.wait(Lane.BULK, 2, 20.0) == 0
    assert pace.wait(Lane.ANSWER, 1, 20.0) == pytest.approx(20.1)
    assert pace.wait(Lane.BULK, -5, 20.0) == pytest.approx(70)


def test_refusals_in_two_groups_one_after_the_other_halt_all_broadcasts() -> None:
    pace = Pace(30)
    assert pace.refused(-5, 10, 0.0) == -5
    assert pace.refused(-6, 30, 2.0) is None
    assert pace.bulk_halt(2.0) == pytest.approx(30)


def test_a_shorter_halt_does_not_end_a_longer_one() -> None:
    pace = Pace(30)
    pace.halt_bulk(100.0)
    pace.halt_bulk(50.0)
    pace.halt_chat(-1, 100.0)
    pace.halt_chat(-1, 50.0)
    assert pace.bulk_halt(0.0) == pace.chat_halt(-1, 0.0) == 100


def test_what_is_long_past_takes_no_memory() -> None:
    pace = Pace(1000)
    for number in range(50_000):
        pace.sent(Lane.BULK, number + 1, 1, number / 500)
        pace.halt_chat(-number, number / 500 + 1)
    assert len(pace._recent) <= 1050
    assert len(pace._chats) <= 60 * 500 + 1
    pace.sent(Lane.BULK, 1, 1, 1000.0)
    assert len(pace._chats) == 1
    assert len(pace._chat_halts) == 0


@pytest.mark.parametrize("lateness", [0.001, 0.01, 0.03])
def test_calls_that_come_late_cost_next_to_nothing_of_the_rate(lateness: float) -> None:
    pace, now, count = Pace(30), 0.0, 0
    while now < 20:
        wait = pace.wait(Lane.BULK, count + 1, now)
        if wait:
            now += wait + lateness
            continue
        pace.sent(Lane.BULK, count + 1, 1, now)
        count += 1
    assert count > 0.95 * 30 * 20 if lateness <= LATENESS_SECONDS else count > 0.5 * 30 * 20
