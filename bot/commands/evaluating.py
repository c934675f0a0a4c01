"""``exchange-bot evaluate``: how well the base answers labelled questions."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from bot.answering import Answering
from bot.commands.asking import build_answering
from bot.settings import Settings
from knowledge.deciding import Status
from knowledge.evaluating import (
    LabelledQuestion,
    Reply,
    describe_misses,
    judge,
    read_questions,
    tabulate,
)


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    settings: Callable[[], Settings],
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("evaluate", help="answer labelled questions and count")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question files")
    parser.add_argument("--misses", type=Path, help="write what went wrong to this .jsonl file")
    parser.set_defaults(run=lambda options: _run(options, settings()))


def _run(options: argparse.Namespace, settings: Settings) -> None:
    questions = [each for path in options.files for each in read_questions(path)]
    answering = build_answering(settings)
    judged = judge(questions, lambda question: _reply(answering, question))
    print(tabulate(judged))
    if options.misses:
        lines = [json.dumps(each, ensure_ascii=False) for each in describe_misses(judged)]
        options.misses.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} misses written to {options.misses}")


def _reply(answering: Answering, question: LabelledQuestion) -> Reply:
    reply = answering.answer(question.query, question.locale, question.context)
    fact = f"{reply.entry}/{reply.fact}" if reply.entry else ""
    return Reply(Status(reply.status.value), reply.text, fact)
