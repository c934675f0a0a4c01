"""A report as it was read: its title, its publisher, its sections and their sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.normalising import fold

MAX_ID_CHARACTERS = 48
"""As `knowledge.schema.Id` has it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands; `section` is the id of its section.

    `number` counts within the paragraph, and `paragraph` within the section; a heading is the
    paragraph -1.
    """

    text: str
    section: str
    paragraph: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report; `begins` are its first words, found at no earlier line."""

    id: str
    title: str
    begins: str
    sentences: tuple[Sentence, ...]
    has_heading: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A report in its sections; `publisher` and `author` are None where no line names them."""

    id: str
    title: str
    file: str
    publisher: str | None
    author: str | None
    parts: tuple[Part, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in the report's order."""
        return tuple(sentence for part in self.parts for sentence in part.sentences)


_LINKS = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})


def id_of(text: str, otherwise: str = "entry", limit: int = MAX_ID_CHARACTERS) -> str:
    """Return an id made of the words of `text`, cut between words to `limit` characters.

    >>> id_of("The Mayor’s visit to the Isle of Skye", limit=24)
    'the-mayors-visit'
    """
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", fold(text)))
    name = words[0][:limit] if words else otherwise
    kept = [name]
    for word in words[1:]:
        if len(name) + 1 + len(word) > limit:
            while len(kept) > 1 and kept[-1] in _LINKS:
                kept.pop()
            break
        kept.append(word)
        name = "-".join(kept)
    return "-".join(kept)


def unused(name: str, used: set[str]) -> str:
    """Return `name`, with a number where it is in `used` already, and add it there.

    >>> unused("town", {"town"})
    'town-2'
    """
    number, free = 1, name
    while free in used:
        number += 1
        tail = f"-{number}"
        free = name[: MAX_ID_CHARACTERS - len(tail)].rstrip("-") + tail
    used.add(free)
    return free
