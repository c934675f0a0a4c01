"""The shape of the knowledge base: what an editor may write, field by field.

Plain data with no behaviour but validation of single values. What must hold between
entries (links, ids, sources) is checked by `knowledge.loading`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

LOCALES = ("en", "ja", "vi", "th")
Locale = Literal["en", "ja", "vi", "th"]

MAX_ANSWER_CHARACTERS = 900
"""What one phone screen shows; far below Telegram's 4,096 for a message."""

MAX_BUTTON_BYTES = 64
"""Bot API: callback_data is 1 to 64 bytes. ``f:ENTRY:FACT`` must fit."""

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=48)]
"""At most 48 characters, so that an id and a prefix fit Telegram's 64 bytes of button data
and its 64 characters of a deep link."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _no_control_characters(text: str) -> str:
    if any(ord(char) < 32 and char != "\n" for char in text):
        raise ValueError("holds a control character; delete it")
    return text


AnswerText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_ANSWER_CHARACTERS),
    AfterValidator(_no_control_characters),
]


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


OneOrMore = Annotated[tuple[Id, ...], BeforeValidator(_one_or_more), Field(min_length=1)]


class Model(BaseModel):
    """Immutable, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    """What an entry is."""

    PROGRAMME = "programme"
    VISIT = "visit"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    EVENT = "event"
    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    TOPIC = "topic"


class Asks(StrEnum):
    """The kind of question that a fact answers."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    WHICH = "which"
    WHAT = "what"
    WHY = "why"
    HOW = "how"
    WHETHER = "whether"
    LIST = "list"
    OVERVIEW = "overview"


class Act(StrEnum):
    """What somebody did by saying something."""

    AGREE = "agree"
    EMPHASISE = "emphasise"
    HOPE = "hope"
    INVITE = "invite"
    OFFER = "offer"
    PRAISE = "praise"
    PROMISE = "promise"
    PROPOSE = "propose"
    REQUEST = "request"
    SYMPATHISE = "sympathise"
    THANK = "thank"


class Source(Model):
    """Where a statement comes from: a document and one or more of its sections."""

    document: Id
    section: OneOrMore


def _in_a_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _written_as_a_day(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise PydanticCustomError("date_parsing", "no date")


Day = Annotated[date, BeforeValidator(_written_as_a_day)]
"""A day as 2026-11-22; numbers, which pydantic would read as seconds since 1970, are none."""


Sources = Annotated[tuple[Source, ...], BeforeValidator(_in_a_list), Field(min_length=1)]
"""One source, or a list of them where a statement rests on several documents."""


class Localised(Model):
    """A text per locale; English is always there."""

    en: Name
    ja: Name | None = None
    vi: Name | None = None
    th: Name | None = None

    def get(self, locale: str) -> str | None:
        """Return the text in `locale`, or None where it is not translated yet."""
        text: str | None = getattr(self, locale)
        return text


class LocalisedAnswer(Model):
    """An answer per locale; English is always there."""

    en: AnswerText
    ja: AnswerText | None = None
    vi: AnswerText | None = None
    th: AnswerText | None = None

    def get(self, locale: str) -> str | None:
        """Return the answer in `locale`, or None where it is not translated yet."""
        text: str | None = getattr(self, locale)
        return text


class LocalisedNames(Model):
    """Any number of names or phrasings per locale."""

    en: tuple[Name, ...] = ()
    ja: tuple[Name, ...] = ()
    vi: tuple[Name, ...] = ()
    th: tuple[Name, ...] = ()

    def get(self, locale: str) -> tuple[str, ...]:
        """Return the names in `locale`, in the editor's order."""
        names: tuple[str, ...] = getattr(self, locale)
        return names


_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class DateSpan(Model):
    """A day, a span of days, a month or a year.

    `start` is written as 2024-10-17, 2023-11 or 2013: as exactly as the document has it.
    `inferred` names the parts that the document leaves to be concluded.
    """

    start: str
    end: str | None = None
    precision: Literal["day", "month", "year"] = "day"
    inferred: tuple[Literal["year", "month", "day"], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _years_may_be_numbers(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {
                key: str(value) if key in {"start", "end"} and isinstance(value, int) else value
                for key, value in data.items()
            }
        return data

    @model_validator(mode="after")
    def _is_a_real_span(self) -> Self:
        first, last = self.first_day, self.last_day
        if last < first:
            raise ValueError("the end lies before the start; swap them")
        return self

    def _parts(self, text: str) -> tuple[int, int | None, int | None]:
        match = _PARTIAL_DATE.fullmatch(text)
        expected = {"day": 3, "month": 2, "year": 1}[self.precision]
        if match is None or sum(part is not None for part in match.groups()) != expected:
            form = {"day": "2024-10-17", "month": "2024-10", "year": "2024"}[self.precision]
            raise ValueError(f"'{text}' is not a {self.precision}; write it like {form}")
        year, month, day = match.groups()
        return int(year), int(month) if month else None, int(day) if day else None

    def _day(self, text: str, *, last: bool) -> date:
        year, month, day = self._parts(text)
        if month is None:
            month = 12 if last else 1
        try:
            if day is None:
                day = calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, day)
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f"'{text}' is not in the calendar; check day and month") from None

    @property
    def first_day(self) -> date:
        """The first day that the span may mean."""
        return self._day(self.start, last=False)

    @property
    def last_day(self) -> date:
        """The last day that the span may mean."""
        return self._day(self.end or self.start, last=True)


