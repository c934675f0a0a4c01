"""Reads the tokens of a question with their spelling repaired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.spelling import Repair, Speller, join_neighbours
from knowledge.tokens import Script, Token, token_of
from knowledge.vocabulary import Vocabulary


@dataclass(slots=True)
class Reading:
    """Tokens, how certain each is, and what else was as near to what was typed.

    `others` gives further words by position, `repairs` what was typed and what it was read as.
    """

    tokens: list[Token] = field(default_factory=list)
    certainties: list[float] = field(default_factory=list)
    others: dict[int, tuple[str, ...]] = field(default_factory=dict)
    repairs: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def as_it_stands(cls, tokens: Sequence[Token]) -> Reading:
        """Return tokens that need no repair."""
        return cls(list(tokens), [1.0] * len(tokens))

    def add(self, tokens: Iterable[Token], certainty: float = 1.0) -> None:
        """Append tokens of one certainty."""
        for token in tokens:
            self.tokens.append(token)
            self.certainties.append(certainty)


class Repairer:
    """Repairs questions against a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.speller = Speller(vocabulary.counts, vocabulary.locale)

    def read(self, tokens: Sequence[Token]) -> Reading:
        """Return the tokens with misspelt words repaired, split or joined."""
        reading = Reading()
        counts = self._vocabulary.counts
        joined = join_neighbours(
            [token.text if token.script is Script.WORD else "" for token in tokens], counts
        )
        skip = False
        for position, token in enumerate(tokens):
            if skip:
                skip = False
            elif position in joined:
                reading.add([token_of(joined[position])])
                skip = True
            else:
                self._add(token, reading)
        return reading

    def _add(self, token: Token, reading: Reading) -> None:
        repair = self._repair(token) if token.script is Script.WORD else None
        if repair is None:
            reading.add([token])
            return
        if repair.others:
            reading.others[len(reading.tokens)] = repair.others
        reading.add([token_of(word) for word in repair.words], repair.certainty)
        reading.repairs.append((token.marked, " ".join(repair.words)))

    def _repair(self, token: Token) -> Repair | None:
        """Return a better spelling; an inflection of a word that the base has needs none."""
        repair = self.speller.repair(token.text)
        if repair is None or token.stem not in self._vocabulary.stems:
            return repair
        is_word = self.speller.is_language(token.text)
        return None if is_word or len(repair.words) > 1 else repair
