"""Loads a folder into a release, or names every problem of it at once.

A base folder holds ``documents.yaml``, ``entries/*.yaml``, ``lexicon/*.yaml`` and
``templates/*.yaml``. Nothing of a folder with a problem is ever served.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from knowledge.checking import check_draft
from knowledge.draft import Draft, read_draft
from knowledge.problems import InvalidBaseError
from knowledge.release import Release
from knowledge.schema import LOCALES, Entry, Fact, Gap, LocalisedNames

Item = TypeVar("Item", Fact, Gap)

BUILT_IN_BASE = Path(__file__).parent
"""The base that is delivered with the bot."""


def load_base(folder: Path = BUILT_IN_BASE) -> Release:
    """Return the release in `folder`; InvalidBaseError with all its problems where it has any."""
    draft = read_draft(folder)
    problems = [*draft.problems, *check_draft(draft)]
    if problems:
        raise InvalidBaseError(problems)
    return _release(draft)


def _release(draft: Draft) -> Release:
    more = _merge_phrasings(draft)
    return Release(
        entries=tuple(_with_phrasings(each.item, more) for each in draft.entries),
        documents=tuple(each.item for each in draft.documents),
        lexicons=MappingProxyType({each.item.locale: each.item for each in draft.lexicons}),
        templates=MappingProxyType({each.item.locale: each.item for each in draft.templates}),
        content_hash=_content_hash(draft),
    )


_More = dict[str, dict[str, tuple[str, ...]]]


def _merge_phrasings(draft: Draft) -> _More:
    """Return further phrasings by ``entry/fact`` and locale."""
    more: _More = {}
    for located in draft.phrasings:
        for key, phrasings in located.item.phrasings.items():
            by_locale = more.setdefault(key, {})
            by_locale[located.item.locale] = by_locale.get(located.item.locale, ()) + phrasings
    return more


def _with_phrasings(entry: Entry, more: _More) -> Entry:
    return entry.model_copy(
        update={
            "facts": tuple(_extended(entry, item, more) for item in entry.facts),
            "gaps": tuple(_extended(entry, item, more) for item in entry.gaps),
        }
    )


def _extended(entry: Entry, item: Item, more: _More) -> Item:
    added = more.get(f"{entry.id}/{item.id}")
    if not added:
        return item
    phrasings = {locale: item.phrasings.get(locale) + added.get(locale, ()) for locale in LOCALES}
    return item.model_copy(update={"phrasings": LocalisedNames(**phrasings)})


def _content_hash(draft: Draft) -> str:
    """Return a hash of what the files mean: comments and layout do not count, order does."""
    parts = (draft.documents, draft.entries, draft.lexicons, draft.templates, draft.phrasings)
    content = [[each.item.model_dump(mode="json") for each in part] for part in parts]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
