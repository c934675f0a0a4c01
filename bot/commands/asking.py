"""``exchange-bot ask``: questions from the shell, one or a stream of them."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.answering import Answering, build_answering
from bot.errors import ExchangeBotError
from bot.model import Reply
from bot.settings import Settings
from bot.texts import Texts
from knowledge.explaining import explain
from knowledge.schema import LOCALES

MAX_LINE_CHARACTERS = 100_000
MAX_HELD_CHARACTERS = 1_000_000
"""Of a longer line no more is held in memory; the rest is read and dropped."""


class Line(BaseModel):
    """A line of ``ask --jsonl``."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int
    query: str = Field(max_length=10_000)
    locale: str | None = None
    context: list[str] | None = Field(default=None, max_length=100)

    @field_validator("id", mode="before")
    @classmethod
    def _is_id(cls, value: object) -> object:
        if not _is_identity(value):
            raise ValueError("must be a text of whole characters or a whole number")
        return value


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    settings: Callable[[], Settings],
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("ask", help="ask a question, or many with --jsonl")
    parser.add_argument("question", nargs="?", help="in quotes")
    parser.add_argument("--locale", choices=LOCALES, help="language to answer in")
    parser.add_argument("--json", action="store_true", help="print the reply as JSON")
    parser.add_argument("--explain", action="store_true", help="print candidates and why")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read lines {"id", "query", "locale"?, "context"?} and write a reply line for each',
    )
    parser.set_defaults(run=lambda options: _run(options, settings()))


def _run(options: argparse.Namespace, settings: Settings) -> None:
    _speak_utf_8()
    texts = Texts.delivered()
    if options.jsonl:
        answering = build_answering(settings, texts)
        for line in answer_lines(answering, _lines_of(sys.stdin)):
            print(line, flush=True)
        return
    if not options.question:
        raise ExchangeBotError('Give a question in quotes: exchange-bot ask "Who signed it?"')
    answering = build_answering(settings, texts)
    if options.explain:
        print(explain(answering.match(options.question, options.locale)))
        print()
    reply = answering.answer(options.question, options.locale)
    if options.json:
        print(json.dumps(as_json(None, reply), ensure_ascii=False))
    else:
        print(_as_text(reply, texts))


def _speak_utf_8() -> None:
    """Read and write UTF-8, whatever the machine's own encoding is.

    Bytes that are none become half surrogate pairs, and those are shown as escapes.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _lines_of(source: IO[str]) -> Iterator[str]:
    """Yield the lines of `source`; of one that is too long, as much as shows that it is."""
    while line := source.readline(MAX_HELD_CHARACTERS):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = source.readline(MAX_HELD_CHARACTERS)
        yield line


def answer_lines(answering: Answering, lines: Iterable[str]) -> Iterator[str]:
    """Yield a line of JSON for each line of JSON; a bad one gives an error and no stop."""
    for text in lines:
        if text.strip():
            yield json.dumps(_answer_line(answering, text), ensure_ascii=False)


def _answer_line(answering: Answering, text: str) -> dict[str, Any]:
    if len(text) > MAX_LINE_CHARACTERS:
        return {"error": f"the line is longer than {MAX_LINE_CHARACTERS} characters"}
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {"error": "the line is not JSON"}
    identity = data.get("id") if isinstance(data, dict) else None
    known = {"id": identity} if _is_identity(identity) else {}
    try:
        line = Line.model_validate(data)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "line"
        return {**known, "error": f"{where}: {first['msg']}"}
    return as_json(line.id, answering.answer(line.query, line.locale, line.context or ()))


def _is_identity(value: object) -> bool:
    """Whether a value can be given back as an id: a bool is an int, and half a surrogate pair is
    a text that cannot be written."""
    if isinstance(value, str):
        return not any("\ud800" <= char <= "\udfff" for char in value)
    return isinstance(value, int) and not isinstance(value, bool)


def as_json(identity: str | int | None, reply: Reply) -> dict[str, Any]:
    """Return a reply in the form that the shell contract fixes."""
    known = {} if identity is None else {"id": identity}
    return {
        **known,
        "status": reply.status.value,
        "text": reply.text,
        "entry": reply.entry,
        "fact": reply.fact,
        "source": (
            {"document": reply.source.document, "section": reply.source.section}
            if reply.source
            else None
        ),
        "score": reply.score,
        "locale": reply.locale,
        "suggestions": [
            {"entry": each.entry, "fact": each.fact, "title": each.title}
            for each in reply.suggestions
        ],
    }


def _as_text(reply: Reply, texts: Texts) -> str:
    lines = [reply.text]
    if reply.note:
        lines += ["", reply.note]
    if reply.source:
        document, section = reply.source.document, reply.source.section
        source = texts.get("answer-source", reply.locale, document=document, section=section)
        lines += ["", source]
    lines += [f"  • {each.title}" for each in reply.suggestions]
    return "\n".join(lines)
