"""What must hold between the items of a base: ids, links, sources, fields, names.

Each check is a generator over the draft that yields a problem for every mistake, so that an
editor sees all of them at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from knowledge.draft import IS_A_DRAFT, Draft, Located
from knowledge.known import CATALOGUE
from knowledge.normalising import fold
from knowledge.overlay_checks import check_overlays
from knowledge.problems import Problem, did_you_mean
from knowledge.schema import LOCALES, MAX_BUTTON_BYTES, Entry, Fact, Gap, Kind, Source
from knowledge.template_checks import check_placeholders
from knowledge.yaml_reader import Path_


def check_draft(draft: Draft) -> Iterator[Problem]:
    """Yield every problem between the draft's items, in no particular order."""
    yield from _check_unique(draft.documents, "document")
    yield from _check_unique(draft.entries, "entry")
    yield from _check_locales(draft)
    yield from _check_names(draft)
    index = _Index(draft)
    yield from check_overlays(draft)
    yield from check_placeholders(draft)
    for located in draft.entries:
        yield from _check_entry(located, index)


class _Index:
    def __init__(self, draft: Draft) -> None:
        self.kinds = {each.item.id: each.item.kind for each in draft.entries}
        self.broken = draft.broken
        """Entries that are there, with a mistake of their own that is told already."""
        self.sections = {
            each.item.id: {section.id for section in each.item.sections} for each in draft.documents
        }


def _check_unique(items: Iterable[Located], noun: str) -> Iterator[Problem]:  # type: ignore[type-arg]
    first: dict[str, Located] = {}  # type: ignore[type-arg]
    for located in items:
        other = first.setdefault(located.item.id, located)
        if other is not located:
            place = f"{other.file.name}:{other.file.line_of((*other.path, 'id'))}"
            yield located.problem(
                ("id",), f"there is another {noun} with this id in {place}", "choose another id"
            )


def _check_locales(draft: Draft) -> Iterator[Problem]:
    for noun, items in (("lexicon", draft.lexicons), ("templates", draft.templates)):
        seen: dict[str, str] = {}
        for located in items:
            locale = located.item.locale
            if locale in seen:
                yield located.problem(
                    ("locale",), f"{seen[locale]} is for '{locale}' too", "join the two files"
                )
            seen[locale] = located.file.name
        if items and "en" not in seen:
            yield Problem(f"{noun}/", 0, "", "there is none for English", f"add {noun}/en.yaml")


def _check_names(draft: Draft) -> Iterator[Problem]:
    """A title or alias names one entry only, in each locale, however it is written."""
    for locale in LOCALES:
        owners: dict[str, Located[Entry]] = {}
        for located in draft.entries:
            entry = located.item
            named: list[tuple[Path_, str]] = []
            title = entry.title.get(locale)
            if title:
                named.append((("title", locale), title))
            for number, alias in enumerate(entry.aliases.get(locale)):
                named.append((("aliases", locale, number), alias))
            for where, name in named:
                owner = owners.setdefault(fold(name), located)
                if owner is not located:
                    yield located.problem(
                        where,
                        f"'{name}' names '{owner.item.id}' too",
                        "keep it in one entry, or make both names longer",
                    )


def _check_entry(located: Located[Entry], index: _Index) -> Iterator[Problem]:
    entry = located.item
    if entry.draft:
        yield located.problem(("draft",), *IS_A_DRAFT)
    if entry.id == CATALOGUE:
        yield located.problem(("id",), "is the name of the lists", "choose another id")
    yield from _check_sources(located, ("source",), entry.source, index)
    yield from _check_references(located, index)
    yield from _check_items(located, "facts", entry.facts)
    yield from _check_items(located, "gaps", entry.gaps)
    for number, fact in enumerate(entry.facts):
        yield from _check_fact(located, ("facts", number), fact, index)
    yield from _check_figures(located)


def _check_items(
    located: Located[Entry], part: str, items: Sequence[Fact | Gap]
) -> Iterator[Problem]:
    """Check ids: once in the entry, facts and gaps together, and short enough for a button."""
    earlier = Counter(item.id for item in located.item.items)
    for number, item in enumerate(items):
        where: Path_ = (part, number)
        if earlier[item.id] > 1:
            yield located.problem(
                (*where, "id"), f"'{item.id}' stands twice in this entry", "choose another id"
            )
        yield from _check_button(located, where, item)


