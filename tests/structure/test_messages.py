"""The bot's own texts: every message in every locale, every one used, none used that is not there.

Uses are found in the code itself: `say(...)`, `texts.get(...)` and names that lead to them.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.answering import BROWSED
from bot.handoffs import HandoffState, Notice
from bot.staff import Role
from bot.subscribers import Country, Topic, key_of
from bot.texts import LANGUAGE_TAGS
from handlers.browsing import COMMANDS
from handlers.menu import GROUP_ADMIN_COMMANDS, OFFICE_COMMANDS, commands_for
from knowledge.schema import LOCALES
from tests.structure.repository import ROOT, name_of, python_files

FOLDERS = sorted(path for path in (ROOT / "bot" / "locales").iterdir() if path.is_dir())
NAMES = [path.name for path in FOLDERS]
SHOWN_BY_TELEGRAM = {"command-": 256, "bot-description": 512, "bot-short-description": 120}
SIMULATOR = ROOT / "bot" / "simulator"
"""Has no texts of the bot's."""


# --- The catalogues ---


class _Placeholders(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.found.add(node.id.name)


def placeholders(pattern: ftl.BaseNode) -> frozenset[str]:
    """The names of the variables in a pattern."""
    visitor = _Placeholders()
    visitor.visit(pattern)
    return frozenset(visitor.found)


def files_of(locale: str) -> list[str]:
    """The names of a locale's files."""
    return sorted(path.name for path in (ROOT / "bot" / "locales" / locale).iterdir())


@cache
def parsed(locale: str) -> ftl.Resource:
    """A locale's catalogue, from all its files."""
    folder = ROOT / "bot" / "locales" / locale
    texts = [(folder / name).read_text(encoding="utf-8") for name in files_of(locale)]
    return FluentParser().parse("\n".join(texts))


def messages(locale: str) -> dict[str, frozenset[str]]:
    """The placeholders of every message and attribute (``message.attribute``) of a locale."""
    found: dict[str, frozenset[str]] = {}
    for entry in parsed(locale).body:
        if isinstance(entry, ftl.Message | ftl.Term):
            name = f"-{entry.id.name}" if isinstance(entry, ftl.Term) else entry.id.name
            if entry.value is not None:
                found[name] = placeholders(entry.value)
            for attribute in entry.attributes:
                found[f"{name}.{attribute.id.name}"] = placeholders(attribute.value)
    return found


def test_there_is_english_and_only_locales_that_are_known() -> None:
    assert "en" in NAMES
    assert set(NAMES) <= set(LOCALES)
    assert set(LANGUAGE_TAGS) == set(LOCALES)


@pytest.mark.parametrize("locale", NAMES)
def test_a_locale_has_the_files_of_english_and_nothing_else(locale: str) -> None:
    assert "bot.ftl" in files_of(locale)
    assert files_of(locale) == files_of("en")
    assert {Path(name).suffix for name in files_of(locale)} == {".ftl"}


@pytest.mark.parametrize("locale", NAMES)
def test_a_catalogue_is_read_whole(locale: str) -> None:
    """What Fluent cannot read it leaves out without a word."""
    junk = [entry.content for entry in parsed(locale).body if isinstance(entry, ftl.Junk)]
    assert junk == []


@pytest.mark.parametrize("locale", NAMES)
def test_a_catalogue_has_no_message_twice(locale: str) -> None:
    names = [each.id.name for each in parsed(locale).body if isinstance(each, ftl.Message)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("locale", NAMES)
def test_a_catalogue_has_the_messages_and_attributes_of_english_in_its_order(locale: str) -> None:
    assert list(messages(locale)) == list(messages("en"))


@pytest.mark.parametrize("locale", NAMES)
def test_a_catalogue_has_the_placeholders_of_english(locale: str) -> None:
    assert messages(locale) == messages("en")


@pytest.mark.parametrize("locale", NAMES)
@pytest.mark.parametrize("start", SHOWN_BY_TELEGRAM)
def test_texts_that_telegram_shows_are_within_its_limits(locale: str, start: str) -> None:
    found = 0
    for entry in parsed(locale).body:
        if isinstance(entry, ftl.Message) and entry.id.name.startswith(start):
            assert entry.value is not None
            (text,) = entry.value.elements
            assert isinstance(text, ftl.TextElement)
            assert 1 <= len(text.value) <= SHOWN_BY_TELEGRAM[start]
            found += 1
    assert found


# --- Their use ---


class Use(NamedTuple):
    """A place in the code that names a message, or several by a pattern."""

    where: str
    pattern: str
    values: frozenset[str] | None
    """The placeholders that are filled there; None where they cannot be told."""
    is_alone: bool
    """Whether it is one message by its name, and no choice."""

    def names(self, known: set[str]) -> set[str]:
        """The messages that are meant."""
        return {each for each in known if re.fullmatch(self.pattern, each)}


@cache
def uses() -> tuple[Use, ...]:
    """Every use of a message in the code."""
    paths = [path for path in python_files("bot", "handlers") if SIMULATOR not in path.parents]
    return tuple(use for path in paths for use in _uses_in(path))


def _uses_in(path: Path) -> Iterator[Use]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            bound = {**constants, **_bound_in(function)}
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _is_lookup(node):
                    values = None
                    if all(keyword.arg for keyword in node.keywords):
                        values = frozenset(str(keyword.arg) for keyword in node.keywords)
                    where = f"{name_of(path)}:{node.lineno}"
                    is_alone = isinstance(node.args[0], ast.Constant)
                    for pattern in _patterns(node.args[0], bound):
                        yield Use(where, pattern, values, is_alone)


def _bound_in(function: ast.AST) -> dict[str, ast.expr]:
    """What the names of a function stand for: assigned, or taken in turn by a loop."""
    bound: dict[str, ast.expr] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            bound.update(
                {each.id: node.value for each in node.targets if isinstance(each, ast.Name)}
            )
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            bound[node.target.id] = node.iter
    return bound


def _is_lookup(call: ast.Call) -> bool:
    """Whether a call is `say(message, ...)` or `texts.get(message, ...)`."""
    function = call.func
    if not isinstance(function, ast.Attribute) or not call.args:
        return False
    if function.attr == "say":
        return True
    return function.attr == "get" and ast.unparse(function.value).endswith("texts")


def _patterns(node: ast.expr, bound: dict[str, ast.expr]) -> Iterator[str]:
    """The messages that an expression may name, as regular expressions."""
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z0-9-]+"
                for part in parts
            )
        case ast.IfExp(body=first, orelse=second):
            yield from _patterns(first, bound)
            yield from _patterns(second, bound)
        case ast.Tuple(elts=items) | ast.List(elts=items):
            for item in items:
                yield from _patterns(item, bound)
        case ast.Name(id=name) if name in bound:
            yield from _patterns(bound[name], {each: bound[each] for each in bound if each != name})


