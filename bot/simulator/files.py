"""Files that bots and people sent, and what can be told of them without decoding them."""

import hashlib
import mimetypes
import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Photos come in these sizes (type s, m, x, y), each no larger than the picture itself.
_PHOTO_SIDES = (90, 320, 800, 1280)
# Content beyond this is forgotten, the oldest first: a benchmark must not fill the memory.
KEPT_BYTES = 512 * 1024 * 1024
KEPT_FILES = 50_000


@dataclass(slots=True)
class StoredFile:
    """One file; `width` and `height` are zero where it is not a picture we can read.

    `content` is None for what a bot named by an address, which is never fetched.
    """

    id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    content: bytes | None
    path: str
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        """The size in bytes."""
        return len(self.content or b"")


class FileStore:
    """Files by id and by path."""

    def __init__(self) -> None:
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, StoredFile] = {}
        self._bytes = 0
        self._count = 0

    def add(self, kind: str, name: str, mime_type: str, content: bytes | None) -> StoredFile:
        """Keep a file of a kind ("photo", "document" …) and give it its ids."""
        self._count += 1
        digest = hashlib.sha256(content if content is not None else name.encode()).hexdigest()
        extension = _extension(name, mime_type)
        width, height = picture_size(content or b"")
        stored = StoredFile(
            # A file gets a new id each time it is sent, and the same unique id for its content.
            id=f"{kind}-{self._count}-{digest[:24]}",
            unique_id=f"{kind[:2]}{digest[:14]}",
            kind=kind,
            name=name,
            mime_type=mime_type,
            content=content,
            path=f"{kind}s/file_{self._count}{extension}",
            width=width,
            height=height,
        )
        self._by_id[stored.id] = stored
        self._by_path[stored.path] = stored
        self._bytes += stored.size
        while len(self._by_id) > 1 and (self._bytes > KEPT_BYTES or len(self._by_id) > KEPT_FILES):
            _, oldest = self._by_id.popitem(last=False)
            del self._by_path[oldest.path]
            self._bytes -= oldest.size
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """By file id; the sizes of a photo are the same file under ids with a suffix."""
        return self._by_id.get(file_id.partition("~")[0])

    def at_path(self, path: str) -> StoredFile | None:
        """Return the file that getFile gave this path, None where there is none."""
        return self._by_path.get(path)


def photo_sizes(stored: StoredFile) -> list[dict[str, Any]]:
    """The PhotoSize list of a photo, smallest first; the last has the file's own id."""
    width, height = stored.width or 1280, stored.height or 853
    longest = max(width, height)
    sides = [side for side in _PHOTO_SIDES if side < longest] or []
    sizes = []
    for number, side in enumerate([*sides, min(longest, 2560)]):
        is_last = number == len(sides)
        scale = side / longest
        sizes.append(
            {
                "file_id": stored.id if is_last else f"{stored.id}~{number}",
                "file_unique_id": stored.unique_id if is_last else f"{stored.unique_id}{number}",
                "width": max(1, round(width * scale)),
                "height": max(1, round(height * scale)),
                "file_size": max(1, int(stored.size * scale * scale)),
            }
        )
    return sizes


def _extension(name: str, mime_type: str) -> str:
    base, dot, extension = name.rpartition(".")
    if base and dot and extension.isalnum() and len(extension) <= 8:
        return f".{extension.lower()}"
    return mimetypes.guess_extension(mime_type) or ".bin"


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF, JPEG, WebP or BMP picture; zeros for anything else."""
    for matches, read in _PICTURES:
        if matches(content):
            try:
                return read(content)
            except (struct.error, IndexError):
                return 0, 0
    return 0, 0


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height


def _bmp(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", content, 18)
    return width, abs(height)


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        return (
            int.from_bytes(content[24:27], "little") + 1,
            int.from_bytes(content[27:30], "little") + 1,
        )
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", content, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(content: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 < len(content):
        marker = content[position + 1]
        # SOF0 to SOF15 hold the size; C4, C8 and CC are tables.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height
        position += 2 + struct.unpack_from(">H", content, position + 2)[0]
    return 0, 0


_PICTURES: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]], ...] = (
    (lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    (lambda content: content.startswith((b"GIF87a", b"GIF89a")), _gif),
    (lambda content: content.startswith(b"\xff\xd8"), _jpeg),
    (lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp),
    (lambda content: content.startswith(b"BM"), _bmp),
)
