"""Edits of YAML: only the place itself changes, and what comes out is what was meant."""

import difflib
from pathlib import Path

import pytest

from knowledge.loading import BUILT_IN_BASE
from knowledge.yaml_editing import EditError, YamlText, new_file
from knowledge.yaml_reader import YamlFile, parse_yaml

FILE = """\
# The towns.
- id: northland   # a country
  title: {en: Northland}
  facts:
    - id: size
      asks: [how_many]
      answer: {en: "It has 12 bridges."}
      phrasings:
        en:
          - how big is it   # the title

    # Another one.
    - id: age
      answer:
        en: >
          It is
          old.

- id: springtown
  phrasings: {en: [what is it, "say: it"], ja: []}
  verified_on: 2026-01-31
"""
ODD = [
    "plain words",
    "is it: so?",
    "- a dash",
    "# no comment",
    "yes",
    "12",
    "2026-01-31",
    "\"quoted\" and 'so'",
    "日本語の質問、ですか？",
    "đường nào đến Hà Nội?",
    "ไปที่ไหน",
    "a\u2028b\u00a0c",
    "two\nlines",
    "{curly}, [square], & *star !bang",
    "back\\slash",
    " spaces around ",
    "👩‍👩‍👧 @at %percent `tick`",
    "ends with colon:",
    "",
]


def data_of(raw: bytes) -> object:
    """What the bot's own reader makes of a file."""
    file = parse_yaml(raw, "test.yaml")
    assert isinstance(file, YamlFile), file
    return file.data


def edited(text: str = FILE, newline: str = "\n") -> YamlText:
    """A file to be edited."""
    return YamlText(text.replace("\n", newline).encode(), "test.yaml")


def changes(before: str, after: bytes) -> list[str]:
    """The lines that differ, with a sign."""
    lines = difflib.ndiff(before.splitlines(), after.decode().splitlines())
    return [each for each in lines if each[0] in "+-"]


@pytest.mark.parametrize("value", ODD)
def test_an_item_of_any_text_is_added_behind_the_last_and_nothing_else_changes(value: str) -> None:
    file = edited()
    file.append((0, "facts", 0, "phrasings", "en"), value)
    added = changes(FILE, file.raw)
    assert [each[0] for each in added] == ["+"]
    data = data_of(file.raw)
    assert data == file.data
    assert data[0]["facts"][0]["phrasings"]["en"] == ["how big is it", value]  # type: ignore[index]
    assert "# the title\n          - " in file.raw.decode()


@pytest.mark.parametrize("value", ODD)
def test_a_value_of_any_text_takes_the_place_of_one(value: str) -> None:
    for path in ((0, "facts", 0, "answer", "en"), (0, "facts", 1, "answer", "en"), (0, "id")):
        file = edited()
        file.set(path, value)
        data = data_of(file.raw)
        for step in path:
            data = data[step]  # type: ignore[index]
        assert data == value
        assert "# The towns." in file.raw.decode()
        assert "# Another one." in file.raw.decode()


def test_lists_on_one_line_are_added_to_on_that_line() -> None:
    file = edited()
    file.append((1, "phrasings", "en"), "where is it")
    file.append((1, "phrasings", "ja"), "どこ")
    file.append((1, "phrasings", "th"), "ที่ไหน")
    assert changes(FILE, file.raw) == [
        '-   phrasings: {en: [what is it, "say: it"], ja: []}',
        '+   phrasings: {en: [what is it, "say: it", where is it], ja: [どこ], th: [ที่ไหน]}',
    ]


def test_what_is_missing_is_made() -> None:
    file = edited()
    file.append((0, "aliases"), "Kingdom")
    file.set((0, "facts", 1, "source"), {"document": "gazette", "section": "pact"})
    assert changes(FILE, file.raw) == [
        "+       source: {document: gazette, section: pact}",
        "+   aliases: [Kingdom]",
    ]


def test_a_new_item_of_the_file_stands_apart_where_the_others_do() -> None:
    file = edited()
    file.append((), {"id": "harbourville", "facts": [{"id": "size", "asks": ["what"]}]})
    assert changes(FILE, file.raw) == [
        "+ ",
        "+ - id: harbourville",
        "+   facts:",
        "+     - {id: size, asks: [what]}",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# the end\n"])
def test_line_ends_and_the_end_of_the_file_stay(newline: str, end: str) -> None:
    text = f"- id: a\n  list:\n    - one{end}"
    file = edited(text, newline)
    file.append((0, "list"), "two")
    expected = f"- id: a\n  list:\n    - one\n    - two{end.removeprefix(chr(10)) and end}"
    assert file.raw.decode().rstrip() == expected.replace("\n", newline).rstrip()
    assert b"\r\n" in file.raw or newline == "\n"


def test_a_mark_at_the_beginning_stays() -> None:
    file = YamlText("\ufeff- id: a\n".encode(), "test.yaml")
    file.set((0, "id"), "b")
    assert file.raw == "\ufeff- id: b\n".encode()


@pytest.mark.parametrize("text", ["- &a one\n- *a\n", "\t- x", "a: [", "- a: 1\n  a: 2\n"])
def test_what_the_bot_does_not_read_it_does_not_edit(text: str) -> None:
    with pytest.raises(EditError, match=r"test\.yaml"):
        YamlText(text.encode(), "test.yaml")


@pytest.mark.parametrize("path", [(), (5, "id"), (0, "facts", 9, "id"), (0, "title", "en", "x")])
def test_a_place_that_is_not_there_is_refused_and_nothing_changes(
    path: tuple[str | int, ...],
) -> None:
    file = edited()
    with pytest.raises(EditError):
        file.set(path, "x")
    with pytest.raises(EditError):
        file.set((0, "facts"), "x")  # of many lines: not replaced by one
    assert file.raw == FILE.encode()


def test_a_new_file_is_what_it_holds_under_its_comment() -> None:
    items: list[dict[str, object]] = [{"id": "a", "title": {"en": "A: b"}}, {"id": "c"}]
    raw = new_file(items, "Taught.")
    assert data_of(raw) == items
    assert raw.startswith(b"# Taught.\n- id: a\n")


@pytest.mark.parametrize(
    "path", sorted((BUILT_IN_BASE / "entries").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_delivered_file_takes_a_phrasing_of_each_kind_of_place(path: Path) -> None:
    raw = path.read_bytes()
    before = raw.decode()
    count = len(YamlText(raw, path.name).data)
    for number in range(0, count, 5):
        file = YamlText(raw, path.name)
        entry = file.data[number]
        file.set((number, "verified_on"), "2027-01-01")
        if entry.get("facts"):
            last = len(entry["facts"]) - 1
            file.append((number, "facts", last, "phrasings", "en"), "is this: new?")
            file.append((number, "facts"), {"id": "new", "asks": ["what"]})
        differing = changes(before, file.raw)
        gone = [each for each in differing if each.startswith("-")]
        assert len(gone) <= 2  # the date, and a list on one line
        assert data_of(file.raw) == file.data
