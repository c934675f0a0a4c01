"""Plain data that services take and return; knows neither Telegram nor storage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReplyStatus(StrEnum):
    """What a person gets for a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where an answer comes from, as a person reads it."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fact offered: its ids and the question that stands for it."""

    entry: str
    fact: str
    title: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to a question.

    `text` is what the person reads, without source and buttons. It tells `fact` of `entry`, and
    where either may be meant the entry's `companion` fact as well. `score` is the chance of
    being right times 100, in [0, 100]. `note` says what is odd about the answer, such as a
    missing translation; empty where nothing is. `reason` tells why there is no answer, by the
    value of `knowledge.deciding.Reason`; empty where there is one.
    """

    status: ReplyStatus
    text: str
    locale: str
    score: float
    entry: str | None = None
    fact: str | None = None
    source: SourceLine | None = None
    suggestions: tuple[Suggestion, ...] = ()
    note: str = ""
    reason: str = ""
    companion: str | None = None


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry to be shown: its overview and what else is known of it."""

    entry: str
    kind: str
    title: str
    text: str
    source: SourceLine
    facts: tuple[Suggestion, ...]
    related: tuple[EntryLink, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryLink:
    """An entry to go to."""

    entry: str
    title: str


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """What the bot knows, in numbers."""

    release: str
    entry_count: int
    fact_count: int
    documents: tuple[SourceLine, ...]
    verified_on: str
