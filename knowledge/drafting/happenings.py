"""Finds what happened: meetings of persons, visits to places, agreements, events without a name.

Each becomes a subject of its own, with those who took part.
"""

from __future__ import annotations

import itertools
import re

from knowledge.drafting.document import Part, Report, Sentence
from knowledge.drafting.heads import country, is_title, kind_of_head
from knowledge.drafting.recognising import headings_of
from knowledge.drafting.subjects import Mention, Subject, Subjects
from knowledge.normalising import fold
from knowledge.schema import Kind

_MET = re.compile(
    r"\b(?:met|meets|(?:had|has|held|holds|holding) (?:a |an |the )?(?:[a-z-]+ )?"
    r"(?:meetings?|talks|discussions?)|discuss(?:es|ed) with|talks with)\b"
)
_NOW = re.compile(r"(?:meets|has|holds|discusses)\b")
"""A caption tells in the present what its picture shows."""
_GATHERING = re.compile(
    r"\b(?:meeting|dialogue|talks|discussion|round ?table|dinner)\b", re.IGNORECASE
)
_HOSTED = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|brief(?:ed|ing)|toured?|received|welcomed|guided|hosted)\b",
    re.IGNORECASE,
)
_TRIP = re.compile(
    r"\b(?P<whose>his|her|their|the|this|its)?\s?(?:upcoming |planned |recent |first )?"
    r"(?P<sort>(?:official|state|working|study|courtesy|friendship|technical|goodwill) )?"
    r"(?:visit|trip|tour)\s+to\s+(?:the\s+)?"
)
_DELEGATION_BEFORE = re.compile(r"delegation\s+(?:from|of)\s+(?:the\s+)?$")
_DELEGATION_AFTER = re.compile(r"(?:['’]s)?\s+(?:[a-z-]+\s)?delegation\b")
_LED_BY = re.compile(r"\b(?:led|headed) by\s+(?:the\s+)?$")
_SIGNED = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|concluded?|inked|adopted|reached|entered into)\s+"
    r"(?:a|an|the|their|its)\s+(?P<what>(?:[a-z-]+\s){0,4}?"
    r"(?:agreement|memorandum(?:\sof\s\w+)?|pact|treaty|accord|declaration|contract|"
    r"letter of intent))\b"
)
_UNNAMED = re.compile(
    r"\b(?:a|an|the|another|annual)\s+(?P<what>(?:[a-z-]+\s){0,3}?(?:event|festival|conference|"
    r"forum|seminar|workshop|exhibition|fair|ceremony|symposium|summit|concert|competition))\s+"
    r"(?:(?:was |is |will be )?(?:held|organi[sz]ed|hosted|took place|takes place) )?(?:in|at)\s+"
    r"(?:the\s+)?$"
)
NEAR = 200
"""So many characters around a name are looked at."""

MAX_AFTER_PAIR = 40
"""So far from "X and Y" stands what both did: "X and Y in Peru yesterday signed"."""

_NO_LINK = re.compile(r"\s*(?:,|and|&)\s*")


def add_happenings(report: Report, subjects: Subjects) -> None:
    """Add what the headings and sentences tell of, in the order of the report."""
    finder = _Finder(subjects)
    for part, heading in zip(_with_headings(report), headings_of(report), strict=True):
        finder.read_heading(part, heading)
    for sentence in report.sentences:
        finder.read_agreements(sentence)
        finder.read_visits(sentence)
        finder.read_meetings(sentence)
        finder.read_events(sentence)


def _with_headings(report: Report) -> list[Part]:
    return [part for part in report.parts if part.has_heading]


