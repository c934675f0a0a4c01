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
from functools import lru_cache
from typing import NamedTuple

from knowledge.lexicon import Lexicon
from knowledge.normalising import MAX_QUERY_CHARACTERS, fold
from knowledge.phrases import PhraseTable, Span, longest
from knowledge.release import Release
from knowledge.schema import Asks, Kind
from knowledge.spelling import Repair, Speller, join_neighbours
from knowledge.tokens import Token, stem, token_of, tokenise

FILLER = "filler"
OFF_TOPIC = "off-topic"
ELSEWHERE = "elsewhere"
LEADER = "c:leader"
AMBASSADOR = "c:ambassador"

_ASKS = {asks.value: asks for asks in Asks}

HEADED = frozenset({Asks.WHICH, Asks.WHAT, Asks.HOW_MANY})
"""Kinds of question whose next words say what is asked for."""

HEAD_UNITS = 2
"""How many units after the cue are looked at: "which young START-UPS"."""

MIN_SURNAME_LENGTH = 4
"""Shorter parts of names are words of some language: "mai", "sy"."""


class Unit(NamedTuple):
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


class Mention(NamedTuple):
    """An entry that a text names; `implied` by an office ("the governor of Tokyo")."""

    entry: str
    nested: bool = False
    implied: bool = False


class Analysis(NamedTuple):
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
    others: dict[int, tuple[str, ...]] = field(default_factory=dict)
    repairs: list[tuple[str, str]] = field(default_factory=list)

    def add(self, words: Iterable[str], certainty: float = 1.0) -> None:
        for word in words:
            self.tokens.append(token_of(word))
            self.certainties.append(certainty)


