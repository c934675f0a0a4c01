"""``exchange-bot evaluate``: how well the base answers labelled questions."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.answering import Answering, build_answering
from bot.errors import ExchangeBotError
from bot.settings import Settings
from bot.texts import Texts
from knowledge.comparing import changes_of, describe_changes, tabulate_changes
from knowledge.deciding import Status
from knowledge.evaluating import (
    Judged,
    LabelledQuestion,
    Reply,
    describe_misses,
    judge,
    read_questions,
    tabulate,
)

FROM_GIT = (
    "To compare with a version in git: git worktree add ../before REVISION, "
    "then --against ../before/knowledge"
)


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    settings: Callable[[], Settings],
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "evaluate", help="answer labelled questions and count", epilog=FROM_GIT
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question files")
    parser.add_argument("--misses", type=Path, help="write what went wrong to this .jsonl file")
    parser.add_argument(
        "--base", type=Path, metavar="FOLDER", help="the base to ask; by default the current one"
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="FOLDER",
        help="another base, to tell which questions have changed since",
    )
    parser.set_defaults(run=lambda options: _run(options, settings()))


def _run(options: argparse.Namespace, settings: Settings) -> None:
    if options.misses and not options.misses.parent.is_dir():
        raise ExchangeBotError(
            f"{options.misses} cannot be written: {options.misses.parent} is not a folder."
        )
    questions = [each for path in options.files for each in read_questions(path)]
    before = _judge(questions, settings, options.against) if options.against else None
    judged = _judge(questions, settings, options.base)
    print(_tables(judged))
    if before is not None:
        print(f"\nBefore: {options.against}\n{tabulate_changes(before, judged)}")
        print(f"\n{describe_changes(changes_of(before, judged))}\n\n{FROM_GIT}")
    if options.misses:
        lines = [json.dumps(each, ensure_ascii=False) for each in describe_misses(judged)]
        options.misses.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} misses written to {options.misses}")


def _tables(judged: Sequence[Judged]) -> str:
    """Return a table for each locale, with its name where there are several."""
    by_locale: dict[str, list[Judged]] = {}
    for each in judged:
        by_locale.setdefault(each.question.locale, []).append(each)
    if len(by_locale) < 2:
        return tabulate(judged)
    return "\n\n".join(f"{locale}\n{tabulate(some)}" for locale, some in by_locale.items())


def _judge(
    questions: Sequence[LabelledQuestion], settings: Settings, base: Path | None
) -> list[Judged]:
    """Return what comes of the questions on a base, by default the one of the settings."""
    if base is not None:
        settings = settings.model_copy(update={"knowledge_folder": base})
    answering = build_answering(settings, Texts.delivered())
    return judge(questions, lambda question: _reply(answering, question))


def _reply(answering: Answering, question: LabelledQuestion) -> Reply:
    reply = answering.answer(question.query, question.locale, question.context)
    fact = f"{reply.entry}/{reply.fact}" if reply.entry else ""
    if reply.companion:
        fact += f" with {reply.companion}"
    return Reply(Status(reply.status.value), reply.text, fact)
