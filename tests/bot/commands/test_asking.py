"""``exchange-bot ask``: one question, or a stream of them, and whatever else may come in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.asking import MAX_HELD_CHARACTERS, MAX_LINE_CHARACTERS, answer_lines, as_json
from knowledge.explaining import explain
from knowledge.known import Origin
from knowledge.loading import BUILT_IN_BASE
from tests.bot import delivered
from tests.bot.commands.shell import Shell, run_process, run_until_first_line
from tests.knowledge.small_bases import write_base

SIGNED = "When was the MOU with Kanagawa signed?"
MOU = "hanoi-kanagawa-mou"
PACT, PACT_DATE = "When was the River Pact signed?", "4 June 2021"
FIELDS = ["status", "text", "entry", "fact", "source", "score", "locale", "suggestions"]
LOCALES = ("en", "ja", "vi", "th")
MAX_TEXT, MAX_LONG_TEXT = 900, 1600
"""How long answers may be; lists and overviews may be the longer."""

GOOD = json.dumps({"id": "good", "query": SIGNED})


def replies(*lines: str) -> list[dict[str, Any]]:
    """What a stream of lines is answered with."""
    return [json.loads(line) for line in answer_lines(delivered.answering(), lines)]


def reply_to(query: str, **more: Any) -> dict[str, Any]:
    """The reply to one question of a stream."""
    (reply,) = replies(json.dumps({"id": "x", "query": query, **more}))
    return reply


def assert_reply(reply: dict[str, Any]) -> None:
    """Fail unless a reply has all its fields, of the right types, and they go together."""
    assert [name for name in reply if name != "id"] == FIELDS
    assert reply["status"] in {"answer", "suggest", "none"}
    assert isinstance(reply["text"], str)
    assert 0 < len(reply["text"]) <= MAX_LONG_TEXT
    assert "Source:" not in reply["text"]
    assert isinstance(reply["score"], int | float)
    assert 0 <= reply["score"] <= 100
    assert reply["locale"] in LOCALES
    for suggestion in reply["suggestions"]:
        assert list(suggestion) == ["entry", "fact", "title"]
        assert all(isinstance(each, str) and each for each in suggestion.values())
    if reply["status"] == "answer":
        assert reply["entry"]
        assert reply["fact"]
        assert list(reply["source"]) == ["document", "section"]
        assert all(isinstance(each, str) and each for each in reply["source"].values())
    else:
        assert reply["entry"] is reply["fact"] is reply["source"] is None
    if reply["status"] == "suggest":
        assert reply["suggestions"]


# One question


@pytest.mark.usefixtures("on_delivered_base")
def test_a_question_is_answered_with_its_source(shell: Shell) -> None:
    said = shell.run("ask", SIGNED)
    assert (said.code, said.err) == (0, "")
    text, blank, source = said.out.splitlines()
    assert "17 October 2024" in text
    assert blank == ""
    assert source == (
        "Source: Hanoi international collaboration, “Meeting with the Governor of Kanagawa”"
    )


@pytest.mark.usefixtures("on_delivered_base")
def test_suggestions_are_listed(shell: Shell) -> None:
    said = shell.run("ask", "visit")
    titles = [each["title"] for each in reply_to("visit")["suggestions"]]
    assert titles
    assert said.out.splitlines()[1:] == [f"  • {title}" for title in titles]


def test_an_answer_that_is_not_translated_says_so(shell: Shell, tmp_path: Path) -> None:
    japanese = ("lexicon/ja.yaml", "templates/ja.yaml")
    base = write_base(
        tmp_path / "base",
        {name: (BUILT_IN_BASE / name).read_text(encoding="utf-8") for name in japanese},
    )
    said = shell.run("ask", "River Pactとは", "--locale", "ja", KNOWLEDGE_FOLDER=str(base))
    assert said.code == 0
    assert delivered.texts().get("answer-not-translated", "ja") in said.out.splitlines()


@pytest.mark.usefixtures("on_delivered_base")
def test_json_is_the_reply_without_an_id(shell: Shell) -> None:
    said = shell.run("ask", SIGNED, "--json")
    (reply,) = said.lines
    assert_reply(reply)
    assert list(reply) == FIELDS
    assert (reply["status"], reply["entry"], reply["fact"]) == ("answer", MOU, "signed")
    assert reply["source"] == {
        "document": "Hanoi international collaboration",
        "section": "Meeting with the Governor of Kanagawa",
    }


@pytest.mark.usefixtures("on_delivered_base")
@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_can_be_asked_for(shell: Shell, locale: str) -> None:
    said = shell.run("ask", "Kanagawa MOU", "--locale", locale, "--json")
    assert said.code == 0
    assert_reply(said.lines[0])


@pytest.mark.usefixtures("on_delivered_base")
@pytest.mark.parametrize("locale", ["ja", "vi"])
def test_the_source_line_is_in_the_language_of_the_answer(shell: Shell, locale: str) -> None:
    query = {
        "ja": "神奈川との覚書はいつ締結されましたか",
        "vi": "Bản ghi nhớ với Kanagawa được ký khi nào?",
    }
    reply = json.loads(shell.run("ask", query[locale], "--json").out)
    assert reply["locale"] == locale
    expected = delivered.texts().get("answer-source", locale, **reply["source"])
    assert shell.run("ask", query[locale]).out.splitlines()[-1] == expected


@pytest.mark.usefixtures("on_delivered_base")
def test_explaining_shows_candidates_scores_and_the_decision(shell: Shell) -> None:
    said = shell.run("ask", "when was the mou with kanagawa singed?", "--explain")
    assert said.code == 0
    assert "Question: when was the mou with kanagawa singed?" in said.out
    assert "read as: singed → signed" in said.out
    assert "Candidates" in said.out
    assert f"{MOU}/signed" in said.out
    assert "Decision: answer" in said.out
    assert "17 October 2024" in said.out


@pytest.mark.parametrize("query", ["", "?", "asdf qwer", "x" * 5000, "\x00\ud800", "東京 🦕"])
def test_any_question_can_be_explained(query: str) -> None:
    told = explain(delivered.answering().match(query))
    assert "Decision: " in told


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", ""], ["ask", "--json"], ["ask", "--explain"]]
)
def test_no_question_is_an_error_that_says_how(shell: Shell, arguments: list[str]) -> None:
    said = shell.run(*arguments)
    assert (said.code, said.out) == (1, "")
    assert said.err == 'Give a question in quotes: exchange-bot ask "Who signed it?"\n'


@pytest.mark.parametrize(
    "arguments", [["ask", "x", "--locale", "fr"], ["ask", "x", "y"], ["ask", "--nonsense"], ["aks"]]
)
def test_a_wrong_command_line_ends_with_2_and_the_usage(shell: Shell, arguments: list[str]) -> None:
    said = shell.run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: exchange-bot")


def test_the_base_of_the_settings_is_asked(shell: Shell, small_base: str) -> None:
    said = shell.run("ask", PACT, KNOWLEDGE_FOLDER=small_base)
    assert said.code == 0
    assert PACT_DATE in said.out


@pytest.mark.parametrize("arguments", [["ask", "x"], ["ask", "--jsonl"], ["ask"]])
def test_wrong_settings_are_told_before_anything_else(shell: Shell, arguments: list[str]) -> None:
    said = shell.run(*arguments, LOG_LEVLE="INFO")
    assert (said.code, said.out) == (1, "")
    assert "did you mean EXCHANGE_BOT_LOG_LEVEL?" in said.err


@pytest.mark.parametrize("arguments", [["ask", "x"], ["ask", "--jsonl"]])
def test_a_base_that_is_not_there_is_told(shell: Shell, arguments: list[str]) -> None:
    said = shell.run(*arguments, KNOWLEDGE_FOLDER="nowhere", given=GOOD)
    assert (said.code, said.out) == (1, "")
    assert "nowhere: is not a folder" in said.err


# A stream of questions


def test_each_line_is_answered_by_its_id() -> None:
    questions = [
        ("a", SIGNED),
        (7, "When was the MOU with Osaka signed?"),
        ("", "visit"),
        ("ü 東京 🦕", "hello"),
        (-1, SIGNED),
        ("a", SIGNED),
    ]
    found = replies(*(json.dumps({"id": key, "query": query}) for key, query in questions))
    assert [reply["id"] for reply in found] == [key for key, _ in questions]
    for reply in found:
        assert next(iter(reply)) == "id"
        assert_reply(reply)
    assert [reply["status"] for reply in found] == [
        "answer",
        "none",
        "suggest",
        "none",
        "answer",
        "answer",
    ]
    assert found[0] == found[5]


def test_a_stream_and_a_single_question_agree() -> None:
    single = as_json(None, delivered.answering().answer(SIGNED))
    assert {"id": "x"} | single == reply_to(SIGNED)


def test_earlier_questions_are_context() -> None:
    assert reply_to("and where?")["status"] != "answer"
    assert reply_to("and where?", context=[])["status"] != "answer"
    followed = reply_to("and where?", context=[SIGNED])
    assert (followed["status"], followed["entry"]) == ("answer", MOU)


def test_what_is_left_out_is_as_good_as_null_and_more_is_ignored() -> None:
    plain = reply_to(SIGNED)
    assert reply_to(SIGNED, locale=None) == plain
    assert reply_to(SIGNED, locale="en", extra={"deep": [1]}, ID=3) == plain


def test_null_is_no_context() -> None:
    assert reply_to(SIGNED, context=None) == reply_to(SIGNED)


@pytest.mark.parametrize("locale", [*LOCALES, "fr", "", "EN", "x" * 1000])
def test_any_locale_is_answered(locale: str) -> None:
    assert_reply(reply_to(SIGNED, locale=locale))


@pytest.mark.parametrize("query", ["", " ", "\n", "\u0000", "a\u0000b mou", "\u202e", "x" * 10_000])
def test_any_query_is_answered(query: str) -> None:
    assert_reply(reply_to(query))


def test_blank_lines_are_passed_over() -> None:
    assert len(replies("", "\n", "  \t\r\n", GOOD, "\u3000\n", GOOD + "\r\n")) == 2


HOSTILE: dict[str, str] = {
    "no JSON": "{bad",
    "text": "hello",
    "NUL": "\x00",
    "NUL within": '{"id": "a\x00", "query": "x"}',
    "two objects": f"{GOOD} {GOOD}",
    "list": "[1, 2]",
    "list of an object": f"[{GOOD}]",
    "string": '"query"',
    "number": "7",
    "null": "null",
    "nothing in it": "{}",
    "no query": '{"id": "a"}',
    "no id": '{"query": "x"}',
    "null for an id": '{"id": null, "query": "x"}',
    "truth for an id": '{"id": true, "query": "x"}',
    "fraction for an id": '{"id": 1.5, "query": "x"}',
    "list for an id": '{"id": ["a"], "query": "x"}',
    "no number for an id": '{"id": NaN, "query": "x"}',
    "null for a query": '{"id": "a", "query": null}',
    "number for a query": '{"id": "a", "query": 5}',
    "object for a query": '{"id": "a", "query": {"text": "x"}}',
    "number for a locale": '{"id": "a", "query": "x", "locale": 5}',
    "text for a context": '{"id": "a", "query": "x", "context": "y"}',
    "numbers for a context": '{"id": "a", "query": "x", "context": [1]}',
    "object for a context": '{"id": "a", "query": "x", "context": {"a": "b"}}',
    "half a pair in a query": '{"id": "a", "query": "\\ud800 mou"}',
    "bytes that are no text": '{"id": "a", "query": "\udcff"}',
    "deep": "[" * 90_000,
    "deep within": '{"id": "a", "query": ' + "[" * 30_000 + "]" * 30_000 + "}",
    "long query": json.dumps({"id": "a", "query": "x" * 10_001}),
    "long context": json.dumps({"id": "a", "query": "x", "context": ["y"] * 101}),
    "long line": json.dumps({"id": "a", "query": "x" * MAX_LINE_CHARACTERS}),
    "huge number": '{"id": ' + "9" * 5000 + ', "query": "x"}',
    "byte order mark within": '{"id": \ufeff"a", "query": "x"}',
}
"""Lines that hold no question."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_line_is_told_and_the_next_is_answered(name: str) -> None:
    bad, good = replies(HOSTILE[name] + "\n", GOOD)
    assert set(bad) <= {"id", "error"}
    assert isinstance(bad["error"], str)
    assert 0 < len(bad["error"]) < 200
    assert "pydantic" not in bad["error"]
    assert_reply(good)
    assert good["id"] == "good"


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, line in HOSTILE.items()
        if line.startswith('{"id": "a", "query": ')
        # A line that cannot even be read has no id.
        and name not in {"long line", "deep within"}
    ],
)
def test_a_bad_line_is_told_by_its_id_if_it_has_one(name: str) -> None:
    (bad,) = replies(HOSTILE[name])
    assert bad["id"] == "a"