class Analyser:
    """Analyses texts with the names, words and lexicons of one release."""

    def __init__(
        self, release: Release, texts: Iterable[Sequence[Token]], locale: str = "en"
    ) -> None:
        """Learn the vocabulary of `release` and of `texts`, which are tokenised already."""
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
        for tokens in texts:
            counts.update([token.text for token in tokens])
        self._stems = {stem(word) for word in counts}
        self.speller = Speller(counts, locale)
        self._counts = counts
        self._offices = tuple(self._read_offices(release))
        self._titles = frozenset(title for office in self._offices for title in office.titles)
        self._plain = lru_cache(maxsize=65536)(self._plain_unit)

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

    def analyse(self, text: str) -> Analysis:
        """Return the meaning of a question, with its spelling repaired."""
        tokens = tokenise(fold(text[:MAX_QUERY_CHARACTERS]))
        reading = self._repaired(tokens)
        words = [token.text for token in reading.tokens]
        return self._understand(
            text, reading, _found(self._off_topic, words), _found(self._elsewhere, words)
        )

    def read(self, text: str, tokens: Sequence[Token] | None = None) -> Analysis:
        """Return the meaning of a text of the base, taken as it stands."""
        known = list(tokenise(fold(text)) if tokens is None else tokens)
        return self._understand(text, _Reading(known, [1.0] * len(known)), (), ())

    def _understand(
        self, text: str, reading: _Reading, off_topic: tuple[str, ...], elsewhere: tuple[str, ...]
    ) -> Analysis:
        stems = [token.stem for token in reading.tokens]
        names = self._names.find_all(stems)
        concepts = longest(self._concepts.find_all(stems))
        cues = longest(self._cues.find_all(stems))
        asks, opening = _read_cues(cues)
        mentions = _mentions(names)
        units = self._units(reading, stems, names, concepts)
        if reading.others:
            units = [self._with_other_readings(unit, reading) for unit in units]
        mentions.extend(self.imply(units, {each.entry for each in mentions}))
        return Analysis(
            text=text,
            tokens=tuple(reading.tokens),
            units=tuple(units),
            mentions=tuple(mentions),
            asks=asks,
            opening=opening,
            off_topic=off_topic,
            elsewhere=elsewhere,
            heads=_heads(cues, units),
            repairs=tuple(reading.repairs),
        )

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
                if repair.others:
                    reading.others[len(reading.tokens)] = repair.others
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
        self, reading: _Reading, stems: list[str], names: list[Span], concepts: list[Span]
    ) -> list[Unit]:
        covering: list[tuple[Span, ...]] = [()] * len(stems)
        for name in names:
            for position in range(name.start, name.end):
                covering[position] += (name,)
        concept_at = {span.start: span for span in concepts}
        units: list[Unit] = []
        position = 0
        while position < len(stems):
            concept = concept_at.get(position)
            end = concept.end if concept else position + 1
            around = covering[position]
            if not around and end == position + 1:
                plain = self._plain(stems[position], concept.symbols if concept else ())
                if plain is not None:
                    units.append(
                        Unit(
                            reading.tokens[position].text,
                            plain.meanings,
                            plain.primary,
                            position,
                            plain.known,
                            reading.certainties[position],
                            plain.is_number,
                        )
                    )
            else:
                around = tuple(name for name in around if name.end >= end)
                symbols = concept.symbols if concept else ()
                words = stems[position:end]
                units.append(self._unit(reading, position, end, words, symbols, around))
            position = end
        return _without_repeated_names(units) if names else units

    def _with_other_readings(self, unit: Unit, reading: _Reading) -> Unit:
        """Return the unit with what the other words mean that are as near to what was typed."""
        others = reading.others.get(unit.position, ())
        meanings = set(unit.meanings)
        for word in others:
            word_stem = stem(word)
            meanings |= {f"s:{word_stem}", *self._concepts.symbols_of((word_stem,))}
            meanings |= set(self._names.symbols_of((word_stem,)))
        return unit._replace(meanings=frozenset(meanings))

    def _plain_unit(self, word: str, concepts: tuple[str, ...]) -> Unit | None:
        """Return the unit of a single word outside any name, None where it carries nothing."""
        if not concepts and ((word,) in self._fillers or self._cues.symbols_of((word,))):
            return None
        return Unit(
            surface=word,
            meanings=frozenset((*concepts, f"s:{word}")),
            primary=concepts[0] if concepts else f"s:{word}",
            position=0,
            known=bool(concepts) or word in self._stems,
            is_number=word[0].isdigit(),
        )

    def _unit(
        self,
        reading: _Reading,
        start: int,
        end: int,
        words: list[str],
        concepts: tuple[str, ...],
        names: tuple[Span, ...],
    ) -> Unit:
        entities = [symbol for name in names for symbol in name.symbols]
        if names:
            shortest = min(names, key=_length)
            by_name = not concepts or shortest.end - shortest.start == end - start
            primary = shortest.symbols[0] if by_name else concepts[0]
        else:
            primary = concepts[0] if concepts else f"s:{words[0]}"
        return Unit(
            surface=" ".join([each.text for each in reading.tokens[start:end]]),
            meanings=frozenset([*concepts, *entities, *[f"s:{word}" for word in words]]),
            primary=primary,
            position=start,
            known=bool(concepts or entities) or words[0] in self._stems,
            certainty=min(reading.certainties[start:end]),
            is_number=words[0][0].isdigit(),
        )

    def imply(self, units: Sequence[Unit], named: set[str]) -> list[Mention]:
        """Return the people whom an office names: "the governor of Tokyo", "head of JETRO"."""
        if not named or all(self._titles.isdisjoint(unit.meanings) for unit in units):
            return []
        concepts = {meaning for unit in units for meaning in unit.meanings}
        found = []
        for office in self._offices:
            has_title = bool(office.titles & concepts)
            if has_title and office.held_at & named and office.person not in named:
                found.append(Mention(office.person, implied=True))
        return found


def _read_cues(cues: Sequence[Span]) -> tuple[frozenset[Asks], Asks | None]:
    """Return what a text asks, and what it asks with its first word."""
    opening = [_ASKS[symbol] for span in cues if span.start == 0 for symbol in span.symbols]
    asks = {_ASKS[symbol] for span in cues for symbol in span.symbols} - {Asks.WHETHER}
    if opening == [Asks.WHETHER]:
        asks.add(Asks.WHETHER)
    return frozenset(asks), opening[0] if opening else None


def _heads(cues: Sequence[Span], units: Sequence[Unit]) -> frozenset[str]:
    heads: set[str] = set()
    for cue in cues:
        if any(_ASKS[symbol] in HEADED for symbol in cue.symbols):
            following = [unit for unit in units if unit.position >= cue.end - 1]
            for unit in following[:HEAD_UNITS]:
                heads |= {each for each in unit.meanings if each[0] != "s"}
    return frozenset(heads)


def _found(table: PhraseTable, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(words[span.start : span.end]) for span in longest(table.find_all(words)))


def _length(name: Span) -> int:
    return name.end - name.start


def _mentions(names: Sequence[Span]) -> list[Mention]:
    mentions: list[Mention] = []
    if len(names) == 1:
        return [Mention(symbol[2:]) for symbol in names[0].symbols]
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