class _Finder:
    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._meetings: dict[frozenset[int], Subject] = {}
        self._visits: dict[int, Subject] = {}

    def read_heading(self, part: Part, heading: Sentence) -> None:
        """Add the meeting or visit that a section is about."""
        plain = re.sub(r"\s*\([^)]*\)", "", heading.text).strip()
        named = [
            each.subject
            for each in self._subjects.in_sentence(heading)
            if each.subject.kind in {Kind.ORGANISATION, Kind.PLACE}
        ]
        if not plain or not part.sentences:
            return
        if _GATHERING.search(plain):
            found = self._subjects.add(plain, Kind.MEETING)
        elif named and any(_HOSTED.search(each.text) for each in part.sentences):
            found = self._subjects.add(f"Visit to {_with_article(named[0])}", Kind.VISIT)
            found.places = [each for each in named[:1] if each.kind is Kind.PLACE]
            found.parties = [each for each in named[:1] if each.kind is not Kind.PLACE]
        elif any(fold(each.title) == fold(plain) for each in named):
            return
        else:
            found = self._subjects.add(plain, Kind.TOPIC)
        nations = [each for each in named if country(each.title)]
        nations += [nation for each in named for nation in each.countries]
        found.countries = list(dict.fromkeys(nations))
        self._subjects.mention(found, heading, 0, len(heading.text))

    def read_agreements(self, sentence: Sentence) -> None:
        """Add the parties of named agreements, and agreements without a name."""
        mentions = self._subjects.in_sentence(sentence)
        for each in mentions:
            if each.subject.kind is Kind.AGREEMENT and not each.subject.parties:
                pair = self._pair_after(sentence, mentions, each.end)
                if pair:
                    self._name_by_parties(each.subject, pair)
        for match in _SIGNED.finditer(sentence.text):
            pair = self._pair_after(sentence, mentions, match.end())
            pair = pair or self._pair_before(sentence, mentions, match.start())
            if not pair:
                continue
            words = match["what"][0].upper() + match["what"][1:]
            found = self._subjects.add(
                f"{words} between {pair[0].title} and {pair[1].title}", Kind.AGREEMENT
            )
            found.parties = list(pair)
            self._subjects.mention(found, sentence, match.start("what"), match.end())

    def _name_by_parties(self, subject: Subject, pair: tuple[Subject, Subject]) -> None:
        subject.parties = list(pair)
        short = subject.title
        subject.title = f"{short} between {pair[0].title} and {pair[1].title}"
        self._subjects.name(subject, subject.title)
        subject.add_alias(short)

    def _pair_after(
        self, sentence: Sentence, mentions: list[Mention], at: int
    ) -> tuple[Subject, Subject] | None:
        """Return X and Y of "between X and Y" after a place in the sentence."""
        for one, other in itertools.pairwise(mentions):
            lead = sentence.text[at : one.start] if one.start >= at else ""
            if re.search(r"\bbetween\s+(?:the\s+)?$", lead) and _linked(sentence, one, other):
                return one.subject, other.subject
        return None

    def _pair_before(
        self, sentence: Sentence, mentions: list[Mention], at: int
    ) -> tuple[Subject, Subject] | None:
        """Return X and Y of "X and Y signed"."""
        before = [each for each in mentions if each.end <= at]
        for one, other in reversed(list(itertools.pairwise(before))):
            between = sentence.text[other.end : at]
            is_near = len(between) <= MAX_AFTER_PAIR and "," not in between
            if is_near and _linked(sentence, one, other):
                return _side(one.subject), _side(other.subject)
        return None

    def read_visits(self, sentence: Sentence) -> None:
        """Add visits "to X", with whose delegation it was and who led it."""
        mentions = self._subjects.in_sentence(sentence)
        for match in _TRIP.finditer(sentence.text):
            goal = next((each for each in mentions if each.start == match.end()), None)
            if goal is None or goal.subject.kind not in {Kind.PLACE, Kind.ORGANISATION}:
                continue
            visitor = _visitor(sentence, mentions, goal.subject)
            found = self._visit(match, goal.subject, visitor)
            self._subjects.mention(found, sentence, match.start(), goal.end)
            for each in mentions:
                is_person = each.subject.kind is Kind.PERSON
                if is_person and _LED_BY.search(_before(sentence, each)):
                    found.people.setdefault("leader", [each.subject])

    def _visit(self, match: re.Match[str], goal: Subject, visitor: Subject | None) -> Subject:
        known = self._visits.get(id(goal))
        if known is not None and (visitor is None or visitor in known.parties):
            return known
        sort = (match["sort"] or "").strip()
        words = f"{sort} visit".strip()
        title = f"{words.capitalize()} to {_with_article(goal)}"
        if visitor is not None:
            title = f"{visitor.title} delegation's {words} to {_with_article(goal)}"
        found = self._subjects.add(title, Kind.VISIT)
        found.parties = [visitor] if visitor else []
        found.places = [goal] if goal.kind is Kind.PLACE else []
        self._visits[id(goal)] = found
        return found

    def read_meetings(self, sentence: Sentence) -> None:
        """Add the meetings of persons: one with each, but one with all where a caption shows it."""
        match = _MET.search(sentence.text)
        if match is None:
            return
        mentions = self._subjects.in_sentence(sentence)
        persons = [each for each in mentions if each.subject.kind is Kind.PERSON]
        before = [each.subject for each in persons if each.end <= match.start() + 1]
        if not before:
            return
        host = before[-1]
        partners = [each.subject for each in persons if each.start >= match.end()]
        partners = [each for each in dict.fromkeys(partners) if each is not host]
        if _NOW.match(match.group()) and partners:
            known = [each for each in partners if frozenset({id(host), id(each)}) in self._meetings]
            found = self._meeting(sentence, match, host, (known or partners)[0])
            attending = found.people["attendee"]
            attending += [each for each in partners if each not in attending]
            return
        for each in partners:
            self._meeting(sentence, match, host, each)

    def _meeting(
        self, sentence: Sentence, match: re.Match[str], one: Subject, other: Subject
    ) -> Subject:
        """Return the meeting of two persons, a new one where none is known."""
        pair = frozenset({id(one), id(other)})
        found = self._meetings.get(pair)
        if found is None:
            found = self._subjects.add(f"Meeting of {one.title} with {other.title}", Kind.MEETING)
            found.people["attendee"] = [one, other]
            found.parties = [of for each in (one, other) for of, _ in each.offices]
            titled = [each for each in other.aliases if is_title(each.split()[0])]
            for name in titled[-1:]:
                self._subjects.name(found, f"meeting of {one.title} with {name}")
            self._meetings[pair] = found
        found.places = found.places or _places_of(sentence, self._subjects.in_sentence(sentence))
        self._subjects.mention(found, sentence, match.start(), match.end())
        return found

    def read_events(self, sentence: Sentence) -> None:
        """Add events that have no name but a place: "a seminar in Lima"."""
        for each in self._subjects.in_sentence(sentence):
            match = _UNNAMED.search(_before(sentence, each))
            if match is None or each.subject.kind is not Kind.PLACE:
                continue
            words = match["what"][0].upper() + match["what"][1:]
            found = self._subjects.add(f"{words} in {each.subject.title}", Kind.EVENT)
            found.places = [each.subject]
            self._subjects.mention(found, sentence, match.start("what"), each.end)


