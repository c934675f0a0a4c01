"""The files of a base as bytes by their paths: read from a folder, written to one, hashed.

Which files belong to a base is decided here; whether they are sound, by `knowledge.loading`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.problems import InvalidBaseError, Problem
from knowledge.schema import LOCALES
from knowledge.yaml_reader import MAX_FILE_BYTES

BaseFiles = Mapping[str, bytes]
"""Bytes by path inside the base, with slashes, such as ``entries/events.yaml``."""

GOLDEN = "golden.yaml"
TOP_FILES = frozenset({"documents.yaml", "grounding.yaml", GOLDEN})
FOLDERS = (
    "entries",
    "lexicon",
    "templates",
    *(f"{part}/{locale}" for part in ("phrasings", "translations") for locale in LOCALES),
)

MAX_BASE_BYTES = 64 * 2**20
"""The delivered base is 3 MB; ten thousand facts in four languages are about 25 MB."""

MAX_BASE_FILES = 2000

_NAME = re.compile(r"[\w][\w.-]{0,99}\.yaml")


def is_base_path(path: str) -> bool:
    """Return whether a path inside a folder is that of a file of a base.

    >>> is_base_path("entries/events.yaml"), is_base_path("../entries/events.yaml")
    (True, False)
    """
    if path in TOP_FILES:
        return True
    folder, _, name = path.rpartition("/")
    return folder in FOLDERS and _NAME.fullmatch(name) is not None


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of the base in `folder`, by path; InvalidBaseError where they cannot be
    read or are too many or too large together.

    Of a file that is too large on its own, as much is returned as makes the check of the base say
    so.
    """
    if not folder.is_dir():
        remedy = "name a folder that holds documents.yaml, entries/, lexicon/ and templates/"
        raise InvalidBaseError([Problem(str(folder), 0, "", "is not a folder", remedy)])
    found: dict[str, bytes] = {}
    total = 0
    for path in paths_in(folder):
        try:
            with (folder / path).open("rb") as stream:
                found[path] = stream.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            raise InvalidBaseError([Problem(path, 0, "", message, "check the file")]) from None
        total += len(found[path])
        check_size(len(found), total)
    return found


def paths_in(folder: Path) -> list[str]:
    """Return the paths of the files of a base in `folder`, sorted.

    Names that no base may have are left out; so are links that lead out of the folder.
    """
    inside = folder.resolve()
    candidates = [folder / name for name in TOP_FILES]
    for name in FOLDERS:
        candidates.extend((folder / name).glob("*.yaml"))
    return sorted(
        path.relative_to(folder).as_posix()
        for path in candidates
        if path.is_file()
        and path.resolve().is_relative_to(inside)
        and is_base_path(path.relative_to(folder).as_posix())
    )


def check_size(count: int, total: int) -> None:
    """Raise InvalidBaseError for so many files, or so many bytes of all of them, as no base has."""
    if count > MAX_BASE_FILES:
        message, remedy = f"holds more than {MAX_BASE_FILES} files", "join topics in fewer files"
    elif total > MAX_BASE_BYTES:
        limit = MAX_BASE_BYTES // 2**20
        message, remedy = f"holds more than {limit} MB", "take out what does not belong to it"
    else:
        return
    raise InvalidBaseError([Problem("the base", 0, "", message, remedy)])


def write_files(files: BaseFiles, folder: Path) -> None:
    """Write the files of a base into a folder, which is made where need be; nothing is durable."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def hash_of(files: BaseFiles) -> str:
    """Return a hash of paths and bytes, 64 hex digits: comments and layout count."""
    digest = hashlib.sha256()
    for path in sorted(files):
        content = files[path]
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
