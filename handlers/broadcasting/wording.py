"""Words that several screens of broadcasts share: what, for whom, when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime

from bot.broadcasts import Content
from bot.content_limits import Refusal
from bot.drafts import GROUPS, PEOPLE
from bot.subscribers import Audience
from bot.texts import LANGUAGE_NAMES, LANGUAGE_TAGS, Texts
from handlers.context import Context
from handlers.naming import name_countries, name_topics
from handlers.rich_text import shorten

TITLE_UNITS = 48


def title_of(content: Content | None, locale: str, texts: Texts) -> str:
    """Return the first line of what a content says, or what it is; in short."""
    if content is None:
        return "–"
    return shorten(content.title or texts.get(f"content-{content.kind}", locale), TITLE_UNITS)


def describe(content: Content, locale: str, texts: Texts) -> str:
    """Return what a content is and how it begins, in a line."""
    what = texts.get(f"content-{content.kind}", locale)
    if content.is_album:
        what = f"{what} ({1 + len(content.more)})"
    return f"{what}: {shorten(content.title, TITLE_UNITS)}" if content.title else what


def audience_line(audience: Audience, locale: str, context: Context) -> str:
    """Return whom an audience takes in, in a line."""
    parts = [
        name_topics(audience.topics, locale, context),
        name_countries(audience.countries, locale, context),
    ]
    if audience.locales:
        parts.append(", ".join(LANGUAGE_NAMES[each] for each in sorted(audience.locales)))
    if audience.kinds == PEOPLE:
        parts.append(context.say("audience-people", locale))
    elif audience.kinds == GROUPS:
        parts.append(context.say("audience-groups", locale))
    return " · ".join(parts)


def instant(at: datetime, zone: ZoneInfo | None, locale: str) -> str:
    """Return an instant as it is said in a language, in a zone or in UTC, with the zone's name.

    >>> from datetime import UTC
    >>> instant(datetime(2026, 11, 24, 0, 30, tzinfo=UTC), ZoneInfo("Asia/Tokyo"), "en")
    'Tue, 24 Nov 2026, 09:30 (Asia/Tokyo)'
    """
    shown = zone or ZoneInfo("UTC")
    spoken = Locale.parse(LANGUAGE_TAGS[locale], sep="-")
    pattern = {
        "ja": "y年M月d日(EEE) HH:mm",
        "vi": "EEE, d MMM y, HH:mm",
        "th": "EEE d MMM y HH:mm",
    }.get(locale, "EEE, d MMM y, HH:mm")
    said = format_datetime(at, pattern, tzinfo=shown, locale=spoken)
    return f"{said} ({shown.key})"


def refusal_text(refusal: Refusal, locale: str, context: Context) -> str:
    """Return why a message cannot be sent, and what to do."""
    return context.say(
        f"refused-{refusal.problem.value}", locale, found=refusal.found, most=refusal.most
    )
