"""What a text says, as the matching sees it: units of meaning, names, what is asked.

Symbols are strings with a letter for their sort: ``s:`` the stem of a word or a few letters of
running text, ``c:`` a concept of the lexicon, ``e:`` an entry that is named.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from knowledge.schema import Asks
from knowledge.tokens import Token


class Unit(NamedTuple):
    """A word, name or piece of running text that carries meaning.

    `meanings` are symbols that any fact may share; `known` tells whether the base or its
    lexicon has the word at all; `certainty` is below 1 where the spelling was repaired;
    `share` is below 1 for the overlapping pieces of a text without spaces.
    """

    surface: str
    meanings: frozenset[str]
    primary: str
    position: int
    known: bool = True
    certainty: float = 1.0
    is_number: bool = False
    share: float = 1.0


class Mention(NamedTuple):
    """An entry that a text names; `implied` by an office ("the governor of Tokyo")."""

    entry: str
    nested: bool = False
    implied: bool = False


class Analysis(NamedTuple):
    """What a text says, in the order it says it.

    `heads` are the meanings of what stands with "which", "what" or "how many": the sort
    of thing that an answer must name or count. `goes_on` tells that it begins as a follow-up does
    ("and", "what about"), `points_back` that it has a word for something said before ("it"),
    `is_completed` that what it left out was taken from an earlier question.
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
    goes_on: bool = False
    points_back: bool = False
    is_completed: bool = False

    @property
    def entities(self) -> frozenset[str]:
        """The ids of all entries named, nested and implied ones too."""
        return frozenset(mention.entry for mention in self.mentions)

    @property
    def symbols(self) -> Counter[str]:
        """How often each symbol occurs."""
        return Counter(symbol for unit in self.units for symbol in unit.meanings)
