"""Derives facts and phrasings from the typed fields, so that editors rarely write them.

Written facts keep their answers and get the phrasings of the field they name; a field that
no fact names is put in words by the templates. Lists over entries come from `knowledge.listing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.known import KnownFact, Origin
from knowledge.listing import derive_lists
from knowledge.release import Release
from knowledge.schema import LOCALES, Asks, Entry, Fact, Gap, Kind
from knowledge.templates import FieldTemplate, Templates
from knowledge.wording import sentence_case, word_date, word_list

MAX_NAMES = 2
"""Names of an entry that fill a template: the title and the first alias. More would only
repeat what the matching knows anyway: that they name the same entry."""


def derive_facts(release: Release) -> tuple[KnownFact, ...]:
    """Return everything the bot can say from `release`, in the base's order."""
    return (
        *(known for entry in release.entries for known in _EntryFacts(release, entry).all()),
        *derive_lists(release),
    )


class _EntryFacts:
    """The facts of one entry."""

    def __init__(self, release: Release, entry: Entry) -> None:
        self._release = release
        self._entry = entry

    def all(self) -> Iterator[KnownFact]:
        covered = {fact.field for fact in self._entry.facts}
        for fact in self._entry.facts:
            yield self._written(fact)
        for field, template in self._field_templates():
            if field not in covered:
                derived = self._from_field(field, template)
                if derived:
                    yield derived
        for gap in self._entry.gaps:
            yield self._gap(gap)
        yield from self._kind_gap()

    def _written(self, fact: Fact) -> KnownFact:
        phrasings: dict[str, tuple[str, ...]] = {}
        for locale in LOCALES:
            phrasings[locale] = (
                *fact.phrasings.get(locale),
                *self._field_phrasings(fact, locale),
                *self._said_phrasings(fact, locale),
            )
        said = fact.said
        spoken = {said.by, said.to or said.by} if said else set()
        return KnownFact(
            entry=self._entry.id,
            fact=fact.id,
            origin=Origin.WRITTEN,
            asks=frozenset(fact.asks),
            answers=_texts(fact.answer),
            titles=self._titles(phrasings),
            phrasings=phrasings,
            sources=fact.source or self._entry.source,
            involves=frozenset({self._entry.id, *fact.about, *spoken}),
            surroundings=self._surroundings(fact.about),
            said=said,
        )

    def _gap(self, gap: Gap) -> KnownFact:
        phrasings = {locale: gap.phrasings.get(locale) for locale in LOCALES}
        return KnownFact(
            entry=self._entry.id,
            fact=gap.id,
            origin=Origin.GAP,
            asks=frozenset(),
            answers=_texts(gap.answer),
            titles=self._titles(phrasings),
            phrasings=phrasings,
            sources=self._entry.source,
            involves=frozenset({self._entry.id}),
            surroundings=self._surroundings(),
        )

    def _kind_gap(self) -> Iterator[KnownFact]:
        """Yield what no document says of any entry of this kind."""
        kind = self._entry.kind
        answers: dict[str, str] = {}
        phrasings: dict[str, tuple[str, ...]] = {}
        for locale, templates in self._release.templates.items():
            template = templates.gaps.get(kind)
            title = self._entry.title.get(locale)
            if template is None or template.answer is None or title is None:
                continue
            answers[locale] = template.answer.format(title=title)
            phrasings[locale] = tuple(
                pattern.format(name=name)
                for name in self._names(locale)[:2]
                for pattern in template.phrasings
            )
        if "en" in answers:
            yield KnownFact(
                entry=self._entry.id,
                fact="not-stated",
                origin=Origin.GAP,
                asks=frozenset(),
                answers=answers,
                titles=self._titles(phrasings),
                phrasings=phrasings,
                sources=self._entry.source,
                involves=frozenset({self._entry.id}),
                surroundings=self._surroundings(),
            )

    def _titles(self, phrasings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """Return a question per locale that stands for the fact on a button."""
        titles: dict[str, str] = {}
        for locale in LOCALES:
            own = phrasings.get(locale)
            title = self._entry.title.get(locale)
            if own:
                titles[locale] = sentence_case(own[0])
            elif title:
                titles[locale] = title
        return titles

    def _surroundings(self, about: tuple[str, ...] = ()) -> frozenset[str]:
        """Return what the entry's fields name; of its countries only those it is about."""
        entry = self._entry
        countries = set(entry.countries)
        if countries & set(about):
            countries &= set(about)
        found = {entry.id, *countries, *entry.place, *entry.parties}
        found.update(person for persons in entry.people.values() for person in persons)
        found.update(office.of for office in entry.offices)
        found.update(each for each in (entry.within, entry.part_of) if each)
        found.update(entry.visited_by)
        return frozenset(found)

    def _field_phrasings(self, fact: Fact, locale: str) -> Iterator[str]:
        templates = self._release.templates.get(locale)
        if templates is None:
            return
        fields = [fact.field] if fact.field else []
        if fact.id == "overview":
            fields.append("overview")
        for field in fields:
            template = _template_of(templates, field)
            if template is not None:
                yield from self._filled(template, field, locale)

    def _filled(self, template: FieldTemplate, field: str, locale: str) -> Iterator[str]:
        """Yield the template's phrasings for each name of the entry, none of them twice."""
        yield from dict.fromkeys(
            pattern.format(name=name, title=name, **values)
            for name in self._names(locale)
            for pattern in template.phrasings
            for values in self._values(field, locale)
        )

    def _said_phrasings(self, fact: Fact, locale: str) -> Iterator[str]:
        templates = self._release.templates.get(locale)
        if fact.said is None or templates is None:
            return
        by = self._name_of(fact.said.by, locale)
        to = self._name_of(fact.said.to, locale) if fact.said.to else ""
        for pattern in templates.said.get(fact.said.act, ()):
            yield " ".join(pattern.format(by=by, to=to).split())

    def _names(self, locale: str) -> tuple[str, ...]:
        return self._entry.names(locale)[:MAX_NAMES]

    def _name_of(self, entry_id: str, locale: str) -> str:
        title = self._release.entry(entry_id).title
        return title.get(locale) or title.en

    def _field_templates(self) -> Iterator[tuple[str, str]]:
        """Yield the fields of this entry that a template can put in words."""
        entry = self._entry
        yield from ((f"dates.{name}", f"dates.{name}") for name in entry.dates)
        yield from ((f"people.{role}", f"people.{role}") for role in entry.people)
        if entry.kind in {Kind.ORGANISATION, Kind.PLACE}:
            if entry.place or entry.within or entry.countries:
                yield "place", "location"
        elif entry.place and entry.kind is not Kind.TOPIC:
            yield "place", "place"
        if len(entry.parties) > 1 and entry.kind in {Kind.AGREEMENT, Kind.MEETING}:
            yield "parties", "parties"
        if entry.offices:
            yield "offices", "offices"
        if entry.visited_by:
            yield "visited_by", "visited_by"

    def _from_field(self, field: str, template_name: str) -> KnownFact | None:
        answers: dict[str, str] = {}
        phrasings: dict[str, tuple[str, ...]] = {}
        asks: frozenset[Asks] = frozenset()
        for locale, templates in self._release.templates.items():
            template = _template_of(templates, template_name)
            title = self._entry.title.get(locale)
            if template is None or template.answer is None or title is None:
                continue
            values = next(self._values(field, locale), None)
            if values is None:
                continue
            asks |= frozenset(template.asks)
            answers[locale] = sentence_case(template.answer.format(title=title, **values))
            phrasings[locale] = tuple(self._filled(template, field, locale))
        if "en" not in answers:
            return None
        return KnownFact(
            entry=self._entry.id,
            fact=field.replace(".", "-").replace("_", "-"),
            origin=Origin.DERIVED,
            asks=asks,
            answers=answers,
            titles=self._titles(phrasings),
            phrasings=phrasings,
            sources=self._entry.source,
            involves=frozenset({self._entry.id}),
            surroundings=self._surroundings(),
        )

    def _values(self, field: str, locale: str) -> Iterator[dict[str, str]]:
        """Yield what fills the placeholders of a field's template, one set a variant."""
        entry = self._entry
        head, _, tail = field.partition(".")
        names = ""
        match head:
            case "dates":
                yield {"when": word_date(entry.dates[tail], locale)}
                return
            case "offices":
                for office in entry.offices:
                    title = office.title.get(locale) or office.title.en
                    yield {"office": title, "names": self._name_of(entry.id, locale)}
                return
            case "people":
                names = self._list(entry.people[tail], locale)
            case "parties":
                names = self._list(entry.parties, locale)
            case "visited_by":
                names = self._list(entry.visited_by, locale)
        places = entry.place or ((entry.within,) if entry.within else entry.countries)
        yield {"names": names, "where": self._where(places, locale)}

    def _list(self, ids: tuple[str, ...], locale: str) -> str:
        return word_list([self._name_of(each, locale) for each in ids], locale)

    def _where(self, places: tuple[str, ...], locale: str) -> str:
        """Return the places in words, each with the place it lies in."""
        texts = []
        for place in places:
            within = self._release.entry(place).within
            name = self._name_of(place, locale)
            texts.append(f"{name}, {self._name_of(within, locale)}" if within else name)
        return "; ".join(texts)


def _template_of(templates: Templates, field: str) -> FieldTemplate | None:
    head, _, tail = field.partition(".")
    if head in {"dates", "people"}:
        return getattr(templates, head).get(tail)  # type: ignore[no-any-return]
    found = getattr(templates, head, None)
    return found if isinstance(found, FieldTemplate) else None


def _texts(answer: object) -> dict[str, str]:
    return {locale: text for locale in LOCALES if (text := answer.get(locale))}  # type: ignore[attr-defined]
