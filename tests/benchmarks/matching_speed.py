"""Measures how the matching grows with the base, beside `rapidfuzz.process.extract` (WRatio).

    python -m tests.benchmarks.matching_speed [--facts N ...] [--questions N] [--seed N]

The first row is the base as delivered; for the others it is grown with made-up entries. Facts are
all that a question is compared with: written and derived ones, lists and gaps. Each row is measured
in a process of its own, so that the memory of one does not hide that of another. Both searches get
the same questions, with typos, in turns; rapidfuzz searches the phrasings that the index holds.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import math
import multiprocessing
import os
import random
import re
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from knowledge.deriving import derive_facts
from knowledge.feature_rows import FeatureRows
from knowledge.index import RankIndex
from knowledge.known import KnownFact, Origin
from knowledge.loading import BUILT_IN_BASE, load_base
from knowledge.matcher import Matcher
from knowledge.schema import (
    Entry,
    Fact,
    Gap,
    Kind,
    Localised,
    LocalisedAnswer,
    LocalisedNames,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.release import Release

FACTS: Final = (1_000, 3_000, 10_000)
QUESTIONS: Final = 300
PHRASINGS: Final = 12
"""How many ways to ask each made-up fact has."""

ROOM: Final = 60
"""So many facts are left over for the last made-up entries, which fill up to the exact number."""

UNTIED: Final = {"field": None, "said": None}
BARE: Final[dict[str, object]] = {
    "dates": {},
    "people": {},
    "place": (),
    "countries": (),
    "parties": (),
    "visited_by": (),
}
"""Of an entry without typed fields nothing is derived."""

STATUS: Final = Path("/proc/self/status")
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
LEADS: Final = ("tell me", "please", "i want to know", "question:", "do you know", "just asking")


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of a base; times in seconds, memory in bytes or None if not known."""

    fact_count: int
    phrasing_count: int
    index_seconds: float
    matcher_seconds: float
    memory: int | None
    match_seconds: tuple[float, ...]
    fuzzy_seconds: tuple[float, ...]


# --- A larger base ---


def grow(release: Release, fact_count: int, seed: int) -> Release:
    """Return `release` with made-up entries, so that `fact_count` facts can be said from it.

    Every made-up entry is a copy of one of the base under a name of its own, made of the base's
    words. The same arguments give the same release. One that has as many facts already stays.
    """
    known = derive_facts(release)
    if len(known) >= fact_count:
        return release
    rng = random.Random(seed)
    names = _invented_names(release, rng)
    sizes = Counter(fact.entry for fact in known if fact.origin is not Origin.LIST)
    models = [entry for entry in release.entries if entry.facts]
    entries = list(release.entries)
    room = fact_count - len(known) - ROOM
    for number in itertools.count():
        model = rng.choice(models)
        room -= sizes[model.id]
        if room < 0:
            break
        entries.append(_copy(model, number, next(names), rng))
    return _fill_up(release, entries, fact_count, names, rng)


def _fill_up(
    release: Release,
    entries: list[Entry],
    fact_count: int,
    names: Iterator[str],
    rng: random.Random,
) -> Release:
    """Return the release with entries that hold as many facts as are still missing.

    Lists that have become too long are no longer derived, so this takes more than one round.
    """
    facts = [fact for entry in release.entries for fact in entry.facts]
    for number in itertools.count():
        grown = _with_entries(release, entries)
        missing = fact_count - len(derive_facts(grown))
        if missing <= 0:
            return grown
        chosen = tuple(
            rng.choice(facts).model_copy(update={"id": f"fact-{place}"} | UNTIED)
            for place in range(missing)
        )
        updates = {"kind": Kind.TOPIC, "facts": chosen, "gaps": ()} | BARE
        model = release.entries[0].model_copy(update=updates)
        entries.append(_copy(model, number, next(names), rng, prefix="more"))
    raise AssertionError("counting has no end")


