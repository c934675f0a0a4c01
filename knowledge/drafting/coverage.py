"""What of a document no proposed entry holds: what ``check --documents`` would miss.

The check wants an answer for each section, number and name of a document. A draft has no answers
yet; here everything that an entry holds in its fields counts as said.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.drafting.proposing import Proposal, ProposedEntry
from knowledge.grounding import unmentioned_in
from knowledge.schema import DateSpan, Figure
from knowledge.wording import word_date


def left_out(proposal: Proposal, text: str) -> list[str]:
    """Return the sections, numbers and names of the document that no proposed entry holds."""
    said = [
        (section, line)
        for entry in proposal.entries
        for section in entry.sections
        for line in _lines(entry)
    ]
    return unmentioned_in(proposal.document, text, said)


def _lines(entry: ProposedEntry) -> Iterator[str]:
    yield entry.title
    yield from entry.aliases
    yield from (title for _, title in entry.offices)
    yield from (_date(span) for span in entry.dates.values())
    yield from (_figure(figure) for figure in entry.figures.values())


def _date(span: DateSpan) -> str:
    return word_date(span, "en")


def _figure(figure: Figure) -> str:
    return f"{figure.value:,} {figure.unit or ''}"
