"""The Bot API as aiogram describes it, held against what the bot and the simulator say.

Neither the simulator nor python-telegram-bot has a part in this description, so a field that one
of them invents, forgets or mistypes is found at whatever depth it hides. aiogram itself is lenient
(it keeps unknown fields and fills in missing ones), hence a walk of its own over the models.

    problems = call_problems(call)              # one record of GET /sim/calls
    problems = update_problems(update)          # one update, as getUpdates returns it
    assert_contract(calls=..., updates=...)     # whole records; fails with every problem found
"""

import datetime as dt
import inspect
import json
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any

import aiogram.methods
import aiogram.types
from aiogram.client.default import Default
from aiogram.enums import ChatType, MessageEntityType, PollType, StickerType
from aiogram.methods import TelegramMethod
from pydantic import BaseModel
from pydantic.fields import FieldInfo

# Fields that aiogram leaves open as text although the Bot API lists their values.
_LISTED: dict[tuple[type, str], frozenset[str]] = {
    (aiogram.types.Chat, "type"): frozenset(ChatType),
    (aiogram.types.ChatFullInfo, "type"): frozenset(ChatType),
    (aiogram.types.MessageEntity, "type"): frozenset({*MessageEntityType, "date_time"}),
    (aiogram.types.Poll, "type"): frozenset(PollType),
    (aiogram.types.Sticker, "type"): frozenset(StickerType),
}
_DISCRIMINATORS = ("type", "status", "source")


def call_problems(call: dict[str, Any], *, with_params: bool = True) -> list[str]:
    """What is wrong with one recorded call: the request of the bot, the answer of the server.

    `with_params=False` looks at the answer only, for tests that send nonsense on purpose.
    """
    name = call["method"]
    method = _method(name)
    if method is None:
        return [f"{name}: aiogram knows no such method"]
    problems: list[str] = []
    if with_params:
        problems += params_problems(name, call["params"], call.get("files", {}))
    answer = call["answer"]
    if answer is not None:
        problems += answer_problems(name, answer)
    elif call.get("fault") is None and call.get("status") is not None:
        problems.append(f"{name}: the call was answered with nothing")
    return problems


def params_problems(
    name: str, params: dict[str, Any], files: dict[str, Any] | None = None
) -> list[str]:
    """What is wrong with the parameters of a method, files included by their field names."""
    method = _method(name)
    if method is None:
        return [f"{name}: aiogram knows no such method"]
    given = {key: value for key, value in params.items() if value is not None}
    for field in files or {}:
        # An upload is as good as its reference; uploads referred to by attach:// have any name.
        if field in _fields(method):
            given[field] = f"attach://{field}"
    return list(_walk_model(given, method, name, is_request=True))


def answer_problems(name: str, answer: dict[str, Any]) -> list[str]:
    """What is wrong with an answer to a method, refusals included."""
    method = _method(name)
    if method is None:
        return [f"{name}: aiogram knows no such method"]
    path = f"{name} ->"
    if answer.get("ok") is True:
        unknown = sorted(answer.keys() - {"ok", "result", "description"})
        problems = [f"{path} unknown field {field}" for field in unknown]
        if "result" not in answer:
            return [*problems, f"{path} no result"]
        returning: Any = getattr(method, "__returning__")  # noqa: B009 - mypy sees a ClassVar
        return [*problems, *_walk(answer["result"], returning, path)]
    return list(_refusal_problems(answer, path))


def update_problems(update: dict[str, Any]) -> list[str]:
    """What is wrong with one update; it must also hold exactly one thing."""
    problems = list(_walk(update, aiogram.types.Update, "update"))
    if len(update) != 2:
        problems.append(f"update: holds {sorted(update)} instead of one thing")
    return problems


def assert_contract(
    *,
    calls: Iterable[dict[str, Any]] = (),
    updates: Iterable[dict[str, Any]] = (),
    with_params: bool = True,
) -> None:
    """Fail, naming every problem, unless all calls and updates keep to the Bot API.

    `updates` may be bare or as `GET /sim/updates` wraps them.
    """
    problems: list[str] = []
    for call in calls:
        problems += call_problems(call, with_params=with_params)
    for update in updates:
        problems += update_problems(update.get("update", update))
    unique = list(dict.fromkeys(problems))
    if unique:
        raise AssertionError("not the Bot API:\n  " + "\n  ".join(unique))


def _method(name: str) -> type[TelegramMethod[Any]] | None:
    found = getattr(aiogram.methods, name[:1].upper() + name[1:], None)
    return found if inspect.isclass(found) and issubclass(found, TelegramMethod) else None


