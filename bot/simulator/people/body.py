"""The body of a request of the people's side: JSON, or a form with a JSON field and files.

A field of the wrong type or an unknown one is refused by name.
"""

import base64
import binascii
import json
from typing import Any, TypeVar

from aiohttp import web

from bot.simulator.errors import PeopleError
from bot.simulator.forms import FormTooLargeError, Upload, read_form

T = TypeVar("T")
_TYPE_NAMES = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    float: "a number",
}


class Body:
    """The fields of a request. Each getter marks its field as known; `finish` refuses the rest."""

    def __init__(self, values: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}
        self._known: set[str] = set()

    def has(self, name: str) -> bool:
        """Whether a field or file was given."""
        return self.values.get(name) is not None or name in self.files

    def need(self, name: str, kind: type[T]) -> T:
        """Return a field; PeopleError where it is missing or of another type."""
        value = self.get(name, kind)
        if value is None:
            raise PeopleError(f"{name} is missing: it must be {_TYPE_NAMES[kind]}")
        return value

    def get(self, name: str, kind: type[T]) -> T | None:
        """Return a field, None where it is missing; PeopleError for another type."""
        self._known.add(name)
        value = self.values.get(name)
        if value is None:
            return None
        is_number = kind is float and isinstance(value, int)
        if not (isinstance(value, kind) or is_number) or (
            isinstance(value, bool) and kind is not bool
        ):
            raise PeopleError(f"{name} must be {_TYPE_NAMES[kind]}")
        fitting: T = value
        return fitting

    def either(self, name: str) -> int | str | dict[str, Any] | None:
        """An id, a @name or an object that describes what to create."""
        self._known.add(name)
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | str | dict):
            raise PeopleError(f"{name} must be an id, a @name or an object")
        return value

    def file(self, name: str) -> Upload | None:
        """An attachment: an uploaded part, or an object with its content in Base64."""
        self._known.add(name)
        if name in self.files:
            return self.files[name]
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            value = {"content": value}
        if not isinstance(value, dict) or not isinstance(value.get("content"), str):
            raise PeopleError(f"{name} must be Base64 text or an object with Base64 content")
        try:
            content = base64.b64decode(value["content"], validate=True)
        except (binascii.Error, ValueError):
            raise PeopleError(f"{name}: content is not Base64") from None
        return Upload(
            str(value.get("name", name)),
            content,
            str(value.get("mime_type", "application/octet-stream")),
        )

    def finish(self) -> None:
        """Raise PeopleError where a field was given that nobody has asked for."""
        unknown = sorted((self.values.keys() | self.files.keys()) - self._known)
        if unknown:
            known = ", ".join(sorted(self._known))
            raise PeopleError(f"unknown field {unknown[0]}; known are {known}")


async def read_body(request: web.Request) -> Body:
    """The fields of a request; PeopleError if it cannot be read.

    In a form, the field `json` holds the fields that are not files.
    """
    if request.content_type == "multipart/form-data":
        return await _read_form(request)
    if request.content_type != "application/json" and request.body_exists:
        raise PeopleError("send JSON (application/json) or a form with files", 415)
    raw = await request.read()
    return Body(_decode(raw) if raw else {})


async def _read_form(request: web.Request) -> Body:
    try:
        texts, files = await read_form(request)
    except ValueError:
        raise PeopleError("cannot read the form") from None
    except FormTooLargeError:
        raise PeopleError("the form is too large", 413) from None
    if texts.keys() - {"json"}:
        raise PeopleError("a form takes one field `json` and files")
    return Body(_decode(texts.get("json", "{}")), files)


def _decode(raw: bytes | str) -> dict[str, Any]:
    try:
        values = json.loads(raw)
        # Lone surrogates are valid JSON and can be sent to nobody.
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    except ValueError:
        raise PeopleError("the body is not valid JSON in UTF-8") from None
    if not isinstance(values, dict):
        raise PeopleError("the body must be a JSON object")
    return values