def _check_button(located: Located[Entry], where: Path_, item: Fact | Gap) -> Iterator[Problem]:
    if len(f"f:{located.item.id}:{item.id}") > MAX_BUTTON_BYTES:
        yield located.problem(
            (*where, "id"), "entry id and fact id are too long for a button", "shorten one of them"
        )


def _check_sources(
    located: Located[Entry], where: Path_, sources: Iterable[Source], index: _Index
) -> Iterator[Problem]:
    for source in sources:
        yield from _check_source(located, where, source, index)


def _check_source(
    located: Located[Entry], where: Path_, source: Source, index: _Index
) -> Iterator[Problem]:
    sections = index.sections.get(source.document)
    if sections is None:
        yield located.problem(
            (*where, "document"),
            f"there is no document '{source.document}'",
            did_you_mean(source.document, index.sections, "add it to documents.yaml"),
        )
        return
    for section in source.section:
        if section not in sections:
            yield located.problem(
                (*where, "section"),
                f"document '{source.document}' has no section '{section}'",
                did_you_mean(section, sections, f"use one of {', '.join(sorted(sections))}"),
            )


def _references(entry: Entry) -> Iterator[tuple[Path_, str, frozenset[Kind] | None]]:
    """Yield where an entry names another one, that one's id, and the kinds it may be."""
    places, persons = frozenset({Kind.PLACE}), frozenset({Kind.PERSON})
    for name, ids, kinds in (
        ("countries", entry.countries, places),
        ("place", entry.place, places),
        ("parties", entry.parties, None),
        ("links", entry.links, None),
        ("visited_by", entry.visited_by, frozenset({Kind.PROGRAMME, Kind.VISIT})),
    ):
        for number, reference in enumerate(ids):
            yield (name, number), reference, kinds
    if entry.within:
        yield ("within",), entry.within, places
    if entry.part_of:
        yield ("part_of",), entry.part_of, None
    for role, ids in entry.people.items():
        for number, reference in enumerate(ids):
            yield ("people", role, number), reference, persons
    for number, office in enumerate(entry.offices):
        yield ("offices", number, "of"), office.of, None


def _check_references(located: Located[Entry], index: _Index) -> Iterator[Problem]:
    for where, reference, kinds in _references(located.item):
        yield from _check_reference(located, where, reference, kinds, index)


def _check_reference(
    located: Located[Entry],
    where: Path_,
    reference: str,
    kinds: frozenset[Kind] | None,
    index: _Index,
) -> Iterator[Problem]:
    kind = index.kinds.get(reference)
    if kind is None and reference in index.broken:
        return
    if kind is None:
        remedy = did_you_mean(reference, index.kinds, "add that entry or delete the link")
        yield located.problem(where, f"there is no entry '{reference}'", remedy)
    elif reference == located.item.id:
        yield located.problem(where, "the entry names itself", "delete it here")
    elif kinds is not None and kind not in kinds:
        wanted = " or ".join(sorted(kinds))
        yield located.problem(
            where, f"'{reference}' is a {kind}, not a {wanted}", f"name a {wanted} here"
        )


def _check_fact(
    located: Located[Entry], where: Path_, fact: Fact, index: _Index
) -> Iterator[Problem]:
    if fact.source:
        yield from _check_sources(located, (*where, "source"), fact.source, index)
    for number, reference in enumerate(fact.about):
        yield from _check_reference(located, (*where, "about", number), reference, None, index)
    if fact.said:
        for name, reference_ in (("by", fact.said.by), ("to", fact.said.to)):
            if reference_ and reference_ not in index.kinds and reference_ not in index.broken:
                remedy = did_you_mean(reference_, index.kinds, "add that entry")
                yield located.problem(
                    (*where, "said", name), f"there is no entry '{reference_}'", remedy
                )
    if fact.field and not _has_field(located.item, fact.field):
        yield located.problem(
            (*where, "field"),
            f"the entry has no field '{fact.field}'",
            "fill in that field, or delete this line",
        )


def _has_field(entry: Entry, name: str) -> bool:
    head, _, tail = name.partition(".")
    value = getattr(entry, head, None)
    if head not in {"dates", "figures", "people", "place", "parties", "offices"} or not value:
        return False
    return tail in value if isinstance(value, dict) else not tail


def _check_figures(located: Located[Entry]) -> Iterator[Problem]:
    """A bare number cannot be put in words: each one needs a fact that says what it counts."""
    entry = located.item
    said = {fact.field for fact in entry.facts}
    for name in entry.figures:
        if f"figures.{name}" not in said:
            yield located.problem(
                ("figures", name),
                "no fact says what this figure counts",
                f"add a fact with 'field: figures.{name}'",
            )
