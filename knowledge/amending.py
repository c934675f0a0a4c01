"""Changes a base as a member of staff teaches it: another phrasing, a new fact, a later review.

Works on the bytes of the files by their paths in the base and returns those that it changed; what
comes out is as sound as its words, which `knowledge.loading` checks afterwards as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.normalising import fold
from knowledge.schema import LOCALES
from knowledge.yaml_editing import EditError, YamlText, new_file
from knowledge.yaml_reader import Path_

Files = Mapping[str, bytes]
"""Bytes by path inside the base, with slashes, such as ``entries/events.yaml``."""

Edit = Callable[[Files], dict[str, bytes]]
"""Returns all files of a base with a change in them; EditError where it cannot be made."""

TAUGHT = "entries/taught.yaml"
"""Where new entries go."""

GOLDEN = "golden.yaml"
DOCUMENTS = "documents.yaml"
MAX_ID = 40
"""Shorter than an id may be, so that an entry's and a fact's fit a button together."""

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class NewSource:
    """A document that the base does not know yet, with the one section that is cited."""

    title: str
    publisher: str
    section: str


@dataclass(frozen=True, slots=True)
class Citing:
    """What a new fact rests on: a document's id and a section's, or a document that is new."""

    document: str = ""
    section: str = ""
    new: NewSource | None = None


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact as it was taught; texts by locale, English among the answers."""

    answers: Mapping[str, str]
    phrasings: Mapping[str, Sequence[str]]
    asks: Sequence[str]
    source: Citing


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A subject as it was taught, for the fact that comes with it."""

    kind: str
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Amended:
    """A base with a change, and the key of the fact that it is about."""

    files: dict[str, bytes]
    entry: str
    fact: str


@dataclass(slots=True)
class Amending:
    """A base that is being changed; each change sees the ones before it."""

    files: dict[str, bytes]
    _texts: dict[str, YamlText] = field(default_factory=dict)

    def add_phrasings(
        self, entry: str, fact: str, locale: str, phrasings: Sequence[str]
    ) -> tuple[str, ...]:
        """Add ways to ask for a fact and return those that were not there, compared as folded.

        They go where that fact has phrasings in that locale already: the file of further ones,
        else the entry's own. EditError where there is no such fact.
        """
        path, name = self._fact(entry, fact)
        key = f"{entry}/{fact}"
        own: tuple[str, Path_] = (name, (*path, "phrasings", locale))
        folder = f"phrasings/{locale}/"
        further: list[tuple[str, Path_]] = [
            (each, (key,)) for each in self._names(folder) if key in self._data(each)
        ]
        present = [each for place in (own, *further) for each in self._listed(*place)]
        known = {fold(each) for each in present}
        new = {fold(each): each.strip() for each in reversed(phrasings) if each.strip()}
        added = tuple(each for folded, each in reversed(new.items()) if folded not in known)
        if further and not self._listed(*own):
            own = further[0]
        elif added and "phrasings" not in self._item(name, path):
            self._text(name).set((*path, "phrasings"), {locale: list(added)})
            return added
        for each in added:
            self._text(own[0]).append(own[1], each)
        return added

    def add_fact(self, entry: str, new: NewFact) -> str:
        """Add a fact to an entry and return its id; EditError where there is no such entry."""
        name, number = self._entry(entry)
        data = self._data(name)[number]
        taken = {each["id"] for part in ("facts", "gaps") for each in data.get(part) or ()}
        written = self._fact_data(new, taken)
        self._text(name).append((number, "facts"), written)
        return str(written["id"])

    def add_entry(self, entry: NewEntry, new: NewFact, today: date, review_by: date) -> str:
        """Add a subject with its first fact; return its id. The fact's is ``overview``."""
        taken = {each["id"] for each, _, _ in self._entries()}
        identity = free_id(entry.titles[_ENGLISH], taken)
        written = self._fact_data(new, set())
        written["id"] = "overview"
        source = written.pop("source")
        data = {
            "id": identity,
            "kind": entry.kind,
            "title": dict(entry.titles),
            "source": source,
            "verified_on": today.isoformat(),
            "review_by": review_by.isoformat(),
            "facts": [written],
        }
        if TAUGHT in self.files:
            self._text(TAUGHT).append((), data)
        else:
            self.files[TAUGHT] = new_file([data], "What members of staff taught from Telegram.")
        return identity

    def expect(self, question: str, locale: str, entry: str, fact: str) -> None:
        """Make a question a golden one, answered by that fact; once however often."""
        data = {"question": question, "locale": locale, "expected": f"{entry}/{fact}"}
        if GOLDEN not in self.files:
            self.files[GOLDEN] = new_file([data], "Questions that must be answered by their fact.")
            return
        alike = [
            number
            for number, each in enumerate(self._data(GOLDEN) or ())
            if fold(str(each.get("question"))) == fold(question)
            and each.get("locale", _ENGLISH) == locale
        ]
        if alike:
            self._text(GOLDEN).set((alike[0], "expected"), data["expected"])
        else:
            self._text(GOLDEN).append((), data)

    def confirm(self, entry: str, verified_on: date, review_by: date) -> None:
        """Note that somebody has compared an entry with its documents."""
        name, number = self._entry(entry)
        self._text(name).set((number, "verified_on"), verified_on.isoformat())
        self._text(name).set((number, "review_by"), review_by.isoformat())

    def change_answer(self, entry: str, fact: str, locale: str, text: str) -> None:
        """Let a fact say something else in a locale, wherever that stands."""
        path, name = self._fact(entry, fact)
        for each in self._names(f"translations/{locale}/"):
            translated = self._data(each).get(entry) or {}
            if fact in (translated.get("answers") or {}):
                self._text(each).set((entry, "answers", fact), text)
                return
        self._text(name).set((*path, "answer", locale), text)

    def done(self) -> dict[str, bytes]:
        """Return all files, changed and unchanged."""
        return {**self.files, **{name: each.raw for name, each in self._texts.items()}}

    def _fact_data(self, new: NewFact, taken: set[str]) -> dict[str, Any]:
        titles = new.phrasings.get(_ENGLISH) or ["taught"]
        return {
            "id": free_id(titles[0], taken),
            "asks": list(new.asks),
            "answer": _by_locale(new.answers),
            "source": self._cited(new.source),
            "phrasings": _by_locale({locale: list(each) for locale, each in new.phrasings.items()}),
        }

    def _cited(self, source: Citing) -> dict[str, str]:
        if source.new is None:
            return {"document": source.document, "section": source.section}
        new = source.new
        documents = self._data(DOCUMENTS)
        for number, each in enumerate(documents):
            if fold(each["title"]) == fold(new.title):
                return {"document": each["id"], "section": self._section(number, each, new.section)}
        identity = free_id(new.title, {each["id"] for each in documents})
        section = {"id": free_id(new.section, set()), "title": new.section, "begins": new.section}
        data = {
            "id": identity,
            "title": new.title,
            "publisher": new.publisher,
            "file": f"{identity}.txt",
            "sections": [section],
        }
        self._text(DOCUMENTS).append((), data)
        return {"document": identity, "section": section["id"]}

    def _section(self, number: int, document: dict[str, Any], title: str) -> str:
        for each in document["sections"]:
            if fold(each["title"]) == fold(title):
                return str(each["id"])
        identity = free_id(title, {each["id"] for each in document["sections"]})
        data = {"id": identity, "title": title, "begins": title}
        self._text(DOCUMENTS).append((number, "sections"), data)
        return identity

    def _entries(self) -> Iterator[tuple[dict[str, Any], str, int]]:
        for name in self._names("entries/"):
            for number, each in enumerate(self._data(name) or ()):
                yield each, name, number

    def _entry(self, entry: str) -> tuple[str, int]:
        for each, name, number in self._entries():
            if each["id"] == entry:
                return name, number
        raise EditError(f"There is no entry '{entry}' in the files of the base.")

    def _fact(self, entry: str, fact: str) -> tuple[Path_, str]:
        """Return the path to a fact or gap in its file, and the file."""
        name, number = self._entry(entry)
        data = self._data(name)[number]
        for part in ("facts", "gaps"):
            for place, each in enumerate(data.get(part) or ()):
                if each["id"] == fact:
                    return (number, part, place), name
        raise EditError(f"There is no fact '{entry}/{fact}' in the files of the base.")

    def _item(self, name: str, path: Path_) -> Any:
        data = self._data(name)
        for step in path:
            data = data[step]
        return data

    def _listed(self, name: str, path: Path_) -> list[str]:
        data = self._data(name)
        for step in path:
            if isinstance(step, str) and step not in data:
                return []
            data = data[step] or ({} if isinstance(step, str) else [])
        return list(data)

    def _names(self, folder: str) -> list[str]:
        return sorted(each for each in self.files if each.startswith(folder))

    def _text(self, name: str) -> YamlText:
        if name not in self._texts:
            self._texts[name] = YamlText(self.files[name], name)
        return self._texts[name]

    def _data(self, name: str) -> Any:
        return self._text(name).data


def free_id(text: str, taken: set[str]) -> str:
    """Return an id made of a text's words that is not taken yet.

    >>> free_id("When is the deadline?", {"when-is-the-deadline"})
    'when-is-the-deadline-2'
    >>> free_id("締め切り", set())
    'taught'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    base = ""
    for word in words:
        if len(base) + len(word) + 1 > MAX_ID // 2 and base:
            break
        base = f"{base}-{word}" if base else word[: MAX_ID // 2]
    base = base or "taught"
    number, identity = 1, base
    while identity in taken:
        number += 1
        identity = f"{base}-{number}"
    return identity


def _by_locale(texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return texts in the base's order of locales, without empty ones."""
    return {locale: texts[locale] for locale in LOCALES if texts.get(locale)}
