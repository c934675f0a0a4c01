"""Whatever stands in a file is read, or each mistake in it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import draft as draft_module
from knowledge.draft import read_draft
from knowledge.problems import Problem
from tests.knowledge.small_bases import DOCUMENTS, ENTRIES, LEXICON, TEMPLATES, edited, write_base


def problems_in(folder: Path, files: dict[str, str | None]) -> list[Problem]:
    return read_draft(write_base(folder, files)).problems


def only_problem(folder: Path, files: dict[str, str | None]) -> Problem:
    problems = problems_in(folder, files)
    assert len(problems) == 1, problems
    assert problems[0].remedy
    return problems[0]


def line_of(text: str, marker: str) -> int:
    assert text.count(marker) == 1
    return text[: text.index(marker)].count("\n") + 1


ONE = """\
- id: springtown
  kind: place
  title: {en: Springtown}
  source: {document: gazette, section: pact}
  verified_on: 2026-01-31
  review_by: 2027-01-31
  people: {leader: [anna]}
  dates:
    signed: {start: 2021-06-04}
  figures:
    bridges: {value: 12}
  facts:
    - id: overview
      asks: [what]
      answer:
        en: "A town."
      phrasings:
        en: [what is it]
"""


def test_sound_base_is_read_whole(tmp_path: Path) -> None:
    draft = read_draft(write_base(tmp_path))
    assert draft.problems == []
    assert [each.item.id for each in draft.documents] == ["gazette"]
    assert [each.item.id for each in draft.entries][:2] == ["northland", "springtown"]
    assert [each.item.locale for each in draft.lexicons] == ["en"]
    assert [each.item.locale for each in draft.templates] == ["en"]


@pytest.mark.parametrize(
    ("before", "after", "message", "remedy"),
    [
        ("kind: place", "kind: plaza", "'plaza' is not known here", "'place'"),
        ("  kind: place\n", "", "'kind' is missing", "add it"),
        ("kind: place", "kimd: place", "unknown field 'kimd'", "did you mean 'kind'?"),
        ("kind: place", "kind: place\n  zzz: 1", "unknown field 'zzz'", "docs/schema.md"),
        ("answer:", "anwser:", "unknown field 'anwser'", "did you mean 'answer'?"),
        ("id: springtown", "id: Spring Town", "not well formed", "lower-case letters, digits and"),
        ("id: springtown", "id: 7", "'id' is not a text", "put it in quotes"),
        ("id: springtown", f"id: {'x' * 49}", "49 characters long", "within 48"),
        ("title: {en: Springtown}", "title: {en: ''}", "'en' is empty", "write something"),
        ("title: {en: Springtown}", "title: Springtown", "set of 'field: value'", "indent"),
        ("title: {en: Springtown}", "title: {ja: 春町}", "'en' is missing", "add it"),
        ("title: {en: Springtown}", "title: {en: a, fr: b}", "unknown field 'fr'", "schema.md"),
        ("2026-01-31", "31 January", "'verified_on' is not a date", "like 2026-11-22"),
        ("2026-01-31", "2026-02-31", "'verified_on' is not a date", "like 2026-11-22"),
        ("2026-01-31", "[2026]", "'verified_on' is not a date", "like 2026-11-22"),
        ("review_by: 2027-01-31", "review_by: 2025-01-31", "not after verified_on", "later"),
        ("[anna]", "anna", "'leader' is not a list", "like [one, two]"),
        ("{leader: [anna]}", "[anna]", "not a set of 'name: value'", "indent"),
        ("{start: 2021-06-04}", "{start: 2021-06-32}", "not in the calendar", "check day"),
        ("{start: 2021-06-04}", "{start: 2021-5-4}", "is not a day", "write it like 2024-10-17"),
        ("{start: 2021-06-04}", "2021-06-04", "set of 'field: value'", "indent"),
        ("{value: 12}", "{value: 12, over: perhaps}", "neither true nor false", "true or false"),
        ("asks: [what]", "asks: what", "'asks' is not a list", "like [one, two]"),
        ("asks: [what]", "asks: []", "'asks' is empty", "at least one"),
        ("asks: [what]", "asks: [whence]", "'whence' is not known here", "'who'"),
        ('en: "A town."', 'en: ""', "'en' is empty", "write something"),
        ('en: "A town."', 'en: "  "', "'en' is empty", "write something"),
        ('en: "A town."', "en: 12", "'en' is not a text", "in quotes"),
        ('en: "A town."', 'en: "A\\ttown."', "control character", "delete it"),
        ('en: "A town."', f'en: "{"x" * 901}"', "901 characters long", "within 900"),
        ("section: pact", "section: []", "'section' is empty", "at least one"),
        ("[what is it]", "['']", "is empty", "write something"),
        ("[what is it]", "[12]", "is not a text", "in quotes"),
    ],
)
def test_mistake_in_an_entry_is_told_with_line_and_remedy(
    tmp_path: Path, before: str, after: str, message: str, remedy: str
) -> None:
    text = edited(ONE, before, after)
    problem = only_problem_or_last(tmp_path, {"entries/towns.yaml": text}, message)
    assert Path(problem.file).name == "towns.yaml"
    assert remedy in problem.remedy
    changed = line_of(ONE, before) if "\n" not in before + after else None
    if changed and "missing" not in message and "review_by" not in before:
        assert problem.line == changed
    assert 1 <= problem.line <= text.count("\n")


def only_problem_or_last(folder: Path, files: dict[str, str | None], message: str) -> Problem:
    """Return the problem with `message`; a misspelt field is missing under its right name too."""
    problems = problems_in(folder, files)
    assert len(problems) <= 2, problems
    found = [each for each in problems if message in each.message]
    assert len(found) == 1, problems
    return found[0]


def test_problem_says_where_in_the_entry_it_is(tmp_path: Path) -> None:
    text = edited(ONE, 'en: "A town."', 'en: ""')
    problem = only_problem(tmp_path, {"entries/towns.yaml": text})
    assert problem.where == "springtown.facts.0.answer.en"


def test_name_of_a_date_is_to_be_written_with_underscores(tmp_path: Path) -> None:
    text = edited(ONE, "signed:", "Signed-On:")
    problem = only_problem(tmp_path, {"entries/towns.yaml": text})
    assert "underscores" in problem.remedy


@pytest.mark.parametrize("value", ["many", "'1,200'", "[1]"])
def test_figure_that_is_no_number_is_one_problem_under_its_own_name(
    tmp_path: Path, value: str
) -> None:
    text = edited(ONE, "{value: 12}", f"{{value: {value}}}")
    problem = only_problem(tmp_path, {"entries/towns.yaml": text})
    assert problem.message == "'value' is not a number"
    assert problem.where == "springtown.figures.bridges.value"


def test_unknown_kind_of_question_is_one_problem(tmp_path: Path) -> None:
    text = edited(ONE, "asks: [what]", "asks: [whence]")
    assert only_problem(tmp_path, {"entries/towns.yaml": text}).where.endswith("asks.0")


def test_each_mistake_of_an_entry_and_of_all_others_is_told_at_once(tmp_path: Path) -> None:
    broken = edited(edited(ONE, "kind: place", "kind: plaza"), "asks: [what]", "asks: [whence]")
    other = edited(edited(ONE, "id: springtown", "id: X"), "2026-01-31", "never")
    problems = problems_in(
        tmp_path,
        {
            "entries/towns.yaml": broken + other,
            "entries/unreadable.yaml": "- id: [",
            "documents.yaml": edited(DOCUMENTS, "publisher:", "published:"),
            "lexicon/en.yaml": edited(LEXICON, "locale: en", "locale: fr"),
            "templates/en.yaml": edited(TEMPLATES, "contents:", "content:"),
            "phrasings/en/more.yaml": "a/b: [x]\nwrong: [x]\n",
        },
    )
    assert {(Path(each.file).name, each.line) for each in problems} >= {
        ("towns.yaml", 2),
        ("towns.yaml", 14),
        ("towns.yaml", 19),
        ("towns.yaml", 23),
        ("unreadable.yaml", 2),
        ("documents.yaml", 3),
        ("en.yaml", 1),
        ("more.yaml", 2),
    }


def test_sound_entries_beside_a_broken_one_stay_in_the_draft(tmp_path: Path) -> None:
    text = ONE + edited(ONE, "id: springtown", "id: X") + edited(ONE, "id: springtown", "id: z")
    draft = read_draft(write_base(tmp_path, {"entries/towns.yaml": text}))
    assert [each.item.id for each in draft.entries] == ["springtown", "z"]
    assert len(draft.problems) == 1


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("documents.yaml", "id: gazette\n", "does not hold a list"),
        ("documents.yaml", "", "does not hold a list"),
        ("documents.yaml", "just words", "does not hold a list"),
        ("documents.yaml", "- just words", "is not a set of 'field: value' lines"),
        ("documents.yaml", "- {}\n", "'id' is missing"),
        ("entries/towns.yaml", "springtown: {kind: place}", "does not hold a list"),
        ("entries/towns.yaml", "- [a, b]", "is not a set of 'field: value' lines"),
        ("entries/towns.yaml", "-\n", "is not a set of 'field: value' lines"),
        ("lexicon/en.yaml", "", "is not a set of 'field: value' lines"),
        ("lexicon/en.yaml", "- locale: en", "is not a set of 'field: value' lines"),
        ("templates/en.yaml", "locale", "is not a set of 'field: value' lines"),
        ("phrasings/en/a.yaml", "", "'phrasings' is not a set of 'name: value' lines"),
        ("phrasings/en/a.yaml", "- a", "'phrasings' is not a set of 'name: value' lines"),
        ("phrasings/en/a.yaml", "a/b: words", "'a/b' is not a list"),
        ("phrasings/en/a.yaml", "a/b: ['']", "is empty"),
        ("phrasings/en/a.yaml", "a b: [x]", "'a b' is not well formed"),
    ],
)
def test_file_of_another_shape_is_told(tmp_path: Path, name: str, text: str, message: str) -> None:
    found = [each for each in problems_in(tmp_path, {name: text}) if message in each.message]
    assert found
    assert name.endswith(found[0].file)
    assert found[0].line == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lexicon/en.yaml", "locale: xx"),
        ("templates/en.yaml", "locale: xx"),
        ("entries/en.yaml", "- id: X"),
        ("phrasings/en/en.yaml", "a: ["),
    ],
)
def test_file_is_named_with_the_folder_that_tells_it_from_others(
    tmp_path: Path, name: str, text: str
) -> None:
    problems = problems_in(tmp_path, {name: text})
    assert {each.file for each in problems} == {name}


@pytest.mark.parametrize("part", ["entries", "lexicon", "templates"])
def test_folder_without_files_is_told(tmp_path: Path, part: str) -> None:
    name = "entries/towns.yaml" if part == "entries" else f"{part}/en.yaml"
    problem = only_problem(tmp_path, {name: None})
    assert (problem.file, problem.message) == (f"{part}/", "holds no .yaml file")


def test_missing_list_of_documents_is_told(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, {"documents.yaml": None})
    assert problem.file == "documents.yaml"
    assert "cannot be read" in problem.message


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "base"
    file.write_text("x")
    for folder in (file, tmp_path / "missing"):
        problems = read_draft(folder).problems
        assert [each.message for each in problems] == ["is not a folder"]


def test_more_files_than_a_base_can_need_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_module, "MAX_FILES", 2)
    files = {f"entries/{number}.yaml": "[]" for number in range(2)}
    problem = only_problem(tmp_path, {**files, "entries/towns.yaml": ENTRIES})
    assert (problem.file, problem.message) == ("entries/", "holds more than 2 files")


def test_more_files_of_phrasings_than_a_base_can_need_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_module, "MAX_FILES", 2)
    files: dict[str, str | None] = {f"phrasings/en/{number}.yaml": "{}" for number in range(3)}
    assert "holds more than 2 files" in only_problem(tmp_path, files).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["what is {nam}"]', "unknown placeholder {nam}"),
        ('["what is {}"]', "unknown placeholder {}"),
        ('["what is {0}"]', "unknown placeholder {0}"),
        ('["what is {name.__class__}"]', "unknown placeholder {name.__class__}"),
        ('["what is {name[0]}"]', "unknown placeholder {name[0]}"),
        ('["what is {name"]', "a brace that is not closed"),
        ('["what is name}"]', "a brace that is not closed"),
    ],
)
def test_pattern_with_a_wrong_placeholder_is_told(tmp_path: Path, text: str, said: str) -> None:
    templates = edited(TEMPLATES, '["what is {name}", "tell me about {name}"]', text)
    problem = only_problem(tmp_path, {"templates/en.yaml": templates})
    assert said in problem.message
    assert problem.line == line_of(TEMPLATES, '["what is {name}", "tell me about {name}"]')


def test_locale_of_further_phrasings_is_that_of_their_folder(tmp_path: Path) -> None:
    files: dict[str, str | None] = {
        "phrasings/en/a.yaml": "river-pact/signed: [x]",
        "phrasings/ja/a.yaml": "river-pact/signed: [y]",
        "phrasings/xx/a.yaml": "river-pact/signed: [z]",
    }
    draft = read_draft(write_base(tmp_path, files))
    assert [each.item.locale for each in draft.phrasings] == ["en", "ja"]
    assert draft.problems == []
