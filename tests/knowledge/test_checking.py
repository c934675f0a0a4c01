"""What does not fit together between entries, documents and files is told, all of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.problems import Problem
from tests.knowledge.small_bases import (
    DOCUMENTS,
    ENTRIES,
    LEXICON,
    TEMPLATES,
    as_yaml,
    edited,
    entries_with,
    entry,
    fact,
    load_small,
    only,
    problems_of,
)


def only_problem(folder: Path, files: dict[str, str]) -> Problem:
    problems = problems_of(folder, dict(files))
    assert len(problems) == 1, problems
    return problems[0]


def line_of(text: str, marker: str) -> int:
    assert text.count(marker) == 1
    return text[: text.index(marker)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "message", "remedy"),
    [
        (
            "id: harbourville",
            "id: springtown",
            "another entry with this id in",
            "choose another id",
        ),
        ("links: [lantern-festival]", "links: [x]", "there is no entry 'x'", "add that entry"),
        (
            "links: [lantern-festival]",
            "links: [lantern-festivl]",
            "there is no entry 'lantern-festivl'",
            "did you mean 'lantern-festival'?",
        ),
        ("links: [lantern-festival]", "links: [river-pact]", "names itself", "delete it"),
        (
            "[anna-berglund, carl-ostmann]",
            "[anna-berglund, springtown]",
            "'springtown' is a place, not a person",
            "name a person here",
        ),
        (
            "parties: [springtown, harbourville]",
            "parties: [springtown, nobody]",
            "there is no entry 'nobody'",
            "add that entry",
        ),
        ("place: [springtown]", "place: [anna-berglund]", "is a person, not a place", "name a"),
        ("place: [springtown]", "place: [nowhere]", "there is no entry 'nowhere'", "add that"),
        ("of: springtown,", "of: summertown,", "no entry 'summertown'", "mean 'springtown'?"),
        (
            "by: anna-berglund, act: praise",
            "by: anna, act: praise",
            "there is no entry 'anna'",
            "entry",
        ),
        ("to: harbourville}", "to: harborville}", "no entry 'harborville'", "'harbourville'?"),
        (
            "field: dates.signed",
            "field: dates.sealed",
            "the entry has no field 'dates.sealed'",
            "fill in that field",
        ),
        (
            "field: figures.visitors",
            "field: figures.guests",
            "the entry has no field 'figures.guests'",
            "fill in that field",
        ),
        (
            "figures: {bridges: {value: 12, unit: bridges}}",
            "figures: {bridges: {value: 12}, towers: {value: 3}}",
            "no fact says what this figure counts",
            "figures.towers",
        ),
        ("id: signed", "id: overview", "'overview' stands twice", "choose another id"),
        ("id: cost", "id: signed", "'signed' stands twice", "choose another id"),
        ("links: [lantern-festival]", "draft: true", "is a draft", "delete the line 'draft'"),
        (
            "title: {en: Lantern Festival}",
            "title: {en: river pact}",
            "'river pact' names 'river-pact' too",
            "make both names longer",
        ),
        (
            "aliases: {en: [Kingdom of Northland]}",
            "aliases: {en: [Ｈａｒｂｏｕｒｖｉｌｌｅ]}",
            "names",
            "make both names longer",
        ),
    ],
)
def test_mistake_between_entries_is_told_with_line_and_remedy(
    tmp_path: Path, before: str, after: str, message: str, remedy: str
) -> None:
    files = entries_with(before, after)
    found = [each for each in problems_of(tmp_path, dict(files)) if message in each.message]
    assert found
    assert remedy in found[0].remedy
    assert Path(found[0].file).name == "towns.yaml"
    lines = {each.line for each in found}
    if "names" not in message and "stands twice" not in message:
        assert lines == {line_of(ENTRIES, before)}


def test_each_of_two_facts_with_one_id_is_told(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, dict(entries_with("id: cost", "id: signed")))
    assert {each.line for each in problems} == {
        line_of(ENTRIES, "id: signed"),
        line_of(ENTRIES, "id: cost"),
    }


def test_second_of_two_entries_with_one_id_names_the_place_of_the_first(tmp_path: Path) -> None:
    files = dict(entries_with("id: lantern-festival", "id: river-pact"))
    found = [each for each in problems_of(tmp_path, files) if "another entry" in each.message]
    assert len(found) == 1
    assert found[0].line == line_of(ENTRIES, "id: lantern-festival")
    assert f"towns.yaml:{line_of(ENTRIES, 'id: river-pact')}" in found[0].message


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"within": "anna-berglund"}, "within"),
        ({"within": "nowhere"}, "within"),
        ({"part_of": "nowhere"}, "part_of"),
        ({"countries": ["nowhere"]}, "countries.0"),
        ({"countries": ["river-pact"]}, "countries.0"),
        ({"visited_by": ["nowhere"]}, "visited_by.0"),
        ({"visited_by": ["river-pact"]}, "visited_by.0"),
        ({"people": {"leader": ["nobody"]}}, "people.leader.0"),
        ({"links": ["nowhere"]}, "links.0"),
        ({"parties": ["nowhere"]}, "parties.0"),
        ({"offices": [{"of": "nowhere", "title": {"en": "Chair"}}]}, "offices.0.of"),
        ({"part_of": "added"}, "part_of"),
    ],
)
def test_every_field_that_names_an_entry_is_checked(
    tmp_path: Path, fields: dict[str, Any], where: str
) -> None:
    text = ENTRIES + as_yaml(entry("added", **fields))
    problem = only_problem(tmp_path, {"entries/towns.yaml": text})
    assert problem.where == f"added.{where}"
    assert problem.line == text.count("\n")


def test_fact_about_an_unknown_entry_is_told(tmp_path: Path) -> None:
    added = entry("added", facts=[fact("a", "An answer.", about=["northland", "nowhere"])])
    problem = only_problem(tmp_path, {"entries/towns.yaml": ENTRIES + as_yaml(added)})
    assert problem.where == "added.facts.0.about.1"


@pytest.mark.parametrize(
    ("source", "message", "remedy"),
    [
        ({"document": "gazete", "section": "pact"}, "no document 'gazete'", "mean 'gazette'?"),
        ({"document": "diary", "section": "pact"}, "no document 'diary'", "documents.yaml"),
        ({"document": "gazette", "section": "pakt"}, "no section 'pakt'", "mean 'pact'?"),
        (
            {"document": "gazette", "section": "xyz"},
            "no section 'xyz'",
            "use one of festival, pact",
        ),
        ({"document": "gazette", "section": ["pact", "xyz"]}, "no section 'xyz'", "use one of"),
    ],
)
def test_source_that_is_nowhere_is_told_of_entries_and_facts(
    tmp_path: Path, source: dict[str, object], message: str, remedy: str
) -> None:
    for part, added in (
        ("added.source", entry("added", source=source)),
        ("added.facts.0.source", entry("added", facts=[fact("a", "An answer.", source=source)])),
    ):
        problem = only_problem(tmp_path, {"entries/towns.yaml": ENTRIES + as_yaml(added)})
        assert message in problem.message
        assert remedy in problem.remedy
        assert problem.where.startswith(part)


def test_names_are_compared_in_each_locale_by_themselves(tmp_path: Path) -> None:
    english, japanese = {"en": "One", "ja": "春町"}, {"en": "Two", "ja": "春町"}
    text = as_yaml(
        entry("one", title=english),
        entry("two", title=japanese),
        entry("three", title={"en": "春町"}),
    )
    problem = only_problem(tmp_path, only() | {"entries/towns.yaml": text})
    assert (problem.line, problem.where) == (2, "two.title.ja")


def test_an_entry_may_repeat_a_name_of_its_own(tmp_path: Path) -> None:
    text = as_yaml(entry("one", title={"en": "One"}, aliases={"en": ["ONE", "Öne"]}))
    assert load_small(tmp_path, only() | {"entries/towns.yaml": text}).entries


# --- Buttons


def test_ids_that_are_too_long_for_a_button_together_are_told(tmp_path: Path) -> None:
    long, longer = "x" * 31, "y" * 31
    fits = entry("e" * 31, facts=[fact(long[:30], "An answer.")])
    assert load_small(tmp_path, only(fits)).fact_count == 1
    entry_id = "e" * 31
    gaps = [{"id": long, "answer": {"en": "x"}, "phrasings": {"en": ["x"]}}]
    too_long = entry(entry_id, facts=[fact(longer, "An answer.")], gaps=gaps)
    problems = problems_of(tmp_path, dict(only(too_long)))
    assert [each.where for each in problems] == [f"{entry_id}.facts.0.id", f"{entry_id}.gaps.0.id"]
    assert all("too long for a button" in each.message for each in problems)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "e" * 48, "kind": "event", "dates": {"h" * 20: {"start": "2021-01-01"}}},
        {"id": "e" * 48, "kind": "event", "people": {"r" * 20: ["anna-berglund"]}},
        {"id": "p" * 48, "kind": "place", "within": "northland"},
    ],
)
def test_ids_of_derived_facts_and_lists_are_measured_too(
    tmp_path: Path, fields: dict[str, Any]
) -> None:
    """The last one makes a list ``organisation-place-ppp…`` of the catalogue."""
    identity, kind = str(fields.pop("id")), str(fields.pop("kind"))
    inside = entry("guild", "organisation", place=[identity] if kind == "place" else ["springtown"])
    templates = edited(TEMPLATES, "  held:\n", f"  {'h' * 20}:\n")
    templates = edited(templates, "  signatory:\n", f"  {'r' * 20}:\n")
    templates = edited(templates, "  place: [places", "  organisation: [guilds]\n  place: [places")
    text = edited(ENTRIES, "signed: {start: 2021-06-04}", "sealed: {start: 2021-06-04}")
    text = edited(text, "field: dates.signed", "field: dates.sealed")
    files = {
        "entries/towns.yaml": text + as_yaml(entry(identity, kind, **fields), inside),
        "templates/en.yaml": templates,
    }
    assert all("too long" in each.message for each in problems_of(tmp_path, dict(files)))


@pytest.mark.parametrize(
    ("before", "after"),
    [("id: cost", "id: place"), ("id: cost", "id: people-signatory"), ("id: hope", "id: offices")],
)
def test_written_id_that_a_derived_fact_takes_too_is_told(
    tmp_path: Path, before: str, after: str
) -> None:
    only_problem(tmp_path, entries_with(before, after))


def test_entry_with_the_id_of_the_lists_is_told(tmp_path: Path) -> None:
    text = ENTRIES + as_yaml(entry("catalogue"))
    only_problem(tmp_path, {"entries/towns.yaml": text})


# --- Further phrasings, locales, templates


def test_further_phrasings_for_an_unknown_fact_are_told(tmp_path: Path) -> None:
    text = "river-pact/cost: [x]\nriver-pact/singed: [x]\nother/thing: [x]\n"
    problems = problems_of(tmp_path, {"phrasings/en/more.yaml": text})
    assert [(each.line, each.message, each.remedy) for each in problems] == [
        (2, "there is no fact 'river-pact/singed'", "did you mean 'river-pact/signed'?"),
        (3, "there is no fact 'other/thing'", "write it as entry-id/fact-id"),
    ]


@pytest.mark.parametrize(("name", "text"), [("lexicon", LEXICON), ("templates", TEMPLATES)])
def test_two_files_for_one_locale_are_told(tmp_path: Path, name: str, text: str) -> None:
    problem = only_problem(tmp_path, {f"{name}/zz.yaml": text})
    assert Path(problem.file).name == "zz.yaml"
    assert problem.line == 1
    assert "en.yaml is for 'en' too" in problem.message
    assert problem.remedy == "join the two files"


@pytest.mark.parametrize(("name", "text"), [("lexicon", LEXICON), ("templates", TEMPLATES)])
def test_base_without_english_is_told(tmp_path: Path, name: str, text: str) -> None:
    problem = only_problem(tmp_path, {f"{name}/en.yaml": edited(text, "locale: en", "locale: vi")})
    assert problem.message == "there is none for English"
    assert problem.remedy == f"add {name}/en.yaml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('answer: "{title} was signed on {when}."', 'answer: "{title} was signed by {by}."'),
        ('phrasings: ["where is {name}"]', 'phrasings: ["where is {kinds}"]'),
        ('phrasings: ["list all {kinds}"]', 'phrasings: ["list all {kinds} in {where}"]'),
        ('"who praised {to}"', '"who praised {name}"'),
        ('phrasings: ["everything about {name}"]', 'phrasings: ["everything in {year}"]'),
        ('phrasings: ["who signed {name}"]', 'phrasings: ["who signed {name:d}"]'),
        ('phrasings: ["who signed {name}"]', 'phrasings: ["who signed {name:{where}}"]'),
    ],
)
def test_placeholder_that_nothing_fills_there_is_told(
    tmp_path: Path, before: str, after: str
) -> None:
    problem = only_problem(tmp_path, {"templates/en.yaml": edited(TEMPLATES, before, after)})
    assert problem.line == line_of(TEMPLATES, before)


def test_placeholder_with_a_width_is_told(tmp_path: Path) -> None:
    text = edited(TEMPLATES, '"who signed {name}"', '"who signed {name:>99999999999}"')
    only_problem(tmp_path, {"templates/en.yaml": text})


def test_derived_answer_over_the_limit_is_told(tmp_path: Path) -> None:
    guilds = [
        entry(f"guild-{n}", "place", title={"en": f"The most honourable guild number {n} of all"})
        for n in range(40)
    ]
    moot = entry("moot", "meeting", parties=[each["id"] for each in guilds])
    only_problem(tmp_path, {"entries/towns.yaml": ENTRIES + as_yaml(*guilds, moot)})


def test_mistake_in_an_entry_is_not_told_of_those_that_name_it(tmp_path: Path) -> None:
    text = edited(ENTRIES, "aliases: {en: [Kingdom of Northland]}", "aliases: {en: ['']}")
    only_problem(tmp_path, {"entries/towns.yaml": text})


def test_every_problem_of_every_sort_is_told_at_once(tmp_path: Path) -> None:
    text = edited(ENTRIES, "links: [lantern-festival]", "links: [x]")
    text = edited(text, "of: springtown,", "of: summertown,")
    text = edited(text, "id: cost", "id: signed")
    text = edited(text, "{start: 2021-06-04}", "{start: 2021-06-04, end: 2021-06-03}")
    problems = problems_of(
        tmp_path,
        {
            "entries/towns.yaml": text,
            "entries/broken.yaml": "- id: [\n",
            "documents.yaml": edited(DOCUMENTS, "file: gazette.txt", "file: ../gazette.txt"),
            "templates/vi.yaml": edited(TEMPLATES, "locale: en", "locale: xx"),
            "phrasings/en/more.yaml": "a/b: [x]\n",
        },
    )
    messages = "\n".join(map(str, problems))
    for said in (
        "no entry 'summertown'",
        "the end lies before the start",
        "broken.yaml:2",
        "'../gazette.txt' is not well formed",
        "'xx' is not known here",
        "there is no fact 'a/b'",
    ):
        assert said in messages
    assert all(each.remedy for each in problems)
