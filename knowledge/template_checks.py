"""What must hold of templates: each placeholder is one that is filled in its place."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator

from knowledge.draft import Draft
from knowledge.problems import Problem
from knowledge.templates import FieldTemplate, Templates
from knowledge.yaml_reader import Path_

_PLACES = frozenset({"names", "where"})
_LISTS = {
    "all": frozenset({"kinds"}),
    "country": frozenset({"kinds", "where", "names"}),
    "place": frozenset({"kinds", "where", "names"}),
    "party": frozenset({"kinds", "where", "names"}),
    "year": frozenset({"kinds", "year"}),
}
_NOTHING: frozenset[str] = frozenset()
_TITLE = frozenset({"title"})
_NAME = frozenset({"title", "name"})


def check_placeholders(draft: Draft) -> Iterator[Problem]:
    """Yield every pattern with a placeholder that nothing fills there."""
    for located in draft.templates:
        for where, pattern, filled in _patterns(located.item):
            for name in sorted(_placeholders(pattern) - filled):
                usable = ", ".join(f"{{{each}}}" for each in sorted(filled)) or "none"
                yield located.problem(
                    where, f"nothing fills {{{name}}} here", f"use one of: {usable}"
                )


def _placeholders(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


def _patterns(templates: Templates) -> Iterator[tuple[Path_, str, frozenset[str]]]:
    """Yield every pattern, where it stands, and the placeholders that are filled in it."""
    for kind, words in templates.kinds.items():
        yield from _each(("kinds", kind.value), words, _NOTHING)
    for act, patterns in templates.said.items():
        yield from _each(("said", act.value), patterns, frozenset({"by", "to"}))
    for where, template, values, in_answer in _field_templates(templates):
        if template.answer is not None:
            yield (*where, "answer"), template.answer, values | in_answer
        name = _NAME if in_answer else _NOTHING
        yield from _each((*where, "phrasings"), template.phrasings, values | name)


def _each(
    where: Path_, patterns: Iterable[str], filled: frozenset[str]
) -> Iterator[tuple[Path_, str, frozenset[str]]]:
    for number, pattern in enumerate(patterns):
        yield (*where, number), pattern, filled


def _field_templates(
    templates: Templates,
) -> Iterator[tuple[Path_, FieldTemplate, frozenset[str], frozenset[str]]]:
    """Yield field templates with what their field fills, and what names their answers may use."""
    yield ("overview",), templates.overview, _NOTHING, _TITLE
    for name, template in templates.dates.items():
        yield ("dates", name), template, frozenset({"when"}), _TITLE
    for role, template in templates.people.items():
        yield ("people", role), template, _PLACES, _TITLE
    for field in ("place", "location", "parties", "visited_by"):
        yield (field,), getattr(templates, field), _PLACES, _TITLE
    yield ("offices",), templates.offices, frozenset({"office", "names"}), _TITLE
    for field in ("statements", "contents"):
        yield (field,), getattr(templates, field), _NOTHING, _NAME
    for filtered, template in templates.lists.items():
        yield ("lists", filtered), template, _LISTS.get(filtered, _NOTHING), _NOTHING
    for kind, template in templates.gaps.items():
        yield ("gaps", kind.value), template, _NOTHING, _TITLE
