"""Loads a folder into a release, or names every problem of it at once.

A base folder holds ``documents.yaml``, ``entries/*.yaml``, ``lexicon/*.yaml`` and
``templates/*.yaml``. Nothing of a folder with a problem is ever served.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import MappingProxyType

from knowledge.checking import check_draft
from knowledge.derived_checks import check_derived
from knowledge.deriving import derive_facts
from knowledge.draft import Draft, read_draft
from knowledge.merging import merge_entries
from knowledge.problems import InvalidBaseError
from knowledge.release import Release

BUILT_IN_BASE = Path(__file__).parent
"""The base that is delivered with the bot."""


def load_base(folder: Path = BUILT_IN_BASE) -> Release:
    """Return the release in `folder`; InvalidBaseError with all its problems where it has any."""
    draft = read_draft(folder)
    problems = [*draft.problems, *check_draft(draft)]
    if problems:
        raise InvalidBaseError(problems)
    release = _release(draft)
    problems = list(check_derived(draft, derive_facts(release)))
    if problems:
        raise InvalidBaseError(problems)
    return release


def _release(draft: Draft) -> Release:
    return Release(
        entries=tuple(merge_entries(draft)),
        documents=tuple(each.item for each in draft.documents),
        lexicons=MappingProxyType({each.item.locale: each.item for each in draft.lexicons}),
        templates=MappingProxyType({each.item.locale: each.item for each in draft.templates}),
        content_hash=_content_hash(draft),
    )


def _content_hash(draft: Draft) -> str:
    """Return a hash of what the files mean: comments and layout do not count, order does."""
    parts = (
        draft.documents,
        draft.entries,
        draft.lexicons,
        draft.templates,
        draft.phrasings,
        draft.translations,
    )
    content = [[each.item.model_dump(mode="json") for each in part] for part in parts]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
