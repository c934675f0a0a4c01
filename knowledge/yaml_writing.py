"""Writes plain data as YAML the way the base's own files are written.

What is written is read back by `knowledge.yaml_reader` as the very same data, whatever characters
it holds; `knowledge.yaml_editing` makes sure of that for each edit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

INDENT = 2
_SHORT = 60
"""A list or mapping of single values within so many characters stands on one line."""

_PLAIN = re.compile("[^\\W\\d_](?:[\\w\u0e31-\u0e4e ()/.'’–-]*[\\w\u0e31-\u0e4e).])?")
"""What needs no quotes wherever it stands: words that begin with a letter."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
"""Read as the text that it is (`knowledge.yaml_reader`)."""

_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_BREAKS = {each: f"\\u{each:04x}" for each in (0x7F, 0x85, 0xA0, 0x2028, 0x2029, 0xFEFF)}


def scalar(value: str | float | bool | None) -> str:
    r"""Return a single value as it stands in a file, in quotes where it needs them.

    >>> scalar("date of signing"), scalar("yes"), scalar("fee: 5"), scalar(3)
    ('date of signing', '"yes"', '"fee: 5"', '3')
    """
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    if is_plain or _DATE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS)


def flow(value: Any) -> str:
    """Return data on one line.

    >>> flow({"document": "gazette", "section": ["a", "b"]})
    '{document: gazette, section: [a, b]}'
    """
    if isinstance(value, dict):
        inner = ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(each) for each in value)}]"
    return scalar(value)


def block(value: dict[str, Any], indent: int) -> Iterator[str]:
    """Yield the lines of a mapping, indented; a short list or source stands on one line."""
    for key, each in value.items():
        start = f"{' ' * indent}{scalar(key)}:"
        if not isinstance(each, dict | list) or _fits(each):
            yield f"{start} {flow(each)}"
        elif isinstance(each, dict):
            yield start
            yield from block(each, indent + INDENT)
        else:
            yield start
            for item in each:
                yield from block_item(item, indent + INDENT)


def block_item(value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of an item of a list, indented."""
    dash = f"{' ' * indent}- "
    if isinstance(value, dict) and value and not _fits(value):
        first, *rest = block(value, indent + INDENT)
        yield dash + first.lstrip(" ")
        yield from rest
    else:
        yield dash + flow(value)


def _fits(value: dict[str, Any] | list[Any]) -> bool:
    """Whether a list or mapping is short and plain enough for one line."""
    inner = list(value.values()) if isinstance(value, dict) else value
    deeper = [part for each in inner if isinstance(each, list) for part in each]
    if any(isinstance(each, dict) for each in (*inner, *deeper)):
        return False
    return len(flow(value)) <= _SHORT
