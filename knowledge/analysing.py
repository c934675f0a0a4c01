"""Reads a text as the matching does: its units of meaning, names, and what it asks.

Questions, phrasings and answers all go through the same analyser, so that whatever two of
them have in common is found. Pure: the same text gives the same analysis.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.analysis import Analysis, Mention, Unit
from knowledge.asking import read_asked
from knowledge.foreign_names import ForeignNames
from knowledge.normalising import MAX_QUERY_CHARACTERS
from knowledge.phrases import PhraseTable, Span, longest
from knowledge.release import Release
from knowledge.repairing import Reading, Repairer
from knowledge.tokens import Script, Token, stem, tokenise
from knowledge.vocabulary import FILLER, Vocabulary

RUNNING_LOCALES = frozenset({"ja", "th"})
"""Languages that are written without spaces."""

MIN_NAME_LIKENESS = 78.0
"""How like a misspelt name in running text must be, of 100: one letter in five may differ."""

PIECE_LETTERS = {Script.HAN: 2, Script.THAI: 3}
"""Running text that no word explains is compared by pieces of so many letters. Measured on a
Japanese local-government FAQ: kanji pairs beat single letters and a segmenter's words."""

WORD_LETTERS = {Script.HAN: 2, Script.THAI: 5}
"""About how many letters a word has in these scripts: pieces of a run weigh as its words."""


