"""Measures what is answered rightly, beside usual methods, on our own and on public questions.

    python -m tests.benchmarks.answer_quality [FOLDER ...] [--seed N]

Every method learns from the same phrasings and gets the same questions, clean and with seeded
typos. Of our own questions those held out are asked, and gaps are classes that decline. A folder
holds public sets (`tests.benchmarks.question_sets`): there our ranker is measured alone, without
a lexicon. Each row is measured in a process of its own, so that the memory of one method does
not hide that of another.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sklearn.metrics import roc_auc_score

from knowledge.evaluating import Outcome
from knowledge.loading import BUILT_IN_BASE, load_base
from tests.benchmarks.matching_speed import _resident_bytes, percentile
from tests.benchmarks.methods import METHODS, Method, Told
from tests.benchmarks.question_sets import (
    Asked,
    InvalidSetError,
    QuestionSet,
    find_sets,
    locales_of,
    read_own,
    read_set,
)
from tests.benchmarks.typos import mistype

HELD_OUT: Final = tuple(sorted((Path(__file__).parents[1] / "questions").glob("*_held_out_*.yaml")))
WRONG_ACCEPTED: Final = 0.01


@dataclass(frozen=True, slots=True)
class Source:
    """Where a set comes from: question files with a base, or the folder of a public set."""

    locale: str
    base: Path = BUILT_IN_BASE
    files: tuple[Path, ...] = ()
    folder: Path | None = None

    def read(self) -> QuestionSet:
        """Return the set."""
        if self.folder is None:
            return read_own(load_base(self.base), self.files, self.locale)
        return next(each for each in read_set(self.folder) if each.locale == self.locale)


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of a method; times in seconds, memory in bytes or None if not known."""

    name: str
    method: str
    clean: tuple[Told, ...]
    typos: tuple[Told, ...]
    build_seconds: float
    ask_seconds: tuple[float, ...]
    memory: int | None


# --- Metrics ---


def accuracy(told: Sequence[Told]) -> float:
    """Return the share of answerable questions for which what comes first is right."""
    answerable = [each for each in told if each.in_scope]
    return sum(each.right for each in answerable) / len(answerable) if answerable else float("nan")


def coverage(told: Sequence[Told], wrong_accepted: float = WRONG_ACCEPTED) -> float:
    """Return the share of answerable questions that are answered rightly at the lowest
    threshold at which no more than `wrong_accepted` of all questions are answered wrongly.

    Questions with the same score are answered together or not at all.
    """
    answerable = sum(each.in_scope for each in told)
    scored = sorted((each for each in told if each.score is not None), key=_score, reverse=True)
    best = right = wrong = 0
    for _, group in itertools.groupby(scored, key=_score):
        for each in group:
            right += each.right
            wrong += not each.right
        if wrong > wrong_accepted * len(told):
            break
        best = right
    return best / answerable if answerable else float("nan")


def wrong_share(told: Sequence[Told]) -> float:
    """Return the share of all questions that are answered wrongly where all are answered but
    those that the method declines whatever the score."""
    return sum(each.score is not None and not each.right for each in told) / len(told)


def auroc(told: Sequence[Told]) -> float:
    """Return how well the score tells answerable questions from others: the chance that one
    of the former has the higher one. What is declined comes last; not a number where there
    are questions of one kind only."""
    if len({each.in_scope for each in told}) < 2:
        return float("nan")
    scores = [each.score for each in told if each.score is not None]
    least = min(scores, default=0.0) - 1
    return float(
        roc_auc_score(
            [each.in_scope for each in told],
            [least if each.score is None else each.score for each in told],
        )
    )


def _score(told: Told) -> float:
    return told.score if told.score is not None else float("-inf")


# --- Measuring ---


def measure(source: Source, method: str, seed: int) -> Row:
    """Return what a method takes to build and what comes of each question of a set."""
    question_set = source.read()
    questions = question_set.questions
    gc.collect()
    memory = _resident_bytes()
    started_at = time.perf_counter()
    built = METHODS[method](question_set)
    build_seconds = time.perf_counter() - started_at
    built.tell(questions[0], questions[0].text)  # the first question reads the list of words
    gc.collect()
    if memory is not None:
        memory = (_resident_bytes() or 0) - memory
    rng = random.Random(seed)
    clean, clean_seconds = _ask(built, [(each, each.text) for each in questions])
    typos, typo_seconds = _ask(built, [(each, mistype(each.text, rng)) for each in questions])
    outside = sum(not each.in_scope for each in questions)
    return Row(
        name=f"{question_set.name}, {source.locale} ({len(questions) - outside} + {outside})",
        method=method,
        clean=clean,
        typos=typos,
        build_seconds=build_seconds,
        ask_seconds=clean_seconds + typo_seconds,
        memory=memory,
    )


