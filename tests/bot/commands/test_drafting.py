"""``exchange-bot draft``: a report gives a file of drafts, which are refused until checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import drafting
from knowledge.drafting.converting import is_converter_installed
from tests.bot.commands.shell import Shell, run_process
from tests.knowledge.drafting.reports import ARTICLE, REPORT, as_docx, as_html
from tests.knowledge.small_bases import write_base


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A report in the folder where the shell is."""
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    return "report.md"


def test_a_report_gives_a_draft_and_is_told_in_numbers(
    shell: Shell, report: str, tmp_path: Path
) -> None:
    said = shell.run("draft", report, "-o", "draft.yaml")
    assert (said.code, said.err) == (0, "")
    text = (tmp_path / "draft.yaml").read_text(encoding="utf-8")
    count = text.count("\n- id: ")
    assert count > 5
    assert text.count("  draft: true") == count
    assert said.out.startswith(f"draft.yaml: {count} entries proposed (1 programme, 1 visit, ")
    assert "from 3 sections" in said.out
    assert "no entry has: number 1, " in said.out


def test_a_report_of_which_nothing_is_left_out_is_told_so(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    said = shell.run("draft", "article.txt", "--output", "draft.yaml")
    assert said.out.endswith("has a place in the draft.\n")


def test_a_draft_in_a_base_is_refused_by_name(shell: Shell, report: str, tmp_path: Path) -> None:
    base = write_base(tmp_path / "base")
    shell.run("draft", report, "-o", str(base / "entries" / "draft.yaml"))
    said = shell.run("check", str(base))
    assert said.code == 1
    assert "[harbour-exchange-programme.draft] is a draft — check it against the" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("option", ["-o", "--text"])
def test_a_file_that_exists_is_kept_unless_forced(
    shell: Shell, report: str, tmp_path: Path, option: str
) -> None:
    kept = tmp_path / "kept.yaml"
    kept.write_text("mine", encoding="utf-8")
    arguments = ["draft", report, "-o", "new.yaml", option, "kept.yaml"]
    said = shell.run(*arguments)
    assert (said.code, said.out) == (1, "")
    assert "--force" in said.err
    assert kept.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "new.yaml").exists()
    assert shell.run(*arguments, "--force").code == 0
    assert kept.read_text(encoding="utf-8") != "mine"


def test_a_file_that_appears_meanwhile_is_kept(
    shell: Shell, report: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_slowly(path: Path) -> str:
        (tmp_path / "draft.yaml").write_text("mine", encoding="utf-8")
        return path.read_text(encoding="utf-8")

    monkeypatch.setattr(drafting, "read_document", read_slowly)
    said = shell.run("draft", report, "-o", "draft.yaml")
    assert said.code == 1
    assert (tmp_path / "draft.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("target", "said"),
    [("report.md", "the report itself"), (".", "is a folder"), ("none/draft.yaml", "not a folder")],
)
def test_a_target_that_is_none_is_told(shell: Shell, report: str, target: str, said: str) -> None:
    ended = shell.run("draft", report, "-o", target, "--force")
    assert (ended.code, ended.out) == (1, "")
    assert said in ended.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", b"words"),
        ("a.txt", b""),
        ("a.txt", b"\xff\xfew\0"),
        ("a.docx", b"PK\x03\x04"),
        ("a.pdf", b"words"),
        ("a.html", b"\xfcber"),
    ],
)
def test_a_document_that_cannot_be_read_leaves_nothing(
    shell: Shell, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    said = shell.run("draft", name, "-o", "draft.yaml", "--text", "text.txt")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{name}: ")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_the_text_that_was_read_is_written_where_wanted(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "page one.html").write_text(as_html(), encoding="utf-8")
    shell.run("draft", "page one.html", "-o", "draft.yaml", "--text", "page.txt")
    assert "Ministry of Fish" in (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert " file: page.txt" in (tmp_path / "draft.yaml").read_text(encoding="utf-8")


def test_without_a_text_a_name_for_it_is_proposed(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "page one.html").write_text(as_html(), encoding="utf-8")
    shell.run("draft", "page one.html", "-o", "draft.yaml")
    assert " file: page-one.txt" in (tmp_path / "draft.yaml").read_text(encoding="utf-8")


def test_output_must_be_named(shell: Shell, report: str) -> None:
    assert shell.run("draft", report).code == 2


@pytest.mark.process
@pytest.mark.skipif(
    not is_converter_installed(), reason="markitdown is not installed (make draft-tools)"
)
def test_a_word_file_is_drafted_by_a_process(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(as_docx())
    code, out, err = run_process(tmp_path, "draft", "report.docx", "-o", "draft.yaml")
    assert (code, err) == (0, b"")
    assert b"1 event" in out
    text = (tmp_path / "draft.yaml").read_text(encoding="utf-8")
    assert "held: {start: 2025-05-07}" in text
    assert "value: 900" in text
