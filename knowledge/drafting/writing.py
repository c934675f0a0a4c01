"""Writes a proposal as YAML: entries in the base's own form, each marked as a draft."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from knowledge.drafting.proposing import Proposal, ProposedEntry, ProposedFact
from knowledge.schema import Document

REVIEW_AFTER = timedelta(days=365)
MAX_QUOTE_CHARACTERS = 300
WIDTH = 98
_PLAIN = re.compile(r"[A-Za-z][\w -]*\w|[A-Za-z]")
_NOT_TEXT = frozenset({"true", "false", "null"})

HEAD = """\
Draft of entries from {file}, proposed by general rules: every line is to be checked.
- Put this file into the base's folder 'entries' and the item below into its documents.yaml.
- Compare each entry with the document; mend or delete what is wrong, join what is the same.
- Write answers and phrasings in your own words where they are empty; the comments quote what the
  document says. Facts that nobody needs are deleted.
- Then delete the line 'draft: true'. Until that, 'exchange-bot check' and the bot refuse the entry.
"""


def as_yaml(proposal: Proposal, today: date) -> str:
    """Return the draft; `today` stands as the day of checking until somebody changes it."""
    lines = [f"# {line}".rstrip() for line in HEAD.format(file=proposal.report.file).splitlines()]
    lines += ["#", "# For documents.yaml:"]
    lines += [f"#   {line}" for line in _document(proposal.document, proposal)]
    for entry in proposal.entries:
        lines += ["", *_entry(entry, proposal.document.id, today)]
    if not proposal.entries:
        lines.append("[]")
    return "\n".join(lines) + "\n"


def document_yaml(proposal: Proposal) -> str:
    """Return the report's item for ``documents.yaml``."""
    return "\n".join(_document(proposal.document, proposal)) + "\n"


def _document(document: Document, proposal: Proposal) -> Iterator[str]:
    publisher = proposal.report.publisher or proposal.report.author
    yield f"- id: {document.id}"
    yield f"  title: {_text(document.title)}"
    yield f"  publisher: {_text(publisher or '')}"
    yield f"  file: {document.file}"
    yield "  sections:"
    for each in document.sections:
        title, begins = _quoted(each.title), _quoted(each.begins)
        yield f"    - {{id: {each.id}, title: {title}, begins: {begins}}}"


def _entry(entry: ProposedEntry, document: str, today: date) -> Iterator[str]:
    yield f"- id: {entry.id}"
    yield f"  kind: {entry.kind}"
    yield f"  title: {{en: {_quoted(entry.title)}}}"
    if entry.aliases:
        yield f"  aliases: {{en: [{', '.join(map(_quoted, entry.aliases))}]}}"
    yield f"  source: {{document: {document}, section: {_list(entry.sections)}}}"
    yield f"  verified_on: {today.isoformat()}"
    yield f"  review_by: {(today + REVIEW_AFTER).isoformat()}"
    yield "  draft: true  # compare with the document, then delete this line"
    for name, ids in (
        ("countries", entry.countries),
        ("place", entry.places),
        ("parties", entry.parties),
    ):
        if ids:
            yield f"  {name}: {_list(ids)}"
    if entry.part_of:
        yield f"  part_of: {entry.part_of}"
    people = {role: ids for role, ids in entry.people.items() if ids}
    if people:
        yield f"  people: {{{', '.join(f'{role}: {_list(ids)}' for role, ids in people.items())}}}"
    if entry.offices:
        yield "  offices:"
        for of, title in entry.offices:
            yield f"    - {{of: {of}, title: {{en: {_quoted(title)}}}}}"
    yield from _typed("dates", entry.dates)
    yield from _typed("figures", entry.figures)
    yield "  facts:"
    for fact in entry.facts:
        yield from _fact(fact)


def _typed(name: str, fields: Mapping[str, Any]) -> Iterator[str]:
    if fields:
        yield f"  {name}:"
    for key, value in fields.items():
        data = value.model_dump(mode="json", exclude_defaults=True)
        inside = ", ".join(f"{field}: {_value(each)}" for field, each in data.items())
        yield f"    {key}: {{{inside}}}"


def _fact(fact: ProposedFact) -> Iterator[str]:
    quote = textwrap.shorten(fact.quote, MAX_QUOTE_CHARACTERS, placeholder=" …")
    for line in textwrap.wrap(f"{fact.section}: {_printable(quote)}", WIDTH - 6):
        yield f"    # {line}"
    yield f"    - id: {fact.id}"
    yield f"      asks: {_list(fact.asks)}"
    if fact.field:
        yield f"      field: {fact.field}"
    yield '      answer: {en: ""}'
    yield '      phrasings: {en: [""]}'


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return _list(value)
    return _text(str(value))


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _text(text: str) -> str:
    """Return a text bare where YAML reads it as it stands, else in quotes."""
    bare = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    dated = re.fullmatch(r"\d{4}(?:-\d\d){1,2}", text)
    return text if bare or dated else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(_printable(text), ensure_ascii=False)


def _printable(text: str) -> str:
    """Return the text without what YAML cannot hold: controls, and halves of characters."""
    return re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]", " ", text)
