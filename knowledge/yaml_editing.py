"""Changes one place of a YAML file and leaves every other character as it was.

Comments, order, quotes, line ends and layout stay because nothing but the place itself is
written. Each edit is read back: what comes out must be the data before with that one change, or
the edit is refused and the file stays as it was.
"""

from __future__ import annotations

import copy
from typing import Any, cast

import yaml

from knowledge.problems import Problem
from knowledge.yaml_reader import Path_, YamlFile, parse_yaml
from knowledge.yaml_writing import block, block_item, flow, scalar

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: slower, same
_BOM = b"\xef\xbb\xbf"


class EditError(Exception):
    """A file cannot be changed at that place by a machine; nothing was.

    Remedy: edit the file by hand, then reload.
    """


class YamlText:
    """The text of one file, sound YAML of one document, and changes to it."""

    def __init__(self, raw: bytes, name: str) -> None:
        """EditError where the file cannot be read."""
        self._name = name
        self._bom = _BOM if raw.startswith(_BOM) else b""
        self._data = _data(raw, name)
        self._text = raw.decode("utf-8-sig")
        self._newline = "\r\n" if "\r\n" in self._text else "\n"

    @property
    def data(self) -> Any:
        """What the file holds, as plain data; not to be changed."""
        return self._data

    @property
    def raw(self) -> bytes:
        """The file as it is after all changes."""
        return self._bom + self._text.encode()

    def append(self, path: Path_, item: Any) -> None:
        """Add an item to the end of the list at `path`; a list that is missing is made."""
        expected = copy.deepcopy(self._data)
        present = _at(expected, path) if _has(expected, path) else None
        if not present:  # missing, null or empty
            self.set(path, [item])
            return
        if not isinstance(present, list):
            raise EditError(f"{self._name}: {_dotted(path)} is no list.")
        present.append(item)
        node = self._node(path)
        if node.flow_style:
            text = self._with_last_inside(node, flow(item), is_empty=False)
        else:
            lines = list(block_item(item, node.start_mark.column))
            if not path and self._has_blanks_between(node):
                lines.insert(0, "")
            text = self._with_lines(_end(node), lines)
        self._become(text, expected)

    def set(self, path: Path_, value: Any) -> None:
        """Let `value` stand at `path`; a key that is missing is added behind the last one."""
        expected = copy.deepcopy(self._data)
        holder: Any = _at(expected, path[:-1]) if _has(expected, path[:-1]) else None
        if not path or not isinstance(holder, dict | list):
            raise EditError(f"{self._name}: there is no place for {_dotted(path)}.")
        is_there = _has(expected, path)
        if isinstance(holder, list) and not is_there:
            raise EditError(f"{self._name}: there is no {_dotted(path)}.")
        cast(Any, holder)[path[-1]] = value
        if is_there:
            text = self._with_value(self._node(path), value)
        else:
            text = self._with_key(self._node(path[:-1]), str(path[-1]), value)
        self._become(text, expected)

    def _become(self, text: str, expected: Any) -> None:
        """Take a text over if it says what is expected."""
        raw = self._bom + text.encode()
        if _data(raw, self._name) != expected:
            raise EditError(f"{self._name}: this place cannot be edited safely; edit it by hand.")
        self._text, self._data = text, expected

    def _with_value(self, node: Any, value: Any) -> str:
        """Return the text with `value` in the place of a scalar or of something on one line."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            raise EditError(f"{self._name}: only a value on one line can be replaced.")
        start, end = node.start_mark.index, node.end_mark.index
        old = self._text[start:end]
        new = f"{'' if old else ' '}{flow(value)}"
        if old.startswith(("|", ">")):  # such a value goes on to the end of its last line
            new += self._newline
        return self._text[:start] + new + self._text[end:]

    def _with_key(self, node: Any, key: str, value: Any) -> str:
        if not isinstance(node, yaml.MappingNode):
            raise EditError(f"{self._name}: '{key}' has no mapping to stand in.")
        if node.flow_style:
            pair = f"{scalar(key)}: {flow(value)}"
            return self._with_last_inside(node, pair, is_empty=not node.value)
        lines = list(block({key: value}, node.start_mark.column))
        return self._with_lines(_end(node), lines)

    def _with_last_inside(self, node: Any, item: str, *, is_empty: bool) -> str:
        """Return the text with an item before the bracket that closes a list or mapping."""
        closing = node.end_mark.index - 1
        before = self._text[:closing].rstrip()
        comma = "" if is_empty or before.endswith(",") else ","
        space = "" if is_empty else " "
        return f"{before}{comma}{space}{item}{self._text[closing:]}"

    def _with_lines(self, position: int, lines: list[str]) -> str:
        """Return the text with lines behind the one that holds a position."""
        end = self._text.find("\n", position)
        if position and self._text[position - 1] == "\n":
            end = position - 1
        head = self._text if end < 0 else self._text[: end + 1]
        tail = "" if end < 0 else self._text[end + 1 :]
        if not head.endswith("\n"):
            head += self._newline
        return head + "".join(f"{line}{self._newline}" for line in lines) + tail

    def _has_blanks_between(self, node: Any) -> bool:
        """Whether the items of a list have empty lines between them."""
        lines = self._text.split("\n")
        return any(not lines[each.start_mark.line - 1].strip() for each in node.value[1:])

    def _node(self, path: Path_) -> Any:
        node: Any = yaml.compose(self._text, Loader=_Loader)
        for step in path:
            if isinstance(node, yaml.MappingNode):
                node = next(value for key, value in node.value if key.value == str(step))
            else:
                node = node.value[step]
        return node


def new_file(items: list[dict[str, Any]], comment: str) -> bytes:
    """Return a file that holds a list of items under a comment."""
    lines = [f"# {comment}"]
    for number, item in enumerate(items):
        lines += ["", *block_item(item, 0)] if number else block_item(item, 0)
    return "".join(f"{line}\n" for line in lines).encode()


def _data(raw: bytes, name: str) -> Any:
    file = parse_yaml(raw, name)
    if isinstance(file, Problem):
        raise EditError(str(file))
    assert isinstance(file, YamlFile)  # noqa: S101 - for the type checker
    return file.data


def _end(node: Any) -> int:
    """Return where the last character of a node is: the parser's end is that of what follows."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, yaml.MappingNode) else last)


def _has(data: Any, path: Path_) -> bool:
    for step in path:
        is_key = isinstance(data, dict) and step in data
        is_place = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not is_key and not is_place:
            return False
        data = data[step]
    return True


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _dotted(path: Path_) -> str:
    return ".".join(map(str, path)) or "the file"
