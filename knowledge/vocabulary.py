"""The words of one locale that the matching knows: names, concepts, cues, fillers.

Built from a release: its entries' names and its lexicons. Other locales know English words too
where these are no words of their own, so that mixed questions are understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.phrases import PhraseTable
from knowledge.release import Release
from knowledge.schema import Kind
from knowledge.spelling import background
from knowledge.text_numbers import TextNumbers
from knowledge.tokens import Script, Token, stem, tokenise

FILLER = "filler"
LEADER = "c:leader"
AMBASSADOR = "c:ambassador"

MIN_SURNAME_LENGTH = 4
"""Shorter parts of names are words of some language: "mai", "sy"."""

MIN_TYPO_LENGTH = 4
"""A shorter word that is found once may well be a name or an abbreviation."""

MAX_TEXTS_WITHOUT_TYPOS = 3000
"""In so few texts most words are found once. The public set of a shop's questions is answered
rightly at 86.1 % so, at 85.6 % if they are taken for typos."""

MIN_FUZZY_LENGTH = {"ja": 4, "th": 6}
"""Names in running text of at least so many letters are also found misspelt."""


@dataclass(frozen=True, slots=True)
class Office:
    """A post as its words: the concepts of its title, and where it is held."""

    person: str
    titles: frozenset[str]
    held_at: frozenset[str]


class Vocabulary:
    """All words of a locale, as tables to find them by."""

    def __init__(
        self, release: Release, texts: Iterable[Sequence[Token]], locale: str = "en"
    ) -> None:
        """Collect the words of `release` and of `texts`, which are tokenised already."""
        self.locale = locale
        self.names = PhraseTable()
        self.concepts = PhraseTable()
        """Concepts and fillers: whichever is longer hides the other."""
        self.cues = PhraseTable()
        self.courtesies: set[tuple[str, ...]] = set()
        self.openers = PhraseTable()
        self.pointers = PhraseTable()
        self.off_topic = PhraseTable()
        self.elsewhere = PhraseTable()
        """These two stand for themselves, as the lexicon writes them."""
        self.counts: Counter[str] = Counter()
        self.running_names: list[tuple[str, str]] = []
        """Names in a script without spaces, folded, with the symbol of their entry."""
        self._marks: dict[str, dict[str, set[str]]] = {}
        lexicon = release.lexicons.get(locale) or release.lexicons["en"]
        self.not_held = frozenset(f"c:{concept}" for concept in lexicon.not_held)
        self._read_lexicon(lexicon)
        self._read_names(release)
        self._read_parts_of_names(release)
        if lexicon.locale != "en":
            self._borrow(release.lexicons["en"])
        pieces: set[str] = set()
        found: Counter[str] = Counter()
        text_count = 0
        for tokens in texts:
            text_count += 1
            found.update([token.text for token in tokens])
            if locale in MIN_FUZZY_LENGTH:
                pieces.update(_pieces("".join(token.text for token in tokens)))
        if text_count > MAX_TEXTS_WITHOUT_TYPOS:
            found = Counter({word: found[word] for word in found if self._is_word(word, found)})
        self.counts.update(found)
        self.pieces = TextNumbers(dict.fromkeys(pieces, 0))
        """Pairs and triples of letters that the running texts of the base hold."""
        self.stems = {stem(word) for word in self.counts}
        self.offices = tuple(self._read_offices(release))
        self.titles = frozenset(title for office in self.offices for title in office.titles)

    def _is_word(self, word: str, found: Counter[str]) -> bool:
        """Whether a word found in texts is one: some of them are questions as people typed them,
        and what is found once, and that neither the language nor a name has, is a typo."""
        if found[word] > 1 or word in self.counts:
            return True
        if len(word) < MIN_TYPO_LENGTH or not word.isalpha():
            return True
        return any(word in background(locale) for locale in (self.locale, "en"))

    def symbols_of_token(self, token: Token, symbols: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of a single word's symbols that fit its tone marks.

        Where it was typed without any, or with marks that no word has, all of them may.
        """
        by_marks = self._marks.get(token.stem)
        if by_marks is None or token.marked == token.text or token.marked not in by_marks:
            return symbols
        return tuple(symbol for symbol in symbols if symbol in by_marks[token.marked])

    def _tokens(self, phrase: str) -> list[Token]:
        tokens = tokenise(phrase, self.locale)
        self.counts.update(token.text for token in tokens)
        return tokens

    def _read_lexicon(self, lexicon: Lexicon) -> None:
        for concept, words in lexicon.concepts.items():
            for word in words:
                self._add_concept(self._tokens(word), f"c:{concept}")
        for word in lexicon.fillers:
            self._add_concept(self._tokens(word), FILLER)
        for asks, words in lexicon.cues.items():
            for word in words:
                tokens = self._tokens(word)
                stems = [token.stem for token in tokens]
                self.cues.add(stems, asks.value)
                runs_on = any(token.script is not Script.WORD for token in tokens)
                if len(tokens) == 1 or runs_on:
                    self.concepts.add(stems, FILLER)
        self._read_verbatim(lexicon)

    def _read_verbatim(self, lexicon: Lexicon) -> None:
        """Read what is found by its exact words: "programming" is no programme."""
        for text in lexicon.courtesies:
            self.courtesies.add(tuple(token.text for token in tokenise(text, self.locale)))
        for table, words in ((self.openers, lexicon.openers), (self.pointers, lexicon.pointers)):
            for word in words:
                table.add([token.text for token in tokenise(word, self.locale)], word)
        for word in lexicon.off_topic:
            self.off_topic.add([token.text for token in tokenise(word, self.locale)], word)
        for name in lexicon.elsewhere:
            self.elsewhere.add([token.text for token in self._tokens(name)], name)

    def _add_concept(self, tokens: Sequence[Token], symbol: str) -> None:
        self.concepts.add([token.stem for token in tokens], symbol)
        if len(tokens) == 1 and self.locale == "vi":
            by_marks = self._marks.setdefault(tokens[0].stem, {})
            by_marks.setdefault(tokens[0].marked, set()).add(symbol)

    def _borrow(self, english: Lexicon) -> None:
        """Take over English words that are no words of this locale."""
        own = set(self.counts)
        for concept, words in english.concepts.items():
            for word in words:
                tokens = tokenise(word, self.locale)
                if not any(token.text in own for token in tokens):
                    self.counts.update(token.text for token in tokens)
                    self.concepts.add([token.stem for token in tokens], f"c:{concept}")

    def _read_names(self, release: Release) -> None:
        for entry in release.entries:
            for name in sorted({*entry.names(self.locale), *entry.names("en")}):
                self._add_name(self._tokens(name), f"e:{entry.id}")

    def _add_name(self, tokens: Sequence[Token], symbol: str) -> None:
        self.names.add([token.stem for token in tokens], symbol)
        joined = "".join(token.text for token in tokens)
        if all(token.script is Script.WORD for token in tokens):
            if len(tokens) > 1:  # "J-BRIDGE" as jbridge, "Hoa Lac" as hoalac
                self.names.add([stem(joined)], symbol)
                self.counts[joined] += 1
        elif len(joined) >= MIN_FUZZY_LENGTH.get(self.locale, 99):
            self.running_names.append((joined, symbol))

    def _read_parts_of_names(self, release: Release) -> None:
        """Let "Kuroiwa" or "Tran Sy" name the person, where no other entry has that name."""
        owners: dict[tuple[str, ...], set[str]] = {}
        for person in release.of_kind(Kind.PERSON):
            words = [token.text for token in tokenise(person.title.en, self.locale)]
            for start in range(len(words)):
                for end in range(start + 1, len(words) + 1):
                    part = tuple(words[start:end])
                    if len(part) > 1 or len(part[0]) >= MIN_SURNAME_LENGTH:
                        owners.setdefault(part, set()).add(person.id)
        for part, ids in owners.items():
            stems = [stem(word) for word in part]
            if len(ids) == 1 and not self.names.symbols_of(stems):
                self.names.add(stems, f"e:{min(ids)}")
                self.counts.update(part)

    def _read_offices(self, release: Release) -> Iterator[Office]:
        for entry in release.entries:
            for office in entry.offices:
                title = office.title.get(self.locale) or office.title.en
                stems = [token.stem for token in tokenise(title, self.locale)]
                titles = {
                    symbol
                    for span in self.concepts.find_all(stems)
                    if LEADER in span.symbols
                    for symbol in span.symbols
                }
                if AMBASSADOR in titles:  # she represents her country and does not lead it
                    titles.discard(LEADER)
                place = release.entry(office.of).place
                yield Office(entry.id, frozenset(titles), frozenset({office.of, *place}))


def _pieces(letters: str) -> Iterator[str]:
    for size in (2, 3):
        for at in range(len(letters) - size + 1):
            yield letters[at : at + size]
