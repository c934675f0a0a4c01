"""Reads one YAML file from an untrusted hand into plain data with a line for every value.

Owns what makes YAML dangerous or surprising: anchors and aliases (bombs, cycles), tags,
sizes, encodings, duplicate keys, and YAML 1.1's habit of turning ``no`` into false and
``2024-10-17`` into a date. What the data mean is left to `knowledge.schema`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from knowledge.problems import Problem

MAX_FILE_BYTES = 8 * 1024 * 1024
"""A base of 10,000 facts in one file is about 5 MB; more is a mistake or an attack."""

MAX_DEPTH = 12
"""The schema nests 6 deep."""

MAX_VALUES = 1_000_000
"""Bounds the work of a file that is small but dense, such as ten million commas."""

Path_ = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: slower, same


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Plain data (dict, list, str, int, float, bool, None) and the line of each value."""

    name: str
    data: Any
    lines: dict[Path_, int] = field(repr=False)

    def line_of(self, path: Path_) -> int:
        """Return the line of `path`, or of its nearest known parent; counts from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _RefusedError(Exception):
    def __init__(self, line: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


def read_yaml(path: Path, name: str | None = None) -> YamlFile | Problem:
    """Return the file's data, or the first thing that makes it unreadable.

    `name` is what the file is called in problems; the last part of its path unless given.
    """
    name = name or path.name
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return Problem(name, 0, "", f"cannot be read: {error.strerror}", "check the file")
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> YamlFile | Problem:
    """Return the data in `raw`, or the first thing that makes it unreadable; never raises."""
    try:
        builder = _Builder(_decode(raw))
        return YamlFile(name, builder.document(), builder.lines)
    except _RefusedError as refused:
        return Problem(name, refused.line, "", refused.message, refused.remedy)


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise _RefusedError(0, f"is larger than {limit} MB", "split it by topic")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _RefusedError(1, "is UTF-16, not UTF-8", "save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _RefusedError(
            line, "holds bytes that are not UTF-8", "save the file as UTF-8 and check this line"
        ) from None
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        line = text.count("\n", 0, unprintable.start()) + 1
        raise _RefusedError(line, "holds control characters", "delete them, or type the line anew")
    for number, content in enumerate(text.splitlines(), start=1):
        indent = content[: len(content) - len(content.lstrip())]
        if "\t" in indent:
            raise _RefusedError(
                number, "is indented with a tab", "use spaces: YAML allows no tabs there"
            )
    return text


class _Builder:
    """Builds plain data straight from the parser's events.

    Anchors are refused as they appear, so no bomb goes off and no cycle closes. Scalars
    follow YAML 1.2's core: an editor's ``no``, ``on`` and dates stay text.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[Path_, int] = {}
        self._events = self._checked_events(text)

    def document(self) -> Any:
        """Return the only document of the text, None where it is empty."""
        next(self._events)  # the start of the stream
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        data = self._value(next(self._events), ())
        next(self._events)  # the end of the document
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise _RefusedError(
                _line(following), "holds a second document", "remove the line '---'"
            )
        return data

    def _checked_events(self, text: str) -> Iterator[yaml.Event]:
        try:
            for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
                if count > MAX_VALUES:
                    raise _RefusedError(_line(event), "holds too many values", "split it by topic")
                if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                    raise _RefusedError(
                        _line(event),
                        "uses a YAML anchor or alias (& or *)",
                        "write the value out in full, or put the text in quotes",
                    )
                if getattr(event, "tag", None) is not None:
                    raise _RefusedError(
                        _line(event), "uses a YAML tag (!)", "remove the word that begins with '!'"
                    )
                yield event
        except yaml.YAMLError as error:
            _refuse_syntax(error)
        except (OverflowError, ValueError):  # an escape that is no character, without libyaml
            raise _RefusedError(
                0, "holds an escape that is no character", "write the character itself"
            ) from None

    def _value(self, event: yaml.Event, path: Path_) -> Any:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            if _SURROGATE.search(event.value):
                raise _RefusedError(
                    _line(event), "holds half of a character", "write the character itself"
                )
            return _scalar(event.value) if event.implicit[0] else event.value
        if len(path) >= MAX_DEPTH:
            raise _RefusedError(_line(event), "is nested too deeply", "check the indentation")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _list(self, path: Path_) -> list[Any]:
        result: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            result.append(self._value(event, (*path, len(result))))
        return result

    def _mapping(self, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError(
                    line, "has a list or mapping as a key", "use a plain word as the key"
                )
            key = event.value
            if key in result:
                raise _RefusedError(line, f"has the key '{key}' twice", "keep one of the two")
            self.lines[(*path, key)] = line
            result[key] = self._value(next(self._events), (*path, key))
        return result


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 0


def _refuse_syntax(error: yaml.YAMLError) -> NoReturn:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "bad YAML"
    remedy = "check indentation, colons and quotes on this line and the one before"
    raise _RefusedError(
        mark.line + 1 if mark else 0, f"is not valid YAML: {said}", remedy
    ) from None


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What YAML 1.1 allows only as an escape, section 5.1."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")


def _scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
    return text
