"""Sentence patterns of a locale, from which facts and phrasings are derived.

Placeholders in braces: ``{title}`` and ``{name}`` (title or alias) of the entry, ``{when}``,
``{where}``, ``{names}``, ``{by}``, ``{to}``, ``{office}``, ``{kinds}`` (a kind in the plural).
"""

from __future__ import annotations

import string
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from knowledge.schema import Act, Asks, Kind, Locale, Model

PLACEHOLDERS = frozenset(
    {"title", "name", "when", "where", "names", "by", "to", "office", "kinds", "year"}
)


def _known_placeholders(pattern: str) -> str:
    try:
        parts = [each for each in string.Formatter().parse(pattern) if each[1] is not None]
    except ValueError:
        raise ValueError("has a brace that is not closed; write {name}") from None
    fields = {str(name) for _, name, _, _ in parts}
    unknown = fields - PLACEHOLDERS
    if unknown:
        raise ValueError(f"unknown placeholder {{{min(unknown)}}}; use {sorted(PLACEHOLDERS)}")
    for _, name, width, conversion in parts:
        if width or conversion:
            raise ValueError(f"has more than a name in a placeholder; write {{{name}}}")
    return pattern


Pattern = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(_known_placeholders),
]


class FieldTemplate(Model):
    """How a typed field is asked for, and how it is put in words."""

    asks: tuple[Asks, ...] = ()
    answer: Pattern | None = None
    phrasings: tuple[Pattern, ...] = ()


class Templates(Model):
    """All patterns of one locale.

    `dates` and `people` are keyed by the field's name (``signed``, ``leader``), `said` by
    the act; `lists` by a filter: ``all``, ``country``, ``place``, ``party``, ``year``;
    `gaps` hold what people ask of every entry of a kind and no document says.
    """

    locale: Locale
    kinds: dict[Kind, tuple[Pattern, ...]] = Field(default_factory=dict)
    overview: FieldTemplate
    dates: dict[str, FieldTemplate] = Field(default_factory=dict)
    place: FieldTemplate
    location: FieldTemplate
    parties: FieldTemplate
    people: dict[str, FieldTemplate] = Field(default_factory=dict)
    offices: FieldTemplate
    visited_by: FieldTemplate
    said: dict[Act, tuple[Pattern, ...]] = Field(default_factory=dict)
    statements: FieldTemplate
    lists: dict[str, FieldTemplate] = Field(default_factory=dict)
    contents: FieldTemplate
    gaps: dict[Kind, FieldTemplate] = Field(default_factory=dict)
