"""The draft is YAML in the base's own form: refused as it is, sound once it is written."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.drafting.proposing import Proposal, propose
from knowledge.drafting.splitting import split
from knowledge.drafting.writing import as_yaml, document_yaml
from knowledge.grounding import check_grounding
from knowledge.loading import load_base
from knowledge.problems import InvalidBaseError
from knowledge.yaml_reader import YamlFile, parse_yaml
from tests.knowledge.drafting.reports import ARTICLE, REPORT
from tests.knowledge.small_bases import write_base

TODAY = date(2026, 11, 22)


def proposal(text: str, file: str = "report.md") -> Proposal:
    return propose(split(text, file), TODAY.year)


def base_of(folder: Path, proposed: Proposal, entries: str) -> Path:
    """A base that holds these entries and the report as its document."""
    documents = document_yaml(proposed).replace('publisher: ""', "publisher: somebody")
    return write_base(folder, {"documents.yaml": documents, "entries/towns.yaml": entries})


def written(entries: str) -> str:
    """The draft with answers and phrasings as an editor would write them, and checked."""
    number = iter(range(10_000))
    text = re.sub(r'answer: \{en: ""\}', 'answer: {en: "This is known."}', entries)
    text = re.sub(r'\[""\]', lambda _: f"[what is the riddle {next(number)}]", text)
    return re.sub(r"\n  draft: true.*", "", text)


@pytest.mark.parametrize("text", [REPORT, ARTICLE], ids=["report", "article"])
def test_a_draft_names_what_is_to_be_done_and_is_refused(tmp_path: Path, text: str) -> None:
    proposed = proposal(text)
    with pytest.raises(InvalidBaseError) as refused:
        load_base(base_of(tmp_path, proposed, as_yaml(proposed, TODAY)))
    problems = refused.value.problems
    assert {each.file for each in problems} == {"entries/towns.yaml"}
    said = [(each.where, each.message) for each in problems]
    for entry in proposed.entries:
        assert (f"{entry.id}.draft", "is a draft") in said
        assert (f"{entry.id}.facts.0.answer.en", "'en' is empty") in said
        assert (f"{entry.id}.facts.0.phrasings.en.0", "'0' is empty") in said
    assert all(each.remedy and each.line for each in problems)


@pytest.mark.parametrize("text", [REPORT, ARTICLE], ids=["report", "article"])
def test_written_but_not_checked_it_is_still_refused_by_entry(tmp_path: Path, text: str) -> None:
    proposed = proposal(text)
    unchecked = written(as_yaml(proposed, TODAY).replace("draft: true", "draft_: true"))
    unchecked = unchecked.replace("draft_: true", "draft: true")
    with pytest.raises(InvalidBaseError) as refused:
        load_base(base_of(tmp_path, proposed, unchecked))
    drafts = [each for each in refused.value.problems if each.message == "is a draft"]
    assert len(drafts) == len(proposed.entries)
    assert all("delete the line 'draft'" in each.remedy for each in drafts)
    assert len(drafts) == len(refused.value.problems)


@pytest.mark.parametrize("text", [REPORT, ARTICLE], ids=["report", "article"])
def test_written_and_checked_it_is_a_sound_base(tmp_path: Path, text: str) -> None:
    proposed = proposal(text)
    release = load_base(base_of(tmp_path, proposed, written(as_yaml(proposed, TODAY))))
    assert {each.id for each in release.entries} == {each.id for each in proposed.entries}
    for entry, draft in zip(
        sorted(release.entries, key=lambda each: each.id),
        sorted(proposed.entries, key=lambda each: each.id),
        strict=True,
    ):
        assert (entry.kind, entry.title.en) == (draft.kind, draft.title)
        assert (entry.dates, entry.figures) == (draft.dates, draft.figures)
        assert entry.verified_on == TODAY


def test_the_check_of_documents_finds_every_section(tmp_path: Path) -> None:
    proposed = proposal(REPORT)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "report.md").write_text(REPORT, encoding="utf-8")
    release = load_base(base_of(tmp_path / "base", proposed, written(as_yaml(proposed, TODAY))))
    report = check_grounding(release, tmp_path / "documents", tmp_path / "none.yaml")
    assert [each for each in report.missing if each.startswith("section")] == []


def test_comments_quote_the_report_and_tell_what_to_do() -> None:
    text = as_yaml(proposal(REPORT), TODAY)
    head = text.partition("\n- id:")[0]
    assert all(line.startswith("#") or not line for line in head.splitlines())
    assert "documents.yaml" in head
    assert "#   - id: exchange-course-for-harbour-officials" in head
    assert "Twelve participants took part in the programme." in text
    assert max(map(len, text.splitlines())) < 400


def test_odd_characters_survive_or_are_dropped() -> None:
    text = (
        '# The "Odd" \\ Report: #1\n\nThey saw Callao: "Día" University & Co\u2028 in Lamu, %x.\n'
    )
    proposed = proposal(text)
    read = parse_yaml(as_yaml(proposed, TODAY).encode(), "draft.yaml")
    assert isinstance(read, YamlFile), read
    assert len(read.data) == len(proposed.entries)
    document = parse_yaml(document_yaml(proposed).encode(), "documents.yaml")
    assert isinstance(document, YamlFile)
    assert document.data[0]["title"] == proposed.report.title


def test_a_report_without_names_gives_an_empty_list() -> None:
    read = parse_yaml(
        as_yaml(proposal("words and words\n\nmore of them."), TODAY).encode(), "d.yaml"
    )
    assert isinstance(read, YamlFile)
    assert read.data == []