@pytest.mark.parametrize("more", ['"context": ["\\udfff mou"]', '"locale": "\\ud83d"'])
def test_half_a_pair_beside_a_query_harms_nothing(more: str) -> None:
    for line in answer_lines(
        delivered.answering(), ['{"id": "a", "query": "x", ' + more + "}", GOOD]
    ):
        assert json.loads(line.encode())["id"] in {"a", "good"}


def test_truth_is_no_id() -> None:
    assert "id" not in replies(HOSTILE["truth for an id"])[0]


def test_half_a_pair_in_an_id_can_be_written() -> None:
    for line in ('{"id": "\\ud800", "query": "x"}', '{"id": "\\ud800"}'):
        for reply in answer_lines(delivered.answering(), [line]):
            reply.encode()


def test_very_long_context_is_answered() -> None:
    context = ["x" * 900] * 100
    assert_reply(reply_to(SIGNED, context=context))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
LINE = st.fixed_dictionaries(
    {},
    optional={"id": JSON, "query": JSON | st.text(max_size=60), "locale": JSON, "context": JSON},
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=80) | LINE.map(json.dumps) | JSON.map(json.dumps), max_size=4))
def test_any_lines_give_a_line_each(lines: list[str]) -> None:
    found = replies(*lines)
    assert len(found) == sum(1 for line in lines if line.strip())
    for reply in found:
        if "error" in reply:
            assert set(reply) <= {"id", "error"}
        else:
            assert_reply(reply)


