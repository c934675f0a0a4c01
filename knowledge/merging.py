"""Puts entries together from their parts: the entry, its translations, further phrasings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from knowledge.draft import Draft
from knowledge.schema import (
    LOCALES,
    Entry,
    EntryTranslation,
    Fact,
    Gap,
    LocalisedNames,
)

Item = TypeVar("Item", Fact, Gap)


def merge_entries(draft: Draft) -> Iterator[Entry]:
    """Yield the draft's entries, in order, with all that other files say of them."""
    merger = _Merger(draft)
    for located in draft.entries:
        yield merger.merge(located.item)


class _Merger:
    def __init__(self, draft: Draft) -> None:
        self._phrasings: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for located in draft.phrasings:
            locale = located.item.locale
            for key, phrasings in located.item.phrasings.items():
                known = self._phrasings[key].get(locale, ())
                self._phrasings[key][locale] = known + phrasings
        self._translations: dict[str, dict[str, EntryTranslation]] = defaultdict(dict)
        for each in draft.translations:
            for entry_id, translation in each.item.entries.items():
                self._translations[entry_id][each.item.locale] = translation

    def merge(self, entry: Entry) -> Entry:
        translated = self._translations.get(entry.id, {})
        titles = {locale: each.title for locale, each in translated.items()}
        aliases = {locale: each.aliases for locale, each in translated.items()}
        offices = tuple(
            office.model_copy(
                update={
                    "title": office.title.model_copy(
                        update={
                            locale: each.offices[office.of]
                            for locale, each in translated.items()
                            if office.of in each.offices
                        }
                    )
                }
            )
            for office in entry.offices
        )
        return entry.model_copy(
            update={
                "title": entry.title.model_copy(update=titles),
                "aliases": entry.aliases.model_copy(update=aliases),
                "offices": offices,
                "facts": tuple(self._item(entry.id, each, translated) for each in entry.facts),
                "gaps": tuple(self._item(entry.id, each, translated) for each in entry.gaps),
            }
        )

    def _item(self, entry_id: str, item: Item, translated: dict[str, EntryTranslation]) -> Item:
        answers = {
            locale: each.answers[item.id]
            for locale, each in translated.items()
            if item.id in each.answers
        }
        added = self._phrasings.get(f"{entry_id}/{item.id}", {})
        phrasings = LocalisedNames(
            **{locale: item.phrasings.get(locale) + added.get(locale, ()) for locale in LOCALES}
        )
        return item.model_copy(
            update={"answer": item.answer.model_copy(update=answers), "phrasings": phrasings}
        )
