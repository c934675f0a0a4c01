"""``exchange-bot draft``: proposes entries from a new report, for an editor to check."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from bot.errors import ExchangeBotError
from knowledge.drafting.coverage import left_out
from knowledge.drafting.document import id_of
from knowledge.drafting.proposing import Proposal, propose
from knowledge.drafting.reading import KINDS, read_document
from knowledge.drafting.refusing import RefusedDocumentError
from knowledge.drafting.splitting import split
from knowledge.drafting.writing import as_yaml

_READ_BY_CHECK = (".md", ".markdown", ".txt")
_FILE_NAME = re.compile(r"[\w][\w.-]{0,199}")


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    today: Callable[[], date] = lambda: datetime.now(UTC).date(),
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("draft", help="propose entries from a new report")
    parser.add_argument("report", type=Path, metavar="REPORT", help=f"one of {', '.join(KINDS)}")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="the draft, as .yaml"
    )
    parser.add_argument(
        "--text",
        type=Path,
        metavar="FILE",
        help="also write the report's text, which 'check --documents' reads in its place",
    )
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.set_defaults(run=lambda options: _run(options, today()))


def _run(options: argparse.Namespace, today: date) -> None:
    for target in filter(None, (options.output, options.text)):
        _check_target(target, options.report, force=options.force)
    try:
        text = read_document(options.report)
    except RefusedDocumentError as refused:
        raise ExchangeBotError(str(refused)) from None
    proposal = propose(split(text, _file_name(options)), today.year)
    _write(options.output, as_yaml(proposal, today), force=options.force)
    if options.text is not None:
        _write(options.text, text, force=options.force)
    print(_summary(proposal, options))
    print(_missing(proposal, text))


def _check_target(target: Path, report: Path, *, force: bool) -> None:
    """Refuse a target that cannot be written, before the long work."""
    if target.exists() and target.resolve() == report.resolve():
        raise ExchangeBotError(f"{target} is the report itself: choose another name.")
    if target.is_dir():
        raise ExchangeBotError(f"{target} is a folder: name a file in it.")
    if target.exists() and not force:
        raise ExchangeBotError(f"{target} exists: choose another name, or replace it with --force.")
    if not target.absolute().parent.is_dir():
        raise ExchangeBotError(f"{target} cannot be written: {target.parent} is not a folder.")


def _write(target: Path, text: str, *, force: bool) -> None:
    try:
        with target.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ExchangeBotError(
            f"{target} exists: choose another name, or replace it with --force."
        ) from None
    except OSError as error:
        raise ExchangeBotError(f"{target} cannot be written: {error.strerror}.") from None


def _file_name(options: argparse.Namespace) -> str:
    """Return the name of the text that ``check --documents`` is to read."""
    report: Path = options.report
    named = options.text or (report if report.suffix.lower() in _READ_BY_CHECK else None)
    if named is not None and _FILE_NAME.fullmatch(named.name):
        return str(named.name)
    return f"{id_of(report.stem, 'report')}.txt"


def _summary(proposal: Proposal, options: argparse.Namespace) -> str:
    counts = Counter(entry.kind.value for entry in proposal.entries)
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing recognised"
    dates = sum(len(entry.dates) for entry in proposal.entries)
    figures = sum(len(entry.figures) for entry in proposal.entries)
    return (
        f"{options.output}: {len(proposal.entries)} entries proposed ({kinds}), with {dates} dates "
        f"and {figures} figures, from {len(proposal.report.parts)} sections.\n"
        "All are drafts: 'exchange-bot check' refuses each until it is written and checked."
    )


def _missing(proposal: Proposal, text: str) -> str:
    missing = left_out(proposal, text)
    if not missing:
        return "Every section, number and name of the document has a place in the draft."
    head = f"'check --documents' would miss {len(missing)} more:"
    return "\n".join([head, *(f"  no entry has: {each}" for each in missing)])
