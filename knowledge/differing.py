"""What differs between two releases: entries and facts that came, changed or went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.release import Release
from knowledge.schema import Entry, Fact, Gap


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids that were added, changed and removed, each in the order of the base."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: entries by id, facts and gaps by ENTRY/FACT.

    An entry counts as changed where its own fields do, its facts not counted. `around` tells
    whether documents, lexicons or templates differ, which change answers everywhere.
    """

    entries: Changes = Changes()
    facts: Changes = Changes()
    around: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries or self.facts or self.around)


def difference(before: Release, after: Release) -> Difference:
    """Return what has come, changed and gone from one release to another."""
    return Difference(
        entries=_changes(_bare_entries(before), _bare_entries(after)),
        facts=_changes(_facts(before), _facts(after)),
        around=_around(before) != _around(after),
    )


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    return Changes(
        added=tuple(each for each in after if each not in before),
        changed=tuple(each for each in after if each in before and before[each] != after[each]),
        removed=tuple(each for each in before if each not in after),
    )


def _bare_entries(release: Release) -> dict[str, Entry]:
    bare = {"facts": (), "gaps": ()}
    return {entry.id: entry.model_copy(update=bare) for entry in release.entries}


def _facts(release: Release) -> dict[str, Fact | Gap]:
    return {f"{entry.id}/{item.id}": item for entry in release.entries for item in entry.items}


def _around(release: Release) -> tuple[object, ...]:
    return release.documents, dict(release.lexicons), dict(release.templates)