def _ask(
    method: Method, questions: Iterable[tuple[Asked, str]]
) -> tuple[tuple[Told, ...], tuple[float, ...]]:
    """Return what is told of each question, and how long each took."""
    told, seconds = [], []
    for asked, text in questions:
        started_at = time.perf_counter()
        told.append(method.tell(asked, text))
        seconds.append(time.perf_counter() - started_at)
    return tuple(told), tuple(seconds)


def sources_of(base: Path, files: Sequence[Path], folders: Sequence[Path]) -> list[Source]:
    """Return what to measure, after everything was read once and is sound."""
    own = [Source(locale, base, tuple(files)) for locale in locales_of(files)]
    public = [
        Source(each.locale, folder=found)
        for folder in folders
        for found in find_sets(folder)
        for each in read_set(found)
    ]
    return own + public


# --- Printing ---

HEADS: Final = (
    "questions",
    "method",
    "accuracy",
    "right at 1 % wrong",
    "wrong with no threshold",
    "AUROC",
    "ms a question",
    "build",
    "memory",
)
OUTCOME_HEADS: Final = ("ours, as delivered", *(each.value for each in Outcome))
EXPLAINED: Final = """\
Each set with its answerable + other questions; in %, clean / with typos.
Accuracy: answerable questions for which what comes first is right, with no threshold. Right at 1 %
wrong: answerable questions answered rightly at the threshold at which 1 % of all questions are
answered wrongly. Wrong with no threshold: of all questions, when only gaps and guards decline.
AUROC: how well the score tells answerable questions from others. Follow-ups are left out.
"""


def shown(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, one for each of `HEADS`."""
    both = (row.clean, row.typos)
    return (
        row.name,
        row.method,
        *(_pair(f"{100 * of(told):.1f}" for told in both) for of in (accuracy, coverage)),
        _pair(f"{100 * wrong_share(told):.1f}" for told in both),
        _pair(f"{100 * auroc(told):.1f}" for told in both),
        f"{percentile(row.ask_seconds, 50) * 1000:.1f}",
        f"{row.build_seconds:.1f} s",
        "unknown" if row.memory is None else f"{row.memory / 2**20:,.0f} MB",
    )


def shown_outcomes(row: Row) -> Iterator[tuple[str, ...]]:
    """Yield what the product did, for answerable and for other questions, as cells of
    `OUTCOME_HEADS`."""
    for in_scope, name in ((True, "answerable"), (False, "others")):
        counts = [
            Counter(each.outcome for each in told if each.in_scope is in_scope)
            for told in (row.clean, row.typos)
        ]
        if counts[0].total():
            cells = (
                _pair(f"{100 * count[each] / count.total():.1f}" for count in counts)
                for each in Outcome
            )
            yield f"{row.name}: {name}", *cells


def _pair(cells: Iterable[str]) -> str:
    return " / ".join(cells).replace("nan", "–")


def _print_line(cells: Iterable[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _print_heads(heads: Sequence[str]) -> None:
    _print_line(heads)
    _print_line(
        "---" if head in {HEADS[0], HEADS[1], OUTCOME_HEADS[0]} else "--:" for head in heads
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a row for each set and method, then what the product decided."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="public sets")
    parser.add_argument("--seed", type=int, default=1, help="of the typos")
    parser.add_argument("--base", type=Path, default=BUILT_IN_BASE, help="for our own questions")
    parser.add_argument("--questions", type=Path, nargs="*", default=HELD_OUT, metavar="FILE")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=tuple(METHODS))
    options = parser.parse_args(arguments)
    try:
        sources = sources_of(options.base, options.questions, options.folders)
    except InvalidSetError as error:
        sys.exit(str(error))
    print(f"Seed {options.seed}, {os.cpu_count()} processors. {EXPLAINED}")
    _print_heads(HEADS)
    rows = []
    workers = ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1
    )
    with workers:
        for source, method in itertools.product(sources, options.methods):
            rows.append(workers.submit(measure, source, method, options.seed).result())
            _print_line(shown(rows[-1]))
    decided = [row for row in rows if row.clean[0].outcome is not None]
    if decided:
        print()
        _print_heads(OUTCOME_HEADS)
        for row in decided:
            for cells in shown_outcomes(row):
                _print_line(cells)


if __name__ == "__main__":
    main()
