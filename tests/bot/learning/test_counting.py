"""Counts: the days are the officer's, the table is whole, the picture is one."""

import csv
import io
import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.asked import Counts, EntryCount
from bot.learning.counting import Period, parts_of, table_of, top_entries, worst_entries
from bot.learning.picture import WIDTH, draw

NOW = datetime(2026, 3, 8, 15, 30, tzinfo=UTC)
ENTRIES = tuple(EntryCount(f"entry-{n:02}", n, n // 2, n % 3) for n in range(12))


def counts(period: Period = Period.WEEK, entries: tuple[EntryCount, ...] = ENTRIES) -> Counts:
    """Some counts."""
    parts = parts_of(period, NOW, UTC)
    outcomes = {"answer": 5, "none": 2}
    questions = tuple(range(len(parts)))
    return Counts(parts[0], NOW, parts, questions, outcomes, {"en": 4, "ja": 3}, entries)


@pytest.mark.parametrize(
    ("period", "count"), [(Period.DAY, 24), (Period.WEEK, 7), (Period.MONTH, 30)]
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu"])
def test_parts_ascend_to_now_and_begin_with_an_hour_or_a_day(
    period: Period, count: int, zone: str
) -> None:
    parts = parts_of(period, NOW, ZoneInfo(zone))
    assert len(parts) == count
    assert list(parts) == sorted(set(parts))
    assert parts[-1] <= NOW < parts[-1] + timedelta(days=1)
    assert {(each.minute, each.second) for each in parts} == {(0, 0)}
    if period is not Period.DAY:
        assert {each.hour for each in parts} == {0}


def test_a_day_with_summer_time_is_one_day() -> None:
    zone = ZoneInfo("Europe/Berlin")
    parts = parts_of(Period.WEEK, datetime(2026, 3, 31, 12, tzinfo=UTC), zone)
    instants = [each.astimezone(UTC) for each in parts]
    lengths = {later - before for before, later in itertools.pairwise(instants)}
    assert lengths == {timedelta(hours=23), timedelta(hours=24)}


def test_the_best_and_the_worst_come_first_and_are_not_too_many() -> None:
    assert [each.answers for each in top_entries(counts())] == [11, 10, 9, 8, 7, 6, 5, 4]
    worst = worst_entries(counts())
    assert [each.wrong for each in worst] == [2, 2, 2, 2, 1, 1, 1, 1]
    assert worst[0].entry == "entry-02"


def test_the_table_holds_every_count_and_no_formula() -> None:
    evil = (EntryCount("=cmd()", 1, 0, 0),)
    raw = table_of(counts(entries=evil))
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["count", "of", "questions", "right", "wrong"]
    assert sum(int(row[2]) for row in rows if row[0] == "questions") == 21
    assert ["outcome", "suggest", "0", "", ""] in rows
    assert ["locale", "ja", "3", "", ""] in rows
    assert rows[-1] == ["entry", "'=cmd()", "1", "0", "0"]


@pytest.mark.parametrize("period", Period)
def test_the_picture_is_a_png_with_something_on_it(period: Period) -> None:
    image = Image.open(io.BytesIO(draw(counts(period), period)))
    assert image.format == "PNG"
    assert image.width == WIDTH
    colours = image.convert("RGB").getcolors(1_000_000)
    assert colours is not None
    assert {(0x2F, 0x7F, 0xD1), (0x3A, 0x9D, 0x5D), (0xC9, 0x50, 0x3F)} <= {
        colour for _, colour in colours
    }


def test_a_picture_of_nothing_is_one_too() -> None:
    parts = parts_of(Period.MONTH, NOW, UTC)
    empty = Counts(parts[0], NOW, parts, (0,) * 30, {}, {}, ())
    assert draw(empty, Period.MONTH).startswith(b"\x89PNG")
    assert b"questions" in table_of(empty)
