"""Compares answers with the documents: every number, date and name must stand in its source.

And the other way round: which sections, numbers and names of the documents no answer mentions.
``grounding.yaml`` in the base folder lists what is right though it is written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from knowledge.locating import read_sections, sections_in
from knowledge.normalising import fold, normalise
from knowledge.numerals import read_number_words
from knowledge.problems import InvalidBaseError, Problem
from knowledge.release import Release
from knowledge.schema import Document, Entry, Model, Source
from knowledge.spelling import background
from knowledge.yaml_reader import read_yaml

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAME = re.compile(r"(?:[A-Z][\w&’'-]*|[A-Z]\.[A-Z]+)(?:[ -][A-Z][\w&’'-]*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[•“(]\s*|\n\s*)$")


class Allowance(Model):
    """What is allowed in answers, or may stay unmentioned, and why."""

    says: str
    because: str


class Allowances(Model):
    """The content of ``grounding.yaml``.

    `answers` may say these numbers and names though their source writes them otherwise;
    `unmentioned` numbers and names of the documents need no answer; `ordinary` are words that
    begin with a capital and are no names.
    """

    answers: tuple[Allowance, ...] = ()
    unmentioned: tuple[Allowance, ...] = ()
    ordinary: tuple[str, ...] = Field(default=())


@dataclass(frozen=True, slots=True)
class GroundingReport:
    """What does not rest on the documents, and what of them is not used."""

    ungrounded: tuple[str, ...]
    missing: tuple[str, ...]
    checked_count: int

    @property
    def is_clean(self) -> bool:
        """Whether both lists are empty."""
        return not self.ungrounded and not self.missing

    def as_text(self) -> str:
        """Return the report as lines to print."""
        lines = [f"Grounding: {self.checked_count} answers compared with the documents."]
        lines += [f"  not in its source: {each}" for each in self.ungrounded]
        lines += [f"  no answer mentions: {each}" for each in self.missing]
        if self.is_clean:
            lines.append("  every number, date and name of the answers stands in its source;")
            lines.append("  every section, number and name of the documents is used or explained")
        return "\n".join(lines)


class _Text:
    """A part of a document, ready to be searched."""

    def __init__(self, text: str) -> None:
        self.raw = text
        folded = fold(text).replace("’", "'")
        self._squeezed = f" {' '.join(_tokens(folded))} "
        self.numbers = set(_numbers(text))

    def has_name(self, name: str) -> bool:
        return f" {' '.join(_tokens(fold(name)))} " in self._squeezed


def check_grounding(release: Release, documents: Path, allowances: Path) -> GroundingReport:
    """Compare `release` with the files in `documents`; InvalidBaseError where one is missing."""
    allowed = _read_allowances(allowances)
    texts = {each.id: read_sections(each, documents) for each in release.documents}
    ungrounded: list[str] = []
    said = _Said()
    count = 0
    for entry, key, sources, answer in _answers(release):
        count += 1
        said.add(sources, answer)
        places = [(each.document, section) for each in sources for section in each.section]
        text = _Text("\n".join(texts[document][section] for document, section in places))
        where = ", ".join(f"{document} ({section})" for document, section in places)
        ungrounded.extend(
            f"{entry.id}/{key}: '{item}' is not in {where}"
            for item in _unsupported(answer, text, allowed)
        )
    missing = list(_unmentioned(release.documents, texts, said, allowed))
    return GroundingReport(tuple(ungrounded), tuple(missing), count)


def _answers(release: Release) -> Iterator[tuple[Entry, str, tuple[Source, ...], str]]:
    for entry in release.entries:
        yield entry, "title", entry.source, entry.title.en
        for fact in entry.facts:
            yield entry, fact.id, fact.source or entry.source, fact.answer.en


def _read_allowances(path: Path) -> Allowances:
    if not path.is_file():
        return Allowances()
    file = read_yaml(path)
    if isinstance(file, Problem):
        raise InvalidBaseError([file])
    try:
        return Allowances.model_validate(file.data)
    except ValidationError as invalid:
        raise InvalidBaseError(
            Problem(path.name, 0, ".".join(map(str, each["loc"])), each["msg"], "correct it")
            for each in invalid.errors(include_url=False)
        ) from None


class _Said:
    """Everything that the answers say, to find what they leave out."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.sections: set[tuple[str, str]] = set()

    def add(self, sources: Iterable[Source], answer: str) -> None:
        self._texts.append(answer)
        for source in sources:
            self.sections.update((source.document, each) for each in source.section)

    def text(self) -> _Text:
        return _Text("\n".join(self._texts))


def unmentioned_in(document: Document, text: str, said: Iterable[tuple[str, str]]) -> list[str]:
    """Return the sections, numbers and names of a document that nothing said mentions.

    `text` is the document's; `said` are pairs of the id of a section that something rests on,
    and what is said. InvalidBaseError where a section does not begin anywhere.
    """
    spoken = _Said()
    for section, words in said:
        spoken.add([Source(document=document.id, section=(section,))], words)
    texts = {document.id: sections_in(document, text)}
    return list(_unmentioned([document], texts, spoken, Allowances()))


def _unsupported(answer: str, text: _Text, allowed: Allowances) -> Iterator[str]:
    permitted = {fold(each.says) for each in allowed.answers}
    for number in _numbers(answer):
        if number not in text.numbers and number not in permitted:
            yield number
    for name in _names(answer, allowed.ordinary):
        if text.has_name(name) or fold(name) in permitted:
            continue
        parts = [part for part in re.split(r"[\s-]+", name) if part not in allowed.ordinary]
        if not all(text.has_name(part) or fold(part) in permitted for part in parts):
            yield name


def _unmentioned(
    documents: Iterable[Document],
    texts: Mapping[str, Mapping[str, str]],
    said: _Said,
    allowed: Allowances,
) -> Iterator[str]:
    spoken = said.text()
    permitted = {fold(each.says) for each in allowed.unmentioned}
    for document in documents:
        for section in document.sections:
            where = f"{document.id} ({section.id})"
            if (document.id, section.id) not in said.sections:
                yield f"section {section.id} of {document.id}"
            text = texts[document.id][section.id]
            for number in sorted(set(_numbers(text))):
                if number not in spoken.numbers and number not in permitted:
                    yield f"number {number}, {where}"
            for name in sorted(set(_names(text, allowed.ordinary))):
                parts = name.split()
                known = spoken.has_name(name) or all(map(spoken.has_name, parts))
                if not known and fold(name) not in permitted:
                    yield f"name {name}, {where}"


def _numbers(text: str) -> list[str]:
    words = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+|%", normalise(text))
    read = read_number_words([word for word in words if word != "one"], "en")
    return [word for word in read if _NUMBER.fullmatch(word) or word.startswith("month")]


def _names(text: str, ordinary: Iterable[str]) -> list[str]:
    """Return what is written like a name: capitalised, and not only as a sentence begins."""
    plain = set(ordinary)
    everyday = background("en")
    found = []
    for match in _NAME.finditer(text):
        words = re.split(r"\s+", match.group().strip("’'-"))
        if _SENTENCE_START.search(text[: match.start()]) and words[0].lower() in everyday:
            words = words[1:]
        while words and words[0] in plain:
            words = words[1:]
        name = re.sub(r"['’]s?$", "", " ".join(words))
        if name:
            found.append(name)
    return found


def _tokens(folded: str) -> list[str]:
    """Return the words in the singular, roughly: the same for a name and its plural."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", folded)
    cleaned = (re.sub(r"['’]s?$", "", word) for word in words)
    return [word.removesuffix("s") if len(word) > 3 else word for word in cleaned if word]
