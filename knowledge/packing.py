"""A base, or a part of one, as a zip file; zip files from untrusted hands.

What is unpacked stays in memory until all of it is known to be harmless. Nothing is ever
extracted by the names that stand in the zip file.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import NoReturn

from knowledge.base_files import MAX_BASE_FILES, BaseFiles, check_size, is_base_path
from knowledge.problems import InvalidBaseError, Problem
from knowledge.yaml_reader import MAX_FILE_BYTES

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 64 * 1024
_IGNORED = ("__MACOSX/", ".DS_Store")
"""What archivers add by themselves."""


def pack(files: BaseFiles) -> bytes:
    """Return a zip file of a base; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[path])
    return target.getvalue()


def unpack(raw: bytes, name: str = "the zip file") -> dict[str, bytes]:
    """Return the files of a base in a zip file, by path; InvalidBaseError where it holds anything
    else, is damaged, or swells beyond what a base may be.

    One folder around everything is taken off, as archivers put it there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError) as error:
        _refuse(name, f"is no sound zip file ({type(error).__name__})", "make it anew")
    except (OSError, ValueError, RuntimeError, OverflowError):  # odd offsets, passwords, dates
        _refuse(name, "cannot be unpacked", "make it anew, without a password")


def _read(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    members = [
        each
        for each in archive.infolist()
        if not each.is_dir() and not any(part in each.filename for part in _IGNORED)
    ]
    if len(members) > MAX_BASE_FILES:
        check_size(len(members), 0)
    top = _common_folder([each.filename for each in members])
    files: dict[str, bytes] = {}
    total = 0
    for member in members:
        path = _checked_path(member, top, name)
        if path in files:
            _refuse(name, f"holds '{path}' twice", "keep one of the two")
        files[path] = _content(archive, member, path)
        total += len(files[path])
        check_size(len(files), total)
    if not files:
        _refuse(name, "holds no file of a base", "put .yaml files into it, as /export gives them")
    return files


def _common_folder(paths: list[str]) -> str:
    """Return the one folder that all paths lie in and no base has, with a slash, or nothing."""
    firsts = {path.partition("/")[0] for path in paths if "/" in path}
    is_around = len(firsts) == 1 and all("/" in path for path in paths)
    top = f"{next(iter(firsts))}/" if is_around else ""
    inside = [path.removeprefix(top) for path in paths]
    return top if any(is_base_path(path) for path in inside) else ""


def _checked_path(member: zipfile.ZipInfo, top: str, name: str) -> str:
    path = member.filename.removeprefix(top)
    shown = path[:80].encode("unicode_escape").decode("ascii")
    if ".." in PurePosixPath(path).parts or path.startswith("/") or "\\" in path or ":" in path:
        _refuse(name, f"holds '{shown}', which leads out of the base", "use paths inside it only")
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        _refuse(name, f"holds '{shown}', which is a link", "put the file itself into it")
    if member.flag_bits & 0x1:
        _refuse(name, f"holds '{shown}' under a password", "make it anew, without a password")
    if not is_base_path(path):
        _refuse(
            name,
            f"holds '{shown}', which is no file of a base",
            "name files as /export does: entries/TOPIC.yaml, phrasings/LOCALE/TOPIC.yaml …",
        )
    return path


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str) -> bytes:
    """Return a member's bytes; what it says of its own size is not believed."""
    content = bytearray()
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            content += piece
            if len(content) > MAX_FILE_BYTES:
                limit = MAX_FILE_BYTES // 2**20
                _refuse(path, f"is larger than {limit} MB", "split it by topic")
    return bytes(content)


def _refuse(name: str, message: str, remedy: str) -> NoReturn:
    raise InvalidBaseError([Problem(name, 0, "", message, remedy)])
