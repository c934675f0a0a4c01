"""Answers questions and shows entries: the use cases of people who ask.

Takes text, returns model objects; knows neither Telegram nor how things are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from bot.model import (
    BaseFacts,
    EntryCard,
    EntryLink,
    Reply,
    ReplyStatus,
    SourceLine,
    Suggestion,
)
from bot.settings import Settings
from bot.texts import Texts
from knowledge.deciding import Reason, Status
from knowledge.known import KnownFact, Origin
from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.matcher import Match, Matcher
from knowledge.release import Release
from knowledge.schema import Entry, Kind, Source

MAX_RELATED = 3
MAX_CANDIDATES = 5

BROWSED = {
    "programme": (Kind.PROGRAMME,),
    "visit": (Kind.VISIT, Kind.MEETING),
    "agreement": (Kind.AGREEMENT,),
    "person": (Kind.PERSON,),
    "event": (Kind.EVENT,),
    "organisation": (Kind.ORGANISATION,),
    "place": (Kind.PLACE,),
    "topic": (Kind.TOPIC,),
}
"""What can be browsed, and the kinds of entries that each list shows."""


def build_answering(settings: Settings, texts: Texts) -> Answering:
    """Return the service for the base that the settings name; InvalidBaseError where that has
    a problem."""
    release = load_base(settings.knowledge_folder or BUILT_IN_BASE)
    return Answering(Matcher(release, settings.wrong_answers_accepted), texts)


class Answering:
    """Answers from the current release, which another may replace at any moment.

    Every method is answered whole by the release that was current when it was called.
    """

    def __init__(
        self, matcher: Matcher, texts: Texts, today: Callable[[], date] | None = None
    ) -> None:
        """`today` tells the day, in UTC: answers past their review say when they were verified."""
        self._texts = texts
        self._today = today or _utc_today
        self._current = _Answers(matcher, texts, self._today)

    def use(self, matcher: Matcher) -> Matcher:
        """Answer from `matcher` from now on; return the one that answered before."""
        former, self._current = self._current, _Answers(matcher, self._texts, self._today)
        return former.matcher

    @property
    def matcher(self) -> Matcher:
        """The matcher of the current release."""
        return self._current.matcher

    @property
    def release(self) -> Release:
        """The current release."""
        return self._current.matcher.release

    def candidates(self, match: Match, shown_in: str) -> tuple[Suggestion, ...]:
        """Return what might have answered a question, the likeliest first, titled in a locale.

        It is for somebody who knows better than the bot; none of it may be right.
        """
        facts = [each.fact for each in match.decision.ranked]
        known = [fact for fact in facts if fact.origin is not Origin.GAP]
        return tuple(_suggestion(fact, shown_in) for fact in known[:MAX_CANDIDATES])

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales in which questions are understood and answered."""
        return self._current.matcher.locales

    def warm_up(self, locale: str) -> None:
        """Build what questions in `locale` need now, rather than at the first of them."""
        self._current.matcher.warm_up(locale)

    def match(self, query: str, locale: str | None = None, context: Sequence[str] = ()) -> Match:
        """Return how `query` was understood and decided, for explaining."""
        return self._current.matcher.match(query, locale, context)

    def answer(self, query: str, locale: str | None = None, context: Sequence[str] = ()) -> Reply:
        """Return the reply to `query`; `context` holds earlier questions, oldest first."""
        return self._current.answer(query, locale, context)

    def show_fact(self, entry: str, fact: str, locale: str) -> Reply | None:
        """Return a fact that was chosen by its ids, None where it is no longer there."""
        return self._current.show_fact(entry, fact, locale)

    def show_entry(self, entry_id: str, locale: str) -> EntryCard | None:
        """Return an entry as a card, None where there is none with this id."""
        return self._current.show_entry(entry_id, locale)

    def browse(self, what: str, locale: str) -> tuple[EntryLink, ...] | None:
        """Return the entries of a list of `BROWSED`, None where there is no such list."""
        return self._current.browse(what, locale)

    def about(self) -> BaseFacts:
        """Return what the bot knows, in numbers."""
        return self._current.about()


