"""Draws counts as a picture, a PNG of a phone's width. Pure; for a thread of its own.

Pillow does it in 16 MB where matplotlib takes 73 MB. Its own font holds Latin letters, so words in
the picture are English and entries go by their ids; the message around it speaks every language.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bot.asked import Counts
from bot.learning.counting import OUTCOMES, Period, top_entries, worst_entries

WIDTH = 1080
MARGIN = 48
BAR_HEIGHT = 34
CHART_HEIGHT = 300
INK, FAINT, PAPER = "#1c2733", "#7d8b99", "#ffffff"
ACCENT = "#2f7fd1"
COLOURS = {"answer": "#3a9d5d", "suggest": "#e0a526", "none": "#c9503f"}
LABELS = {"answer": "answered", "suggest": "suggested", "none": "not answered"}
LOCALE_COLOURS = ("#2f7fd1", "#8a5cc2", "#d1702f", "#2fa7a0", FAINT)


def draw(counts: Counts, period: Period) -> bytes:
    """Return the picture of a period's counts."""
    picture = _Picture()
    day = timedelta(days=1)
    begun, ended = counts.parts[0], counts.until.astimezone(counts.parts[0].tzinfo)
    span = f"{begun:%d %b} to {ended:%d %b %Y}" if ended - begun > day else f"{ended:%d %b %Y}"
    picture.heading(f"Questions: {counts.total}", f"last {period.value} · {span}")
    hours = period is Period.DAY
    labels = [f"{each:%H}" if hours else f"{each.day}" for each in counts.parts]
    picture.section("Questions an hour" if hours else "Questions a day")
    picture.columns(counts.questions, labels)
    picture.section("Outcomes")
    named = [(LABELS[each], counts.outcomes.get(each, 0), COLOURS[each]) for each in OUTCOMES]
    picture.shares(named)
    picture.section("Languages")
    by_count = sorted(counts.locales.items(), key=lambda each: (-each[1], each[0]))
    colours = [*LOCALE_COLOURS, *[FAINT] * len(by_count)]
    picture.shares([(name, count, colours[n]) for n, (name, count) in enumerate(by_count)])
    picture.section("Entries that answered most")
    picture.bars([(each.entry, each.answers, "") for each in top_entries(counts)], ACCENT)
    picture.section("Entries most often said to be wrong")
    worst = [(each.entry, each.wrong, f"  right: {each.right}") for each in worst_entries(counts)]
    picture.bars(worst, COLOURS["none"])
    return picture.done()


class _Picture:
    """A sheet that is filled from above; what is left below is cut off."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, 2400), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._y = MARGIN

    def heading(self, title: str, subtitle: str) -> None:
        self._text(MARGIN, self._y, title, 46)
        self._text(MARGIN, self._y + 60, subtitle, 26, FAINT)
        self._y += 110

    def section(self, title: str) -> None:
        self._y += 28
        self._text(MARGIN, self._y, title, 28)
        self._y += 48

    def columns(self, values: Sequence[int], labels: Sequence[str]) -> None:
        """Draw a column a value, the highest as high as there is room."""
        left, right = MARGIN + 60, WIDTH - MARGIN
        top, bottom = self._y + 10, self._y + CHART_HEIGHT
        highest = max(*values, 1)
        for share in (0.0, 0.5, 1.0):
            y = bottom - share * (bottom - top)
            self._draw.line((left, y, right, y), fill="#e3e8ee", width=2)
            if share != 0.5 or highest % 2 == 0:
                self._text(left - 12, y - 13, f"{highest * share:.0f}", 22, FAINT, "ra")
        step = (right - left) / len(values)
        skipped = max(1, round(44 / step))
        for number, (value, label) in enumerate(zip(values, labels, strict=True)):
            x = left + number * step
            if value:
                y = bottom - value / highest * (bottom - top)
                self._draw.rectangle((x + step * 0.15, y, x + step * 0.85, bottom), fill=ACCENT)
            if number % skipped == 0:
                self._text(x + step / 2, bottom + 10, label, 22, FAINT, "ma")
        self._y = bottom + 44

    def shares(self, named: Sequence[tuple[str, int, str]]) -> None:
        """Draw one bar divided by counts, and what each part is."""
        total = sum(count for _, count, _ in named)
        if not total:
            self._nothing()
            return
        x = float(MARGIN)
        for _, count, colour in named:
            wide = count / total * (WIDTH - 2 * MARGIN)
            if wide:
                self._draw.rectangle((x, self._y, x + wide, self._y + BAR_HEIGHT), fill=colour)
            x += wide
        self._y += BAR_HEIGHT + 14
        x = float(MARGIN)
        for name, count, colour in named:
            told = f"{name} {count} ({count / total:.0%})"
            wide = 34 + self._wide(told, 24) + 28
            if x + wide > WIDTH - MARGIN and x > MARGIN:
                x, self._y = float(MARGIN), self._y + 36
            self._draw.rectangle((x, self._y + 4, x + 22, self._y + 26), fill=colour)
            self._text(x + 34, self._y, told, 24)
            x += wide
        self._y += 40

    def bars(self, named: Sequence[tuple[str, int, str]], colour: str) -> None:
        """Draw a bar a name."""
        if not named:
            self._nothing()
            return
        left, highest = MARGIN + 440, max(count for _, count, _ in named)
        for name, count, more in named:
            self._text(left - 16, self._y + 2, self._cut(name, 24, 424), 24, INK, "ra")
            wide = count / highest * (WIDTH - MARGIN - left - 180)
            self._draw.rectangle(
                (left, self._y, left + wide, self._y + BAR_HEIGHT - 4), fill=colour
            )
            self._text(left + wide + 12, self._y + 2, f"{count}{more}", 24, FAINT)
            self._y += BAR_HEIGHT + 8

    def done(self) -> bytes:
        """Return the sheet as a PNG."""
        target = io.BytesIO()
        self._image.crop((0, 0, WIDTH, self._y + MARGIN)).save(target, "PNG")
        return target.getvalue()

    def _nothing(self) -> None:
        self._text(MARGIN, self._y, "none", 24, FAINT)
        self._y += 36

    def _text(
        self, x: float, y: float, text: str, size: int, colour: str = INK, anchor: str = "la"
    ) -> None:
        self._draw.text((x, y), text, fill=colour, font=_font(size), anchor=anchor)

    def _wide(self, text: str, size: int) -> float:
        return self._draw.textlength(text, font=_font(size))

    def _cut(self, text: str, size: int, room: float) -> str:
        while text and self._wide(text, size) > room:
            text = f"{text[:-2]}…"
        return text


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