def test_lines_are_answered_as_they_come() -> None:
    taken = 0

    def lines() -> Iterable[str]:
        nonlocal taken
        for _ in range(3):
            taken += 1
            yield GOOD

    answers = answer_lines(delivered.answering(), lines())
    next(answers)
    assert taken == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_no_answer_is_too_long_or_holds_its_source(locale: str) -> None:
    texts = delivered.texts()
    before_source = texts.get("answer-source", locale, document="D", section="S").partition("D")[0]
    for known in delivered.matcher().facts:
        if known.origin is Origin.GAP:
            text = known.answers.get(locale) or known.answers["en"]
            assert len(text) <= MAX_TEXT
            continue
        reply = delivered.answering().show_fact(known.entry, known.fact, locale)
        assert reply is not None
        shown = as_json("x", reply)
        is_long = known.origin is Origin.LIST or known.fact == "overview"
        assert len(shown["text"]) <= (MAX_LONG_TEXT if is_long else MAX_TEXT), known.key
        assert before_source.strip() not in shown["text"]


# As a process


@pytest.mark.usefixtures("on_delivered_base")
def test_the_command_reads_and_writes_lines(shell: Shell) -> None:
    said = shell.run("ask", "--jsonl", given=f"{GOOD}\nnonsense\n\n{GOOD}")
    assert (said.code, said.err) == (0, "")
    first, error, last = said.lines
    assert first == last
    assert error == {"error": "the line is not JSON"}


