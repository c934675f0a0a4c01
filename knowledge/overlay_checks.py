"""What must hold of files that add to entries: further phrasings and translations."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.draft import Draft
from knowledge.numerals import BUDDHIST_ERA, figures_in
from knowledge.problems import Problem, did_you_mean
from knowledge.yaml_reader import Path_

MAX_COUNT = 12
"""Numbers up to this are often written as words, or name a month in one locale only."""


def check_overlays(draft: Draft) -> Iterator[Problem]:
    """Yield what in them is of no entry or fact that there is, or says another number."""
    yield from _check_more_phrasings(draft)
    yield from _check_translations(draft)


def _check_more_phrasings(draft: Draft) -> Iterator[Problem]:
    known = {f"{each.item.id}/{item.id}" for each in draft.entries for item in each.item.items}
    for located in draft.phrasings:
        for key in located.item.phrasings:
            if key not in known and key.partition("/")[0] not in draft.broken:
                yield located.problem(
                    ("phrasings", key),
                    f"there is no fact '{key}'",
                    did_you_mean(key, known, "write it as entry-id/fact-id"),
                )


def _check_translations(draft: Draft) -> Iterator[Problem]:
    entries = {each.item.id: each.item for each in draft.entries}
    for located in draft.translations:
        for entry_id, translation in located.item.entries.items():
            entry = entries.get(entry_id)
            if entry is None:
                if entry_id not in draft.broken:
                    remedy = did_you_mean(entry_id, entries, "delete it, or add the entry")
                    message = f"there is no entry '{entry_id}'"
                    yield located.problem(("entries", entry_id), message, remedy)
                continue
            items = {item.id: item for item in entry.items}
            for item_id, answer in translation.answers.items():
                where: Path_ = ("entries", entry_id, "answers", item_id)
                if item_id not in items:
                    remedy = did_you_mean(item_id, items, "delete it, or add the fact")
                    yield located.problem(where, f"there is no fact '{item_id}'", remedy)
                    continue
                for number in _other_numbers(items[item_id].answer.en, answer):
                    yield located.problem(
                        where,
                        f"the number {number} stands in one of the English answer and this only",
                        "say the same numbers",
                    )


def _other_numbers(english: str, translated: str) -> list[str]:
    """Return numbers that only one of two answers has; months and small counts left out."""
    left, right = figures_in(english), figures_in(translated)
    right = {
        str(int(each) - BUDDHIST_ERA) if each.isdecimal() and 2500 < int(each) < 2600 else each
        for each in right
    }
    return sorted(each for each in left ^ right if float(each) > MAX_COUNT)
