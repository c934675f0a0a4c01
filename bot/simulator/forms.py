"""Multipart forms, read part by part so that nothing is spooled to disk."""

from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web


@dataclass(slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    mime_type: str

    def json(self) -> dict[str, Any]:
        """Return what there is to say of the file, without its content."""
        return {"name": self.name, "size": len(self.content), "mime_type": self.mime_type}


class FormTooLargeError(Exception):
    """A form of more bytes than the application takes."""


async def read_form(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """The texts and the files of a form; ValueError if it is malformed."""
    texts: dict[str, str] = {}
    files: dict[str, Upload] = {}
    left = request.client_max_size
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("a form within a form, or a part without a name")
        content = bytes(await part.read(decode=True))
        left -= len(content)
        if left < 0:
            raise FormTooLargeError
        if part.filename is None:
            texts[part.name] = content.decode("utf-8")
        else:
            files[part.name] = Upload(_base_name(part.filename), content, _mime_type(part))
    return texts, files


def _base_name(name: str) -> str:
    # What a person is shown; a path in it would be an attack on whoever saves it.
    return name.replace("\\", "/").rpartition("/")[2] or "file"


def _mime_type(part: BodyPartReader) -> str:
    given = part.headers.get("Content-Type", "application/octet-stream")
    return given.partition(";")[0].strip().lower()
