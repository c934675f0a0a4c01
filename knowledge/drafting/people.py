"""Finds persons by their titles, and what they are the heads of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.drafting.abbreviations import is_acronym
from knowledge.drafting.heads import country, is_demonym, is_title, kind_of_head
from knowledge.drafting.naming import Run

MAX_NAME_WORDS = 4
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "lord", "madam"})
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "la", "van", "von"})
_ROLE_BEFORE = re.compile(
    r"\b(?P<title>(?:[a-z]+\s)?(?:administrator|ambassador|chairman|chairwoman|chief|commissioner|"
    r"coordinator|councill?or|director|founder|governor|head|leader|manager|mayor|minister|officer|"
    r"president|principal|professor|secretary|spokesperson|spokesman|spokeswoman))\s+$"
)
"""Titles in small letters: "the harbour director Ann Cole"."""
_ROLE_BEHIND = re.compile(r",\s+(?:the\s+|a\s+)?(?:[A-Za-z-]+\s){0,2}?(?P<title>[A-Za-z-]+)\b")
_OF = re.compile(r"\s+(?:of|to|for)\s+(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a sentence; `title` and `of` are empty where none is written.

    `name` is what stands there, such as a family name alone, and empty where only the office
    is named. `of_start` and `of_end` say where the name of what they head stands.
    """

    name: str
    title: str
    of: str
    start: int
    end: int
    of_start: int = 0
    of_end: int = 0


def full_names(texts: Iterable[tuple[str, Sequence[Run]]]) -> frozenset[str]:
    """Return the names of two and more words that directly follow a title."""
    found = set()
    for text, runs in texts:
        for run in runs:
            _, title, name = _split(run)
            if not title and _role_beside(text, run):
                found.add(run.text)
            if title and len(name) >= 2 and _may_be_a_person(name):
                found.add(" ".join(name))
        found |= {person.name for person in _heads_of_bodies(text, runs, frozenset())}
    return frozenset(name for name in found if " " in name)


def persons_in(
    text: str, runs: Sequence[Run], known: frozenset[str]
) -> tuple[list[Person], list[Run]]:
    """Return the persons of a sentence, and the runs that are left without them."""
    persons = _heads_of_bodies(text, runs, known)
    taken = [(each.start, each.end) for each in persons]
    left = [
        Run(tuple(each.of.split()), each.of_start, each.of_end)
        for each in persons
        if each.of_end > each.of_start
    ]
    for run in runs:
        if any(run.start < last and first < run.end for first, last in taken):
            continue
        person, rest = _in_run(text, run, known)
        if person:
            persons.append(person)
        left += rest
    return sorted(persons, key=lambda each: each.start), sorted(left, key=lambda each: each.start)


def _split(run: Run) -> tuple[list[str], list[str], list[str]]:
    """Return the words before, of and after the titles in a run."""
    titles = [at for at, word in enumerate(run.words) if is_title(word)]
    if not titles:
        return list(run.words), [], []
    first, last = titles[0], titles[-1]
    return list(run.words[:first]), list(run.words[first : last + 1]), list(run.words[last + 1 :])


def _may_be_a_person(words: Sequence[str]) -> bool:
    is_written_so = all(word[0].isupper() or word in _PARTICLES for word in words)
    return (
        is_written_so
        and 0 < len(words) <= MAX_NAME_WORDS
        and not any(
            kind_of_head(word) or country(word) or (is_acronym(word) and len(word) > 3)
            for word in words
        )
    )


def _in_run(text: str, run: Run, known: frozenset[str]) -> tuple[Person | None, list[Run]]:
    """Return the person in a run, and what else it holds."""
    before, title, name = _split(run)
    if title and name and _may_be_a_person(name):
        offset = _place_of(text, run, " ".join(name))
        of = "" if fold_title(title) in _HONORIFICS else " ".join(before)
        person = Person(
            " ".join(name), " ".join(title), of, run.start, run.end, run.start, run.start + len(of)
        )
        rest = [Run(tuple(before), run.start, offset)] if before else []
        return person, rest
    if title and not name:
        return None, [Run(tuple(before), run.start, run.end)] if before else []
    role = _role_beside(text, run)
    if role:
        return Person(run.text, role, "", run.start, run.end), []
    length = _known_ending(run.words, known)
    if not length:
        return None, [run]
    full = " ".join(run.words[-length:])
    start = _place_of(text, run, full)
    rest = [Run(run.words[:-length], run.start, start - 1)] if run.words[:-length] else []
    return Person(full, "", "", start, run.end), rest


def _known_ending(words: Sequence[str], known: frozenset[str]) -> int:
    """Return how many of the last words are the full name of a known person, 0 where none are."""
    longest = min(len(words), MAX_NAME_WORDS)
    lengths = (n for n in range(longest, 1, -1) if " ".join(words[-n:]) in known)
    return next(lengths, 0)


def _role_beside(text: str, run: Run) -> str:
    """Return the title in small letters before a full name, or the one behind its comma."""
    if len(run.words) < 2 or not _may_be_a_person(run.words) or is_demonym(run.words[0]):
        return ""
    before = _ROLE_BEFORE.search(text[max(0, run.start - 40) : run.start])
    if before:
        return before["title"]
    behind = _ROLE_BEHIND.match(text, run.end)
    return behind["title"] if behind and is_title(behind["title"]) else ""


def fold_title(title: Sequence[str]) -> str:
    """Return the last word of a title, in small letters and without a full stop."""
    return title[-1].lower().rstrip(".") if title else ""


def _heads_of_bodies(text: str, runs: Sequence[Run], known: frozenset[str]) -> list[Person]:
    """Return persons written after what they head: "Chairman of the Party Committee Li Wei"."""
    found = []
    for position, run in enumerate(runs[:-1]):
        before, title, name = _split(run)
        body = runs[position + 1]
        if not title or name or not _OF.fullmatch(text[run.end : body.start]):
            continue
        of, person = _divide(body.words, known)
        end = body.end
        of_end = body.start + len(" ".join(of))
        if not person and position + 2 < len(runs):
            person, end = _after_brackets(text, runs, position + 2)
            of_end = body.end
        if not person and of:
            continue
        titled = " ".join([*before, *title]) if before and is_demonym(before[0]) else title[-1]
        office = Person(" ".join(person), titled, " ".join(of), run.start, end, body.start, of_end)
        found.append(office)
    return found


def _divide(words: Sequence[str], known: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the body and the person that stand in one run."""
    length = _known_ending(words, known)
    if length and len(words) > length:
        return list(words[:-length]), list(words[-length:])
    heads = [at for at, word in enumerate(words) if kind_of_head(word)]
    cut = heads[-1] + 1 if heads else 0
    if not heads and (is_acronym(words[0]) or country(words[0])):
        cut = 1
    name = list(words[cut:])
    if cut and len(name) >= 2 and _may_be_a_person(name):
        return list(words[:cut]), name
    return list(words), []


def _after_brackets(text: str, runs: Sequence[Run], at: int) -> tuple[list[str], int]:
    """Return the person after "(SHORT)", and where the name ends."""
    while at < len(runs) and text[: runs[at].start].rstrip().endswith("("):
        at += 1
    between = text[runs[at - 1].end : runs[at].start] if at < len(runs) else ""
    words = runs[at].words if between.strip() == ")" else ()
    if len(words) >= 2 and _may_be_a_person(words) and not _split(runs[at])[1]:
        return list(words), runs[at].end
    return [], 0


def _place_of(text: str, run: Run, name: str) -> int:
    at = text.find(name, run.start, run.end + 1)
    return at if at >= 0 else run.start
