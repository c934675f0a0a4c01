"""Measures how much of a base a draft from its documents proposes.

    python -m tests.benchmarks.draft_counterparts FOLDER [--base FOLDER] [--all]

FOLDER holds the documents that the base names. An entry of the base has a counterpart where the
draft of its document proposes an entry of the same kind

- under its title, or under one of its names (titles and aliases, folded, in the singular), or
- for a meeting or visit, with at least two of the same persons, or
- with a name that shares at least 60 % of the words with one of its names.

No proposed entry is the counterpart of two. A counterpart is right where it holds every date of
the entry (first and last day) and every figure. The documents are not part of the repository.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.drafting.heads import singular
from knowledge.drafting.proposing import Proposal, ProposedEntry, propose
from knowledge.drafting.reading import read_document
from knowledge.drafting.splitting import split
from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.normalising import fold
from knowledge.release import Release
from knowledge.schema import DateSpan, Entry, Figure

SHARED_WORDS = 0.6
SHARED_PERSONS = 2
LATEST_YEAR = 2026
"""Fixed, so that the figures stay the same when years pass."""

_LINKS = frozenset(
    {"a", "and", "at", "by", "for", "from", "in", "of", "on", "s", "the", "to", "with"}
)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


@dataclass(frozen=True, slots=True)
class Compared:
    """An entry of the base, its counterpart and how that was found; what it lacks and adds."""

    entry: Entry
    counterpart: ProposedEntry | None
    how: str
    lacking: tuple[str, ...] = ()
    added_count: int = 0

    @property
    def is_right(self) -> bool:
        """Whether there is a counterpart with every date and figure."""
        return self.counterpart is not None and not self.lacking


def compare(release: Release, proposals: Mapping[str, Proposal]) -> list[Compared]:
    """Return what the drafts of documents, by their ids, have of the base's entries."""
    found: list[Compared] = []
    for document, proposal in proposals.items():
        entries = [each for each in release.entries if each.source[0].document == document]
        found += _compare_document(release, entries, proposal)
    return found


def _compare_document(
    release: Release, entries: Sequence[Entry], proposal: Proposal
) -> Iterator[Compared]:
    titles = {each.id: each.title.en for each in release.entries}
    drafted = {each.id: each.title for each in proposal.entries}
    pairs = []
    for entry in entries:
        for proposed in proposal.entries:
            how, score = _likeness(entry, proposed, titles, drafted)
            if how:
                pairs.append((score, entry.id, proposed.id, how))
    taken: dict[str, tuple[str, str]] = {}
    for _, entry_id, proposed_id, how in sorted(pairs, key=lambda each: (-each[0], *each[1:])):
        if entry_id not in taken and proposed_id not in {each for each, _ in taken.values()}:
            taken[entry_id] = proposed_id, how
    by_id = {each.id: each for each in proposal.entries}
    for entry in entries:
        proposed_id, how = taken.get(entry.id, ("", ""))
        counterpart = by_id.get(proposed_id)
        if counterpart is None:
            yield Compared(entry, None, "")
        else:
            lacking = (*_lacking_dates(entry, counterpart), *_lacking_figures(entry, counterpart))
            yield Compared(entry, counterpart, how, lacking, _added_count(entry, counterpart))


def _likeness(
    entry: Entry,
    proposed: ProposedEntry,
    titles: Mapping[str, str],
    drafted: Mapping[str, str],
) -> tuple[str, float]:
    """Return how two entries are alike, and how much: titles 4, names 3, persons 2, words 1."""
    if entry.kind is not proposed.kind:
        return "", 0.0
    if _words(entry.title.en) == _words(proposed.title):
        return "title", 4.0
    names = (entry.title.en, *entry.aliases.en)
    others = (proposed.title, *proposed.aliases)
    if {_words(name) for name in names} & {_words(name) for name in others}:
        return "name", 3.0
    persons = {fold(titles[each]) for ids in entry.people.values() for each in ids}
    theirs = {fold(drafted[each]) for ids in proposed.people.values() for each in ids}
    if len(persons & theirs) >= SHARED_PERSONS:
        return "persons", 2.0
    shared = max(_shared(set(_words(one)), set(_words(two))) for one in names for two in others)
    return ("words", shared) if shared >= SHARED_WORDS else ("", 0.0)


