"""The words of a locale: which of them mean the same, which ask, which say nothing.

A lexicon maps words and phrases to concepts. Concepts have the same names in every locale,
so a question that mixes languages still meets the facts it asks for.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.schema import Asks, Locale, Model

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
ConceptName = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)
]


class Lexicon(Model):
    """The vocabulary of one locale.

    `concepts` maps a meaning to the words for it; `cues` the words by which a question
    asks; `fillers` carry no content; `courtesies` are whole messages that ask nothing ("thanks!");
    `openers` begin a follow-up ("what about"); `pointers` stand for what was said before ("it");
    `off_topic` words show that a question lies outside
    the subject; `elsewhere` are names of places, organisations and people that no document
    speaks of; `not_held` names concepts that people ask for and no fact holds.
    """

    locale: Locale
    concepts: dict[ConceptName, tuple[Word, ...]] = Field(default_factory=dict)
    cues: dict[Asks, tuple[Word, ...]] = Field(default_factory=dict)
    fillers: tuple[Word, ...] = ()
    courtesies: tuple[Word, ...] = ()
    openers: tuple[Word, ...] = ()
    pointers: tuple[Word, ...] = ()
    off_topic: tuple[Word, ...] = ()
    elsewhere: tuple[Word, ...] = ()
    not_held: tuple[ConceptName, ...] = ()
