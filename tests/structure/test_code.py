"""Docstrings, examples in docstrings, layers: what no other tool holds the code to."""

import ast
import doctest
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.structure.repository import PACKAGES, ROOT, name_of, python_files, read

FILES = python_files(*PACKAGES)
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def module_of(path: Path) -> str:
    """The name by which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


# --- Docstrings ---


def public_definitions(tree: ast.Module) -> Iterator[tuple[str, Definition]]:
    """The public functions and classes of a module, and the public methods of its classes."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for method in node.body:
                    if isinstance(method, FUNCTIONS) and not method.name.startswith("_"):
                        yield f"{node.name}.{method.name}", method


def is_told_elsewhere(node: Definition) -> bool:
    """Whether a definition is an overload or an override: its base says what it does."""
    if isinstance(node, ast.ClassDef):
        return False
    names = {ast.unparse(each).split(".")[-1] for each in node.decorator_list}
    return bool(names & {"overload", "override"})


def silent(path: Path) -> list[str]:
    """What is public in a file and has no docstring; the module itself is an empty name."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = [
        name
        for name, node in public_definitions(tree)
        if not is_told_elsewhere(node) and not ast.get_docstring(node)
    ]
    return ["", *found] if text.strip() and not ast.get_docstring(tree) else found


def is_simulators(path: Path) -> bool:
    """Whether a file belongs to the simulator."""
    return ROOT / "bot" / "simulator" in path.parents


@pytest.mark.parametrize("path", [each for each in FILES if not is_simulators(each)], ids=name_of)
def test_everything_public_says_what_it_is(path: Path) -> None:
    assert silent(path) == []


SIMULATOR = [path for path in FILES if is_simulators(path)]


def test_modules_and_classes_of_the_simulator_say_what_they_are() -> None:
    for path in SIMULATOR:
        classes = [name for name in silent(path) if name[:1].isupper() and "." not in name]
        assert "" not in silent(path), name_of(path)
        assert classes == [], name_of(path)


def test_functions_of_the_simulator_say_what_they_do() -> None:
    assert {name_of(path): silent(path) for path in SIMULATOR if silent(path)} == {}


# --- Examples ---


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_examples_in_docstrings_are_true(path: Path) -> None:
    if ">>>" not in path.read_text(encoding="utf-8"):
        return
    module = importlib.import_module(module_of(path))
    found = doctest.DocTestFinder(exclude_empty=True).find(module)
    examples = [test for test in found if test.examples]
    assert examples, "an example stands where doctest does not look"
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for test in examples:
        report: list[str] = []
        failed, _ = runner.run(test, out=report.append)
        assert not failed, "".join(report)


def test_there_are_examples() -> None:
    with_examples = [path for path in FILES if ">>>" in path.read_text(encoding="utf-8")]
    assert len(with_examples) >= 10


# --- Layers ---


def contract(kind: str, *sources: str, forbids: str = "") -> dict[str, Any]:
    """The one import contract of a type whose source modules hold these, and that forbids one."""
    listed = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (found,) = (
        each
        for each in listed
        if each["type"] == kind
        and set(sources) <= set(each.get("source_modules", ()))
        and (not forbids or forbids in each.get("forbidden_modules", ()))
    )
    return dict(found)


def parts_of_bot() -> set[str]:
    """The modules and packages right below `bot`."""
    found = {path.stem for path in (ROOT / "bot").glob("*.py")} - {"__init__"}
    found |= {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    return {f"bot.{name}" for name in found}


def layered() -> list[str]:
    """Every module that the contract of layers names."""
    layers = contract("layers")["layers"]
    return [name.strip(" ()") for layer in layers for name in layer.replace(":", "|").split("|")]


def test_every_module_has_a_layer() -> None:
    """One that no layer names might import whatever it likes."""
    beside = {"bot.simulator"}
    assert set(layered()) == (parts_of_bot() - beside) | {"handlers", "knowledge"}


def test_no_module_has_two_layers() -> None:
    assert len(layered()) == len(set(layered()))


def test_the_simulator_may_import_no_module_of_ours() -> None:
    forbidden = set(contract("forbidden", "bot.simulator")["forbidden_modules"])
    ours = (parts_of_bot() - {"bot.simulator"}) | {"handlers", "knowledge", "telegram"}
    assert ours - forbidden - {"bot.__main__"} == set()


def test_every_service_and_all_plain_data_know_no_telegram() -> None:
    """All below the edge but the one package that carries requests to Telegram."""
    layers = contract("layers")["layers"]
    below = layers[[layer.strip() for layer in layers].index("handlers") + 1 :]
    named = {name.strip() for layer in below for name in layer.split("|")}
    held = set(contract("forbidden", "knowledge", forbids="telegram")["source_modules"])
    assert named - held - {"bot.transport"} == set()


def test_everything_but_the_storage_knows_no_database() -> None:
    held = set(contract("forbidden", "handlers", forbids="sqlalchemy")["source_modules"])
    beside = {"bot.simulator", "bot.storage", "bot.__main__"}
    assert held == (parts_of_bot() - beside) | {"handlers", "knowledge"}


def test_the_contracts_look_at_every_package() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    assert set(project["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)
    assert set(contract("acyclic_siblings")["ancestors"]) == set(PACKAGES)
    included = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert set(included) == {f"{package}*" for package in PACKAGES}
    assert set(project["tool"]["mypy"]["packages"]) == {*PACKAGES, "tests"}


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in FILES}
    assert [name_of(each) for each in folders if not (each / "__init__.py").is_file()] == []


def test_what_is_imported_is_declared() -> None:
    """A package that is only there because another one needs it may go with that one."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    listed = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = {re.split(r"[\[>=;]", each)[0].strip().lower() for each in listed}
    distributions = {
        "telegram": "python-telegram-bot",
        "yaml": "pyyaml",
        "PIL": "pillow",
        "fluent": "fluent.runtime",
        "pydantic_settings": "pydantic-settings",
        "pydantic_core": "pydantic",  # released with it, at one version
        "dotenv": "python-dotenv",
    }
    missing = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in imported_by(node):
                if name not in PACKAGES and not is_standard(name):
                    distribution = distributions.get(name, name)
                    if distribution not in declared:
                        missing.add(f"{name_of(path)}: {name}")
    assert missing == set()


def imported_by(node: ast.AST) -> list[str]:
    """The top-level packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [each.name.partition(".")[0] for each in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module.partition(".")[0]]
    return []


def is_standard(name: str) -> bool:
    """Whether a package comes with Python."""
    return name in sys.stdlib_module_names
