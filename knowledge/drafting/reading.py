"""Reads a document from an untrusted hand into text, with headings marked as in Markdown.

Owns the limits of size, the encodings and the kinds of files. What an office file or a PDF holds
is read by `knowledge.drafting.converting`, in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from knowledge.drafting.archives import check_office_file
from knowledge.drafting.converting import convert, is_converter_installed
from knowledge.drafting.html_text import text_of_html
from knowledge.drafting.refusing import RefusedDocumentError

MAX_FILE_BYTES = 32 * 1024 * 1024
"""A report of a thousand pages with pictures; more is a mistake or an attack."""

MAX_TEXT_CHARACTERS = 1_000_000
"""About five hundred pages of text; bounds the work that follows."""

MAX_LINE_CHARACTERS = 50_000
"""A paragraph of thirty pages is none; bounds what is read as one sentence."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)

KINDS = (".docx", ".pdf", ".html", ".htm", ".md", ".markdown", ".txt")
"""The endings of the files that can be read."""

REMEDY = (
    "run 'make draft-tools' or install exchange-bot[draft], or save the document as .md or .txt"
)


def read_document(path: Path, *, has_converter: Callable[[], bool] | None = None) -> str:
    """Return the text of a document; RefusedDocumentError with the remedy where it has none.

    `has_converter` tells whether markitdown is there; by default by looking for it.
    """
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise RefusedDocumentError(
            f"{path.name}: files of this kind cannot be read; save it as one of {', '.join(KINDS)}"
        )
    raw = _bytes_of(path)
    converts = (has_converter or is_converter_installed)()
    if suffix in {".docx", ".pdf"}:
        _check_begin(path.name, suffix, raw)
        if not converts:
            raise RefusedDocumentError(
                f"{path.name}: reading {suffix} needs markitdown, which is not installed; {REMEDY}"
            )
        text = convert(path)
    elif suffix in {".html", ".htm"}:
        text = _decode(path.name, raw)
        text = convert(path) if converts else text_of_html(text)
    else:
        text = _decode(path.name, raw)
    return _checked(path.name, text)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise RefusedDocumentError(f"{path}: there is no such file; check the name")
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RefusedDocumentError(f"{path}: cannot be read: {reason}; check the file") from None
    if len(raw) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise RefusedDocumentError(
            f"{path.name}: is larger than {limit} MB; split it, or save it without its pictures"
        )
    if not raw.strip():
        raise RefusedDocumentError(f"{path.name}: is empty; name a document that holds text")
    return raw


def _check_begin(name: str, suffix: str, raw: bytes) -> None:
    """Refuse what only calls itself a PDF or Word file, and archives that are bombs."""
    if suffix == ".docx":
        check_office_file(name, raw)
    elif b"%PDF-" not in raw[:1024]:
        raise RefusedDocumentError(f"{name}: is no PDF inside; save it anew from its program")


def _decode(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedDocumentError(f"{name}: is UTF-16, not UTF-8; save it as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in raw[:4096]:
            raise RefusedDocumentError(
                f"{name}: holds no text but binary data; name the document itself"
            ) from None
        line = raw.count(b"\n", 0, error.start) + 1
        said = _CHARSET.search(raw[:2048])
        named = f" (it says {said[1].decode('ascii')})" if said else ""
        raise RefusedDocumentError(
            f"{name}: line {line} holds bytes that are not UTF-8{named}; save it as UTF-8"
        ) from None


def _checked(name: str, text: str) -> str:
    if len(text) > MAX_TEXT_CHARACTERS:
        raise RefusedDocumentError(
            f"{name}: holds more than {MAX_TEXT_CHARACTERS:,} characters of text; split it"
        )
    control = _CONTROL.search(text.replace("\f", "\n").replace("\v", "\n"))
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise RefusedDocumentError(
            f"{name}: line {line} holds control characters; it is no text, or was damaged: "
            "save it anew as UTF-8 text"
        )
    if not any(char.isalpha() for char in text):
        raise RefusedDocumentError(
            f"{name}: holds no words; a scan must go through text recognition first"
        )
    if max(map(len, text.splitlines())) > MAX_LINE_CHARACTERS:
        raise RefusedDocumentError(
            f"{name}: has a line of more than {MAX_LINE_CHARACTERS:,} characters; "
            "break it into paragraphs"
        )
    return text