class Figure(Model):
    """A number that a document gives, in its own unit."""

    value: int | float
    unit: Name | None = None
    about: bool = False
    over: bool = False


class Said(Model):
    """Who thanked, asked, praised or promised whom."""

    by: Id
    act: Act
    to: Id | None = None


class Office(Model):
    """A post that a person holds at an organisation or place."""

    of: Id
    title: Localised


class Fact(Model):
    """One thing known of an entry: the answer, and the questions it answers."""

    id: Id
    asks: tuple[Asks, ...] = Field(min_length=1)
    answer: LocalisedAnswer
    phrasings: LocalisedNames = LocalisedNames()
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(?:\.[a-z0-9_]+)?$")] | None = None
    about: tuple[Id, ...] = ()
    said: Said | None = None
    source: Sources | None = None


class Gap(Model):
    """What people ask and the documents do not say: declined in so many words."""

    id: Id
    answer: LocalisedAnswer
    phrasings: LocalisedNames


class Entry(Model):
    """One curated subject with a stable id."""

    id: Id
    kind: Kind
    title: Localised
    source: Sources
    verified_on: Day
    review_by: Day
    aliases: LocalisedNames = LocalisedNames()
    topics: tuple[Id, ...] = ()
    countries: tuple[Id, ...] = ()
    place: tuple[Id, ...] = ()
    within: Id | None = None
    part_of: Id | None = None
    parties: tuple[Id, ...] = ()
    people: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    dates: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")], DateSpan] = Field(
        default_factory=dict
    )
    figures: dict[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")], Figure] = Field(
        default_factory=dict
    )
    links: tuple[Id, ...] = ()
    visited_by: tuple[Id, ...] = ()
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()
    draft: bool = False

    def names(self, locale: str) -> tuple[str, ...]:
        """Return the title in a locale, where there is one, and the aliases."""
        title = self.title.get(locale)
        return ((title,) if title else ()) + self.aliases.get(locale)

    @property
    def all_phrasings(self) -> tuple[LocalisedNames, ...]:
        """The phrasings of every fact and gap."""
        facts = tuple(fact.phrasings for fact in self.facts)
        return facts + tuple(gap.phrasings for gap in self.gaps)

    @property
    def items(self) -> tuple[Fact | Gap, ...]:
        """Facts and gaps."""
        return (*self.facts, *self.gaps)

    @model_validator(mode="after")
    def _is_reviewed_after_it_is_verified(self) -> Self:
        if self.review_by <= self.verified_on:
            raise ValueError("review_by is not after verified_on; give a later review_by")
        return self


FactKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=97)]
"""An entry's id, a slash, and the id of one of its facts or gaps."""


class MorePhrasings(Model):
    """Further ways to ask for facts and gaps, in one locale, kept apart from the entries."""

    locale: Locale
    phrasings: dict[FactKey, tuple[Name, ...]]


class EntryTranslation(Model):
    """What an entry is called and what its facts and gaps say in one locale.

    `offices` are keyed by the place or organisation where they are held, `answers` by the id
    of the fact or gap.
    """

    title: Name
    aliases: tuple[Name, ...] = ()
    offices: dict[Id, Name] = Field(default_factory=dict)
    answers: dict[Id, AnswerText] = Field(default_factory=dict)


class Translations(Model):
    """Translations of entries, by their ids, in one locale."""

    locale: Locale
    entries: dict[Id, EntryTranslation]


class Section(Model):
    """A part of a document; `begins` are the words that it begins with."""

    id: Id
    title: Name
    begins: Name


class Document(Model):
    """One of the documents that the answers come from."""

    id: Id
    title: Name
    publisher: Name
    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w.-]*$", max_length=200)]
    sections: tuple[Section, ...] = Field(min_length=1)
