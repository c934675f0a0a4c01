"""What must hold between the items of a base: ids, links, sources, fields, names.

Each check is a generator over the draft that yields a problem for every mistake, so that an
editor sees all of them at once.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from knowledge.draft import Draft, Located
from knowledge.normalising import fold
from knowledge.numerals import figures_in
from knowledge.problems import Problem
from knowledge.schema import LOCALES, Entry, Fact, Gap, Kind, Source
from knowledge.yaml_reader import Path_

MAX_BUTTON_BYTES = 64
"""Bot API: callback_data is 1 to 64 bytes. ``f:ENTRY:FACT`` must fit."""


def check_draft(draft: Draft) -> Iterator[Problem]:
    """Yield every problem between the draft's items, in no particular order."""
    yield from _check_unique(draft.documents, "document")
    yield from _check_unique(draft.entries, "entry")
    yield from _check_locales(draft)
    yield from _check_names(draft)
    index = _Index(draft)
    yield from _check_more_phrasings(draft)
    yield from _check_translations(draft)
    for located in draft.entries:
        yield from _check_entry(located, index)


class _Index:
    def __init__(self, draft: Draft) -> None:
        self.kinds = {each.item.id: each.item.kind for each in draft.entries}
        self.sections = {
            each.item.id: {section.id for section in each.item.sections} for each in draft.documents
        }


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean '{near[0]}'?" if near else otherwise


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


def _check_more_phrasings(draft: Draft) -> Iterator[Problem]:
    known = {f"{each.item.id}/{item.id}" for each in draft.entries for item in each.item.items}
    for located in draft.phrasings:
        for key in located.item.phrasings:
            if key not in known:
                yield located.problem(
                    ("phrasings", key),
                    f"there is no fact '{key}'",
                    _nearest(key, known, "write it as entry-id/fact-id"),
                )


def _check_translations(draft: Draft) -> Iterator[Problem]:
    """Translations are of entries, facts and gaps that there are, and say the same numbers."""
    entries = {each.item.id: each.item for each in draft.entries}
    for located in draft.translations:
        for entry_id, translation in located.item.entries.items():
            entry = entries.get(entry_id)
            if entry is None:
                remedy = _nearest(entry_id, entries, "delete it, or add the entry")
                yield located.problem(
                    ("entries", entry_id), f"there is no entry '{entry_id}'", remedy
                )
                continue
            items = {item.id: item for item in entry.items}
            for item_id, answer in translation.answers.items():
                where: Path_ = ("entries", entry_id, "answers", item_id)
                if item_id not in items:
                    remedy = _nearest(item_id, items, "delete it, or add the fact")
                    yield located.problem(where, f"there is no fact '{item_id}'", remedy)
                    continue
                for number in _other_numbers(items[item_id].answer.en, answer):
                    yield located.problem(
                        where,
                        f"the number {number} stands in one of the English answer and this only",
                        "say the same numbers",
                    )


_BUDDHIST_ERA = 543
"""Thai years count from 543 BC: 2567 is 2024."""


def _other_numbers(english: str, translated: str) -> list[str]:
    """Return numbers that only one of two answers has; months and small counts left out."""
    left, right = figures_in(english), figures_in(translated)
    right = {
        str(int(each) - _BUDDHIST_ERA) if each.isdigit() and 2500 < int(each) < 2600 else each
        for each in right
    }
    return sorted(each for each in left ^ right if float(each) > 12)


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
        yield located.problem(
            ("draft",), "is a draft", "check it against the document, then delete the line 'draft'"
        )
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
            _nearest(source.document, index.sections, "add it to documents.yaml"),
        )
        return
    for section in source.section:
        if section not in sections:
            yield located.problem(
                (*where, "section"),
                f"document '{source.document}' has no section '{section}'",
                _nearest(section, sections, f"use one of {', '.join(sorted(sections))}"),
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
    if kind is None:
        remedy = _nearest(reference, index.kinds, "add that entry or delete the link")
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
            if reference_ and reference_ not in index.kinds:
                remedy = _nearest(reference_, index.kinds, "add that entry")
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