def _with_entries(release: Release, entries: Iterable[Entry]) -> Release:
    return type(release)(
        entries=tuple(entries),
        documents=release.documents,
        lexicons=release.lexicons,
        templates=release.templates,
        content_hash=release.content_hash,
    )


def _invented_names(release: Release, rng: random.Random) -> Iterator[str]:
    """Yield names that no entry has, of the beginning, middle and end of words of names."""
    words = sorted(
        {
            word
            for entry in release.entries
            for name in (entry.title.en, *entry.aliases.en)
            for word in re.findall(r"[A-Z][a-z]{4,}", name)
        }
    )
    taken = {word.lower() for word in words}
    while True:
        first, second, third = (rng.choice(words).lower() for _ in range(3))
        middle = second[1:3] if rng.random() < 0.5 else ""
        name = first[:3] + middle + third[-4:]
        if name not in taken:
            taken.add(name)
            yield name.capitalize()


def _copy(
    model: Entry, number: int, name: str, rng: random.Random, prefix: str = "made-up"
) -> Entry:
    """Return the entry under another name; its ties to other entries stay, its offices do not."""
    own = sorted({model.title.en, *model.aliases.en}, key=len, reverse=True)
    pattern = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in own), re.IGNORECASE)

    def renamed(text: str) -> str:
        changed, count = pattern.subn(name, text)
        return changed if count else f"{text} {name}"

    def answer(item: Fact | Gap) -> LocalisedAnswer:
        return LocalisedAnswer.model_construct(en=renamed(item.answer.en))

    def phrasings(item: Fact | Gap) -> LocalisedNames:
        texts = list(dict.fromkeys(renamed(each) for each in item.phrasings.en)) or [name]
        more = (f"{lead} {text}" for lead in LEADS for text in tuple(texts))
        texts.extend(itertools.islice(more, max(0, PHRASINGS - len(texts))))
        return LocalisedNames.model_construct(en=tuple(rng.sample(texts, k=PHRASINGS)))

    return model.model_copy(
        update={
            "id": f"{prefix}-{number}",
            "title": Localised.model_construct(en=f"{name} {model.kind.value}"),
            "aliases": LocalisedNames.model_construct(en=(name,)),
            "offices": (),
            "facts": tuple(
                each.model_copy(update={"answer": answer(each), "phrasings": phrasings(each)})
                for each in model.facts
            ),
            "gaps": tuple(
                each.model_copy(update={"answer": answer(each), "phrasings": phrasings(each)})
                for each in model.gaps
            ),
        }
    )


# --- Questions ---


def phrasings_of(facts: Iterable[KnownFact]) -> list[str]:
    """Return every way to ask in English, in the order of the index."""
    return [text for fact in facts for text in fact.phrasings.get("en", ())]


def ask_with_typos(phrasings: Sequence[str], count: int, seed: int) -> list[str]:
    """Return phrasings chosen by `seed`, with a typo in one or two of their longer words."""
    rng = random.Random(seed)
    questions = []
    for _ in range(count):
        words = rng.choice(phrasings).split()
        longer = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
        for place in rng.sample(longer, k=min(len(longer), rng.randint(1, 2))):
            words[place] = _mistype(words[place], rng)
        questions.append(" ".join(words))
    return questions


def _mistype(word: str, rng: random.Random) -> str:
    """Return the word with two letters swapped, or one left out, doubled or replaced."""
    place = rng.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    typos = (
        f"{before}{after[0]}{letter}{after[1:]}",
        f"{before}{after}",
        f"{before}{letter}{letter}{after}",
        f"{before}{rng.choice(LETTERS)}{after}",
    )
    return rng.choice(typos)


# --- Measuring ---


