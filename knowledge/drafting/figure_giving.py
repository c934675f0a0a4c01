"""Gives each figure of a sentence to what it belongs to.

That is what the sentence speaks of, or what "the park" in it means. One that counts something
named ("300 Kenyan schools") becomes a topic of its own, with the others of its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.drafting.counting import FoundFigure, counts_in
from knowledge.drafting.dating import FoundDate
from knowledge.drafting.document import Report, Sentence
from knowledge.drafting.heads import country, is_demonym, kind_of_head
from knowledge.drafting.subjects import HAPPENINGS, Mention, Subject, Subjects
from knowledge.normalising import fold
from knowledge.schema import Kind

_REFERENCE = re.compile(r"\b(?:the|this|that)\s+([a-z]+)(?:['’]s)?\b")
_ABOUT = re.compile(
    r"((?:[A-Z][\w’'-]+\s)(?:[a-z-]+\s){0,2}?[a-z-]{4,})\s+(?:in|to|from|into)\s+(?:the\s+)?$"
)
_WHERE = re.compile(r"\b(?:in|to|within)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"[A-Z][\w’'-]+\s+\S")
NEAR = 120
"""So many characters before a name are looked at."""


class FigureGiver:
    """Gives the figures of one report to its subjects."""

    def __init__(self, report: Report, subjects: Subjects) -> None:
        self._report = report
        self._subjects = subjects
        self._main: Subject | None = None
        self._paragraphs: dict[tuple[str, int], list[Sentence]] = {}
        for each in report.sentences:
            self._paragraphs.setdefault((each.section, each.paragraph), []).append(each)

    def give(self, sentence: Sentence, dates: Sequence[FoundDate], main: Subject | None) -> None:
        """Give the figures of a sentence; `main` is the report's own programme or visit."""
        self._main = main
        mentions = self._subjects.in_sentence(sentence)
        taken = [(each.start, each.end) for each in dates]
        taken += [m.place for m in mentions if m.end - m.start <= 80 and _is_by_name(m, sentence)]
        for found in counts_in(sentence.text, taken):
            subject = self._owner(sentence, mentions, found)
            if subject is not None:
                _add_figure(subject, found, sentence, dates)
                self._subjects.mention(subject, sentence, found.start, found.end)

    def _owner(
        self, sentence: Sentence, mentions: Sequence[Mention], found: FoundFigure
    ) -> Subject | None:
        if _NAMED_FIRST.match(found.counted):
            return self._topic_of(sentence, mentions, found)
        referred = self._referred(sentence, mentions, found)
        if referred is not None:
            return referred
        if found.figure.unit and not found.counted:
            topic = self._topic_before(sentence, mentions, found)
            if topic is not None:
                return topic
        able = [
            each
            for each in mentions
            if each.subject.kind in HAPPENINGS | {Kind.TOPIC} and each.start != found.start
        ]
        before = [each for each in able if each.end <= found.start]
        if able:
            return (before[-1] if before else able[0]).subject
        return self._owner_elsewhere(sentence, mentions, found)

    def _owner_elsewhere(
        self, sentence: Sentence, mentions: Sequence[Mention], found: FoundFigure
    ) -> Subject | None:
        """Return whom a figure belongs to whose sentence names no happening."""
        first = self._report.parts[0].id
        if sentence.section == first and self._main is not None:
            return self._main
        of_section = [
            each
            for each in self._subjects.of_kind(Kind.VISIT, Kind.MEETING)
            if sentence.section in {s.section for s in each.sentences if s.paragraph < 0}
        ]
        if of_section:
            return of_section[0]
        bodies = [
            each.subject
            for each in mentions
            if each.end <= found.start and each.subject.kind in {Kind.ORGANISATION, Kind.PLACE}
        ]
        if bodies:
            return bodies[-1]
        if not found.counted:
            return None
        return self._subjects.add(_capitalised(found.counted), Kind.TOPIC)

    def _referred(
        self, sentence: Sentence, mentions: Sequence[Mention], found: FoundFigure
    ) -> Subject | None:
        """Return what "the park" or "the programme" near a figure means."""
        around = sentence.text[max(0, found.start - 60) : found.end + 120]
        for word in _REFERENCE.findall(around):
            kind = kind_of_head(word)
            if kind is None or kind is Kind.ORGANISATION:
                continue
            same = [
                each
                for each in [m.subject for m in mentions] + self._subjects.of_kind(kind)
                if fold(word)[:7] in fold(each.title)
            ]
            if same:
                return same[0]
        return None

    def _topic_of(
        self, sentence: Sentence, mentions: Sequence[Mention], found: FoundFigure
    ) -> Subject:
        """Return the topic of what is counted by name: one for all that share the first word.

        Figures of one paragraph that count things of the same name and place are one topic.
        """
        first, _, things = found.counted.partition(" ")
        place = _place_after(sentence, mentions, found) or self._place_around(
            sentence, first, found.start
        )
        where = f" in {place.title}" if place is not None else ""
        for topic in self._subjects.of_kind(Kind.TOPIC):
            same_place = place is None or place in topic.places or not topic.places
            alike = topic.title.startswith(f"{first} ") and topic.figures and same_place
            near = any(
                s.section == sentence.section and abs(s.paragraph - sentence.paragraph) <= 1
                for s in topic.sentences
            )
            if alike and near:
                self._widen(topic, things, place)
                return topic
        topic = self._subjects.add(f"{first} {things}{where}", Kind.TOPIC)
        topic.places = [place] if place is not None else []
        return topic

    def _widen(self, topic: Subject, things: str, place: Subject | None) -> None:
        """Let the title of a topic name what is counted too."""
        head, _, where = topic.title.partition(" in ")
        if things not in head:
            head = f"{head.replace(' and ', ', ')} and {things}"
        if place is not None and not topic.places:
            topic.places = [place]
        where = where or (topic.places[0].title if topic.places else "")
        topic.title = f"{head} in {where}" if where else head

    def _place_around(self, sentence: Sentence, first: str, before: int) -> Subject | None:
        """Return the last place "in" which something is before, in the sentence or paragraph."""
        found = None
        for each in self._paragraphs[sentence.section, sentence.paragraph]:
            for mention in self._subjects.in_sentence(each):
                is_place = mention.subject.kind is Kind.PLACE and not _alike(mention.subject, first)
                is_before = each is not sentence or mention.end <= before
                near = max(0, mention.start - NEAR)
                if is_place and is_before and _WHERE.search(each.text, near, mention.start):
                    found = mention.subject
            if each is sentence:
                break
        return found

    def _topic_before(
        self, sentence: Sentence, mentions: Sequence[Mention], found: FoundFigure
    ) -> Subject | None:
        """Return the topic of an amount: "Kenyan exports to Peru rose to $5 million"."""
        for each in mentions:
            match = _ABOUT.search(sentence.text, max(0, each.start - NEAR), each.start)
            if each.end > found.start or match is None or each.subject.kind is not Kind.PLACE:
                continue
            words = match[1].split()
            if is_demonym(words[0]) or country(words[0]) or self._subjects.find(words[0]):
                link = sentence.text[match.end(1) : each.start].strip()
                topic = self._subjects.add(f"{match[1]} {link} {each.subject.title}", Kind.TOPIC)
                topic.countries = [each.subject] if country(each.subject.title) else []
                return topic
        return None


