"""Reads the files of a base into validated items, keeping the line of each.

A draft is what stands in the files, right or wrong; `knowledge.checking` finds what is
wrong between items and `knowledge.loading` turns a clean draft into a release.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.lexicon import Lexicon
from knowledge.problems import Problem, did_you_mean
from knowledge.schema import LOCALES, Document, Entry, MorePhrasings, Translations
from knowledge.templates import Templates
from knowledge.yaml_reader import Path_, YamlFile, read_yaml

MAX_FILES = 500

IS_A_DRAFT = "is a draft", "check it against the document, then delete the line 'draft'"
"""The problem of an entry that nobody has checked yet, and its remedy."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Located(Generic[M]):
    """A validated item and where it stands."""

    item: M
    file: YamlFile
    path: Path_

    def problem(self, where: Path_, message: str, remedy: str) -> Problem:
        """Return a problem at `where` inside the item."""
        line = self.file.line_of((*self.path, *where))
        label = _dotted((getattr(self.item, "id", ""), *where))
        return Problem(self.file.name, line, label, message, remedy)


@dataclass(slots=True)
class Draft:
    """All items that could be read, and the problems of those that could not."""

    entries: list[Located[Entry]] = field(default_factory=list)
    documents: list[Located[Document]] = field(default_factory=list)
    lexicons: list[Located[Lexicon]] = field(default_factory=list)
    templates: list[Located[Templates]] = field(default_factory=list)
    phrasings: list[Located[MorePhrasings]] = field(default_factory=list)
    translations: list[Located[Translations]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Ids of entries that have a mistake of their own and are not among `entries`."""


def read_draft(folder: Path) -> Draft:
    """Return everything that stands in the base folder; never raises for its content."""
    draft = Draft()
    if not folder.is_dir():
        remedy = "name a folder that holds documents.yaml, entries/, lexicon/ and templates/"
        draft.problems.append(Problem(str(folder), 0, "", "is not a folder", remedy))
        return draft
    reader = _Reader(folder, draft)
    reader.read_items(folder / "documents.yaml", Document, draft.documents)
    for path in reader.yaml_files("entries"):
        reader.read_items(path, Entry, draft.entries)
    for path in reader.yaml_files("lexicon"):
        reader.read_item(path, Lexicon, draft.lexicons)
    for path in reader.yaml_files("templates"):
        reader.read_item(path, Templates, draft.templates)
    for locale in LOCALES:
        for path in reader.yaml_files(f"phrasings/{locale}", needed=False):
            reader.read_keyed(path, locale, "phrasings", MorePhrasings, draft.phrasings)
        for path in reader.yaml_files(f"translations/{locale}", needed=False):
            reader.read_keyed(path, locale, "entries", Translations, draft.translations)
    return draft


class _Reader:
    """Reads files of one base folder and names each by its path inside that."""

    def __init__(self, folder: Path, draft: Draft) -> None:
        self._folder = folder
        self._problems = draft.problems
        self._broken = draft.broken

    def yaml_files(self, name: str, *, needed: bool = True) -> list[Path]:
        folder = self._folder / name
        paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
        if not paths and needed:
            self._problems.append(
                Problem(f"{name}/", 0, "", "holds no .yaml file", "add one file a topic")
            )
        if len(paths) > MAX_FILES:
            message, remedy = f"holds more than {MAX_FILES} files", "join topics in fewer files"
            self._problems.append(Problem(f"{name}/", 0, "", message, remedy))
            return []
        return paths

    def read_items(self, path: Path, model: type[M], items: list[Located[M]]) -> None:
        """Read a file that holds a list of items."""
        file = self._read(path)
        if file is None:
            return
        if not isinstance(file.data, list):
            remedy = "begin each item with '- id: ...' at the left margin"
            self._problems.append(Problem(file.name, 1, "", "does not hold a list", remedy))
            return
        for index, data in enumerate(file.data):
            sound = _validate(model, file, (index,), data, items, self._problems)
            if not sound and model is Entry and isinstance(data, dict):
                self._note_broken(file, index, data)

    def _note_broken(self, file: YamlFile, index: int, data: dict[str, Any]) -> None:
        """Remember an entry with mistakes; that it is a draft too is told beside them."""
        name = str(data.get("id"))
        self._broken.add(name)
        if data.get("draft") is True:
            line = file.line_of((index, "draft"))
            self._problems.append(Problem(file.name, line, f"{name}.draft", *IS_A_DRAFT))

    def read_item(self, path: Path, model: type[M], items: list[Located[M]]) -> None:
        """Read a file that holds one item."""
        file = self._read(path)
        if file is not None:
            _validate(model, file, (), file.data, items, self._problems)

    def read_keyed(
        self, path: Path, locale: str, part: str, model: type[M], items: list[Located[M]]
    ) -> None:
        """Read a file that is one mapping, as the `part` of a model with a locale."""
        file = self._read(path)
        if file is None:
            return
        lines = {(part, *where): line for where, line in file.lines.items()}
        named = YamlFile(file.name, {part: file.data}, lines)
        data = {"locale": locale, part: file.data}
        _validate(model, named, (), data, items, self._problems)

    def _read(self, path: Path) -> YamlFile | None:
        file = read_yaml(path, path.relative_to(self._folder).as_posix())
        if isinstance(file, Problem):
            self._problems.append(file)
            return None
        return file


def _validate(
    model: type[M],
    file: YamlFile,
    path: Path_,
    data: Any,
    items: list[Located[M]],
    problems: list[Problem],
) -> bool:
    """Add the item, or what is wrong with it; return whether it is sound."""
    try:
        items.append(Located(model.model_validate(data), file, path))
    except ValidationError as invalid:
        name = data.get("id", "") if isinstance(data, dict) else ""
        found: dict[str, Problem] = {}
        for error in invalid.errors(include_url=False):
            where = _inside_yaml(file, path, error["loc"])
            message, remedy = _explain(model, error, str(where[-1]) if where else "")
            label = _dotted((str(name), *where))
            line = file.line_of((*path, *where))
            found.setdefault(label, Problem(file.name, line, label, message, remedy))
        problems.extend(_deepest(found))
        return False
    return True


def _deepest(found: dict[str, Problem]) -> Iterator[Problem]:
    """Yield the problems without those that only follow from one further inside."""
    for label, problem in found.items():
        if not any(other.startswith(f"{label}.") for other in found):
            yield problem


def _inside_yaml(file: YamlFile, path: Path_, loc: Path_) -> Path_:
    """Return the part of pydantic's location that stands in the file.

    Pydantic adds steps of its own, such as ``[key]`` for the key of a mapping.
    """
    return tuple(_kept_steps(file, path, loc))


_BRANCHES = frozenset({"int", "float"})
"""What pydantic adds to the place of a value that may be one or the other."""


def _kept_steps(file: YamlFile, path: Path_, loc: Path_) -> Iterator[str | int]:
    at = path
    for number, step in enumerate(loc):
        is_last = number == len(loc) - 1
        if (*at, step) in file.lines or (is_last and step not in _BRANCHES):
            at = (*at, step)
            if step != "[key]":
                yield step


def _dotted(path: Path_) -> str:
    return ".".join(str(step) for step in path if step != "")


_REMEDIES = {
    "missing": ("is missing", "add it"),
    "string_too_short": ("is empty", "write something or delete the line"),
    "too_short": ("is empty", "name at least one"),
    "date_from_datetime_parsing": ("is not a date", "write it like 2026-11-22"),
    "date_parsing": ("is not a date", "write it like 2026-11-22"),
    "date_type": ("is not a date", "write it like 2026-11-22"),
    "model_type": ("is not a set of 'field: value' lines", "indent its fields below it"),
    "dict_type": ("is not a set of 'name: value' lines", "indent its fields below it"),
    "tuple_type": ("is not a list", "write it like [one, two]"),
    "string_type": ("is not a text", "put it in quotes"),
    "int_type": ("is not a number", "write digits only, without commas"),
    "float_type": ("is not a number", "write digits only, without commas"),
    "int_parsing": ("is not a number", "write digits only, without commas"),
    "float_parsing": ("is not a number", "write digits only, without commas"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
}


def _explain(model: type[BaseModel], error: ErrorDetails, name: str) -> tuple[str, str]:
    kind = error["type"]
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown field '{name}'", did_you_mean(
            name, _field_names(model), "delete it, or see docs/schema.md"
        )
    if kind in _REMEDIES:
        message, remedy = _REMEDIES[kind]
        return f"'{name}' {message}" if name else message, remedy
    if kind in {"enum", "literal_error"}:
        return f"'{error['input']}' is not known here", f"use {context['expected']}"
    if kind == "string_too_long":
        limit = context["max_length"]
        return f"is {len(error['input'])} characters long", f"keep it within {limit}"
    if kind == "string_pattern_mismatch":
        return f"'{error['input']}' is not well formed", _explain_pattern(context["pattern"])
    if kind == "value_error":
        message, _, remedy = str(context["error"]).partition("; ")
        return message, remedy or "correct it"
    return error["msg"], "correct it"


def _explain_pattern(pattern: str) -> str:
    if "_" in pattern:
        return "use lower-case letters, digits and underscores"
    return "use lower-case letters, digits and single hyphens"


def _field_names(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[str]:
    """Return the names of all fields of a model and of the models inside it."""
    names: set[str] = set(model.model_fields)
    for inner in _inner_models(model):
        if inner not in seen:
            names |= _field_names(inner, seen | {model, inner})
    return names


def _inner_models(model: type[BaseModel]) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    pending: list[Any] = [field.annotation for field in model.model_fields.values()]
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found.add(annotation)
        pending.extend(getattr(annotation, "__args__", ()))
    return found
