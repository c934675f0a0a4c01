"""Finds the sections of a document in its text, by the words that each begins with."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge.normalising import normalise
from knowledge.problems import InvalidBaseError, Problem
from knowledge.schema import Document


def read_sections(document: Document, folder: Path) -> dict[str, str]:
    """Return the text of each section of the document's file in `folder`, by its id.

    InvalidBaseError where the file cannot be read or a section is not in it.
    """
    path = folder / document.file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(str(path), 0, document.id, f"cannot be read: {error}", "check the file")
        raise InvalidBaseError([problem]) from None
    return sections_in(document, text)


def sections_in(document: Document, text: str) -> dict[str, str]:
    """Return the text of each section, from its first words to the next one's, by its id.

    InvalidBaseError where the words that a section begins with do not begin a line.
    """
    starts: list[tuple[int, str]] = []
    for section in document.sections:
        found = find_line(text, section.begins)
        if found < 0:
            raise InvalidBaseError(
                [
                    Problem(
                        "documents.yaml",
                        0,
                        f"{document.id}.{section.id}",
                        f"'{section.begins}' does not occur in {document.file}",
                        "copy the first words of the section",
                    )
                ]
            )
        starts.append((found, section.id))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {name: text[start:end] for (start, name), end in zip(starts, ends, strict=True)}


def find_line(text: str, words: str) -> int:
    """Return where `words` begin a line (after any heading marks), or -1."""
    pattern = re.escape(normalise(words)).replace(r"\ ", r"\s+")
    flat = _flat(text)
    for match in re.finditer(pattern, flat):
        line = flat[flat.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not line.strip("#* \t"):
            return match.start()
    return -1


@lru_cache(maxsize=2)
def _flat(text: str) -> str:
    """Return the text in small letters and with plain apostrophes, each in its place."""
    return "".join("'" if char in "’‘" else _lower(char) for char in text)


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char
