"""What learning from misses costs: noting a question, clustering, drawing, editing.

    python -m tests.benchmarks.learning_costs

prints a table. Memory is what a fresh process takes more after the first picture.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import yaml

from bot.app import SWITCH_SECONDS
from bot.learning.question_log import QuestionLog
from bot.model import Reply, ReplyStatus
from bot.storage.database import Database
from bot.storage.stores import stores_on
from knowledge.amending import Amending
from knowledge.base_files import read_files
from knowledge.clustering import Asked, clusters_of
from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.matcher import Matcher
from tests.bot.kept import Clock

ROOT = Path(__file__).parents[2]
QUESTIONS = 3000
PILLOW = """
from datetime import *
from bot.asked import *
from bot.learning.counting import Period, parts_of
before = int(open("/proc/self/statm").read().split()[1])
from bot.learning.picture import draw
now = datetime(2026, 3, 8, tzinfo=UTC)
parts = parts_of(Period.MONTH, now, UTC)
entries = tuple(EntryCount(f"entry-{n}", n, n, n) for n in range(20))
counts = Counts(parts[0], now, parts, tuple(range(30)), {"answer": 9}, {"en": 9}, entries)
draw(counts, Period.MONTH)
print((int(open("/proc/self/statm").read().split()[1]) - before) * 4096 / 1e6)
"""
MATPLOTLIB = """
import io
before = int(open("/proc/self/statm").read().split()[1])
import matplotlib; matplotlib.use("Agg")
import matplotlib.pyplot as plt
figure, axes = plt.subplots(3, 2, figsize=(10.8, 14))
for each in axes.flat: each.bar(range(30), range(30))
figure.savefig(io.BytesIO())
print((int(open("/proc/self/statm").read().split()[1]) - before) * 4096 / 1e6)
"""


def questions() -> Iterator[tuple[str, str]]:
    """Locale and words of the labelled questions, again and again in other words."""
    found = [
        (path.name[:2], str(each["query"]))
        for path in sorted((ROOT / "tests" / "questions").glob("*tuning*.yaml"))
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    for turn in itertools.count():
        for locale, text in found:
            yield locale, f"{text} {'please ' * (turn % 3)}".strip()


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def memory(code: str) -> float:
    """The megabytes that a script prints."""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)  # noqa: S603
    return float(ran.stdout)


def answering(matcher: Matcher, number: int) -> float:
    """How long an answer takes to a question that was not asked before, and is not remembered."""
    text = f"When was the MOU with Kanagawa signed? Question no. {number}"
    return seconds(lambda: matcher.match(text, "en"))


def clustering(matcher: Matcher) -> tuple[float, int, list[float]]:
    """How long the clusters take in a thread, how many there are, and answers meanwhile."""
    asked = [
        Asked(str(number), locale, text)
        for number, (locale, text) in enumerate(itertools.islice(questions(), QUESTIONS))
    ]
    found: list[object] = []
    took: list[float] = []

    def work() -> None:
        took.append(seconds(lambda: found.extend(clusters_of(asked, matcher.analyse))))

    thread = threading.Thread(target=work)
    thread.start()
    answers: list[float] = []
    while thread.is_alive():
        answers.append(answering(matcher, len(answers)))
    thread.join()
    return took[0], len(found), answers


async def noting() -> tuple[float, float]:
    """Microseconds to note a question, and written ones a second."""
    reply = Reply(ReplyStatus.NONE, "", "en", 0.0)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        await database.open()
        log = QuestionLog(stores_on(database).questions, b"key", 90, Clock())

        def note(number: int) -> None:
            log.note(log.new_key(), 1, "who?", reply, number)

        each = [seconds(partial(note, number)) for number in range(5000)]
        started = time.perf_counter()
        await log.flush()
        rate = 5000 / (time.perf_counter() - started)
        await database.close()
    return statistics.median(each) * 1e6, rate


def main() -> None:
    """Print the table; threads take turns as in the bot."""
    sys.setswitchinterval(SWITCH_SECONDS)
    micros, rate = asyncio.run(noting())
    matcher = Matcher(load_base())
    for locale in matcher.locales:
        matcher.warm_up(locale)
    alone = [answering(matcher, -number) for number in range(1, 201)]
    took, count, answers = clustering(matcher)
    files = read_files(BUILT_IN_BASE)
    edit = seconds(
        lambda: Amending(dict(files)).add_phrasings("hanoi-kanagawa-mou", "signed", "en", ["x y"])
    )
    print(f"noting a question            {micros:8.0f} µs, {rate:,.0f} written a second")
    print(f"clusters of {QUESTIONS:,} questions   {took:8.1f} s, {count} clusters, in a thread")
    print(f"an answer, median / p99      {1e3 * statistics.median(alone):8.1f} ms alone")
    meanwhile = f"{1e3 * statistics.median(answers):.1f} / {1e3 * percentile(answers, 0.99):.1f} ms"
    print(f"                             {meanwhile} while clustering")
    print(f"adding a phrasing            {edit:8.2f} s")
    print(f"memory of a picture          {memory(PILLOW):8.0f} MB by Pillow")
    print(f"                             {memory(MATPLOTLIB):8.0f} MB by matplotlib")


if __name__ == "__main__":
    main()