@pytest.mark.usefixtures("on_delivered_base")
def test_nothing_to_read_is_no_error(shell: Shell) -> None:
    assert shell.run("ask", "--jsonl", given="") == shell.run("ask", "--jsonl", given="\n\n")
    assert shell.run("ask", "--jsonl").code == 0


@pytest.mark.process
def test_a_process_survives_bytes_that_are_no_text(tmp_path: Path, small_base: str) -> None:
    question = json.dumps({"id": "東", "query": PACT}, ensure_ascii=False).encode()
    given_lines = [
        question,
        b'{"id": "a", "query": "\xff\xfe"}',
        b"\x00\x01\x02\x80",
        b"",
        '{"id": "b", "query": "a\u2028b\u0085c"}'.encode(),
        question,
    ]
    code, out, err = run_process(
        tmp_path,
        "ask",
        "--jsonl",
        given=b"\r\n".join(given_lines),
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=small_base,
    )
    assert (code, err) == (0, b"")
    found = [json.loads(line) for line in out.decode().splitlines()]
    assert [reply.get("id") for reply in found] == ["東", "a", None, "b", "東"]
    assert PACT_DATE in found[0]["text"]
    assert found[0] == found[-1]
    assert ["error" in reply for reply in found] == [False, True, True, False, False]