def test_uses_are_found() -> None:
    """The search itself: each way of naming a message that the code has."""
    meant = {name for use in uses() for name in use.names(set(messages("en")))}
    assert {
        "answer-declined",  # a constant
        "answer-greeting",  # one of two
        "help-follow-up",  # in a loop over a tuple
        "example-2",  # in a loop over a constant of the module
        "browse-heading-visit",  # put together
        "feedback-thanks-wrong",  # assigned before
        "inline-prompt",
    } <= meant


def test_every_message_that_is_used_is_defined() -> None:
    known = set(messages("en"))
    assert [(use.where, use.pattern) for use in uses() if not use.names(known)] == []


def test_names_that_are_put_together_are_all_defined() -> None:
    lists = {f"browse-heading-{what}" for what in {*BROWSED, *COMMANDS.values()}}
    commands = {*commands_for(Role.ADMIN, has_desk=True), *GROUP_ADMIN_COMMANDS, *COMMANDS}
    commands |= set(OFFICE_COMMANDS)
    told = {f"command-{name}" for name in commands}
    chosen = {f"topic-{key_of(each)}" for each in Topic}
    chosen |= {f"country-{key_of(each)}" for each in Country}
    roles = {f"role-{role.value}" for role in Role}
    desk = {f"desk-{line.value}" for line in Notice}
    desk |= {f"desk-state-{state.value}" for state in HandoffState}
    assert lists | told | chosen | roles | desk <= set(messages("en"))


@pytest.mark.parametrize("message", messages("en"))
def test_every_message_is_used(message: str) -> None:
    assert any(re.fullmatch(use.pattern, message) for use in uses())


def test_every_placeholder_is_filled_and_no_other_given() -> None:
    known = messages("en")
    wrong = []
    for use in uses():
        for name in use.names(set(known)):
            if use.values is not None and not known[name] <= use.values:
                wrong.append(f"{use.where}: {name} lacks {set(known[name] - use.values)}")
            if use.values and use.is_alone and known[name] < use.values:
                wrong.append(f"{use.where}: {name} has no {set(use.values - known[name])}")
    assert wrong == []