def _refusal_problems(answer: dict[str, Any], path: str) -> Iterator[str]:
    if answer.get("ok") is not False:
        yield f"{path} ok is {answer.get('ok')!r}"
    for field, kind in (("error_code", int), ("description", str)):
        if not isinstance(answer.get(field), kind):
            yield f"{path} {field} is {answer.get(field)!r}"
    for field in sorted(answer.keys() - {"ok", "error_code", "description", "parameters"}):
        yield f"{path} unknown field {field}"
    if "parameters" in answer:
        yield from _walk(answer["parameters"], aiogram.types.ResponseParameters, path)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _walk(value: Any, annotation: Any, path: str, *, is_request: bool = False) -> Iterator[str]:
    """Every problem of a value against a type."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _walk(value, typing.get_args(annotation)[0], path, is_request=is_request)
    elif origin in (typing.Union, types.UnionType):
        yield from _walk_union(value, typing.get_args(annotation), path, is_request=is_request)
    elif origin is list:
        yield from _walk_list(value, typing.get_args(annotation)[0], path, is_request=is_request)
    elif origin is typing.Literal:
        if value not in typing.get_args(annotation):
            yield f"{path}: {value!r} is not one of {typing.get_args(annotation)}"
    elif inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield from _walk_object(value, annotation, path, is_request=is_request)
    elif annotation is not Any and not _is_plain(value, annotation):
        yield f"{path}: {value!r} is not {getattr(annotation, '__name__', annotation)}"


def _is_plain(value: Any, annotation: Any) -> bool:
    if annotation is bool:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if annotation in (int, dt.datetime, dt.timedelta):
        return isinstance(value, int)
    if annotation is float:
        return isinstance(value, int | float)
    if annotation is str or annotation is aiogram.types.InputFile:
        return isinstance(value, str)
    return False


def _walk_list(value: Any, item: Any, path: str, *, is_request: bool) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path}: {value!r} is not a list"
        return
    for number, element in enumerate(value):
        yield from _walk(element, item, f"{path}[{number}]", is_request=is_request)


def _walk_object(
    value: Any, model: type[BaseModel], path: str, *, is_request: bool
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: {value!r} is not a {model.__name__}"
        return
    yield from _walk_model(value, model, path, is_request=is_request)
    yield from _range_problems(value, path)


def _walk_model(
    value: dict[str, Any], model: type[BaseModel], path: str, *, is_request: bool
) -> Iterator[str]:
    fields = _fields(model)
    for name in value:
        if name not in fields:
            yield f"{path}.{name}: {model.__name__} has no such field"
    for name, field in fields.items():
        if name not in value:
            # A literal has a default in aiogram, yet it is what tells one type from another.
            if field.is_required() or typing.get_origin(field.annotation) is typing.Literal:
                yield f"{path}.{name}: missing in {model.__name__}"
            continue
        found = _decoded(value[name], field.annotation) if is_request else value[name]
        where = f"{path}.{name}"
        listed = _LISTED.get((model, name))
        if listed is not None and found not in listed:
            yield f"{where}: {found!r} is not one of {sorted(listed)}"
        yield from _walk(found, field.annotation, where, is_request=is_request)


def _decoded(value: Any, annotation: Any) -> Any:
    """A parameter that came as text, as what it stands for."""
    if not isinstance(value, str) or _takes_text(annotation):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _takes_text(annotation: Any) -> bool:
    if annotation in (str, aiogram.types.InputFile) or annotation is Any:
        return True
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType, typing.Annotated):
        return typing.get_origin(annotation) is typing.Literal
    return any(_takes_text(branch) for branch in typing.get_args(annotation))


def _walk_union(
    value: Any, branches: tuple[Any, ...], path: str, *, is_request: bool
) -> Iterator[str]:
    """The problems of the branch that fits best; none if one fits."""
    if value is None:
        # The Bot API leaves out what is not there; clients may send null for the same.
        if not is_request:
            yield f"{path}: null"
        return
    best: list[str] | None = None
    for branch in branches:
        if branch is type(None) or branch is Default:
            continue
        problems = list(_walk(value, branch, path, is_request=is_request))
        if not problems:
            return
        if best is None or _distance(value, branch, problems) < _distance(value, None, best):
            best = problems
    yield from best or [f"{path}: {value!r} fits none of {branches}"]


def _distance(value: Any, branch: Any, problems: list[str]) -> tuple[bool, int]:
    """How far a branch is off: one that the value's own type names is the one that was meant."""
    is_named = False
    if isinstance(value, dict) and inspect.isclass(branch) and issubclass(branch, BaseModel):
        for name in _DISCRIMINATORS:
            field = branch.model_fields.get(name)
            if field is not None and name in value:
                is_named = value[name] in typing.get_args(field.annotation)
    return not is_named, len(problems)


def _range_problems(value: dict[str, Any], path: str) -> Iterator[str]:
    """Entities must lie within their text and begin in order, counted in UTF-16 units."""
    for text_field, field in (
        ("text", "entities"),
        ("caption", "caption_entities"),
        ("question", "question_entities"),
    ):
        entities, text = value.get(field), value.get(text_field)
        if not isinstance(entities, list) or not isinstance(text, str):
            continue
        length = len(text.encode("utf-16-le")) // 2
        for number, entity in enumerate(entities):
            if not isinstance(entity, dict):
                continue
            offset, size = entity.get("offset", 0), entity.get("length", 0)
            if offset < 0 or size <= 0 or offset + size > length:
                yield f"{path}.{field}[{number}]: outside of the text of {length} units"


__all__ = [
    "answer_problems",
    "assert_contract",
    "call_problems",
    "params_problems",
    "update_problems",
]
