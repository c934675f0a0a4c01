"""``exchange-bot ask``: questions from the shell, one or a stream of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answering import Answering
from bot.errors import ExchangeBotError
from bot.model import Reply
from bot.settings import Settings
from bot.texts import Texts
from knowledge.explaining import explain
from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.matcher import Matcher

MAX_LINE_CHARACTERS = 100_000
LOCALES = ("en", "ja", "vi", "th")


class Line(BaseModel):
    """A line of ``ask --jsonl``."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int
    query: str = Field(max_length=10_000)
    locale: str | None = None
    context: list[str] = Field(default_factory=list, max_length=100)


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


def build_answering(settings: Settings) -> Answering:
    """Return the answering service for the base that the settings name."""
    return Answering(
        Matcher(load_base(settings.knowledge_folder or BUILT_IN_BASE)), Texts.delivered()
    )


def _run(options: argparse.Namespace, settings: Settings) -> None:
    if options.jsonl:
        answering = build_answering(settings)
        for line in answer_lines(answering, sys.stdin):
            print(line, flush=True)
        return
    if not options.question:
        raise ExchangeBotError('Give a question in quotes: exchange-bot ask "Who signed it?"')
    answering = build_answering(settings)
    if options.explain:
        print(explain(answering.match(options.question, options.locale)))
        print()
    reply = answering.answer(options.question, options.locale)
    if options.json:
        print(json.dumps(as_json(None, reply), ensure_ascii=False))
    else:
        print(_as_text(reply))


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
    known = {"id": identity} if isinstance(identity, str | int) else {}
    try:
        line = Line.model_validate(data)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "line"
        return {**known, "error": f"{where}: {first['msg']}"}
    return as_json(line.id, answering.answer(line.query, line.locale, line.context))


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


def _as_text(reply: Reply) -> str:
    lines = [reply.text]
    if reply.note:
        lines += ["", reply.note]
    if reply.source:
        lines += ["", f"Source: {reply.source.document}, “{reply.source.section}”"]
    lines += [f"  • {each.title}" for each in reply.suggestions]
    return "\n".join(lines)