class Analyser:
    """Analyses texts with the names, words and lexicons of one release."""

    def __init__(
        self, release: Release, texts: Iterable[Sequence[Token]], locale: str = "en"
    ) -> None:
        """Learn the vocabulary of `release` and of `texts`, which are tokenised already."""
        self._locale = locale
        self._words = Vocabulary(release, texts, locale)
        self._repairer = Repairer(self._words)
        self._foreign = ForeignNames(release, locale)
        self._plain = lru_cache(maxsize=4096)(self._plain_unit)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the analyser knows."""
        return self._words

    def is_language(self, word: str) -> bool:
        """Whether a word is an ordinary one of the locale's language."""
        return self._repairer.speller.is_language(word)

    def analyse(self, text: str) -> Analysis:
        """Return the meaning of a question, with its spelling repaired."""
        text = self._foreign.in_own_script(text[:MAX_QUERY_CHARACTERS])
        tokens = tokenise(text, self._locale)
        if tuple(token.text for token in tokens) in self._words.courtesies:
            tokens = []
        reading = self._repairer.read(tokens)
        analysis = self._understand(text, reading, is_question=True)
        known = self._spans_in_running_text(reading.tokens)
        openers = self._words.openers.find_all([token.text for token in tokens])
        return analysis._replace(
            goes_on=any(span.start == 0 for span in openers),
            points_back=bool(self._found(self._words.pointers, reading.tokens, known)),
            off_topic=self._found(self._words.off_topic, reading.tokens, known),
            elsewhere=self._found(self._words.elsewhere, reading.tokens, known),
        )

    def _found(
        self, table: PhraseTable, tokens: Sequence[Token], known: Sequence[Span]
    ) -> tuple[str, ...]:
        """Return the phrases of a table, as the lexicon writes them, that cut no known word."""
        spans = longest(table.find_all([token.text for token in tokens]))
        return tuple(
            span.symbols[0]
            for span in spans
            if not any(_is_cut(span, each) for each in known)
            and self._has_marks_of(tokens[span.start : span.end], span.symbols[0])
        )

    def _has_marks_of(self, tokens: Sequence[Token], phrase: str) -> bool:
        """Whether tokens have the marks of a phrase, or none: "tới là ai" is not "tôi là ai".

        Katakana and hiragana are alike.
        """
        return self._locale == "ja" or all(
            token.marked in {token.text, own.marked}
            for token, own in zip(tokens, tokenise(phrase, self._locale), strict=False)
        )

    def _spans_in_running_text(self, tokens: Sequence[Token]) -> list[Span]:
        """Return the names and words of a text without spaces; nothing else begins or ends
        inside one of them: พม่า (Myanmar) is not in กรุงเทพมา."""
        if self._locale not in RUNNING_LOCALES:
            return []
        stems = [token.stem for token in tokens]
        names = longest(self._words.names.find_all(stems))
        return [*names, *longest(self._words.concepts.find_all(stems))]

    def read(self, text: str, tokens: Sequence[Token] | None = None) -> Analysis:
        """Return the meaning of a text of the base, taken as it stands."""
        known = tokenise(text, self._locale) if tokens is None else tokens
        return self._understand(text, Reading.as_it_stands(known))

    def _understand(self, text: str, reading: Reading, *, is_question: bool = False) -> Analysis:
        stems = [token.stem for token in reading.tokens]
        names = self._words.names.find_all(stems)
        if is_question and self._words.running_names:
            names += self._misspelt_names(reading.tokens, names)
        concepts = longest(self._words.concepts.find_all(stems))
        cues = longest(self._words.cues.find_all(stems))
        mentions = _mentions(names)
        units = self._units(reading, stems, names, concepts)
        if reading.others:
            units = [self._with_other_readings(unit, reading) for unit in units]
        mentions.extend(self.imply(units, {each.entry for each in mentions}))
        asked = read_asked(cues, units, self._locale)
        return Analysis(
            text=text,
            tokens=tuple(reading.tokens),
            units=tuple(units),
            mentions=tuple(mentions),
            asks=asked.asks,
            opening=asked.opening,
            off_topic=(),
            elsewhere=(),
            heads=asked.heads,
            repairs=tuple(reading.repairs),
        )

    def _misspelt_names(self, tokens: Sequence[Token], found: Sequence[Span]) -> list[Span]:
        """Return names in running text that are nearly right and that nothing else covers."""
        starts: list[int] = []
        text = ""
        for token in tokens:
            starts.append(len(text))
            text += token.text
        taken = {position for span in found for position in range(span.start, span.end)}
        spans: list[Span] = []
        for name, symbol in self._words.running_names:
            if len(name) > len(text) + 1:
                continue
            likeness = fuzz.partial_ratio_alignment(name, text, score_cutoff=MIN_NAME_LIKENESS)
            if likeness is None:
                continue
            inside = [
                position
                for position, start in enumerate(starts)
                if likeness.dest_start <= start < likeness.dest_end
            ]
            if len(inside) > 1 and taken.isdisjoint(inside):
                spans.append(Span(inside[0], inside[-1] + 1, (symbol,)))
        return longest(spans)

    def _units(
        self, reading: Reading, stems: list[str], names: list[Span], concepts: list[Span]
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
            around = covering[position]
            end = concept.end if concept else position + 1
            if concept is None and not around:
                token = reading.tokens[position]
                if token.script is not Script.WORD:
                    end = _end_of_run(reading.tokens, position, concept_at, covering)
                    units.extend(_pieces(reading.tokens[position:end], position, self._words))
                    position = end
                    continue
            if not around and end == position + 1:
                self._add_plain(units, reading, position, concept)
            else:
                around = tuple(name for name in around if name.end >= end)
                symbols = concept.symbols if concept else ()
                unit = self._unit(reading, position, end, stems[position:end], symbols, around)
                if unit is not None:
                    units.append(unit)
            position = end
        return _without_repeated_names(units) if names else units

    def _add_plain(
        self, units: list[Unit], reading: Reading, position: int, concept: Span | None
    ) -> None:
        token = reading.tokens[position]
        symbols = concept.symbols if concept else ()
        if concept and self._locale == "vi":
            symbols = self._words.symbols_of_token(token, symbols)
        plain = self._plain(token.stem, symbols)
        if plain is not None:
            certainty = reading.certainties[position]
            units.append(
                Unit(
                    token.text,
                    plain.meanings,
                    plain.primary,
                    position,
                    plain.known,
                    certainty,
                    plain.is_number,
                )
            )

    def _plain_unit(self, word: str, symbols: tuple[str, ...]) -> Unit | None:
        """Return the unit of a single word outside any name, None where it carries nothing."""
        concepts = tuple(symbol for symbol in symbols if symbol != FILLER)
        if symbols and not concepts:
            return None
        return Unit(
            surface=word,
            meanings=frozenset((*concepts, _stem_symbol(word))),
            primary=concepts[0] if concepts else _stem_symbol(word),
            position=0,
            known=bool(concepts) or word in self._words.stems,
            is_number=word[0].isdecimal(),
        )

    def _unit(
        self,
        reading: Reading,
        start: int,
        end: int,
        words: list[str],
        symbols: tuple[str, ...],
        names: tuple[Span, ...],
    ) -> Unit | None:
        concepts = [symbol for symbol in symbols if symbol != FILLER]
        entities = [symbol for name in names for symbol in name.symbols]
        if not concepts and not entities:
            return None
        if names:
            shortest = min(names, key=_length)
            by_name = not concepts or shortest.end - shortest.start == end - start
            primary = shortest.symbols[0] if by_name else concepts[0]
        else:
            primary = concepts[0]
        own = (
            [_stem_symbol(word) for word in words] if len(words) == 1 or words[0].isascii() else []
        )
        return Unit(
            surface=" ".join([each.text for each in reading.tokens[start:end]]),
            meanings=frozenset([*concepts, *entities, *own]),
            primary=primary,
            position=start,
            certainty=min(reading.certainties[start:end]),
            is_number=words[0][0].isdecimal(),
        )

    def _with_other_readings(self, unit: Unit, reading: Reading) -> Unit:
        """Return the unit with what the other words mean that are as near to what was typed."""
        others = reading.others.get(unit.position, ())
        meanings = set(unit.meanings)
        for word in others:
            word_stem = stem(word)
            meanings |= {f"s:{word_stem}", *self._words.concepts.symbols_of((word_stem,))}
            meanings |= set(self._words.names.symbols_of((word_stem,)))
        return unit._replace(meanings=frozenset(meanings - {FILLER}))

    def imply(self, units: Sequence[Unit], named: set[str]) -> list[Mention]:
        """Return the people whom an office names: "the governor of Tokyo", "head of JETRO"."""
        titles = self._words.titles
        if not named or all(titles.isdisjoint(unit.meanings) for unit in units):
            return []
        concepts = {meaning for unit in units for meaning in unit.meanings}
        found = []
        for office in self._words.offices:
            has_title = bool(office.titles & concepts)
            if has_title and office.held_at & named and office.person not in named:
                found.append(Mention(office.person, implied=True))
        return found


def _end_of_run(
    tokens: Sequence[Token],
    start: int,
    concept_at: dict[int, Span],
    covering: Sequence[tuple[Span, ...]],
) -> int:
    """Return where a run of letters of one script ends that nothing explains."""
    end = start + 1
    while (
        end < len(tokens)
        and tokens[end].script is tokens[start].script
        and end not in concept_at
        and not covering[end]
    ):
        end += 1
    return end


def _pieces(run: Sequence[Token], position: int, words: Vocabulary) -> list[Unit]:
    """Return the overlapping pieces of a run of letters; hiragana alone says too little."""
    script = run[0].script
    size = PIECE_LETTERS.get(script)
    if size is None:
        return []
    letters = "".join(token.text for token in run)
    if script is Script.THAI and len(letters) < size:
        return []
    texts = [letters[at : at + size] for at in range(max(1, len(letters) - size + 1))]
    share = max(1.0, len(letters) / WORD_LETTERS[script]) / len(texts)
    known = words.pieces
    return [
        Unit(
            surface=text,
            meanings=frozenset((_stem_symbol(text),)),
            primary=_stem_symbol(text),
            position=position + at,
            known=text in known,
            share=share,
        )
        for at, text in enumerate(texts)
    ]


def _is_cut(span: Span, word: Span) -> bool:
    """Whether `span` begins inside a word, or ends inside a longer one.

    Not in one as short: 韓国 (Korea) stands in 韓国の投資, though 国の ("of the country") does too.
    """
    if word.start < span.start < word.end:
        return True
    return word.start < span.end < word.end and word.length > span.length


def _stem_symbol(stem: str) -> str:
    """Return the symbol of a stem, the same object each time: facts keep many."""
    return sys.intern(f"s:{stem}")


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
                certainty=min(last.certainty, unit.certainty),
            )
        else:
            joined.append(unit)
    return joined
