"""Measures how long questions wait while bases are reloaded, and whether any answer is mixed.

    python -m tests.benchmarks.reload_under_load [--processes N] [--rate N] [--fresh] [--url URL]
    python -m tests.benchmarks.reload_under_load --facts 10000

Questions come at fixed times, whether or not the one before has been answered, so that whoever
waits for another's delay counts as delayed too. Two small bases take turns, each proposed, asked
its golden questions and applied as by /reload; every answer must be wholly that of one of them.
Several processes on one database share the questions; one reloads, the others follow. A base that
was built lately is not built again; with `--fresh` each differs from all before it. It is one
question, which is remembered; with `--new-questions` none is the same as any before it.

With `--facts` the delivered base, grown to so many facts in all languages, is taken over once, and
the delivered one is freed; the questions are the delivered base's, with typos.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.answering import Answering
from bot.app import SWITCH_SECONDS
from bot.releases import Applied
from bot.reloading.retiring import retire
from bot.storage.database import Database
from knowledge.building import NICENESS
from knowledge.handing_over import read_matcher, write_matcher
from knowledge.loading import load_base
from knowledge.matcher import Matcher
from tests.benchmarks.matching_speed import ask_with_typos, grow, percentile, phrasings_of
from tests.bot import delivered
from tests.bot.reloading.benches import (
    ADMIN,
    LATER,
    PACT,
    SIGNED,
    Bench,
    Clock,
    bench,
    changed,
    prepare,
)
from tests.knowledge.small_bases import ENTRIES

CALM_SECONDS = 5.0
MOST_SPACES = 9
LARGE_QUESTIONS = 2000
"""More than are remembered."""
LARGE_RATE = 50.0
"""Of these new questions with typos 10,000 facts take 10 ms each: a hundred a second would be all
that a process can answer, with nothing beside."""
TOWNS = "entries/towns.yaml"


@dataclass
class Asked:
    """What came of all questions: how late each answer was, in seconds, and what went wrong."""

    delays: list[float] = field(default_factory=list)
    errors: int = 0
    mixed: int = 0

    @classmethod
    def joined(cls, parts: Iterable[Asked]) -> Asked:
        """Return all of several processes' questions."""
        every = list(parts)
        return cls(
            [delay for each in every for delay in each.delays],
            sum(each.errors for each in every),
            sum(each.mixed for each in every),
        )

    def row(self, name: str) -> str:
        """A line for people."""
        shown = "  ".join(
            f"p{percent} {percentile(self.delays, percent) * 1000:.1f} ms" for percent in (50, 99)
        )
        return (
            f"{name:<28} {len(self.delays):>7,} questions  {shown}  "
            f"longest {max(self.delays) * 1000:.1f} ms  errors {self.errors}  mixed {self.mixed}"
        )


async def ask_steadily(
    asked: Asked, rate: float, ask: Callable[[int], bool], is_over: Callable[[], bool]
) -> None:
    """Ask `rate` questions a second until it is over; `ask` tells whether an answer is whole."""
    started_at = time.perf_counter()
    number = 0
    while not is_over():
        due_at = started_at + number / rate
        wait = due_at - time.perf_counter()
        await asyncio.sleep(max(0.0, wait))
        try:
            is_whole = ask(number)
        except Exception:
            asked.errors += 1
        else:
            asked.mixed += not is_whole
        asked.delays.append(time.perf_counter() - due_at)
        number += 1


# --- Reloading again and again ---


class RealClock(Clock):
    """The machine's time."""

    def __call__(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Sleep indeed."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Plan:
    """What to do: questions for so long, so many a second in each process, reloads so often."""

    url: str
    folder: Path
    seconds: float
    rate: float
    every: float
    is_fresh: bool
    is_new: bool


def spaced(number: int) -> str:
    """The question with as much space between its words as no other number gives."""
    first, *rest = PACT.split()
    text = first
    for word in rest:
        number, spaces = divmod(number, MOST_SPACES)
        text += " " * (spaces + 1) + word
    return text


def ask_whole(one: Bench, *, is_new: bool) -> Callable[[int], bool]:
    """Return what asks a question and tells whether the answer is wholly that of one base."""

    def ask(number: int) -> bool:
        reply = one.answering.answer(spaced(number) if is_new else PACT)
        card = one.answering.show_entry(reply.entry or "", "en")
        return card is not None and sum(day in reply.text for day in (SIGNED, LATER)) == 1

    return ask


async def serve(plan: Plan, name: str) -> tuple[Asked, Asked, int]:
    """Return what questions met in one process before, and while bases took turns, and how many
    did; the process called "0" reloads, all others follow."""
    sys.setswitchinterval(SWITCH_SECONDS)
    database = Database(plan.url)
    await database.open()
    calm, busy, reloads = Asked(), Asked(), 0
    async with bench(database, plan.folder, name, RealClock()) as one:
        ask = ask_whole(one, is_new=plan.is_new)
        following = asyncio.create_task(one.following.follow())
        await ask_steadily(calm, plan.rate, ask, after(CALM_SECONDS))
        over = after(plan.seconds)
        questions = asyncio.create_task(ask_steadily(busy, plan.rate, ask, over))
        if name == "0":
            reloads = await take_turns(one, plan, questions)
        await questions
        following.cancel()
        await asyncio.wait({following})
    await database.close()
    return calm, busy, reloads


async def take_turns(one: Bench, plan: Plan, questions: asyncio.Task[None]) -> int:
    """Reload until the questions are over; return how often."""
    started_at = time.perf_counter()
    towns = one.folder.path / TOWNS
    count = 0
    while not questions.done():
        count += 1
        text = changed() if count % 2 else ENTRIES
        text += f"# {count}\n" if plan.is_fresh else ""
        await asyncio.to_thread(towns.write_text, text, encoding="utf-8")
        proposal = await one.reloading.reload(ADMIN)
        outcome = await one.reloading.apply(proposal.record.id, ADMIN)
        assert outcome is Applied.DONE, outcome
        rest = started_at + count * plan.every - time.perf_counter()
        await asyncio.wait({questions}, timeout=max(0.0, rest))
    return count


def after(seconds: float) -> Callable[[], bool]:
    """Return what tells whether so much time has passed from now on."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() > end


def serve_in_process(plan: Plan, name: str) -> tuple[Asked, Asked, int]:
    """Run `serve` in an event loop of its own."""
    return asyncio.run(serve(plan, name))


def reload_again_and_again(options: argparse.Namespace) -> None:
    """Print what questions met while two bases took turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "base")
        prepare(folder)
        count = options.processes
        plan = Plan(
            url=options.url or f"sqlite:///{name}/bot.db",
            folder=folder,
            seconds=options.seconds,
            rate=options.rate / count,
            every=options.every,
            is_fresh=options.fresh,
            is_new=options.new_questions,
        )
        workers = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
        with workers:
            serving = [workers.submit(serve_in_process, plan, str(n)) for n in range(count)]
            results = [each.result() for each in serving]
    reloads = sum(each[2] for each in results)
    print(Asked.joined(each[0] for each in results).row("without a reload"), flush=True)
    print(Asked.joined(each[1] for each in results).row(f"{reloads} reloads"), flush=True)