def _side(subject: Subject) -> Subject:
    """Return for whom somebody signs: for the first that they head."""
    return subject.offices[0][0] if subject.offices else subject


def _linked(sentence: Sentence, one: Mention, other: Mention) -> bool:
    return bool(_NO_LINK.fullmatch(re.sub(r"\bthe\b", "", sentence.text[one.end : other.start])))


def _visitor(sentence: Sentence, mentions: list[Mention], goal: Subject) -> Subject | None:
    """Return whose delegation it is; None where the sentence names no delegation."""
    for each in mentions:
        if each.subject is goal or each.subject.kind not in {Kind.PLACE, Kind.ORGANISATION}:
            continue
        before, after = _before(sentence, each), sentence.text[each.end :][:NEAR]
        if _DELEGATION_BEFORE.search(before) or _DELEGATION_AFTER.match(after):
            return each.subject
    return None


def _before(sentence: Sentence, mention: Mention) -> str:
    """Return the words right before a mention."""
    return sentence.text[max(0, mention.start - NEAR) : mention.start]


def _places_of(sentence: Sentence, mentions: list[Mention]) -> list[Subject]:
    """Return where it was: what "at" or "in" stands before, a building before a town."""
    found = []
    for each in mentions:
        at = re.search(r"\b(at|in)\s+(?:the\s+)?$", _before(sentence, each), re.IGNORECASE)
        if at and each.subject.kind is Kind.PLACE:
            found.append((at[1].lower() != "at", each.subject))
    return [subject for _, subject in sorted(found, key=lambda each: each[0])][:1]


def _with_article(subject: Subject) -> str:
    """Return the title as it stands in a sentence: "the Ministry of Health", "Lima"."""
    words = subject.title.split()
    takes = "of" in words or kind_of_head(words[-1]) in {Kind.ORGANISATION, Kind.EVENT}
    is_hall = "'s" in words[0] or ("’s" in words[0] and "of" not in words)
    return f"the {subject.title}" if takes and len(words) > 2 and not is_hall else subject.title
