"""Reads a text as the matching does: its units of meaning, names, and what it asks.

Questions, phrasings and answers all go through the same analyser, so that whatever two of
them have in common is found. Pure: the same text gives the same analysis.

Symbols are strings with a letter for their sort: ``s:`` the stem of a word, ``c:`` a concept
of the lexicon, ``e:`` an entry that is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.known import KnownFact
from knowledge.lexicon import Lexicon
from knowledge.normalising import MAX_QUERY_CHARACTERS, fold
from knowledge.phrases import PhraseTable, Span
from knowledge.release import Release
from knowledge.schema import Asks, Kind
from knowledge.spelling import Repair, Speller, join_neighbours
from knowledge.tokens import Token, stem, tokenise

FILLER = "filler"
OFF_TOPIC = "off-topic"
ELSEWHERE = "elsewhere"
LEADER = "c:leader"
AMBASSADOR = "c:ambassador"

HEADED = frozenset({Asks.WHICH, Asks.WHAT, Asks.HOW_MANY})
"""Kinds of question whose next words say what is asked for."""

HEAD_UNITS = 2
"""How many units after the cue are looked at: "which young START-UPS"."""

MIN_SURNAME_LENGTH = 4
"""Shorter parts of names are words of some language: "mai", "sy"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or name that carries meaning.

    `meanings` are symbols that any fact may share; `known` tells whether the base or its
    lexicon has the word at all; `certainty` is below 1 where the spelling was repaired.
    """

    surface: str
    meanings: frozenset[str]
    primary: str
    position: int
    known: bool = True
    certainty: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that a text names; `implied` by an office ("the governor of Tokyo")."""

    entry: str
    nested: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a text says, in the order it says it.

    `heads` are the meanings of what directly follows "which", "what" or "how many": the sort
    of thing that an answer must name or count.
    """

    text: str
    tokens: tuple[Token, ...]
    units: tuple[Unit, ...]
    mentions: tuple[Mention, ...]
    asks: frozenset[Asks]
    opening: Asks | None
    off_topic: tuple[str, ...]
    elsewhere: tuple[str, ...]
    heads: frozenset[str]
    repairs: tuple[tuple[str, str], ...]

    @property
    def entities(self) -> frozenset[str]:
        """The ids of all entries named, nested and implied ones too."""
        return frozenset(mention.entry for mention in self.mentions)

    @property
    def symbols(self) -> Counter[str]:
        """How often each symbol occurs."""
        return Counter(symbol for unit in self.units for symbol in unit.meanings)


@dataclass(frozen=True, slots=True)
class _Office:
    """A post as its words: the concepts of its title, and where it is held."""

    person: str
    titles: frozenset[str]
    held_at: frozenset[str]


@dataclass(slots=True)
class _Reading:
    """Tokens of a text after repair, with the certainty of each."""

    tokens: list[Token] = field(default_factory=list)
    certainties: list[float] = field(default_factory=list)
    repairs: list[tuple[str, str]] = field(default_factory=list)

    def add(self, words: Iterable[str], certainty: float = 1.0) -> None:
        for word in words:
            self.tokens.append(Token(word, stem(word)))
            self.certainties.append(certainty)


class Analyser:
    """Analyses texts with the names, words and lexicons of one release."""

    def __init__(self, release: Release, facts: Iterable[KnownFact], locale: str = "en") -> None:
        self._locale = locale
        self._names = PhraseTable()
        self._concepts = PhraseTable()
        self._cues = PhraseTable()
        self._off_topic = PhraseTable()
        self._elsewhere = PhraseTable()
        self._fillers: set[tuple[str, ...]] = set()
        counts: Counter[str] = Counter()
        lexicon = release.lexicons.get(locale) or release.lexicons["en"]
        self.not_held = frozenset(f"c:{concept}" for concept in lexicon.not_held)
        self._read_lexicon(lexicon, counts)
        self._read_names(release, counts)
        self._read_parts_of_names(release, counts)
        for fact in facts:
            texts = (*fact.phrasings.get(locale, ()), fact.answers.get(locale, ""))
            for text in texts:
                counts.update(token.text for token in tokenise(fold(text)))
        self._stems = {stem(word) for word in counts}
        self.speller = Speller(counts, locale)
        self._counts = counts
        self._offices = tuple(self._read_offices(release))

    def _read_lexicon(self, lexicon: Lexicon, counts: Counter[str]) -> None:
        for concept, words in lexicon.concepts.items():
            for word in words:
                self._add(self._concepts, word, f"c:{concept}", counts)
        for asks, words in lexicon.cues.items():
            for word in words:
                self._add(self._cues, word, asks.value, counts)
        for word in lexicon.off_topic:  # by their exact words: "programming" is no programme
            self._off_topic.add([token.text for token in tokenise(fold(word))], OFF_TOPIC)
        for name in lexicon.elsewhere:
            tokens = tokenise(fold(name))
            self._elsewhere.add([token.text for token in tokens], ELSEWHERE)
            counts.update(token.text for token in tokens)
        for word in lexicon.fillers:
            tokens = tokenise(fold(word))
            self._fillers.add(tuple(token.stem for token in tokens))
            counts.update(token.text for token in tokens)

    def _add(self, table: PhraseTable, phrase: str, symbol: str, counts: Counter[str]) -> None:
        tokens = tokenise(fold(phrase))
        table.add([token.stem for token in tokens], symbol)
        counts.update(token.text for token in tokens)

    def _read_names(self, release: Release, counts: Counter[str]) -> None:
        for entry in release.entries:
            titles = (entry.title.get(self._locale), entry.title.en)
            names = {*filter(None, titles), *entry.aliases.get(self._locale), *entry.aliases.en}
            for name in sorted(names):
                self._add(self._names, name, f"e:{entry.id}", counts)
                tokens = tokenise(fold(name))
                if len(tokens) > 1:  # "J-BRIDGE" as jbridge, "Hoa Lac" as hoalac
                    joined = "".join(token.text for token in tokens)
                    self._names.add([stem(joined)], f"e:{entry.id}")
                    counts[joined] += 1

    def _read_parts_of_names(self, release: Release, counts: Counter[str]) -> None:
        """Let "Kuroiwa" or "Tran Sy" name the person, where no other entry has that name."""
        owners: dict[tuple[str, ...], set[str]] = {}
        for person in release.of_kind(Kind.PERSON):
            words = [token.text for token in tokenise(fold(person.title.en))]
            for start in range(len(words)):
                for end in range(start + 1, len(words) + 1):
                    part = tuple(words[start:end])
                    if len(part) > 1 or len(part[0]) >= MIN_SURNAME_LENGTH:
                        owners.setdefault(part, set()).add(person.id)
        for part, ids in owners.items():
            stems = [stem(word) for word in part]
            if len(ids) == 1 and not self._names.symbols_of(stems):
                self._names.add(stems, f"e:{min(ids)}")
                counts.update(part)

    def _read_offices(self, release: Release) -> Iterable[_Office]:
        for entry in release.entries:
            for office in entry.offices:
                title = office.title.get(self._locale) or office.title.en
                stems = [token.stem for token in tokenise(fold(title))]
                titles = {
                    symbol
                    for span in self._concepts.find_all(stems)
                    if LEADER in span.symbols
                    for symbol in span.symbols
                }
                if AMBASSADOR in titles:  # she represents her country and does not lead it
                    titles.discard(LEADER)
                place = release.entry(office.of).place
                yield _Office(entry.id, frozenset(titles), frozenset({office.of, *place}))

    def analyse(self, text: str, *, repair: bool = True) -> Analysis:
        """Return the meaning of `text`; only questions need their spelling repaired."""
        folded = fold(text[:MAX_QUERY_CHARACTERS] if repair else text)
        tokens = tokenise(folded)
        reading = self._repaired(tokens) if repair else self._as_it_stands(tokens)
        words = [token.text for token in reading.tokens]
        stems = [token.stem for token in reading.tokens]
        names = list(self._names.find_all(stems))
        concepts = self._concepts.find_longest(stems)
        cues = self._cues.find_longest(stems)
        asks, opening = _read_cues(cues)
        mentions = _mentions(names)
        units = self._units(reading, stems, names, concepts)
        mentions.extend(self.imply(units, {each.entry for each in mentions}))
        return Analysis(
            text=text,
            tokens=tuple(reading.tokens),
            units=tuple(units),
            mentions=tuple(mentions),
            asks=asks,
            opening=opening,
            off_topic=_found(self._off_topic, words),
            elsewhere=_found(self._elsewhere, words),
            heads=_heads(cues, units),
            repairs=tuple(reading.repairs),
        )

    def _as_it_stands(self, tokens: Sequence[Token]) -> _Reading:
        return _Reading(list(tokens), [1.0] * len(tokens))

    def _repaired(self, tokens: Sequence[Token]) -> _Reading:
        reading = _Reading()
        joined = join_neighbours([token.text for token in tokens], self._counts)
        skip = False
        for position, token in enumerate(tokens):
            if skip:
                skip = False
                continue
            if position in joined:
                reading.add([joined[position]])
                skip = True
                continue
            repair = self._repair(token)
            if repair is None:
                reading.add([token.text])
            else:
                reading.add(repair.words, repair.certainty)
                reading.repairs.append((token.text, " ".join(repair.words)))
        return reading

    def _repair(self, token: Token) -> Repair | None:
        """Return a better spelling; an inflection of a word that the base has needs none."""
        repair = self.speller.repair(token.text)
        if repair is None or token.stem not in self._stems:
            return repair
        is_word = self.speller.is_language(token.text)
        return None if is_word or len(repair.words) > 1 else repair

    def _units(
        self,
        reading: _Reading,
        stems: list[str],
        names: list[Span],
        concepts: list[Span],
    ) -> list[Unit]:
        units: list[Unit] = []
        concept_at = {span.start: span for span in concepts}
        position = 0
        while position < len(stems):
            span = concept_at.get(position) or Span(position, position + 1, ())
            covering = [name for name in names if name.start <= position and span.end <= name.end]
            unit = self._unit(reading, stems, span, covering)
            if unit:
                units.append(unit)
            position = span.end
        return _without_repeated_names(units)

    def _unit(
        self, reading: _Reading, stems: list[str], span: Span, covering: list[Span]
    ) -> Unit | None:
        words = stems[span.start : span.end]
        entities = [symbol for name in covering for symbol in name.symbols]
        if not entities and not span.symbols and self._is_empty(words):
            return None
        token = reading.tokens[span.start]
        meanings = {*span.symbols, *entities, *(f"s:{word}" for word in words)}
        shortest = min(covering, key=lambda name: name.length, default=None)
        if shortest and (not span.symbols or shortest.length == span.length):
            primary = shortest.symbols[0]
        else:
            primary = span.symbols[0] if span.symbols else f"s:{words[0]}"
        return Unit(
            surface=" ".join(each.text for each in reading.tokens[span.start : span.end]),
            meanings=frozenset(meanings),
            primary=primary,
            position=span.start,
            known=bool(entities or span.symbols) or words[0] in self._stems,
            certainty=min(reading.certainties[span.start : span.end]),
            is_number=token.is_number,
        )

    def _is_empty(self, words: Sequence[str]) -> bool:
        key = tuple(words)
        return key in self._fillers or bool(self._cues.symbols_of(key))

    def imply(self, units: Sequence[Unit], named: set[str]) -> list[Mention]:
        """Return the people whom an office names: "the governor of Tokyo", "head of JETRO"."""
        concepts = {meaning for unit in units for meaning in unit.meanings}
        found = []
        for office in self._offices:
            has_title = bool(office.titles & concepts)
            if has_title and office.held_at & named and office.person not in named:
                found.append(Mention(office.person, implied=True))
        return found


def _read_cues(cues: Sequence[Span]) -> tuple[frozenset[Asks], Asks | None]:
    """Return what a text asks, and what it asks with its first word."""
    opening = [Asks(symbol) for span in cues if span.start == 0 for symbol in span.symbols]
    asks = {Asks(symbol) for span in cues for symbol in span.symbols} - {Asks.WHETHER}
    if opening == [Asks.WHETHER]:
        asks.add(Asks.WHETHER)
    return frozenset(asks), opening[0] if opening else None


def _heads(cues: Sequence[Span], units: Sequence[Unit]) -> frozenset[str]:
    heads: set[str] = set()
    for cue in cues:
        if any(Asks(symbol) in HEADED for symbol in cue.symbols):
            following = [unit for unit in units if unit.position >= cue.end - 1]
            for unit in following[:HEAD_UNITS]:
                heads |= {each for each in unit.meanings if each[0] != "s"}
    return frozenset(heads)


def _found(table: PhraseTable, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(words[span.start : span.end]) for span in table.find_longest(words))


def _mentions(names: Sequence[Span]) -> list[Mention]:
    mentions: list[Mention] = []
    for name in names:
        nested = any(
            other.start <= name.start and name.end <= other.end and other.length > name.length
            for other in names
        )
        mentions.extend(Mention(symbol[2:], nested=nested) for symbol in name.symbols)
    return mentions


def _without_repeated_names(units: list[Unit]) -> list[Unit]:
    """Join the words of one name: "tran", "sy", "thanh" are one unit, not three."""
    joined: list[Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        if last and unit.primary.startswith("e:") and last.primary == unit.primary:
            joined[-1] = Unit(
                surface=f"{last.surface} {unit.surface}",
                meanings=last.meanings | unit.meanings,
                primary=unit.primary,
                position=last.position,
                known=True,
                certainty=min(last.certainty, unit.certainty),
            )
        else:
            joined.append(unit)
    return joined