class _Answers:
    """The answers of one release."""

    def __init__(self, matcher: Matcher, texts: Texts, today: Callable[[], date]) -> None:
        self.matcher = matcher
        self._texts = texts
        self._today = today

    def answer(self, query: str, locale: str | None, context: Sequence[str]) -> Reply:
        return self._reply(self.matcher.match(query, locale, context))

    def show_fact(self, entry: str, fact: str, locale: str) -> Reply | None:
        known = self.matcher.fact(entry, fact)
        if known is None or known.origin is Origin.GAP:
            return None
        return self._answer((known,), locale, 100.0)

    def show_entry(self, entry_id: str, locale: str) -> EntryCard | None:
        entry = self.matcher.release.find(entry_id)
        if entry is None:
            return None
        facts = self.matcher.facts_of(entry_id)
        overview = next((each for each in facts if each.fact == "overview"), None)
        text, note = self._localised(overview, locale) if overview else ("", "")
        return EntryCard(
            entry=entry_id,
            kind=entry.kind.value,
            title=_title(entry, locale),
            text=text,
            source=self._cite(overview.sources if overview else entry.source),
            facts=tuple(_suggestion(each, locale) for each in facts if each is not overview),
            related=self._related(entry, locale),
            note=note,
        )

    def browse(self, what: str, locale: str) -> tuple[EntryLink, ...] | None:
        kinds = BROWSED.get(what)
        if kinds is None:
            return None
        entries = self.matcher.release.of_kind(*kinds)
        return tuple(EntryLink(entry.id, _title(entry, locale)) for entry in entries)

    def about(self) -> BaseFacts:
        release = self.matcher.release
        return BaseFacts(
            release=release.short_hash,
            entry_count=len(release.entries),
            fact_count=release.fact_count,
            documents=tuple(SourceLine(each.title, each.publisher) for each in release.documents),
            verified_on=max(entry.verified_on for entry in release.entries).isoformat(),
        )

    def _reply(self, match: Match) -> Reply:
        decision, locale = match.decision, match.locale
        if decision.answers:
            return self._answer(decision.answers, locale, decision.score)
        suggestions = tuple(_suggestion(each, locale) for each in decision.suggestions)
        if decision.status is Status.SUGGEST and suggestions:
            text = self._texts.get("answer-suggest", locale)
            status = ReplyStatus.SUGGEST
        else:
            text, status = self._declined(match), ReplyStatus.NONE
        reason = decision.reason.value if decision.reason else ""
        return Reply(status, text, locale, decision.score, suggestions=suggestions, reason=reason)

    def _declined(self, match: Match) -> str:
        decision, locale = match.decision, match.locale
        match decision.reason:
            case Reason.NOT_STATED if decision.fact is not None:
                return self._localised(decision.fact, locale)[0]
            case Reason.ELSEWHERE:
                name = match.question.elsewhere[0]
                return self._texts.get("answer-elsewhere", locale, name=name)
            case Reason.OFF_TOPIC:
                greets = not match.question.units and not match.question.off_topic
                message = "answer-greeting" if greets else "answer-off-topic"
                return self._texts.get(message, locale)
            case _:
                return self._texts.get("answer-declined", locale)

    def _answer(self, told: Sequence[KnownFact], locale: str, score: float) -> Reply:
        """Return the reply that tells one fact, or two of which either may be meant."""
        first, *rest = told
        text, note = self._localised(first, locale)
        notes = [note]
        for other in rest:
            further, note = self._localised(other, locale)
            notes.append(note)
            if other.entry == first.entry:
                text += "\n\n" + self._texts.get("answer-companion", locale, text=further)
            else:
                title = _suggestion(other, locale).title
                text += "\n\n" + self._texts.get("answer-or", locale, title=title, text=further)
        return Reply(
            ReplyStatus.ANSWER,
            text,
            locale,
            score,
            entry=first.entry,
            fact=first.fact,
            companion="/".join(rest[0].key) if rest else None,
            source=self._cite(tuple(dict.fromkeys(each for fact in told for each in fact.sources))),
            note="\n".join(dict.fromkeys(filter(None, notes))),
        )

    def _localised(self, known: KnownFact, locale: str) -> tuple[str, str]:
        """Return the answer in `locale`, else in English, and a note on what is odd about it."""
        note = self._verified(known, locale)
        text = known.answers.get(locale)
        if text is not None:
            return text, note
        untranslated = self._texts.get("answer-not-translated", locale)
        return known.answers["en"], f"{untranslated}\n{note}".rstrip()

    def _verified(self, known: KnownFact, locale: str) -> str:
        """Return when an answer was last verified where it is time to do so again, else nothing."""
        entry = self.matcher.release.find(known.entry)
        if entry is None or entry.review_by >= self._today():
            return ""
        return self._texts.get("answer-verified", locale, date=entry.verified_on.isoformat())

    def _cite(self, sources: Sequence[Source]) -> SourceLine:
        cited = [self.matcher.release.cite(source) for source in sources]
        return SourceLine(
            document="; ".join(each.document for each in cited),
            section="; ".join(each.section for each in cited),
        )

    def _related(self, entry: Entry, locale: str) -> tuple[EntryLink, ...]:
        ids = dict.fromkeys(
            (*((entry.part_of,) if entry.part_of else ()), *entry.links, *entry.parties)
        )
        found = (self.matcher.release.find(each) for each in ids)
        links = [EntryLink(each.id, _title(each, locale)) for each in found if each is not None]
        return tuple(links[:MAX_RELATED])


def _suggestion(known: KnownFact, locale: str) -> Suggestion:
    title = known.titles.get(locale) or known.titles["en"]
    return Suggestion(known.entry, known.fact, title)


def _title(entry: Entry, locale: str) -> str:
    return entry.title.get(locale) or entry.title.en


def _utc_today() -> date:
    return datetime.now(UTC).date()
