"""``exchange-bot check``: a sound base is told so, and any other with each of its problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.commands.shell import Shell
from tests.knowledge.small_bases import entries_with, write_base


def test_a_sound_base_is_told_in_numbers(shell: Shell, small_base: str) -> None:
    for said in (
        shell.run("check", small_base),
        shell.run("check", KNOWLEDGE_FOLDER=small_base),
    ):
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith("Sound: ")
        assert "facts" in said.out


def test_the_delivered_base_is_sound(shell: Shell) -> None:
    assert shell.run("check").code == 0


def test_every_problem_is_told_and_the_code_is_1(shell: Shell, tmp_path: Path) -> None:
    wrong = entries_with("kind: agreement", "kind: treaty")
    folder = write_base(tmp_path / "wrong", wrong)
    said = shell.run("check", str(folder))
    assert (said.code, said.out) == (1, "")
    assert "treaty" in said.err or "kind" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("arguments", [["check", "nowhere"], ["check", "a", "b"]])
def test_a_folder_that_is_none_is_an_error(shell: Shell, arguments: list[str]) -> None:
    said = shell.run(*arguments)
    assert said.code in {1, 2}
    assert said.out == ""
    assert said.err


def test_documents_that_are_not_there_are_told(shell: Shell, small_base: str) -> None:
    said = shell.run("check", small_base, "--documents", "nowhere")
    assert said.code == 1
    assert "cannot be read" in said.err
    assert "Traceback" not in said.err


def test_golden_questions_that_are_not_right_are_named_and_refuse_nothing(
    shell: Shell, tmp_path: Path
) -> None:
    golden = (
        "- {question: When was the River Pact signed?, expected: river-pact/signed}\n"
        "- {question: When was the River Pact signed, expected: none}\n"
        "- {question: How tall is the tower of Yokohama?, expected: river-pact/signed}\n"
    )
    folder = write_base(tmp_path / "base", {"golden.yaml": golden})
    said = shell.run("check", str(folder))
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[1:] == [
        "Golden questions: 1 right, 1 wrong, 1 silent.",
        "Wrong: 1",
        "- When was the River Pact signed [en]: expected no answer; river-pact/signed answers",
        "Silent: 1",
        "- How tall is the tower of Yokohama? [en]: expected river-pact/signed",
    ]


def test_a_golden_question_about_what_is_not_there_is_a_problem(
    shell: Shell, tmp_path: Path
) -> None:
    golden = "- {question: When was the River Pact signed?, expected: river-pact/singed}\n"
    folder = write_base(tmp_path / "base", {"golden.yaml": golden})
    said = shell.run("check", str(folder))
    assert said.code == 1
    assert "river-pact/singed" in said.err
    assert "golden.yaml:1" in said.err
