"""Files that somebody sent: which files of the base they are, and the base with them in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from knowledge.base_files import BaseFiles, check_size, is_base_path
from knowledge.packing import unpack
from knowledge.problems import InvalidBaseError, Problem
from knowledge.yaml_reader import MAX_FILE_BYTES, parse_yaml

MAX_UPLOAD_BYTES = 20_000_000
"""Bot API, getFile: bots can download files of up to 20 MB."""

DOCUMENTS = "documents.yaml"
_ENDINGS = (".yaml", ".yml", ".zip")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; `caption` may say where in the base it belongs."""

    name: str
    content: bytes
    caption: str = ""


def is_upload(name: str | None) -> bool:
    """Return whether a file of this name may be meant for the base.

    >>> is_upload("events.yaml"), is_upload("photo.jpg")
    (True, False)
    """
    return (name or "").lower().endswith(_ENDINGS)


def with_uploads(present: BaseFiles, uploads: Sequence[Upload]) -> dict[str, bytes]:
    """Return the files of the base as they would be with the uploads in their places.

    A zip file that holds ``documents.yaml`` is the whole base: what it lacks goes. InvalidBaseError
    where a file is hostile, or nobody can tell where it belongs; what it says is not looked at.
    """
    files = dict(present)
    for upload in uploads:
        if len(upload.content) > MAX_UPLOAD_BYTES:
            _refuse(upload.name, "is larger than 20 MB", "send it in parts")
        if upload.name.lower().endswith(".zip"):
            unpacked = unpack(upload.content, shown(upload.name))
            files = {} if DOCUMENTS in unpacked else files
            files.update(unpacked)
        else:
            files[place_of(upload, files)] = upload.content
    check_size(len(files), sum(map(len, files.values())))
    return files


def place_of(upload: Upload, present: BaseFiles) -> str:
    """Return the path of a YAML file in the base.

    That is what the caption says, else the one file of that name, else ``entries/`` for a list of
    entries: the same name often stands in several folders, and nowhere else are there entries.
    """
    name = unicodedata.normalize("NFC", upload.name)
    if len(upload.content) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 2**20
        _refuse(name, f"is larger than {limit} MB", "split it by topic")
    if name.lower().endswith((".yml", ".yaml")):
        name = f"{name[: name.rindex('.')]}.yaml"
    wished = upload.caption.strip()
    if wished:
        path = f"{wished}{name}" if wished.endswith("/") else wished
        if not is_base_path(path):
            _refuse(path, "is no place in a base", "write one such as entries/events.yaml")
        return path
    if not is_base_path(f"entries/{name}"):
        _refuse(name, "is no name for a file of a base", "use letters, digits, dots and hyphens")
    alike = [path for path in present if path.rpartition("/")[2] == name]
    if len(alike) == 1:
        return alike[0]
    entries = f"entries/{name}"
    if alike and not (entries in alike and _holds_entries(upload.content, name)):
        choices = ", ".join(sorted(alike))
        _refuse(name, f"may be any of {choices}", "write the right one as the file's caption")
    if not alike and not _holds_entries(upload.content, name):
        _refuse(name, "is new and holds no entries", "write its place as the file's caption")
    return entries


def _holds_entries(content: bytes, name: str) -> bool:
    """Whether a file looks like a list of entries; InvalidBaseError where it is no sound YAML."""
    file = parse_yaml(content, name)
    if isinstance(file, Problem):
        raise InvalidBaseError([file])
    data = file.data
    return isinstance(data, list) and all(
        isinstance(each, dict) and "kind" in each for each in data
    )


def shown(name: str) -> str:
    """Return the name of a file for people: control characters would deceive them.

    >>> shown("a\\u202eb.yaml")
    'a?b.yaml'
    """
    return re.sub(r"[^\w .,()\[\]+/-]", "?", name)[:100] or "?"


def _refuse(name: str, message: str, remedy: str) -> NoReturn:
    raise InvalidBaseError([Problem(shown(name), 0, "", message, remedy)])
