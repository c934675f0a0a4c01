"""Builds the matcher of a base in a process of its own, and asks it the golden questions.

    python -m knowledge.building FOLDER TARGET

reads the base in FOLDER and writes ``outcome.json`` into the folder TARGET, and ``matcher`` beside
it where the base is sound. The process that serves people starts this one and waits for its end;
it is made as unlikely as can be that a base brings anything but this process down.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel

from knowledge.golden import (
    GoldenOutcome,
    Verdict,
    ask_golden,
    check_golden,
    read_golden,
)
from knowledge.handing_over import write_matcher
from knowledge.loading import load_base
from knowledge.matcher import DEFAULT_WRONG_ACCEPTED, Matcher
from knowledge.problems import InvalidBaseError, Problem

OUTCOME = "outcome.json"
MATCHER = "matcher"

NICENESS = 10
"""Questions go before building where processors are short."""

MAX_MEMORY_BYTES = 12 * 2**30
"""A base of 10,000 facts in four languages takes 3 GB of addresses to build."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building: either problems, or a sound base in numbers.

    `golden` holds what came of the base's golden questions, in their order.
    """

    problems: tuple[Problem, ...] = ()
    content_hash: str = ""
    entry_count: int = 0
    fact_count: int = 0
    phrasing_count: int = 0
    seconds: float = 0.0
    golden: tuple[GoldenOutcome, ...] = ()


class _Answered(BaseModel):
    verdict: Verdict
    answered: str


class _Outcome(BaseModel):
    problems: list[dict[str, str | int]]
    content_hash: str
    entry_count: int
    fact_count: int
    phrasing_count: int
    seconds: float
    golden: list[_Answered]


def build(folder: Path, target: Path, wrong_accepted: float = DEFAULT_WRONG_ACCEPTED) -> Built:
    """Build the base in `folder`; write the matcher, ready in all its languages, into `target`.

    Problems are returned, not raised; nothing is written then.
    """
    started_at = time.perf_counter()
    try:
        release = load_base(folder)
        golden = read_golden(folder)
        matcher = Matcher(release, wrong_accepted)
        problems = check_golden(golden, matcher, folder) if golden else ()
    except InvalidBaseError as invalid:
        return Built(problems=invalid.problems)
    if problems:
        return Built(problems=problems)
    for locale in matcher.locales:
        matcher.warm_up(locale)
    outcomes = ask_golden(golden, matcher)
    write_matcher(matcher, target / MATCHER)
    return Built(
        content_hash=release.content_hash,
        entry_count=len(release.entries),
        fact_count=release.fact_count,
        phrasing_count=release.phrasing_count,
        seconds=time.perf_counter() - started_at,
        golden=outcomes,
    )


def write_outcome(built: Built, target: Path) -> None:
    """Write what came of building; the golden questions themselves stand in the base."""
    values = asdict(built) | {
        "golden": [
            {"verdict": each.verdict.value, "answered": each.answered} for each in built.golden
        ]
    }
    (target / OUTCOME).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def read_outcome(folder: Path, target: Path) -> Built:
    """Return what was written for the base in `folder`; ValueError where it is no outcome."""
    text = (target / OUTCOME).read_text(encoding="utf-8")
    outcome = _Outcome.model_validate_json(text)
    values = outcome.model_dump(exclude={"problems", "golden"})
    if outcome.problems:
        problems = tuple(Problem(**each) for each in outcome.problems)  # type: ignore[arg-type]
        return Built(problems=problems)
    asked = zip(read_golden(folder), outcome.golden, strict=True)
    golden = tuple(GoldenOutcome(each, got.verdict, got.answered) for each, got in asked)
    return Built(golden=golden, **values)


def main(arguments: Sequence[str]) -> int:
    """Build; return 0 also for a base with problems, which stand in the outcome then."""
    folder, target, wrong_accepted = Path(arguments[0]), Path(arguments[1]), float(arguments[2])
    _stand_back()
    try:
        built = build(folder, target, wrong_accepted)
    except MemoryError:
        remedy = "split it, or take out what does not belong to it"
        built = Built(problems=(Problem("the base", 0, "", "is too large for the memory", remedy),))
    except RecursionError:
        built = Built(
            problems=(Problem("the base", 0, "", "is nested too deeply", "check the indentation"),)
        )
    write_outcome(built, target)
    return 0


def _stand_back() -> None:
    """Let whoever serves people go first, and take no more memory than any base needs."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICENESS)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