def measure(base: Path, fact_count: int, question_count: int, seed: int) -> Row:
    """Return what the base in a folder, grown to `fact_count`, takes to build and to ask."""
    release = grow(load_base(base), fact_count, seed)
    gc.collect()
    memory = _resident_bytes()
    started_at = time.perf_counter()
    matcher = Matcher(release)
    matcher_seconds = time.perf_counter() - started_at
    gc.collect()
    if memory is not None:
        memory = (_resident_bytes() or 0) - memory
    phrasings = phrasings_of(matcher.facts)
    questions = ask_with_typos(phrasings, question_count, seed)
    matcher.match(questions[0])  # the first question reads the list of words
    match_seconds, fuzzy_seconds = [], []
    for question in questions:
        started_at = time.perf_counter()
        matcher.match(question)
        matched_at = time.perf_counter()
        process.extract(question, phrasings, scorer=fuzz.WRatio)
        fuzzy_seconds.append(time.perf_counter() - matched_at)
        match_seconds.append(matched_at - started_at)
    return Row(
        fact_count=len(matcher.facts),
        phrasing_count=len(phrasings),
        index_seconds=_time_index(matcher),
        matcher_seconds=matcher_seconds,
        memory=memory,
        match_seconds=tuple(match_seconds),
        fuzzy_seconds=tuple(fuzzy_seconds),
    )


def _time_index(matcher: Matcher) -> float:
    """Return how long the index alone takes, from texts that have been read."""
    ranker = matcher._english.ranker
    rows = [list(ranker.lend(fact)) for fact in matcher.facts]
    features = FeatureRows(row.features for each in rows for row in each)
    owners = [number for number, each in enumerate(rows) for _ in each]
    started_at = time.perf_counter()
    RankIndex(features, owners, len(rows))
    return time.perf_counter() - started_at


def _resident_bytes() -> int | None:
    """Return how much memory the process holds now (RSS), None where that is not told."""
    if not STATUS.exists():
        return None
    kilobytes = re.search(r"VmRSS:\s+(\d+)", STATUS.read_text(encoding="ascii"))
    return int(kilobytes[1]) * 1024 if kilobytes else None


def percentile(seconds: Sequence[float], percent: int) -> float:
    """Return the least time that `percent` of all times do not exceed.

    >>> percentile([0.4, 0.1, 0.3, 0.2], 50), percentile([0.4, 0.1, 0.3, 0.2], 99)
    (0.2, 0.4)
    """
    place = math.ceil(len(seconds) * percent / 100) - 1
    return sorted(seconds)[max(place, 0)]


# --- Printing ---

HEADS: Final = (
    "facts",
    "phrasings",
    "index",
    "matcher",
    "RSS growth",
    "match p50",
    "match p99",
    "WRatio p50",
    "WRatio p99",
)


def shown(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, one for each of `HEADS`."""
    times = (
        percentile(seconds, percent)
        for seconds in (row.match_seconds, row.fuzzy_seconds)
        for percent in (50, 99)
    )
    return (
        f"{row.fact_count:,}",
        f"{row.phrasing_count:,}",
        f"{row.index_seconds:.2f} s",
        f"{row.matcher_seconds:.2f} s",
        "unknown" if row.memory is None else f"{row.memory / 2**20:,.0f} MB",
        *(f"{each * 1000:,.1f} ms" for each in times),
    )


def _print_line(cells: Iterable[str]) -> None:
    print("  ".join(f"{cell:>10}" for cell in cells), flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a row for the delivered base and for each size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--facts", type=int, nargs="+", default=FACTS, help="sizes to grow to")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="how many to ask of each")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up entries and typos")
    parser.add_argument("--base", type=Path, default=BUILT_IN_BASE, help="the folder to begin with")
    options = parser.parse_args(arguments)
    print(f"{options.questions} questions with typos each, seed {options.seed}, ", end="")
    print(f"{os.cpu_count()} processors. Index is a part of matcher, here built once more.")
    _print_line(HEADS)
    workers = ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1
    )
    with workers:
        for fact_count in (0, *options.facts):
            task = (options.base, fact_count, options.questions, options.seed)
            _print_line(shown(workers.submit(measure, *task).result()))


if __name__ == "__main__":
    main()
