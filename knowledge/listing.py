"""Lists over the whole base, from the typed fields: by kind, country, place, party, year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from knowledge.known import CATALOGUE, KnownFact, Origin
from knowledge.release import Release
from knowledge.schema import Asks, Entry, Kind, Source
from knowledge.templates import FieldTemplate
from knowledge.wording import sentence_case, word_date

MAX_LIST_CHARACTERS = 1600
"""What a person reads on a phone without losing the thread; Telegram's limit is 4,096."""

_DATED = (Kind.PROGRAMME, Kind.VISIT, Kind.AGREEMENT, Kind.MEETING, Kind.EVENT)
_EVERYWHERE = (Kind.PERSON, Kind.TOPIC, Kind.PLACE)
_LISTED = (*_DATED, Kind.ORGANISATION, Kind.PERSON, Kind.TOPIC, Kind.PLACE)


def derive_lists(release: Release) -> Iterator[KnownFact]:
    """Yield every list that has at least one entry, in a stable order."""
    lister = _Lister(release)
    for kind in _LISTED:
        yield from lister.lists_of(kind)
    yield from lister.contents_of_places()
    yield from lister.statements()


class _Lister:
    def __init__(self, release: Release) -> None:
        self._release = release
        self._countries = {place for entry in release.entries for place in entry.countries}

    def lists_of(self, kind: Kind) -> Iterator[KnownFact]:
        entries = self._release.of_kind(kind)
        if not entries:
            return
        yield from self._list(kind, "all", None, entries)
        if kind in _EVERYWHERE:
            return
        for name, groups in (
            ("country", self._by_place(entries, countries=True)),
            ("place", self._by_place(entries, countries=False)),
            ("party", _by_party(entries) if kind in _DATED else {}),
        ):
            for value, group in groups.items():
                yield from self._list(kind, name, value, group)
        if kind in _DATED:
            for year, group in _by_year(entries).items():
                yield from self._list(kind, "year", year, group)

    def contents_of_places(self) -> Iterator[KnownFact]:
        """Yield, for each place, what the base holds on it."""
        for place in self._release.of_kind(Kind.PLACE):
            if not self._is_region(place.id):
                continue
            inside = [
                entry
                for entry in self._release.entries
                if entry.kind is not Kind.PERSON
                and place.id in self._places_of(entry) | set(entry.parties)
                and entry.id != place.id
            ]
            if inside:
                yield from self._known(
                    place.id,
                    "contents",
                    {locale: each.contents for locale, each in self._release.templates.items()},
                    inside,
                    {},
                    involves=place.id,
                )

    def statements(self) -> Iterator[KnownFact]:
        """Yield, for each person, what the documents report of her words."""
        for person in self._release.of_kind(Kind.PERSON):
            said = [
                (entry, fact)
                for entry in self._release.entries
                for fact in entry.facts
                if fact.said and fact.said.by == person.id
            ]
            if len(said) < 2:
                continue
            template = {loc: each.statements for loc, each in self._release.templates.items()}
            lines = {
                locale: [text for _, fact in said if (text := fact.answer.get(locale)) is not None]
                for locale in template
            }
            sources = tuple(each for entry, fact in said for each in fact.source or entry.source)
            yield from self._worded(
                person.id, "statements", template, lines, {}, sources, frozenset({person.id})
            )

    def _list(
        self, kind: Kind, name: str, value: str | None, entries: list[Entry] | tuple[Entry, ...]
    ) -> Iterator[KnownFact]:
        fact = f"{kind}-{name}-{value}" if value else f"{kind}-{name}"
        templates: dict[str, FieldTemplate] = {}
        values: dict[str, list[dict[str, str]]] = {}
        for locale, each in self._release.templates.items():
            if name in each.lists and kind in each.kinds:
                templates[locale] = each.lists[name]
                words = self._filter_words(name, value, locale)
                values[locale] = [{"kinds": plural, **words} for plural in each.kinds[kind]]
        involves = value if value and self._release.find(value) else None
        yield from self._known(CATALOGUE, fact, templates, list(entries), values, involves)

    def _filter_words(self, name: str, value: str | None, locale: str) -> dict[str, str]:
        if value is None:
            return {}
        if name == "year":
            return {"year": value}
        title = self._release.entry(value).title
        word = title.get(locale) or title.en
        return {"where": word, "names": word}

    def _known(
        self,
        owner: str,
        fact: str,
        templates: dict[str, FieldTemplate],
        entries: list[Entry],
        values: dict[str, list[dict[str, str]]],
        involves: str | None,
    ) -> Iterator[KnownFact]:
        lines = {locale: [self._line(entry, locale) for entry in entries] for locale in templates}
        sources = tuple(each for entry in entries for each in entry.source)
        about = frozenset({involves} if involves else ())
        yield from self._worded(owner, fact, templates, lines, values, sources, about)

    def _worded(
        self,
        owner: str,
        fact: str,
        templates: dict[str, FieldTemplate],
        lines: dict[str, list[str]],
        values: dict[str, list[dict[str, str]]],
        sources: tuple[Source, ...],
        involves: frozenset[str],
    ) -> Iterator[KnownFact]:
        answers: dict[str, str] = {}
        phrasings: dict[str, tuple[str, ...]] = {}
        titles: dict[str, str] = {}
        asks: frozenset[Asks] = frozenset()
        for locale, template in templates.items():
            variants = [
                {**each, **names}
                for each in values.get(locale, [{}])
                for names in self._owner_names(owner, locale)
            ]
            if not variants or not lines[locale] or template.answer is None:
                continue
            head = sentence_case(template.answer.format(**variants[0]))
            answer = "\n".join([head, *(f"• {line}" for line in lines[locale])])
            if len(answer) > MAX_LIST_CHARACTERS:
                continue  # a part of a list would look like the whole
            asks |= frozenset(template.asks)
            answers[locale] = answer
            titles[locale] = head.rstrip(":：")
            phrasings[locale] = tuple(
                pattern.format(**variant) for variant in variants for pattern in template.phrasings
            )
        if "en" in answers:
            yield KnownFact(
                entry=owner,
                fact=fact,
                origin=Origin.LIST,
                asks=asks,
                answers=answers,
                titles=titles,
                phrasings=phrasings,
                sources=_merged(sources),
                involves=involves,
            )

    def _owner_names(self, owner: str, locale: str) -> list[dict[str, str]]:
        entry = self._release.find(owner)
        if entry is None:
            return [{}]
        title = entry.title.get(locale) or entry.title.en
        names = (title, *entry.aliases.get(locale)[:3])
        return [{"title": title, "name": name} for name in names]

    def _line(self, entry: Entry, locale: str) -> str:
        title = entry.title.get(locale) or entry.title.en
        details = [word_date(span, locale) for span in entry.dates.values()]
        details.extend(each.title.get(locale) or each.title.en for each in entry.offices)
        new = [detail for detail in details if detail not in title]
        return f"{title} ({'; '.join(new)})" if new else title

    def _places_of(self, entry: Entry) -> set[str]:
        """Return the ids of all places that the entry is in, countries included."""
        found: set[str] = set()
        pending = [*entry.place, *entry.countries, *((entry.within,) if entry.within else ())]
        while pending:
            place = pending.pop()
            if place not in found:
                found.add(place)
                within = self._release.entry(place).within
                pending.extend((within,) if within else ())
        return found

    def _by_place(self, entries: tuple[Entry, ...], *, countries: bool) -> dict[str, list[Entry]]:
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for place in sorted(self._places_of(entry)):
                if self._is_region(place) and (place in self._countries) == countries:
                    groups[place].append(entry)
        return groups

    def _is_region(self, place: str) -> bool:
        """Tell whether a place is a country, or a city or prefecture right inside one."""
        return place in self._countries or self._release.entry(place).within in self._countries


def _by_party(entries: tuple[Entry, ...]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for party in entry.parties:
            groups[party].append(entry)
    return groups


def _by_year(entries: tuple[Entry, ...]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        years = {
            year
            for span in entry.dates.values()
            for year in range(span.first_day.year, span.last_day.year + 1)
        }
        for year in sorted(years):
            groups[str(year)].append(entry)
    return groups


def _merged(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return one source a document, with all sections named."""
    sections: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        sections[source.document].extend(
            each for each in source.section if each not in sections[source.document]
        )
    return tuple(
        Source(document=document, section=tuple(names)) for document, names in sections.items()
    )
