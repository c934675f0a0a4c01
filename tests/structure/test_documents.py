"""What README and docs name exists, and what exists for people is named there."""

import argparse
import re
from pathlib import Path

import pytest

from bot import cli
from bot.settings import TESTS_PREFIX, Settings, _name_of
from bot.staff import Role
from handlers.menu import GROUP_ADMIN_COMMANDS, OFFICE_COMMANDS, commands_for
from tests.structure.repository import ROOT, name_of, read

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
README = read("README.md")
COMMANDS_OF_BOTFATHER = {"newbot", "setinline"}
SETTINGS = {_name_of(field): field for field in Settings.model_fields}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def document_id(path: Path) -> str:
    return name_of(path)


# --- Commands ---


def test_the_readme_names_every_command_of_the_bot_and_no_other() -> None:
    named = set(re.findall(r"`/([a-z_]+)\b[^`/]*`", README))
    known = {*commands_for(Role.ADMIN, has_desk=True), *GROUP_ADMIN_COMMANDS, *OFFICE_COMMANDS}
    assert named - COMMANDS_OF_BOTFATHER == known


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """The commands of the shell, by name."""
    parser = cli._parser()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("there are no subcommands")


def test_the_readme_names_every_command_of_the_shell_and_no_other() -> None:
    named = set(re.findall(r"`exchange-bot ([a-z]+)", README))
    assert named == set(subcommands())


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_commands_of_the_shell_in_a_document_exist_with_their_options(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = subcommands()
    for name, rest in re.findall(r"exchange-bot ([a-z]+)\b([^`\n|#]*)", text):
        assert name in known, path.name
        options = {option for each in known[name]._actions for option in each.option_strings}
        assert set(re.findall(r"--[a-z]+", rest)) <= options


def test_options_that_the_readme_tells_apart_exist() -> None:
    row = next(line for line in README.splitlines() if line.startswith("| `exchange-bot ask"))
    options = {option for each in subcommands()["ask"]._actions for option in each.option_strings}
    named = set(re.findall(r"`(--[a-z]+)`", row))
    assert named
    assert named <= options


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_targets_of_make_in_a_document_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_modules_that_a_document_starts_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for module in re.findall(r"python -m ((?:bot|tests)\b[\w.]*)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module


# --- Settings ---


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"\b(?:EXCHANGE_BOT|TELEGRAM)_[A-Z_]+\b", README))
    assert named == set(SETTINGS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_settings_in_a_document_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:EXCHANGE_BOT|TELEGRAM)_[A-Z_]+\b", text))
    assert {each for each in named if not each.startswith(TESTS_PREFIX)} <= set(SETTINGS)


def table_of_settings() -> dict[str, str]:
    """What the README says the default of each setting is."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \| [^|]+ \|$", README, re.MULTILINE)
    return dict(rows)


def test_the_table_of_settings_is_complete_and_in_order() -> None:
    assert list(table_of_settings()) == list(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_readme_tells_a_settings_default(name: str) -> None:
    told = table_of_settings()[name]
    default = Settings.model_fields[SETTINGS[name]].default
    if default is None or default == frozenset():
        assert "`" not in told
        assert told.startswith(("none", "the "))
    else:
        expected = f"{default:g}" if isinstance(default, float) else str(default)
        assert told == f"`{expected}`"


# --- Links and leftovers ---


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    missing = []
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        file, _, anchor = target.partition("#")
        place = (path.parent / file).resolve() if file else path
        if not place.exists() or (anchor and anchor not in anchors(place)):
            missing.append(target)
    assert missing == []


def anchors(path: Path) -> set[str]:
    """The anchors that a Markdown file's headings get."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_readme_leads_to_every_page_of_the_docs() -> None:
    linked = set(LINK.findall(README)) | set(LINK.findall(read("docs/architecture.md")))
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {f"docs/{page}" for page in pages} <= linked


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_files_named_in_code_marks_exist(path: Path) -> None:
    """Only names with a folder of ours in front: others are examples."""
    text = path.read_text(encoding="utf-8")
    folders = "bot|handlers|knowledge|tests|docs|requirements"
    for name in re.findall(rf"`((?:{folders})/[\w./-]*)`", text):
        assert (ROOT / name).exists(), name


def test_modules_named_in_the_docs_of_the_matching_exist() -> None:
    named = re.findall(r"`(\w+\.(?:py|json))`", read("docs/matching.md"))
    assert named
    assert [name for name in named if not (ROOT / "knowledge" / name).is_file()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_nothing_waits_to_be_filled_in(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^[A-Z]+_TABLE$|\b(?:TODO|FIXME|TBD|XXX)\b", text) == []
