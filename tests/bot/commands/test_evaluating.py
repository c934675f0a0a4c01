"""``exchange-bot evaluate``: labelled questions are answered, judged and counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.commands.shell import Shell
from tests.knowledge.small_bases import entries_with, write_base

QUESTIONS = """\
- id: right
  query: When was the River Pact signed?
  kind: answerable
  says: [["4 June 2021"]]
- id: wrong
  query: How many bridges does Springtown have?
  kind: answerable
  answer: There are 13 of them.
  says: [["13"]]
- id: declined
  query: When was the pact with Osaka signed?
  kind: near
- id: off
  query: What will the weather be tomorrow?
  kind: off_topic
- id: follow-up
  query: and where?
  kind: answerable
  context: [When was the River Pact signed?]
  says: [["Springtown"]]
"""


@pytest.fixture
def questions(tmp_path: Path) -> str:
    """A file of labelled questions about the small base."""
    file = tmp_path / "questions.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return str(file)


def test_outcomes_are_counted_by_kind(shell: Shell, small_base: str, questions: str) -> None:
    said = shell.run("evaluate", questions, KNOWLEDGE_FOLDER=small_base)
    assert (said.code, said.err) == (0, "")
    heading, *rows = said.out.splitlines()
    assert heading.split() == ["kind", "questions", "right", "wrong", "suggested", "declined"]
    assert {row.split()[0]: int(row.split()[1]) for row in rows} == {
        "answerable": 3,
        "near": 1,
        "off_topic": 1,
        "all": 5,
    }
    answerable = rows[0].split()
    assert answerable[2:6] == ["2", "66.7%", "1", "33.3%"]


def test_several_files_are_counted_together(shell: Shell, small_base: str, questions: str) -> None:
    said = shell.run("evaluate", questions, questions, KNOWLEDGE_FOLDER=small_base)
    assert said.out.splitlines()[-1].split()[:2] == ["all", "10"]


def test_misses_are_written_one_a_line(
    shell: Shell, small_base: str, questions: str, tmp_path: Path
) -> None:
    misses = tmp_path / "misses.jsonl"
    said = shell.run("evaluate", questions, "--misses", str(misses), KNOWLEDGE_FOLDER=small_base)
    assert said.code == 0
    written = [json.loads(line) for line in misses.read_text(encoding="utf-8").splitlines()]
    assert said.out.endswith(f"{len(written)} misses written to {misses}\n")
    by_id = {each["id"]: each for each in written}
    assert not by_id.keys() & {"right", "follow-up"}
    assert by_id["wrong"] == {
        "id": "wrong",
        "outcome": "wrong",
        "kind": "answerable",
        "query": "How many bridges does Springtown have?",
        "expected": "There are 13 of them.",
        "fact": "springtown/bridges",
        "text": "Springtown has 12 bridges.",
    }


def test_no_file_is_a_wrong_command_line(shell: Shell) -> None:
    said = shell.run("evaluate")
    assert said.code == 2
    assert "FILE" in said.err


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_a_file_that_cannot_be_read_is_told(shell: Shell, name: str) -> None:
    said = shell.run("evaluate", name)
    assert (said.code, said.out) == (1, "")
    assert "cannot be read" in said.err


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("id: a", "does not hold a list"),
        ("- id: a\n  query: x\n", "kind"),
        ("- id: a\n  query: x\n  kind: answerable\n- id: b\n  query: x\n  kind: odd\n", ":4"),
        ("- id: a\n  query: ''\n  kind: near\n", "query"),
        ("- id: a\n  query: x\n  kind: near\n  colour: red\n", "colour"),
        ("- [", "questions.yaml"),
    ],
)
def test_a_file_with_mistakes_is_told_with_each_of_them(
    shell: Shell, tmp_path: Path, content: str, part: str
) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text(content, encoding="utf-8")
    said = shell.run("evaluate", str(file))
    assert (said.code, said.out) == (1, "")
    assert part in said.err
    assert "Traceback" not in said.err


@pytest.fixture
def other_base(tmp_path: Path) -> str:
    """The folder of the small base with 13 bridges, as the question about them says."""
    files = entries_with("Springtown has 12 bridges.", "Springtown has 13 bridges.")
    files["entries/towns.yaml"] = files["entries/towns.yaml"].replace("value: 12", "value: 13")
    return str(write_base(tmp_path / "other", files))


def test_two_bases_are_compared(
    shell: Shell, small_base: str, other_base: str, questions: str
) -> None:
    said = shell.run("evaluate", questions, "--against", other_base, KNOWLEDGE_FOLDER=small_base)
    assert (said.code, said.err) == (0, "")
    alone = shell.run("evaluate", questions)
    assert said.out.startswith(f"{alone.out}\nBefore: {other_base}\n")
    rows = {line.split()[0]: line.split() for line in said.out.splitlines() if line}
    assert rows["right"] == ["right", "2", "1", "0", "0", "3"]
    assert "Turned right" not in said.out
    assert (
        "Turned wrong (1):\n"
        "  wrong: How many bridges does Springtown have?\n"
        "    before: right, springtown/bridges: Springtown has 13 bridges.\n"
        "    after:  wrong, springtown/bridges: Springtown has 12 bridges.\n"
    ) in said.out
    assert "git worktree add" in said.out.splitlines()[-1]


def test_the_base_to_ask_can_be_named(
    shell: Shell, small_base: str, other_base: str, questions: str
) -> None:
    said = shell.run(
        *("evaluate", questions, "--base", other_base, "--against", small_base),
        KNOWLEDGE_FOLDER="nowhere",
    )
    assert (said.code, said.err) == (0, "")
    assert "Turned right (1):\n  wrong: How many bridges" in said.out
    assert said.out.startswith(shell.run("evaluate", questions, "--base", other_base).out)


def test_a_base_beside_itself_has_not_changed(
    shell: Shell, small_base: str, questions: str
) -> None:
    said = shell.run("evaluate", questions, "--against", small_base, KNOWLEDGE_FOLDER=small_base)
    assert said.code == 0
    assert "\nNo question changed.\n" in said.out


@pytest.mark.parametrize("option", ["--base", "--against"])
def test_a_folder_that_is_no_base_is_told(
    shell: Shell, small_base: str, questions: str, option: str
) -> None:
    said = shell.run("evaluate", questions, option, "nowhere", KNOWLEDGE_FOLDER=small_base)
    assert (said.code, said.out) == (1, "")
    assert "nowhere: is not a folder" in said.err


def test_misses_that_cannot_be_written_are_told(
    shell: Shell, small_base: str, questions: str
) -> None:
    said = shell.run(
        "evaluate", questions, "--misses", "no/such/folder.jsonl", KNOWLEDGE_FOLDER=small_base
    )
    assert said.code == 1
    assert "no/such/folder.jsonl" in said.err


def test_each_language_has_a_table_of_its_own(
    shell: Shell, small_base: str, questions: str, tmp_path: Path
) -> None:
    more = tmp_path / "more.yaml"
    more.write_text("- {id: j, locale: ja, kind: off_topic, query: 今日は暑い}\n", encoding="utf-8")
    said = shell.run("evaluate", questions, str(more), KNOWLEDGE_FOLDER=small_base)
    alone = shell.run("evaluate", questions, KNOWLEDGE_FOLDER=small_base)
    assert said.out.startswith(f"en\n{alone.out}\nja\nkind ")