# --- A large base ---


def build_large(facts: int, path: Path) -> None:
    """Write the matcher of the delivered base, grown; runs in a process of its own."""
    matcher = Matcher(grow(load_base(), facts, seed=1))
    for locale in matcher.locales:
        matcher.warm_up(locale)
    write_matcher(matcher, path)


async def take_over_large(facts: int, rate: float, built: Path | None) -> None:
    """Print what questions met while a large base was built, taken over, and freed again."""
    small = Matcher(load_base())
    for locale in small.locales:
        small.warm_up(locale)
    questions = ask_with_typos(phrasings_of(small.facts), LARGE_QUESTIONS, seed=2)
    answering = Answering(small, delivered.texts())
    del small
    for question in questions:
        answering.answer(question)
    gc.collect()
    gc.freeze()

    asked_count = itertools.count()  # over all that follows, so that none is remembered

    def ask(_: int) -> bool:
        return bool(answering.answer(questions[next(asked_count) % len(questions)]).text)

    with tempfile.TemporaryDirectory() as name:
        path = built or Path(name, "matcher")
        await _calmly("nothing", rate, ask)
        module = "tests.benchmarks.reload_under_load"
        command = [sys.executable, "-m", module, "--facts", str(facts), "--build", str(path)]

        def build() -> None:
            subprocess.run(command, check=True, env=dict(os.environ))  # noqa: S603 - ourselves

        if built is None:
            await _beside("building", rate, ask, build)
        taken: list[Matcher] = []
        await _beside("taking it over", rate, ask, lambda: taken.append(read_matcher(path)))
        former = [answering.use(taken.pop())]
        await _beside("freeing the former", rate, ask, lambda: retire(former.pop()))
        await _calmly("nothing, with the large one", rate, ask)
        back = Matcher(load_base())
        former = [answering.use(back)]
        for locale in back.locales:
            back.warm_up(locale)
        for question in questions:
            answering.answer(question)
        gc.freeze()  # as the bot does once it has started
        await _beside("freeing the large one", rate, ask, lambda: retire(former.pop()))


async def _calmly(name: str, rate: float, ask: Callable[[int], bool]) -> None:
    asked = Asked()
    await ask_steadily(asked, rate, ask, after(CALM_SECONDS))
    print(asked.row(name), flush=True)


async def _beside(
    name: str, rate: float, ask: Callable[[int], bool], work: Callable[[], None]
) -> None:
    started_at = time.perf_counter()
    task = asyncio.create_task(asyncio.to_thread(work))
    asked = Asked()
    await ask_steadily(asked, rate, ask, task.done)
    await task
    print(asked.row(f"{name}, {time.perf_counter() - started_at:.1f} s"), flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to ask")
    parser.add_argument("--rate", type=float, default=1000.0, help="questions a second")
    parser.add_argument("--every", type=float, default=5.0, help="seconds from reload to reload")
    parser.add_argument("--fresh", action="store_true", help="build every base anew")
    parser.add_argument("--new-questions", action="store_true", help="never ask the same twice")
    parser.add_argument("--processes", type=int, default=2, help="how many answer")
    parser.add_argument("--url", help="a database; by default a SQLite file")
    parser.add_argument("--facts", type=int, help="take over the delivered base, grown")
    parser.add_argument("--build", type=Path, help="only build it, into this file")
    parser.add_argument("--built", type=Path, help="a file that --build has written")
    options = parser.parse_args(arguments)
    if options.build:
        os.nice(NICENESS)
        build_large(options.facts, options.build)
        return
    if options.facts:
        sys.setswitchinterval(SWITCH_SECONDS)
        rate = min(options.rate, LARGE_RATE)
        print(f"{rate:.0f} questions a second, {os.cpu_count()} processors")
        asyncio.run(take_over_large(options.facts, rate, options.built))
    else:
        told = f"{options.rate:.0f} questions a second in {options.processes} processes"
        print(f"{told}, {os.cpu_count()} processors")
        reload_again_and_again(options)


if __name__ == "__main__":
    main()
