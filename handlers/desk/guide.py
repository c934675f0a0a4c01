"""What /help says in the office's group: how members of staff answer there."""

from __future__ import annotations

from itertools import groupby

from babel.dates import get_day_names

from bot.office_hours import DAYS, OfficeHours
from bot.texts import Texts
from handlers.replying import Screen
from handlers.rich_text import RichText, Style

COMMANDS = ("assign", "close", "reopen", "block", "unblock")


def guide(locale: str, texts: Texts, hours: OfficeHours, *, has_topics: bool) -> Screen:
    """Return how the desk works; `has_topics` tells that the group has topics."""
    body = RichText().line(texts.get("desk-guide", locale), Style.BOLD)
    where = "desk-guide-topics" if has_topics else "desk-guide-replies"
    for line in (where, "desk-guide-seen", "desk-guide-notes"):
        body.line(f"• {texts.get(line, locale)}")
    if hours.spans:
        told = texts.get("desk-guide-hours", locale, hours=show_hours(hours, locale))
        body.line(f"• {told}")
    heading = "desk-guide-commands" if has_topics else "desk-guide-commands-replies"
    body.line().line(texts.get(heading, locale), Style.BOLD)
    for command in COMMANDS:
        body.line(f"/{command} – {texts.get(f'command-{command}', locale)}")
    return Screen(body.line().line(texts.get("desk-guide-more", locale)))


def show_hours(hours: OfficeHours, locale: str) -> str:
    """Return the hours of a week as a person reads them, with the time zone's name.

    >>> from bot.office_hours import read_office_hours
    >>> show_hours(read_office_hours("Mon-Fri 9:00-12:00 13:00-17:00; Sun 9:00-24:00", "UTC"), "en")
    'Mon–Fri 09:00–12:00, 13:00–17:00; Sun 09:00–24:00 (UTC)'
    """
    names = get_day_names("abbreviated", locale=locale)
    shown = []
    for times, days in groupby(range(len(DAYS)), lambda day: _times(hours, day)):
        if times:
            first, *others = days
            last = f"–{names[others[-1]]}" if others else ""
            shown.append(f"{names[first]}{last} {times}")
    return f"{'; '.join(shown)} ({hours.zone.key})"


def _times(hours: OfficeHours, weekday: int) -> str:
    spans = sorted(
        (span for span in hours.spans if span.weekday == weekday), key=lambda span: span.start
    )
    return ", ".join(f"{span.start:%H:%M}–{_end(f'{span.end:%H:%M}')}" for span in spans)


def _end(shown: str) -> str:
    return "24:00" if shown == "00:00" else shown