def _words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", fold(name).replace("'s", ""))
    return tuple(singular(word) for word in words if word not in _LINKS)


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _lacking_dates(entry: Entry, proposed: ProposedEntry) -> Iterator[str]:
    known = set(map(_days, proposed.dates.values()))
    for name, span in entry.dates.items():
        if _days(span) not in known:
            yield f"date {name} {span.start}{f' to {span.end}' if span.end else ''}"


def _days(span: DateSpan) -> tuple[object, object]:
    return span.first_day, span.last_day


def _lacking_figures(entry: Entry, proposed: ProposedEntry) -> Iterator[str]:
    known = set(map(_value, proposed.figures.values()))
    for name, figure in entry.figures.items():
        if _value(figure) not in known:
            yield f"figure {name} {figure.value:g}"


def _value(figure: Figure) -> float:
    scale = next((factor for word, factor in _SCALES.items() if word in (figure.unit or "")), 1.0)
    return float(figure.value) * scale


def _added_count(entry: Entry, proposed: ProposedEntry) -> int:
    """Return how many dates and figures the counterpart has that the entry has not."""
    dates = set(map(_days, proposed.dates.values())) - set(map(_days, entry.dates.values()))
    figures = set(map(_value, proposed.figures.values()))
    return len(dates) + len(figures - set(map(_value, entry.figures.values())))


def describe(found: Sequence[Compared], proposed_count: int, *, all_pairs: bool = False) -> str:
    """Return the counts as a table, then what is missing, and all pairs where wanted."""
    kinds = list(dict.fromkeys(each.entry.kind for each in found))
    lines = [
        "| kind | entries | with a counterpart | with right dates and figures |",
        "|---|---|---|---|",
    ]
    lines += [_row(kind, [each for each in found if each.entry.kind is kind]) for kind in kinds]
    lines.append(_row("all", found))
    hows = Counter(each.how for each in found if each.how)
    by = ", ".join(f"{count} by {how}" for how, count in hows.most_common())
    met = sum(each.counterpart is not None for each in found)
    lines += ["", f"Found {by}." if by else "Nothing found."]
    added = sum(each.added_count for each in found)
    lines.append(
        f"Proposed: {proposed_count} entries, {proposed_count - met} of them without a "
        f"counterpart; the counterparts hold {added} dates and figures more."
    )
    lines += _missing(found)
    if all_pairs:
        lines += ["", *(_pair(each) for each in found if each.counterpart)]
    return "\n".join(lines)


def _row(name: str, some: Sequence[Compared]) -> str:
    met, right = (
        sum(each.counterpart is not None for each in some),
        sum(each.is_right for each in some),
    )
    total = len(some)
    return f"| {name} | {total} | {_share(met, total)} | {_share(right, total)} |"


def _share(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.1f} %)" if total else "0"


def _missing(found: Iterable[Compared]) -> Iterator[str]:
    for each in found:
        if each.counterpart is None:
            yield f"no counterpart: {each.entry.kind} {each.entry.id} ({each.entry.title.en})"
        elif each.lacking:
            yield f"lacks {', '.join(each.lacking)}: {each.entry.id} in {each.counterpart.id}"


def _pair(each: Compared) -> str:
    assert each.counterpart is not None
    return f"{each.entry.kind}, by {each.how}: {each.entry.title.en} — {each.counterpart.title}"


def proposals_of(release: Release, folder: Path) -> dict[str, Proposal]:
    """Return the drafts of the base's documents that lie in a folder, by the documents' ids."""
    found = {}
    for document in release.documents:
        path = folder / document.file
        if path.is_file():
            found[document.id] = propose(split(read_document(path), path.name), LATEST_YEAR)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where the folder holds none of the base's documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder of the documents")
    parser.add_argument("--base", type=Path, default=BUILT_IN_BASE, metavar="FOLDER")
    parser.add_argument("--all", action="store_true", help="also print every pair")
    options = parser.parse_args(arguments)
    release = load_base(options.base)
    proposals = proposals_of(release, options.folder)
    if not proposals:
        print(f"{options.folder} holds none of the base's documents.", file=sys.stderr)
        return 1
    count = sum(len(each.entries) for each in proposals.values())
    print(describe(compare(release, proposals), count, all_pairs=options.all))
    return 0


if __name__ == "__main__":
    sys.exit(main())
