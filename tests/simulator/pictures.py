"""Small files for tests: a PNG of any size without a library to make one."""

import struct
import zlib


def png(width: int = 2, height: int = 1, color: tuple[int, int, int] = (90, 160, 220)) -> bytes:
    """A PNG picture of one colour."""
    row = b"\0" + bytes(color) * width
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(row * height)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
