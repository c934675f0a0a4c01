"""What must hold of facts that the bot derives: ids that are free and short, answers that fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from knowledge.draft import Draft, Located
from knowledge.known import KnownFact, Origin
from knowledge.problems import Problem
from knowledge.schema import MAX_ANSWER_CHARACTERS, MAX_BUTTON_BYTES, Entry


def check_derived(draft: Draft, facts: Iterable[KnownFact]) -> Iterator[Problem]:
    """Yield what is wrong with derived facts, told of the entries that they come from."""
    facts = tuple(facts)
    entries = {each.item.id: each for each in draft.entries}
    counts = Counter((each.entry, each.fact) for each in facts)
    for known in facts:
        located = entries.get(known.entry)
        is_written = known.origin in {Origin.WRITTEN, Origin.GAP}
        if counts[known.entry, known.fact] > 1 and is_written:
            yield _problem(
                located, known, "has the id of a fact that is derived", "choose another id"
            )
        if is_written:
            continue  # checked as they were read
        if len(f"f:{known.entry}:{known.fact}".encode()) > MAX_BUTTON_BYTES:
            yield _problem(
                located, known, "its id is too long for a button", "shorten ids or names of fields"
            )
        if known.origin is Origin.DERIVED:
            for locale, answer in known.answers.items():
                if len(answer) > MAX_ANSWER_CHARACTERS:
                    yield _problem(
                        located,
                        known,
                        f"its answer in '{locale}' is {len(answer)} characters long",
                        f"name fewer there, or write a fact of up to {MAX_ANSWER_CHARACTERS}",
                    )


def _problem(
    located: Located[Entry] | None, known: KnownFact, message: str, remedy: str
) -> Problem:
    message = f"derived fact '{known.fact}': {message}"
    if located is None:
        return Problem("entries/", 0, known.entry, message, remedy)
    return located.problem(("id",), message, remedy)
