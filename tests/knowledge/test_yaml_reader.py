"""YAML from untrusted hands becomes plain data or one problem, and never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge import yaml_reader
from knowledge.problems import Problem
from knowledge.yaml_reader import MAX_DEPTH, MAX_FILE_BYTES, YamlFile, parse_yaml, read_yaml


def data_of(text: str | bytes) -> Any:
    """Return the data of a text that must be readable."""
    read = parse_yaml(text if isinstance(text, bytes) else text.encode(), "towns.yaml")
    assert isinstance(read, YamlFile), read
    return read.data


def problem_of(text: str | bytes) -> Problem:
    """Return the problem of a text that must not be readable."""
    read = parse_yaml(text if isinstance(text, bytes) else text.encode(), "towns.yaml")
    assert isinstance(read, Problem), read
    assert read.file == "towns.yaml"
    assert read.remedy
    return read


# --- What an editor writes is what the bot reads


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "NULL",
        "True",
        "2024-10-17",
        "2024-10-17 10:00",
        "1:30",
        "1e3",
        "0x1F",
        "0o17",
        "012",
        "1_000",
        ".inf",
        "-.inf",
        ".NaN",
        "+1",
        "1.",
        ".5",
        "=",
        "<<",
        "12345678901234567890",
        "35,000",
        "9½",
    ],
)
def test_words_that_yaml_1_1_would_turn_into_something_else_stay_text(text: str) -> None:
    assert data_of(f"value: {text}") == {"value": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("2024", 2024),
        ("999999999999999999", 999999999999999999),
        ("1.50", 1.5),
        ("-0.25", -0.25),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_plain_numbers_truth_values_and_nothing_are_read_as_such(text: str, value: object) -> None:
    read = data_of(f"value: {text}")["value"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["true", "7", "1.5", "null", "~", ""])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quoted_values_are_text(text: str, quote: str) -> None:
    assert data_of(f"value: {quote}{text}{quote}") == {"value": text}


def test_block_text_keeps_its_lines_and_is_never_a_number() -> None:
    assert data_of("a: |\n  17\nb: >\n  one\n  two\n") == {"a": "17\n", "b": "one two\n"}


def test_keys_are_text_whatever_they_look_like() -> None:
    assert data_of("1: a\ntrue: b\nnull: c\n2024-10-17: d") == {
        "1": "a",
        "true": "b",
        "null": "c",
        "2024-10-17": "d",
    }


def test_merge_key_merges_nothing() -> None:
    assert data_of("<<: {a: b}\nc: d") == {"<<": {"a": "b"}, "c": "d"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "   "])
def test_file_without_content_is_nothing(text: str) -> None:
    assert data_of(text) is None


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_gives_the_same_data(ending: str) -> None:
    assert data_of(ending.join(["- id: a", "  kind: b", ""])) == [{"id": "a", "kind": "b"}]


def test_mark_at_the_beginning_of_a_utf_8_file_is_dropped() -> None:
    assert data_of(b"\xef\xbb\xbfid: a") == {"id": "a"}


def test_text_of_every_script_is_kept() -> None:
    texts = ["神奈川県", "Trần Sỹ Thanh", "กรุงเทพมหานคร", "🎏", "𠮷"]
    assert data_of("\n".join(f"- {text}" for text in texts)) == texts


# --- Lines


def test_each_value_has_its_line() -> None:
    text = "# comment\n- id: a\n  facts:\n    - {id: x,\n       asks: y}\n    - z\n\n- id: b\n"
    file = parse_yaml(text.encode(), "towns.yaml")
    assert isinstance(file, YamlFile)
    assert file.line_of((0, "id")) == 2
    assert file.line_of((0, "facts", 0, "asks")) == 5
    assert file.line_of((0, "facts", 1)) == 6
    assert file.line_of((1,)) == 8


def test_line_of_what_is_not_there_is_that_of_its_nearest_parent() -> None:
    file = parse_yaml(b"\n\na:\n  b:\n    c: 1\n", "towns.yaml")
    assert isinstance(file, YamlFile)
    assert file.line_of(("a", "b", "missing", 4)) == 4
    assert file.line_of(("nowhere",)) == 3
    assert file.line_of(()) == 3


# --- What is refused, with line and remedy


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &x 1", 1, "anchor"),
        ("a: 1\nb: *x", 2, "anchor"),
        ("a: &x {b: *x}", 1, "anchor"),
        ("&x a: 1", 1, "anchor"),
        ("a: 1\n\nb: &x [*x]", 3, "anchor"),
        ("a: 1\nb: !!str no", 2, "tag"),
        ("a: ! no", 1, "tag"),
        ("a: !local {}", 1, "tag"),
        ("a: !<tag:yaml.org,2002:int> 1", 1, "tag"),
        ("- a\n- !!python/object/apply:os.system [date]", 2, "tag"),
        ("a: !!binary aGk=", 1, "tag"),
        ("%TAG ! tag:example.org,2002:\n---\na: !x 1", 3, "tag"),
        ("a: 1\nb: 2\na: 3", 3, "'a' twice"),
        ("- {a: 1, a: 1}", 1, "'a' twice"),
        ("1: a\n'1': b", 2, "'1' twice"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("---\na: 1\n---\n", 3, "second document"),
        ("a:\n\tb: 1", 2, "tab"),
        ("a: |\n  one\n  \ttwo", 3, "tab"),
        ("a: 1\n? [x, y]\n: 2", 2, "list or mapping as a key"),
        ("{a: 1}: 2", 1, "list or mapping as a key"),
        ("a: 1\nb: [1, 2\nc: 3", 3, "not valid YAML"),
        ("a: 1\nanswer: Hanoi: a city", 2, "not valid YAML"),
        ("a: 'it's'", 1, "not valid YAML"),
        ("a: 1\nb: %c", 2, "not valid YAML"),
        ("a: 1\n b: 2", 2, "not valid YAML"),
        ('a: "\\ud800"', 1, "not valid YAML"),
    ],
)
def test_what_is_dangerous_or_doubtful_is_refused_with_its_line(
    text: str, line: int, message: str
) -> None:
    problem = problem_of(text)
    assert message in problem.message
    assert problem.line == line


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        ("a: b".encode("utf-16"), 1, "UTF-16"),
        (b"\xfe\xff\x00a", 1, "UTF-16"),
        (b"a: 1\nb: caf\xe9", 2, "not UTF-8"),
        ("a: 1\nb: 2\nc: 神奈川".encode("shift_jis"), 3, "not UTF-8"),
        (b"a: \xed\xa0\x80", 1, "not UTF-8"),
        (b"a: 1\n\xc0\x80: 2", 2, "not UTF-8"),
    ],
)
def test_other_encodings_are_refused_with_their_line(raw: bytes, line: int, message: str) -> None:
    problem = problem_of(raw)
    assert message in problem.message
    assert problem.line == line


@pytest.mark.parametrize("raw", [b"a: b\x00c", b"\x00", b"a: \x07", b"a\x08: b", b"a: \x1b[31m"])
def test_control_characters_are_refused(raw: bytes) -> None:
    assert "control characters" in problem_of(raw).message


def test_control_character_is_refused_with_its_line() -> None:
    assert problem_of(b"a: 1\nb: 2\nc: x\x00y\n").line == 3


def test_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "anchor" in problem_of("\n".join(lines)).message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[[", "{? "])
def test_bottomless_nesting_is_refused(opening: str) -> None:
    problem_of(opening * 50_000)


def test_nesting_is_allowed_to_a_depth_and_no_deeper() -> None:
    allowed: Any = "x"
    for _ in range(MAX_DEPTH):
        allowed = [allowed]
    assert data_of("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH) == allowed
    too_deep = problem_of("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1))
    assert "nested too deeply" in too_deep.message


def test_small_file_with_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "MAX_VALUES", 1_000)
    assert len(data_of("- a\n" * 990)) == 990
    assert "too many values" in problem_of("- a\n" * 1_000).message


def test_file_over_the_size_limit_is_refused() -> None:
    assert data_of("#" * MAX_FILE_BYTES) is None
    assert "larger than 8 MB" in problem_of("#" * (MAX_FILE_BYTES + 1)).message


# --- Files


def test_file_is_read_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "towns.yaml"
    path.write_bytes(b"a: 1")
    read = read_yaml(path)
    assert isinstance(read, YamlFile)
    assert (read.name, read.data) == ("towns.yaml", {"a": 1})


def test_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    for name in ("missing.yaml", "folder.yaml", "loop.yaml"):
        read = read_yaml(tmp_path / name)
        assert isinstance(read, Problem)
        assert read.file == name
        assert "cannot be read" in read.message


def test_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024 * 1024)  # sparse: takes no room on the disk
    read = read_yaml(path)
    assert isinstance(read, Problem)
    assert "larger than 8 MB" in read.message


# --- Anything at all

YAML_LIKE = st.text(
    st.sampled_from("ab1-:,?!&*#|>@%`'\"[]{}~<=. \n\r\t\x00\x85\u2028\ufeff\ud7ffé神"), max_size=60
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"%YAML 9.9\n---\n")
@settings(deadline=None)
def test_any_bytes_give_data_or_a_problem(raw: bytes) -> None:
    assert isinstance(parse_yaml(raw, "x.yaml"), YamlFile | Problem)


@given(st.text(max_size=200) | YAML_LIKE)
@settings(deadline=None, max_examples=400)
def test_any_text_gives_data_or_a_problem(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    read = parse_yaml(raw, "x.yaml")
    assert isinstance(read, YamlFile | Problem)
    if isinstance(read, Problem):
        assert 0 <= read.line <= len(text) + 1
        assert read.message
        assert read.remedy


@given(VALUES)
@settings(deadline=None)
def test_data_written_with_all_text_quoted_come_back(data: object) -> None:
    class _Quoting(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    _Quoting.add_representer(
        str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    )
    assert data_of(yaml.dump(data, Dumper=_Quoting, allow_unicode=True)) == data


# --- Without libyaml


@pytest.fixture
def _pure_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_Loader", yaml.SafeLoader)


@pytest.mark.usefixtures("_pure_python")
@pytest.mark.parametrize(
    "text",
    ["a: &x 1", "a: *x", "a: !!str b", "a: 1\na: 2", "a: [", "[" * 5_000, "a: \x00", "---\n---\n"],
)
def test_the_same_is_refused_without_libyaml(text: str) -> None:
    problem_of(text)


@pytest.mark.usefixtures("_pure_python")
def test_the_same_is_read_without_libyaml() -> None:
    assert data_of("- id: a\n  on: no\n  n: 12\n  d: 2024-10-17") == [
        {"id": "a", "on": "no", "n": 12, "d": "2024-10-17"}
    ]


@pytest.mark.usefixtures("_pure_python")
@pytest.mark.parametrize(
    "text",
    [
        'a: "\\UFFFFFFFF"',
        'a: "\\uD800"',
    ],
)
def test_escapes_beyond_unicode_are_refused_without_libyaml(text: str) -> None:
    problem_of(text)