@pytest.mark.process
def test_a_process_survives_half_a_pair_in_an_id(tmp_path: Path, small_base: str) -> None:
    question = json.dumps({"id": "good", "query": PACT}).encode()
    code, out, _ = run_process(
        tmp_path,
        "ask",
        "--jsonl",
        given=b'{"id": "\\ud800", "query": "x"}\n{"id": "\\udc00"}\n' + question,
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=small_base,
    )
    assert code == 0
    assert json.loads(out.splitlines()[-1])["id"] == "good"


@pytest.mark.process
def test_a_process_speaks_utf_8_wherever_it_runs(tmp_path: Path, small_base: str) -> None:
    question = json.dumps({"id": "東", "query": PACT}, ensure_ascii=False)
    code, out, err = run_process(
        tmp_path,
        "ask",
        "--jsonl",
        given=question.encode(),
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=small_base,
        PYTHONIOENCODING="cp1252",
    )
    assert (code, err) == (0, b"")
    assert json.loads(out.decode())["id"] == "東"


@pytest.mark.process
def test_a_line_without_end_is_told_and_not_held(tmp_path: Path, small_base: str) -> None:
    question = json.dumps({"id": "good", "query": PACT})
    code, out, err = run_process(
        tmp_path,
        "ask",
        "--jsonl",
        given=b"x" * (3 * MAX_HELD_CHARACTERS + 5) + b"\n" + question.encode(),
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=small_base,
    )
    assert (code, err) == (0, b"")
    error, good = (json.loads(line) for line in out.splitlines())
    assert "longer than" in error["error"]
    assert good["id"] == "good"


@pytest.mark.process
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path, small_base: str) -> None:
    question = json.dumps({"id": "x", "query": PACT}) + "\n"
    code, first, err = run_until_first_line(
        tmp_path,
        "ask",
        "--jsonl",
        given=question.encode() * 500,
        EXCHANGE_BOT_KNOWLEDGE_FOLDER=small_base,
    )
    assert PACT_DATE in json.loads(first)["text"]
    assert (code, err) == (0, b"")
