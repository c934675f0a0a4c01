"""Looks into a Word file before anything unpacks it: is it one, and is it no bomb?"""

from __future__ import annotations

import io
import zipfile

from knowledge.drafting.refusing import RefusedDocumentError

MAX_MEMBERS = 4_000
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""Of all parts together. Python's reader hands out no more of a part than the file declares."""

MAX_TEXT_BYTES = 48 * 1024 * 1024
"""Of all XML parts together: they are held in memory as trees."""

MAX_RATIO = 250
"""A part that unpacks to more times its size is a bomb; XML of Word packs 10 to 60 times."""

MIN_SUSPECT_BYTES = 1024 * 1024
"""Smaller parts do no harm, however well they pack."""

_SAVE_ANEW = "save it anew from the program that made it"


def check_office_file(name: str, raw: bytes) -> None:
    """Raise RefusedDocumentError unless `raw` is a Word file that is safe to unpack."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedDocumentError(
            f"{name}: is an old or encrypted Word file; save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            _check_members(name, members)
            _check_declarations(name, archive, members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise RefusedDocumentError(f"{name}: is no Word file inside; {_SAVE_ANEW}") from None


def _check_members(name: str, members: list[zipfile.ZipInfo]) -> None:
    if "word/document.xml" not in {each.filename for each in members}:
        raise RefusedDocumentError(f"{name}: is no Word file inside; {_SAVE_ANEW}")
    texts = [each for each in members if each.filename.endswith((".xml", ".rels"))]
    is_bomb = (
        len(members) > MAX_MEMBERS
        or sum(each.file_size for each in members) > MAX_UNPACKED_BYTES
        or sum(each.file_size for each in texts) > MAX_TEXT_BYTES
        or any(_is_suspect(each) for each in members)
    )
    if is_bomb:
        raise RefusedDocumentError(
            f"{name}: unpacks to far more than it should (a zip bomb, or huge pictures); "
            "save it anew without pictures"
        )
    if any(each.flag_bits & 1 for each in members):
        raise RefusedDocumentError(f"{name}: is encrypted; save it without a password")


def _is_suspect(member: zipfile.ZipInfo) -> bool:
    packed = max(1, member.compress_size)
    return member.file_size > MIN_SUSPECT_BYTES and member.file_size > MAX_RATIO * packed


def _check_declarations(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> None:
    """Refuse document types: Word writes none, and entities of one can grow without end."""
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                begin = part.read(64 * 1024)
            if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
                raise RefusedDocumentError(
                    f"{name}: declares a document type, which no Word file does; {_SAVE_ANEW}"
                )
