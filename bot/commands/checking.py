"""``exchange-bot check``: is the base sound, does it answer its golden questions, and does every
answer rest on its document?"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.settings import Settings
from knowledge.golden import (
    GoldenOutcome,
    Verdict,
    ask_golden,
    check_golden,
    count_verdicts,
    read_golden,
)
from knowledge.grounding import check_grounding
from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.matcher import Matcher
from knowledge.problems import InvalidBaseError
from knowledge.release import Release


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    settings: Callable[[], Settings],
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("check", help="check a knowledge base; exit 1 on any problem")
    parser.add_argument("folder", nargs="?", type=Path, help="default: the base in use")
    parser.add_argument(
        "--documents", type=Path, help="also compare every answer with the documents in this folder"
    )
    parser.set_defaults(run=lambda options: _run(options, settings()))


def _run(options: argparse.Namespace, settings: Settings) -> int:
    folder = options.folder or settings.knowledge_folder or BUILT_IN_BASE
    release = load_base(folder)
    print(
        f"Sound: {len(release.entries)} entries, {release.fact_count} facts, "
        f"{release.phrasing_count} phrasings, release {release.short_hash}."
    )
    _tell_golden(release, folder, settings.wrong_answers_accepted)
    if options.documents is None:
        return 0
    report = check_grounding(release, options.documents, folder / "grounding.yaml")
    print(report.as_text())
    return 0 if report.is_clean else 1


def _tell_golden(release: Release, folder: Path, wrong_accepted: float) -> None:
    """Say what comes of the golden questions, and name those that are not right: they are no
    reason to refuse a base. InvalidBaseError where one expects what is not there."""
    questions = read_golden(folder)
    if not questions:
        return
    matcher = Matcher(release, wrong_accepted)
    problems = check_golden(questions, matcher, folder)
    if problems:
        raise InvalidBaseError(problems)
    outcomes = ask_golden(questions, matcher)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in count_verdicts(outcomes).items())
    print(f"Golden questions: {counts}.")
    for verdict in (Verdict.WRONG, Verdict.SILENT):
        _name(verdict, [each for each in outcomes if each.verdict is verdict])


def _name(verdict: Verdict, outcomes: Sequence[GoldenOutcome]) -> None:
    if outcomes:
        print(f"{verdict.capitalize()}: {len(outcomes)}")
    for each in outcomes:
        asked, expected = each.question, " or ".join(each.question.expected) or "no answer"
        told = f"; {each.answered} answers" if each.answered else ""
        print(f"- {asked.question} [{asked.locale}]: expected {expected}{told}")