def _alike(place: Subject, word: str) -> bool:
    """Return whether a word says a place already: "Kenyan" for Kenya."""
    return fold(place.title)[:4] == fold(word)[:4]


def _is_by_name(mention: Mention, sentence: Sentence) -> bool:
    """Return whether a mention is a name, whose numbers count nothing."""
    return sentence.text[mention.start : mention.start + 1].isupper()


def _add_figure(
    subject: Subject, found: FoundFigure, sentence: Sentence, dates: Sequence[FoundDate]
) -> None:
    words = found.counted or found.figure.unit or "figure"
    name = "_".join(re.findall(r"[a-z0-9]+", fold(words).replace("'", "")))[:40].strip("_")
    same = subject.figures.get(name)
    if same is not None and same[0].figure == found.figure:
        return
    if len(dates) == 1 and dates[0].span.precision == "year":
        name = f"{name}_{dates[0].span.start}"
    free, number = name, 1
    while free in subject.figures:
        number += 1
        free = f"{name}_{number}"
    subject.figures[free] = (found, sentence)


def _place_after(
    sentence: Sentence, mentions: Sequence[Mention], found: FoundFigure
) -> Subject | None:
    for each in mentions:
        between = sentence.text[found.end : each.start] if each.start >= found.end else ""
        if each.subject.kind is Kind.PLACE and len(between) <= 60 and _WHERE.search(between):
            return each.subject
    return None


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]
